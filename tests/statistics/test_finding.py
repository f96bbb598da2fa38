from __future__ import annotations

from typing import get_args

import pytest

from nelscb.statistics import Finding, finding_of

CASES: list[tuple[float, float | None, float, float, Finding]] = [
    (0.001, 0.01, 0.5, 0.5, "change"),
    (0.05, 0.10, 0.5, 0.5, "change"),
    (0.05, 0.1001, 0.5, 0.5, "possible change"),
    (0.0501, 0.06, 0.5, 0.5, "no evidence of change"),
    (0.001, None, 0.5, 0.5, "possible change"),
    (0.5, None, 0.5, 0.5, "no evidence of change"),
    (0.001, 0.01, 0.01, 0.5, "unclear"),
    (0.001, 0.01, 0.5, 0.01, "unclear"),
    (0.9, 0.95, 0.001, 0.5, "unclear"),
    (0.001, 0.01, 0.011, 0.011, "change"),  # worth naming, not worth the line's verdict
    (0.001, 0.01, 0.03, 1.0, "change"),
]


@pytest.mark.parametrize(("p", "q", "step_p", "curve_p", "finding"), CASES)
def test_what_numbers_amount_to(p: float, q: float | None, step_p: float, curve_p: float, finding: Finding) -> None:
    assert finding_of(p, q, step_p, curve_p) == finding


def test_every_finding_has_a_case() -> None:
    assert {case[-1] for case in CASES} == set(get_args(Finding))
