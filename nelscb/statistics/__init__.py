"""Statistics for short series of small counts: pure functions on arrays, each with a small frozen result.

Every result carries its value, interval, level, number of observations, method and inputs, so that a
sentence about it can be checked against it. Nothing here knows what is measured or which way is better.
"""

from nelscb.statistics.back_test import BackTestRow, back_test
from nelscb.statistics.change import Change, count_ratio, overdispersed_ratio, proportion_difference
from nelscb.statistics.change_point import ChangePoint, change_point
from nelscb.statistics.control_charts import (
    ControlChart,
    count_chart,
    exact_count_chart,
    individuals_chart,
    laney_proportion_chart,
    laney_rate_chart,
    proportion_chart,
    rate_chart,
)
from nelscb.statistics.finding import Finding, finding_of
from nelscb.statistics.forecast import Forecast, line_forecast, walk_forecast
from nelscb.statistics.intervals import Estimate, count_interval, design_effect, proportion_interval, rate_interval
from nelscb.statistics.mann_kendall import MannKendall, mann_kendall, seasonal_mann_kendall
from nelscb.statistics.many_tests import Family, false_discovery_rates
from nelscb.statistics.neighbours import (
    AmongNeighbours,
    RankAmong,
    among_neighbours,
    rank_with_uncertainty,
    score_among_neighbours,
)
from nelscb.statistics.power import Detectable, detectable_fall, detectable_trend
from nelscb.statistics.runs import Runs, runs
from nelscb.statistics.special_causes import (
    SpecialCauses,
    Variation,
    assurance,
    expected_false_alarms,
    special_causes,
    variation,
)
from nelscb.statistics.theil_sen import Slope, theil_sen
from nelscb.statistics.time_between import opportunities_chart, time_chart
from nelscb.statistics.trend import TooFewPoints, Trend, count_trend, proportion_trend, stock_floor
from nelscb.statistics.turned import Turned, curve_turned

__all__ = [
    "AmongNeighbours", "BackTestRow", "Change", "ChangePoint", "ControlChart", "Detectable", "Estimate", "Family",
    "Finding", "Forecast", "MannKendall", "RankAmong", "Runs", "Slope", "SpecialCauses", "TooFewPoints", "Trend",
    "Turned", "Variation", "among_neighbours", "assurance", "back_test", "change_point", "count_chart",
    "count_interval", "count_ratio", "count_trend", "curve_turned", "design_effect", "detectable_fall",
    "detectable_trend", "exact_count_chart", "expected_false_alarms", "false_discovery_rates", "finding_of",
    "individuals_chart", "laney_proportion_chart", "laney_rate_chart", "line_forecast", "mann_kendall",
    "opportunities_chart", "overdispersed_ratio", "proportion_chart", "proportion_difference", "proportion_interval",
    "proportion_trend", "rank_with_uncertainty", "rate_chart", "rate_interval", "runs", "score_among_neighbours",
    "seasonal_mann_kendall", "special_causes", "stock_floor", "theil_sen", "time_chart", "variation", "walk_forecast",
]  # fmt: skip
