"""The checks of figures, one function each: of a row by itself, of rows together, against what was sent before."""

from nelscb.returns.checks.before import CHECKS_AGAINST_BEFORE, Before
from nelscb.returns.checks.finding import Finding
from nelscb.returns.checks.row import CHECKS_OF_A_ROW
from nelscb.returns.checks.together import CHECKS_TOGETHER, rows_that_stand_twice

__all__ = ["CHECKS_AGAINST_BEFORE", "CHECKS_OF_A_ROW", "CHECKS_TOGETHER", "Before", "Finding", "rows_that_stand_twice"]
