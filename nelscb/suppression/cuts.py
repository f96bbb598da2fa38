"""What a failed decision teaches: inequalities that every decision must meet which protects, and this one did not.

A cut says: the sum of coefficient x "this cell is withheld" is at least a number. Sources: M. Fischetti and
J. J. Salazar-González, "Models and algorithms for the 2-dimensional cell suppression problem in statistical disclosure
control", Mathematical Programming 84 (1999) 283-312 (bridgeless and cover inequalities) and "Models and algorithms for
optimizing cell suppression in tabular data with linear constraints", JASA 95 (2000) 916-928 (capacity constraints).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nelscb.suppression.components import Component, columns_of, mask_of
from nelscb.suppression.movement import Target
from nelscb.suppression.witnesses import Failure, Witnesses

NOTHING = 1e-9
MOST_TRIES = 60
"""Attacks spent on making one cut stronger."""


class Cut(NamedTuple):
    """The sum of ``coefficients`` over the withheld of ``columns`` is at least ``least`` (0 or 1)."""

    columns: tuple[int, ...]
    coefficients: tuple[float, ...]
    least: float


def cut_of(component: Component, failure: Failure, witnesses: Witnesses, withheld: int) -> Cut:
    """The cut that a failure gives: from the duals of the linear programme, or else from the set of withheld cells."""
    cut = None if failure.whole_only else capacity_cut(component, failure)
    return cut or cover_cut(component, failure.target, witnesses, withheld)


def capacity_cut(component: Component, failure: Failure) -> Cut | None:
    """What the duals prove: a cell's coefficient is how much further the count could move were that cell withheld.

    With y the relations' duals and d = c - y A the reduced costs, no decision lets the target move further than
    -(sum of y x the bound of its row) + (sum of d x (count - least) over withheld cells with d > 0), and without limit
    once a cell with d < 0 is withheld. It must move by ``need``. Divided by what is missing, and cut off at 1, as one
    such cell is then enough. None where the duals prove nothing.
    """
    duals, target = failure.reach.duals, failure.target
    if duals is None:
        return None
    up, down = duals > NOTHING, duals < -NOTHING
    reduced = -(component.matrix.T @ duals)
    reduced[target.column] -= target.way
    away = np.where(reduced > NOTHING, reduced * (component.values - component.least), 0.0)
    limitless = reduced < -NOTHING
    if np.any(limitless & component.forced & (reduced < -1e-6)):
        return None
    least = target.need + float(duals[up] @ component.lowest[up] + duals[down] @ component.highest[down])
    least -= float(away[component.forced].sum())
    if not np.isfinite(least) or least < 1e-6:
        return None
    # Rounded up, the cut stays true; numbers that differ in their last digits would make two cuts of one.
    coefficients = np.ceil(np.minimum(np.where(limitless, least, away) / least, 1.0) * 1e6 - 1e-3) / 1e6
    coefficients[component.forced] = 0.0
    columns = np.flatnonzero(coefficients > 0)
    return Cut(tuple(columns.tolist()), tuple(coefficients[columns].tolist()), 1.0)


def cover_cut(component: Component, target: Target, witnesses: Witnesses, withheld: int) -> Cut:
    """One more cell must be withheld. The more cells withheld without reaching the target, the fewer remain to choose.

    Cells are withheld as well for trial, all at once, then by halves, the least valuable last tried.
    """
    failing = withheld
    outside = columns_of(component.whole_mask & ~withheld).tolist()
    trials = [sorted(outside, key=lambda column: (-component.weights[column], column))]
    tries = 0
    kept: list[int] = []
    while trials:
        trial = trials.pop()
        if tries >= MOST_TRIES:
            kept += trial
            continue
        tries += 1
        if not witnesses.holds(target, failing | mask_of(trial)):
            failing |= mask_of(trial)
        elif len(trial) == 1:
            kept += trial
        else:
            half = len(trial) // 2
            trials += [trial[half:], trial[:half]]
    columns = tuple(sorted(kept))
    return Cut(columns, (1.0,) * len(columns), 1.0)


def bridge_cuts(component: Component, withheld: int) -> Iterator[Cut]:
    """A cell that is withheld alone in an exact sum is known all the same: it is withheld with another, or not at all.

    True of every decision that loses least, as long as each weight is above 0.
    """
    for row in component.fixed_sums:
        columns = component.rows[row]
        hidden = [column for column in columns if withheld >> column & 1]
        if len(hidden) == 1 and not component.forced[hidden[0]]:
            yield Cut(tuple(columns), tuple(-1.0 if column == hidden[0] else 1.0 for column in columns), 0.0)


def first_cuts(component: Component, targets: list[Target]) -> Iterator[Cut]:
    """What is plain without an attack: a small count that must move needs company in every exact sum."""
    moving = {target.column for target in targets}
    for row in component.fixed_sums:
        columns = component.rows[row]
        hidden = [column for column in columns if component.forced[column]]
        if len(hidden) == 1 and hidden[0] in moving:
            others = tuple(column for column in columns if column != hidden[0])
            yield Cut(others, (1.0,) * len(others), 1.0)
