"""Ask HiGHS for the least or the most that a count can be, in fractions or in whole numbers; it prints nothing."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

# Its stubs leave these without types.
_HIGHS: Any = highspy
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
NODES = 20_000
"""Where a search in whole numbers ends, so that the same question ends alike on every machine."""


class Programme:
    """Rows in fractions: low <= matrix x <= high, with bounds of x. Each answer starts from the one before."""

    def __init__(
        self, entries: Sequence[tuple[int, int, int]], low: Floats, high: Floats, lower: Floats, upper: Floats
    ) -> None:
        self._entries = (entries, low, high, lower, upper)
        self._columns = len(lower)
        self._linear = self._loaded(False)
        self._search: Any = None
        self._asked = {False: 0, True: 0}

    def _loaded(self, whole: bool) -> Any:
        entries, low, high, lower, upper = self._entries
        solver = _HIGHS.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("log_to_console", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("parallel", "off")
        if whole:
            solver.setOptionValue("mip_rel_gap", 0.0)
            solver.setOptionValue("mip_abs_gap", 0.5)
            solver.setOptionValue("mip_max_nodes", NODES)
        else:
            solver.setOptionValue("presolve", "off")
        starts = np.zeros(len(low) + 1, dtype=np.int32)
        for row, _, _ in entries:
            starts[row + 1] += 1
        model = _HIGHS.HighsLp()
        model.num_col_, model.num_row_ = self._columns, len(low)
        model.col_cost_ = np.zeros(self._columns)
        model.col_lower_, model.col_upper_ = lower, upper
        model.row_lower_, model.row_upper_ = low, high
        model.a_matrix_.format_ = _HIGHS.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum(starts).astype(np.int32)
        model.a_matrix_.index_ = np.array([column for _, column, _ in entries], dtype=np.int32)
        model.a_matrix_.value_ = np.array([value for _, _, value in entries], dtype=float)
        if whole:
            model.integrality_ = [_HIGHS.HighsVarType.kInteger] * self._columns
        solver.passModel(model)
        return solver

    def least(self, column: int, sign: int, whole: bool = False) -> tuple[str, float, Floats]:
        """How it ended ("solved", "endless", "none", "given up"), the least of sign x count, and a point.

        With sign -1 it asks for the most. "none": no counts fit; "given up": the search came to its limit, and the
        point is the best it found, if it has found any.
        """
        if whole and self._search is None:
            self._search = self._loaded(True)
        solver = self._search if whole else self._linear
        solver.changeColCost(self._asked[whole], 0.0)
        solver.changeColCost(column, float(sign))
        self._asked[whole] = column
        ended = self._run(solver)
        if ended == "given up" and not whole:
            solver.clearSolver()
            ended = self._run(solver)
        point = np.array(solver.getSolution().col_value)
        return ended, float(solver.getInfo().objective_function_value), point

    def prices(self) -> Floats:
        """What the answer before would change by with each row's end: not 0 where the row binds."""
        return np.array(self._linear.getSolution().row_dual)

    @staticmethod
    def _run(solver: Any) -> str:
        solver.run()
        status = solver.getModelStatus()
        known = _HIGHS.HighsModelStatus
        if status == known.kOptimal:
            return "solved"
        if status == known.kUnbounded:
            return "endless"
        return "none" if status in (known.kInfeasible, known.kUnboundedOrInfeasible) else "given up"


@contextmanager
def quiet() -> Iterator[None]:
    """Keep from the standard output what the solver's own code writes there past every setting."""
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, ValueError):
        yield  # no standard output, nothing to keep clean
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        # What C still holds would come out later, in the midst of something else.
        with suppress(OSError, AttributeError, TypeError):
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
