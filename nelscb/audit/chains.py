"""Why a count can be narrowed: the relations that bind where it is least or most. For the board's eyes only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

import numpy as np

from nelscb.audit.programme import Programme
from nelscb.audit.ranges import Range
from nelscb.audit.rows import Component, Row

SENTENCES = 6
_NONE = 1e-9


def chain(
    component: Component, name: str, found: Range, largest_small: int, known: Mapping[str, int]
) -> tuple[str, ...]:
    """Sentences with the relations from which the range follows, at most `SENTENCES` of them.

    They are those with a price other than 0 in the linear programme of the end in question. Where an end follows only
    in whole numbers, there may be others.
    """
    rows: dict[int, Row] = {}
    for sign in _ways(found, largest_small):
        rows |= {id(row): row for row in _binding(component, name, sign)}
    told = list(dict.fromkeys(row.relation.in_words(known) for row in rows.values()))
    if not told:
        told = [row.relation.in_words(known) for row in component.rows if name in row.terms]
    more = len(told) - SENTENCES
    if more > 0:
        told = [*told[:SENTENCES], f"and {more} more relations"]
    return (*told, f"so {name} is {found}")


def _ways(found: Range, largest_small: int) -> Iterator[int]:
    if found.low > 1:
        yield 1
    if found.high is not None and (found.high < largest_small or found.high == found.low):
        yield -1


def _binding(component: Component, name: str, sign: int) -> list[Row]:
    column = {each: i for i, each in enumerate(component.names)}
    if not component.rows:
        return []
    entries = [(at, column[n], c) for at, row in enumerate(component.rows) for n, c in sorted(row.terms.items())]
    low = np.array([-inf if row.low is None else row.low for row in component.rows], dtype=float)
    high = np.array([inf if row.high is None else row.high for row in component.rows], dtype=float)
    lower = np.array([component.lowest[n] for n in component.names], dtype=float)
    programme = Programme(entries, low, high, lower, np.full(len(lower), inf))
    ended, _, _ = programme.least(column[name], sign)
    if ended != "solved":
        return []
    return [row for row, price in zip(component.rows, programme.prices(), strict=True) if abs(price) > _NONE]
