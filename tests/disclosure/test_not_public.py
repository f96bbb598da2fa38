"""What the board is told of the figures that the public will not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from nelscb.disclosure import kept_protection
from nelscb.disclosure.kept_protection import kept
from nelscb.edition import PROSE, Edition
from nelscb.mistakes import Mistake
from nelscb.pages import page_of
from nelscb.plan import Project
from nelscb.suppression import Cell, Protected, is_total_of


def test_every_withheld_period_is_told_and_nothing_else(demo_edition: Edition) -> None:
    held = demo_edition.release(PROSE).not_public
    assert held is not None
    protected, area = demo_edition.protected, demo_edition.project.board.area.code
    told = {
        (h.measure, h.frequency, h.breakdown, h.category, str(period)): period in h.small
        for h in held.series
        for period in (*h.small, *h.beside)
    }
    shown = {
        (s.measure, s.frequency, s.breakdown, s.category, str(p.period)): p
        for s in protected.series if s.area == area
        for p in s.points
    }  # fmt: skip
    assert {key for key, point in shown.items() if point.state == "suppressed"} == set(told)
    assert any(told.values())
    assert not all(told.values())
    assert {h.hidden for h in held.series} == {"", "years alone", "another breakdown"}
    assert (held.small, held.beside) == (len(protected.decided.primary), len(protected.decided.secondary))


def test_a_range_that_was_cut_back_is_listed_with_what_is_left(demo_edition: Edition) -> None:
    held = demo_edition.release(PROSE).not_public
    assert held is not None
    assert held.cut_back
    for one in held.cut_back:
        count = demo_edition.protected.counts[one.cell]
        assert one.low <= count <= (one.high or count)
        assert one.low > 1 or one.high in (1, 2, 3, 4)


def test_the_board_is_told_before_it_signs(demo_edition: Edition) -> None:
    page = page_of(demo_edition.release(PROSE), demo_edition.project.plan, demo_edition.project.board)
    table = page.exhibit("held_back").table
    assert table is not None
    assert len(table.rows) > 200
    assert "small counts are withheld" in page.exhibit("held_back").text[0]
    assert page.exhibit("cut_back").table is not None


def test_a_decision_is_kept_by_what_it_was_made_of(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = (Cell("all", 60, total=True), Cell("girls", 4), Cell("boys", 26), Cell("not said", 30))
    relations = (is_total_of("all", ["girls", "boys", "not said"]),)
    rule, asked = project.board.disclosure_rule, 0

    def counting(*given: object) -> Protected:
        nonlocal asked
        asked += 1
        return decide(*given)  # type: ignore[arg-type]

    decide = kept_protection.protect
    monkeypatch.setattr(kept_protection, "protect", counting)
    first = kept(cells, relations, rule, tmp_path)
    again = kept(cells, relations, rule, tmp_path)
    assert (first.withheld, first.protection) == (again.withheld, again.protection)
    assert asked == 1
    kept((*cells[:3], Cell("not said", 31)), (is_total_of("all", ["girls", "boys"]),)[:0], rule, tmp_path)
    kept(cells, (), rule, tmp_path)
    assert asked == 3
    kept(cells, relations, rule, None)
    assert asked == 4
    with pytest.raises(Mistake):
        kept((*cells, cells[0]), relations, rule, tmp_path)
