"""The distributions against scipy's own, over what the methods ask of them, and at the ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from nelscb.statistics import distributions as own

CHANCES = st.floats(1e-6, 1 - 1e-6)
CLOSE = {"rel": 1e-9, "abs": 1e-12}


@given(CHANCES)
def test_normal(q: float) -> None:
    assert own.normal_quantile(q) == pytest.approx(stats.norm.ppf(q), **CLOSE)
    assert own.normal_above(q * 8) == pytest.approx(stats.norm.sf(q * 8), **CLOSE)


@given(st.floats(0.5, 1 - 1e-6), st.integers(1, 200))
def test_t(q: float, freedom: int) -> None:
    assert own.t_quantile(q, freedom) == pytest.approx(stats.t.ppf(q, freedom), rel=1e-8)
    assert own.t_above(q * 6, freedom) == pytest.approx(stats.t.sf(q * 6, freedom), rel=1e-8)


def test_t_of_all_degrees_of_freedom_is_normal() -> None:
    assert own.t_quantile(0.975, math.inf) == pytest.approx(1.959963984540054)
    assert own.t_above([2.0, 2.0], [math.inf, 5]).tolist() == pytest.approx([stats.norm.sf(2), stats.t.sf(2, 5)])


@given(st.floats(0, 5), st.integers(2, 100), st.floats(0, 6))
def test_noncentral_t(x: float, freedom: int, shift: float) -> None:
    assert own.noncentral_t_below(x, freedom, shift) == pytest.approx(stats.nct.cdf(x, freedom, shift), abs=1e-9)


@given(CHANCES, st.integers(1, 500), st.integers(1, 500))
def test_beta(q: float, a: int, b: int) -> None:
    assert own.beta_quantile(q, a, b) == pytest.approx(stats.beta.ppf(q, a, b), **CLOSE)


@given(st.integers(-2, 60), st.integers(0, 50), st.floats(0.01, 0.99))
def test_binomial(k: int, n: int, share: float) -> None:
    assert own.binomial_to(k, n, share) == pytest.approx(stats.binom.cdf(k, n, share), **CLOSE)
    assert own.binomial_above(k, n, share) == pytest.approx(stats.binom.sf(k, n, share), **CLOSE)


@given(st.floats(0.001, 0.999), st.integers(0, 300), st.floats(0.01, 0.99))
def test_the_binomial_quantile_is_the_first_that_reaches_the_chance(q: float, n: int, share: float) -> None:
    found = int(own.binomial_quantile(q, n, share))
    assert 0 <= found <= n
    assert own.binomial_to(found, n, share) >= q * (1 - 1e-12)
    assert found == 0 or own.binomial_to(found - 1, n, share) < q * (1 + 1e-12)


def test_the_binomial_quantile_of_every_number_that_a_run_chart_can_have() -> None:
    n = np.arange(1, 400)
    for q in (0.025, 0.05):
        assert (own.binomial_quantile(q, n, 0.5) == stats.binom.ppf(q, n, 0.5)).all()


@given(st.sampled_from([0.00135, 0.02275, 0.5, 0.97725, 0.99865, 1 - 1e-9]), st.floats(0.001, 200))
def test_poisson(q: float, mean: float) -> None:
    assert own.poisson_quantile(q, mean) == stats.poisson.ppf(q, mean)
    k = np.arange(0, 250)
    assert own.poisson_of(k, mean) == pytest.approx(stats.poisson.pmf(k, mean), rel=1e-9, abs=1e-15)


def test_poisson_of_no_events() -> None:
    assert own.poisson_quantile(0.5, 0.0) == 0.0
    assert math.isnan(own.poisson_quantile(0.5, math.nan))
    assert own.poisson_of([0, 1], 0.0).tolist() == [1.0, 0.0]


@given(st.sampled_from([0.00135, 0.02275, 0.5, 0.97725, 0.99865]), st.floats(0.01, 5000))
def test_failures_before_a_success(q: float, mean: float) -> None:
    chance = 1 / (mean + 1)
    assert own.failures_quantile(q, chance) == stats.geom(chance, loc=-1).ppf(q)
