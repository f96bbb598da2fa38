"""Time reading and checking every return of a board, against only opening the same files, in one run.

The floor is what no reader can save: each file's bytes, parsed as CSV or unpacked as a workbook, and nothing else.
"""

from __future__ import annotations

import argparse
import csv
import io
import statistics
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from nelscb.core_data import Ledger
from nelscb.plan import open_project
from nelscb.published import read_published_figures, read_sources
from nelscb.returns.files import received_files
from nelscb.returns.intake import read_returns

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", default=str(HERE.parent / "examples" / "havenshire"))
    parser.add_argument("--pairs", type=int, default=3)
    called = parser.parse_args()
    project = open_project(called.project)
    published = read_published_figures(project.published, project.plan, read_sources(project.published))
    files = [file.path for file in received_files(project)[0]]
    ours, floor, figures = [], [], 0
    for _ in range(called.pairs):
        (project.build / ".cache" / "returns.json").unlink(missing_ok=True)  # what was read before is not read again
        start = time.perf_counter()
        ledger = Ledger.of(read_returns(project, published).figures)
        ours.append(time.perf_counter() - start)
        figures = len(ledger)
        start = time.perf_counter()
        _only_open(files)
        floor.append(time.perf_counter() - start)
    mine, least = statistics.median(ours), statistics.median(floor)
    print(f"{len(files)} returns, {figures:,} figures in the ledger")
    print(f"read, checked, in the ledger: {mine:.2f} s; only opened: {least:.2f} s; ratio {mine / least:.1f}")


def _only_open(paths: list[Path]) -> None:
    for path in paths:
        if path.suffix == ".xlsx":
            book = CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        else:
            list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


if __name__ == "__main__":
    main()
