"""Sentences of the pages that run across the chapters: themes, duties, documents, milestones, what is not counted."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import MeasureReturn
from nelscb.named_numbers import count_of
from nelscb.plan import Measure
from nelscb.words.lists import joined
from nelscb.words.numbers import number_word, sentence_case

NO_MEASURE = "the plan names no measure"
NOT_HELD = "not held by this book"
NOTHING = "nothing is held"
BETTER_OFF = (
    "Counting what was done is easier than finding out whether anyone is better off. Where the third column of a score "
    "card is empty, the Board cannot know what its work achieved."
)


def shares_held(names: Sequence[str], held: Sequence[str]) -> str:
    """``three of eight``: how many of a thread's measures have a figure or an answer."""
    if not names:
        return NO_MEASURE
    there = count_of(f"returns.{name}.state" for name in held)
    every = count_of(f"returns.{name}.state" for name in names)
    return f"{number_word(there) if there else 'none'} of {number_word(every)}"


def measure_named(measure: Measure) -> str:
    """What a measure is called, with its id."""
    return f"{measure.title} ({measure.id})"


def answer_of(returned: MeasureReturn) -> str:
    """What a status line was answered with; that no answer came."""
    return sentence_case(returned.answer) if returned.answer else "no answer received"


def milestones_summary(names: Sequence[str], answered: Sequence[str]) -> str:
    """How many milestones have an answer this quarter."""
    every, there = (count_of(f"returns.{name}.state" for name in some) for some in (names, answered))
    return (
        f"Of {number_word(every)} milestones {number_word(there) if there else 'none'} "
        f"{'has' if there < 2 else 'have'} an answer for this quarter. An answer is what somebody says of it. No "
        "document was seen by this book."
    )


def agenda_summary(missing: Sequence[str], every: Sequence[str], agencies: int) -> str:
    """How many of the plan's measures have no figure, and of how many agencies they are asked."""
    if not missing:
        return "Every measure of the plan has a figure."
    return (
        f"{sentence_case(number_word(count_of(f'returns.{name}.state' for name in missing)))} of the plan's "
        f"{number_word(count_of(f'returns.{name}.state' for name in every))} measures have no figure in this book. "
        f"They are asked of {'one agency' if agencies == 1 else 'several agencies'}, listed with the longest list "
        "first. It is not said that an agency failed to send them: only that they are not here."
    )


def better_off_summary(without: Sequence[str], unheld: Sequence[str]) -> tuple[str, ...]:
    """Which chapters have no measure of whether anyone is better off, and which have one without a figure."""
    lines = [BETTER_OFF]
    if without:
        lines.append(f"The plan itself names no such measure for {joined(without)}.")
    if unheld:
        lines.append(f"No figure of such a measure is held for {joined(unheld)}.")
    return tuple(lines)


def duty_gaps(unanswered: Sequence[str]) -> str:
    """Which duties no page answers with a figure; that each has one, where each has."""
    if not unanswered:
        return (
            "For each line some figure or answer is held. That is not to say that the duty is met: the pages say more."
        )
    return f"No page holds a figure or an answer that speaks to: {'; '.join(unanswered)}."


def half_sentence(half: str, held: Sequence[str], names: Sequence[str]) -> str:
    """What is held of one half of the outcome."""
    if not held:
        return (
            f"**Children {half}**: the plan names no measure of it, and none of the figures nearest to it is held. "
            "It is not known."
        )
    return (
        f"**Children {half}**: the plan names no measure of it. Of the figures nearest to it "
        f"{shares_held(names, held)} are held. They are not the outcome itself."
    )
