"""Words of what stands behind a page's figures: their breakdowns, where they come from, what changed."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import MeasureChange, Point, Receipt, Series, SinceLast, VerdictChange
from nelscb.plan import Measure
from nelscb.quarters import Period, day_in_words
from nelscb.words.numbers import cell, counts, in_or_on, sentence_case, short_period
from nelscb.words.receipts import complete_cell, received_cell
from nelscb.words.states import MARKS


def who_row(measure: Measure, breakdown: str, categories: Sequence[Series], when: Period) -> tuple[str, str, str]:
    """A measure, how it is broken down and when, and each category with its count."""
    told = "; ".join(f"{s.category}: {_count(s.at(when), measure)}" for s in categories)
    return f"{measure.title} ({measure.id})", f"{breakdown}, {in_or_on(when, short_period(when))}", told


def _count(point: Point | None, measure: Measure) -> str:
    """Its counts; a score, which has none, by its value."""
    if point is None:
        return MARKS["absent"]
    return counts(point) if point.numerator is not None else cell(point, measure)


def nobody_told(asked: int, shown_above: bool) -> str:
    """That no breakdown is held, of those that are asked for; or that all that is held is shown already."""
    if shown_above:
        return "Every breakdown that is held for this chapter is shown above."
    if not asked:
        return "The plan asks for no breakdown here, so the figures do not say who is behind them."
    return (
        "No breakdown of the figures here is held, so they do not say who is behind them. The score cards ask for them."
    )


def who_note() -> str:
    """How categories are to be read."""
    return (
        "Counts as they were sent, not tested for change. Small counts move a lot by chance. Categories of one "
        "breakdown add up to the total only where each child or event is counted in one of them."
    )


def grade_cell(cells: Sequence[str]) -> str:
    """The letter, and which of the four questions are not answered yes."""
    letter, *answers = cells
    wanting = [
        name for name, answer in zip(("complete", "timely", "checked", "comparable"), answers, strict=True)
        if answer == "no"
    ]  # fmt: skip
    return f"{letter} ({', '.join(f'not {name}' for name in wanting)})" if wanting else letter


def receipt_sentence(group: str, receipt: Receipt) -> str:
    """Who sent what and when."""
    if not receipt.files:
        return f"{group}: no score card received. It was due by {day_in_words(receipt.due)}."
    return f"{group}: received {received_cell(receipt)}. Figures and answers: {complete_cell(receipt)}."


def no_source() -> str:
    """That neither a returned nor a published figure is held."""
    return "Neither a returned nor a published figure is held here, so there is nothing to grade."


def compared_with(since: SinceLast) -> str:
    """Which edition this one is compared with, and what was known then."""
    if not since.held:
        return f"Of {short_period(since.quarter)}, the quarter before, nothing was held, so nothing can be compared."
    if since.same_day:
        return (
            f"Compared with {short_period(since.quarter)} as it is known on the same day, {day_in_words(since.as_of)}: "
            "only the quarter differs."
        )
    return (
        f"Compared with the edition of {short_period(since.quarter)}, as it was known on {day_in_words(since.as_of)}."
    )


def not_compared() -> str:
    """That there is no earlier edition to compare with."""
    return "This edition is not compared with an earlier one."


def nothing_changed() -> str:
    """That no figure was revised and no verdict changed."""
    return "No earlier figure here was revised, no verdict changed, and no measure came or went."


def verdict_change(change: VerdictChange) -> tuple[str, str]:
    """The verdict then and now."""
    return sentence_case(change.then), sentence_case(change.now)


def presence(change: MeasureChange) -> str:
    """That a measure has its first figure, none any more, or a new definition."""
    return sentence_case(change.change)
