from __future__ import annotations

from dataclasses import replace

import pytest
from altered_views import changed, last_only, view_of, withheld_at_last

from nelscb.edition import Edition, Series
from nelscb.exhibits import AsWritten, Exhibit
from nelscb.named_numbers import plain
from nelscb.pages.analyses.milestones import milestones
from nelscb.pages.view import View

PARTS = (
    "Programme for non-convicted self-referring perpetrators",
    "Targeted interventions for children and young people who have witnessed domestic abuse",
)


@pytest.fixture(scope="module")
def filled(demo_edition: Edition) -> Edition:
    """The invented board's edition, in which every line is answered."""
    return demo_edition


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def rows(exhibit: Exhibit) -> list[tuple[object, ...]]:
    assert exhibit.table is not None
    return list(exhibit.table.rows)


def of_another_chapter(edition: Edition) -> View:
    """The same analysis asked for by the chapter on child deaths, about the lines of its own."""
    plan = edition.project.plan
    chapter = plan.chapter("o9_child_death_review")
    lines = tuple(m.id for m in chapter.measures if m.unit == "status")
    request = replace(view_of(edition, "P4", "milestones").request, measures=lines)
    return View(edition.release(chapter.slug).named, plan, edition.project.board, request)


def test_the_real_board_received_no_answer_and_says_from_whom(edition: Edition) -> None:
    exhibit = milestones(view_of(edition, "P4", "milestones"))
    assert exhibit.table is None
    agency = edition.project.board.agencies["safer_and_stronger_communities_partnership"]
    assert exhibit.text == (
        "No answer was received for this quarter or the three before it to: Assurance: perpetrator programme and "
        f"child DA support (P4-S1), from {agency}.",
    )


def test_the_last_four_quarters_stand_with_what_is_asked_and_who_answers(filled: Edition) -> None:
    exhibit = milestones(view_of(filled, "P4", "milestones"))
    assert exhibit.table is not None
    quarters = [c.title for c in exhibit.table.columns][3:7]
    assert quarters == ["2016-17 Q1", "2016-17 Q2", "2016-17 Q3", "2016-17 Q4"]
    (row,) = rows(exhibit)
    assert row[3:7] == ("evaluated",) * 4
    assert row[2] == filled.project.board.agencies["safer_and_stronger_communities_partnership"]
    (evidence,) = row[7]  # type: ignore[misc]
    assert isinstance(evidence, AsWritten)
    assert evidence.quoted
    assert "One answer was given for all" in " ".join(exhibit.notes)
    assert "answered “evaluated” for January to March 2017" in told(exhibit)


def test_milestones_that_are_answered_apart_have_a_row_each(filled: Edition) -> None:
    view = view_of(filled, "P4", "milestones")
    whole = view.released.find("P4-S1", "quarter")
    assert whole is not None

    def part(category: str, word: str) -> Series:
        points = tuple(replace(p, answer=word) for p in whole.points)
        return replace(whole, breakdown="domestic_abuse_milestones", category=category, points=points)

    apart = (part(PARTS[0], "running"), part(PARTS[1], "not agreed"))
    released = replace(view.released, series=(*view.released.series, *apart))
    exhibit = milestones(replace(view, released=released))
    assert [(row[0], row[6]) for row in rows(exhibit)] == [(PARTS[0], "running"), (PARTS[1], "not agreed")]
    assert "One answer was given for all" not in " ".join(exhibit.notes)


def test_a_quarter_without_an_answer_keeps_its_mark(filled: Edition) -> None:
    exhibit = milestones(changed(view_of(filled, "P4", "milestones"), "P4-S1", withheld_at_last))
    assert rows(exhibit)[0][3:7] == ("evaluated", "evaluated", "evaluated", "[c]")
    assert "For January to March 2017: withheld by its publisher" in told(exhibit)
    assert any(note.startswith("Marks: [c]") for note in exhibit.notes)


def test_a_line_answered_once_has_dashes_before(filled: Edition) -> None:
    exhibit = milestones(changed(view_of(filled, "P4", "milestones"), "P4-S1", last_only))
    assert rows(exhibit)[0][3:7] == ("–", "–", "–", "evaluated")
    assert "No other answer" not in told(exhibit)


def test_any_number_of_lines_can_be_asked_for_and_those_without_an_answer_are_named(filled: Edition) -> None:
    view = of_another_chapter(filled)
    silent = view.measures[0]
    view = changed(view, silent.id, lambda s: replace(s, points=()))
    exhibit = milestones(view)
    assert len(rows(exhibit)) == len(view.measures) > 2
    assert f"({silent.id})" in told(exhibit)
    assert told(exhibit).count("answered “") == len(view.measures) - 1
    assert rows(exhibit)[0][3:6] == ("–", "–", "–")
