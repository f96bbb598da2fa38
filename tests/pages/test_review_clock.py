from __future__ import annotations

import pytest
from altered_views import changed, last_is, last_only, view_of, withheld_at_last, without

from nelscb.drawings import Stacks
from nelscb.edition import Edition, Point
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.pages.analyses.review_clock import parts, review_clock
from nelscb.quarters import Quarter

WHAT, NOW = "review_clock", Quarter.parse("2016-17-Q4")


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def point(count: float | None, of: float | None = None) -> Point:
    state = "reported" if count is not None else "not_returned"
    return Point(NOW, count, of, count, state, "return", 1, ())  # type: ignore[arg-type]


@pytest.mark.parametrize(("reviewed", "past", "wanted"), [
    (point(58, 88), point(10), (58, 20, 10)),
    (point(88, 88), point(0), (88, 0, 0)),
    (point(0, 88), point(88), (0, 0, 88)),
    (point(58, 88), None, (58, None, None)),
    (None, point(10), (None, None, 10)),
    (point(None), point(10), (None, None, 10)),
    (point(80, 88), point(9), (None, None, None)),
    (None, None, (None, None, None)),
])  # fmt: skip
def test_the_parts_of_the_manual(reviewed: Point | None, past: Point | None, wanted: tuple[float | None, ...]) -> None:
    assert parts(reviewed, past) == wanted


def test_eight_quarters_are_drawn_and_each_row_is_the_whole_manual(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O4", WHAT)
    exhibit = review_clock(view)
    assert isinstance(exhibit.drawing, Stacks)
    assert [r.label for r in exhibit.drawing.rows][::7] == ["2016-17 Q4", "2015-16 Q1"]
    assert exhibit.drawing.rows[0].values == (58, 20, 10)
    assert {sum(v for v in r.values if v is not None) for r in exhibit.drawing.rows} == {88}
    assert plain(exhibit.text[0]) == (
        "**Procedures**: of 88 chapters 58 had been reviewed in the six months to 31 March 2017. By the plan's rule 30 "
        "are behind. Ten were past the review date on 31 March 2017."
    )


def test_nothing_behind_and_one_past_are_told_as_such(demo_edition: Edition) -> None:
    view = changed(view_of(demo_edition, "O4", WHAT), "O4-01", lambda s: last_is(s, 88, 88))
    assert "By the plan's rule none is behind. None was past" in told(
        review_clock(changed(view, "O4-02", lambda s: last_is(s, 0)))
    )
    one = changed(view_of(demo_edition, "O4", WHAT), "O4-01", lambda s: last_is(s, 87, 88))
    assert "By the plan's rule one is behind. One was past" in told(
        review_clock(changed(one, "O4-02", lambda s: last_is(s, 1)))
    )


def test_figures_that_cannot_both_be_are_said_to_overlap_and_not_drawn(demo_edition: Edition) -> None:
    exhibit = review_clock(changed(view_of(demo_edition, "O4", WHAT), "O4-02", lambda s: last_is(s, 40)))
    assert isinstance(exhibit.drawing, Stacks)
    assert exhibit.drawing.rows[0].values == (None, None, None)
    assert "In January to March 2017 the two figures add up to more than all chapters" in told(exhibit)
    assert exhibit.table is not None
    assert exhibit.table.rows[0][3] == "reviewed and past its date overlap"


def test_one_of_the_two_figures_alone(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O4", WHAT)
    only_past = review_clock(without(view, {"O4-01"}))
    assert plain(only_past.text[0]) == "**Procedures**: ten were past the review date on 31 March 2017."
    assert isinstance(only_past.drawing, Stacks)
    assert only_past.drawing.rows[0].values == (None, None, 10)
    assert "(O4-01)" in told(only_past)
    only_reviewed = review_clock(without(view, {"O4-02"}))
    assert "58 had been reviewed" in plain(only_reviewed.text[0])
    assert "past the review date" not in plain(only_reviewed.text[0])
    assert "(O4-02)" in told(only_reviewed)


def test_a_quarter_without_figures_has_a_mark_and_no_bar(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O4", WHAT)
    for measure in ("O4-01", "O4-02"):
        view = changed(view, measure, withheld_at_last)
    exhibit = review_clock(view)
    assert isinstance(exhibit.drawing, Stacks)
    assert (exhibit.drawing.rows[0].values, exhibit.drawing.rows[0].mark) == ((None, None, None), "[c]")
    assert exhibit.drawing.rows[1].mark == ""
    assert exhibit.table is not None
    assert exhibit.table.rows[0][1] == "[c]"
    assert not plain(exhibit.text[0]).startswith("**Procedures**: of")


def test_one_quarter_is_one_row(demo_edition: Edition) -> None:
    view = changed(changed(view_of(demo_edition, "O4", WHAT), "O4-01", last_only), "O4-02", last_only)
    exhibit = review_clock(view)
    assert isinstance(exhibit.drawing, Stacks)
    assert len(exhibit.drawing.rows) == 1


def test_the_real_board_holds_nothing(edition: Edition) -> None:
    exhibit = review_clock(view_of(edition, "O4", WHAT))
    assert exhibit.drawing is None
    assert "is not known here" in exhibit.text[0]
    assert "(O4-01)" in exhibit.text[1]
    assert "(O4-02)" in exhibit.text[1]
    assert "hosts the procedures" in exhibit.text[1]
