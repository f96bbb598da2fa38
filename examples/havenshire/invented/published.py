"""Published-style figures of Havenshire, its neighbours, region and country: invented, and named so in each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from invented.chance import a_count, a_part, chance, shared_out
from invented.children import CATEGORIES, POPULATION, SEASON, children
from invented.levels import LEAD
from invented.series import World
from nelscb.plan import Board

RELEASE = "Invented for illustration (release of 2017)"
TABLE = "invented table"
YEARS = tuple(range(2012, 2017))
COLUMNS = (
    "series", "area_code", "area_name", "period", "numerator", "denominator", "value", "unit", "symbol",
    "source_table", "release",
)  # fmt: skip
PER_10000 = {
    "referrals": 545, "section_47_enquiries": 150, "initial_child_protection_conferences": 66,
    "cp_plans_starting": 57, "cp_plans_ending": 55, "cp_plans_at_31_march": 45, "children_in_need_at_31_march": 345,
    "children_in_need_episodes_starting": 340, "children_in_need_episodes_ending": 335,
    "children_looked_after_at_31_march": 66, "children_looked_after_starting": 28, "children_looked_after_ceasing": 27,
    "children_looked_after_during_year": 93,
}  # fmt: skip
"""A year's count, or the count on 31 March, for each 10,000 children elsewhere."""
SHARES = {
    "re_referrals_within_12_months": ("referrals", 0.21), "referrals_no_further_action": ("referrals", 0.14),
    "children_in_need_awaiting_assessment_at_31_march": ("children_in_need_at_31_march", 0.06),
    "children_in_need_primary_need_abuse_or_neglect": ("children_in_need_at_31_march", 0.52),
    "cp_plans_open_2_years_or_more": ("cp_plans_at_31_march", 0.03),
    "cp_plans_reviewed_in_time": ("cp_plans_at_31_march", 0.94),
    "cp_plans_second_or_subsequent": ("cp_plans_starting", 0.18),
    "icpc_within_15_working_days": ("initial_child_protection_conferences", 0.77),
    "assessments_within_45_working_days": ("children_in_need_episodes_starting", 0.83),
}  # fmt: skip
WITH_VALUE = (
    "re_referrals_within_12_months", "referrals_no_further_action", "cp_plans_open_2_years_or_more",
    "cp_plans_reviewed_in_time", "cp_plans_second_or_subsequent",
)  # fmt: skip
ABUSE = ("neglect", "emotional", "physical", "sexual", "multiple")
BY_CATEGORY = {
    "cp_plans_at_31_march_latest_category_": ("cp_plans_at_31_march", ABUSE, CATEGORIES),
    "cp_plans_starting_initial_category_": ("cp_plans_starting", ABUSE, CATEGORIES),
    "referrals_by_source_": (
        "referrals",
        ("individual", "schools", "education_services", "health_services", "housing", "la_services", "police",
         "other_legal_agency", "other", "anonymous", "unknown"),
        (13.0, 17.0, 4.0, 16.0, 2.0, 12.0, 26.0, 4.0, 4.0, 1.0, 1.0),
    ),
}  # fmt: skip
SMALL = 6
"""A category under this is withheld (c), as publishers do; a 0 is not."""

Row = tuple[Any, ...]


def write_published(folder: Path, board: Board, world: World) -> None:
    """Write ``published_statistics.csv``."""
    made = io.StringIO(newline="")
    write = csv.writer(made, lineterminator="\n")
    write.writerow(COLUMNS)
    places = {
        board.area.code: 0, **{area.code: 18000 + 2900 * n for n, area in enumerate(board.neighbours)},
        board.region.code: 1_120_000, board.country.code: 11_700_000,
    }  # fmt: skip
    rows = [row for code, size in places.items() for row in _area(code, board.areas[code], size, world)]
    write.writerows(sorted(rows, key=lambda r: (r[0], r[1], r[3])))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "published_statistics.csv").write_bytes(made.getvalue().encode())


def _area(code: str, name: str, size: int, world: World) -> Iterator[Row]:
    draws = chance(f"published {code}")
    tilt = {series: float(draws.lognormal(0, 0.2 if 0 < size < 10**6 else 0.03)) for series in (*PER_10000, *SHARES)}
    population = {year: n if not size else round(size * n / POPULATION[2014]) for year, n in POPULATION.items()}

    def row(series: str, period: str, number: Any, out_of: Any, value: Any, unit: str, symbol: str = "") -> Row:
        return series, code, name, period, number, out_of, value, unit, symbol, TABLE, RELEASE

    for year in range(2012, 2018):
        yield row("population_0_17", f"mid-{year}", "", "", population[year], "children")
    for year in YEARS:
        period = f"{year}-{(year + 1) % 100:02d}"
        if not size:
            counts, shares, split, months, missing = _own(year, world)
        else:
            counts, shares, split, months, missing = _elsewhere(draws, population[year], tilt, year)
        for series, count in counts.items():
            yield row(series, period, "", "", count, "count")
        plans = counts["cp_plans_at_31_march"]
        rate = f"{10000 * plans / population[year]:.1f}"
        yield row("cp_plans_at_31_march_rate", period, plans, "", rate, "per 10,000 aged 0-17")
        for series, (number, out_of) in shares.items():
            value = f"{100 * number / out_of:.1f}" if series in WITH_VALUE and out_of else ""
            yield row(series, period, number, out_of, value, "percent")
        for prefix, numbers in split.items():
            whole, names, _ = BY_CATEGORY[prefix]
            if year == YEARS[0] and prefix == "referrals_by_source_":
                continue
            for category, number in zip(names, numbers, strict=True):
                withheld = 0 < number < SMALL
                yield row(
                    prefix + category, period, "" if withheld else number, counts[whole], "", "count",
                    "c" if withheld else "",
                )  # fmt: skip
        for month, number in enumerate(months):
            when = f"{year + (month + 3) // 12}-{(month + 3) % 12 + 1:02d}"
            yield row("referrals_by_month", when, "", "", number, "count")
        for series, number in missing.items():
            unit = "score 0-40" if "sdq" in series else "count"
            yield row(series, period, "", "", number, unit)


