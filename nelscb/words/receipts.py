"""Sentences about what was received: how late, how complete, what changed, how good the data are."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Figure, Grade, Problem, Receipt, Received, Revision
from nelscb.named_numbers import NamedCount, expression_of, mark
from nelscb.plan import Measure
from nelscb.quarters import day_in_words
from nelscb.words.numbers import figure, number_word, whole
from nelscb.words.states import MARKS

GRADE_RULE = (
    "A figure's data quality is four questions. Complete: did its breakdowns come with it? Timely: was it in by the "
    "due day? Checked: does no warning on it stand unaccepted? Comparable: is there no new definition and no dated "
    "break within the last four quarters? A: all four are answered yes. B: three. C: two. D: one or none. Published "
    "figures are not graded."
)
_WHY = {
    "late data": "late data", "definition": "a definition changed", "correction": "a correction", "": "not explained",
}  # fmt: skip


def lateness(days: int) -> str:
    """``on the due day``, ``3 days early``, ``12 days late``."""
    if days == 0:
        return "on the due day"
    size = days if days > 0 else NamedCount(-int(days), f"(0 - {expression_of(days)})")
    return f"{mark(size, str(int(size)))} day{'s' if size > 1 else ''} {'late' if days > 0 else 'early'}"


def received_cell(receipt: Receipt) -> str:
    """When files came in, how late, and whether they could be used; or that none has come."""
    if not receipt.files:
        return "nothing received"
    return "; ".join(
        f"{day_in_words(file.received)} ({lateness(file.days_late)}"
        f"{', refused whole' if file.refused else ''}{', a draft' if file.draft else ''})"
        for file in receipt.files
    )


def complete_cell(receipt: Receipt) -> str:
    """``14 of 16``, and how many of them came too late, or were refused."""
    late = receipt.answered - receipt.answered_by_due
    beside = [f"{whole(late)} after the due day"] if late else []
    beside += [f"{whole(receipt.refused)} refused"] if receipt.refused else []
    told = f"{whole(receipt.answered)} of {whole(receipt.asked)}"
    return f"{told} ({'; '.join(beside)})" if beside else told


def receipts_notes(receipts: Sequence[Receipt]) -> tuple[str, ...]:
    """How many sub-groups sent everything, something, nothing."""
    nothing = sum(not receipt.answered for receipt in receipts)
    everything = sum(receipt.answered == receipt.asked for receipt in receipts)
    if nothing == len(receipts):
        return (
            "This book was given no return that could be used. That says nothing of whether the sub-groups sent one "
            "elsewhere.",
        )
    missing = f"; from {number_word(nothing)} nothing usable has come" if nothing else ""
    return (
        f"Of {number_word(len(receipts))} sub-groups {number_word(everything)} sent all that was asked for{missing}.",
        "A mark such as 'not applicable' counts as an answer; a blank does not.",
    )


def problem_row(problem: Problem) -> tuple[str, str, str, str]:
    """Where, what was found, what must be, what to do."""
    rows = f" ({problem.rows} rows)" if problem.rows > 1 else ""
    return f"{problem.place}{rows}", _sentence(problem.found), _sentence(problem.must), _sentence(problem.remedy)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def none_refused(received: Received) -> str:
    """That nothing was refused, where anything came."""
    came = any(receipt.files for receipt in received.receipts)
    return "Nothing that came in was refused." if came else "Nothing came in, so nothing was refused."


def no_warnings() -> str:
    """That no warning is open."""
    return "No warning stands open."


def none_accepted() -> str:
    """That no warning was accepted."""
    return "No warning has been accepted for this quarter."


def no_revisions() -> str:
    """That no figure was sent twice with different content."""
    return "No figure that had been received before was changed."


def revision_cells(revision: Revision, measure: Measure) -> tuple[str, str, str, str]:
    """Before, now, by how much, and why."""
    before, after = revision.before, revision.after
    return told(before, measure), told(after, measure), _difference(revision), _why(revision)


def told(sent: Figure, measure: Measure) -> str:
    """A figure as it was sent: ``42``, ``12 of 40``, a score, an answer, or its mark."""
    if sent.state != "reported":
        return MARKS[sent.state]
    if sent.status is not None:
        return sent.status
    if sent.value is not None:
        return figure(sent.value, measure)
    of = f" of {whole(sent.denominator)}" if sent.denominator is not None else ""
    return f"{whole(sent.numerator or 0.0)}{of}"


def _difference(revision: Revision) -> str:
    """The difference of the two numerators, or scores; a dash where either has none."""
    before, after = revision.before, revision.after
    pair = (before.value, after.value) if after.value is not None else (before.numerator, after.numerator)
    if pair[0] is None or pair[1] is None:
        return MARKS["absent"]
    difference = pair[1] - pair[0]
    return "none in the count" if difference == 0 else mark(difference, f"{difference:+,g}")


def _why(revision: Revision) -> str:
    if revision.after.release:
        return "a later publication"
    if revision.after.definition != revision.before.definition:
        return _WHY["definition"]
    return _WHY.get(revision.after.reason, revision.after.reason)


def grade_cells(grade: Grade) -> tuple[str, str, str, str, str]:
    """The letter, and the four answers."""
    answers = ("yes" if ok else "no" for ok in (grade.complete, grade.timely, grade.checked, grade.comparable))
    complete, timely, checked, comparable = answers
    return grade.letter, complete, timely, checked, comparable


def no_grades() -> str:
    """That no returned figure is there to be graded."""
    return "No returned figure is held for this quarter."
