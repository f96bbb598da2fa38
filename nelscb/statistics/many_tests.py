"""Many tests at once: how large a share of the findings may be false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FALSE_DISCOVERY_RATE = 0.10


@dataclass(frozen=True)
class Family:
    """The q-values of a family of tests, in the order given; None where there was no p-value.

    ``n`` counts the p-values there are.
    """

    q: tuple[float | None, ...]
    n: int
    method: str
    inputs: tuple[float | None, ...]


def false_discovery_rates(p_values: Sequence[float | None]) -> Family:
    """q of each p-value: the least share of false findings at which it would be one.

    qᵢ = min over j with pⱼ ≥ pᵢ of m pⱼ / rank(pⱼ), m the p-values there are: Y. Benjamini and Y. Hochberg, JRSS B 57
    (1995), 289-300. A missing p-value (None) is kept out: a series that cannot be tested is no test. Raises
    ValueError for a p-value outside 0 to 1, or nan.
    """
    there = [(i, p) for i, p in enumerate(p_values) if p is not None]
    if any(not 0 <= p <= 1 for _, p in there):
        raise ValueError("a p-value lies between 0 and 1")
    q: list[float | None] = [None] * len(p_values)
    if there:
        values = np.asarray([p for _, p in there])
        order = np.argsort(values)
        scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
        running = np.minimum.accumulate(scaled[::-1])[::-1]
        for place, found in zip(order, running, strict=True):
            q[there[place][0]] = float(min(1.0, found))
    return Family(tuple(q), len(there), "Benjamini-Hochberg", tuple(p_values))
