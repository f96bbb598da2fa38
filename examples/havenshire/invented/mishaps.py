"""What goes wrong with Havenshire's returns, on purpose: the book and the checks are to be seen at work.

``PLANNED`` is every problem that the checks then find, by check. Everything else in the returns is in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

from invented.chance import chance
from invented.content import Content
from invented.levels import LAST
from nelscb.quarters import Quarter

PLANNED = {
    "percentage": 1, "does not add up": 1, "wrong quarter": 1, "withheld": 5, "dash": 1, "revision": 1, "jump": 2,
}  # fmt: skip
LATE, LATE_BY = "health", (10, 40)
"""The sub-group that is always late, and by how many days after the due day."""
NOTHING_SENT = ("missing", "2015-16-Q2")
DUE_DAYS = 20
_BEGAN = {"P1-16": "2014-15-Q1", "P3-15": "2014-15-Q1", "O3-02": "2013-14-Q1"}
"""Measures that nobody collected before a quarter: a dash until then."""
_NOT_APPLICABLE = {"P2-13": "2013-14-Q1"}
"""Measures that look back over a year that the service did not have: N/A until a quarter."""
_WITHHELD = {
    ("child_death", "2013-14-Q1"): ("O9-02", "<5"), ("child_death", "2013-14-Q2"): ("O9-02", "<5"),
    ("cse", "2012-13-Q1"): ("P3-04", "*"), ("cse", "2012-13-Q2"): ("P3-04", "*"),
    ("child_death", "2016-17-Q4"): ("O9-03", "<5"),
}  # fmt: skip


@dataclass
class Sent:
    """A file that came in: on which day, the how-manieth of that day, and what it says."""

    received: date
    content: Content
    number: int = 1


def received_on(sub_group: str, quarter: Quarter) -> date:
    """The day on which the return came in: in time, but for the sub-group that never is."""
    draws = chance(f"received {sub_group} {quarter}")
    if sub_group == LATE:
        return quarter.last_day + timedelta(days=DUE_DAYS + int(draws.integers(LATE_BY[0], LATE_BY[1] + 1)))
    return quarter.last_day + timedelta(days=int(draws.integers(8, DUE_DAYS + 1)))


def sent(sub_group: str, quarter: Quarter, content: Content, received: date) -> Iterator[Sent]:
    """The files that come in of one sub-group for one quarter: mostly one, with its marks and slips."""
    if (sub_group, str(quarter)) == NOTHING_SENT:
        return
    _marks(sub_group, quarter, content)
    slip = _SLIPS.get((sub_group, str(quarter)))
    yield from slip(content, received) if slip else [Sent(received, content)]


def _marks(sub_group: str, quarter: Quarter, content: Content) -> None:
    for table, mark in ((_BEGAN, "-"), (_NOT_APPLICABLE, "N/A")):
        for measure, first in table.items():
            if measure in content.figures and quarter < Quarter.parse(first):
                _mark(content, measure, mark)
    if (sub_group, str(quarter)) in _WITHHELD:
        _mark(content, *_WITHHELD[sub_group, str(quarter)])


def _mark(content: Content, measure: str, mark: str) -> None:
    """A mark in place of the number; of what it is out of nothing is said, nor of categories."""
    content.figures[measure] = (mark, "", "")
    content.categories = {key: parts for key, parts in content.categories.items() if key[1] != measure}


def _percentage(content: Content, received: date) -> Iterator[Sent]:
    """A percentage where a count belongs."""
    number, out_of, _ = content.figures["P1-16"]
    content.figures["P1-16"] = (f"{100 * number / out_of:.0f}%", out_of, "")
    yield Sent(received, content)


def _categories_that_do_not_add_up(content: Content, received: date) -> Iterator[Sent]:
    """Three closures too many under one category."""
    key = ("step_down", "P2-07", "Stepped down to early help")
    content.categories[key] = (content.categories[key][0] + 3, "", "")
    yield Sent(received, content)


def _wrong_quarter_first(content: Content, received: date) -> Iterator[Sent]:
    """Last quarter's cover on this quarter's return: refused whole, and sent again six days later."""
    refused = deepcopy(content)
    refused.cover["quarter"] = str(Quarter.parse(content.cover["quarter"]) - 1)
    yield Sent(received, refused)
    yield Sent(received + timedelta(days=6), content)


def _preliminary(measure: str, less: int) -> Callable[[Content, date], Iterator[Sent]]:
    """A first figure that later turns out to have been too low; the correction comes on a later return."""

    def slip(content: Content, received: date) -> Iterator[Sent]:
        number, out_of, value = content.figures[measure]
        content.figures[measure] = (number - less, out_of, value)
        yield Sent(received, content)

    return slip


def _late_data(content: Content, received: date) -> Iterator[Sent]:
    """The whole return again two weeks later, because one course's register was late."""
    first = deepcopy(content)
    number, out_of, _ = first.figures["O3-01"]
    first.figures["O3-01"] = (number - 11, out_of - 14, "")
    yield Sent(received, first)
    content.cover["why_again"] = "late data"
    yield Sent(received + timedelta(days=14), content)


def _twice_on_one_day(content: Content, received: date) -> Iterator[Sent]:
    """Two files on one day: the second one says why."""
    first = deepcopy(content)
    number, _, _ = first.figures["O4-04"]
    first.figures["O4-04"] = (number - 6, "", "")
    yield Sent(received, first)
    content.cover["why_again"] = "correction"
    yield Sent(received, content, 2)


def _assessments_corrected(content: Content, received: date) -> Iterator[Sent]:
    number, out_of = _true["O2-05"]
    content.correct(measure="O2-05", quarter="2016-17-Q1", number=number, out_of=out_of, why="late data")
    yield Sent(received, content)


def _correction_without_a_reason(content: Content, received: date) -> Iterator[Sent]:
    """A figure of the quarter before, four more than was sent, and not a word on why."""
    number, _ = _true["P4-18"]
    content.correct(measure="P4-18", quarter=str(LAST - 1), number=number)
    yield Sent(received, content)


def _dash(content: Content, received: date) -> Iterator[Sent]:
    """A dash after quarters with figures: meant as none, perhaps."""
    _mark(content, "O3-05", "-")
    yield Sent(received, content)


_true: dict[str, tuple[int, int]] = {}


def _kept(measure: str, less: int) -> Callable[[Content, date], Iterator[Sent]]:
    """A preliminary figure, whose true one is kept for the correction."""
    preliminary = _preliminary(measure, less)

    def slip(content: Content, received: date) -> Iterator[Sent]:
        number, out_of, _ = content.figures[measure]
        _true[measure] = (number, out_of)
        yield from preliminary(content, received)

    return slip


_SLIPS: dict[tuple[str, str], Callable[[Content, date], Iterator[Sent]]] = {
    ("early_help", "2014-15-Q2"): _percentage,
    ("neglect", "2013-14-Q3"): _categories_that_do_not_add_up,
    ("cse", "2015-16-Q2"): _wrong_quarter_first,
    ("learning_and_development", "2015-16-Q4"): _late_data,
    ("management_team", "2014-15-Q4"): _twice_on_one_day,
    ("quality_assurance", "2016-17-Q1"): _kept("O2-05", 12),
    ("quality_assurance", "2016-17-Q2"): _assessments_corrected,
    ("domestic_abuse", "2016-17-Q3"): _kept("P4-18", 4),
    ("domestic_abuse", "2016-17-Q4"): _correction_without_a_reason,
    ("serious_case_review", "2016-17-Q2"): _dash,
}
