"""Little published tables, checked by eye: what a reader can work out of them, and how that is judged."""

from __future__ import annotations

import pytest
from made_records import Line, by_kind, record

from nelscb.audit import Attack, Verdict, attack
from nelscb.audit.published import Published

Q1, Q2, Q3, Q4 = (f"2016-17-Q{quarter}" for quarter in (1, 2, 3, 4))
QUARTERS = (Q1, Q2, Q3, Q4)


def told(found: Attack) -> dict[str, str]:
    """Each cell's range, as 2 to 5 or 1 or more; of numerators without saying so."""
    return {r.cell.removesuffix(".numerator"): str(r.range) for r in (*found.cells, *found.earlier)}


def ranges(lines: dict[str, Line], *earlier: Published) -> dict[str, str]:
    return told(attack(record(lines), earlier, to_the_end=True))


def verdicts(found: Attack) -> dict[str, Verdict]:
    return {r.cell.removesuffix(".numerator"): r.verdict for r in (*found.cells, *found.earlier, *found.shown)}


def of_kind(kind: str, period: str = Q4, frequency: str = "quarter", measure: str = "M") -> str:
    return f"{measure}/{frequency}/kind={kind}/{period}"


def test_the_only_unknown_of_a_row_is_what_is_left() -> None:
    found = attack(record(by_kind(Q4, 40, "c", 20, 17)))
    assert told(found) == {of_kind("a"): "3 to 3"}
    assert not found.passes
    (failed,) = found.failed
    assert failed.verdict is Verdict.FAILED
    assert failed.chain == (
        f"M/quarter/{Q4}.numerator (40) = {of_kind('a')}.numerator (not shown) + {of_kind('b')}.numerator (20)"
        f" + {of_kind('c')}.numerator (17)",
        f"so {of_kind('a')}.numerator is 3 to 3",
    )


def test_two_unknowns_of_a_row_hide_each_other_only_where_they_add_up_to_enough() -> None:
    assert ranges(by_kind(Q4, 40, "c", "c", 17)) == {of_kind("a"): "1 to 22", of_kind("b"): "1 to 22"}
    assert attack(record(by_kind(Q4, 40, "c", "c", 17))).passes
    # 3 in two categories: each is 1 or 2, and that follows from what the edition shows.
    found = attack(record(by_kind(Q4, 40, "c", "c", 37)))
    assert told(found) == {of_kind("a"): "1 to 2", of_kind("b"): "1 to 2"}
    assert set(verdicts(found).values()) == {Verdict.FAILED}


def test_zeros_narrow_nothing_that_withholding_could_mend() -> None:
    # The total is withheld, the others are 0 and always shown: nothing more could have been done.
    found = attack(record(by_kind(Q4, "c", "c", 0, 0)))
    assert told(found) == {f"M/quarter/{Q4}": "1 or more", of_kind("a"): "1 or more"}
    assert found.passes


def four_cycle(corners: tuple[Line, Line, Line, Line], whole: Line) -> dict[str, Line]:
    """Two categories in two quarters, and their years: a is 3 and 4, b is 30 and 40, c is 7 and 9 in all quarters."""
    lines = {**by_kind(Q1, 40, corners[0], corners[1], 7), **by_kind(Q2, 53, corners[2], corners[3], 9)}
    lines |= {**by_kind(Q3, 16, 5, 4, 7), **by_kind(Q4, 16, 5, 4, 7)}
    return lines | by_kind("2016-17", 125, whole, 78, 30)


def test_four_corners_hide_each_other() -> None:
    # a + b = 33 and 44, a + a = 7, b + b = 70: a is from 1 to 6 in each quarter.
    found = ranges(four_cycle(("c", "c", "c", "c"), 17))
    assert found[of_kind("a", Q1)] == found[of_kind("a", Q2)] == "1 to 6"
    assert found[of_kind("b", Q1)] == "27 to 32"


def test_lines_with_two_unknowns_each_are_read_together() -> None:
    lines = {**by_kind(Q1, 40, "c", "c", 7), **by_kind(Q2, 53, "c", 40, "c")}
    lines |= {**by_kind(Q3, 16, "c", "c", 7), **by_kind(Q4, 16, 5, "c", "c")}
    lines |= by_kind("2016-17", 125, 17, 78, 30)
    found = ranges(lines)
    # The years leave 16 for c of Q2 and Q4 together, and Q4 leaves 11 for its b and c: so c of Q2 is at least 6. It
    # makes 13 with a of Q2, which is no more than 7 then.
    assert found[of_kind("c", Q2)] == "6 to 12"
    assert found[of_kind("a", Q2)] == "1 to 7"


