"""Sentences about two measures that must be read together."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment, Series
from nelscb.plan import Measure
from nelscb.words.changes import amount, is_clear, limits, measure_sentence, rose_or_fell
from nelscb.words.courses import in_a_sentence, told_title
from nelscb.words.curves import compared, turned_in_short
from nelscb.words.numbers import figure, figure_with_unit, in_or_on, period, sentence_case
from nelscb.words.years import years_sentence

Found = Sequence[tuple[Measure, Series]]


def flows_sentences(found: Found, assessments: Sequence[Assessment | None]) -> tuple[str, ...]:
    """What each of two flows did since the year before, then the second for each 100 of the first."""
    parts = []
    for (measure, series), assessment in zip(found[:2], assessments[:2], strict=True):
        comparison = assessment.on_previous if assessment else None
        if assessment is None or comparison is None:
            continue
        before, after = series.at(comparison.earlier), series.at(assessment.period)
        if before is None or after is None or before.value is None or after.value is None:
            continue
        parts.append(rose_or_fell(comparison.change, before.value, after.value, measure.unit_words))
        since = comparison.earlier
    sentences = []
    if len(parts) == 2:
        joint = " while " if _opposite(assessments) else ", and "
        sentences.append(f"Between {period(since)} and {period(assessments[0].period)} {joint.join(parts)}.")  # type: ignore[union-attr]
    ratio = assessments[2]
    if ratio is not None:
        sentences.append(measure_sentence(ratio, found[2][0]))
    return tuple(sentences)


def _opposite(assessments: Sequence[Assessment | None]) -> bool:
    values = [
        a.on_previous.change.value
        for a in assessments[:2]
        if a and a.on_previous and a.on_previous.change.value is not None and is_clear(a.on_previous.change)
    ]
    return len(values) == 2 and (values[0] > 1) != (values[1] > 1)


def share_and_rate_sentences(
    found: Found, assessments: Sequence[Assessment | None], quarterly: Sequence[Assessment | None] = (None, None)
) -> tuple[str, ...]:
    """Share and rate in one sentence, their changes in the next, and what the pair does or does not show.

    ``quarterly``: the same two by quarter, where they are returned: whether their curves turned.
    """
    (share, _), (rate, rates) = found
    of_share, of_rate = assessments
    if of_share is None or of_rate is None or not (of_share.value and of_rate.value):
        return ()
    what = share.numerator_category.category.lower() if share.numerator_category else share.title
    first = (
        f"{sentence_case(in_or_on(of_share.period))} {figure_with_unit(of_share.value.value or 0.0, share)} were for "
        f"{what}, which is {figure_with_unit(of_rate.value.value or 0.0, rate)}."
    )
    changes = [a.on_previous for a in (of_share, of_rate)]
    if changes[0] is None or changes[1] is None:
        return (first,)
    since = period(changes[0].earlier)
    both = (
        f"Since {since} the share is {amount(changes[0].change)} ({limits(changes[0].change)}) and the rate "
        f"{amount(changes[1].change)} ({limits(changes[1].change)})."
    )
    clear = [is_clear(c.change) for c in changes if c]
    if not any(clear):
        reading = (
            "neither moved by more than chance in counting explains, so nothing is claimed from one year to the next."
        )
    elif all(clear):
        reading = "both moved by more than chance in counting explains."
    else:
        reading = (
            f"only the {'share' if clear[0] else 'rate'} moved by more than chance in counting explains. Read alone it "
            "would mislead: a share moves when other categories do."
        )
    opening = " ".join(told for told in (first, f"Since {since} {reading}", *_turned(quarterly)) if told)
    return opening, f"{both} {_highest(rates, rate)}"


def _turned(quarterly: Sequence[Assessment | None]) -> list[str]:
    """Whether the curves of share and rate turned, in one sentence where of both nobody can tell."""
    curves = [compared(a) for a in quarterly if a is not None]
    verdicts = {(int(c.horizon), c.turned.verdict if c.turned else None) for c in curves if c is not None}
    if len(curves) == 2 and None not in curves and len(verdicts) == 1 and "cannot tell" in next(iter(verdicts)):
        return [turned_in_short(quarterly[0], "the share or that of the rate")]
    return [turned_in_short(a, f"the {name}") for a, name in zip(quarterly, ("share", "rate"), strict=True)]


def _highest(series: Series, measure: Measure) -> str:
    """When the series stood highest and where it is now, so that a long fall is not passed over."""
    held = [p for p in series.points if p.value is not None]
    top = max(held, key=lambda p: p.value or 0.0)
    if top is held[-1]:
        return f"The {measure.unit} has not been higher in the years held."
    return (
        f"In the years held the {measure.unit} was highest {in_or_on(top.period)}, at "
        f"{figure(top.value or 0.0, measure)}; from so few yearly figures no trend is claimed."
    )


def coming_back_sentences(
    found: Found, assessments: Sequence[Assessment | None], others: Sequence[Sequence[float]]
) -> tuple[str, ...]:
    """Two shares that both say whether children come back, in one sentence that reads them together; then each.

    ``others``: the neighbours' values of each share at its latest period.
    """
    (first, _), (second, _) = found
    shown = [_value(a) for a in assessments]
    told = tuple(
        f"{measure_sentence(a, m)} {years_sentence(a)}".strip()
        for (m, _), a in zip(found, assessments, strict=True)
        if a is not None
    )
    if shown[0] is None or shown[1] is None:
        return (f"{told_title(first)} and {in_a_sentence(told_title(second))} are read as a pair: {_TWO_WAYS}", *told)
    when = [assessments[n].period for n in (0, 1)]  # type: ignore[union-attr]
    at_once = "" if when[0] == when[1] else f" {in_or_on(when[1])}"
    pair = (
        f"**Do families come back?** {sentence_case(in_or_on(when[0]))} {figure_with_unit(shown[0], first)} followed "
        f"an earlier one within a year, and {figure_with_unit(shown[1], second)}{at_once} had been on one before."
    )
    return (f"{pair} {_read_as_a_pair(shown[0], shown[1], others)}", *told)


_TWO_WAYS = "a family can come back as a new referral or as a second plan, and one can be rare while the other is not."


def _value(assessment: Assessment | None) -> float | None:
    return assessment.value.value if assessment is not None and assessment.value is not None else None


def _read_as_a_pair(first: float, second: float, others: Sequence[Sequence[float]]) -> str:
    """Where the two stand among the neighbours, and what neither shows by itself."""
    sides = [_side(own, values) for own, values in zip((first, second), others, strict=True)]
    if "" in sides:
        return f"The two are read as a pair: {_TWO_WAYS}"
    if sides[0] == sides[1] and sides[0] != "the middle":
        return (
            f"Both are {_AMONG[sides[0]]}. A low share can also mean that those who come back are not "
            "counted, so neither is proof by itself."
        )
    if sides[0] == "low":
        return (
            f"Few referrals come back, but the share of second plans is {_AMONG[sides[1]]}. So a low share of "
            "re-referrals is no proof that help lasts."
        )
    return f"The first is {_AMONG[sides[0]]}, the second {_AMONG[sides[1]]}. So neither alone tells whether help lasts."


_AMONG = {
    "low": "lower than most neighbours'", "high": "higher than most neighbours'", "the middle": "like the neighbours'",
}  # fmt: skip


def _side(own: float, others: Sequence[float]) -> str:
    """``low`` where two thirds of the neighbours or more are higher, ``high`` the other way; empty without any."""
    if not others:
        return ""
    above, below = sum(value > own for value in others), sum(value < own for value in others)
    if 3 * above >= 2 * len(others):
        return "low"
    return "high" if 3 * below >= 2 * len(others) else "the middle"
