"""What a reader knows of the counts, in tables checked by eye; and of both boards' whole books."""

from __future__ import annotations

import pytest
from counted import Count, counted, counts, counts_in, told

from nelscb.disclosure.relations import relations_of
from nelscb.edition import Edition
from nelscb.indicators import Series
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.suppression import protect, ranges

Q = "2016-17-Q4"


def known(project: Project, *series: Series) -> list[str]:
    """The relations of the series, as they would be written."""
    return [told(relation) for relation in relations_of(counts(project, *series), project.plan)]


def sexes(*numbers: Count) -> list[Series]:
    named = ("Female", "Male", "Not known")
    return [counted("P3-09", {Q: n}, f"sex={name}") for name, n in zip(named, numbers, strict=False)]


def in_sexes(*names: str) -> str:
    return " ".join(f"- P3-09/quarter/sex={name}/{Q}.numerator" for name in names)


def test_categories_make_up_their_total(project: Project) -> None:
    found = known(project, counted("P3-09", {Q: 13}), *sexes(8, 5, 0))
    assert found == [f"P3-09/quarter/{Q}.numerator {in_sexes('Female', 'Male', 'Not known')} = 0"]


@pytest.mark.parametrize("numbers", [(8, 5), (8, 4, 0), (8, 5, None)])
def test_where_a_category_is_missing_the_others_are_no_more_than_the_total(
    project: Project, numbers: tuple[Count, ...]
) -> None:
    named = [name for name, n in zip(("Female", "Male", "Not known"), numbers, strict=False) if n is not None]
    found = known(project, counted("P3-09", {Q: 13}), *sexes(*numbers))
    assert found == [f"P3-09/quarter/{Q}.numerator {in_sexes(*named)} >= 0"]


def test_categories_above_their_total_are_refused(project: Project) -> None:
    with pytest.raises(Mistake) as caught:
        known(project, counted("P3-09", {Q: 12}), *sexes(8, 5, 0))
    assert str(caught.value) == (
        "P3-09 of 2016-17-Q4: the categories of sex add up to 13, but their total is 12; correct one of them, or say "
        "that the breakdown does not partition the total"
    )


def test_categories_that_overlap_are_each_no_more_than_the_total(project: Project) -> None:
    kinds = [
        counted("X-12", {Q: n}, f"toxic_trio={name}") for name, n in (("Domestic abuse", 8), ("All three together", 3))
    ]
    assert known(project, counted("X-12", {Q: 9}), *kinds) == [
        f"X-12/quarter/{Q}.numerator - X-12/quarter/toxic_trio=Domestic abuse/{Q}.numerator >= 0",
        f"X-12/quarter/{Q}.numerator - X-12/quarter/toxic_trio=All three together/{Q}.numerator >= 0",
    ]


def test_a_zero_total_and_one_category_alone(project: Project) -> None:
    assert known(project, counted("P3-09", {Q: 0}), *sexes(0, 0, 0)) == [
        f"P3-09/quarter/{Q}.numerator {in_sexes('Female', 'Male', 'Not known')} = 0"
    ]
    assert known(project, *sexes(4)) == []


def test_statuses_of_all_cases_are_shares_of_one_whole(project: Project) -> None:
    names = ("Pending", "Universal Plus", "Early Help")
    series = [
        counted("P1-10b", {Q: (n, 20)}, f"single_assessment_status={name}")
        for name, n in zip(names, (9, 7, 4), strict=True)
    ]
    at = f"P1-10b/quarter/single_assessment_status={{}}/{Q}.{{}}"
    whole = at.format("Pending", "denominator")
    parts = " ".join(f"- {at.format(name, 'numerator')}" for name in names)
    assert known(project, *series)[:3] == [
        f"{whole} - {at.format('Universal Plus', 'denominator')} = 0",
        f"{whole} - {at.format('Early Help', 'denominator')} = 0",
        f"{whole} {parts} = 0",
    ]


def test_both_parts_of_a_share_are_split(project: Project) -> None:
    series = [counted("P2-09b", {Q: (30, 50)})]
    series += [counted("P2-09b", {Q: n}, f"agency={name}") for name, n in (("Health", (10, 20)), ("Schools", (20, 30)))]
    found = known(project, *series)
    for part in ("numerator", "denominator"):
        assert (
            f"P2-09b/quarter/{Q}.{part} - P2-09b/quarter/agency=Health/{Q}.{part} "
            f"- P2-09b/quarter/agency=Schools/{Q}.{part} = 0"
        ) in found
    assert f"P2-09b/quarter/{Q}.denominator - P2-09b/quarter/{Q}.numerator >= 0" in found
    assert len(found) == 5


