"""Measures that are worked out from others, period by period: sums, what is left of a count, and shares of two counts.

Nothing is carried over from one period into another, nothing is added up where a part is missing, and where a part is
withheld what is worked out from it is withheld too.
"""

from __future__ import annotations

from last_word_by_hand import Key
from plan_by_hand import Measure, Plan, is_computed
from published_by_hand import Figure
from quarters_by_hand import frequency_of, last_day, place_of, quarter_at

Figures = dict[Key, Figure]


def with_computed(figures: Figures, plan: Plan) -> Figures:
    """The figures and those worked out from them; a series that was given is not worked out too."""
    found = dict(figures)
    for name, measure in plan.measures.items():
        if measure.get("sums"):
            _add(found, [_sum(key, name, measure, found) for key in _of(measure["sums"], "", "", found)])
    for name, measure in plan.measures.items():
        if not is_computed(measure) or measure.get("sums") or measure.get("alias_of"):
            continue
        part = measure.get("numerator_category") or {"breakdown": "", "category": ""}
        keys = _of(measure["numerator_measure"], part["breakdown"], part["category"], found)
        if measure.get("less_measure"):
            _add(found, [_rest(key, name, measure, found) for key in keys])
        if measure.get("denominator_measure"):
            _add(found, [_share(key, name, measure, plan, found) for key in keys])
    return found


def _of(name: str, breakdown: str, category: str, figures: Figures) -> list[Key]:
    return [key for key in figures if key[1:4] == (name, breakdown, category)]


def _add(figures: Figures, more: list[Figure | None]) -> None:
    given = {(key[0], key[1], frequency_of(key[4])) for key in figures if not key[2]}
    for figure in more:
        if figure is not None:
            area, name, period = figure["area"], figure["measure"], figure["period"]
            if (area, name, frequency_of(period)) not in given:
                figures[area, name, "", "", period] = figure


def _sum(key: Key, name: str, measure: Measure, figures: Figures) -> Figure | None:
    """The twelve months that end with a quarter, or everything since 1 April."""
    area, summed, *_, period = key
    if frequency_of(period) != "quarter":
        return None
    quarters = 4 if measure["window"] == "rolling_12_months" else int(period[-1])
    parts = []
    for back in range(quarters - 1, -1, -1):
        part = figures.get((area, summed, "", "", quarter_at(place_of(period) - back)))
        if part is None:
            return None
        parts.append(part)
    states = [part["state"] for part in parts if part["state"] != "reported"]
    total = None if states else sum(part["numerator"] for part in parts)
    return _computed(figures[key], name, parts, states, total, None)


def _rest(key: Key, name: str, measure: Measure, figures: Figures) -> Figure | None:
    whole, part = figures[key], figures.get((key[0], measure["less_measure"], "", "", key[4]))
    if part is None:
        return None
    states = [one["state"] for one in (whole, part) if one["state"] != "reported"]
    left = None if states else whole["numerator"] - part["numerator"]
    return _computed(whole, name, [whole, part], states, left, None)


def _share(key: Key, name: str, measure: Measure, plan: Plan, figures: Figures) -> Figure | None:
    """One count over another of the same period, or over the children of the middle of the year before its end.

    31 March 2017 is over those of 30 June 2016.
    """
    period = key[4]
    if measure["denominator_measure"] == plan.population:
        period = f"{last_day(period).year - 1}-06-30"
    over, under = figures[key], figures.get((key[0], measure["denominator_measure"], "", "", period))
    if under is None:
        return None
    states = [one["state"] for one in (over, under) if one["state"] != "reported"]
    count, total = (None, None) if states else (over["numerator"], under["numerator"])
    return _computed(over, name, [over, under], states, count, total)


def _computed(
    first: Figure, name: str, parts: list[Figure], states: list[str], numerator: float | None, total: float | None
) -> Figure:
    places: list[tuple[str, str, str, str, str]] = []
    for part in parts:
        places += part["places"] if "places" in part else places_of(part)
    return {
        "area": first["area"], "measure": name, "breakdown": "", "category": "", "period": first["period"],
        "state": states[0] if states else "reported", "numerator": numerator, "denominator": total, "score": None,
        "answer": "", "definition": first["definition"], "computed": True, "places": places,
    }  # fmt: skip


def places_of(figure: Figure) -> list[tuple[str, str, str, str, str]]:
    """Release, day, file, sheet and row of each row that a figure was read from."""
    day = figure["received"].isoformat() if figure["received"] else ""
    return [(release, day, figure["file"], sheet, row) for release, sheet, row in figure["origins"]]
