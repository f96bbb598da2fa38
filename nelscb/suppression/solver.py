"""One linear problem, kept by HiGHS between questions that differ in objective and bounds only; it prints nothing."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from typing import Any

import highspy
import numpy as np
from scipy.sparse import csr_array

from nelscb.suppression.components import Floats

# Its stubs leave the class without types.
_HIGHS: Any = highspy
INFEASIBLE = {_HIGHS.HighsModelStatus.kInfeasible, _HIGHS.HighsModelStatus.kUnboundedOrInfeasible}


class Answer(Enum):
    """How a question to the solver ended."""

    SOLVED = "solved"
    IMPOSSIBLE = "impossible"
    UNBOUNDED = "unbounded"
    FAILED = "failed"


class LinearProblem:
    """minimise costs . x where lowest <= matrix x <= highest and lower <= x <= upper.

    The basis of one solution starts the next, which takes few steps where little has changed. One thread and no
    presolve, so that the same questions in the same order have the same answers.
    """

    def __init__(self, matrix: csr_array, lowest: Floats, highest: Floats, lower: Floats, upper: Floats) -> None:
        rows, columns = matrix.shape
        self.lower, self.upper = lower.copy(), upper.copy()
        self._all = np.arange(columns, dtype=np.int32)
        self._solver = _HIGHS.Highs()
        for option, value in {
            "output_flag": False,
            "log_to_console": False,
            "threads": 1,
            "parallel": "off",
            "presolve": "off",
        }.items():
            self._solver.setOptionValue(option, value)
        problem = _HIGHS.HighsLp()
        problem.num_col_, problem.num_row_ = columns, rows
        problem.col_cost_ = np.zeros(columns)
        problem.col_lower_, problem.col_upper_ = lower, upper
        problem.row_lower_, problem.row_upper_ = lowest, highest
        problem.a_matrix_.format_ = _HIGHS.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = matrix.indptr.astype(np.int32)
        problem.a_matrix_.index_ = matrix.indices.astype(np.int32)
        problem.a_matrix_.value_ = matrix.data.astype(float)
        self._solver.passModel(problem)

    def cost(self, costs: Floats) -> None:
        """Set every cost."""
        self._solver.changeColsCost(len(costs), self._all, costs)

    def cost_of(self, column: int, cost: float) -> None:
        """Set one cost."""
        self._solver.changeColCost(column, cost)

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Bound one variable, until `unbound`."""
        self._solver.changeColBounds(column, lower, upper)

    def unbound(self, column: int) -> None:
        """Give a variable its own bounds back."""
        self._solver.changeColBounds(column, self.lower[column], self.upper[column])

    def solve(self) -> Answer:
        """Solve it; where a warm start ends badly, once more from the beginning."""
        answer = self._run()
        if answer is Answer.FAILED:
            self._solver.clearSolver()
            answer = self._run()
        return answer

    def _run(self) -> Answer:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == _HIGHS.HighsModelStatus.kOptimal:
            return Answer.SOLVED
        if status == _HIGHS.HighsModelStatus.kUnbounded:
            return Answer.UNBOUNDED
        return Answer.IMPOSSIBLE if status in INFEASIBLE else Answer.FAILED

    def solution(self) -> tuple[Floats, Floats]:
        """The variables' values, and the dual value of each row."""
        found = self._solver.getSolution()
        return np.array(found.col_value), np.array(found.row_dual)


@contextmanager
def silenced() -> Iterator[None]:
    """Take away what the solver's own code prints past every setting, straight to the standard output."""
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, ValueError):
        yield  # there is no standard output to keep clean
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        # What C has not written yet would come out later, in the midst of something else.
        with suppress(OSError, AttributeError, TypeError):
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
