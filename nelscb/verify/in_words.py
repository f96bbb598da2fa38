"""The first difference between what an exhibit showed and what it shows now, in words."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from nelscb.verify.shown import Shown

_CELL = re.compile(r"\{([^{}]+)\.(\w+)\}")
_NUMBER = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?")
_LONGEST = 140
"""Characters of a sentence that are told: enough to find it by."""
_ALIKE = 0.5


def first_difference(then: Shown | None, now: Shown) -> str:
    """What differs first: a number by its cell's name, else a sentence."""
    if then is None:
        return "no page or notebook of the edition tells what it showed"
    for name, words in now.cells.items():
        shown = then.cells.get(name, ())
        new = [word for word in words if word not in shown]
        if shown and new:
            was = next((word for word in shown if word not in words), shown[0])
            return f"{cell_in_words(name)} was {was} and is {new[0]}{difference(was, new[0])}"
    return _first_sentence(then, now)


def _first_sentence(then: Shown, now: Shown) -> str:
    there = set(then.blocks)
    new = next((block for block in now.blocks if block not in there), None)
    gone = [block for block in dict.fromkeys(then.blocks) if block not in set(now.blocks)]
    if new is not None:
        alike = get_close_matches(new, gone, 1, _ALIKE)
        if alike:
            was, says = _around_the_difference(alike[0], new)
            return f"it said “{was}” and says “{says}”"
        return f"it says “{_cut(new)}”, which it did not"
    if gone and not then.whole:
        return f"it said “{_cut(gone[0])}”, and no longer does"
    return "its sentences and numbers are the same; its drawing, or what its numbers are named, is another"


def cell_in_words(name: str) -> str:
    """A cell by measure, period and part; of a number worked out from several, the first and how many there are."""
    found = _CELL.findall(name)
    if not found:
        return name
    first = f"{found[0][0]}, {found[0][1]},"
    if name == f"{{{found[0][0]}.{found[0][1]}}}":
        return first
    others = len(set(found)) - 1
    return f"what is worked out from {first}" + (f" and {others} other{'s' if others > 1 else ''}," if others else "")


def difference(was: str, now: str) -> str:
    """``, which differs by 1``; nothing where either is no number."""
    one, other = _number(was), _number(now)
    if one is None or other is None or one == other:
        return ""
    return f", which differs by {abs(other - one):,.10g}"


def _number(words: str) -> float | None:
    match = _NUMBER.search(words)
    return float(match[0].replace(",", "").replace("−", "-")) if match else None


def nearest(name: str, names: Collection[str]) -> str:
    """The names most like one that there is not, to choose from."""
    alike = get_close_matches(name, sorted(names), 3, 0.4)
    return f"; the nearest are {', '.join(alike)}" if alike else ""


def _around_the_difference(was: str, now: str) -> tuple[str, str]:
    """Both sentences, cut to where they differ."""
    begins = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now))
    )
    begins = max(0, begins - _LONGEST // 2)
    return _cut(was, begins), _cut(now, begins)


def _cut(text: str, begins: int = 0) -> str:
    told = text[begins : begins + _LONGEST]
    return ("…" if begins else "") + told + ("…" if begins + _LONGEST < len(text) else "")
