"""The 95 % limits, written again from the formulas as they were published.

Counts under ten: F. Garwood, Biometrika 28 (1936), from quantiles of chi-squared. From ten: Byar's approximation, in
N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II (1987), page 69. Shares: E. B. Wilson's score
interval, JASA 22 (1927), here as the two roots of the quadratic equation from which he derives it.
"""

from __future__ import annotations

import math

from scipy import stats

_Z = float(stats.norm.ppf(0.975))
_BYAR_FROM = 10


def limits_of_count(events: float) -> tuple[float, float]:
    if events < _BYAR_FROM:
        low = float(stats.chi2.ppf(0.025, 2 * events)) / 2 if events else 0.0
        return low, float(stats.chi2.ppf(0.975, 2 * events + 2)) / 2
    one_more = events + 1
    low = events * math.pow(1 - 1 / (9 * events) - _Z / (3 * math.sqrt(events)), 3)
    high = one_more * math.pow(1 - 1 / (9 * one_more) + _Z / (3 * math.sqrt(one_more)), 3)
    return low, high


def limits_of_share(events: float, total: float) -> tuple[float, float]:
    """The shares p at which (events / total - p) is z standard errors, the errors being those at p itself."""
    share = events / total
    # (share - p)^2 = z^2 p (1 - p) / total, in the form a p^2 + b p + c = 0.
    a = 1 + _Z * _Z / total
    b = -(2 * share + _Z * _Z / total)
    c = share * share
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    low = 0.0 if events == 0 else (-b - root) / (2 * a)
    high = 1.0 if events == total else (-b + root) / (2 * a)
    return low, high
