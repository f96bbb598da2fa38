from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from nelscb.charts import draw
from nelscb.charts.examples import EXAMPLES
from nelscb.charts.scale import scale_for
from nelscb.drawings import (
    Band,
    Bar,
    Bars,
    DotRow,
    DotRows,
    Drawing,
    Line,
    StackedRow,
    Stacks,
    TimePanel,
    TimePanels,
    TwoSided,
)
from nelscb.named_numbers import NamedNumber, mark
from nelscb.pages import Page

FOUR = ("2016-17 Q1", "2016-17 Q2", "2016-17 Q3", "2016-17 Q4")
SVG = "{http://www.w3.org/2000/svg}"


def panel(*lines: Line, **more: object) -> TimePanel:
    return TimePanel("Referrals", "referrals", FOUR, lines, **more)  # type: ignore[arg-type]


def panels(*values: float | None, **more: object) -> TimePanels:
    return TimePanels((panel(Line("Here", values), **more),))


def shape(svg: str, gid: str) -> str:
    """The path that was drawn under an id."""
    group = ElementTree.fromstring(svg).find(f".//{SVG}g[@id='{gid}']")
    assert group is not None, gid
    path = group.find(f".//{SVG}path")
    return "" if path is None else path.attrib.get("d", "")


def ids(svg: str) -> list[str]:
    return [e.attrib["id"] for e in ElementTree.fromstring(svg).iter() if "id" in e.attrib]


def across(path: str) -> list[float]:
    return [float(x) for x in re.findall(r"[ML] ([\d.]+) ", path)]


def markers(svg: str, gid: str) -> list[tuple[float, float]]:
    group = ElementTree.fromstring(svg).find(f".//{SVG}g[@id='{gid}']")
    assert group is not None
    return [(float(use.attrib["x"]), float(use.attrib["y"])) for use in group.iter(f"{SVG}use")]


def test_a_chart_of_panels_says_where_it_may_be_cut_and_nothing_crosses_there() -> None:
    one, other = panel(Line("Here", (1, 2, 3, 4))), panel(Line("There", (4, 3, 2, 1)))
    svg = draw(TimePanels((one, other)), "A mark")
    cuts = re.search(r'data-cuts="([\d. ]+)"', svg)
    assert cuts is not None
    (cut,) = map(float, cuts[1].split())
    heights = [y for gid in ids(svg) if gid.startswith(("line", "own")) for _, y in places(shape(svg, gid))]
    assert heights
    assert all(abs(y - cut) > 5 for y in heights)
    assert min(heights) < cut < max(heights)
    assert "data-cuts" not in draw(TimePanels((one,)))


def places(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML] ([\d.]+) ([\d.]+)", path)]


def said(svg: str) -> list[str]:
    """Letters are drawn as paths, each line's words beside them as a comment."""
    return re.findall(r"<!-- (.*?) -->", svg)


EDGES: dict[str, Drawing] = {
    "four": panels(424, 385, 484, 655),
    "nothing": panels(None, None, None, None),
    "zeros": panels(0, 0, 0, 0),
    "no_panel": TimePanels(()),
    "one_period": TimePanels((TimePanel("One", "plans", ("2016-17",), (Line("Here", (4,)),)),)),
    "below_zero": panels(-3, 2, None, 4),
    "rows": DotRows("% of plans", (DotRow("Here", 48.0, 41.2, 54.9, own=True), DotRow("There", None))),
    "no_rows": DotRows("% of plans", (), (("England", 47.0),)),
    "no_bars": Bars("children", ()),
    "bars_without_figures": Bars("children", (Bar("Contacts", None, mark="[nr]"), Bar("Plans", 0.0))),
    "no_stack": Stacks("% of audits", ("Good",), (StackedRow("2016-17", (None,)),)),
    "two_sides_of_nothing": TwoSided("children", "Boys", "Girls", (("Under 10", None, 0.0),)),
}
EDGES |= {f"example_{kind}": make() for kind, make in EXAMPLES.items()}


