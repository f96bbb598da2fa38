"""What the pages about the methods show: simulated error rates, and how forecasts fared on the past."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ConfigDict, TypeAdapter

from nelscb.error_rates import Row, error_rates, kept_error_rates
from nelscb.fingerprint import code_and_libraries, hash_of
from nelscb.indicators import Indicators, Series
from nelscb.kept import kept
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.statistics import BackTestRow, back_test

ERROR_RATES = "error_rates.csv"
FEWEST_AREAS = 3


@dataclass(frozen=True)
class BackTested:
    """How forecasts of one measure's past fared, over all areas that have quarterly figures of it."""

    __pydantic_config__ = ConfigDict(ser_json_inf_nan="constants")
    measure: str
    rows: tuple[BackTestRow, ...]


def simulated_rates(project: Project) -> tuple[Row, ...]:
    """The error rates that stand beside the book where they fit the code; else simulated anew into the cache."""
    shipped, own = project.book / ERROR_RATES, project.build / ".cache" / ERROR_RATES
    kept = kept_error_rates(shipped)
    if kept is not None:
        return kept
    own.parent.mkdir(parents=True, exist_ok=True)
    return error_rates(own, lambda line: print(line, flush=True))


def back_tested(project: Project, indicators: Indicators) -> BackTested | None:
    """The back-test of the quarterly count that most areas have; None where none has three areas.

    Of the same counts, by the same code, it is worked out once.
    """
    by_measure: dict[str, list[list[float]]] = {}
    for series in indicators:
        if series.frequency == "quarter" and not series.breakdown and all(p.denominator is None for p in series.points):
            by_measure.setdefault(series.measure, []).append(_on_one_line(series))
    measure, found = max(by_measure.items(), key=lambda pair: len(pair[1]), default=("", []))
    if len(found) < FEWEST_AREAS:
        return None
    path = project.build / ".cache" / "back_test" / f"{hash_of(code_and_libraries(), measure, found)[:24]}.json"
    return kept(path, TypeAdapter(BackTested), lambda: BackTested(measure, back_test(found)))


def _on_one_line(series: Series) -> list[float]:
    """One count a quarter from the first to the last, nan in a gap."""
    there = {p.period: p.numerator for p in series.points if isinstance(p.period, Quarter) and p.state == "reported"}
    if not there:
        return []
    counts = [there.get(q) for q in min(there).until(max(there))]
    return [float("nan") if c is None else c for c in counts]