QUARTERS = {f"2015-16-Q{q}": n for q, n in zip(range(1, 5), (4, 9, 7, 3), strict=True)}


def test_a_year_of_events_is_its_quarters_and_a_stock_its_last_one(project: Project) -> None:
    measures = project.plan.measures
    assert (measures["P1-07"].basis, measures["P1-05"].basis) == ("flow", "snapshot")
    quarters = " ".join(f"- P1-07/quarter/{q}.numerator" for q in QUARTERS)
    assert known(project, counted("P1-07", QUARTERS), counted("P1-07", {"2015-16": 23})) == [
        f"P1-07/year/2015-16.numerator {quarters} = 0"
    ]
    assert known(project, counted("P1-05", QUARTERS), counted("P1-05", {"2015-16": 3})) == [
        "P1-05/year/2015-16.numerator - P1-05/quarter/2015-16-Q4.numerator = 0"
    ]
    assert known(project, counted("P1-05", QUARTERS), counted("P1-05", {"2016-03-31": 3, "2015-10-31": 3})) == [
        "P1-05/day/2016-03-31.numerator - P1-05/quarter/2015-16-Q4.numerator = 0"
    ]
    assert known(project, counted("P1-07", QUARTERS), counted("P1-07", {"2015-16": 24})) == []


def test_rolling_years_and_running_totals_are_sums(project: Project) -> None:
    for total, of, number in (("P4-14", "P4-14q", 23), ("P3-07b", "P3-07a", 23)):
        quarters = " ".join(f"- {of}/quarter/{q}.numerator" for q in QUARTERS)
        found = known(project, counted(of, QUARTERS), counted(total, {"2015-16-Q4": number}))
        assert found == [f"{total}/quarter/2015-16-Q4.numerator {quarters} = 0"]
    found = known(project, counted("P3-07a", QUARTERS), counted("P3-07b", {"2015-16-Q2": 13}))
    first_two = " ".join(f"- P3-07a/quarter/2015-16-Q{q}.numerator" for q in (1, 2))
    assert found == [f"P3-07b/quarter/2015-16-Q2.numerator {first_two} = 0"]


def test_what_a_measure_takes_from_another_is_the_same_count(project: Project) -> None:
    found = known(
        project,
        counted("P1-05", {Q: 40}),
        counted("P1-05", {Q: 17}, "category_of_abuse=Neglect"),
        counted("P2-01", {Q: (17, 40)}),
    )
    assert f"P2-01/quarter/{Q}.numerator - P1-05/quarter/category_of_abuse=Neglect/{Q}.numerator = 0" in found
    assert f"P2-01/quarter/{Q}.denominator - P1-05/quarter/{Q}.numerator = 0" in found


def test_a_remainder_is_one_count_less_another(project: Project) -> None:
    found = known(project, counted("P1-02", {Q: 90}), counted("X-10", {Q: 60}), counted("X-19", {Q: 30}))
    assert found == [f"P1-02/quarter/{Q}.numerator - X-19/quarter/{Q}.numerator - X-10/quarter/{Q}.numerator = 0"]


def test_no_small_count_of_the_illustrative_board_can_be_worked_out(demo_edition: Edition) -> None:
    found, rule = counts_in(demo_edition), demo_edition.project.board.disclosure_rule
    relations = relations_of(found, demo_edition.project.plan)
    assert len(relations) > 8000
    protected = protect(found.cells, relations, rule)
    assert len(protected.primary) > 1500
    assert not protected.by_the_clock
    seen = ranges(found.cells, relations, protected.withheld, rule, of=protected.primary)
    assert [name for name, range_ in protected.protection.items() if not seen[name].contains(range_)] == []
    # Those whose range is cut back are so because of what others have published, or of their own total.
    assert len(protected.cut_back) < 0.02 * len(protected.primary)


def test_the_real_board_holds_no_small_count_that_is_not_published(edition: Edition) -> None:
    found, project = counts_in(edition), edition.project
    relations = relations_of(found, project.plan)
    assert protect(found.cells, relations, project.board.disclosure_rule).withheld == frozenset()


def test_parts_of_a_share_that_are_equally_large_by_chance_are_not_one_whole(project: Project) -> None:
    series = [counted("P3-03", {Q: n}, f"cse_risk_level={name}") for name, n in (("Low", (4, 7)), ("High", (4, 7)))]
    found = known(project, counted("P3-03", {Q: (8, 14)}), *series)
    low, high = (f"P3-03/quarter/cse_risk_level={name}/{Q}.denominator" for name in ("Low", "High"))
    assert f"P3-03/quarter/{Q}.denominator - {low} - {high} >= 0" in found
    assert f"{low} - {high} = 0" not in found
