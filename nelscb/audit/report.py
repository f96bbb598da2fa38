"""What the audit says: counts for everybody, and for the board each cell and each finding with its chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from nelscb.audit.findings import Finding, Reading
from nelscb.audit.judging import Verdict
from nelscb.audit.results import Attack, CellResult

_LONGEST = 40
"""Findings of one kind that are listed one by one; the rest is counted."""


def counted(found: Attack, reading: Reading) -> Iterator[str]:
    """What was looked at and what came of it, in counts alone: it names no cell, so everybody may read it."""
    counts = found.counts
    yield f"withheld counts attacked: {counts['withheld']:,}, of them and of what earlier editions withheld:"
    for verdict in Verdict:
        if counts[verdict.name.lower()] or verdict in (Verdict.KEPT, Verdict.FAILED):
            yield f"  {counts[verdict.name.lower()]:,}: {verdict.value}"
    yield f"relations used: {sum(found.used.values()):,}; contradicted by the figures: {len(found.dropped):,}"
    yield f"parts that hang together: {found.components:,}; counts in no file: {found.unseen:,}"
    for what, number in reading.looked_at.items():
        yield f"{what}: {number:,}"
    yield f"figures not accounted for: {len(reading.fails):,}"


def board_report(title: str, found: Attack, reading: Reading) -> str:
    """The whole result in Markdown, every narrowed count by name: for the board alone."""
    lines = [f"# {title}", "", "For the board alone: it names counts that the public edition withholds.", ""]
    lines += ["## In counts", "", *(f"- {line.strip()}" for line in counted(found, reading)), ""]
    narrowed = [r for r in found.every if r.verdict not in (Verdict.KEPT, Verdict.LARGER)]
    for verdict in reversed(Verdict):
        cells = [r for r in narrowed if r.verdict is verdict]
        if cells:
            lines += [f"## {verdict.value[:1].upper()}{verdict.value[1:]}", "", *_cells(cells), ""]
    if found.with_limits:
        lines += ["## An interval stands beside a withheld count", "", *(f"- {name}" for name in found.with_limits), ""]
    lines += [*_findings("Not accounted for", reading.fails), *_findings("To be known", reading.listed)]
    if found.dropped:
        lines += ["## Declared, and contradicted by the figures", ""]
        lines += [f"- {relation}" for relation in [str(r) for r in found.dropped][:_LONGEST]]
        lines += [f"- and {len(found.dropped) - _LONGEST:,} more"] if len(found.dropped) > _LONGEST else []
    return "\n".join(lines).rstrip() + "\n"


def _cells(results: Sequence[CellResult]) -> Iterator[str]:
    for result in results:
        high = "more" if result.range.high is None else f"{result.range.high:g}"
        yield f"- {result.cell}: {result.range.low:g} to {high}"
        yield from (f"  - {step}" for step in result.chain)


def _findings(title: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    lines = [f"## {title}", ""]
    for kind, number in Counter(finding.kind for finding in findings).items():
        of_kind = [finding for finding in findings if finding.kind == kind]
        lines += [f"### {kind} ({number:,})", ""]
        lines += [f"- {' '.join(part for part in (f.file, f.place, f.what) if part)}" for f in of_kind[:_LONGEST]]
        lines += [f"- and {number - _LONGEST:,} more"] if number > _LONGEST else []
        lines.append("")
    return lines
