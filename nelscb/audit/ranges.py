"""Which whole numbers a withheld count can be, given all that its component says.

Both ends of a range are shown by whole counts that fit every row, checked in whole numbers: an end that the solver
could not settle is the furthest that has been found, so a range may come out too narrow, never too wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from nelscb.audit.narrowing import narrowed
from nelscb.audit.programme import Floats, Programme, Whole
from nelscb.audit.rows import Component

_NEAR = 1e-6
"""How near to a whole number an answer of the solver counts as one."""


@dataclass(frozen=True)
class Range:
    """The least and the most that a count can be; ``high`` is None where there is no most.

    ``ended`` is False where no more was asked than whether the range holds all small counts: it may go further.
    ``settled`` is False where the solver gave up before an end was certain.
    """

    low: int
    high: int | None
    ended: bool = True
    settled: bool = True

    def holds(self, low: int, high: int) -> bool:
        """Whether it goes from ``low`` or less to ``high`` or more."""
        return self.low <= low and (self.high is None or high <= self.high)

    def __str__(self) -> str:
        return f"{self.low} or more" if self.high is None else f"{self.low} to {self.high}"


class Contradiction(Exception):
    """No whole counts fit the rows of a component."""


class Reader:
    """A reader at work on one component. What fits one question is kept, for it may answer the next.

    Raises Contradiction where nothing fits.
    """

    def __init__(self, component: Component) -> None:
        bounds = narrowed(component)
        if bounds is None:
            raise Contradiction
        self._bounds = bounds
        self._column = {name: i for i, name in enumerate(n for n in component.names if bounds[n][0] < bounds[n][1])}
        entries: list[tuple[int, int, int]] = []
        low: list[float] = []
        high: list[float] = []
        for row in component.rows:
            terms = {self._column[name]: c for name, c in row.terms.items() if name in self._column}
            settled = sum(c * bounds[name][0] for name, c in row.terms.items() if name not in self._column)
            if terms:
                entries += [(len(low), column, c) for column, c in sorted(terms.items())]
                low.append(-inf if row.low is None else row.low - settled)
                high.append(inf if row.high is None else row.high - settled)
        self._row: Whole = np.array([row for row, _, _ in entries], dtype=np.int64)
        self._at: Whole = np.array([column for _, column, _ in entries], dtype=np.int64)
        self._times: Whole = np.array([times for _, _, times in entries], dtype=np.int64)
        self._low, self._high = np.array(low, dtype=float), np.array(high, dtype=float)
        self._lower = np.array([bounds[name][0] for name in self._column], dtype=float)
        self._upper = np.array([bounds[name][1] for name in self._column], dtype=float)
        self._least, self._most = np.full(len(self._lower), inf), np.full(len(self._lower), -inf)
        self._programme = Programme(entries, self._low, self._high, self._lower, self._upper) if entries else None
        if self._programme is not None:
            self._begin(self._programme)

    def _begin(self, programme: Programme) -> None:
        ended, _, point = programme.least(0, 1)
        if ended == "none":
            raise Contradiction
        if not self._take(point):
            ended, _, point = programme.least(0, 1, whole=True)
            if not self._take(point):
                raise Contradiction

    def _take(self, point: Floats) -> bool:
        """Keep a point, if its whole numbers fit."""
        if len(point) != len(self._lower) or not np.isfinite(point).all() or np.abs(point).max() > 1e12:
            return False
        whole: Whole = np.rint(point).astype(np.int64)
        sums = np.zeros(len(self._low), dtype=np.int64)
        np.add.at(sums, self._row, self._times * whole[self._at])
        fits = (self._low <= sums) & (sums <= self._high)
        if not (fits.all() and (self._lower <= whole).all() and (whole <= self._upper).all()):
            return False
        np.minimum(self._least, whole, out=self._least)
        np.maximum(self._most, whole, out=self._most)
        return True

    def range_of(self, name: str, small: int | None = None) -> Range:
        """The range of a count; with ``small``, no further than is needed to see that it holds 1 to ``small``."""
        low, high = self._bounds[name]
        if self._programme is None or name not in self._column:
            return Range(low, None if high == inf else int(high))
        at = self._column[name]
        enough = small is not None and self._least[at] <= 1
        settled, ended = True, True
        if self._least[at] > low and not enough:
            settled = self._ask(self._programme, at, 1)
        if self._most[at] < high:
            if small is not None and self._least[at] <= 1 and self._most[at] >= small:
                ended = False
            else:
                settled = self._ask(self._programme, at, -1) and settled
        ended = ended and not (enough and self._least[at] > low)
        most = self._most[at]
        return Range(int(self._least[at]), None if most == inf else int(most), ended, settled)

    def _ask(self, programme: Programme, at: int, sign: int) -> bool:
        """Find one end of a count's range; whether it is certain."""
        for whole in (False, True):
            ended, value, point = programme.least(at, sign, whole)
            taken = self._take(point) if ended != "none" else False
            if ended == "endless" and sign < 0:
                # What a cone of fractions allows without end, whole numbers allow too.
                self._most[at] = inf
                return True
            found = self._least[at] if sign > 0 else -self._most[at]
            if ended == "solved" and (found <= ceil(value - _NEAR) or (whole and taken)):
                return True
        return False
