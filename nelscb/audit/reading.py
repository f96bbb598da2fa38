"""Read a published edition from its folder: ``core_data_set.csv`` and ``measures.json``, and nothing beside them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from nelscb.audit.published import (
    WITHHELD,
    BreakdownDeclared,
    MeasureDeclared,
    Published,
    PublishedPoint,
    RuleDeclared,
    Shown,
)
from nelscb.mistakes import Mistake
from nelscb.quarters import parse_day, parse_period

DATA, MEASURES = "core_data_set.csv", "measures.json"
NEEDED = (
    "figure", "area", "measure", "breakdown", "category", "frequency", "period", "numerator", "denominator", "value",
    "lower_limit", "upper_limit", "state", "provenance", "release",
)  # fmt: skip
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
_REMEDY = "build the public edition again, or name the folder that holds one"


def read_published(folder: Path) -> Published:
    """The edition in ``folder``. Raises Mistake in one sentence where a file is missing or does not read as declared.

    Rows of other areas are left out: they are known to everybody, and no relation joins them to the board's own.
    """
    declared = _declared(folder / MEASURES)
    where = folder / MEASURES
    try:
        measures = {str(name): _measure(str(name), told) for name, told in declared["measures"].items()}
        breakdowns = {
            str(name): BreakdownDeclared(_categories(told["categories"]), bool(told["partitions"]))
            for name, told in declared["breakdowns"].items()
        }
        rule = _rule(declared["rule"])
        quarter, as_of, area = str(declared["quarter"]), parse_day(str(declared["as_of"])), str(declared["area"])
    except (KeyError, TypeError, ValueError, AttributeError, Mistake) as wrong:
        raise Mistake(f"{where}: what it declares cannot be read ({_what(wrong)}); {_REMEDY}") from wrong
    points = tuple(_points(folder / DATA, area, rule.symbol, measures, breakdowns))
    return Published(_label(folder, quarter, as_of), quarter, as_of, rule, measures, breakdowns, points)


def _label(folder: Path, quarter: str, as_of: date) -> str:
    """The quarter, and for a corrected issue of it the day it was made."""
    return quarter if folder.name == "public" else f"{quarter} as of {as_of.isoformat()} ({folder.name})"


def _declared(path: Path) -> dict[str, Any]:
    try:
        declared = json.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise Mistake(f"{path}: there is no such file, or it cannot be opened; {_REMEDY}") from wrong
    except ValueError as wrong:
        raise Mistake(f"{path}: it is no JSON; {_REMEDY}") from wrong
    if not isinstance(declared, dict):
        raise Mistake(f"{path}: it is no JSON object; {_REMEDY}")
    return declared


def _what(wrong: Exception) -> str:
    return f"{wrong} is missing" if isinstance(wrong, KeyError) else str(wrong)


def _measure(name: str, told: Mapping[str, Any]) -> MeasureDeclared:
    category = told.get("numerator_category")
    return MeasureDeclared(
        id=name, unit=str(told["unit"]), counts=str(told["counts"]), basis=str(told["basis"]),
        window=str(told["window"]), per=int(told["per"]) if told.get("per") else None,
        numerator_measure=told.get("numerator_measure"),
        numerator_category=(str(category["breakdown"]), str(category["category"])) if category else None,
        denominator_measure=told.get("denominator_measure"), less_measure=told.get("less_measure"),
        sums=told.get("sums"), alias_of=told.get("alias_of"),
    )  # fmt: skip


def _categories(told: object) -> tuple[str, ...]:
    """The categories listed; none where a text says that they are still to be named."""
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _rule(told: Mapping[str, Any]) -> RuleDeclared:
    largest = int(told["largest_small"])
    if largest < 1 or not str(told["symbol"]):
        raise ValueError("the rule needs a largest small count of at least 1, and a symbol")
    exceptions = tuple(str(exception["measure"]) for exception in told.get("exceptions", ()))
    return RuleDeclared(largest, str(told["symbol"]), tuple(map(str, told["protects"])), exceptions)


def _points(
    path: Path, area: str, symbol: str, measures: Mapping[str, MeasureDeclared],
    breakdowns: Mapping[str, BreakdownDeclared],
) -> Iterator[PublishedPoint]:  # fmt: skip
    seen: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise Mistake(f"{path}: the column {missing[0]} is missing; {_REMEDY}")
            for row in rows:
                if row["area"] == area:
                    at = f"{path}, line {rows.line_num}"
                    point = _point(row, symbol, at)
                    _check(point, measures, breakdowns, seen, at)
                    yield point
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise Mistake(f"{path}: it cannot be read as a CSV file in UTF-8; {_REMEDY}") from wrong


def _check(
    point: PublishedPoint, measures: Mapping[str, MeasureDeclared], breakdowns: Mapping[str, BreakdownDeclared],
    seen: set[str], at: str,
) -> None:  # fmt: skip
    if point.measure not in measures:
        raise Mistake(f"{at}: {MEASURES} does not declare the measure {point.measure}; {_REMEDY}")
    if point.breakdown and point.breakdown not in breakdowns:
        raise Mistake(f"{at}: {MEASURES} does not declare the breakdown {point.breakdown}; {_REMEDY}")
    if point.figure in seen:
        raise Mistake(f"{at}: the figure {point.figure} stands in the file twice; {_REMEDY}")
    seen.add(point.figure)


def _point(row: Mapping[str, str | None], symbol: str, at: str) -> PublishedPoint:
    told = {name: (row.get(name) or "").strip() for name in NEEDED}
    frequency = told["frequency"]
    if frequency not in ("quarter", "year", "day"):
        raise Mistake(f"{at}: {frequency!r} is no frequency (quarter, year or day); {_REMEDY}")
    try:
        period = parse_period(told["period"])
    except Mistake as wrong:
        raise Mistake(f"{at}: {wrong}; {_REMEDY}") from wrong
    value = told["value"]
    # What its publisher has withheld is an empty cell with that state, and known to be no zero.
    withheld = told["state"] == "suppressed_by_publisher"
    numerator = _count(told["numerator"], symbol, at)
    return PublishedPoint(
        told["figure"], told["measure"], told["breakdown"], told["category"], frequency, period,  # type: ignore[arg-type]
        WITHHELD if numerator is None and withheld else numerator, _count(told["denominator"], symbol, at),
        value if _NUMBER.fullmatch(value) else "",
        any(_NUMBER.fullmatch(told[limit]) for limit in ("lower_limit", "upper_limit")),
        told["state"], _provenance(told["provenance"], told["release"]),
    )  # fmt: skip


def _provenance(provenance: str, release: str) -> str:
    """Where a figure comes from: what was worked out from publications alone is as good as published.

    An illustrative board's publishers are invented, but what they released is out.
    """
    worked_out = provenance in ("illustrative", "computed") and all(release.split("|"))
    return "published" if worked_out else provenance


def _count(text: str, symbol: str, at: str) -> Shown:
    """A whole number of at least 0. A number with a fraction, such as a sum of scores, is no count."""
    if not text:
        return None
    if text == symbol:
        return WITHHELD
    if not _NUMBER.fullmatch(text):
        raise Mistake(f"{at}: {text!r} is neither a number nor {symbol!r}; {_REMEDY}")
    number = float(text)
    return int(number) if number.is_integer() and number >= 0 else None