def test_rolling_years_a_quarter_apart_give_away_the_difference_of_two_quarters() -> None:
    lines: dict[str, Line] = {f"M/quarter/2015-16-Q{q}": n for q, n in zip((1, 2, 3, 4), (12, 20, 30, 25), strict=True)}
    lines |= {"M/quarter/2016-17-Q1": "c", "ROLLING/quarter/2015-16-Q4": 87, "ROLLING/quarter/2016-17-Q1": 79}
    assert ranges(lines) == {"M/quarter/2016-17-Q1": "4 to 4"}
    # Of two withheld quarters, the sums still give the difference: 12 - 4 = 8.
    lines["M/quarter/2015-16-Q1"] = "c"
    lines["ROLLING/quarter/2015-16-Q4"] = "c"
    assert ranges(lines)["M/quarter/2016-17-Q1"] == "4 to 4"
    lines["M/quarter/2015-16-Q2"] = "c"
    assert ranges(lines)["M/quarter/2016-17-Q1"] == "1 to 23"


def test_running_totals_one_quarter_after_another_give_away_the_quarter() -> None:
    lines: dict[str, Line] = {f"M/quarter/{Q1}": 20, f"M/quarter/{Q2}": "c"}
    assert ranges({**lines, f"RUNNING/quarter/{Q1}": 20, f"RUNNING/quarter/{Q2}": 23})[f"M/quarter/{Q2}"] == "3 to 3"


def test_quarters_that_are_in_no_file_still_make_up_their_year() -> None:
    # M is shown by years alone; its rolling year and its running total come by quarters.
    lines: dict[str, Line] = {"M/year/2016-17": "c", f"ROLLING/quarter/{Q4}": 4}
    assert ranges(lines) == {"M/year/2016-17": "4 to 4"}
    lines = {"M/year/2016-17": "c", f"RUNNING/quarter/{Q2}": 4}
    assert ranges(lines) == {"M/year/2016-17": "4 or more"}


def test_a_year_that_is_in_no_file_is_made_of_the_quarters_that_are() -> None:
    # The total is shown by quarters, its small categories by years.
    lines: dict[str, Line] = {f"M/quarter/{q}": 10 for q in QUARTERS}
    lines |= {of_kind("a", "2016-17", "year"): "c", of_kind("b", "2016-17", "year"): 20}
    lines |= {of_kind("c", "2016-17", "year"): 18}
    assert ranges(lines) == {of_kind("a", "2016-17", "year"): "2 to 2"}


def test_a_stock_at_the_end_of_the_year_is_that_of_the_last_quarter() -> None:
    lines: dict[str, Line] = {f"STOCK/quarter/{Q4}": "c", f"STOCK/quarter/{Q3}": 9, "STOCK/year/2016-17": 4}
    assert ranges(lines) == {f"STOCK/quarter/{Q4}": "4 to 4"}
    lines = {
        f"STOCK/quarter/{Q4}": "c",
        "STOCK/day/2017-03-31": 4,
        f"STOCK/quarter/{Q3}": "c",
        "STOCK/day/2017-02-28": 4,
    }
    assert ranges(lines) == {f"STOCK/quarter/{Q4}": "4 to 4", f"STOCK/quarter/{Q3}": "1 or more"}


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("10", "4 to 4"),  # 9.5 to 10.5 % of 40 is 3.8 to 4.2
        ("8.0", "none fit"),  # 3.18 to 3.22
        ("12.5", "5 to 5"),
        ("3", "1 to 1"),  # 2.5 to 3.5 % of 40 is 1.0 to 1.4
        ("0", "1 or more, up to 40"),  # rounds to nothing, but c is no nothing, so the percentage is not believed
    ],
)
def test_a_percentage_of_a_known_number_gives_the_count(printed: str, seen: str) -> None:
    found = attack(record({f"SHARE/quarter/{Q4}": ("c", 40, printed)}), to_the_end=True)
    (cell,) = found.cells
    if seen.startswith(("none", "1 or more")):
        assert (cell.range.low, cell.range.high) == (1, 40)
        assert {relation.figure for relation in found.dropped} == {f"SHARE/quarter/{Q4}"}
    else:
        assert str(cell.range) == seen


def test_a_rounded_percentage_of_a_large_number_leaves_enough() -> None:
    # 0.5 to 1.5 % of 1,000 is 5 to 15; of a withheld number nobody can tell.
    assert ranges({f"SHARE/quarter/{Q4}": ("c", 1000, "1")}) == {f"SHARE/quarter/{Q4}": "5 to 15"}
    found = ranges({f"SHARE/quarter/{Q4}": ("c", "c", "33")})
    assert found == {f"SHARE/quarter/{Q4}": "1 or more", f"SHARE/quarter/{Q4}.denominator": "3 or more"}


