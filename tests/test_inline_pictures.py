from __future__ import annotations

import re
from itertools import combinations
from typing import get_args
from xml.etree import ElementTree

import pytest

from nelscb.exhibits import Shape, Spark, Status
from nelscb.inline_pictures import SHAPES, SPARK_HEIGHT, SPARK_WIDTH, spark_svg, status_html
from nelscb.named_numbers import NamedNumber, mark


def points(svg: str) -> list[list[tuple[float, float]]]:
    """The points of each stretch of the line."""
    lines = [e.attrib["d"] for e in ElementTree.fromstring(svg) if e.attrib["class"] == "spark-line"]
    found = []
    for line in lines:
        numbers = [float(n) for n in re.findall(r"[\d.]+", line.removesuffix("h.01"))]
        found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found


def classes(svg: str) -> list[str]:
    return [e.attrib["class"] for e in ElementTree.fromstring(svg)]


def test_every_shape_is_drawn_and_no_two_alike() -> None:
    assert set(SHAPES) == set(get_args(Shape))
    assert all(one != other for one, other in combinations(SHAPES.values(), 2))


def test_a_status_is_a_word_beside_a_shape_that_is_not_read_aloud() -> None:
    made = ElementTree.fromstring(status_html(Status("To <watch>", "diamond", "watch")))
    assert made.attrib["class"] == "status status-watch"
    assert "".join(made.itertext()).strip() == "To <watch>"
    svg = made.find("svg")
    assert svg is not None
    assert svg.attrib["aria-hidden"] == "true"


def test_a_small_line_starts_at_zero_and_ends_in_a_dot() -> None:
    svg = spark_svg(Spark((0.0, 5.0, 10.0), "Up"))
    ((first, middle, last),) = points(svg)
    assert first[1] > middle[1] > last[1]
    assert middle[1] == pytest.approx((first[1] + last[1]) / 2)
    assert middle[0] == SPARK_WIDTH / 2
    assert classes(svg) == ["spark-line", "spark-last"]
    dot = ElementTree.fromstring(svg)[-1]
    assert (float(dot.attrib["cx"]), float(dot.attrib["cy"])) == last


def test_a_gap_is_a_gap_and_no_zero() -> None:
    stretches = points(spark_svg(Spark((4.0, 5.0, None, 6.0, None, 7.0, 8.0), "Gaps")))
    assert [len(stretch) for stretch in stretches] == [2, 1, 2]
    assert all(y < SPARK_HEIGHT / 2 + 4 for stretch in stretches for _, y in stretch)


def test_a_gap_at_the_end_leaves_the_dot_where_the_last_figure_is() -> None:
    svg = spark_svg(Spark((4.0, 5.0, None), "Gap"))
    assert float(ElementTree.fromstring(svg)[-1].attrib["cx"]) == SPARK_WIDTH / 2


@pytest.mark.parametrize("values", [(), (None,), (None, None)])
def test_without_a_figure_there_is_no_line_but_its_words(values: tuple[None, ...]) -> None:
    svg = spark_svg(Spark(values, "No figure yet"))
    assert classes(svg) == []
    assert 'aria-label="No figure yet"' in svg


def test_zeros_are_a_line_on_the_ground() -> None:
    ((first, last),) = points(spark_svg(Spark((0.0, 0.0), "None")))
    assert first[1] == last[1] == SPARK_HEIGHT - 4


@pytest.mark.parametrize(("place", "share"), [(2.5, 0.625), (0.0, 0.0), (4.0, 1.0), (9.0, 1.0), (-1.0, 0.0)])
def test_the_plans_beginning_is_a_tick_at_its_place(place: float, share: float) -> None:
    svg = spark_svg(Spark((1.0, 2.0, 3.0, 4.0, 5.0), "Up", place))
    ((start, *_, end),) = points(svg)
    tick = re.search(r'class="spark-mark" d="M([\d.]+) ', svg)
    assert tick is not None
    assert float(tick[1]) == pytest.approx(start[0] + share * (end[0] - start[0]), abs=0.06)


def test_its_words_are_safe_in_their_attribute() -> None:
    nine = mark(NamedNumber(9.0, "{x.value}"), "9")
    svg = spark_svg(Spark((1.0,), f'Up to {nine} "quoted" <b> `c`\nnext'))
    assert ElementTree.fromstring(svg).attrib["aria-label"] == 'Up to 9 "quoted" <b> `c` next'
    assert "`" not in svg
    assert "\n" not in svg


def test_colours_come_from_the_page() -> None:
    assert "#" not in spark_svg(Spark((1.0, 2.0), "Up", 0.5)) + status_html(Status("Better", "up", "good"))
    assert "style=" not in spark_svg(Spark((1.0, 2.0), "Up", 0.5)) + status_html(Status("Better", "up", "good"))