@pytest.mark.parametrize("drawing", EDGES.values(), ids=EDGES.keys())
def test_whatever_is_drawn_is_well_formed_and_the_same_each_time(drawing: Drawing) -> None:
    first = draw(drawing, "Illustrative")
    ElementTree.fromstring(first)
    assert first == draw(drawing, "Illustrative")
    assert "http://matplotlib" not in first
    assert not re.search(r"<dc:date>", first)
    assert "Illustrative" in said(first)
    assert len(ids(first)) == len(set(ids(first)))


def test_a_line_breaks_at_a_gap() -> None:
    whole, gap = draw(panels(4, 5, 6, 7)), draw(panels(4, 5, None, 7))
    assert re.findall("[ML]", shape(whole, "own-0")) == ["M", "L", "L", "L"]
    # The value after the gap has no line to it: its marker alone shows it.
    assert re.findall("[ML]", shape(gap, "own-0")) == ["M", "L", "M"]
    assert len(markers(gap, "points-own-0")) == 3


def test_two_stretches_are_two_lines() -> None:
    periods = tuple(f"20{y}-{y + 1}" for y in range(10, 15))
    both = TimePanels((TimePanel("Plans", "plans", periods, (Line("Here", (1, 2, None, 4, 5)),)),))
    assert shape(draw(both), "own-0").count("M") == 2


def test_a_gap_is_not_a_zero() -> None:
    zero = draw(panels(4, 0, 6, 7))
    assert len(markers(zero, "points-own-0")) == 4
    assert len(across(shape(zero, "own-0"))) == 4


def test_a_reference_between_two_gaps_is_still_seen() -> None:
    drawing = TimePanels((panel(Line("Here", (1, 2, 3, 4)), Line("There", (None, 2, None, 4), role="reference")),))
    assert len(markers(draw(drawing), "points-reference-0")) == 2


@pytest.mark.parametrize(("position", "share"), [(1.5, 0.5), (2.0, 1.0), (1.0, 0.0)])
def test_a_break_stands_where_it_fell(position: float, share: float) -> None:
    svg = draw(panels(4, 5, 6, 7, breaks=((position, "A new count"),)))
    points = markers(svg, "points-own-0")
    expected = points[1][0] + share * (points[2][0] - points[1][0])
    assert across(shape(svg, "break")) == pytest.approx([expected] * 2, abs=0.01)
    # The words stand on a stem of their own, straight above.
    assert across(shape(svg, "stem")) == pytest.approx([expected] * 2, abs=0.01)
    assert "A new count" in said(svg)


def test_a_break_and_a_mark_look_different() -> None:
    svg = draw(panels(4, 5, 6, 7, breaks=((0.5, "Break"),), marks=((2.5, "The plan began"),)))
    dashes = re.findall(r'<g id="(break|mark)">\s*<path [^>]*style="([^"]*)"', svg)
    assert {kind for kind, _ in dashes} == {"break", "mark"}
    assert dashes[0][1] != dashes[1][1]


def test_a_position_before_the_first_period_stands_at_the_edge() -> None:
    svg = draw(panels(4, 5, 6, 7, marks=((-0.5, "Before"), (3.5, "After"))))
    first, last = markers(svg, "points-own-0")[0][0], markers(svg, "points-own-0")[-1][0]
    before, after = across(shape(svg, "mark"))[0], across(shape(svg, "mark-2"))[0]
    assert before < first < last < after


def test_a_mark_that_is_also_a_break_is_written_once() -> None:
    svg = draw(panels(4, 5, 6, 7, breaks=((1.5, "The plan began"),), marks=((1.5, "The plan began"),)))
    assert said(svg).count("The plan began") == 1


@pytest.mark.parametrize(("values", "low", "high_at_least"), [
    ((50, 60), 0.0, 60), ((0, 0), 0.0, 1.0), ((), 0.0, 1.0), ((None, 3.5), 0.0, 3.5), ((-2, 5), -2.42, 5),
])  # fmt: skip
def test_every_scale_has_zero_on_it(values: tuple[float | None, ...], low: float, high_at_least: float) -> None:
    scale = scale_for(values, "plans")
    assert scale.low == pytest.approx(low)
    assert scale.high >= high_at_least
    assert 0.0 in scale.ticks


