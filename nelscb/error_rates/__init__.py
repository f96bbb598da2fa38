"""How often the book's verdicts are wrong on invented series whose truth is known, beside what plain methods would say.

Nothing real goes in. The results are kept in one file beside the book, and are simulated anew when the code that
they describe has changed.
"""

from nelscb.error_rates.cells import CellResult, FamilyResult, cell, family, grid
from nelscb.error_rates.invented_series import MODELS, Model, invented_counts
from nelscb.error_rates.kept import Row, error_rates, kept_error_rates

__all__ = [
    "MODELS", "CellResult", "FamilyResult", "Model", "Row", "cell", "error_rates", "family", "grid", "invented_counts",
    "kept_error_rates",
]  # fmt: skip
