"""Missing, withheld, zero and not due are four things: each state has its own mark and its own words."""

from __future__ import annotations

from nelscb.edition import MeasureReturn

MARKS: dict[str, str] = {
    "suppressed_by_publisher": "[c]",
    "suppressed": "c",
    "refused": "[r]",
    "not_returned": "[nr]",
    "not_due": "[nd]",
    "not_collected": "[x]",
    "not_applicable": "[z]",
    "no_data": "[0]",
    "absent": "–",
}
MEANINGS: dict[str, str] = {
    "suppressed_by_publisher": "withheld by its publisher or sender to protect confidentiality",
    "suppressed": "withheld to protect children: a small count, or one that would give a small count away",
    "refused": "the return was refused by the checks",
    "not_returned": "no return received",
    "not_due": "not due yet",
    "not_collected": "not collected or not available",
    "not_applicable": "does not apply",
    "no_data": "nobody to count among: the total is 0",
    "absent": "no figure is held for this period",
}
FREQUENCIES = {"quarter": "by month", "year": "by year", "day": "on 31 March"}


def key_to_marks(used: set[str]) -> str:
    """One line that explains the marks in ``used``; empty where there are none."""
    explained = [f"{mark} {MEANINGS[state]}" for state, mark in MARKS.items() if mark in used]
    return "; ".join(explained)


def return_line(returned: MeasureReturn, agency: str, standing: str) -> str:
    """Whether the quarter's figure is there, and from whom it is missing."""
    published = " and ".join(FREQUENCIES[f] for f in returned.published)
    beside = f"; published {published}" if published else ""
    if returned.counted:
        return "Counted by the book from the returns" if returned.state == "reported" else "No return to count yet"
    if returned.state == "reported":
        grade = returned.grade
        came = f"Return received; data quality {grade.letter}" if grade else "Worked out from returned figures"
        return f"{came}{beside}"
    if returned.state == "not_returned":
        return f"No return received from {agency}{beside}"
    if returned.state == "not_collected" and returned.grade is None:
        if standing == "published":
            return f"Published {published}" if published else "No published figure held"
        return f"Proposed: the Board has not asked for it{beside}"
    return f"{MEANINGS[returned.state].capitalize()}{beside}"
