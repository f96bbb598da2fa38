from __future__ import annotations

from collections.abc import Callable

import pytest

from nelscb.drawings import DotRows, TimePanels
from nelscb.edition import Edition, open_edition
from nelscb.exhibits import Exhibit
from nelscb.pages import Page, page_of
from nelscb.plan import Project

CHAPTERS = [
    "p1_early_help", "p2_neglect", "p3_child_sexual_exploitation", "p4_domestic_abuse", "o1_governance",
    "o2_front_line_practice", "o3_learning_and_training", "o4_policies_and_procedures", "o5_planning_services",
    "o6_missing_children", "o7_emotional_health", "o8_voice_of_the_child", "o9_child_death_review",
]  # fmt: skip


def rows(exhibit: Exhibit) -> dict[str, tuple[object, ...]]:
    assert exhibit.table is not None
    return {str(row[0]): row[1:] for row in exhibit.table.rows}


def rows_by_measure(exhibit: Exhibit) -> dict[tuple[str, str], tuple[object, ...]]:
    assert exhibit.table is not None
    return {(str(row[0]), str(row[1])): row[2:] for row in exhibit.table.rows}


@pytest.mark.parametrize("name", CHAPTERS)
def test_exhibits_are_named_for_their_page_and_unique(name: str, page: Callable[[str], Page]) -> None:
    exhibits = page(name).exhibits
    assert [e.id for e in exhibits.values()] == [f"{name}_{what}" for what in exhibits]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chart_has_alternative_text_that_is_a_sentence_and_its_figures_beneath(
    name: str, page: Callable[[str], Page]
) -> None:
    for exhibit in page(name).exhibits.values():
        if exhibit.drawing is not None:
            assert exhibit.alt.endswith(".")
            assert len(exhibit.alt) > 60
            assert ".svg" not in exhibit.alt
            assert exhibit.table is not None
            assert exhibit.sources


def test_each_chapter_with_published_figures_has_the_charts_the_plan_needs(page: Callable[[str], Page]) -> None:
    wanted = {
        "p1_early_help": {
            "referrals_by_quarter", "need_by_tier", "from_contact_to_plan", "coming_back", "enquiries_and_conferences",
            "open_cases", "sources_of_referral",
        },
        "p2_neglect": {"share_and_rate", "what_moved_the_share", "rate_among_neighbours"},
        "o2_front_line_practice": {"assessments_in_time", "conferences_in_time", "reviews_in_time"},
        "o6_missing_children": {"missing_from_care"},
        "o7_emotional_health": {"average_score"},
    }  # fmt: skip
    for name, whats in wanted.items():
        drawn = {what for what, e in page(name).exhibits.items() if e.drawing is not None}
        assert whats <= drawn


def test_the_real_figures_of_early_help(page: Callable[[str], Page]) -> None:
    by_quarter = rows(page("p1_early_help").exhibit("referrals_by_quarter"))
    assert len(by_quarter) == 20
    assert [by_quarter[f"2016-17 Q{n}"][0] for n in (1, 2, 3, 4)] == ["424", "385", "484", "655"]
    assert by_quarter["2014-15 Q1"][-1] == "Break: the single assessment came in"
    assert by_quarter["2016-17 Q4"][-1] == "Break: a new front door opened"
    flows = rows_by_measure(page("p1_early_help").exhibit("enquiries_and_conferences"))
    assert flows["2016-17", "Section 47 enquiries started"][1] == "1,132"
    assert flows["2016-17", "Initial child protection conferences"][1] == "306"
    assert flows["2016-17", "Conferences per 100 section 47 enquiries"][:3] == ("306 of 1,132", "27.0", "24.1 to 30.2")


