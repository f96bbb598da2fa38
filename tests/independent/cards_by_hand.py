"""A score card as sheets of rows, from a CSV or a workbook, and the figures' rows found under their headings.

Not looked at: merged cells, formulas that were never worked out, and numbers shown as percentages. The package
refuses such rows; were there one, it would stand here as what its cells say, and the comparison would fail on it.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from cells_by_hand import text_of
from plan_by_hand import Plan

Rows = list[tuple[int, list[Any]]]
"""Row numbers of the file, and the cells."""
_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]{1,3}))?")
_NEEDED = {
    "Figures": ("Measure", "Number", "Out of", "Value"),
    "Reports": ("Measure", "Answer", "Evidence"),
    "Corrections": ("Measure", "Quarter", "Breakdown", "Category", "Number", "Out of", "Value", "Answer", "Why"),
}
_NEEDED_OF_A_BREAKDOWN = ("Measure", "Category", "Number", "Out of", "Value")
_HEADINGS_WITHIN = 12
_LONGEST_SHEET_NAME = 31


class Card:
    """One file: whose, of which quarter, received on which day. ``sheets`` is empty where the cover is not right."""

    def __init__(self, path: Path, folder: Path, received: date, number: int) -> None:
        self.path = path
        self.name = path.relative_to(folder).as_posix()
        self.quarter, self.group, _ = self.name.split("/")
        self.received, self.number = received, number

    def sheets(self) -> dict[str, Rows]:
        found = _of_a_workbook(self.path) if self.path.suffix == ".xlsx" else _of_a_csv(self.path)
        cover: dict[str, str] = {}
        for _, cells in found.get("Cover", []):
            cover.setdefault(text_of(cells[0]), text_of(cells[1]) if len(cells) > 1 else "")
        right = {"Form": "1", "Quarter": self.quarter, "Sub-group": self.group}
        return found if all(cover.get(label) == must for label, must in right.items()) else {}


def cards_received(folder: Path, by: date) -> list[Card]:
    """Every file under the returns that came in by a day, in the order in which they came."""
    cards = []
    for path in folder.rglob("*"):
        match = _NAME.fullmatch(path.stem)
        if match and path.suffix in (".csv", ".xlsx") and date.fromisoformat(match[1]) <= by:
            cards.append(Card(path, folder, date.fromisoformat(match[1]), int(match[2] or 1)))
    return sorted(cards, key=lambda card: (card.received, card.quarter, card.group, card.number, card.name))


def _of_a_csv(path: Path) -> dict[str, Rows]:
    """The first cell of each row names the sheet; the others are the sheet's."""
    sheets: dict[str, Rows] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, fields in enumerate(csv.reader(file), start=1):
            if any(field.strip() for field in fields[1:]):
                cells = [field if field.strip() else None for field in fields[1:]]
                sheets.setdefault(fields[0].strip(), []).append((number, cells))
    return sheets


def _of_a_workbook(path: Path) -> dict[str, Rows]:
    """Every sheet that a sender sees."""
    workbook = openpyxl.load_workbook(path, data_only=True, read_only=True)
    sheets: dict[str, Rows] = {}
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            sheets[sheet.title] = [(number, list(cells)) for number, cells in rows if any(c is not None for c in cells)]
    workbook.close()
    return sheets


def sheet_names(plan: Plan) -> dict[str, str]:
    """The sheet of each breakdown: its title as far as whole words fit, a number where two are cut to one name."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for breakdown, told in plan.breakdowns.items():
        title = "".join(letter for letter in told["title"] if letter not in "[]:*?/\\")
        name = _fitting(title, _LONGEST_SHEET_NAME)
        number = 2
        while name.lower() in taken:
            name = _fitting(title, _LONGEST_SHEET_NAME - len(f" {number}")) + f" {number}"
            number += 1
        taken.add(name.lower())
        names[name] = breakdown
    return names


def _fitting(title: str, longest: int) -> str:
    if len(title) <= longest:
        return title
    kept = ""
    for word in title.split(" "):
        longer = f"{kept} {word}" if kept else word
        if len(longer) > longest:
            break
        kept = longer
    return (kept or title[:longest]).rstrip(" ,(")


def rows_under_headings(sheet: str, rows: Rows) -> list[tuple[int, dict[str, Any]]]:
    """The rows beneath the headings, each as heading to cell; none where a heading is missing or stands twice."""
    needed = _NEEDED.get(sheet, _NEEDED_OF_A_BREAKDOWN)
    for place, (_, cells) in enumerate(rows[:_HEADINGS_WITHIN]):
        titles = [text_of(cell) for cell in cells]
        if "Measure" in titles:
            if any(titles.count(heading) != 1 for heading in needed):
                return []
            found = []
            for number, beneath in rows[place + 1 :]:
                found.append((number, {t: c for t, c in zip(titles, beneath, strict=False) if t}))
            return found
    return []
