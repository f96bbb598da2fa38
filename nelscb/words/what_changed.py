"""Sentences about what changed since the last edition: figures, verdicts, measures, exceptions."""

from __future__ import annotations

from nelscb.edition import MeasureChange, Revision, SinceLast, VerdictChange
from nelscb.named_numbers import count_of
from nelscb.words.numbers import number_word, sentence_case, whole

NO_LAST = "This book knows of no edition before this one, so nothing can have changed."
NO_REVISION = "No figure that the last edition had reads otherwise now."
NO_VERDICT = "No verdict changed."
NO_MEASURE = "No measure got its first figure, lost its only one, or is counted in a new way."
NO_EXCEPTION = "No exception was opened or closed."
CHANGES = {
    "first figure": "has its first figure",
    "no figure any more": "has no figure any more",
    "new definition": "is counted in a new way from this quarter on",
}


def summary(since: SinceLast) -> str:
    """How much is new, and how much of what was there before reads otherwise."""
    revised = count_of(f"story.since_last.revised.{_cell(r)}" for r in since.revised)
    verdicts = count_of(f"story.since_last.verdicts.{v.measure}/{v.frequency}.now" for v in since.verdicts)
    new = f"{sentence_case(whole(since.new_figures))} figures are new" if since.new_figures else "No figure is new"
    reads = "reads" if revised < 2 else "read"
    return (
        f"{new}; {number_word(revised) if revised else 'none'} of those that the last edition had {reads} otherwise "
        f"now. {sentence_case(number_word(verdicts) if verdicts else 'no')} "
        f"{'verdict' if verdicts == 1 else 'verdicts'} changed."
    )


def verdict_cells(change: VerdictChange) -> tuple[str, str]:
    """The verdict then and now."""
    return sentence_case(change.then), sentence_case(change.now)


def measure_cell(change: MeasureChange) -> str:
    """What became of a measure, with the reason where one is known."""
    told = CHANGES[change.change]
    return f"{sentence_case(told)}: {change.why}" if change.why else sentence_case(told)


def verdict_note() -> str:
    """Why a verdict can change without any figure of its own."""
    return (
        "A verdict is weighed beside all the other tests of the quarter, so it can change when another series does. A "
        "verdict that comes and goes is not news: one that has held for several quarters is."
    )


def _cell(revision: Revision) -> str:
    figure = revision.after
    part = f"/{figure.breakdown}={figure.category}" if figure.breakdown else ""
    return f"{figure.measure}{part}/{figure.period}"