def test_withheld_categories_keep_their_mark_and_have_no_dot(page: Callable[[str], Page]) -> None:
    exhibit = page("p1_early_help").exhibit("sources_of_referral")
    assert rows(exhibit)["Housing"] == ("44 (1%)", "[c]", "[c]", "[c]")
    assert isinstance(exhibit.drawing, DotRows)
    (housing,) = [r for r in exhibit.drawing.rows if r.label.startswith("Housing")]
    assert (housing.label, housing.value) == ("Housing [c]", None)
    assert "No dot is drawn for" in exhibit.alt
    plans = rows(page("p2_neglect").exhibit("plans_by_category"))
    assert plans["Sexual abuse"][3] == "[c]"
    assert plans["Multiple"] == ("0 (0%)", "0 (0%)", "0 (0%)", "[c]", "0 (0%)")


def test_neglect_is_read_as_a_pair(page: Callable[[str], Page]) -> None:
    together = rows_by_measure(page("p2_neglect").exhibit("share_and_rate"))
    assert together["31 Mar 2017", "% of CPP for neglect"][:2] == ("97 of 202", "48.0%")
    assert together["31 Mar 2017", "Rate of neglect CPP per 10,000"][:2] == ("97 of 33,714", "28.8")
    assert "nothing is claimed" in page("p2_neglect").exhibit("position").text[0]
    told = " ".join(page("p2_neglect").exhibit("share_and_rate").text)
    # 264 plans over 34,292 children: 76.98 per 10,000 on 31 March 2014.
    assert "the rate was highest on 31 March 2014, at 77.0" in told


def test_missing_from_care_divides_by_all_looked_after_in_the_year(page: Callable[[str], Page]) -> None:
    assert rows(page("o6_missing_children").exhibit("missing_from_care"))["2016-17"][:2] == ("40 of 442", "9.0%")


def test_the_score_carries_its_doubt_in_the_opening(page: Callable[[str], Page]) -> None:
    opening = page("o7_emotional_health").exhibit("position").text[0]
    assert "19.8" in opening
    assert "with no interval" in opening
    assert "may be an error of the figure" in opening


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_measure_without_figures_says_so_and_from_whom(
    name: str, page: Callable[[str], Page], project: Project
) -> None:
    found = page(name)
    chapter = project.plan.chapter(name)
    lines = {}
    for what in ("measures", "status_lines"):
        if found.exhibit(what).table is not None:
            lines |= rows(found.exhibit(what))
    for measure in chapter.measures:
        if measure.standing == "plan":
            last = str(lines[f"{measure.title} ({measure.id})"][-1])
            assert last.startswith(f"No return received from {project.board.agencies[measure.source_agency]}")


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_has_its_findings_and_the_plans_frame(name: str, page: Callable[[str], Page]) -> None:
    assert rows(page(name).exhibit("findings"))
    parts = {row[0] for row in page(name).exhibit("plan_frame").table.rows}  # type: ignore[union-attr]
    assert {"Aim", "Baseline of activity", "What needs to happen", "Outcomes", "Review point", "Responsible"} <= parts


def test_nothing_missing_is_drawn_as_zero(page: Callable[[str], Page]) -> None:
    for name in CHAPTERS:
        for exhibit in page(name).exhibits.values():
            if isinstance(exhibit.drawing, TimePanels):
                assert exhibit.table is not None
                cells = [cell for row in exhibit.table.rows for cell in row]
                zeros = sum(v == 0 for p in exhibit.drawing.panels for line in p.lines for v in line.values)
                assert zeros <= sum(c in ("0", "0.0%", "0.0", "0 (0%)") for c in cells)


def test_an_earlier_quarter_shows_nothing_later(project: Project) -> None:
    early = open_edition(project, "2015-16-Q4")
    found = page_of(early.release("p1_early_help"), project.plan, project.board)
    by_quarter = rows(found.exhibit("referrals_by_quarter"))
    assert list(by_quarter)[-1] == "2015-16 Q4"
    assert "front door" not in " ".join(found.exhibit("position").text)


