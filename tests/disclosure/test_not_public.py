"""What the board is told of the figures that the public will not see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.disclosure.kept_protection import kept
from nelscb.disclosure.protected import protected_series
from nelscb.edition import PROSE, Edition
from nelscb.mistakes import Mistake
from nelscb.named_numbers import plain
from nelscb.pages import page_of
from nelscb.plan import Project
from nelscb.plan.disclosure_rule import RuleException
from nelscb.suppression import Cell, Component, Settled, is_total_of, protection
from nelscb.words import disclosure as words


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
    """Two tables that tell nothing of each other: each is decided once, and again where its own counts change."""
    first_table = (Cell("all", 60, total=True), Cell("girls", 4), Cell("boys", 26), Cell("not said", 30))
    other_table = (Cell("every", 50, total=True), Cell("young", 3), Cell("older", 47))
    relations = (is_total_of("all", ["girls", "boys", "not said"]), is_total_of("every", ["young", "older"]))
    rule, decided = project.board.disclosure_rule, []
    settle = protection._settled

    def noted(component: Component, *rest: object) -> Settled:
        if component.small.any():
            decided.append(set(component.names))
        return settle(component, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(protection, "_settled", noted)
    cells = (*first_table, *other_table)
    first = kept(cells, relations, rule, tmp_path)
    assert decided == [{"every", "young", "older"}, {"all", "girls", "boys", "not said"}]
    assert kept(cells, relations, rule, tmp_path) == first
    assert len(decided) == 2
    assert kept(cells, relations, rule, None) == first
    assert len(decided) == 4
    changed = (*first_table, Cell("every", 51, total=True), Cell("young", 3), Cell("older", 48))
    after = kept(changed, relations, rule, tmp_path)
    assert decided[4:] == [{"every", "young", "older"}]
    assert after == kept(changed, relations, rule, None)
    del decided[:]
    kept(cells, relations, replace(rule, largest_small=rule.largest_small - 1), tmp_path)
    kept(cells, relations[:1], rule, tmp_path)
    assert [len(names) for names in decided] == [3, 4, 1]
    with pytest.raises(Mistake):
        kept((*cells, cells[0]), relations, rule, tmp_path)


def test_an_exception_is_printed_with_its_reason_role_and_day_and_its_counts_are_shown(demo_edition: Edition) -> None:
    board = demo_edition.project.board
    small = next(name for name in demo_edition.protected.decided.primary if re.fullmatch(r"[^=]+/quarter/[^=]+", name))
    measure = small.split("/")[0]
    made = RuleException(measure, "The figure was announced in public.", "Chair of the board", date(2017, 5, 10))
    excepted = replace(board, disclosure_rule=replace(board.disclosure_rule, exceptions=(made,)))
    page = page_of(demo_edition.release(PROSE), demo_edition.project.plan, excepted)
    table = page.exhibit("disclosure_exceptions").table
    assert table is not None
    assert [plain(str(cell)) for cell in table.rows[0]] == [
        f"{demo_edition.project.plan.measures[measure].title} ({measure})", made.reason, made.role, "10 May 2017",
    ]  # fmt: skip
    own = [s for s in demo_edition.indicators if s.measure == measure and s.area == board.area.code]
    for rule, is_withheld in ((board, True), (excepted, False)):
        found = protected_series(own, demo_edition.project.plan, rule)
        assert (small in found.decided.withheld) is is_withheld


def test_without_an_exception_the_edition_says_so(demo_edition: Edition) -> None:
    page = page_of(demo_edition.release(PROSE), demo_edition.project.plan, demo_edition.project.board)
    assert page.exhibit("disclosure_exceptions").text == (words.NO_EXCEPTION,)
    rule = page.exhibit("disclosure_rule").table
    assert rule is not None
    assert len(rule.rows) == 6
