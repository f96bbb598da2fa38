from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from nelscb.baselines import (
    COLUMNS,
    FILE,
    Baseline,
    at_exposure,
    baseline_points,
    data_hash,
    exposure_of,
    freeze,
    read_baselines,
    write_baselines,
)
from nelscb.indicators import Point, Series
from nelscb.mistakes import Mistake
from nelscb.plan import Measure, Project
from nelscb.plan.measures import Basis
from nelscb.quarters import FinancialYear, Quarter
from nelscb.statistics import line_forecast, walk_forecast

FIRST, LAST = Quarter.parse("2012-13-Q1"), Quarter.parse("2014-15-Q4")
COUNTS = [50.0, 47, 52, 49, 51, 48, 53, 46, 50, 49, 51, 50]
PEOPLE = [30_000.0 + 100 * n for n in range(12)]


@pytest.fixture(scope="module")
def count(project: Project) -> Measure:
    return project.plan.measures["P1-01"]


@pytest.fixture(scope="module")
def rate(count: Measure) -> Measure:
    return replace(count, unit="rate", per=10_000, denominator="children")


def series_of(counts: Sequence[float | None], totals: Sequence[float] | None = None, first: Quarter = FIRST) -> Series:
    """One point a quarter; None is withheld. A total makes a rate of it."""
    points = []
    for n, number in enumerate(counts):
        total = totals[n] if totals else None
        if number is None:
            points.append(Point(first + n, None, None, None, "suppressed_by_publisher", "published", 1, ()))
        else:
            value = number / total if total else number
            points.append(Point(first + n, number, total, value, "reported", "published", 1, ()))
    return Series("E06000012", "P1-01", "quarter", "", "", tuple(points))


# --- freezing -------------------------------------------------------------------------------------


def test_walk_and_line_are_frozen_for_four_and_eight_quarters(count: Measure) -> None:
    found = freeze(series_of(COUNTS), count, LAST)
    assert [(b.forecast.horizon, b.method) for b in found] == [(4, "walk"), (4, "line"), (8, "walk"), (8, "line")]
    assert [b.forecast for b in found] == [
        walk_forecast(COUNTS, 4), line_forecast(COUNTS, 4), walk_forecast(COUNTS, 8), line_forecast(COUNTS, 8),
    ]  # fmt: skip
    assert {(b.measure, b.first, b.last, b.exposure) for b in found} == {("P1-01", FIRST, LAST, 1.0)}
    assert len({b.data_hash for b in found}) == 1


def test_nothing_after_the_baseline_is_seen(count: Measure) -> None:
    assert freeze(series_of([*COUNTS, 500, 2]), count, LAST) == freeze(series_of(COUNTS), count, LAST)


def test_what_was_counted_otherwise_before_a_break_is_no_baseline(count: Measure) -> None:
    longer = series_of([500, 510, *COUNTS], first=FIRST - 2)
    assert freeze(longer, count, LAST, FIRST) == freeze(series_of(COUNTS), count, LAST)
    assert freeze(longer, count, LAST)[0].first == FIRST - 2
    assert freeze(longer, count, LAST, LAST - 4) == []


def test_a_stock_is_frozen_with_the_correlation_of_a_stock(count: Measure) -> None:
    (line,) = (
        b for b in freeze(series_of(COUNTS), replace(count, basis="snapshot"), LAST)
        if (b.method, b.forecast.horizon) == ("line", 4)
    )  # fmt: skip
    assert line.forecast == line_forecast(COUNTS, 4, floor=0.6)


def test_a_gap_keeps_its_place_and_a_late_gap_its_distance(count: Measure) -> None:
    gap = [*COUNTS[:5], None, *COUNTS[6:]]
    frozen = freeze(series_of(gap), count, LAST)
    as_numbers = [float("nan") if c is None else c for c in gap]
    assert frozen[0].forecast.value == walk_forecast(as_numbers, 4).value
    withheld_at_the_end = freeze(series_of([*COUNTS[:11], None]), count, LAST)
    assert withheld_at_the_end[0].last == LAST
    assert withheld_at_the_end[0].forecast.value == walk_forecast([*COUNTS[:11], float("nan")], 4).value


