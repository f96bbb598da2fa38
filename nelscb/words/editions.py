"""Which book this is: quarter, edition, as-of day, and every mark that it must carry."""

from __future__ import annotations

from nelscb.edition import Issue, ReleasedPage
from nelscb.plan import Board
from nelscb.quarters import day_in_words
from nelscb.words.lists import joined
from nelscb.words.numbers import short_period

PARTIAL = ("partial", "score cards that were due are missing, and the holes are labelled")
RETROSPECTIVE = ("retrospective", "made from figures that came out after the quarter's book was due")
ILLUSTRATIVE = ("illustrative", "every figure is invented")
DRAFT = ("DRAFT", "not signed off by two roles")

MARK = "Illustrative: invented figures"
"""What every chart and table of an illustrative board's book carries."""


HANDLING = {"board": "OFFICIAL-SENSITIVE", "public": "PUBLIC"}
"""How an edition is to be handled: the board's own has small counts in it."""


def marking(released: ReleasedPage) -> str:
    """How the edition is to be handled."""
    return HANDLING[released.edition]


def edition_line(released: ReleasedPage, board: Board) -> str:
    """One line at the head of a chapter, with what each mark means."""
    quarter = released.quarter
    parts = [
        board.name,
        f"{short_period(quarter)} ({quarter.in_words})",
        *which_edition(released),
        f"as of {day_in_words(released.as_of)}",
        *(f"**{mark}**: {meaning}" for mark, meaning in marks_with_meaning(released)),
    ]
    return " · ".join(parts)


def announcement(released: ReleasedPage, board: Board) -> str:
    """The line at the top of every page: how to handle it, whose book, which quarter, which edition, and its marks."""
    marks = (mark for mark, _ in marks_with_meaning(released))
    whose = [board.short_name, short_period(released.quarter), *which_edition(released)]
    return " · ".join([marking(released), *whose, *marks])


def which_edition(released: ReleasedPage) -> tuple[str, ...]:
    """Whose edition it is and, once there is more than the first issue of it, which one."""
    issue = (f"issue {released.issue.number}",) if released.issue.several else ()
    return (f"{released.edition} edition", *issue)


def replaces(released: ReleasedPage) -> tuple[str, ...]:
    """What a later issue replaces and why, or that the reason is still owed, and what moved; nothing in a first one."""
    issue = released.issue
    if issue.replaces is None:
        return ()
    before = issue.replaces
    withdrawn = f" and withdrawn on {day_in_words(before.withdrawn)}" if before.withdrawn else ""
    why = issue.why or "the reason is still owed"
    return (
        f"Issue {issue.number} replaces issue {before.number}, signed off on {day_in_words(before.signed)}{withdrawn}: "
        f"{why}{'' if why.endswith(('.', '!', '?')) else '.'}",
        moved(issue, before.number),
    )


def moved(issue: Issue, before: int) -> str:
    """Of which measures the figures are others than in the issue ``before``."""
    if not issue.moved:
        return f"No figure of the Board's own area reads otherwise than in issue {before}."
    listed = joined(issue.moved)
    return f"Figures of the Board's own area read otherwise than in issue {before}, are new or are gone in {listed}."


def marks_with_meaning(released: ReleasedPage) -> list[tuple[str, str]]:
    """The marks that the edition must carry, each with what it means; that of a draft is the first."""
    marks = [
        (released.draft, DRAFT), (released.story.partial, PARTIAL), (released.retrospective, RETROSPECTIVE),
        (released.illustrative, ILLUSTRATIVE),
    ]  # fmt: skip
    return [mark for applies, mark in marks if applies]
