"""Letters on a chart, in points: how wide words are, where they wrap, how labels keep out of each other's way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nelscb.charts.style import SMALL, typeface
from nelscb.named_numbers import plain

LEADING = 1.22
"""From one line of letters to the next, in sizes of the letters."""


@lru_cache(maxsize=4096)
def width_of(words: str, size: float = SMALL, weight: str = "normal") -> float:
    """How wide ``words`` are on one line."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    properties = FontProperties(family=[typeface()], size=size, weight=weight)
    width, _, _ = TextToPath().get_text_width_height_descent(words, properties, ismath=False)
    return float(width)


def wrapped(words: str, width: float, size: float = SMALL, weight: str = "normal") -> list[str]:
    """Lines of ``words`` no wider than ``width``, broken at spaces; a longer word is cut where it must be.

    Letters on a chart cannot say which cell a number is: its mark is left out.
    """
    lines = [""]
    for word in plain(words).split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, weight) <= width:
            lines[-1] = longer
            continue
        pieces = _cut(word, width, size, weight)
        lines = lines + pieces if lines[-1] else pieces
    return lines


def _cut(word: str, width: float, size: float, weight: str) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, weight) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def height_of(lines: int, size: float = SMALL) -> float:
    """How high so many lines of letters stand."""
    return lines * size * LEADING


def apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for labels of ``heights``, as near to those ``wanted`` as can be, without overlap and within low to high.

    Labels that would overlap are put one on another, about the mean of where they wanted to be; order is kept, and of
    two that want the same place the first is the lower. Where there is no room for all, they run on above ``high``.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    stacks: list[_Stack] = []
    for i in order:
        stacks.append(_Stack([i], heights[i], wanted[i]).within(low, high))
        while len(stacks) > 1 and stacks[-2].top > stacks[-1].bottom + 1e-9:
            upper = stacks.pop()
            stacks.append(stacks.pop().joined(upper).within(low, high))
    middles = [0.0] * len(wanted)
    for stack in stacks:
        at = stack.bottom
        for i in stack.members:
            middles[i] = at + heights[i] / 2
            at += heights[i]
    return middles


class _Stack:
    """Labels that stand one on another."""

    def __init__(self, members: list[int], height: float, middle: float) -> None:
        self.members, self.height, self.wanted, self.middle = members, height, middle, middle

    @property
    def bottom(self) -> float:
        return self.middle - self.height / 2

    @property
    def top(self) -> float:
        return self.middle + self.height / 2

    def joined(self, upper: _Stack) -> _Stack:
        mine, theirs = len(self.members), len(upper.members)
        wanted = (self.wanted * mine + upper.wanted * theirs) / (mine + theirs)
        return _Stack(self.members + upper.members, self.height + upper.height, wanted)

    def within(self, low: float, high: float) -> _Stack:
        self.middle = max(low + self.height / 2, min(self.wanted, high - self.height / 2))
        return self