def test_a_percentage_printed_in_full_is_a_fraction_in_lowest_terms() -> None:
    # 300 / 7 % is 3 of 7, 6 of 14 and so on; a rate of 1.25 per 10,000 of 24,000 is 3.
    lines: dict[str, Line] = {f"SHARE/quarter/{Q4}": ("c", "c", repr(100 * 3 / 7))}
    assert ranges(lines) == {f"SHARE/quarter/{Q4}": "3 or more", f"SHARE/quarter/{Q4}.denominator": "7 or more"}
    assert ranges({f"RATE/quarter/{Q4}": ("c", 24_000, "1.25")}) == {f"RATE/quarter/{Q4}": "3 to 3"}
    assert ranges({f"RATE/quarter/{Q4}": ("c", 24_001, repr(1e4 * 4 / 24_001))}) == {f"RATE/quarter/{Q4}": "4 to 4"}


def test_a_value_beside_a_withheld_count_gives_it_away() -> None:
    assert ranges({f"M/quarter/{Q4}": ("c", None, "3")}) == {f"M/quarter/{Q4}": "3 to 3"}


def test_a_rate_is_of_the_population_of_the_mid_year_before() -> None:
    lines: dict[str, Line] = {"PEOPLE/day/2015-06-30": 20_000, "PEOPLE/day/2016-06-30": 40_000}
    seen = ranges({**lines, f"PER-HEAD/quarter/{Q4}": ("c", "c", "1.00"), f"PER-HEAD/quarter/{Q3}": ("c", "c", "1.00")})
    assert (seen[f"PER-HEAD/quarter/{Q4}"], seen[f"PER-HEAD/quarter/{Q3}"]) == ("4 to 4", "2 to 2")
    # A quarter's own series goes before it.
    lines |= {f"PEOPLE/quarter/{Q4}": 30_000}
    assert ranges({**lines, f"PER-HEAD/quarter/{Q4}": ("c", "c", "1.00")})[f"PER-HEAD/quarter/{Q4}"] == "3 to 3"


def test_a_part_is_no_more_than_its_whole() -> None:
    found = attack(record({f"SHARE/quarter/{Q4}": ("c", 3)}))
    assert told(found) == {f"SHARE/quarter/{Q4}": "1 to 3"}
    # Nothing but the denominator says so, and that could have been withheld.
    assert set(verdicts(found).values()) == {Verdict.FAILED}


def test_categories_of_a_profile_share_one_whole() -> None:
    lines = by_kind(Q4, None, ("c", "c"), (20, 40), (17, 40), measure="PROFILE")
    assert ranges(lines) == {
        of_kind("a", measure="PROFILE"): "3 to 3",
        of_kind("a", measure="PROFILE") + ".denominator": "40 to 40",
    }


def test_categories_that_do_not_partition_are_no_more_than_their_total() -> None:
    lines: dict[str, Line] = {f"M/quarter/{Q4}": 4, f"M/quarter/flag=x/{Q4}": "c", f"M/quarter/flag=y/{Q4}": 4}
    assert ranges(lines) == {f"M/quarter/flag=x/{Q4}": "1 to 4"}


def test_a_category_that_is_missing_leaves_an_upper_end_only() -> None:
    # No row has category c, so that a may be anything up to 20; with a row in another quarter it is missing here too.
    assert ranges(by_kind(Q4, 40, "c", 20)) == {of_kind("a"): "1 to 20"}
    lines = {**by_kind(Q4, 40, "c", 20), **by_kind(Q3, 40, 10, 20, 10)}
    assert ranges(lines) == {of_kind("a"): "1 to 20"}
    # Where it is shown by years, its quarter is there, though unseen.
    lines = {**by_kind(Q4, 40, "c", 20), of_kind("c", "2016-17", "year"): 17}
    assert ranges(lines)[of_kind("a")] == "3 to 20"


def test_categories_that_nobody_lists_are_those_that_were_sent() -> None:
    lines: dict[str, Line] = {
        f"M/quarter/{Q4}": 40,
        f"M/quarter/place=North/{Q4}": "c",
        f"M/quarter/place=South/{Q4}": 38,
    }
    assert ranges(lines) == {f"M/quarter/place=North/{Q4}": "2 to 2"}


def test_what_is_computed_from_others_gives_them_away() -> None:
    assert ranges({f"M/quarter/{Q4}": 40, f"N/quarter/{Q4}": 37, f"REST/quarter/{Q4}": "c"}) == {
        f"REST/quarter/{Q4}": "3 to 3"
    }
    assert ranges({f"N/quarter/{Q4}": "c", f"OF/quarter/{Q4}": (4, 40)}) == {f"N/quarter/{Q4}": "4 to 4"}
    assert ranges({f"M/quarter/{Q4}": "c", f"OF/quarter/{Q4}": (1, 4)}) == {f"M/quarter/{Q4}": "4 to 4"}
    assert ranges({of_kind("a"): "c", f"OF-A/quarter/{Q4}": (4, 40)})[of_kind("a")] == "4 to 4"
    assert ranges({f"M/quarter/{Q4}": "c", f"ALIAS/quarter/{Q4}": 4}) == {f"M/quarter/{Q4}": "4 to 4"}


