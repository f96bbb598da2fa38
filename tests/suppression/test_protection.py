"""Hand-sized books: which counts are withheld, and what a reader can still work out."""

from __future__ import annotations

import itertools
import os

import pytest
from brute_force import hidden_of, leaks
from little_books import FIVE, Book, SmallTo, percent_of, quarters_book, random_table, share_of, table
from numpy.random import default_rng

from nelscb.mistakes import Mistake
from nelscb.suppression import greedy, movement, optimum
from nelscb.suppression.cells import Cell, Decision, Range, Relation, is_same, is_total_of
from nelscb.suppression.protection import Protected, protect
from nelscb.suppression.reader import ranges
from nelscb.suppression.solver import silenced

ONE_TO_FIVE = Range(1, 5)


def protected(cells: list[Cell], *relations: Relation) -> Protected:
    found = protect(cells, relations, FIVE)
    assert leaks(cells, relations, found.withheld, FIVE) == []
    return found


def of_book(book: Book) -> Protected:
    return protected(book.cells, *book.known())


def test_one_small_count_in_a_table_of_four_takes_the_other_three() -> None:
    found = of_book(table([[3, 20], [30, 40]]))
    assert found.primary == ("00",)
    assert found.secondary == ("01", "10", "11")
    assert found.protection == {"00": ONE_TO_FIVE}
    assert found.information_lost == pytest.approx(4.39 + 4.95 + 5.36)


def test_a_table_of_nine_needs_one_rectangle() -> None:
    #  3 20  8 | 31      c 20  c | 31      A rectangle of four hides the 3; 8 and 9 are the cheapest corners, and
    # 30 40 25 | 95     30 40 25 | 95      with 12 they lose less than any other three.
    #  9 12 50 | 71      c 12  c | 71
    found = of_book(table([[3, 20, 8], [30, 40, 25], [9, 12, 50]]))
    assert set(found.secondary) in ({"02", "20", "22"}, {"01", "20", "21"})
    assert found.information_lost == min(3.17 + 3.32 + 5.67, 4.39 + 3.32 + 3.7)


def test_two_small_counts_in_one_column_protect_each_other_if_they_can_move_enough() -> None:
    # The column's sum of 3 leaves both only 1 or 2, though two are withheld in it.
    cells = [Cell("a", 1), Cell("b", 2), Cell("c", 17), Cell("all", 20, total=True)]
    assert protected(cells, is_total_of("all", "abc")).secondary == ("c",)
    cells = [Cell("a", 3), Cell("b", 3), Cell("c", 17), Cell("all", 23, total=True)]
    assert protected(cells, is_total_of("all", "abc")).secondary == ()


def test_a_quarter_that_two_rolling_sums_give_away() -> None:
    # Years to q3 and q4 differ by q4 - q0: with both and q0 shown, q4 = 4 is known.
    counts = {"q0": 20, "q1": 31, "q2": 18, "q3": 25, "q4": 4}
    years = {"to q3": ["q0", "q1", "q2", "q3"], "to q4": ["q1", "q2", "q3", "q4"]}
    cells = [Cell(name, count) for name, count in counts.items()]
    cells += [Cell(year, sum(counts[q] for q in quarters), total=True) for year, quarters in years.items()]
    relations = [is_total_of(year, quarters) for year, quarters in years.items()]
    assert ranges(cells, relations, {"q4"}, FIVE)["q4"] == Range(4, 4)
    found = protected(cells, *relations)
    assert found.primary == ("q4",)
    # q0 alone leaves the year to q4; a quarter of both years, with the one that leaves with it, is the cheapest.
    assert set(found.secondary) == {"q0", "q2"}
    assert found.components[0].how == "optimal"


def test_a_percentage_of_a_known_denominator_gives_its_count_away() -> None:
    # 33% of 9 is 3 and nothing else; where the percentage stands, the denominator goes.
    cells = [Cell("part", 3), Cell("whole", 9, total=True)]
    shares = share_of("part", "whole", percent_of(3, 9))
    assert ranges(cells, shares, {"part"}, FIVE)["part"] == Range(3, 3)
    found = protected(cells, *shares)
    assert found.secondary == ("whole",)
    assert found.protection == {"part": ONE_TO_FIVE}


