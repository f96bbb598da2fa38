"""Every row of an edition's core data set, worked out a second time from the files: plain loops and no shortcut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from computed_by_hand import places_of, with_computed
from last_word_by_hand import last_words, value_of
from limits_by_hand import limits_of_count, limits_of_share
from plan_by_hand import Measure, Plan, is_ratio, scale_of
from published_by_hand import Figure
from quarters_by_hand import first_day, frequency_of, last_day

Row = dict[str, Any]
"""A row by the columns of the core data set: numbers as numbers, None for an empty cell."""


def figures_by_hand(folder: Path, quarter: str) -> dict[str, Row]:
    """The rows of the board edition of a quarter by the name of the figure."""
    plan = Plan(folder)
    rows = {}
    for figure in with_computed(last_words(folder, plan, quarter), plan).values():
        row = _row(figure, plan)
        rows[row["figure"]] = row
    return rows


def _row(figure: Figure, plan: Plan) -> Row:
    measure = plan.measures[figure["measure"]]
    value = value_of(figure, plan)
    low, high = limits(measure, figure["numerator"], figure["denominator"], value, plan)
    area = "" if figure["area"] == plan.own_area else f"{figure['area']}:"
    frequency = frequency_of(figure["period"])
    part = f"/{figure['breakdown']}={figure['category']}" if figure["breakdown"] else ""
    places = figure["places"] if "places" in figure else places_of(figure)
    told = [(release, plan.sender_of(file), *place) for release, *place in places for file in [place[1]]]
    columns = ("|".join(column) if any(column) else "" for column in zip(*told, strict=True))
    release, sender, received, file, sheet, row = columns
    return {
        "figure": f"{area}{measure['id']}/{frequency}{part}/{figure['period']}",
        "area": figure["area"], "area_name": _area_name(figure["area"], plan), "measure": measure["id"],
        "measure_title": _title(measure, bool(release)), "breakdown": figure["breakdown"],
        "category": figure["category"], "frequency": frequency,
        "period": figure["period"], "period_begins": first_day(figure["period"]).isoformat(),
        "period_ends": last_day(figure["period"]).isoformat(), "definition": str(figure["definition"]),
        "numerator": figure["numerator"], "denominator": figure["denominator"], "value": value,
        "unit": measure.get("unit_words") or measure["unit"], "lower_limit": low, "upper_limit": high,
        "answer": figure["answer"], "state": figure["state"], "provenance": _provenance(figure, plan),
        "release": release, "sender": sender, "received": received, "file": file, "sheet": sheet, "row": row,
    }  # fmt: skip


def _title(measure: Measure, published: bool) -> str:
    """A published figure that is only near what the plan asks for goes by a name of its own."""
    for feed in measure.get("published", []) if published else []:
        if feed.get("title"):
            return str(feed["title"])
    return str(measure["title"])


def limits(
    measure: Measure, events: float | None, total: float | None, value: float | None, plan: Plan
) -> tuple[float | None, float | None]:
    """The interval of what was counted; a score has none, and the population is taken as known."""
    if value is None or events is None or measure["unit"] == "score" or measure["id"] == plan.population:
        return None, None
    if not is_ratio(measure):
        return limits_of_count(events)
    assert total, "a share or a rate with a value is over somebody"
    scale = scale_of(measure)
    if measure["unit"] in ("percent", "profile") and events <= total:
        low, high = limits_of_share(events, total)
        return scale * low, scale * high
    low, high = limits_of_count(events)
    return scale * low / total, scale * high / total


def _provenance(figure: Figure, plan: Plan) -> str:
    if figure.get("computed"):
        return "computed"
    if plan.board["illustrative"]:
        return "illustrative"
    if figure.get("counted"):
        return "computed"
    return "return" if figure["own"] else "published"


def _area_name(code: str, plan: Plan) -> str:
    board = plan.board
    for area in [board["area"], *board["neighbours"], board["region"], board["country"]]:
        if area["code"] == code:
            return str(area["name"])
    return code
