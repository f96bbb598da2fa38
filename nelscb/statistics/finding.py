"""What a trend's numbers amount to, before anyone says which way is better."""

from __future__ import annotations

from typing import Literal

from nelscb.statistics.change_point import MUCH_BETTER
from nelscb.statistics.many_tests import FALSE_DISCOVERY_RATE

Finding = Literal["change", "possible change", "no evidence of change", "unclear"]
POSSIBLE = 0.05


def finding_of(p: float, q: float | None, step_p: float, curve_p: float) -> Finding:
    """The finding from one series' p, its q in the family, and how well a step or a curve would fit instead.

    "unclear" where a step or a curve fits much better than the line (p ≤ 0.01). "change" needs p ≤ 0.05 and
    q ≤ 0.10, the share of false findings; p alone is a "possible change". Nothing is called stable.
    """
    if min(step_p, curve_p) <= MUCH_BETTER:
        return "unclear"
    if p > POSSIBLE:
        return "no evidence of change"
    return "change" if q is not None and q <= FALSE_DISCOVERY_RATE else "possible change"
