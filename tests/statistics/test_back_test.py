from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import ArrayLike

from nelscb.statistics import TooFewPoints
from nelscb.statistics.back_test import back_test
from nelscb.statistics.forecast import METHODS, Forecast

pytestmark = pytest.mark.filterwarnings("error")
NAN = math.nan


def flat(counts: ArrayLike, horizon: int) -> Forecast:
    """The last quarter again, give or take a half."""
    last = float(np.asarray(counts, dtype=float)[-1])
    if math.isnan(last):
        raise TooFewPoints("no last quarter")
    value = last * horizon
    return Forecast("flat", horizon, value, value / 2, value * 1.5, 0.95, 1, {})


def test_every_origin_is_one_trial_and_each_is_scored_as_by_hand() -> None:
    series = [[10, 10, 20, 40], [8, 8, 8, 8, 6]]
    (row,) = back_test(series, horizons=(2,), fewest=2, methods={"flat": flat})
    # 10 10 → 20 (10 to 30) against 60: outside, 67 %. 8 8 → 16 (8 to 24) against 16: inside, 0 %.
    # 8 8 8 → 16 against 14: inside, 14 %.
    assert (row.method, row.horizon, row.origins, row.areas, row.refused, row.level) == ("flat", 2, 3, 2, 0, 0.95)
    assert row.coverage == pytest.approx(2 / 3)
    assert row.error == pytest.approx(100 * 2 / 14)
    widths = [30.5 / 10.5, 24.5 / 8.5, 24.5 / 8.5]
    assert row.width_ratio == pytest.approx(math.prod(widths) ** (1 / 3))


@pytest.mark.parametrize(("actual", "covered"), [(5, 1.0), (15, 1.0), (4, 0.0), (16, 0.0)])
def test_a_limit_itself_is_covered(actual: int, covered: float) -> None:
    (row,) = back_test([[10, 10, actual]], horizons=(1,), fewest=2, methods={"flat": flat})
    assert (row.origins, row.coverage) == (1, covered)


@pytest.mark.parametrize(
    ("series", "fewest", "horizon", "origins"),
    [
        ([1, 2, 3, 4, 5, 6], 2, 1, 4),
        ([1, 2, 3, 4, 5, 6], 2, 4, 1),
        ([1, 2, 3, 4, 5, 6], 3, 4, 0),
        ([1, 2, 3, NAN, 5, 6], 2, 1, 2),  # after 1 2 comes 3; after 1 2 3 – 5 comes 6; after 1 2 3 – comes 5, refused
        ([1, NAN, 3, 4, 5], 2, 1, 2),  # two are known only from the third on
        ([], 2, 1, 0),
    ],
)
def test_origins_have_enough_before_and_no_gap_after(
    series: list[float], fewest: int, horizon: int, origins: int
) -> None:
    (row,) = back_test([series], horizons=(horizon,), fewest=fewest, methods={"flat": flat})
    assert row.origins == origins
    assert row.areas == min(1, origins)


def test_a_method_that_cannot_is_counted_as_refused() -> None:
    (row,) = back_test([[1, 2, NAN, 4, 5]], horizons=(1,), fewest=2, methods={"flat": flat})
    # Baselines 1 2 – and 1 2 – 4: after the first stands 4, but its last quarter is missing.
    assert (row.origins, row.refused) == (1, 1)


def test_no_origin_has_no_figure() -> None:
    for series in ([], [[1.0, 2.0]]):
        for row in back_test(series):
            assert (row.origins, row.areas, row.refused) == (0, 0, 0)
            assert (row.coverage, row.width_ratio, row.error, row.level) == (None, None, None, None)


def test_a_sum_of_none_has_coverage_but_no_percentage() -> None:
    (row,) = back_test([[4, 4, 0]], horizons=(1,), fewest=2, methods={"flat": flat})
    assert (row.origins, row.coverage, row.error) == (1, 0.0, None)
    (row,) = back_test([[0, 0, 0]], horizons=(1,), fewest=2, methods={"flat": flat})
    assert (row.origins, row.coverage, row.width_ratio) == (1, 1.0, 1.0)


