"""Where the words of a chart stand: never on each other, never cut off, never too small for a telephone."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from drawn_boxes import letters_of, outside, overlapping

from nelscb.charts.dated import Flag, flag, in_rows
from nelscb.charts.examples import EXAMPLES
from nelscb.charts.lettering import apart, width_of, wrapped
from nelscb.charts.periods import named_periods
from nelscb.charts.style import SMALL, WIDTH
from nelscb.drawings import (
    Band,
    Bar,
    Bars,
    DotRow,
    DotRows,
    Drawing,
    Line,
    StackedRow,
    Stacks,
    TimePanel,
    TimePanels,
    TwoSided,
)

LONG = "Case review published on neglect and on what was learned from it by every agency"
PLACES = ("Prevention and early intervention", "Schools and colleges together", "Police", "Housing", "Health visitors")
QUARTERS = tuple(f"20{y}-{y + 1} Q{q}" for y in range(10, 17) for q in range(1, 5))


def crowded(count: int, role: str) -> TimePanels:
    """Lines that end together, beside bands, a target and neighbours, under many dated labels."""
    chance = random.Random(count)
    lines = tuple(Line(p, tuple(50 + chance.random() for _ in range(count)), role=role) for p in PLACES)  # type: ignore[arg-type]
    bands = (
        Band("Forecast from before the plan", (49.0,) * count, (52.0,) * count, "forecast"),
        Band("Limits", (48.0,) * count, (53.0,) * count, "limits", trial=True),
    )
    breaks = tuple((i + 0.5, words) for i, words in enumerate((LONG, "A new count")) if i + 0.5 < count - 1)
    marks = ((max(0, count - 1.5), "The plan began"), (count - 1.0, LONG), (0.5, "New threshold document"))
    scatter = tuple((50.0 + i,) * count for i in range(4))
    panel = TimePanel(LONG, "% of plans", QUARTERS[:count], lines, breaks, marks, scatter, bands, ("Target", 51.0))
    return TimePanels((panel,))


CROWDED: dict[str, tuple[Drawing, str]] = {
    f"{role}_{count}": (crowded(count, role), "") for role in ("part", "reference") for count in (2, 5, 16, 28)
}
CROWDED |= {kind: (make(), "Illustrative: invented figures") for kind, make in EXAMPLES.items()}
CROWDED |= {
    "years": (TimePanels((TimePanel("A", "plans", tuple(f"April 20{y} to March 20{y + 3}" for y in range(10, 16)), (
        Line("Here", (1, 2, 3, 4, 5, 6)),)),)), "Illustrative"),
    "days": (TimePanels((TimePanel("A", "plans", tuple(f"31 Mar 20{y}" for y in range(10, 20)), (
        Line("Here", (123456.5, *range(9))),)),)), ""),
    "rows": (DotRows(LONG, tuple(DotRow(p, 50.0, 1.0, 99.9, 49.0) for p in (*PLACES, LONG)),
                     (("The country", 50.0), ("The region", 50.2)), LONG, "2015-16"), LONG),
    "bars": (Bars(LONG, tuple(Bar(p, 9.0, LONG, 8.9) for p in (*PLACES, LONG)), "2016-17", "2015-16"), LONG),
    "stacks": (Stacks("%", (*PLACES, LONG), tuple(StackedRow(p, (1.0, 2, 3, 4, 50, 40), LONG) for p in PLACES)), ""),
    "two_sided": (TwoSided(LONG, LONG, "Girls", tuple((p, 1234567.0, None) for p in (*PLACES, LONG))), "Illustrative"),
}  # fmt: skip


@pytest.mark.parametrize(("drawing", "mark"), CROWDED.values(), ids=CROWDED.keys())
def test_no_words_stand_on_others_or_are_cut_off(drawing: Drawing, mark: str) -> None:
    found, width, height = letters_of(drawing, mark)
    assert found
    assert overlapping(found) == []
    assert outside(found, width, height) == []


@pytest.mark.parametrize(("drawing", "mark"), CROWDED.values(), ids=CROWDED.keys())
def test_the_smallest_letters_can_be_read_on_a_telephone(drawing: Drawing, mark: str) -> None:
    found, width, _ = letters_of(drawing, mark)
    assert width == pytest.approx(WIDTH)
    assert min(letters.size for letters in found) * 370 / width >= 9.5


def test_the_test_itself_sees_words_that_stand_on_others() -> None:
    found, width, height = letters_of(EXAMPLES["parts"]())
    last = found[-1]
    assert overlapping([*found, last]) == [(last.words, last.words)]
    assert outside([last._replace(right=width + 5)], width, height) == [last.words]


@pytest.mark.parametrize(("wanted", "expected"), [
    ([10, 50], [10, 50]),
    ([50, 50], [45, 55]),
    ([50, 48], [54, 44]),
    ([2, 3], [5, 15]),
    ([99, 98], [95, 85]),
    ([40, 50, 50], [36.67, 46.67, 56.67]),
    ([], []),
])  # fmt: skip
def test_labels_are_nudged_no_further_than_they_must(wanted: list[float], expected: list[float]) -> None:
    assert apart(wanted, [10] * len(wanted), 0, 100) == pytest.approx(expected, abs=0.01)


def test_labels_without_room_run_on_above() -> None:
    assert apart([5, 5, 5], [10, 10, 10], 0, 20) == [5, 15, 25]


def test_nudged_labels_never_overlap_and_keep_their_order() -> None:
    chance = random.Random(2)
    for _ in range(300):
        wanted = [chance.choice([0, 20, 20.5, 99, 100 * chance.random()]) for _ in range(chance.randint(1, 7))]
        heights = [chance.choice([10, 13, 26]) for _ in wanted]
        made = sorted(zip(apart(wanted, heights, 0, 200), heights, wanted, strict=True))
        assert all(b - a >= (h + k) / 2 - 1e-6 for (a, h, _), (b, k, _) in pairwise(made))
        assert all(first <= second for (_, _, first), (_, _, second) in pairwise(made))
        assert made[0][0] - made[0][1] / 2 >= -1e-6
        assert made[-1][0] + made[-1][1] / 2 <= 200 + 1e-6


def test_words_wrap_at_spaces_and_a_word_too_long_is_cut() -> None:
    assert wrapped("one two three", width_of("one two")) == ["one two", "three"]
    assert wrapped("one", 1000) == ["one"]
    assert wrapped("", 100) == [""]
    pieces = wrapped("Donaudampfschifffahrt", 40)
    assert "".join(pieces) == "Donaudampfschifffahrt"
    assert all(width_of(piece, SMALL) <= 40 for piece in pieces)


def test_dated_labels_share_a_row_only_where_they_have_room() -> None:
    near = in_rows([flag(50, "The plan began", "#000000"), flag(70, "New document", "#000000")])
    far = in_rows([flag(50, "The plan began", "#000000"), flag(250, "New document", "#000000")])
    assert sorted(f.row for f in near) == [0, 1]
    assert [f.row for f in far] == [0, 0]
    # The earlier one stands higher, and its stem runs through no words.
    assert next(f.row for f in near if f.x == 50) == 1


def test_no_stem_runs_through_words() -> None:
    placed = in_rows([flag(x, "New threshold document", "#000000") for x in (20, 60, 100, 180, 300, 395)])
    lower: list[tuple[Flag, Flag]] = [(one, other) for one in placed for other in placed if other.row > one.row]
    assert lower
    assert not [1 for one, other in lower if one.left < other.x < one.right]


@pytest.mark.parametrize(("periods", "slot", "expected"), [
    (QUARTERS[2:8], 40, {0: ["Q3", "2010-11"], 1: ["Q4"], 2: ["Q1", "2011-12"], 3: ["Q2"], 4: ["Q3"], 5: ["Q4"]}),
    (QUARTERS[3:6], 20, {0: ["Q4"], 1: ["Q1", "2011-12"], 2: ["Q2"]}),
    (QUARTERS[:9], 12, {0: ["Q1", "2010-11"], 4: ["Q1", "2011-12"], 8: ["Q1", "2012-13"]}),
    (("2014-15", "2015-16", "2016-17"), 30, {0: ["2014-15"], 2: ["2016-17"]}),
    (("31 Mar 2016", "31 Mar 2017"), 50, {0: ["31 Mar", "2016"], 1: ["31 Mar", "2017"]}),
    ((), 50, {}),
])  # fmt: skip
def test_as_many_periods_are_named_as_there_is_room_for(
    periods: tuple[str, ...], slot: float, expected: dict[int, list[str]]
) -> None:
    assert dict(named_periods(periods, slot)) == expected
