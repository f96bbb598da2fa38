"""Series that show the same for long are one to a reader, whatever the plan says of them."""

from __future__ import annotations

from counted import counted, counts, counts_in, told

from nelscb.disclosure.alike import alike
from nelscb.edition import Edition
from nelscb.plan import Project

QUARTERS = [f"{start}-{start - 1999}-Q{quarter}" for start in (2014, 2015, 2016) for quarter in (1, 2, 3, 4)]
NUMBERS = [30, 41, 17, 3, 28, 22, 35, 30, 19, 26, 40, 33]
SHOWN = dict(zip(QUARTERS, NUMBERS, strict=True))


def said(project: Project, other: dict[str, int]) -> list[str]:
    found = counts(project, counted("P1-05", SHOWN), counted("P1-02", other, "tier=Child protection plan"))
    return [told(relation) for relation in alike(found)]


def test_two_series_that_agree_throughout_are_one_in_each_period(project: Project) -> None:
    assert said(project, SHOWN) == [
        f"P1-05/quarter/{quarter}.numerator - P1-02/quarter/tier=Child protection plan/{quarter}.numerator = 0"
        for quarter in QUARTERS
    ]


def test_one_that_began_later_is_the_same_where_both_are(project: Project) -> None:
    late = {quarter: SHOWN[quarter] for quarter in QUARTERS[4:]}
    assert len(said(project, late)) == 8
    assert said(project, {quarter: SHOWN[quarter] for quarter in QUARTERS[5:]}) == []


def test_one_difference_long_ago_or_lately_makes_them_two(project: Project) -> None:
    for quarter in (QUARTERS[0], QUARTERS[-1]):
        assert said(project, {**SHOWN, quarter: 99}) == []


def test_a_few_small_numbers_agree_by_chance(project: Project) -> None:
    few = dict(zip(QUARTERS, [1, 0, 2, 1, 0, 0, 1, 2, 1, 0, 1, 2], strict=True))
    found = counts(project, counted("P1-05", few), counted("P1-08", few))
    assert list(alike(found)) == []


def test_a_quarter_and_a_year_are_never_alike(project: Project) -> None:
    years = {f"{start}-{start - 1999:02}": number for start, number in zip(range(2005, 2017), NUMBERS, strict=True)}
    found = counts(project, counted("P1-05", SHOWN), counted("P1-05", years))
    assert list(alike(found)) == []


def test_plans_by_tier_are_the_plans_of_another_page(demo_edition: Edition) -> None:
    found = [told(relation) for relation in alike(counts_in(demo_edition))]
    assert len(found) > 1000
    for measure, tier in (("P1-05", "Child protection plan"), ("P1-08", "Looked after")):
        one, other = f"{measure}/quarter/2016-17-Q4.numerator", f"P1-02/quarter/tier={tier}/2016-17-Q4.numerator"
        assert {f"{one} - {other} = 0", f"{other} - {one} = 0"} & set(found)