def test_a_share_has_no_number_above_a_hundred_on_its_scale() -> None:
    assert max(scale_for((3.0, 99.9), "% of plans").ticks) == 100
    assert scale_for((3.0, 9.0), "% of plans").written(9.0) == "9%"
    assert scale_for((3.5, 9.0), "% of plans").written(9.0) == "9.0%"
    assert scale_for((3.5, 1948.2), "for each 10,000").written(1948.2) == "1,948"


@pytest.mark.parametrize("unit", ["% of plans", "plans", "per 10,000"])
@pytest.mark.parametrize("highest", [0.4, 3.0, 9.9, 47.1, 60.6, 63.0, 99.9, 100.0, 812.0])
def test_no_tick_lies_beyond_the_scale(unit: str, highest: float) -> None:
    """A plot grows to hold its ticks; labels beside it are placed by the scale, and would point elsewhere."""
    scale = scale_for((0.1, highest), unit)
    assert scale.low <= min(scale.ticks)
    assert max(scale.ticks) <= scale.high


def test_a_count_beside_averages_is_written_without_decimals() -> None:
    limits = Band("Usual range", (2.2,) * 4, (8.8,) * 4, "limits")
    assert "7" in said(draw(panels(4, 5, 6, 7, bands=(limits,))))
    rows = (DotRow("Ceasing", 139.0, 116.8, 164.1), DotRow("Starting", 124.0, 103.1, 147.9))
    assert {"139", "124"} <= set(said(draw(DotRows("children", rows))))
    assert "139.0" in said(draw(DotRows("children", (*rows, DotRow("Other", 1.5)))))


def test_counts_have_no_half_on_their_scale() -> None:
    assert all(tick == int(tick) for tick in scale_for((1, 3), "plans").ticks)


def test_only_what_is_compared_has_one_scale() -> None:
    two = (panel(Line("Here", (10, 20, 30, 40))), panel(Line("Here", (1, 2, 3, 4))))
    apart, same = draw(TimePanels(two)), draw(TimePanels(two, same_scale=True))
    assert markers(apart, "points-own-0-2") != markers(same, "points-own-0-2")
    assert said(same).count("40") == 2  # a tick of each panel
    heights = [max(y for _, y in found) - min(y for _, y in found) for found in (
        markers(same, "points-own-0"), markers(same, "points-own-0-2"))]  # fmt: skip
    assert heights[0] == pytest.approx(10 * heights[1], rel=1e-3)


def test_an_interval_is_drawn_where_there_is_one() -> None:
    own = Line("Here", (4.0, 5.0, None, 7.0), (3.0, 4.0, None, None), (5.0, 6.0, None, None))
    assert len([gid for gid in ids(draw(TimePanels((panel(own),)))) if gid.startswith("interval")]) == 2


def test_intervals_of_several_lines_stand_beside_each_other() -> None:
    low, high = (3.0,) * 4, (9.0,) * 4
    parts = [Line(name, (5.0,) * 4, low, high, role="part") for name in ("Police", "Health")]
    svg = draw(TimePanels((panel(*parts),)))
    first, second = across(shape(svg, "interval-part-0")), across(shape(svg, "interval-part-1"))
    assert second[0] - first[0] > 2


def test_limits_on_trial_are_dashed_and_say_so() -> None:
    def drawn(trial: bool) -> str:
        limits = Band("Control limits", (2.0,) * 4, (8.0,) * 4, "limits", (5.0,) * 4, trial=trial)
        return draw(panels(4, 5, 6, 7, bands=(limits,)))

    for trial in (True, False):
        style = re.search(r'<g id="limit-0">\s*<path [^>]*style="([^"]*)"', drawn(trial))
        assert style is not None
        assert ("dasharray" in style[1]) is trial
        assert (" ".join(said(drawn(trial))).count("limits on trial") == 1) is trial


def test_a_forecast_has_a_ground_and_two_dashed_edges_and_its_name() -> None:
    band = Band("Forecast", (None, None, 4.0, 3.0), (None, None, 8.0, 9.0), "forecast")
    svg = draw(panels(4, 5, 6, 7, bands=(band,)))
    assert {"forecast-0", "edge-0", "edge-0-2"} <= set(ids(svg))
    assert "Forecast" in said(svg)
    assert min(across(shape(svg, "edge-0"))) == pytest.approx(markers(svg, "points-own-0")[2][0], abs=0.01)


