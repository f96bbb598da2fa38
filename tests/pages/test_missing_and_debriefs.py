from __future__ import annotations

import pytest
from altered_views import changed, last_is, last_only, view_of, withheld_at_last, without

from nelscb.drawings import TimePanels
from nelscb.edition import Edition
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.analyses.missing import missing_and_debriefs
from nelscb.pages.view import View

CHILDREN, EPISODES, REPEAT, OFFERED, COMPLETED = MEASURES = ("P3-10", "O6-02", "O6-03", "O6-04", "P3-12")


@pytest.fixture(scope="module")
def view(demo_edition: Edition) -> View:
    return view_of(demo_edition, "O6", "missing_and_debriefs")


def panels(view: View) -> TimePanels:
    drawing = missing_and_debriefs(view).drawing
    assert isinstance(drawing, TimePanels)
    return drawing


def test_five_panels_each_with_its_scale_and_interviews_as_two_lines(view: View) -> None:
    drawing = panels(view)
    assert [p.title for p in drawing.panels][::2] == [
        "Children who go missing", "Episodes for each child", "Return interviews in time",
    ]  # fmt: skip
    assert len(drawing.panels) == 5
    assert not drawing.same_scale
    assert [line.label for line in drawing.panels[-1].lines] == ["offered", "completed"]


def test_episodes_for_each_child_are_worked_out_quarter_by_quarter(view: View) -> None:
    drawn = panels(view).panels[2].lines[0].values
    children, episodes = (view.released.find(m, "quarter") for m in (CHILDREN, EPISODES))
    assert children is not None and episodes is not None
    expected = [float(e.numerator) / float(c.numerator) for c, e in zip(children.points, episodes.points, strict=True)]  # type: ignore[arg-type]
    assert [float(v) for v in drawn if v is not None] == pytest.approx(expected)
    assert panels(view).panels[2].lines[0].low == (None,) * len(drawn)


def test_those_who_came_back_to_nobody_are_reckoned_from_the_two_counts(view: View) -> None:
    point = view.released.find(COMPLETED, "quarter").last  # type: ignore[union-attr]
    nobody = int(point.denominator - point.numerator)  # type: ignore[operator]
    said = next(t for t in missing_and_debriefs(view).text if "Back to nobody" in t)
    assert f"after {nobody} of the {int(point.denominator or 0)} returns" in plain(said)
    assert (
        "({P3-12/quarter/2016-17-Q4.denominator} - {P3-12/quarter/2016-17-Q4.numerator})", str(nobody)
    ) in MARKED.findall(said)  # fmt: skip


def test_everything_that_is_told_is_marked_with_its_cell(view: View) -> None:
    first = missing_and_debriefs(view).text[0]
    cells = [cell for cell, _ in MARKED.findall(first)]
    assert cells == [
        "{P3-10/quarter/2016-17-Q4.value}", "{O6-02/quarter/2016-17-Q4.value}",
        "({O6-02/quarter/2016-17-Q4.value} / {P3-10/quarter/2016-17-Q4.value})",
    ]  # fmt: skip


def test_nothing_held_names_who_would_send_it(view: View) -> None:
    exhibit = missing_and_debriefs(without(view, MEASURES))
    assert exhibit.drawing is None and exhibit.table is None
    for measure in MEASURES:
        assert measure in exhibit.text[0]
    assert view.board.agencies[view.plan.measures[COMPLETED].source_agency] in exhibit.text[0]


@pytest.mark.parametrize("gone", MEASURES)
def test_without_one_measure_the_rest_is_drawn_and_the_hole_is_named(view: View, gone: str) -> None:
    left = without(view, [gone])
    drawing, said = panels(left), " ".join(plain(t) for t in missing_and_debriefs(left).text)
    assert f"({gone})" in said
    worked_out = "Episodes for each child" in [p.title for p in drawing.panels]
    assert worked_out == (gone not in (CHILDREN, EPISODES))
    assert ("missing 112 times" in said) == worked_out


def test_a_withheld_quarter_is_a_gap_and_the_quarter_before_is_told(view: View) -> None:
    exhibit = missing_and_debriefs(changed(view, CHILDREN, withheld_at_last))
    assert isinstance(exhibit.drawing, TimePanels)
    assert [exhibit.drawing.panels[n].lines[0].values[-1] for n in (0, 2)] == [None, None]
    assert exhibit.table is not None
    assert exhibit.table.rows[-1][3] == "[c]"
    assert "October to December 2016" in plain(exhibit.text[0])


def test_a_quarter_in_which_no_child_went_missing_has_no_quotient(view: View) -> None:
    none = changed(changed(view, CHILDREN, lambda s: last_is(s, 0.0)), EPISODES, lambda s: last_is(s, 0.0))
    exhibit = missing_and_debriefs(none)
    assert plain(exhibit.text[0]).endswith("missing 0 times in all.")
    assert isinstance(exhibit.drawing, TimePanels)
    assert exhibit.drawing.panels[0].lines[0].values[-1] == 0
    assert exhibit.drawing.panels[2].lines[0].values[-1] is None


def test_one_quarter_can_be_shown(view: View) -> None:
    one = view
    for measure in MEASURES:
        one = changed(one, measure, last_only)
    assert all(len(p.periods) == 1 for p in panels(one).panels)


def test_the_alternative_text_is_whole_and_tells_of_the_quotient(view: View) -> None:
    alt = missing_and_debriefs(view).alt
    assert alt.endswith(".")
    assert "Episodes for each child: from" in alt


def test_the_real_board_holds_nothing_and_says_so(edition: Edition) -> None:
    exhibit = missing_and_debriefs(view_of(edition, "O6", "missing_and_debriefs"))
    assert exhibit.drawing is None
    assert "No return received" in exhibit.text[0]
    assert all(m in " ".join(exhibit.text) for m in MEASURES)
