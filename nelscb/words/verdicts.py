"""Sentences about the verdict on a series: never more than its row allows, direction and number from the row itself."""

from __future__ import annotations

from nelscb.edition import Assessment, ChangePoint, Judged, TrendTests, Verdict
from nelscb.named_numbers import mark, plain
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words.numbers import number_word, period, sentence_case, whole

ENOUGH_FOR_SMALL_CHANGES = 12
"""Under this many quarters the trend model is short of data for anything but great changes."""
MUCH_BETTER, POSSIBLE = 0.01, 0.05
"""As ``nelscb.statistics.finding`` has them: a step or a curve fits much better; a line is no chance by itself."""
MANY_TIMES = "ten times the level"
_CHANGED: dict[Verdict, str] = {
    "improving": "it is improving",
    "worsening": "it is worsening",
    "rising": "it is rising, which is neither good nor bad by itself",
    "falling": "it is falling, which is neither good nor bad by itself",
}


def trend_sentence(assessment: Assessment, measure: Measure) -> str:
    """What is said of the trend: never more than the verdict allows."""
    tests, verdict = assessment.tests, assessment.verdict
    if tests is None:
        return _without_tests(assessment, measure)
    line, held = f"{_where(tests)} {_slope(tests)}", held_sentence(assessment.judged)
    if verdict in _CHANGED:
        return f"{line}: {_CHANGED[verdict]}. {_survives(assessment.judged)}{_few(tests)}{held}"
    if verdict == "possible change":
        return (
            f"{line}: a possible change. By itself it would be rare by chance. But among "
            f"{whole(assessment.judged.family_size)} tests some will be, and this one does not stand out enough."
            f"{_few(tests)}{held}"
        )
    if verdict == "unclear" and assessment.breaks:
        breaks = number_word(len(assessment.breaks))
        plural = "break lies" if len(assessment.breaks) == 1 else "breaks lie"
        certain = (
            "so that a rise cannot be told from a fall"
            if tests.trend.p > POSSIBLE
            else "which may be real within that stretch"
        )
        return (
            f"No trend is claimed: {breaks} dated {plural} inside the series. The longest stretch without one is the "
            f"{number_word(tests.trend.n)} quarters from {period(tests.first)} to {period(tests.last)}. There "
            f"{_slope(tests)}, {certain}.{_few(tests)}{held}"
        )
    if verdict == "unclear":
        shape = "one step" if tests.step_p <= MUCH_BETTER else "a curve"
        return f"No trend is claimed: {shape} fits the figures much better than a straight line.{held}"
    return (
        f"{line}. This is no evidence of change, which is not evidence that nothing changed. "
        f"{detectable_sentence(tests)}{_few(tests)}{held}"
    )


def _without_tests(assessment: Assessment, measure: Measure) -> str:
    if assessment.judged.whatever:
        return (
            f"Some counts of {measure.title} are withheld to protect children, and with them every number of its "
            f"trend. Whatever they are, the verdict is the same: {assessment.verdict}."
        )
    return f"No trend is claimed for {measure.title}: {no_trend_reason(assessment, measure)}."


def claims_a_change(assessment: Assessment) -> bool:
    """Whether the verdict is one of change, if only a possible one."""
    return assessment.verdict in _CHANGED or assessment.verdict == "possible change"


def step_sentence(tests: TrendTests | None) -> str:
    """The candidate step, if there is one: when, how far, and that it is no more than a candidate; else empty."""
    if tests is None or tests.step is None:
        return ""
    step = tests.step
    way = "rise" if step.value > 0 else "fall"
    limits = f"95% interval {percent(step.low)} to {percent(step.high)}"
    return (
        f"A step is worth talking about: {_step_place(step)}, a {way} {_size(step.value)} beside the line "
        f"({limits}; p {p_value(step.p)}). Only a dated event that somebody writes down would make it a break."
    )


