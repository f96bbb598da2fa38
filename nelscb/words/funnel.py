"""Sentences about the steps from contact to plan: each step for each hundred referrals, and what that does not show."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.plan import Measure
from nelscb.quarters import Period
from nelscb.words.lists import joined
from nelscb.words.numbers import number_word, period, whole
from nelscb.words.shapes import place_in_short

PER = "for each 100 referrals"
CONTACTS = "Contacts"
OF_THE_QUARTERS = "contacts of the four quarters"
NO_CONTACTS = "no return gives contacts"
NOT_ALL_QUARTERS = "not all four quarters are there"
NOT_FOLLOWED = (
    "The steps are counts of different things in one year. They do not follow the same children: an enquiry may come "
    "from a case that was open already, and a plan may follow an enquiry of the year before."
)

Step = tuple[str, float | None, float | None]
"""What is counted, how many for each hundred referrals in the year, and how many in the year before."""


def steps_sentence(steps: Sequence[Step], now: Period, before: Period | None) -> str:
    """Each step for each hundred referrals, and the same a year before; steps without a figure are named."""
    held = [(name, share, earlier) for name, share, earlier in steps if share is not None]
    if not held:
        return f"For {period(now)} no step after referrals has a figure."
    told = joined([f"{whole(share)} {name}" for name, share, _ in held])
    text = f"**From referral to plan**: in {period(now)} there were {told} {PER}."
    pairs = [(name, earlier) for name, _, earlier in held if earlier is not None]
    if before is not None and pairs:
        text += f" The year before it was {joined([f'{whole(earlier)} {name}' for name, earlier in pairs])}."
    without = [name for name, share, _ in steps if share is None]
    return f"{text} No figure is shown for {joined(without)}." if without else text


def not_tested(reasons: Sequence[str]) -> str:
    """That the change between the two years is not tested, and which dated breaks lie between them, if any."""
    if reasons:
        return (
            f"The two years are not like for like, because {joined(reasons)}. A change in how referrals are counted "
            "moves every one of these figures."
        )
    return "Their change from year to year is not tested, because both counts of a pair can move."


def among_neighbours(step: str, own: float | None, others: Sequence[float], of: int) -> str:
    """How the neighbours' figures for one step run, and where the board's own lies among them."""
    if not others:
        return f"No neighbour has a figure for {step} {PER}."
    one = len(others) == 1
    who = "one neighbour has" if one else f"{number_word(len(others))} neighbours have"
    some = f" Of {number_word(of)} neighbours {who} a figure." if len(others) < of else ""
    span = whole(others[0]) if one else f"from {whole(min(others))} to {whole(max(others))}"
    place = f" {place_in_short(own, others)}" if own is not None else ""
    return f"Among the neighbours {step} {PER} run {'at ' if one else ''}{span}.{some}{place}"


def contacts_sentence(state: str, measure: Measure, agency: str) -> str:
    """Whether contacts are there: ``there``, ``part`` of the quarters, or ``none``."""
    if state == "there":
        return (
            "Contacts are those of the four quarters as returned. The other steps are published for the year, so they "
            "may not match to the last one."
        )
    if state == "part":
        return "Contacts are not shown: a year needs all four quarters, and not all four have a figure."
    return f"The first step is not known: no return gives contacts ({measure.id}). It is asked of {agency}."


def step_told(count: float, share: float | None) -> str:
    """What stands at the end of a bar: the count, and how many for each hundred referrals."""
    return whole(count) if share is None else f"{whole(count)} ({whole(share)} {PER})"


def funnel_in_words(told: Sequence[tuple[str, str]], now: Period) -> str:
    """Alternative text: each step with its count."""
    return f"Bars, {period(now)}. {'. '.join(f'{name}: {words}' for name, words in told)}."
