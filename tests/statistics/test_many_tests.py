from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from nelscb.statistics import false_discovery_rates

steady = settings(deadline=None, derandomize=True, database=None, max_examples=40)


@pytest.mark.parametrize(
    ("p_values", "q"),
    [
        ([], ()),
        ([None, None], (None, None)),
        ([0.03], (0.03,)),
        ([0.01, 0.04], (0.02, 0.04)),
        ([0.04, 0.01], (0.04, 0.02)),
        ([0.02, 0.021], (0.021, 0.021)),  # 2 × 0.02 is more than its larger neighbour's
        ([0.01, None, 0.02, 0.5, None, 0.9], (0.04, None, 0.04, 2 / 3, None, 0.9)),
        ([0.0, 1.0], (0.0, 1.0)),
        ([0.5, 0.5, 0.5], (0.5, 0.5, 0.5)),
    ],
)
def test_by_hand(p_values: list[float | None], q: tuple[float | None, ...]) -> None:
    found = false_discovery_rates(p_values)
    assert found.q == pytest.approx(q)
    assert found.n == len([p for p in p_values if p is not None])
    assert found.inputs == tuple(p_values)


@steady
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_is_what_scipy_calls_the_adjusted_p(p_values: list[float]) -> None:
    assert false_discovery_rates(p_values).q == pytest.approx(stats.false_discovery_control(p_values).tolist())


@steady
@given(st.lists(st.floats(0, 1) | st.none(), max_size=20))
def test_a_missing_p_is_kept_out_and_keeps_its_place(p_values: list[float | None]) -> None:
    found = false_discovery_rates(p_values)
    assert [q is None for q in found.q] == [p is None for p in p_values]
    there = false_discovery_rates([p for p in p_values if p is not None])
    assert tuple(q for q in found.q if q is not None) == there.q
    for p, q in zip(p_values, found.q, strict=True):
        assert p is None or (q is not None and p <= q + 1e-15 and q <= 1)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("bad", [-0.01, 1.01, math.nan, math.inf])
def test_what_is_no_p_value_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        false_discovery_rates([0.5, bad, None])
