"""Under which titles an edition's data show each measure: a published figure may go by another than the plan's."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path


def titles_in(path: Path) -> dict[str, set[str]]:
    """The titles under which the file ``core_data_set.csv`` shows each measure; none where there is no such file."""
    found: dict[str, set[str]] = defaultdict(set)
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found[row.get("measure") or ""].add(row.get("measure_title") or "")
    return found
