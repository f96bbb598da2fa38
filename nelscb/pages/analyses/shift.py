"""Two services, of which one helps earlier: whether children are met there instead of later."""

from __future__ import annotations

from nelscb.exhibits import Exhibit
from nelscb.pages.analyses.quarters_side_by_side import held_by_quarter, nothing_by_quarter, quarters_exhibit
from nelscb.pages.view import View
from nelscb.words import shifts


def shift_between_services(view: View) -> Exhibit:
    """Children at the later service and at the earlier one on one scale, and beneath them the share met early.

    The measures are the later service's, the earlier one's and the share, in this order. The two counts are never
    added: a child can be in both.
    """
    later, earlier, share = found = held_by_quarter(view)
    services = [h for h in (later, earlier) if h]
    if not services and share is None:
        return nothing_by_quarter(view)
    text = []
    if services:
        pair = [(m, h.assessment if h else None) for m, h in zip(view.measures[:2], (later, earlier), strict=True)]
        text += [
            " ".join(h.now for h in services), shifts.shift_sentence(pair), shifts.year_sentences(pair),
            shifts.found_or_fewer(view.measures[0]),
        ]  # fmt: skip
    if share:
        text.append(share.now)
    return quarters_exhibit(view, found, text, [services, [share] if share else []])