HISTORY = {f"201{year}-1{year + 1}-Q{q}": 10 + 3 * year + q for year in (2, 3) for q in (1, 2, 3, 4)}


@pytest.mark.parametrize(("periods", "seen"), [(8, "4 to 4"), (7, "1 or more")])
def test_series_that_have_agreed_for_eight_quarters_are_taken_for_one(periods: int, seen: str) -> None:
    past = dict(list(HISTORY.items())[:periods])
    lines: dict[str, Line] = {f"{measure}/quarter/{period}": n for measure in "MN" for period, n in past.items()}
    lines |= {f"M/quarter/{Q4}": "c", f"N/quarter/{Q4}": 4}
    assert ranges(lines) == {f"M/quarter/{Q4}": seen}


def test_series_that_have_agreed_on_few_numbers_or_disagreed_once_are_two() -> None:
    for change in (lambda n: 10 + n % 3, lambda n: n):
        lines: dict[str, Line] = {
            f"{measure}/quarter/{period}": change(n) for measure in "MN" for period, n in HISTORY.items()
        }
        lines |= {f"M/quarter/{Q4}": "c", f"N/quarter/{Q4}": 4}
        if change(17) == 17:
            lines["N/quarter/2013-14-Q4"] = 99
        assert ranges(lines) == {f"M/quarter/{Q4}": "1 or more"}


def test_a_relation_that_the_figures_contradict_is_known_to_nobody() -> None:
    # Quarters of people do not add up to their year in 2015-16, so why should they in 2016-17?
    lines: dict[str, Line] = {f"M/quarter/2015-16-Q{q}": 10 for q in (1, 2, 3, 4)} | {"M/year/2015-16": 35}
    lines |= {f"M/quarter/{q}": 10 for q in QUARTERS[:3]} | {f"M/quarter/{Q4}": "c", "M/year/2016-17": 34}
    found = attack(record(lines), to_the_end=True)
    assert told(found) == {f"M/quarter/{Q4}": "1 or more"}
    assert len(found.dropped) == 2


def test_where_nothing_fits_the_least_trusted_relation_goes() -> None:
    # The year says 4 for b of Q4, the quarter's categories 3: the year is less sure.
    lines = {of_kind("b", q): 10 for q in QUARTERS[:3]} | {of_kind("b", "2016-17", "year"): 34}
    lines |= by_kind(Q4, 40, 20, "c", 17)
    found = attack(record(lines), to_the_end=True)
    assert told(found) == {of_kind("b"): "3 to 3"}
    assert [relation.trust.name for relation in found.dropped] == ["YEAR"]


def test_true_counts_say_which_relations_are_false() -> None:
    lines = by_kind(Q4, 40, "c", "c", 33)
    doubtful = attack(record(lines))
    assert told(doubtful) == {of_kind("a"): "1 to 6", of_kind("b"): "1 to 6"}
    assert doubtful.passes
    lines |= {f"SHARE/quarter/{Q4}": ("c", 40, "15"), f"SHARE/quarter/{Q3}": ("c", 60, "8")}
    found = attack(record(lines), (), {f"SHARE/quarter/{Q4}.numerator": 6, f"SHARE/quarter/{Q3}.numerator": 5})
    assert verdicts(found)[f"SHARE/quarter/{Q3}"] is Verdict.FAILED
    assert verdicts(found)[f"SHARE/quarter/{Q4}"] is Verdict.LARGER
    # 15 % of 40 is not 5: whoever trusts that is misled, and the relation is known to nobody.
    found = attack(record(lines), (), {f"SHARE/quarter/{Q4}.numerator": 5})
    assert verdicts(found)[f"SHARE/quarter/{Q4}"] is Verdict.KEPT
    assert [relation.figure for relation in found.dropped] == [f"SHARE/quarter/{Q4}"]


def test_a_narrowed_count_is_in_doubt_until_somebody_says_that_it_is_no_small_one() -> None:
    wide: dict[str, Line] = {f"SHARE/quarter/{Q4}": ("c", 100, "5"), f"SHARE/quarter/{Q3}": ("c", 300, "2")}
    assert told(attack(record(wide), to_the_end=True)) == {
        f"SHARE/quarter/{Q4}": "5 to 5", f"SHARE/quarter/{Q3}": "5 to 7",
    }  # fmt: skip
    name = f"SHARE/quarter/{Q3}"
    assert verdicts(attack(record(wide)))[name] is Verdict.IN_DOUBT
    assert verdicts(attack(record(wide), (), {f"{name}.numerator": 6}))[name] is Verdict.SECONDARY
    assert verdicts(attack(record(wide), (), {f"{name}.numerator": 5}))[name] is Verdict.FAILED
