from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from altered_views import changed, view_of, withheld_at_last, without

from nelscb.drawings import DotRows
from nelscb.edition import Edition, Point, Series
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.pages.analyses.audits import audit_grades, audits_asked_for
from nelscb.pages.view import View
from nelscb.quarters import Quarter

NOW, BEFORE = Quarter.parse("2016-17-Q4"), Quarter.parse("2015-16-Q4")


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def cells(exhibit: Exhibit, row: str) -> tuple[str, ...]:
    assert exhibit.table is not None
    return next(tuple(plain(str(c)) for c in r[1:]) for r in exhibit.table.rows if plain(str(r[0])).startswith(row))


def theme(name: str, good: float | None, of: float, low: float, high: float, before: float | None = None) -> Series:
    """A theme of the measure O2-02: its quarter now, withheld where None, and the one a year before, where it is."""
    points = [] if before is None else [Point(BEFORE, before, 100.0, before, "reported", "return", 1, ())]
    now = Point(NOW, good, of, 100 * good / of, "reported", "return", 1, (), low, high) if good is not None else Point(
        NOW, None, None, None, "suppressed", "return", 1, ()
    )  # fmt: skip
    return Series("HV0000001", "O2-02", "quarter", "audit_theme", name, (*points, now))


def with_themes(view: View, *themes: Series) -> View:
    return replace(view, released=replace(view.released, series=(*view.released.series, *themes)))


def test_answers_and_what_was_found_stand_together(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O1", "audits_asked_for")
    exhibit = audits_asked_for(view)
    assert cells(exhibit, "Safeguarding in education")[:4] == ("Late", "Yes", "Yes", "Yes")
    assert cells(exhibit, "% of Section 11 returns")[3] == "83.3%"
    assert plain(exhibit.text[0]).startswith("Answered “yes” for January to March 2017: Section 11 audit carried out, ")
    assert "does not say what it found" in told(exhibit)
    assert isinstance(exhibit.drawing, DotRows)
    shown = {row.label: row for row in exhibit.drawing.rows}
    returns = shown["% of Section 11 returns received on time"]
    now, before = (view.released.find("O1-01", "quarter").at(q) for q in (NOW, BEFORE))  # type: ignore[union-attr]
    assert now is not None
    assert before is not None
    assert (returns.value, returns.low, returns.high, returns.earlier) == (now.value, now.low, now.high, before.value)


def test_an_audit_without_an_answer_is_said_to_have_none(demo_edition: Edition) -> None:
    view = changed(view_of(demo_edition, "O1", "audits_asked_for"), "O1-S3", withheld_at_last)
    exhibit = audits_asked_for(view)
    assert "No answer is held for January to March 2017 on: GP safeguarding audit carried out." in told(exhibit)
    assert cells(exhibit, "GP safeguarding audit")[3] == "–"


def test_answers_alone_draw_nothing_and_shares_alone_name_the_audits(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O1", "audits_asked_for")
    answers = audits_asked_for(without(view, {"O1-01", "O1-02"}))
    assert answers.drawing is None
    assert "does not say what it found" not in told(answers)
    assert "(O1-01)" in told(answers)
    shares = audits_asked_for(without(view, {"O1-S2", "O1-S3", "O1-S4"}))
    assert shares.drawing is not None
    assert "No answer is held" in told(shares)
    assert "Section 11 audit carried out (O1-S2)" in told(shares)


@pytest.mark.parametrize(("chapter", "analysis"), [("O1", audits_asked_for), ("O2", audit_grades)])
def test_the_real_board_holds_nothing_and_says_who_would_send_it(
    chapter: str, analysis: Callable[[View], Exhibit], edition: Edition
) -> None:
    view = view_of(edition, chapter, analysis.__name__)
    exhibit = analysis(view)
    assert exhibit.drawing is None
    # The first sentence goes to the chapter's opening, and the exhibit still says who would send the figures.
    assert "not known here" in exhibit.text[0]
    assert len(exhibit.text) == 2
    for measure in view.measures:
        assert f"({measure.id})" in exhibit.text[1]
        assert view.board.agencies[measure.source_agency] in exhibit.text[1]


def test_without_themes_the_rows_share_no_case(demo_edition: Edition) -> None:
    exhibit = audit_grades(view_of(demo_edition, "O2", "audit_grades"))
    assert isinstance(exhibit.drawing, DotRows)
    # Each figure is over twelve months, so the rows lie a year apart.
    assert [r.label for r in exhibit.drawing.rows] == [
        f"{y} Q4" for y in ("2016-17", "2015-16", "2014-15", "2013-14", "2012-13")
    ]
    assert "No figures came by theme" in told(exhibit)
    assert cells(exhibit, "2016-17 Q4") == ("122 of 154", "79.2%", "72.1% to 84.9%")


def test_themes_stand_beside_all_of_them_and_small_ones_are_said_aloud(demo_edition: Edition) -> None:
    view = with_themes(
        view_of(demo_edition, "O2", "audit_grades"),
        theme("Neglect", 6, 8, 40.9, 92.9, before=50.0), theme("Missing", 45, 50, 78.6, 95.7),
        theme("Stepped down", None, 0, 0, 0),
    )  # fmt: skip
    exhibit = audit_grades(view)
    assert isinstance(exhibit.drawing, DotRows)
    rows = {r.label: r for r in exhibit.drawing.rows}
    assert list(rows) == ["All themes together", "Neglect", "Missing", "Stepped down c"]
    assert (rows["Neglect"].value, rows["Neglect"].low, rows["Neglect"].earlier) == (75.0, 40.9, 50.0)
    assert rows["Stepped down c"].value is None
    assert (exhibit.drawing.now, exhibit.drawing.before) == ("2016-17 Q4", "2015-16 Q4")
    text = told(exhibit)
    assert "the lowest is Neglect at 75.0% (95% interval 40.9% to 92.9%)" in text
    assert "The highest is Missing at 90.0%" in text
    assert "Their intervals overlap" in text
    # One of eight cases is 12.5 points; fifty cases are not few.
    assert "one more or fewer would move Neglect by 12.5 points (eight audited cases)" in text
    assert "Missing by" not in text
    assert "No dot is drawn for Stepped down" in text
    assert cells(exhibit, "Stepped down")[1] == "c"


def test_themes_far_apart_are_not_said_to_overlap(demo_edition: Edition) -> None:
    view = with_themes(
        view_of(demo_edition, "O2", "audit_grades"),
        theme("Neglect", 10, 100, 5.5, 17.4), theme("Missing", 90, 100, 82.6, 94.5),
    )  # fmt: skip
    assert "overlap" not in told(audit_grades(view))


def test_themes_without_a_total_are_enough(demo_edition: Edition) -> None:
    view = without(view_of(demo_edition, "O2", "audit_grades"), {"O2-02"})
    exhibit = audit_grades(with_themes(view, theme("Neglect", 6, 8, 40.9, 92.9)))
    assert isinstance(exhibit.drawing, DotRows)
    assert "One theme alone has a figure: Neglect" in told(exhibit)


def test_a_latest_quarter_that_is_withheld_is_not_read_as_an_older_one(demo_edition: Edition) -> None:
    exhibit = audit_grades(changed(view_of(demo_edition, "O2", "audit_grades"), "O2-02", withheld_at_last))
    assert "no figure for January to March 2017, withheld by its publisher or sender" in plain(exhibit.text[0])
    assert isinstance(exhibit.drawing, DotRows)
    assert (exhibit.drawing.rows[0].label, exhibit.drawing.rows[0].value) == ("2016-17 Q4 [c]", None)
