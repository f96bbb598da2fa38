"""Where an area stands among its statistical neighbours: predictive limits for one more area, and its rank.

The limits hold the spread between neighbours as well as chance: counting alone (Poisson, binomial) makes an outlier
of nearly every area. Region and England contain neighbours and are lines beside them, never among them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from nelscb.statistics.distributions import t_quantile
from nelscb.statistics.intervals import LEVEL
from nelscb.statistics.trend import TooFewPoints

FEWEST_NEIGHBOURS = 3
"""Two neighbours leave one degree of freedom: limits thirteen times as wide as their distance."""
UNBIASED = 0.25
"""c for which √((x + c)/d) and arcsin √((x + c)/(n + 2c)) are unbiased to the first order, whatever the size."""
JEFFREYS, RANK_DRAWS = 0.5, 10_000
RANK_SEED = 19_960_385  # fixed, so that an edition built again says the same

Array = NDArray[np.float64]
Kind = Literal["rate", "proportion"]
Outside = Literal["above", "below", "inside"]


@dataclass(frozen=True)
class AmongNeighbours:
    """An area's ``value`` beside the limits in which one more area like its ``k`` neighbours is expected.

    None where the area has no figure. ``tau_squared``: variance between
    neighbours, on the scale of ``method``. ``heterogeneity``: Q/(k − 1), about 1 where neighbours differ by chance
    alone, None for scores. A value on a limit is inside. Nothing here says which side is better.
    """

    value: float | None
    mean: float
    low: float | None
    high: float | None
    level: float
    k: int
    tau_squared: float
    heterogeneity: float | None
    outside: Outside | None
    method: str
    inputs: dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class RankAmong:
    """An area's rank among ``k`` areas, itself one of them: 1 is the lowest; ties share the mean of their ranks.

    ``low`` and ``high`` are whole ranks. No event in few children may be a high rate: ``value`` can be under ``low``.
    """

    value: float
    low: float
    high: float
    level: float
    k: int
    method: str
    inputs: dict[str, tuple[float, ...]]


def among_neighbours(
    events: ArrayLike,
    denominators: ArrayLike,
    own_events: float,
    own_denominator: float,
    kind: Kind,
    *,
    per: float = 1.0,
    dispersion: float = 1.0,
    level: float = LEVEL,
) -> AmongNeighbours:
    """The random-effects predictive interval of ``per`` × events / denominator for one more area.

    ``events`` and ``denominators``: one a neighbour; nan or a denominator of 0 drops the neighbour. The scale is the
    square root of a rate, or arcsin √ of a proportion, with 1/4 added to the events (1/2 to a proportion's
    denominator): the sampling variance is then φ/(4d), the same for a low figure as for a high one. On the log and
    logit scales it depends on the very count it weighs, a zero needs an invented figure, and the lower limit calls an
    area expected to have two events low when it has none (chance 14 %). D. J. Spiegelhalter, Quality and Safety in
    Health Care 14 (2005), 347-351. ``dispersion`` φ is 1 or more.

    With y the neighbours, v = φ/(4d), w = 1/(v + τ̂²): mean Σwy/Σw, limits mean ± t_{k−1} √(τ̂² + 1/Σw + s²), s² = φ/(4d)
    of the area itself. 1/Σw is τ̂²/k where counts are large, so this is τ̂²(1 + 1/k) + s², and keeps what counting adds
    to the mean's error where they are small. J. P. T. Higgins, S. G. Thompson and D. J. Spiegelhalter, JRSS A 172
    (2009), 137-159, with k − 1 for their k − 2 degrees of freedom, and with s² because it is a count that is judged.
    τ̂² by ``paule_mandel``. Limits are turned back for the area's own denominator and cut at 0 (and at all). Raises
    TooFewPoints under three neighbours, ValueError for negative counts or more events than their total.
    """
    x, d = _checked(events, denominators, kind)
    own_x, own_d = _checked([own_events], [own_denominator], kind)
    if dispersion < 1:
        raise ValueError(f"a dispersion is 1 or more, not {dispersion}")
    there = _there(x, d)
    x, d, k = x[there], d[there], int(there.sum())
    if k < FEWEST_NEIGHBOURS:
        raise TooFewPoints(f"{k} neighbours; limits need {FEWEST_NEIGHBOURS}")
    y, v = _scaled(x, d, kind), dispersion / (4 * d)
    tau_squared = paule_mandel(y, v)
    mean, mean_variance = pooled(y, v, tau_squared)
    fixed, _ = pooled(y, v, 0.0)
    heterogeneity = float(((y - fixed) ** 2 / v).sum()) / (k - 1)
    inputs = {
        "events": tuple(x.tolist()),
        "denominators": tuple(d.tolist()),
        "per": (per,),
        "dispersion": (dispersion,),
    }
    inputs["own"] = (float(own_events), float(own_denominator))
    scale = "square root" if kind == "rate" else "arcsine square root"
    method = f"random-effects predictive interval, {scale} scale, Paule-Mandel"
    middle = per * _turned_back(mean, math.inf, kind)
    if not _there(own_x, own_d)[0]:
        return AmongNeighbours(None, middle, None, None, level, k, tau_squared, heterogeneity, None, method, inputs)
    value, size = per * float(own_x[0]) / float(own_d[0]), float(own_d[0])
    error = math.sqrt(tau_squared + mean_variance + dispersion / (4 * size))
    half = t_quantile(0.5 + level / 2, k - 1) * error
    low, high = (per * _turned_back(limit, size, kind) for limit in (mean - half, mean + half))
    outside = _outside(value, low, high)
    return AmongNeighbours(value, middle, low, high, level, k, tau_squared, heterogeneity, outside, method, inputs)


def score_among_neighbours(own: float, scores: ArrayLike, *, level: float = LEVEL) -> AmongNeighbours:
    """The predictive interval for a score without counts: mean ± t_{k−1} s √(1 + 1/k).

    nan drops a neighbour; ``own`` nan gives limits without value. ``tau_squared`` is s², which holds chance too. Raises
    TooFewPoints under three neighbours, or where all have the same score: nothing tells how far a further one may lie.
    """
    y = np.asarray(scores, dtype=float)
    if np.isinf(y).any() or math.isinf(own):
        raise ValueError("a score cannot be infinite")
    y = y[~np.isnan(y)]
    k = len(y)
    if k < FEWEST_NEIGHBOURS:
        raise TooFewPoints(f"{k} neighbours; limits need {FEWEST_NEIGHBOURS}")
    if (y == y[0]).all():
        raise TooFewPoints("all neighbours have the same score")
    mean, variance = float(y.mean()), float(y.var(ddof=1))
    half = t_quantile(0.5 + level / 2, k - 1) * math.sqrt(variance * (1 + 1 / k))
    inputs, low, high = {"scores": tuple(y.tolist()), "own": (float(own),)}, mean - half, mean + half
    value, outside = (None, None) if math.isnan(own) else (float(own), _outside(own, low, high))
    method = "predictive interval of scores"
    return AmongNeighbours(value, mean, low, high, level, k, variance, None, outside, method, inputs)


def paule_mandel(values: ArrayLike, variances: ArrayLike) -> float:
    """τ̂² for which Q(τ²) = Σ(y − ȳ_w)²/(v + τ²) equals k − 1; 0 where Q(0) is no more.

    R. C. Paule and J. Mandel, Journal of Research of the NBS 87 (1982), 377-385. Not DerSimonian and Laird's, whose
    weights are those of chance alone: it is too small where areas differ in size and by much more than chance, as
    these do (A. A. Veroniki et al., Research Synthesis Methods 7 (2016), 55-79). Q falls with τ² and is no
    more than Σ(y − ȳ)²/τ², so that the root lies under the plain variance of y.
    """
    y, v = np.asarray(values, dtype=float), np.asarray(variances, dtype=float)

    def excess(tau_squared: float) -> float:
        mean, _ = pooled(y, v, tau_squared)
        return float(((y - mean) ** 2 / (v + tau_squared)).sum()) - (len(y) - 1)

    if excess(0.0) <= 0:
        return 0.0
    highest = float(y.var(ddof=1))
    return float(optimize.brentq(excess, 0.0, highest, xtol=1e-12 * highest))


def pooled(values: ArrayLike, variances: ArrayLike, tau_squared: float) -> tuple[float, float]:
    """The random-effects mean Σwy/Σw, w = 1/(v + τ²), and its variance 1/Σw."""
    y, w = np.asarray(values, dtype=float), 1 / (np.asarray(variances, dtype=float) + tau_squared)
    return float(w @ y / w.sum()), float(1 / w.sum())


def rank_with_uncertainty(
    events: ArrayLike,
    denominators: ArrayLike,
    own_index: int,
    kind: Kind,
    *,
    dispersion: float = 1.0,
    level: float = LEVEL,
) -> RankAmong:
    """The rank of the area at ``own_index`` among all areas given, with the interval of its true rank.

    H. Goldstein and D. J. Spiegelhalter, JRSS A 159 (1996), 385-443: each area's rate is drawn ``RANK_DRAWS`` times
    from its gamma (beta for proportions) distribution with Jeffreys' prior, each draw is ranked, and the limits are
    whole ranks between which at least ``level`` of the draws lie. Events and denominators are divided by
    ``dispersion``: at 1 the interval knows chance in counting only. nan or a denominator of 0 drops an area. Raises
    ValueError where the own area has no figure, TooFewPoints with under three others.
    """
    x, d = _checked(events, denominators, kind)
    there = _there(x, d)
    if not 0 <= own_index < len(x) or not there[own_index]:
        raise ValueError("the area that is to be ranked has no figure")
    if dispersion < 1:
        raise ValueError(f"a dispersion is 1 or more, not {dispersion}")
    own, x, d = int(there[:own_index].sum()), x[there], d[there]
    if len(x) <= FEWEST_NEIGHBOURS:
        raise TooFewPoints(f"{len(x) - 1} neighbours; a rank needs {FEWEST_NEIGHBOURS}")
    shares = x / d
    value = 1 + float((shares < shares[own]).sum()) + float((shares == shares[own]).sum() - 1) / 2
    random, counted, size = np.random.default_rng(RANK_SEED), x / dispersion + JEFFREYS, (RANK_DRAWS, len(x))
    if kind == "rate":
        draws = random.gamma(counted, size=size) / d
    else:
        draws = random.beta(counted, (d - x) / dispersion + JEFFREYS, size=size)
    ranks = 1 + (draws < draws[:, [own]]).sum(axis=1)
    low, high = np.quantile(ranks, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    inputs = {"events": tuple(x.tolist()), "denominators": tuple(d.tolist()), "own_index": (float(own),)}
    inputs |= {"dispersion": (dispersion,), "draws": (RANK_DRAWS,), "seed": (RANK_SEED,)}
    return RankAmong(value, float(low), float(high), level, len(x), "simulated ranks, Jeffreys prior", inputs)


def _checked(events: ArrayLike, denominators: ArrayLike, kind: Kind) -> tuple[Array, Array]:
    x, d = np.asarray(events, dtype=float), np.asarray(denominators, dtype=float)
    if x.shape != d.shape:
        raise ValueError("events and denominators must be equally many")
    if (x < 0).any() or (d < 0).any() or np.isinf(x).any() or np.isinf(d).any():
        raise ValueError("a count or denominator cannot be negative or infinite")
    if kind == "proportion" and (x > d).any():
        raise ValueError("more events than their total are no proportion")
    return x, d


def _there(x: Array, d: Array) -> NDArray[np.bool_]:
    return np.asarray(~np.isnan(x) & ~np.isnan(d) & (d > 0))


def _scaled(x: Array, d: Array, kind: Kind) -> Array:
    if kind == "rate":
        return np.asarray(np.sqrt((x + UNBIASED) / d))
    return np.asarray(np.arcsin(np.sqrt((x + UNBIASED) / (d + 2 * UNBIASED))))


def _turned_back(limit: float, size: float, kind: Kind) -> float:
    """The figure of an area of ``size`` that stands at ``limit`` on the scale; no less than none, no more than all."""
    if kind == "rate":
        return max(0.0, max(0.0, limit) ** 2 - UNBIASED / size)
    share = math.sin(min(max(0.0, limit), math.pi / 2)) ** 2
    return min(1.0, max(0.0, share + (2 * share - 1) * UNBIASED / size))


def _outside(value: float, low: float, high: float) -> Outside:
    return "above" if value > high else "below" if value < low else "inside"
