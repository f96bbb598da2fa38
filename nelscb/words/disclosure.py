"""Sentences about small counts: the rule that withholds them, what the public is not shown, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nelscb.edition import HeldBack, NotPublic
from nelscb.named_numbers import count_of, mark, plain
from nelscb.plan import DisclosureRule
from nelscb.quarters import Period, day_in_words
from nelscb.words.lists import joined
from nelscb.words.numbers import number_word, short_period, whole

NO_POLICY = "none: the makers' proposal"
NO_EXCEPTION = "No exception has been made: every small count of children, families or events is withheld."
WHY_HIDDEN = {
    "": "shown, with gaps",
    "years alone": "by financial years alone",
    "another breakdown": "not shown: one breakdown of a measure is",
}
NOTHING_WITHHELD = "Nothing is withheld in this edition, which is for the Board alone."
NOTHING_HELD_BACK = "The public will see every figure of the board's own."
NOT_ATTACKED = "The public edition of this quarter is attacked when it is made, and its own page says what came of it."
ASKED_BY_THE_BOARD = "What the Board asks of its agencies about these figures stands in its own edition."
CHANGES_FOR_THE_BOARD = (
    "Which figures were changed since they were first sent, and why, stands in the Board's own edition."
)
FOR_THE_PUBLIC = "Only what was written for the public is shown here."
NOTHING_FOR_THE_PUBLIC = (
    "Nothing here was written for the public. What the sub-groups write for the Board alone is not shown, so this does "
    "not say that nothing was written, said or done."
)
NO_CARDS = ("No score card is held", "No sub-group is asked for a score card")
"""How sentences begin that are told from score cards, of which a public edition has none."""
LIST_OF_THE_BOARD = "The list itself comes with the sub-groups' score cards, and is the Board's own."
MOST_PERIODS = 6


def small_counts(rule: DisclosureRule) -> str:
    """``one to five``: which counts are small, for prose."""
    return f"one to {plain(number_word(rule.largest_small))}"


def rule_rows(rule: DisclosureRule) -> Iterator[tuple[str, str, str]]:
    """What each part of the rule says, why, and the policy that it follows."""
    counts = f"A count of 1 to {rule.largest_small} of {joined(rule.protects)} is shown as {rule.symbol}"
    for told, part in (
        (counts, rule.small),
        ("A true zero stays 0", rule.zero),
        (f"Other counts are shown as {rule.symbol} where a small one could be worked out from them", rule.secondary),
        (f"Counts of the country and the region are rounded to {rule.large_areas_to}", rule.large_areas),
        (
            f"A measure that averages fewer than {rule.fewest_a_quarter} a quarter is shown by financial years alone",
            rule.years_alone,
        ),
        ("Of each measure one breakdown is shown, and none of sums over twelve months", rule.one_breakdown),
    ):
        yield told, part.reason, part.policy or NO_POLICY


def exception_rows(rule: DisclosureRule, titles: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Measure, reason, role and day of each exception."""
    for e in rule.exceptions:
        yield f"{titles[e.measure]} ({e.measure})", e.reason, e.role, day_in_words(e.day)


def withheld_sentence(withheld: Sequence[str], of: Sequence[str]) -> str:
    """How many figures of the edition are shown as the sign; both lists name released cells."""
    if not withheld:
        return "In this edition no figure of the board's own had to be withheld."
    return (
        f"In this edition {whole(count_of(withheld))} of the {whole(count_of(of))} figures of the board's own area are "
        "withheld. Some of them are small; the others stand beside a small one, which they would give away."
    )


def cost_sentences(held: NotPublic) -> tuple[str, ...]:
    """What is held back, and what that costs."""
    lost = mark(held.information_lost, f"{held.information_lost:,.0f}")
    proved = (
        "no choice would have cost less in any of the parts of the book that hang together"
        if not held.undecided
        else f"in {whole(held.undecided)} of the {whole(held.parts)} parts of the book that hang together a choice "
        "that costs less may exist"
    )
    return (
        f"{whole(held.small)} small counts are withheld, and this edition withholds {whole(held.beside)} others for "
        "their sake; what earlier editions withheld stays so, and is not counted here. These others "
        f"cost {lost} units of information (a count is worth the binary logarithm of one more than it, a total three "
        f"times that); {proved}. Each part was decided by itself: a best choice for the whole book is not promised.",
    )


def cut_back_sentence(held: NotPublic) -> str:
    """How many small counts a reader can place more closely than from 1 to 5, whatever this edition does."""
    if not held.cut_back:
        return "Each withheld small count can be any small count, as far as a reader can tell."
    return (
        f"{whole(count_of(f'not_public.cut_back.{n}.cell' for n in range(len(held.cut_back))))} small counts can be "
        "placed more closely than that, because of what was known before or what no edition can hide, such as a total "
        "that is small itself. They are listed here."
    )


_ATTACKED = {
    "withheld": "Withheld counts that were attacked",
    "kept": "Could be any small count, or more",
    "larger": "Could be told to be larger than a small one",
    "secondary": "Could be placed more closely, and are no small ones",
    "misled": "Seemed to follow from earlier editions, and did not",
    "publisher": "Could be placed more closely by what their publishers have published",
    "cut_back": "Could be placed more closely by what was known before, or by what no edition can hide",
    "in_doubt": "Could be placed more closely, and may be small",
    "failed": "Could be worked out more closely than they need be",
}
"""How a count can come out of the attack, as the attack calls it, in words for everybody."""


def attacked_rows(attacked: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """How many withheld counts came out how: a row each, those that there are none of left out but for the last."""
    for how, told in _ATTACKED.items():
        if attacked.get(how) or how in ("withheld", "kept", "failed"):
            yield told, whole(attacked.get(how, 0))


def range_words(low: int, high: int | None) -> str:
    """``2 to 5``, ``1 or more``."""
    return f"{low} or more" if high is None else f"{low} to {high}"


def held_rows(held: HeldBack) -> tuple[str, str, str]:
    """How a series is shown, its periods with a small count, and those withheld beside one."""
    return WHY_HIDDEN[held.hidden], _periods(held.small), _periods(held.beside)


def _periods(periods: Sequence[Period]) -> str:
    if not periods:
        return "–"
    named = [short_period(p) for p in periods[-MOST_PERIODS:]]
    before = len(periods) - len(named)
    return ", ".join([*([f"{before} before"] if before else []), *named])
