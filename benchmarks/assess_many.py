"""Time the trend tests of many series at once, against pymannkendall and statsmodels in a loop, in one run.

Ours: the deciding trend, exact Mann-Kendall and the median slope with its interval, for every series. The loop: the
same three of a sample, pymannkendall's test (which gives the slope too) and a Poisson regression with quarter
effects by statsmodels; its correlation and dispersion are not even worked out. Then one quarter's whole assessment.
"""

from __future__ import annotations

import argparse
import os
import time
import warnings

# One core for both: the loop uses no more, and a library that shares its work among busy cores is slowed by them.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import pymannkendall
import statsmodels.api as sm

from nelscb.assess import assess, with_all_intervals
from nelscb.baselines import read_baselines
from nelscb.earlier import earlier_verdicts
from nelscb.edition import open_edition
from nelscb.indicators import indicators_of
from nelscb.plan import open_project
from nelscb.statistics.mann_kendall import mann_kendall_table
from nelscb.statistics.regression import Array, design_of
from nelscb.statistics.theil_sen import theil_sen_table
from nelscb.statistics.trend import trends

SEED = 20170331
QUARTERS = 48
"""A sample of this many series is enough to time the loop; all of them would take it minutes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=153)
    parser.add_argument("--series", type=int, default=160)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--pairs", type=int, default=3)
    called = parser.parse_args()
    counts = _counts(called.areas * called.series)
    _ours(counts[:50])
    ratios = []
    for pair in range(called.pairs):
        ours = _seconds(lambda: _ours(counts)) / len(counts)
        loop = _seconds(lambda: _loop(counts[: called.sample])) / called.sample
        ratios.append(loop / ours)
        print(f"pair {pair + 1}: {1e3 * ours:.3f} ms a series, in a loop {1e3 * loop:.2f} ms; {loop / ours:.0f} times")
    print(f"{len(counts):,} series of {QUARTERS} quarters: median {sorted(ratios)[len(ratios) // 2]:.0f} times faster")
    for share in (8, 4, 2, 1):
        some = counts[: len(counts) // share]
        took = _seconds(lambda some=some: _ours(some))  # type: ignore[misc]
        print(f"{len(some):>7,} series: {took:.2f} s, {1e3 * took / len(some):.3f} ms a series")
    _one_quarter()


def _counts(series: int) -> Array:
    chance = np.random.default_rng(SEED)
    means = chance.choice([1.0, 3.0, 10.0, 40.0, 150.0], series)[:, None]
    return chance.poisson(means * np.ones(QUARTERS)).astype(float)


def _ours(counts: Array) -> None:
    times = np.arange(QUARTERS, dtype=float)
    trends(counts, np.ones_like(counts), times, "rate", np.full(len(counts), 0.2))
    mann_kendall_table(counts)
    theil_sen_table(counts, times)


def _loop(counts: Array) -> None:
    design = design_of(np.arange(QUARTERS, dtype=float), (0, 1, 2, 3))
    for series in counts:
        pymannkendall.original_test(series)
        sm.GLM(series, design, family=sm.families.Poisson()).fit()


def _one_quarter() -> None:
    """Everything that is said of one quarter of Havenshire, its earlier quarters judged again included."""
    project = open_project("examples/havenshire")
    opened = open_edition(project, "2016-17-Q4")
    plan, board, events = project.plan, project.board, opened.events
    figures = list(opened.ledger.figures())
    baselines = read_baselines(project.folder / "params")

    def once() -> None:
        assess(opened.indicators, plan, board, events, opened.quarter, baselines)

    def with_earlier() -> None:
        earlier_verdicts(project, figures, events, opened.quarter)

    def indicators() -> None:
        with_all_intervals(indicators_of(opened.ledger, plan, board), plan, board)

    print(f"{len(opened.assessments)} series of a quarter: assessed in {_seconds(once):.2f} s")
    print(
        f"its earlier quarters judged again: {_seconds(with_earlier):.2f} s; "
        f"its indicators: {_seconds(indicators):.2f} s"
    )


def _seconds(work: object) -> float:
    assert callable(work)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start = time.perf_counter()
        work()
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
