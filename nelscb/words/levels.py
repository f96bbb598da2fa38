"""Sentences about steps between stretches: each step stands beside the dated event that it follows."""

from __future__ import annotations

from nelscb.edition import Assessment, Level, Series
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter
from nelscb.words.control import latest_in_control
from nelscb.words.curves import curve_sentence
from nelscb.words.numbers import fraction_changed, number_word, ordinal_word, period, sentence_case, whole
from nelscb.words.verdicts import claims_a_change, step_sentence, trend_sentence


def level_sentences(
    assessment: Assessment, series: Series, measure: Measure, first_compared: Quarter, plan_begins: str
) -> list[str]:
    """The whole in one sentence; then one for each step, one for the level under the plan, one on the trend."""
    noun, reasons = measure.unit_words, {b.period: b.reason for b in assessment.breaks}
    sentences = [_in_one(assessment, series, measure, reasons, first_compared)]
    for before, after in zip(assessment.levels, assessment.levels[1:], strict=False):
        if after.first in reasons:
            sentences.append(
                _step(before, after, series, noun, reasons[after.first], _timing(after.first, first_compared))
            )
        else:
            sentences.append(_under_the_plan(before, after, noun, plan_begins))
    sentences += [
        trend_sentence(assessment, measure), step_sentence(assessment.tests),
        latest_in_control(assessment, measure), curve_sentence(assessment, measure),
    ]  # fmt: skip
    return [sentence for sentence in sentences if sentence]


def _in_one(
    assessment: Assessment, series: Series, measure: Measure, reasons: dict[Period, str], first_compared: Quarter
) -> str:
    parts: list[str] = []
    noun = measure.unit_words
    for before, after in zip(assessment.levels, assessment.levels[1:], strict=False):
        was, became = _ends(before, after, series)
        if after.first not in reasons:
            first = f"the plan's first {number_word(after.n)} quarters" if after.n > 1 else "the plan's first quarter"
            who = "they" if parts else noun
            parts.append(f"in {first} {who} lay between {whole(after.lowest)} and {whole(after.highest)}")
        elif after.n == 1:
            # One quarter cannot show a step: it is said as what it is.
            parts.append(
                f"in the one quarter since {reasons[after.first]} there were {whole(became)}, after {whole(was)}"
            )
        else:
            verb = "fell" if became < was else "rose" if became > was else "stayed"
            timing = _timing(after.first, first_compared)
            parts.append(
                f"{'they' if parts else measure.title} {verb} in one step from {whole(was)} to {whole(became)}, "
                f"{timing}, when {reasons[after.first]}"
            )
    if not parts:
        only = assessment.levels[0]
        parts.append(f"{measure.title} lay between {whole(only.lowest)} and {whole(only.highest)} a quarter")
    claim = "" if claims_a_change(assessment) else " No trend is claimed."
    return f"{sentence_case('; '.join(parts))}.{claim}"


def _ends(before: Level, after: Level, series: Series) -> tuple[float, float]:
    """The last value before a step and the first after it."""
    points = series.at(before.last), series.at(after.first)
    was, became = (p.value if p and p.value is not None else 0.0 for p in points)
    return was, became


def _step(before: Level, after: Level, series: Series, noun: str, reason: str, timing: str) -> str:
    was, became = _ends(before, after, series)
    if after.n == 1:
        return (
            f"In {period(after.first)}, {timing}, {noun} went from {whole(was)} to {whole(became)}, when {reason}. One "
            "quarter cannot show whether that is a step, and the figures on the two sides are not like for like."
        )
    verb = "fell" if became < was else "rose" if became > was else "stayed"
    by = fraction_changed(after.mean / before.mean) if before.mean else ""
    return (
        f"In {period(after.first)}, {timing}, {noun} {verb} from {whole(was)} to {whole(became)}, when {reason}: the "
        f"{number_word(before.n)} quarters before averaged {whole(before.mean)}, the next {number_word(after.n)} "
        f"{whole(after.mean)}{by}. The figures on the two sides are not like for like: this is a step and not a trend."
    )


def _timing(step: object, first_compared: Quarter) -> str:
    if not isinstance(step, Quarter):
        return "at a dated break"
    quarters = first_compared.ordinal - step.ordinal
    if quarters > 0:
        if quarters % 4 == 0:
            years = quarters // 4
            return f"{number_word(years)} year{'s' if years > 1 else ''} before the plan began"
        return f"{number_word(quarters)} quarter{'s' if quarters > 1 else ''} before the plan began"
    return f"in the plan's {ordinal_word(1 - quarters)} quarter"


def _under_the_plan(before: Level, after: Level, noun: str, plan_begins: str) -> str:
    quarters = "quarter" if after.n == 1 else "quarters"
    now = f"between {whole(after.lowest)} and {whole(after.highest)} {noun} (mean {whole(after.mean)})"
    earlier = f"between {whole(before.lowest)} and {whole(before.highest)} (mean {whole(before.mean)})"
    return (
        f"{plan_begins}: the {number_word(after.n)} {quarters} to {period(after.last)} lie {now}, "
        f"the {number_word(before.n)} before {earlier}."
    )