def test_a_board_without_any_file_gets_pages_that_say_so(project: Project, edition: Edition) -> None:
    empty = open_edition(project, "2016-17-Q4", as_of="2017-04-30")
    for name in CHAPTERS:
        found = page_of(empty.release(name), project.plan, project.board)
        assert not any(e.drawing for e in found.exhibits.values())
        assert found.exhibit("position").text
    assert not empty.retrospective
    assert edition.retrospective


def test_a_near_figure_goes_by_its_own_name_and_the_score_card_says_that_it_is_near(
    page: Callable[[str], Page],
) -> None:
    found = page("p1_early_help")
    exhibit = found.exhibit("referrals_by_quarter")
    assert isinstance(exhibit.drawing, TimePanels)
    assert exhibit.drawing.panels[0].title == "Referrals to children's social care"
    assert "MASH" not in exhibit.alt
    assert exhibit.caption.endswith("(published figures, near the plan's own measure)")
    cell = str(rows(found.exhibit("measures"))["Referrals into MASH (P1-01)"][1])
    assert cell == "655 in 2016-17 Q4 (606 to 707; published figure, near this measure)"
    (line,) = [line for card in found.exhibit("score_card").cards[:1] for line in card.lines if "P1-01" in str(line)]
    assert line[0] == "**Referrals to children's social care** (P1-01): 655 in 2016-17 Q4 "


def test_waiting_cases_are_taken_out_of_the_open_ones(page: Callable[[str], Page]) -> None:
    # 2,029 - 245 = 1,784; 1,975 - 23 = 1,952
    table = rows(page("p1_early_help").exhibit("open_cases"))
    assert table["31 Mar 2016"] == ("2,029", "245", "1,784")
    assert table["31 Mar 2017"] == ("1,975", "23", "1,952")


def test_the_plans_beginning_is_drawn_but_breaks_nothing(page: Callable[[str], Page]) -> None:
    drawing = page("p1_early_help").exhibit("referrals_by_quarter").drawing
    assert isinstance(drawing, TimePanels)
    (panel,) = drawing.panels
    assert panel.breaks == ((7.5, "the single assessment came in"), (18.5, "a new front door opened"))
    assert panel.marks == ((11.5, "the plan began"),)


def test_a_year_that_a_break_runs_through_has_its_line_at_the_year_itself(page: Callable[[str], Page]) -> None:
    drawing = page("p1_early_help").exhibit("coming_back").drawing
    assert isinstance(drawing, TimePanels)
    assert [position for position, _ in drawing.panels[0].breaks] == [1.5, 4.0]


def test_a_measure_made_only_of_categories_shows_them_in_the_score_card(page: Callable[[str], Page]) -> None:
    row = rows(page("p1_early_help").exhibit("measures"))["Children starting and ceasing to be looked after (X-11)"]
    assert row[1] == "starting 154, ceasing 154 in 2016-17"
    assert row[-1] == "Published by year"


def test_no_note_carries_a_figure_of_a_later_quarter(project: Project) -> None:
    """A caution is written once and shown every quarter: a figure of 2016-17 in it would leak into 2015-16's book."""
    early = open_edition(project, "2015-16-Q4")
    later = ("1,132", "1,948", "1,975", "19.8", " 442", " 655", " 1,725,", " 202 ")
    for name in CHAPTERS:
        for exhibit in page_of(early.release(name), project.plan, project.board).exhibits.values():
            for line in (*exhibit.notes, *exhibit.text, exhibit.alt):
                assert not [figure for figure in later if figure in line], f"{exhibit.id}: {line}"


def test_nothing_is_worked_out_from_withheld_counts(page: Callable[[str], Page]) -> None:
    """Two categories of 2015-16 are withheld together; what the total leaves for them is not told."""
    for name in CHAPTERS:
        for exhibit in page(name).exhibits.values():
            for line in (*exhibit.notes, *exhibit.text, exhibit.alt):
                assert "leaves 3" not in line
                assert "3 for the two" not in line
