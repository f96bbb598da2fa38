"""Kept assessments: what a series is assessed from is all in the name that its assessment is kept under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from made_series import FALLING, LEVEL, event, family, quarterly

import nelscb.assess.whole
from nelscb.assess import Assessment, KeptAssessments, assess
from nelscb.baselines import read_baselines
from nelscb.edition import Edition
from nelscb.indicators import Series
from nelscb.plan import Project
from nelscb.quarters import Quarter

NOW = Quarter.parse("2016-17-Q4")


def kept_in(folder: Path, project: Project, **other: Any) -> KeptAssessments:
    told = {"plan": project.plan, "board": project.board, **other}
    return KeptAssessments(cast("Project", SimpleNamespace(build=folder, **told)))


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The series that were assessed, and not taken from what was kept."""
    found: list[str] = []
    real = nelscb.assess.whole._assessment

    def noted(subject: Any, *given: Any) -> Assessment:
        found.append(subject.key)
        return real(subject, *given)

    monkeypatch.setattr(nelscb.assess.whole, "_assessment", noted)
    return found


def of(
    folder: Path, project: Project, *series: Series, events: Sequence[Any] = (), quarter: Quarter = NOW, **other: Any
) -> dict[str, Assessment]:  # fmt: skip
    kept = kept_in(folder, project, **other)
    board = other.get("board", project.board)
    found = assess(family(*series), project.plan, board, events, quarter, kept=kept)
    kept.write()
    return found


def test_a_second_pass_works_nothing_out_and_says_the_same(
    tmp_path: Path, demo_edition: Edition, worked_out: list[str]
) -> None:
    """The invented board's whole edition: with charts, forecasts, neighbours and all."""
    found, project = demo_edition.found, demo_edition.project
    baselines = read_baselines(project.folder / "params")

    def passed(kept: KeptAssessments | None) -> dict[str, Assessment]:
        return assess(
            found.indicators, project.plan, project.board, found.events_known, found.quarter, baselines, found.earlier,
            kept,
        )  # fmt: skip

    live = passed(None)
    first = kept_in(tmp_path, project)
    one = passed(first)
    first.write()
    assert len(worked_out) == 2 * len(live) > 200
    again = passed(kept_in(tmp_path, project))
    assert len(worked_out) == 2 * len(live)
    # As text: a chart's missing quarters are nan, which is never the same as itself.
    assert repr(one) == repr(again)
    assert [a.judged for a in again.values()] == [a.judged for a in live.values()]
    assert _numbers(again) == _numbers(live)


def _numbers(found: dict[str, Assessment]) -> str:
    """All that is said, with 3 and 3.0 as the one number that they are."""
    return repr([_plain(a) for a in found.values()])


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        if hasattr(value, "__dataclass_fields__"):
            return [(name, _plain(getattr(value, name))) for name in value.__dataclass_fields__]
        if isinstance(value, dict):
            return [(key, _plain(one)) for key, one in value.items()]
        return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
    return float(value)


def test_a_changed_figure_has_its_own_series_assessed_and_no_other(
    tmp_path: Path, project: Project, worked_out: list[str]
) -> None:
    one, other = quarterly(FALLING), replace(quarterly(LEVEL), measure="P1-02")
    of(tmp_path, project, one, other)
    worked_out.clear()
    of(tmp_path, project, quarterly([*FALLING[:-1], 91]), other)
    assert worked_out == ["P1-01/quarter"]


def test_the_place_among_all_others_is_never_taken_from_what_was_kept(tmp_path: Path, project: Project) -> None:
    falling, level = quarterly(FALLING), replace(quarterly(LEVEL), measure="P1-02")
    alone = of(tmp_path, project, falling)["P1-01/quarter"].judged
    beside = of(tmp_path, project, falling, level)["P1-01/quarter"].judged
    assert (alone.family_size, beside.family_size) == (1, 2)


@pytest.mark.parametrize("what", ["quarter", "event", "neighbour", "board", "definition"])
def test_each_thing_that_an_assessment_is_made_from_has_it_made_again(
    what: str, tmp_path: Path, project: Project, worked_out: list[str]
) -> None:
    one, neighbour = quarterly(FALLING), project.board.neighbours[0].code
    of(tmp_path, project, one, replace(quarterly(LEVEL), area=neighbour))
    worked_out.clear()
    series, other = [one, replace(quarterly(LEVEL), area=neighbour)], {}
    if what == "quarter":
        other = {"quarter": NOW - 1}
    elif what == "event":
        other = {"events": [event("2013-04-01", "P1-01")]}
    elif what == "neighbour":
        series[1] = replace(quarterly([*LEVEL[:-1], 99]), area=neighbour)
    elif what == "board":
        calendar = replace(project.board.reporting_calendar, book_due_days=1)
        other = {"board": replace(project.board, reporting_calendar=calendar)}
    else:
        series[0] = replace(one, points=(*one.points[:-1], replace(one.points[-1], definition=2)))
    of(tmp_path, project, *series, **other)
    assert worked_out == ["P1-01/quarter"]


def test_other_code_takes_nothing(
    tmp_path: Path, project: Project, worked_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    of(tmp_path, project, quarterly(FALLING))
    worked_out.clear()
    monkeypatch.setattr("nelscb.assess.kept_assessments.code_and_libraries", lambda: "another")
    of(tmp_path, project, quarterly(FALLING))
    assert worked_out == ["P1-01/quarter"]
