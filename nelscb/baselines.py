"""The frozen forecasts of ``params/baselines.csv``: made once from the baseline's quarters, and never moved since.

A row carries the hash of the figures it was made from. Where they have been revised the hash no longer fits, and
there is no forecast until the Board freezes its baselines again: a forecast that moves with its data proves nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nelscb.indicators import Point, Series
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.statistics import Forecast, TooFewPoints, line_forecast, walk_forecast
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.trend import FLOW_CORRELATION, STOCK_CORRELATION
from nelscb.statistics.turned import LOOKED_AT_AFTER

FILE = "baselines.csv"
COLUMNS = (
    "measure", "method", "horizon", "first_quarter", "last_quarter", "quarters", "exposure", "forecast", "low", "high",
    "level", "data_hash",
)  # fmt: skip
METHODS = ("walk", "line")


@dataclass(frozen=True)
class Baseline:
    """One frozen forecast of a measure.

    ``exposure``: what a share or a rate was multiplied by to make a count of it, the mean denominator of the
    baseline; 1 for a count. ``forecast`` is of that count, summed over its horizon.
    """

    measure: str
    method: str
    first: Quarter
    last: Quarter
    exposure: float
    forecast: Forecast
    data_hash: str


def baseline_points(series: Series, first: Quarter | None, last: Quarter) -> list[Point]:
    """The reported quarters from ``first`` (all there are where None) to ``last``, both included."""
    return [
        p for p in series.points
        if isinstance(p.period, Quarter)
        and p.period <= last
        and (first is None or p.period >= first) and p.state == "reported" and p.value is not None
    ]  # fmt: skip


def data_hash(points: Iterable[Point]) -> str:
    """A hash of quarters, counts and denominators: any revision, addition or gap gives another."""
    told = ";".join(f"{p.period},{p.numerator!r},{p.denominator!r}" for p in points)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def freeze(series: Series, measure: Measure, last: Quarter, since: Quarter | None = None) -> list[Baseline]:
    """The forecasts of one quarterly series from its baseline; none where it is too short or cannot be forecast.

    Figures that overlap are not forecast: their quarterly parts are.

    ``since``: the first quarter after the last dated break, if any: what was counted otherwise is no baseline.
    """
    points = baseline_points(series, since, last)
    if series.frequency != "quarter" or measure.unit == "score" or measure.overlaps or not points:
        return []
    exposure = exposure_of(points, measure)
    counts = at_exposure(points, points[0].period, last, exposure, measure)
    floor = STOCK_CORRELATION if measure.basis == "snapshot" else FLOW_CORRELATION
    found = []
    for horizon in LOOKED_AT_AFTER:
        try:
            pair = {"walk": walk_forecast(counts, horizon), "line": line_forecast(counts, horizon, floor=floor)}
        except TooFewPoints:
            # Both or neither: a curve is judged by the two together.
            continue
        first = points[0].period
        assert isinstance(first, Quarter)
        found += [
            Baseline(measure.id, method, first, last, exposure, forecast, data_hash(points))
            for method, forecast in pair.items()
        ]
    return found


def exposure_of(points: Iterable[Point], measure: Measure) -> float:
    """The mean denominator of a share or rate; 1 for a count."""
    totals = [p.denominator for p in points if p.denominator]
    return sum(totals) / len(totals) if measure.is_ratio and totals else 1.0


def at_exposure(
    points: Iterable[Point], first: object, last: Quarter, exposure: float, measure: Measure
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The count each quarter would have had at ``exposure``, from ``first`` to ``last``, nan where there is none."""
    assert isinstance(first, Quarter)
    counts = np.full(last.ordinal - first.ordinal + 1, np.nan)
    for p in points:
        if isinstance(p.period, Quarter) and first <= p.period <= last and p.state == "reported":
            count = p.numerator if p.numerator is not None else np.nan
            over = p.denominator if measure.is_ratio else 1.0
            counts[p.period.ordinal - first.ordinal] = count / over * exposure if over else np.nan
    return counts


def write_baselines(path: Path, rows: Iterable[Baseline]) -> None:
    """Write the file whole, beside and then in its place."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda r: (r.measure, r.forecast.horizon, r.method)):
        made = row.forecast
        writer.writerow([
            row.measure, row.method, made.horizon, row.first, row.last, made.n, f"{row.exposure:.6g}",
            f"{made.value:.6g}", f"{made.low:.6g}", f"{made.high:.6g}", f"{made.level:g}", row.data_hash,
        ])  # fmt: skip
    beside = path.with_suffix(".csv.tmp")
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(path)


def read_baselines(folder: Path) -> tuple[Baseline, ...]:
    """The frozen forecasts of a board; none where it has frozen none. Raises Mistake with file and row."""
    path = folder / FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise Mistake(f"{path}: its columns must be {', '.join(COLUMNS)}; run nelscb freeze-baselines again")
        return tuple(_read(row, f"{path}: row {number}") for number, row in enumerate(rows, start=2))


def _read(row: dict[str, str], place: str) -> Baseline:
    try:
        if row["method"] not in METHODS:
            raise ValueError(f"{row['method']!r} is no method: there are {' and '.join(METHODS)}")
        horizon, level, exposure = int(row["horizon"]), float(row["level"]), float(row["exposure"])
        if horizon not in LOOKED_AT_AFTER or level != LEVEL:
            raise ValueError(f"a forecast is of {' or '.join(map(str, LOOKED_AT_AFTER))} quarters, at level {LEVEL}")
        if not 0 < exposure < float("inf"):
            raise ValueError(f"{row['exposure']!r} is no exposure: it is above 0")
        value, low, high = (float(row[name]) for name in ("forecast", "low", "high"))
        if not 0 <= low <= value <= high < float("inf"):
            raise ValueError("low, forecast and high must be in order")
        forecast = Forecast(
            METHOD_NAMES[row["method"]], horizon, value, low, high, level,
            int(row["quarters"]), {},
        )  # fmt: skip
        return Baseline(
            row["measure"], row["method"], Quarter.parse(row["first_quarter"]), Quarter.parse(row["last_quarter"]),
            exposure, forecast, row["data_hash"],
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, WrongCall) as wrong:
        raise Mistake(f"{place}: {wrong}; run nelscb freeze-baselines again") from wrong


METHOD_NAMES = {
    "walk": "random walk of log quarterly changes",
    "line": "quasi-Poisson line with first-order autocorrelation",
}