def test_a_percentage_of_a_large_denominator_leaves_enough() -> None:
    cells = [Cell("part", 3), Cell("whole", 1_500, total=True)]
    shares = share_of("part", "whole", 0)
    assert protect(cells, shares, FIVE).secondary == ()
    assert ranges(cells, shares, {"part"}, FIVE)["part"] == Range(1, 7)


def test_a_chain_through_an_alias() -> None:
    # The total on one page is a category on another, under its own name: "b" tells "a", and "again" tells "b".
    cells = [Cell("a", 2), Cell("other", 30), Cell("b", 32), Cell("again", 32), Cell("rest", 9), Cell("all", 41)]
    relations = [is_total_of("b", ["a", "other"]), is_same("b", "again"), is_total_of("all", ["again", "rest"])]
    found = protected(cells, *relations)
    assert found.secondary == ("other",)
    # Where the other category is out already, all that the total is called by must go, up to where it ends.
    cells[1] = Cell("other", 30, Decision.PUBLISHED)
    found = protected(cells, *relations)
    assert set(found.secondary) == {"b", "again", "rest"}


def test_a_small_count_that_earlier_editions_give_away_is_named_and_needs_nothing_more() -> None:
    cells = [Cell("a", 3), Cell("b", 30, Decision.PUBLISHED), Cell("all", 33, Decision.PUBLISHED)]
    found = protected(cells, is_total_of("all", "ab"))
    assert found.withheld == {"a"}
    assert found.protection == {"a": Range(3, 3)}
    assert found.cut_back == ("a",)


def test_an_earlier_edition_stands_and_the_newest_quarter_makes_up_for_it() -> None:
    # The first edition withheld q0 and showed q1. The second may not show the year and q2 together, nor take q1 back.
    cells = [
        Cell("q0", 2, Decision.WITHHELD),
        Cell("q1", 40, Decision.PUBLISHED),
        Cell("q2", 50),
        Cell("year", 92, total=True),
    ]
    found = protected(cells, is_total_of("year", ["q0", "q1", "q2"]))
    assert found.secondary == ("q2",)
    assert found.cut_back == ()


def test_a_large_count_withheld_before_stays_withheld_and_counts_as_no_loss() -> None:
    cells = [Cell("a", 2), Cell("b", 40, Decision.WITHHELD), Cell("all", 42, total=True)]
    found = protected(cells, is_total_of("all", "ab"))
    assert (found.primary, found.secondary, found.earlier) == (("a",), (), ("b",))
    assert found.information_lost == 0


def test_a_small_count_published_before_is_known_and_said_to_be() -> None:
    cells = [Cell("a", 2, Decision.PUBLISHED), Cell("b", 3), Cell("c", 20), Cell("all", 25, total=True)]
    found = protected(cells, is_total_of("all", "abc"))
    assert found.known_before == ("a",)
    assert found.primary == ("b",)


def test_a_revised_total_leaves_both_editions_sums() -> None:
    # a was 20 and is 21, all was 23 and is 24: each edition's total less its a gives b, so both sums need a gap.
    cells = [Cell("b", 3, Decision.WITHHELD), Cell("a before", 20, Decision.WITHHELD), Cell("a", 21)]
    cells += [Cell("all before", 23, Decision.PUBLISHED), Cell("all", 24, total=True)]
    found = protected(cells, is_total_of("all before", ["a before", "b"]), is_total_of("all", ["a", "b"]))
    assert found.secondary == ("a",)


def test_whole_numbers_decide_where_fractions_would_leave_more() -> None:
    # a + 3 b = 20 with b withheld lets a be 2, 5, 8 and so on: a programme with fractions would hold 1 possible.
    cells = [Cell("a", 2), Cell("b", 6, Decision.WITHHELD), Cell("d", 10)]
    a_three_b = Relation(((1, "a"), (3, "b"), (1, "d")), 30, 30)
    assert ranges(cells, [a_three_b], {"a", "b"}, FIVE)["a"] == Range(2, 17)
    found = protected(cells, a_three_b)
    assert found.secondary == ("d",)
    cells[2] = Cell("d", 10, Decision.PUBLISHED)
    found = protected(cells, a_three_b)
    assert found.protection == {"a": Range(2, 5)}
    assert found.cut_back == ("a",)


def test_the_weight_decides_between_cells() -> None:
    cells = [Cell("a", 2), Cell("b", 200, weight=1), Cell("c", 10, weight=50), Cell("all", 212, weight=90)]
    assert protected(cells, is_total_of("all", "abc")).secondary == ("b",)


