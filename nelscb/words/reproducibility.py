"""Words of the data quality statement: six things that are asked of figures, and what this quarter's say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nelscb.edition import Point
from nelscb.named_numbers import NamedCount, count_of
from nelscb.words.lists import joined
from nelscb.words.numbers import counts, whole

CAPTION = "What is asked of figures, and what this quarter's say of it"
ASKED = {
    "Relevance": "They answer what their readers need to know.",
    "Accuracy": "They are near what they stand for, and it is known how near.",
    "Timeliness": "They come in time to be used.",
    "Comparability": "They can be held against other times and places.",
    "Coherence": "Figures that speak of one thing agree.",
    "Accessibility": "They can be found, read and understood.",
}
"""The dimensions of quality of the European Statistical System, in our words."""
COHERENCE = (
    "Parts are held against their totals when a score card comes in, and what was returned against what is published. "
    "Quarters and years are never put into one series."
)
ACCESSIBILITY = (
    "Web pages, a tagged PDF, a workbook and a file for programs hold the same figures. The accessibility statement "
    "says what is wanting."
)


def relevance(held: Sequence[str], missing: Sequence[str]) -> str:
    """How many of the measures have a figure of the quarter from a return, by the names of their states."""
    return (
        f"Of {whole(count_of([*held, *missing]))} measures, the plan's own and those needed to read them, "
        f"{whole(count_of(held))} have a figure of this quarter from a return, {whole(count_of(missing))} have none."
    )


def accuracy(grades: Mapping[str, Sequence[str]], revisions: Sequence[str], is_public: bool) -> str:
    """How the returned figures are graded, and how many were changed, each counted by the names of what is counted."""
    interval = "Where figures are counts of people or events they have an interval."
    if is_public:
        return interval
    told = [f"{whole(count_of(names))} have grade {letter}" for letter, names in sorted(grades.items())]
    graded = f"Of the returned figures of this quarter {joined(told)}." if told else "No returned figure was graded."
    changed: NamedCount | int = count_of(revisions) if revisions else 0
    many = f"{whole(changed)} were changed" if changed else "none was changed"
    return f"{interval} {graded} Of all that was received, {many} after it first came in."


def timeliness(on_time: Point | None, complete: Point | None) -> str:
    """How many score cards, and how many figures and answers, had come by the due day."""
    parts = []
    if on_time is not None and on_time.value is not None:
        parts.append(f"Score cards that were complete by the due day: {counts(on_time)}.")
    if complete is not None and complete.value is not None:
        parts.append(f"Figures and answers that were in by then: {counts(complete)}.")
    return " ".join(parts) or "No return was given to this book, so nothing can be said of who was in time."


def comparability(broken: Sequence[str], series: Sequence[str]) -> str:
    """How many series have a dated break inside, by the names of their breaks."""
    if not series:
        return "There is no series to compare."
    many = f"{whole(count_of(broken))} have" if broken else "none has"
    return (
        f"Of {whole(count_of(series))} series that were assessed, {many} a dated break, across which no trend is told. "
        "Neighbours are shown where their figures are published."
    )