Figures = tuple[dict[str, int], dict[str, tuple[int, int]], dict[str, Any], Any, dict[str, Any]]


def _own(year: int, world: World) -> Figures:
    """Havenshire's year, from the same world as its returns."""
    small = children()
    first = LEAD + 4 * (year - YEARS[0])
    here, last = slice(first, first + 4), first + 3

    def added(name: str) -> int:
        return int(world.number(name)[here].sum())

    def on_the_last_day(name: str) -> int:
        return int(world.number(name)[last])

    counts = {
        "referrals": added("P1-01"), "section_47_enquiries": added("enquiries"),
        "initial_child_protection_conferences": added("conferences"), "cp_plans_starting": added("plans starting"),
        "cp_plans_ending": added("plans ending"), "cp_plans_at_31_march": on_the_last_day("P1-05"),
        "children_in_need_at_31_march": on_the_last_day("P1-02"),
        "children_in_need_episodes_starting": added("episodes starting"),
        "children_in_need_episodes_ending": added("episodes ending"),
        "children_looked_after_at_31_march": on_the_last_day("P1-08"),
        "children_looked_after_starting": added("starting to be looked after"),
        "children_looked_after_ceasing": added("ceasing to be looked after"),
        "children_looked_after_during_year": on_the_last_day("looked after in the year"),
    }  # fmt: skip
    shares = {
        "re_referrals_within_12_months": (added("P1-04"), counts["referrals"]),
        "referrals_no_further_action": (added("no further action"), counts["referrals"]),
        "children_in_need_awaiting_assessment_at_31_march": (
            on_the_last_day("waiting"), counts["children_in_need_at_31_march"]
        ),
        "children_in_need_primary_need_abuse_or_neglect": (
            on_the_last_day("abuse or neglect"), counts["children_in_need_at_31_march"]
        ),
        "cp_plans_open_2_years_or_more": (on_the_last_day("open two years"), counts["cp_plans_at_31_march"]),
        "cp_plans_reviewed_in_time": (
            round(0.95 * 0.7 * counts["cp_plans_at_31_march"]), round(0.7 * counts["cp_plans_at_31_march"])
        ),
        "cp_plans_second_or_subsequent": (added("P1-06"), counts["cp_plans_starting"]),
        "icpc_within_15_working_days": (added("O2-06"), counts["initial_child_protection_conferences"]),
    }  # fmt: skip
    if year > YEARS[0]:
        shares["assessments_within_45_working_days"] = (added("O2-05"), added("assessments"))
    split = {
        "cp_plans_at_31_march_latest_category_": world.split("P1-05", "category_of_abuse")[last].tolist(),
        "cp_plans_starting_initial_category_": world.split("plans starting", "category_of_abuse")[here]
        .sum(axis=0).tolist(),
        "referrals_by_source_": world.split("P1-01", "referral_source")[here].sum(axis=0).tolist(),
    }  # fmt: skip
    missing: dict[str, Any] = {}
    if year >= 2014:
        gone = int(world.number("O6-06")[last])
        missing = _missing(gone)
        missing["looked_after_average_sdq_score"] = f"{world.scores['O7-01'][last - LEAD]:.1f}"
    return counts, shares, split, small.months[3 * first : 3 * first + 12].tolist(), missing


def _elsewhere(draws: np.random.Generator, population: int, tilt: dict[str, float], year: int) -> Figures:
    """Another area's year: the usual rates, a tilt of its own, and chance."""
    counts = {
        series: a_count(draws, rate * tilt[series] * population / 10000, 2.0) for series, rate in PER_10000.items()
    }
    shares = {}
    for series, (whole, share) in SHARES.items():
        if series != "assessments_within_45_working_days" or year > YEARS[0]:
            own = share * tilt[series] if share < 0.5 else 1 - (1 - share) * tilt[series]
            shares[series] = (a_part(draws, counts[whole], own), counts[whole])
    split = {
        prefix: shared_out(draws, counts[whole], weights).tolist()
        for prefix, (whole, _, weights) in BY_CATEGORY.items()
    }
    months = shared_out(draws, counts["referrals"], SEASON).tolist()
    missing: dict[str, Any] = {}
    if year >= 2014:
        missing = _missing(a_part(draws, counts["children_looked_after_during_year"], 0.11))
        missing["looked_after_average_sdq_score"] = f"{14 + draws.normal(0, 0.8):.1f}"
    return counts, shares, split, months, missing


def _missing(gone: int) -> dict[str, Any]:
    """Looked-after children who went missing, those who did so again, and how often all of them did."""
    return {
        "looked_after_children_missing": gone,
        "looked_after_children_missing_more_than_once": round(0.55 * gone),
        "looked_after_missing_incidents": round(4.6 * gone),
    }