def test_another_rule_withholds_other_counts() -> None:
    found = protect([Cell("a", 3), Cell("b", 7), Cell("c", 9)], [], SmallTo(7))
    assert found.primary == ("a", "b")
    assert found.protection == {"a": Range(1, 7), "b": Range(1, 7)}


@pytest.mark.parametrize(
    ("cells", "relations", "primary", "secondary"),
    [
        ([], [], (), ()),
        ([Cell("a", 0), Cell("all", 0)], [is_total_of("all", ["a"])], (), ()),
        ([Cell("a", 2), Cell("all", 2)], [is_total_of("all", ["a"])], ("a", "all"), ()),
        ([Cell("a", 9), Cell("all", 9)], [is_total_of("all", ["a"])], (), ()),
        ([Cell("a", 2), Cell("b", 0), Cell("c", 7)], [], ("a",), ()),
        # 1 + 1 + 1 = 3: the categories are known to be at least 1 each, and their total then to be at least 3.
        ([*(Cell(n, 1) for n in "abc"), Cell("all", 3)], [is_total_of("all", "abc")], ("a", "b", "c", "all"), ()),
        ([Cell("a", 4), Cell("b", 0), Cell("all", 4)], [is_total_of("all", "ab")], ("a", "all"), ()),
        # A category is missing, and the relation says only that the total is no less.
        ([Cell("a", 2), Cell("all", 90)], [Relation(((1, "all"), (-1, "a")), low=0)], ("a",), ()),
    ],
    ids=["none", "zeros", "one category", "one large", "no relation", "all small", "zero category", "one missing"],
)
def test_books_at_the_edge(
    cells: list[Cell], relations: list[Relation], primary: tuple[str, ...], secondary: tuple[str, ...]
) -> None:
    found = protected(cells, *relations)
    assert (found.primary, found.secondary) == (primary, secondary)


def test_all_small_totals_are_cut_back_and_named() -> None:
    cells = [*(Cell(n, 1) for n in "abc"), Cell("all", 3)]
    found = protected(cells, is_total_of("all", "abc"))
    assert found.protection["all"] == Range(3, 5)
    assert found.cut_back == ("all",)


