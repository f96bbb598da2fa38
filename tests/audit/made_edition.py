"""A public edition of one small page, made by hand: its figures, its declarations, and its page."""

from __future__ import annotations

from typing import Any

SHOWN = {
    "P1-01/quarter/2016-17-Q3.numerator": "480",
    "P1-01/quarter/2016-17-Q3.value": "480",
    "P1-01/quarter/2016-17-Q4.numerator": "494",
    "P1-01/quarter/2016-17-Q4.value": "494",
    "P1-01/quarter/2016-17-Q4.low": "451.4",
    "P1-01/quarter/2016-17-Q4.high": "539.5",
    "P1-04/quarter/2016-17-Q4.numerator": "27",
    "P1-04/quarter/2016-17-Q4.denominator": "108",
    "P1-04/quarter/2016-17-Q4.value": "25.0",
    "O9-01/quarter/2016-17-Q3.numerator": "7",
    "O9-01/quarter/2016-17-Q3.value": "7",
    "O9-01/quarter/2016-17-Q4.numerator": "c",
    "O9-01/quarter/2016-17-Q4.value": "c",
    "P1-02/quarter/tier=Child in need/2016-17-Q4.numerator": "31",
    "P1-02/quarter/tier=Looked after/2016-17-Q4.numerator": "c",
    "E08000016:P1-01/quarter/2016-17-Q4.value": "3",
}
MEASURES: dict[str, Any] = {
    "quarter": "2016-17-Q4",
    "edition": "public",
    "rule": {"largest_small": 5, "symbol": "c", "large_areas_to": 10, "fewest_a_quarter": 10},
    "measures": {
        "P1-01": {"title": "Referrals", "unit": "count", "basis": "flow", "window": "quarter"},
        "P1-04": {"title": "% of re-referrals (within 12 months)", "unit": "percent", "basis": "flow"},
        "P1-02": {"title": "All open cases", "unit": "count", "basis": "snapshot", "breakdowns": ["tier"]},
        "O9-01": {"title": "Child deaths", "unit": "count", "basis": "flow", "window": "quarter"},
    },
    "breakdowns": {"age": {"title": "age band", "categories": ["Under 1", "1 to 4", "5 to 9"]}},
}


def marked(expression: str, words: str) -> str:
    """A number as a page marks it."""
    return f'<span data-cell="{expression}">{words}</span>'


def page_of(body: str, before: str = "") -> str:
    """A page with ``body`` in its article's output, and ``before`` it prose that stays the same."""
    return (
        "<html><head><title>Referrals</title></head><body><p>PUBLIC</p>"
        f'<article class="bd-article"><section><h1>Referrals</h1>{before}'
        f'<div class="cell_output">{body}</div></section></article></body></html>'
    )
