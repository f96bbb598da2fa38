from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from nelscb.charts import draw
from nelscb.drawings import DotRow, DotRows, Drawing, Line, TimePanel, TimePanels
from nelscb.pages import Page

FOUR = ("2016-17 Q1", "2016-17 Q2", "2016-17 Q3", "2016-17 Q4")


def panels(*values: float | None) -> TimePanels:
    return TimePanels((TimePanel("Referrals", "referrals", FOUR, (Line("Here", values),)),))


@pytest.mark.parametrize("drawing", [
    panels(424, 385, 484, 655),
    panels(None, None, None, None),
    panels(0, 0, 0, 0),
    DotRows("% of plans", (DotRow("Here", 48.0, 41.2, 54.9, own=True), DotRow("There", None))),
    DotRows("% of plans", (), (("England", 47.0),)),
])  # fmt: skip
def test_whatever_is_drawn_is_well_formed_and_the_same_each_time(drawing: Drawing) -> None:
    first = draw(drawing)
    ElementTree.fromstring(first)
    assert first == draw(drawing)
    assert "http://matplotlib" not in first
    assert not re.search(r"<dc:date>", first)


def dots(svg: str) -> int:
    """Markers drawn: each is a use of a marker's shape."""
    return len(re.findall(r"<use [^>]*xlink:href=\"#m", svg))


def test_a_gap_has_no_marker_and_is_not_a_zero() -> None:
    whole, gap = draw(panels(4, 5, 6, 7)), draw(panels(4, None, 6, 7))
    assert dots(whole) - dots(gap) == 1
    assert dots(draw(panels(4, 0, 6, 7))) == dots(whole)


def test_a_chart_asks_no_other_machine(page: Callable[[str], Page]) -> None:
    exhibit = page("p1_early_help").exhibit("referrals_by_quarter")
    assert exhibit.drawing is not None
    svg = draw(exhibit.drawing)
    assert not re.search(r"(href|src)=\"https?:", svg)
