"""Views of Havenshire's chapters, whole or with some of their series taken out, cut short or withheld."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from nelscb.edition import Edition, Point, ReleasedPage, Series
from nelscb.pages.view import View
from nelscb.quarters import Quarter

_RELEASED: dict[tuple[Path, Quarter, str], ReleasedPage] = {}
"""Released once for all the tests that look at one page; nothing changes a released page."""


def view_of(edition: Edition, chapter_id: str, what: str) -> View:
    """The view of one exhibit of a chapter, as its own page sees it: every number with the name of its cell."""
    plan = edition.project.plan
    chapter = next(c for c in plan.chapters if c.id == chapter_id)
    request = next(r for r in chapter.exhibits if r.what == what)
    key = (edition.project.folder, edition.quarter, chapter.slug)
    if key not in _RELEASED:
        _RELEASED[key] = edition.release(chapter.slug).named
    return View(_RELEASED[key], plan, edition.project.board, request)


def without(view: View, measures: Collection[str]) -> View:
    """The view where the board holds nothing of ``measures``: no return came."""
    released = view.released
    gone = {m: replace(r, state="not_returned", grade=None) for m, r in released.returns.items() if m in measures}
    return _with(
        view,
        series=tuple(s for s in released.series if s.measure not in measures),
        assessments={k: a for k, a in released.assessments.items() if a.measure not in measures},
        returns=released.returns | gone,
    )


def changed(view: View, measure: str, change: Callable[[Series], Series]) -> View:
    """The view with each series of ``measure`` changed."""
    return _with(view, series=tuple(change(s) if s.measure == measure else s for s in view.released.series))


def last_only(series: Series) -> Series:
    """The series with its latest quarter alone."""
    return replace(series, points=series.points[-1:])


def withheld(point: Point) -> Point:
    """The point as its sender withheld it."""
    return replace(
        point, numerator=None, denominator=None, value=None, low=None, high=None, answer=None,
        state="suppressed_by_publisher",
    )  # fmt: skip


def withheld_at_last(series: Series) -> Series:
    """The series with its latest quarter withheld."""
    return replace(series, points=(*series.points[:-1], withheld(series.points[-1])))


def last_is(series: Series, numerator: float, denominator: float | None = None) -> Series:
    """The series with another count, of another total where it is given, in its latest quarter."""
    value = numerator if denominator is None else 100 * numerator / denominator if denominator else None
    now = replace(
        series.points[-1], numerator=numerator, denominator=denominator, value=value, state="reported", low=None,
        high=None,
    )  # fmt: skip
    return replace(series, points=(*series.points[:-1], now))


def _with(view: View, **parts: object) -> View:
    released: ReleasedPage = replace(view.released, **parts)  # type: ignore[arg-type]
    return replace(view, released=released)
