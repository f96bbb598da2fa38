"""Hundreds of score cards' rows spoilt: what is refused, corrected, repeated and worked out is the same both ways.

Havenshire's own returns hold four rows that are refused and two corrections, too few to hold the rules by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from comparison import differences
from figures_by_hand import figures_by_hand
from plan_by_hand import Plan
from spoiling import spoil

from nelscb.edition import BOARD_PAGES, open_edition

QUARTER = "2016-17-Q4"
CHANGES, SEED = 800, 2017
SEES_ALL = BOARD_PAGES[0]
"""The prose is also told what the public is not shown, which cannot be said where figures contradict each other."""
Rows = dict[str, dict[str, Any]]


def test_spoilt_returns_come_to_the_same_both_ways(
    copied: Path, rows_of: Callable[..., Rows], demo_by_hand: Rows
) -> None:
    scores = {name for name, measure in Plan(copied).measures.items() if measure["unit"] == "score"}
    spoil(copied / "data" / "returns", CHANGES, scores, SEED)
    by_hand = figures_by_hand(copied, QUARTER)
    assert Counter(row["state"] for row in by_hand.values())["refused"] > 200
    assert len(differences(by_hand, demo_by_hand)) > 500
    assert differences(rows_of(open_edition(copied, QUARTER), SEES_ALL), by_hand) == {}
