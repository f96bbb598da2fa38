"""The last word on every cell by the edition's day, and how much of the score cards had come in by their due days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from cards_by_hand import Card, cards_received, sheet_names
from cells_by_hand import MARK
from plan_by_hand import Plan, definition_in, scale_of
from published_by_hand import Figure, published_figures, received_days
from quarters_by_hand import frequency_of, last_day, place_of, quarter_at
from returns_by_hand import Row, rows_of

Key = tuple[str, str, str, str, str]
"""Area, measure, breakdown, category, period."""


def edition_day(folder: Path, quarter: str) -> date:
    """The day that the quarter's settings name, else that of the last receipt of anything."""
    settings = folder / "params" / "quarters" / f"{quarter}.yml"
    told = yaml.safe_load(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    if (told or {}).get("as_of"):
        return date.fromisoformat(str(told["as_of"]))
    days = list(received_days(folder / "data" / "published").values())
    days += [card.received for card in cards_received(folder / "data" / "returns", date.max)]
    return max(days)


def last_words(folder: Path, plan: Plan, quarter: str) -> dict[Key, Figure]:
    """Every cell of the edition with what was said of it last; what the book counts itself is among them."""
    day = edition_day(folder, quarter)
    published = published_figures(folder / "data" / "published", plan, day)
    published.sort(key=lambda figure: figure["received"])
    cards = cards_received(folder / "data" / "returns", day)
    said: dict[Key, Figure] = {}
    sent: list[tuple[Card, Figure]] = []
    names = sheet_names(plan)
    waiting = published
    for card in cards:
        for figure in [one for one in waiting if one["received"] <= card.received]:
            said[key_of(figure)] = figure
        waiting = [one for one in waiting if one["received"] > card.received]
        for figure in _figures_of(card, plan, names, said):
            sent.append((card, figure))
            if not _same(said.get(key_of(figure)), figure):
                said[key_of(figure)] = figure
    for figure in waiting:
        said[key_of(figure)] = figure
    for figure in _counted(cards, sent, plan, quarter, day):
        said[key_of(figure)] = figure
    return {key: figure for key, figure in said.items() if last_day(key[4]) <= last_day(quarter)}


def key_of(figure: Figure) -> Key:
    return figure["area"], figure["measure"], figure["breakdown"], figure["category"], figure["period"]


def _same(one: Figure | None, other: Figure) -> bool:
    """A row that says what was said last is no new row."""
    if one is None:
        return False
    return all(one[part] == other[part] for part in ("state", "numerator", "denominator", "score", "answer"))


def _figures_of(card: Card, plan: Plan, names: dict[str, str], said: dict[Key, Figure]) -> list[Figure]:
    """A card's figures, and a refused one for each cell of which nothing else is known."""
    good, bad = rows_of(card, plan, names)
    totals: dict[tuple[str, str], float] = {}
    for row in good:
        total = row.number_in("Out of")
        if row.wanted == ("Out of",) and total is not None:
            totals[row.cell[:2]] = total
    figures = []
    there = set()
    for row in good:
        there.add(row.cell)
        figure = _figure(row, card, plan, totals)
        if figure is not None:
            figures.append(figure)
    for row in bad:
        name, quarter, breakdown, category = row.cell
        if row.cell not in there and (plan.own_area, name, breakdown, category, quarter) not in said:
            there.add(row.cell)
            figures.append(_told(row, card, plan, "refused"))
    return figures


def _figure(row: Row, card: Card, plan: Plan, totals: dict[tuple[str, str], float]) -> Figure | None:
    marks = [str(state) for kind, state in row.parts.values() if kind == MARK]
    if marks:
        return _told(row, card, plan, marks[0])
    if row.wanted == ("Out of",):
        return None  # the total of a profile is no figure by itself: its categories are
    under = row.number_in("Out of")
    if row.cell[2] and row.measure["unit"] == "profile":
        under = totals.get(row.cell[:2])
    told = _told(row, card, plan, "reported")
    told |= {"numerator": row.number_in("Number"), "denominator": under, "score": row.number_in("Value")}
    told["answer"] = row.answer
    return told


def _told(row: Row, card: Card, plan: Plan, state: str) -> Figure:
    name, quarter, breakdown, category = row.cell
    return {
        "area": plan.own_area, "measure": name, "breakdown": breakdown, "category": category, "period": quarter,
        "state": state, "numerator": None, "denominator": None, "score": None, "answer": "",
        "definition": definition_in(row.measure, quarter), "own": True, "file": card.name, "received": card.received,
        "origins": [("", row.sheet, str(row.number))],
    }  # fmt: skip


def _counted(cards: list[Card], sent: list[tuple[Card, Figure]], plan: Plan, quarter: str, day: date) -> list[Figure]:
    """Score cards in and complete by the due day (O1-03), and figures in by then of those asked for (X-20)."""
    found: list[Figure] = []
    if not cards:
        return found
    first = min(place_of(card.quarter) for card in cards)
    for place in range(first, place_of(quarter) + 1):
        each = quarter_at(place)
        due = last_day(each) + timedelta(days=plan.board["reporting_calendar"]["returns_due_days"])
        if due > day:
            break
        complete = groups = by_due = asked = 0
        for group, measures in plan.asked.items():
            if not measures:
                continue
            there = set()
            for card, figure in sent:
                in_time = card.group == group and figure["period"] == each and card.received <= due
                if in_time and figure["state"] != "refused" and figure["measure"] in measures:
                    there.add(figure["measure"])
            groups += 1
            complete += len(there) == len(measures)
            asked += len(measures)
            by_due += len(there)
        found.append(_count("O1-03", each, complete, groups, plan))
        found.append(_count("X-20", each, by_due, asked, plan))
    return found


def _count(name: str, quarter: str, numerator: int, denominator: int, plan: Plan) -> Figure:
    return {
        "area": plan.own_area, "measure": name, "breakdown": "", "category": "", "period": quarter,
        "state": "reported", "numerator": float(numerator), "denominator": float(denominator), "score": None,
        "answer": "", "definition": definition_in(plan.measures[name], quarter), "own": True, "file": "",
        "received": None, "origins": [("", "", "")], "counted": True,
    }  # fmt: skip


def value_of(figure: dict[str, Any], plan: Plan) -> float | None:
    """A count is as it is; a share or a rate is its scale × numerator / denominator, and nothing over nothing."""
    measure = plan.measures[figure["measure"]]
    if figure["score"] is not None:
        return float(figure["score"])
    numerator, denominator = figure["numerator"], figure["denominator"]
    if numerator is None or measure["unit"] not in ("percent", "profile", "rate"):
        return None if numerator is None else float(numerator)
    return scale_of(measure) * numerator / denominator if denominator else None


def series_of(figure: Figure) -> tuple[str, str, str, str, str]:
    """Area, measure, breakdown, category and frequency."""
    *series, period = key_of(figure)
    area, measure, breakdown, category = series
    return area, measure, breakdown, category, frequency_of(period)
