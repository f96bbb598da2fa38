"""One digit of one return changed: exactly that figure, and what is worked out from it, is no longer what it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from comparison import differences
from figures_by_hand import figures_by_hand

from nelscb.edition import open_edition

Rows = dict[str, dict[str, Any]]
QUARTER = "2016-17-Q4"
CARD = Path("2016-17-Q1/domestic_abuse")


def test_a_changed_digit_shows_in_its_figure_and_in_what_is_worked_out_from_it(
    copied: Path, rows_of: Callable[..., Rows], demo_by_hand: Rows
) -> None:
    (card,) = (copied / "data" / "returns" / CARD).glob("*.csv")
    lines = card.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if line.startswith("Figures,P4-07,")]
    sheet, measure, count, *rest = lines[at].split(",")
    last = "8" if count[-1] != "8" else "7"
    lines[at] = ",".join([sheet, measure, count[:-1] + last, *rest])
    card.write_text("".join(lines), encoding="utf-8")

    released = rows_of(open_edition(copied, QUARTER))
    changed = differences(released, demo_by_hand)
    twelve_months = [f"P4-09a/quarter/2016-17-Q{quarter}" for quarter in (1, 2, 3, 4)]
    assert sorted(changed) == ["P4-07/quarter/2016-17-Q1", *twelve_months]
    more = int(last) - int(count[-1])
    for name in changed:
        assert released[name]["numerator"] == demo_by_hand[name]["numerator"] + more
        columns = {told.split(":")[0] for told in changed[name]}
        assert columns == {"numerator", "value", "lower_limit", "upper_limit"}
    assert differences(released, figures_by_hand(copied, QUARTER)) == {}
