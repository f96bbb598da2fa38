"""The hash of an exhibit: one short name for all that it shows, by which two runs are compared."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from nelscb.exhibits import Exhibit

DIGITS = 12
"""So many digits of a drawn number count: the last ones differ between processors, and nobody sees them."""


def hash_of_exhibit(exhibit: Exhibit) -> str:
    """SHA-256 over every word, number and mark of the exhibit, with the names of the cells that its numbers come from.

    How a chart is drawn is no part of it: the same record drawn by another version of a library has the same hash. Nor
    is its origin, in which this hash stands.
    """
    told = {name: _plain(getattr(exhibit, name)) for name in _names(Exhibit) if name != "origin"}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Records and containers as JSON knows them; every float, numpy's too, in so many digits."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, float):
        return format(value, f".{DIGITS}g")
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return value


@cache
def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))