def detectable_sentence(tests: TrendTests) -> str:
    """What would probably have been seen: ``A fall of 35% or a rise of 54% over those quarters would probably …``."""
    found = tests.detectable
    of_what = " in the odds" if tests.trend.scale == "odds" else ""
    if found.fall >= 99.5:
        return (
            f"Over those quarters only a fall to almost nothing, or a rise to more than {MANY_TIMES}{of_what}, would "
            "probably have been seen (eight times in ten)."
        )
    rise = (
        f"a rise of {mark(found.rise, f'{found.rise:,.0f}%')}"
        if found.rise < 1000
        else f"a rise to more than {MANY_TIMES}"
    )
    return (
        f"A fall of {mark(found.fall, f'{found.fall:.0f}%')} or {rise}{of_what} over those quarters would probably "
        "have been seen (eight times in ten). A smaller one might not."
    )


def held_sentence(judged: Judged) -> str:
    """For how many quarters running the verdict has been given; empty where this is the first."""
    if judged.held < 2:
        return ""
    return f" This has been the verdict for {number_word(judged.held)} quarters running."


def verdict_cell(assessment: Assessment) -> str:
    """The verdict in a table, with how long it has held."""
    word = sentence_case(assessment.verdict)
    held = assessment.judged.held
    return f"{word} ({number_word(held)} quarters running)" if held > 1 and assessment.tests else word


def no_trend_reason(assessment: Assessment, measure: Measure) -> str:
    """Why there is no trend: the first reason that holds."""
    if assessment.verdict == "withheld":
        return "a count that it rests on is withheld to protect children"
    if assessment.verdict == "not tested":
        return "it comes without counts" if measure.unit == "score" else "its periods overlap"
    if assessment.frequency != "quarter":
        return "a handful of yearly figures cannot tell a trend from chance"
    if assessment.fitted_points >= 8:
        return "there are too few events, or they all stand at one end"
    return "fewer than eight quarters can be compared"


def p_value(p: float) -> str:
    """``= 0.15``, ``less than 0.001``; never rounded onto the border at 0.05 from above."""
    if 0.05 < p < 0.0505:
        return "just above 0.05"
    return "less than 0.001" if p < 0.001 else f"= {mark(p, f'{p:.3f}' if p < 0.1 else f'{p:.2f}')}"


def percent(change: float) -> str:
    """``up 12%``, ``down 3.4%``, ``no change`` only for exactly none: a change that is a percentage already."""
    if change == 0:
        return "no change"
    size = abs(change)
    if size >= 1000:
        return "up more than tenfold"
    if -100 < change < -99.5:
        return "down more than 99%"  # never to nothing by rounding
    shown = mark(size, f"{size:.0f}%" if size >= 10 else f"{size:.1f}%") if size >= 0.05 else "less than 0.1%"
    return f"{'up' if change > 0 else 'down'} {shown}"


def _size(change: float) -> str:
    size = percent(change).split(" ", 1)[1]
    return f"of {size}" if plain(size).endswith("%") else size


def _where(tests: TrendTests) -> str:
    return f"Over the {number_word(tests.trend.n)} quarters from {period(tests.first)} to {period(tests.last)}"


def _slope(tests: TrendTests) -> str:
    trend = tests.trend
    of_what = "" if trend.scale == "rate" else " in the odds"
    if abs(trend.value) < 0.05 and trend.p > POSSIBLE:
        moves = "is level"
    else:
        size = percent(trend.value).split(" ", 1)[1]
        by = "" if size.endswith("fold") else "by "
        moves = f"{'rises' if trend.value > 0 else 'falls'} {by}{size} a year{of_what}"
    limits = f"{percent(trend.low)} to {percent(trend.high)}"
    return f"a straight line through them {moves} (95% interval {limits}; p {p_value(trend.p)})"


def _survives(judged: Judged) -> str:
    if judged.family_size == 1:
        return "No other test was weighed with it."
    return f"The finding stands when all {whole(judged.family_size)} tests of its family are weighed together."


def _few(tests: TrendTests) -> str:
    few = tests.trend.n < ENOUGH_FOR_SMALL_CHANGES
    return f" From {number_word(tests.trend.n)} quarters only a great change would show." if few else ""


def _step_place(step: ChangePoint) -> str:
    when, first, last = (period(Quarter.from_ordinal(t)) for t in (step.time, step.first, step.last))
    if step.first == step.last:
        return f"from {when}"
    return f"from {when} (it may lie anywhere from {first} to {last})"
