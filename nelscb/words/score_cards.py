"""Words of a score card: its three questions, what stands in a column, what is missing and who would send it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nelscb.edition import Assessment, Point, Series
from nelscb.named_numbers import count_of
from nelscb.plan import Measure
from nelscb.words.chapters import categories_cell
from nelscb.words.lists import joined
from nelscb.words.numbers import cell, figure, in_or_on, number_word, sentence_case, short_period, withheld_since
from nelscb.words.states import MARKS

QUESTIONS = {
    "how_much": "How much did we do?",
    "how_well": "How well did we do it?",
    "better_off": "Is anyone better off?",
    "population": "The whole population",
}
"""The three columns of a score card, and, apart from them, what is so of all children, whoever helps them."""
MANY_AGENCIES = 4


def card_line(
    listed: str, measure: Measure, point: Point | None, parts: Sequence[Series], withheld: Point | None = None
) -> str:
    """A measure in a column under its ``listed`` id: what it is called, and its latest figure with its period.

    ``withheld``: a later point, which this book withholds.
    """
    name = f"**{measure.title}** ({listed})"
    if point is None:
        return f"{name}: {categories_cell(parts)}"
    shown = f"{cell(point, measure)} {in_or_on(point.period, short_period(point.period))}"
    return f"{name}: {withheld_since(withheld, shown)}"


def none_in_column(title: str) -> str:
    """That the plan has no measure in a column."""
    return f"The plan names no measure here that answers: {title}"


def none_in_population() -> str:
    """That the plan names no measure of the whole population."""
    return "The plan names no measure of the whole population here."


def missing(cells: Sequence[str], agencies: Sequence[str], all_of: int) -> str:
    """How many measures of a column have no figure, and from whom; empty where none is missing.

    ``cells`` name the released states of the missing ones, ``agencies`` who would send each.
    """
    if not cells:
        return ""
    number = count_of(cells)
    if len(cells) == 1:
        told = "The one measure here has no figure" if all_of == 1 else "One measure has no figure"
        return f"{told}. It would come from {agencies[0]}."
    which = f"None of the {number_word(number)} measures has a figure" if len(cells) == all_of else (
        f"{sentence_case(number_word(number))} of the measures have no figure"
    )  # fmt: skip
    return f"{which}. They would come from {from_whom(agencies)}."


def withheld(cells: Sequence[str]) -> str:
    """How many measures of a column are withheld; empty where none is."""
    if not cells:
        return ""
    number = sentence_case(number_word(count_of(cells)))
    return f"{number} measure{' is' if len(cells) == 1 else 's are'} withheld, to protect children."


def not_asked_for(cells: Sequence[str], all_of: int) -> str:
    """How many measures of a column are only proposed, so that nobody was asked for them; empty where none is."""
    if not cells:
        return ""
    more = " more" if len(cells) < all_of else ""
    if len(cells) == 1:
        return f"One{more} measure is proposed, and the Board has not asked for it."
    number = sentence_case(number_word(count_of(cells)))
    return f"{number}{more} measures are proposed, and the Board has not asked for them."


def from_whom(agencies: Sequence[str]) -> str:
    """Whom figures would come from, the one with most first; where there are many the rest are counted."""
    counted = [name for name, _ in Counter(agencies).most_common()]
    if len(counted) > MANY_AGENCIES + 1:
        rest = len(counted) - MANY_AGENCIES
        return f"{', '.join(counted[:MANY_AGENCIES])} and {number_word(rest)} others"
    return joined(counted)


def one_of(groups: Sequence[str]) -> str:
    """``the a``, ``the a or the b``: sub-groups, any of which may send something."""
    return " or ".join(f"the {group}" for group in groups)


def columns_sentence(empty: Sequence[str]) -> str:
    """Which of the three questions have no figure at all; empty where each has one."""
    if not empty:
        return ""
    told = joined([f"“{QUESTIONS[kind]}”" for kind in empty])
    return f"Nothing is held that answers {told} A column without figures is a hole, not good news."


def spark_words(series: Series, measure: Measure) -> str:
    """What a small line shows, in words: first figure and last, with their periods."""
    reported = [p for p in series.points if p.value is not None]
    first, last = reported[0], reported[-1]
    told = [f"{figure(p.value or 0.0, measure)} {in_or_on(p.period, short_period(p.period))}" for p in (first, last)]
    return f"{measure.title}: {told[0]}, {told[1]}"


def place_cell(assessment: Assessment | None) -> str:
    """Whether the figure lies apart from the neighbours', in a table."""
    if assessment is None or assessment.place is None or assessment.place.among.outside is None:
        return MARKS["absent"]
    return {"above": "above them", "below": "below them", "inside": "among them"}[assessment.place.among.outside]


def table_notes() -> tuple[str, ...]:
    """What the place among neighbours and the small lines mean."""
    return (
        "Among neighbours: above or below them is where one more area like the neighbours would be found in fewer than "
        "one case in twenty.",
        "The small line is the whole series. A gap is a period without a figure, and a tick is where the plan began.",
    )