def test_a_target_is_a_line_with_its_label() -> None:
    svg = draw(panels(4, 5, 6, 7, target=("Target", 6.5)))
    assert "target" in ids(svg)
    assert "Target 6.5" in said(svg)


def test_lines_are_named_at_their_ends_and_a_lone_line_by_the_title() -> None:
    alone = draw(TimePanels((panel(Line("Here", (4, 5, 6, 7), (3,) * 4, (9,) * 4)),)))
    assert "Here 7" not in said(alone)
    assert "7" in said(alone)
    lines = [Line("Here", (4, 5, 6, None)), Line("Country", (5, 5, 5, 5), role="reference")]
    assert {"Here 6", "Country 5"} <= set(said(draw(TimePanels((panel(*lines),)))))


def test_bars_are_as_long_as_their_figures_and_none_is_no_bar() -> None:
    svg = draw(Bars("children", (Bar("One", 100.0), Bar("Two", 25.0), Bar("Three", None, mark="c"))))
    lengths = [max(across(shape(svg, gid))) - min(across(shape(svg, gid))) for gid in ("bar", "bar-2")]
    assert lengths[0] == pytest.approx(4 * lengths[1], rel=1e-3)
    assert "bar-3" not in ids(svg)
    assert "c" in said(svg)


def test_a_part_that_is_not_known_is_not_drawn() -> None:
    rows = (StackedRow("A", (10.0, 20.0)), StackedRow("B", (10.0, None), "Two: c"))
    svg = draw(Stacks("audits", ("One", "Two"), rows))
    assert [gid for gid in ids(svg) if gid.startswith("part-1")] == ["part-1"]
    assert "Two: c" in said(svg)


def test_both_sides_have_one_scale() -> None:
    svg = draw(TwoSided("children", "Boys", "Girls", (("13 to 15", 10.0, 40.0), ("16 and 17", None, 20.0))))
    widths = {gid: max(across(shape(svg, gid))) - min(across(shape(svg, gid))) for gid in ("left", "right", "right-2")}
    assert widths["right"] == pytest.approx(4 * widths["left"], rel=1e-3)
    assert widths["right"] == pytest.approx(2 * widths["right-2"], rel=1e-3)
    assert "left-2" not in ids(svg)


def test_a_row_whose_label_brings_its_mark_says_nothing_else() -> None:
    assert "no figure" not in said(draw(DotRows("plans", (DotRow("Sexual abuse [c]", None), DotRow("Neglect", 3.0)))))
    assert "no figure" in said(draw(DotRows("plans", (DotRow("Sexual abuse", None), DotRow("Neglect", 3.0)))))


def test_no_mark_of_a_named_number_reaches_the_letters() -> None:
    number = NamedNumber(7.0, "{P1-01/quarter/2016-17-Q4.value}")
    told = mark(number, "7")
    bars = draw(Bars("children", (Bar("Plans", number, f"{told} of each 100"),)))
    lines = draw(TimePanels((panel(Line(f"Here {told}", (4, 5, 6, number)), target=(f"Target {told}", number)),)))
    assert "7 of each 100" in said(bars)
    assert not re.search("[\ue000-\ue002]", bars + lines)


def test_a_chart_asks_no_other_machine(page: Callable[[str], Page]) -> None:
    exhibit = page("p1_early_help").exhibit("referrals_by_quarter")
    assert exhibit.drawing is not None
    svg = draw(exhibit.drawing)
    assert not re.search(r"(href|src)=\"https?:", svg)


def test_a_withheld_period_has_a_sign_at_the_foot_and_no_point() -> None:
    plain, told = draw(panels(4, None, 6, 7)), draw(panels(4, None, 6, 7, withheld=(1,)))
    assert "c" not in said(plain)
    assert said(told).count("c") == 1
    assert markers(plain, "points-own-0") == markers(told, "points-own-0")
    assert len(markers(told, "points-own-0")) == 3
    assert shape(plain, "own-0") == shape(told, "own-0")
