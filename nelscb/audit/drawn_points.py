"""Values read back from where a chart's points stand: what is withheld must not be measurable with a ruler.

A panel's scale is read from the lines and the words of its ticks; a point's value from its place on that scale. Points
of lines and rows are read; bars, shades and whiskers are not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from nelscb.audit.findings import Notes

_SVG = "{http://www.w3.org/2000/svg}"
_TICK = re.compile(r"\s*([\d,]+(?:\.\d+)?)%?\s*")
_LINE = re.compile(r"\s*M\s+([-\d.e]+)\s+([-\d.e]+)\s+L\s+([-\d.e]+)\s+([-\d.e]+)\s*")
_POINTS = re.compile(r"(?:points|value|earlier)(?:-.*)?")
"""The names of groups whose marks stand at a value."""
_NEAR = 0.002
"""How far a place may be off, as a part of the scale's length."""


@dataclass(frozen=True)
class Scale:
    """A panel's scale: which coordinate runs along it, and a value at two places on it."""

    along: str
    places: tuple[float, float]
    values: tuple[float, float]

    def value_at(self, place: float) -> float:
        """The value at a place, on a straight scale."""
        (first, last), (low, high) = self.places, self.values
        return low + (high - low) * (place - first) / (last - first)

    @property
    def length(self) -> float:
        """From the lowest value with a tick to the highest."""
        return abs(self.values[1] - self.values[0])


def values_drawn(content: bytes) -> Iterator[tuple[float, float]]:
    """The value of each point that a chart draws, and how far it may be off; panels without a scale are passed over."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for panel in root.iter(f"{_SVG}g"):
        if not (panel.get("id") or "").startswith("axes_"):
            continue
        scale = _scale_of(panel, "ytick", "y") or _scale_of(panel, "xtick", "x")
        if scale is None:
            continue
        for group in panel.iter(f"{_SVG}g"):
            if _POINTS.fullmatch(group.get("id") or ""):
                for mark in group.iter(f"{_SVG}use"):
                    if (place := mark.get(scale.along)) is not None:
                        yield scale.value_at(float(place)), _NEAR * scale.length


def _scale_of(panel: Any, ticks: str, along: str) -> Scale | None:
    """The scale that the ticks of one side tell; None where fewer than two have a number and a line across."""
    found: dict[float, float] = {}
    for tick in panel.iter(f"{_SVG}g"):
        if not (tick.get("id") or "").startswith(f"{ticks}_"):
            continue
        words = [_TICK.fullmatch(note.text or "") for note in tick.iter(etree.Comment)]
        lines = [_LINE.fullmatch(path.get("d") or "") for path in tick.iter(f"{_SVG}path")]
        across = [line for line in lines if line]
        if len(words) == 1 and words[0] and across:
            found[float(across[0][1 if along == "x" else 2])] = float(words[0][1].replace(",", ""))
    if len(set(found.values())) < 2:
        return None
    first, last = min(found, key=lambda p: found[p]), max(found, key=lambda p: found[p])
    return Scale(along, (first, last), (found[first], found[last]))


def check_points(file: str, content: bytes, own: Collection[str], notes: Notes) -> None:
    """Note each point that stands at a value which ``own`` does not have.

    ``own``: the numbers of its page and its table, and those of the measures that the table names.
    """
    numbers = [(float(number), 0.5 * 10.0 ** -len(number.partition(".")[2])) for number in own]
    for value, off in values_drawn(content):
        notes.looked("points of charts")
        if not any(abs(value - number) <= max(off, rounded) + 1e-6 for number, rounded in numbers):
            notes.fails(
                file, f"a point at {value:.4g}", "stands at no number of its table and its measures", "drawn points"
            )