@pytest.mark.parametrize("basis", ["rolling", "rolling_distinct", "cumulative"])
def test_sums_that_overlap_are_not_frozen(count: Measure, basis: Basis) -> None:
    assert freeze(series_of(COUNTS), replace(count, basis=basis), LAST) == []


def test_scores_years_short_series_and_none_are_not_frozen(count: Measure) -> None:
    assert freeze(series_of(COUNTS), replace(count, unit="score"), LAST) == []
    assert freeze(series_of([]), count, LAST) == []
    assert freeze(series_of(COUNTS, first=LAST + 1), count, LAST) == []
    assert freeze(series_of(COUNTS[:5], first=LAST - 4), count, LAST) == []
    years = tuple(Point(FinancialYear(2010 + n), 50, None, 50, "reported", "published", 1, ()) for n in range(5))
    assert freeze(Series("E06000012", "P1-01", "year", "", "", years), count, LAST) == []


def test_a_rate_is_frozen_as_the_count_at_its_mean_exposure(rate: Measure) -> None:
    series = series_of(COUNTS, PEOPLE)
    found = freeze(series, rate, LAST)
    assert {b.exposure for b in found} == {30_550.0}
    counts = [c / p * 30_550 for c, p in zip(COUNTS, PEOPLE, strict=True)]
    assert found[0].forecast.value == pytest.approx(walk_forecast(counts, 4).value)
    assert found[1].forecast.high == pytest.approx(line_forecast(counts, 4).high)


def test_an_exposure_is_the_mean_denominator_of_a_ratio_and_one_of_a_count(count: Measure, rate: Measure) -> None:
    points = series_of([5, 6, 7], [100.0, 200, 600]).points
    assert exposure_of(points, rate) == 300.0
    assert exposure_of(points, count) == 1.0
    assert exposure_of([], rate) == 1.0
    assert at_exposure(points, FIRST, FIRST + 3, 300.0, rate).tolist() == pytest.approx(
        [15, 9, 3.5, float("nan")], nan_ok=True
    )
    assert at_exposure(points, FIRST + 1, FIRST + 2, 1.0, count).tolist() == [6, 7]


def test_nobody_to_count_among_is_a_gap(rate: Measure) -> None:
    points = series_of([5, 0, 7], [100.0, 0.0, 100]).points
    assert at_exposure(points, FIRST, FIRST + 2, 100.0, rate).tolist() == pytest.approx(
        [5, float("nan"), 7], nan_ok=True
    )


# --- hash -----------------------------------------------------------------------------------------


def hash_of(series: Series, first: Quarter | None = None) -> str:
    return data_hash(baseline_points(series, first, LAST))


@pytest.mark.parametrize(
    "changed",
    [
        series_of([*COUNTS[:11], 51], PEOPLE),
        series_of(COUNTS, [30_001.0, *PEOPLE[1:]]),
        series_of([*COUNTS[:11], None], PEOPLE),
        series_of(COUNTS[1:], PEOPLE[1:], FIRST + 1),
        series_of(COUNTS, PEOPLE, FIRST - 1),
        series_of(COUNTS),
    ],
    ids=["a count", "a denominator", "withheld", "one less", "another quarter", "no denominators"],
)
def test_any_revision_gives_another_hash(changed: Series) -> None:
    frozen = hash_of(series_of(COUNTS, PEOPLE))
    assert hash_of(changed) != frozen


def test_a_hash_is_of_reported_quarters_up_to_the_last_alone() -> None:
    plain = hash_of(series_of(COUNTS))
    assert hash_of(series_of([*COUNTS, 90, None])) == plain
    assert hash_of(series_of([None, *COUNTS], first=FIRST - 1)) == plain
    assert hash_of(series_of([90, 91, *COUNTS], first=FIRST - 2), FIRST) == plain
    assert (len(plain), int(plain, 16) > 0) == (16, True)


