"""People who come back: repeat victims beside calls for help, and repeats among the cases heard."""

from __future__ import annotations

from nelscb.exhibits import Exhibit
from nelscb.pages.analyses.quarters_side_by_side import held_by_quarter, nothing_by_quarter, quarters_exhibit
from nelscb.pages.view import View
from nelscb.words import repeats


def call_outs_and_repeats(view: View) -> Exhibit:
    """Calls, repeat victims, and repeats as a share of victims, each in a panel with a scale of its own.

    The measures are those three in this order.
    """
    found = held_by_quarter(view)
    held = [h for h in found if h]
    if not held:
        return nothing_by_quarter(view)
    calls, victims = view.measures[:2]
    text = [
        " ".join(h.now for h in found[:2] if h), *(h.now for h in found[2:] if h),
        repeats.calls_and_victims(calls, victims), repeats.different_windows(calls, victims),
    ]  # fmt: skip
    return quarters_exhibit(view, found, text, [[h] for h in held])


def repeats_among_cases(view: View) -> Exhibit:
    """Cases and the repeats among them on one scale; beneath, the rolling share of repeats with its interval.

    The measures are cases, repeats and share in this order. Nothing from elsewhere is set beside the share.
    """
    cases, again, share = found = held_by_quarter(view)
    counted = [h for h in (cases, again) if h]
    if not counted and share is None:
        return nothing_by_quarter(view)
    text = [" ".join(h.now for h in counted), share.now if share else "", repeats.repeats_meaning(view.measures[1])]
    return quarters_exhibit(view, found, text, [counted, [share] if share else []])