@pytest.mark.parametrize(
    ("cells", "relations", "said"),
    [
        (
            [Cell("girls", 7), Cell("boys", 6), Cell("all", 10)],
            [is_total_of("all", ["girls", "boys"])],
            "all - girls - boys should be 0 but is -3 (all is 10, girls is 7, boys is 6)",
        ),
        (
            [Cell("girls", 2), Cell("all", 10)],
            [is_total_of("all", ["girls", "boys"])],
            "all - girls - boys names boys, which is no cell",
        ),
        (
            [Cell("a", 9), Cell("b", 10)],
            [Relation(((1, "b"), (-2, "a")), low=0)],
            "b - 2 x a should be at least 0 but is -8 (b is 10, a is 9)",
        ),
        ([Cell("a", 2), Cell("a", 3)], [], "a is the name of 2 cells"),
        ([Cell("a", -2)], [], "a is -2, which is no whole number of at least 0"),
        ([Cell("a", 2.0)], [], "a is 2.0, which is no whole number of at least 0"),  # type: ignore[arg-type]
        ([Cell("a", 0, Decision.WITHHELD)], [], "a is 0 and withheld, but a zero is always published"),
        ([Cell("a", 9, weight=0)], [], "a has the weight 0, which must be a number above 0"),
        ([Cell("a", 9)], [Relation(((1, "a"),), 9, 8)], "a is to be at least 9 and at most 8"),
        ([Cell("a", 9)], [Relation(((1, "a"),), float("nan"))], "a has a bound that is no number"),
        ([Cell("a", 9)], [Relation(((float("inf"), "a"),))], "inf x a has a coefficient that is no number"),
        ([Cell("a", 9)], [Relation((), 1, 2)], "a relation without cells should be at least 1 but is 0 ()"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(cells: list[Cell], relations: list[Relation], said: str) -> None:
    for refuses in (lambda: protect(cells, relations, FIVE), lambda: ranges(cells, relations, {"a"}, FIVE)):
        with pytest.raises(Mistake) as caught:
            refuses()
        assert str(caught.value) == f"nothing can be protected: {said}"


def test_many_faults_are_counted() -> None:
    with pytest.raises(Mistake, match="a4 is -1, which is no whole number of at least 0; and 4 more faults like these"):
        protect([Cell(f"a{i}", -1) for i in range(9)], [], FIVE)


@pytest.mark.parametrize("seed", range(12))
def test_the_best_decision_of_a_little_table_is_the_best_of_all(seed: int) -> None:
    book = random_table(default_rng(seed))
    found = of_book(book)
    others = [c for c in book.cells if c.value > FIVE.largest_small][:9]
    assert all(cell in others for cell in book.cells if cell.name in found.secondary), "more cells than can be tried"
    lost = [
        sum(cell.information for cell in chosen)
        for many in range(len(others) + 1)
        for chosen in itertools.combinations(others, many)
        if sum(cell.information for cell in chosen) < found.information_lost - 1e-6
        and not leaks(book.cells, book.known(), {*found.primary, *(cell.name for cell in chosen)}, FIVE)
    ]
    assert lost == []


LARGER = quarters_book(default_rng(7).choice([0, 2, 4, 9, 17, 30], size=(12, 4)).tolist(), [False] * 12)


def test_the_same_book_has_the_same_result_and_the_order_of_components_does_not_matter() -> None:
    first = protect(LARGER.cells, LARGER.known(), FIVE)
    assert protect(LARGER.cells, LARGER.known(), FIVE, seconds=1e9) == first
    more = [Cell("x", 3), Cell("y", 9), Cell("x or y", 12)]
    both = protect([*more, *LARGER.cells], [is_total_of("x or y", "xy"), *LARGER.known()], FIVE)
    assert both.withheld == first.withheld | {"x", "y"}


@pytest.mark.parametrize("limit", [(optimum, "ROUNDS", 2), (optimum, "NODES", 1), (optimum, "NODES", 0)])
def test_where_the_search_is_given_up_the_greedy_decision_holds(
    limit: tuple[object, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*limit)
    found = of_book(LARGER)
    component = found.components[0]
    assert component.how in ("greedy", "optimal")
    assert not found.by_the_clock
    assert component.least_lost <= component.information_lost


def test_cleaning_up_publishes_again_and_the_search_loses_least(monkeypatch: pytest.MonkeyPatch) -> None:
    book = table(default_rng(0).choice([0, 3, 4, 9, 17, 30, 44], size=(6, 6)).tolist())

    def lost() -> float:
        found = protect(book.cells, book.known(), FIVE)
        seen = ranges(book.cells, book.known(), found.withheld, FIVE)
        assert all(seen[name].contains(protection) for name, protection in found.protection.items())
        return found.information_lost

    best = lost()
    monkeypatch.setattr(optimum, "ROUNDS", 0)
    cleaned = lost()
    monkeypatch.setattr(greedy, "CLEANING", -1)
    assert best < cleaned < lost()


@pytest.mark.parametrize("small", [1, 2, 4])
def test_a_component_of_hundreds_is_protected_by_cells_nearby(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = default_rng(small).choice([0, small, 9, 17, 30], size=(30, 4)).tolist()
    book = quarters_book(counts, [q % 7 == 0 for q in range(30)])
    for large in (movement.LARGE, 20):
        monkeypatch.setattr(movement, "LARGE", large)
        found = protect(book.cells, book.known(), FIVE)
        seen = ranges(book.cells, book.known(), found.withheld, FIVE)
        assert all(seen[name].contains(protection) for name, protection in found.protection.items())


def test_out_of_time_the_whole_component_is_withheld_and_said_so() -> None:
    found = protect(LARGER.cells, LARGER.known(), FIVE, seconds=0, clock=itertools.count().__next__)
    assert [component.how for component in found.components] == ["all withheld"]
    assert found.by_the_clock
    assert found.withheld == hidden_of(LARGER.cells, [cell.name for cell in LARGER.cells])
    assert set(found.protection) == {cell.name for cell in LARGER.cells if 1 <= cell.value <= 5}


def test_what_the_solver_prints_past_its_settings_is_taken_away(capfd: pytest.CaptureFixture[str]) -> None:
    print("before")
    with silenced():
        os.write(1, b"a stray line of the solver's own")
    print("after")
    assert capfd.readouterr().out == "before\nafter\n"


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    of_book(LARGER)
    print("said afterwards")
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("said afterwards\n", "")
