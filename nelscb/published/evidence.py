"""Dated events that change what a series counts, and what the inspectors found, chapter by chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from nelscb.mistakes import Mistake
from nelscb.plan import Plan
from nelscb.plan.reading import read_rows
from nelscb.published.sources import Source

EVENTS, FINDINGS = "events.csv", "external_evidence.csv"
Bearing = Literal["strength", "concern", "context"]


@dataclass(frozen=True)
class Event:
    """Something dated that changes what is counted. ``breaks`` are the measures whose series it breaks.

    Where ``day_known`` is False only the month is printed in the source, and ``day`` is the day the
    book reckons with. ``short`` is what a chart's label says.
    """

    day: date
    day_known: bool
    short: str
    chapters: tuple[str, ...]
    event: str
    effect_on_figures: str
    breaks: tuple[str, ...]
    source: str
    received: date


@dataclass(frozen=True)
class Finding:
    """What the inspectors found about a chapter, in our words: a strength, a concern or context."""

    chapter: str
    finding: str
    bearing: Bearing
    source: str
    received: date


def read_events(folder: Path, plan: Plan, sources: Mapping[str, Source]) -> tuple[Event, ...]:
    """The folder's dated events, oldest first. Raises Mistake for a day, chapter or measure that is none."""
    if EVENTS not in sources:
        return ()
    path, events = folder / EVENTS, []
    columns = ("date", "day_known", "short", "chapters", "event", "effect_on_figures", "breaks", "source")
    chapter_ids = {c.id for c in plan.chapters}
    for line, fields in read_rows(path, columns):
        place = f"{path}, row {line}, column"
        try:
            day = date.fromisoformat(fields["date"])
        except ValueError as error:
            raise Mistake(f"{place} 'date': {fields['date']!r} is not a day; write it like 2017-01-31") from error
        named = tuple(part for part in fields["chapters"].split(";") if part)
        chapters = tuple(sorted(chapter_ids)) if named == ("all",) else named
        for chapter in sorted(set(chapters) - chapter_ids):
            raise Mistake(f"{place} 'chapters': {chapter!r} is no chapter of the plan")
        breaks = tuple(part for part in fields["breaks"].split(";") if part)
        for measure in sorted(set(breaks) - plan.measures.keys()):
            raise Mistake(f"{place} 'breaks': {measure!r} is no measure of the plan")
        if fields["day_known"] not in ("yes", "no"):
            raise Mistake(f"{place} 'day_known': {fields['day_known']!r} must be yes or no")
        events.append(
            Event(
                day, fields["day_known"] == "yes", fields["short"], chapters, fields["event"],
                fields["effect_on_figures"], breaks, fields["source"], sources[EVENTS].received,
            )
        )  # fmt: skip
    return tuple(sorted(events, key=lambda e: e.day))


def read_findings(folder: Path, plan: Plan, sources: Mapping[str, Source]) -> tuple[Finding, ...]:
    """The folder's inspectors' findings. Raises Mistake for a chapter or a bearing that is none."""
    if FINDINGS not in sources:
        return ()
    path, findings = folder / FINDINGS, []
    chapter_ids = {c.id for c in plan.chapters}
    for line, fields in read_rows(path, ("chapter", "finding", "direction", "source")):
        if fields["chapter"] not in chapter_ids:
            raise Mistake(f"{path}, row {line}, column 'chapter': {fields['chapter']!r} is no chapter of the plan")
        bearing = next((b for b in get_args(Bearing) if b == fields["direction"]), None)
        if bearing is None:
            raise Mistake(
                f"{path}, row {line}, column 'direction': {fields['direction']!r} must be strength, concern or context"
            )
        findings.append(
            Finding(fields["chapter"], fields["finding"], bearing, fields["source"], sources[FINDINGS].received)
        )
    return tuple(findings)
