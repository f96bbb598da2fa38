"""Every figure that the score cards sent, with the rows that a plain reader would not use.

A row is refused where a cell is no number, a cell is filled that is not asked for, one part of two is missing, the
part is more than the whole, an answer is none of those offered or evidence stands without one, or the same figure
stands in two rows; then, among the rows that are left, where the categories of a breakdown do not add up to the
total or one of them is more than it. A row that names no measure asked for here, or no category, gives no figure.
All but "refused" are the file's own words: N/A, a dash, a star or "<5" stands for the whole figure, whatever number is
beside it. Whole files are refused by their cover only. What was not returned or is not due yet is no row at all.
"""

from __future__ import annotations

from typing import Any

from cards_by_hand import Card, Rows, rows_under_headings
from cells_by_hand import BLANK, MARK, NUMBER, WRONG, Said, said_by, text_of
from plan_by_hand import Measure, Plan, is_ratio
from quarters_by_hand import is_quarter, place_of

Cell = tuple[str, str, str, str]
"""Measure, quarter, breakdown, category."""
_REASONS = ("", "late data", "definition", "correction")


class Row:
    """One row of a score card that names a figure asked for."""

    def __init__(self, cell: Cell, measure: Measure, sheet: str, number: int, cells: dict[str, Any]) -> None:
        self.cell, self.measure, self.sheet, self.number = cell, measure, sheet, number
        self.parts: dict[str, Said] = {}
        for heading in ("Number", "Out of", "Value"):
            self.parts[heading] = said_by(cells.get(heading), whole=heading != "Value")
        self.answer = text_of(cells.get("Answer"))
        self.evidence = text_of(cells.get("Evidence")) if sheet == "Reports" else ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """Under which headings the figure is asked for."""
        unit, split = self.measure["unit"], self.cell[2]
        if unit == "status":
            return ("Answer",)
        if unit == "score":
            return ("Value",)
        if unit == "profile":
            return ("Number",) if split else ("Out of",)
        return ("Number", "Out of") if is_ratio(self.measure) else ("Number",)

    @property
    def filled(self) -> bool:
        return bool(self.answer or self.evidence) or any(kind != BLANK for kind, _ in self.parts.values())

    def number_in(self, heading: str) -> float | None:
        kind, number = self.parts[heading]
        return float(number) if kind == NUMBER and number is not None else None

    def usable(self) -> bool:
        """Whether the row can be used, looked at by itself."""
        kinds = {heading: kind for heading, (kind, _) in self.parts.items()}
        if WRONG in kinds.values():
            return False
        if any(kind != BLANK and heading not in self.wanted for heading, kind in kinds.items()):
            return False
        if self.wanted == ("Answer",):
            return self.answer in self.measure["answers"]
        if self.answer:
            return False
        if self.wanted == ("Number", "Out of"):
            if kinds["Number"] == BLANK or (kinds["Out of"] == BLANK and kinds["Number"] != MARK):
                return False
            part, whole = self.number_in("Number"), self.number_in("Out of")
            if part is not None and whole is not None and part > whole and self.measure["unit"] != "rate":
                return False
        return True


def rows_of(card: Card, plan: Plan, names: dict[str, str]) -> tuple[list[Row], list[Row]]:
    """The rows of a card that can be used, and those that were filled in and cannot."""
    rows = []
    for sheet, content in card.sheets().items():
        rows += _rows_of_sheet(sheet, content, card, plan, names)
    rows = [row for row in rows if row.filled]
    times: dict[Cell, int] = {}
    for row in rows:
        times[row.cell] = times.get(row.cell, 0) + 1
    good = [row for row in rows if row.usable() and times[row.cell] == 1]
    good = _that_add_up(good, plan)
    return good, [row for row in rows if row not in good]


def _rows_of_sheet(sheet: str, content: Rows, card: Card, plan: Plan, names: dict[str, str]) -> list[Row]:
    totals, split = plan.asked[card.group], plan.asked_by_category[card.group]
    rows = []
    for number, cells in rows_under_headings(sheet, content):
        name = text_of(cells.get("Measure"))
        breakdown = category = ""
        quarter = card.quarter
        measure = None
        if sheet == "Figures":
            measure = totals.get(name) if name in totals and totals[name]["unit"] != "status" else None
        elif sheet == "Reports":
            measure = totals.get(name) if name in totals and totals[name]["unit"] == "status" else None
        elif sheet == "Corrections":
            quarter, category = text_of(cells.get("Quarter")), text_of(cells.get("Category"))
            found = _corrected(text_of(cells.get("Breakdown")), category, quarter, card, plan)
            if found is None or text_of(cells.get("Why")) not in _REASONS:
                continue
            breakdown = found
            measure = (split[breakdown] if breakdown else totals).get(name)
        elif names.get(sheet, "") in split:
            breakdown, category = names[sheet], text_of(cells.get("Category"))
            measure = split[breakdown].get(name) if category in plan.categories(breakdown) else None
        if measure is not None:
            row = Row((name, quarter, breakdown, category), measure, sheet, number, cells)
            rows.append(row)
    return rows


def _corrected(title: str, category: str, quarter: str, card: Card, plan: Plan) -> str | None:
    """The breakdown that a correction names, empty for a total; None where it names no figure of an earlier quarter."""
    if not is_quarter(quarter) or place_of(quarter) >= place_of(card.quarter):
        return None
    if not title:
        return "" if not category else None
    for breakdown in plan.asked_by_category[card.group]:
        if plan.breakdowns[breakdown]["title"] == title and category in plan.categories(breakdown):
            return breakdown
    return None


def _that_add_up(rows: list[Row], plan: Plan) -> list[Row]:
    """Without the categories that contradict their total: all of them where they should add up, else the one."""
    wholes = {row.cell[:2]: row for row in rows if not row.cell[2]}
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row.cell[2]:
            groups.setdefault(row.cell[:3], []).append(row)
    refused = []
    for (name, quarter, breakdown), parts in groups.items():
        total = wholes.get((name, quarter))
        if total is None:
            continue
        pairs = [(heading, heading) for heading in total.wanted if heading != "Value"]
        if total.measure["unit"] == "profile":
            pairs = [("Out of", "Number")]
        for of_total, of_part in pairs:
            whole = total.number_in(of_total)
            if whole is None:
                continue
            numbers = [row.number_in(of_part) for row in parts]
            known = [number for number in numbers if number is not None]
            if plan.breakdowns[breakdown]["partitions"]:
                complete = len(known) == len(plan.categories(breakdown))
                if sum(known) > whole or (complete and sum(known) != whole):
                    refused += parts
            else:
                pairwise = zip(parts, numbers, strict=True)
                refused += [row for row, number in pairwise if number is not None and number > whole]
    return [row for row in rows if row not in refused]
