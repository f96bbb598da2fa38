"""Words of the core data set's description: what the file is, what each column holds, and under which licence."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import ReleasedPage
from nelscb.plan import Board
from nelscb.words.editions import MARK, announcement
from nelscb.words.numbers import period
from nelscb.words.states import MEANINGS

TITLES = {
    "figure": "Name of the figure",
    "area": "Area code",
    "area_name": "Area",
    "measure": "Measure number",
    "measure_title": "Measure",
    "breakdown": "Breakdown",
    "category": "Category",
    "frequency": "Counted",
    "period": "Period",
    "period_begins": "First day of the period",
    "period_ends": "Last day of the period",
    "definition": "Version of the definition",
    "numerator": "Numerator (count)",
    "denominator": "Denominator (count)",
    "value": "Value (in the unit named)",
    "unit": "Unit",
    "lower_limit": "Lower 95% limit (same unit)",
    "upper_limit": "Upper 95% limit (same unit)",
    "answer": "Answer",
    "state": "State",
    "provenance": "Provenance",
    "release": "Publications",
    "sender": "Senders",
    "received": "Days received",
    "file": "Files",
    "sheet": "Sheets",
    "row": "Rows",
}
DESCRIPTIONS = {
    "figure": "The name that the book gives the figure, without the part that is shown: what stands in data-cell.",
    "area": "The ONS code of the area, or an invented one on an illustrative board.",
    "area_name": "What the board calls the area.",
    "measure": "The number of the measure in the plan.",
    "measure_title": "What the figure is called: a published figure that is only near the measure has its own name.",
    "breakdown": "How the measure is split; empty for a total.",
    "category": "The category of the breakdown; empty for a total.",
    "frequency": "Whether the figure is of a quarter, of a financial year, or of one day.",
    "period": "2016-17-Q4 is January to March 2017, 2016-17 the year to 31 March 2017; a day is an ISO date.",
    "period_begins": "The first day of the period.",
    "period_ends": "The last day of the period.",
    "definition": "A later version counts something else: figures across two versions are not alike.",
    "numerator": "How many were counted; empty where the state says why, or where the figure came without counts.",
    "denominator": "Out of how many; empty for a count, and where none came.",
    "value": "The figure in full. Percentages are numbers from 0 to 100. Empty is never zero: the state says why, "
    "or the denominator is 0.",
    "unit": "What the value is counted in.",
    "lower_limit": "The lower end of the 95% interval; empty where there is none.",
    "upper_limit": "The upper end of the 95% interval; empty where there is none.",
    "answer": "What a status line was answered with; empty for a figure.",
    "provenance": "Returned on a score card, published, worked out from other figures, or invented for illustration.",
    "release": "The publication of each part of the figure; empty for a part that was returned.",
    "sender": "Who sent each part of the figure: the publisher, or the sub-group by its name in the files.",
    "received": "The day on which each part of the figure was received.",
    "file": "The file in which each part of the figure stands.",
    "sheet": "The sheet or the published table in which each part of the figure stands.",
    "row": "The row in which each part of the figure stands.",
}
LISTS = "A figure worked out from several has several, in the same order in each of these columns."
LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
"""Where a licence that a published file names can be read."""


STATES = ("reported", *(state for state in MEANINGS if state not in ("no_data", "absent")))
"""What the state of a row can be: a row that is not there has none."""
PROVENANCES = ("return", "published", "computed", "illustrative")


def state_description() -> str:
    """What each state means."""
    told = (f"{state}: {MEANINGS[state]}." for state in STATES if state != "reported")
    return " ".join(["reported: a figure was given.", *told])


def title(released: ReleasedPage, board: Board) -> str:
    """Whose data set it is, and up to which quarter."""
    return f"{board.name}: core data set up to {period(released.quarter)}"


def description(released: ReleasedPage, board: Board) -> str:
    """What the file is, with the edition's marks."""
    invented = f" {MARK}." if released.illustrative else ""
    return (
        f"Every figure that the report book rests on, a row each. {announcement(released, board)}.{invented} A figure "
        "that is missing has no value, and its state says why."
    )


def rights(released: ReleasedPage, attributions: Sequence[str], returned: bool) -> str:
    """Who may do what with the figures."""
    if released.illustrative:
        return "Every figure is invented, so that no licence is needed."
    told = " ".join(dict.fromkeys(attributions))
    sent = "Figures that came on score cards are the Board's and stand under no open licence." if returned else ""
    return " ".join(part for part in (told, sent) if part)
