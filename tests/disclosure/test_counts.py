"""Which numbers are counts to protect, what they are called, and which the reader has already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counted import HERE, counted, counts, counts_in

from nelscb.disclosure.counts import PARTS, counts_of
from nelscb.edition import Edition
from nelscb.named_numbers import expression_of
from nelscb.plan import Project
from nelscb.plan.disclosure_rule import RuleException
from nelscb.suppression import Cell, Decision


def test_a_count_and_both_parts_of_a_share_are_cells(project: Project) -> None:
    found = counts(
        project,
        counted("P1-05", {"2016-17-Q3": 221, "2016-17-Q4": None}),
        counted("P1-04", {"2016-17-Q4": (3, 40)}, "primary_need=Abuse or neglect"),
    )
    assert found.cells == (
        Cell("P1-05/quarter/2016-17-Q3.numerator", 221, total=True),
        Cell("P1-04/quarter/primary_need=Abuse or neglect/2016-17-Q4.numerator", 3),
        Cell("P1-04/quarter/primary_need=Abuse or neglect/2016-17-Q4.denominator", 40),
    )


def test_what_is_published_or_of_nobody_is_known_and_other_areas_are_left_out(project: Project) -> None:
    found = counts(
        project,
        counted("P1-05", {"2015-16": 3}, provenance="published"),
        counted("O4-03", {"2016-17-Q4": 2}),
        counted("O2-04", {"2016-17-Q4": 2}),
        counted("P1-01", {"2016-17-Q4": 2}, area="ELSEWHERE"),
    )
    assert {cell.name: cell.decision for cell in found.cells} == {
        "P1-05/year/2015-16.numerator": Decision.PUBLISHED,
        "O4-03/quarter/2016-17-Q4.numerator": Decision.OPEN,
        "O2-04/quarter/2016-17-Q4.numerator": Decision.PUBLISHED,
    }
    assert (project.plan.measures["O4-03"].counts, project.plan.measures["O2-04"].counts) == ("people", "documents")


def test_earlier_decisions_stand_but_a_zero_is_always_open(project: Project) -> None:
    name = "P1-01/quarter/2016-17-Q{}.numerator"
    settled = {name.format(1): Decision.WITHHELD, name.format(2): Decision.PUBLISHED, name.format(3): Decision.WITHHELD}
    series = counted("P1-01", {"2016-17-Q1": 7, "2016-17-Q2": 9, "2016-17-Q3": 0, "2016-17-Q4": 8})
    found = counts(project, series, settled=settled)
    assert [cell.decision for cell in found.cells] == [
        Decision.WITHHELD, Decision.PUBLISHED, Decision.OPEN, Decision.OPEN,
    ]  # fmt: skip


def test_what_is_excepted_in_writing_is_published(project: Project) -> None:
    written = RuleException("P1-05", "known to all", "Chair of the Board", date(2017, 5, 10))
    rule = replace(project.board.disclosure_rule, exceptions=(written,))
    series = [counted("P1-05", {"2016-17-Q4": 3}), counted("P1-08", {"2016-17-Q4": 3})]
    found = counts_of(series, project.plan.measures, HERE, rule, {})
    assert [cell.decision for cell in found.cells] == [Decision.PUBLISHED, Decision.OPEN]


def test_a_mean_score_is_no_count(demo_edition: Edition) -> None:
    measures, area = demo_edition.project.plan.measures, demo_edition.project.board.area.code
    scores = {s.measure for s in demo_edition.indicators if s.area == area and measures[s.measure].unit == "score"}
    assert scores
    named = {cell.name.split("/")[0] for cell in counts_in(demo_edition).cells if cell.name.endswith(".numerator")}
    assert not scores & named


def test_a_cell_has_the_name_that_its_number_carries_on_every_page(demo_edition: Edition) -> None:
    page = demo_edition.release("p1_early_help").named
    on_the_page = {
        expression_of(number).strip("{}")
        for series in page.series
        if series.area == page.area
        for point in series.points
        for part in PARTS
        if (number := getattr(point, part)) is not None
    }
    assert len(on_the_page) > 500
    assert on_the_page <= {cell.name for cell in counts_in(demo_edition).cells}
