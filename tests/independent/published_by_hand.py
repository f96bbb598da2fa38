"""The published figures of each measure, as the plan's ``published`` keys name their series.

A publisher's symbol is taken for the state that it means. A count of a stock is of 31 March, a population of 30 June,
three months are a quarter, and everything else is of its year.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from plan_by_hand import Measure, Plan, definition_in
from quarters_by_hand import last_day, months_of, quarter_of

_SYMBOLS = {
    "c": "suppressed_by_publisher", "z": "not_applicable", "x": "not_collected", "u": "not_collected",
    "low": "not_collected", "k": "not_collected", ":": "not_collected", "-": "not_collected",
}  # fmt: skip
Published = dict[tuple[str, str], dict[str, Any]]
"""The rows of one series by area and period; each is the row that came in last, with where it stands."""
Figure = dict[str, Any]


def received_days(folder: Path) -> dict[str, date]:
    """Each published file and the day on which it came in."""
    told = yaml.safe_load((folder / "sources.yml").read_text(encoding="utf-8"))
    return {name: source["received"] for name, source in told.items()}


def published_figures(folder: Path, plan: Plan, by: date) -> list[Figure]:
    """Every published figure that had come in by a day, an entry a file in which it stands."""
    figures = []
    days = {name: day for name, day in received_days(folder).items() if day <= by}
    names = [name for name in days if name == "published_statistics.csv" or name.startswith("dfe_")]
    files = [(name, _series_in(folder / name)) for name in sorted(names, key=lambda name: days[name])]
    for measure in plan.measures.values():
        for feed in measure.get("published", []):
            named = feed.get("categories") or {feed["series"]: ""}
            for series, category in named.items():
                for name, all_series in files:
                    rows = all_series.get(series, {})
                    for figure in _figures(rows, measure, feed.get("months", False)):
                        breakdown = feed.get("breakdown", "") if category else ""
                        figure |= {"breakdown": breakdown, "category": category, "file": name, "received": days[name]}
                        _divide(figure, feed.get("denominator_series"), files, days)
                        figures.append(figure)
    return figures


def _series_in(path: Path) -> dict[str, Published]:
    found: dict[str, Published] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            told: dict[str, Any] = dict(row)
            told["line"] = reader.line_num
            for column in ("numerator", "denominator", "value"):
                told[column] = float(told[column]) if told[column] else None
            found.setdefault(row["series"], {})[row["area_code"], row["period"]] = told
    return found


def _figures(rows: Published, measure: Measure, monthly: bool) -> list[Figure]:
    figures = []
    if not monthly:
        for (area, told), row in rows.items():
            if told.startswith("mid-"):
                period = f"{told[4:]}-06-30"
            else:
                period = last_day(told).isoformat() if measure["basis"] == "snapshot" else told
            figures.append(_figure(area, period, [row], measure))
        return figures
    quarters: dict[tuple[str, str], None] = {}
    for area, month in rows:
        quarters[area, quarter_of(date(int(month[:4]), int(month[5:]), 1))] = None
    for area, quarter in quarters:
        three = [rows[area, month] for month in months_of(quarter) if (area, month) in rows]
        if len(three) == 3:
            withheld = [row for row in three if row["symbol"]]
            figures.append(_figure(area, quarter, withheld[:1] or three, measure))
    return figures


def _figure(area: str, period: str, rows: list[dict[str, Any]], measure: Measure) -> Figure:
    """One figure of one row, or of three months added up."""
    state = _SYMBOLS[rows[0]["symbol"]] if rows[0]["symbol"] else "reported"
    added: dict[str, float | None] = {}
    for column in ("numerator", "denominator", "value"):
        numbers = [row[column] for row in rows]
        added[column] = None if None in numbers else sum(numbers)
    score = measure["unit"] == "score"
    counted = None if score else added["value"] if added["numerator"] is None else added["numerator"]
    return {
        "area": area, "measure": measure["id"], "period": period, "state": state, "numerator": counted,
        "denominator": added["denominator"], "score": added["value"] if score else None, "answer": "",
        "definition": definition_in(measure, quarter_of(last_day(period))), "own": False,
        "origins": [(rows[0]["release"], rows[0]["source_table"], str(row["line"])) for row in rows],
        "told_period": rows[0]["period"],
    }  # fmt: skip


def _divide(figure: Figure, series: str | None, files: list[tuple[str, dict[str, Published]]], days: Any) -> None:
    """A share whose denominator is a series of its own is over that of the same release, and of no other."""
    if series is None:
        return
    figure["denominator"] = None
    for name, all_series in files:
        total = all_series.get(series, {}).get((figure["area"], figure["told_period"]))
        if total is not None and _of_one_release(total["release"], figure["origins"][0][0]):
            figure["denominator"] = total["value"]
            figure["received"] = max(figure["received"], days[name])


def _of_one_release(one: str, other: str) -> bool:
    years = [re.search(r"release of ([0-9]{4})", release) for release in (one, other)]
    return one == other or (years[0] is not None and years[1] is not None and years[0][1] == years[1][1])
