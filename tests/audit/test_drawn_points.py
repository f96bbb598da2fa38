from __future__ import annotations

import pytest

from nelscb.audit.drawn_points import check_points, values_drawn
from nelscb.audit.findings import Notes


def tick(side: str, number: int, words: str, place: float) -> str:
    """A tick of a scale: its words, and its line across the panel."""
    line = f"M 20 {place} L 300 {place}" if side == "y" else f"M {place} 20 L {place} 300"
    return f'<g id="{side}tick_{number}"><g><path d="{line}"/></g><g><!-- {words} --></g></g>'


def panel(ticks: str, *places: tuple[float, float], group: str = "points-own-0") -> str:
    marks = "".join(f'<use x="{x}" y="{y}"/>' for x, y in places)
    return f'<g id="axes_1">{ticks}<g id="{group}"><g>{marks}</g></g></g>'


def chart(*panels: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(panels)}</svg>'.encode()


UP = tick("y", 1, "0", 200) + tick("y", 2, "1,000", 100)
ALONG = tick("x", 1, "0%", 50) + tick("x", 2, "50%", 250)


def test_points_are_read_on_the_scale_of_their_own_panel() -> None:
    drawn = chart(panel(UP, (30, 150.6), (60, 99)), panel(ALONG, (90, 10), group="value"))
    assert [round(value, 6) for value, _ in values_drawn(drawn)] == [494, 1010, 10]


def test_a_panel_without_a_scale_and_marks_that_are_no_points_are_passed_over() -> None:
    years = tick("x", 1, "2015-16", 50) + tick("x", 2, "2016-17", 250)
    assert list(values_drawn(chart(panel(years, (30, 150)), panel(UP, (30, 150), group="leader-0")))) == []


@pytest.mark.parametrize(("y", "fails"), [(150.6, 0), (150.8, 0), (151.2, 1), (199.6, 1), (96.99, 0)])
def test_a_point_must_stand_at_a_number_of_the_table(y: float, fails: int) -> None:
    notes = Notes()
    check_points("a.svg", chart(panel(UP, (30, y))), {"494", "1030.1"}, notes)
    assert [finding.kind for finding in notes.read().fails] == ["drawn points"] * fails
    assert notes.looked_at["points of charts"] == 1