# --- the file -------------------------------------------------------------------------------------


def frozen_file(folder: Path, rows: list[Baseline]) -> Path:
    write_baselines(folder / FILE, rows)
    return folder / FILE


def test_what_was_frozen_is_read_again_to_the_digits_of_the_file(tmp_path: Path, count: Measure, rate: Measure) -> None:
    rows = freeze(series_of(COUNTS), count, LAST)
    rows += [replace(b, measure="P1-05r") for b in freeze(series_of(COUNTS, PEOPLE), rate, LAST)]
    frozen_file(tmp_path, rows)
    found = read_baselines(tmp_path)
    by_name = {(b.measure, b.forecast.horizon, b.method): b for b in rows}
    assert [(b.measure, b.forecast.horizon, b.method) for b in found] == sorted(by_name)
    for one in found:
        frozen = by_name[one.measure, one.forecast.horizon, one.method]
        for name in ("value", "low", "high"):
            assert getattr(one.forecast, name) == pytest.approx(getattr(frozen.forecast, name), rel=5e-6)
        assert (one.first, one.last, one.data_hash) == (frozen.first, frozen.last, frozen.data_hash)
        assert one.exposure == pytest.approx(frozen.exposure, rel=5e-6)
        assert (one.forecast.method, one.forecast.level, one.forecast.n) == (
            frozen.forecast.method, frozen.forecast.level, frozen.forecast.n,
        )  # fmt: skip


def test_a_file_read_and_written_again_is_the_same_to_the_byte(tmp_path: Path, count: Measure) -> None:
    path = frozen_file(tmp_path, freeze(series_of(COUNTS), count, LAST)[::-1])
    before = path.read_bytes()
    write_baselines(path, read_baselines(tmp_path))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [FILE]


def test_a_board_that_has_frozen_none_has_none(tmp_path: Path) -> None:
    assert read_baselines(tmp_path) == ()
    frozen_file(tmp_path, [])
    assert read_baselines(tmp_path) == ()


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("method", "guess"),
        ("forecast", "many"),
        ("forecast", ""),
        ("forecast", "nan"),
        ("low", "-3"),
        ("low", "1e9"),
        ("high", "1"),
        ("high", "inf"),
        ("horizon", "four"),
        ("quarters", "12.5"),
        ("level", "high"),
        ("exposure", "everybody"),
        ("first_quarter", "2012-13"),
        ("last_quarter", "2014-15-Q5"),
        ("exposure", "0"),
        ("exposure", "-5"),
        ("exposure", "nan"),
        ("exposure", "inf"),
        ("horizon", "6"),
        ("level", "0.9"),
    ],
)
def test_a_bad_row_is_named_with_its_file_and_what_to_do(
    tmp_path: Path, count: Measure, column: str, wrong: str
) -> None:
    path = frozen_file(tmp_path, freeze(series_of(COUNTS), count, LAST))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[2][column] = wrong
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(Mistake, match=r"baselines\.csv: row 4: .*freeze-baselines again"):
        read_baselines(tmp_path)


@pytest.mark.parametrize("text", ["", "measure,method\nP1-01,walk\n", f"{','.join(reversed(COLUMNS))}\n"])
def test_other_columns_are_named_with_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Mistake, match=r"baselines\.csv: its columns must be measure, method"):
        read_baselines(tmp_path)


def test_a_row_that_breaks_off_is_named(tmp_path: Path, count: Measure) -> None:
    path = frozen_file(tmp_path, freeze(series_of(COUNTS), count, LAST))
    path.write_text(path.read_text(encoding="utf-8") + "P1-02,walk,4\n", encoding="utf-8")
    with pytest.raises(Mistake, match="row 6"):
        read_baselines(tmp_path)
