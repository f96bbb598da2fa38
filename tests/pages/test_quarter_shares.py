from __future__ import annotations

from dataclasses import replace

from altered_views import changed, last_is, last_only, view_of, withheld_at_last, without

from nelscb.drawings import TimePanels
from nelscb.edition import Edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.pages.analyses.quarter_shares import shares_over_quarters
from nelscb.plan.board import Target
from nelscb.quarters import Quarter

WHAT = "procedures_applied"


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def test_each_share_has_a_panel_with_its_interval_on_one_scale(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O4", WHAT)
    exhibit = shares_over_quarters(view)
    assert isinstance(exhibit.drawing, TimePanels)
    assert exhibit.drawing.same_scale
    assert len(exhibit.drawing.panels) == 2
    series = view.released.find("O4-03", "quarter")
    assert series is not None
    (line,) = exhibit.drawing.panels[0].lines
    assert line.values == tuple(p.value for p in series.points)
    assert line.low == tuple(p.low for p in series.points)
    assert exhibit.table is not None
    assert [plain(str(c)) for c in exhibit.table.rows[0][:4]] == ["2016-17 Q4", "80.9%", "148 of 183", "74.6% to 85.9%"]


def test_a_share_of_few_cases_says_how_far_one_case_moves_it(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O4", WHAT)
    # 100 / 25: escalations are few, audited cases are not.
    assert "would move % of professional escalations resolved within policy timescale by 4.0 points (25 esc" in told(
        shares_over_quarters(view)
    )
    many = changed(view, "O4-05", lambda s: last_is(s, 20, 30))
    assert "Few cases" not in told(shares_over_quarters(many))
    nobody = changed(view, "O4-05", lambda s: last_is(s, 0, 0))
    text = told(shares_over_quarters(nobody))
    assert "Few cases" not in text
    assert "no figure for January to March 2017, nobody to count among: the total is 0" in text


def test_a_withheld_quarter_is_a_gap_and_is_said(demo_edition: Edition) -> None:
    exhibit = shares_over_quarters(changed(view_of(demo_edition, "O4", WHAT), "O4-03", withheld_at_last))
    assert isinstance(exhibit.drawing, TimePanels)
    assert exhibit.drawing.panels[0].lines[0].values[-1] is None
    assert "no figure for January to March 2017, withheld" in told(exhibit)
    assert exhibit.table is not None
    assert exhibit.table.rows[0][1] == "[c]"


def test_one_share_alone_has_one_panel_and_the_other_is_named(demo_edition: Edition) -> None:
    exhibit = shares_over_quarters(without(view_of(demo_edition, "O4", WHAT), {"O4-03"}))
    assert isinstance(exhibit.drawing, TimePanels)
    assert len(exhibit.drawing.panels) == 1
    assert not exhibit.drawing.same_scale
    assert "(O4-03)" in exhibit.text[-1]


def test_one_quarter_is_enough(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O4", WHAT)
    exhibit = shares_over_quarters(changed(changed(view, "O4-03", last_only), "O4-05", last_only))
    assert isinstance(exhibit.drawing, TimePanels)
    assert exhibit.drawing.panels[0].periods == ("2016-17 Q4",)


def test_a_target_is_drawn_once_it_is_set(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O4", WHAT)

    def target(value: float, since: str) -> Target:
        return Target("O4-03", value, Quarter.parse(since), "Chair", "agreed")  # type: ignore[call-arg]

    targets = (target(85, "2015-16-Q1"), target(90, "2016-17-Q1"), target(95, "2017-18-Q1"))
    exhibit = shares_over_quarters(replace(view, board=replace(view.board, targets=targets)))
    assert isinstance(exhibit.drawing, TimePanels)
    assert exhibit.drawing.panels[0].target == ("the Board's target, 90.0%", 90)
    assert exhibit.drawing.panels[1].target is None


def test_the_real_board_holds_nothing_and_nobody_was_asked(edition: Edition) -> None:
    exhibit = shares_over_quarters(view_of(edition, "O5", "influence"))
    assert exhibit.drawing is None
    assert "no figure is held here" in exhibit.text[0]
    assert "not asked for" in exhibit.text[1]
    assert all(f"({m})" in exhibit.text[1] for m in ("O5-02", "O5-04", "O5-05"))
