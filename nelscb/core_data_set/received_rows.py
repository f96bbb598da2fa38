"""Every figure that the returns gave, also those that a later file corrected: a row a figure, in order of receipt.

For the board's own edition alone. By it a change in a return is found, whether or not its figure is shown.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from nelscb.core_data_set.rows import number_as_written
from nelscb.edition import Edition, Figure

RECEIVED = "received_rows.csv"
_COLUMNS = (
    "figure", "numerator", "denominator", "value", "answer", "state", "sender", "received", "file", "sheet", "row",
    "reason",
)  # fmt: skip


def write_received_rows(opened: Edition, folder: Path) -> None:
    """Write the file into ``folder``: UTF-8, lines that end as on the web, the same bytes from the same returns."""
    senders = opened.project.board.sub_groups
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_rows(f for f in opened.found.figures if f.sender in senders and f.file))
    (folder / RECEIVED).write_bytes(content.getvalue().encode("utf-8", "replace"))


def _rows(figures: Iterable[Figure]) -> Iterable[tuple[str, ...]]:
    for f in figures:
        category = f"{f.breakdown}={f.category}/" if f.breakdown else ""
        yield (
            f"{f.file}#{f.sheet}#{f.row}#{f.measure}/{category}{f.period}", number_as_written(f.numerator),
            number_as_written(f.denominator), number_as_written(f.value), f.status or "", f.state, f.sender,
            f.received.isoformat(), f.file, f.sheet, str(f.row), f.reason,
        )  # fmt: skip
