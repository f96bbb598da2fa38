"""Sentences about children who go missing, how often, and who talked with them when they came back."""

from __future__ import annotations

from nelscb.edition import Point
from nelscb.named_numbers import mark
from nelscb.words.numbers import period, whole

PER_CHILD = "Episodes for each child"
PER_CHILD_UNIT = "episodes for each child"
INTERVIEWS = "Return interviews in time"
INTERVIEWS_UNIT = "% of each line's own total"
OFFERED, COMPLETED = "offered", "completed"
NOTES = (
    "Episodes for each child is worked out: episodes in the quarter over different children in the quarter. It has no "
    "interval, because the same children make many of the episodes.",
    "The two lines on return interviews have different totals: interviews offered are out of all episodes that ended, "
    "interviews completed out of those where one was due.",
    "An interview that came late, one that never was, and one that the child refused count alike as not in time.",
)


def episodes_sentence(children: Point, episodes: Point, each: float | None) -> str:
    """How many children, how many episodes, and how many episodes for ``each`` child where there was any child."""
    told = (
        f"**Children missing**: {whole(children.value or 0.0)} different children in {period(children.period)}, "
        f"missing {whole(episodes.value or 0.0)} times in all"
    )
    return f"{told}." if each is None else f"{told}: {mark(each, f'{float(each):.1f}')} times for each child."


def completed_sentence(point: Point) -> str:
    """How many interviews were completed in time, and after how many returns nobody had completed one."""
    done, due = point.numerator or 0.0, point.denominator or 0.0
    when = period(point.period)
    if not due:
        return f"No return interview was due in {when}."
    if done == due:
        return f"Each of the {whole(due)} return interviews due in {when} was completed in time."
    return (
        f"**Back to nobody in time**: after {whole(due - done)} of the {whole(due)} returns in {when} where an "
        "interview was due, nobody had completed it in time."
    )


def offered_sentence(point: Point) -> str:
    """After how many returns no interview had been offered in time."""
    offered, ended = point.numerator or 0.0, point.denominator or 0.0
    when = period(point.period)
    if not ended:
        return f"No missing episode ended in {when}."
    if offered == ended:
        return f"An interview was offered in time after each of the {whole(ended)} returns in {when}."
    return f"After {whole(ended - offered)} of all {whole(ended)} returns in {when} none had been offered in time."
