"""Words around what sub-groups wrote: headings of the kinds, and that nobody wrote, with who would have."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.quarters import Quarter
from nelscb.words.lists import joined
from nelscb.words.numbers import short_period
from nelscb.words.score_cards import one_of

STORY_KINDS = {
    "what helps": "What helps",
    "what hurts": "What hurts",
    "partners": "Who the partners are",
    "what works": "What works",
}
NO_ANSWER = "No answer was written."
NOT_SAID = "not said"


def no_story(groups: Sequence[str]) -> str:
    """That nobody wrote what helps and what hurts."""
    return f"For this quarter nobody has written what helps or hurts here. {_whose('It', groups)}"


def kinds_missing(kinds: Sequence[str]) -> str:
    """Which of the four kinds nobody wrote about; empty where each has something."""
    if not kinds:
        return ""
    return f"Nothing was written for this quarter under: {joined([STORY_KINDS[kind].lower() for kind in kinds])}."


def no_voice(groups: Sequence[str], last: Quarter | None) -> str:
    """That no child or family is heard here this quarter, and when one was last heard."""
    before = f" A voice was last heard here in {short_period(last)}." if last else ""
    return (
        "For this quarter no score card says what children or families said here, or what was done because of it."
        f"{before} {_whose('It', groups)}"
    )


def no_engagement(groups: Sequence[str]) -> str:
    """That no work with the community was reported."""
    return f"For this quarter no work with the community was reported here. {_whose('It', groups)}"


def _whose(what: str, groups: Sequence[str]) -> str:
    return f"{what} would come on the score card of {one_of(groups)}." if groups else ""