def test_a_method_sees_nothing_of_what_follows() -> None:
    seen: list[tuple[float, ...]] = []

    def watch(counts: ArrayLike, horizon: int) -> Forecast:
        seen.append(tuple(np.asarray(counts, dtype=float).tolist()))
        return flat(counts, horizon)

    back_test([[1, 2, 3, 4, 5]], horizons=(2,), fewest=2, methods={"watch": watch})
    assert seen == [(1, 2), (1, 2, 3)]


def test_rows_stand_in_the_order_of_methods_and_horizons() -> None:
    rows = back_test([], horizons=(8, 4), methods={"b": flat, "a": flat})
    assert [(row.method, row.horizon) for row in rows] == [("b", 8), ("b", 4), ("a", 8), ("a", 4)]


def test_a_negative_count_is_an_error_and_not_a_refusal() -> None:
    with pytest.raises(ValueError, match="negative"):
        back_test([[-1, *range(30)]], methods={"walk": METHODS["walk"]})


# Referrals a quarter, 2012-13 Q1 to 2016-17 Q4, of eleven areas, a region and England: months of DfE, CIN C6, summed.
REFERRALS = """
534 554 490 453 475 433 442 323 261 246 218 267 263 299 335 349 353 320 344 415
910 945 833 780 859 762 694 791 551 459 534 453 470 375 413 467 424 385 484 655
498 635 732 501 380 463 466 465 859 640 400 557 495 492 464 547 501 470 338 429
667 778 778 793 796 1008 637 428 348 355 345 333 438 400 533 665 788 654 777 763
691 575 545 528 484 466 366 275 313 426 493 396 322 332 447 370 378 631 953 1555
892 892 1405 1843 1043 1229 1224 1001 1024 1081 1311 1340 1219 1237 1047 1112 1176 845 1046 1376
614 567 589 615 676 675 821 778 601 543 519 638 599 527 633 509 560 488 502 504
656 654 496 436 499 420 372 463 641 669 847 839 1103 944 525 424 476 551 584 529
1169 1233 1773 1623 1597 1855 1804 1526 828 916 877 1104 1335 1067 1116 961 1399 1347 1211 1318
1142 893 946 880 949 1222 1070 799 896 987 1377 1912 1092 1188 1279 1040 1357 1380 1218 1119
830 1006 1068 1802 2319 2289 2178 2695 2708 3072 3428 3671 4160 3158 2495 2396 1023 1039 934 1020
16270 16290 17020 16720 18960 19320 18820 19210 19080 19030 19640 19500 19320 17190 16750 16710 16580 16460 16230 17900
146940 144180 151390 150990 161670 163610 166380 166120 160050 155880 162780 156910 157940 148970 157570 156980 167800 153020 159070 166220
"""  # noqa: E501


def test_on_real_referrals_the_walk_covers_and_what_common_tools_draw_does_not() -> None:
    series = [[float(count) for count in line.split()] for line in REFERRALS.strip().splitlines()]
    rows = {(row.method, row.horizon): row for row in back_test(series, fewest=8)}
    assert all(row.areas == 13 and row.refused == 0 for row in rows.values())
    assert [rows["walk", h].origins for h in (4, 8)] == [117, 65]
    coverage = {key: round(100 * (row.coverage or 0)) for key, row in rows.items()}
    assert coverage["walk", 4] >= 95
    assert coverage["walk", 8] >= 95
    assert 90 <= coverage["line", 8] <= 95
    assert 45 <= coverage["plain line", 8] <= 60
    assert coverage["damped", 8] <= 75
    assert coverage["last year", 4] <= 90
    # The price: the walk's limits lie a factor of 5 apart after two years, the line's more than 20.
    assert rows["walk", 8].width_ratio == pytest.approx(5.04, abs=0.1)
    assert (rows["line", 8].width_ratio or 0) > 20
