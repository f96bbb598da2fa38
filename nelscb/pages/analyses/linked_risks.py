"""Risks that belong together, side by side: going missing, a flag for exploitation, an interview in time."""

from __future__ import annotations

from nelscb.exhibits import Exhibit
from nelscb.pages.analyses.quarters_side_by_side import held_by_quarter, nothing_by_quarter, quarters_exhibit
from nelscb.pages.view import View
from nelscb.words import risks


def linked_risks(view: View) -> Exhibit:
    """Children at one risk, the share of them flagged for another, and how many were spoken to in time.

    The measures are those three in this order, each in a panel of its own. A sentence each, then what the link shows.
    """
    found = held_by_quarter(view)
    held = [h for h in found if h]
    if not held:
        return nothing_by_quarter(view)
    flagged = found[1]
    text = [
        *(h.now for h in held), risks.flag_sentence() if flagged else "",
        risks.link_sentence() if len(held) > 1 else "",
    ]  # fmt: skip
    return quarters_exhibit(view, found, text, [[h] for h in held])
