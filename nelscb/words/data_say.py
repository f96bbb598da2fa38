"""What the data say: a short statement a measure, its name first and its certainty in it; then what they do not say."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment
from nelscb.named_numbers import count_of
from nelscb.plan import Measure
from nelscb.words.changes import latest, measure_sentence
from nelscb.words.control import latest_in_control
from nelscb.words.curves import curve_sentence
from nelscb.words.lists import joined
from nelscb.words.neighbours import place_sentence
from nelscb.words.numbers import figure_with_unit, in_or_on, number_word, sentence_case
from nelscb.words.verdicts import p_value, percent, trend_sentence

_VERDICTS = {
    "worsening": "is worsening",
    "improving": "is improving",
    "rising": "is rising, which by itself is neither good nor bad",
    "falling": "is falling, which by itself is neither good nor bad",
    "possible change": "may be changing",
}
_CERTAIN = {
    True: "This stands when all tests of its family are weighed together.",
    False: "By itself this would be rare by chance, but among so many tests some such lines come by chance.",
}


def line_sentence(assessment: Assessment, measure: Measure) -> str:
    """The verdict of change, the latest figure, the line with its interval, and how sure it is.

    Where the line is kept back the verdict is told without it.
    """
    tests = assessment.tests
    if tests is None:
        return trend_sentence(assessment, measure)
    trend = tests.trend
    way, size = percent(trend.value).split(" ", 1)
    by = "" if size.endswith("fold") else "by "
    moves = f"{'rises' if way == 'up' else 'falls'} {by}{size} a year{'' if trend.scale == 'rate' else ' in the odds'}"
    limits = f"95% interval {percent(trend.low)} to {percent(trend.high)}"
    value = assessment.value.value if assessment.value else None
    now = f" It was {figure_with_unit(value, measure)} {in_or_on(assessment.period)}." if value is not None else ""
    return (
        f"{_name(measure)} {_VERDICTS[assessment.verdict]}. A straight line through {number_word(trend.n)} quarters "
        f"{moves} ({limits}; p {p_value(trend.p)}). {_CERTAIN[assessment.verdict != 'possible change']}{now}"
    )


def unusual_sentence(assessment: Assessment, measure: Measure) -> str:
    """That the latest quarter is unusual, by which rule, beside which limits."""
    told = latest_in_control(assessment, measure)
    return f"{_name(measure)}: {told[:1].lower()}{told[1:]}"


def turned_sentence(assessment: Assessment, measure: Measure) -> str:
    """That the curve has turned, or leans."""
    told = curve_sentence(assessment, measure)
    return f"{_name(measure)}: {told[:1].lower()}{told[1:]}"


def year_sentence(assessment: Assessment, measure: Measure) -> str:
    """A clear change of a yearly figure on the year before."""
    told = measure_sentence(assessment, measure)
    return told.replace(f"**{measure.title}**", _name(measure), 1)


def apart_sentence(assessment: Assessment, measure: Measure) -> str:
    """That the figure lies apart from the neighbours', with their limits."""
    place = place_sentence(assessment.place, measure)
    if measure.unit == "score":
        return f"{_name(measure)}: {place} It came without its spread, so ask first whether the figure is right."
    return f"{_name(measure)}: {latest(assessment, measure)}. {place}"


def read_beside(others: Sequence[Measure]) -> str:
    """Which measures a finding is to be read beside; empty where there is none."""
    return f" Read it beside {joined([f'{m.title} ({m.id})' for m in others])}." if others else ""


def further(cells: Sequence[str]) -> str:
    """How many measures more have something to say, which the table tells; empty where none has."""
    if not cells:
        return ""
    number = number_word(count_of(cells))
    measures = "measure" if len(cells) == 1 else "measures"
    return f"Findings on {number} more {measures} stand in the chapter's table."


def nothing_found() -> str:
    """That no figure says anything for certain."""
    return "No figure here tells of a change for certain, and none stands apart."


def no_evidence(cells: Sequence[str]) -> str:
    """How many measures show no evidence of change; empty where none is so judged."""
    if not cells:
        return ""
    number = number_word(count_of(cells))
    said = f"{sentence_case(number)} measure shows" if len(cells) == 1 else f"{sentence_case(number)} measures show"
    return f"{said} no evidence of change. That is not evidence that nothing changed."


def cannot_be_judged(untested: Sequence[str], without: Sequence[str], all_of: int) -> str:
    """How many measures have figures from which no trend can be judged, and how many have none at all."""
    if len(without) == all_of:
        return "None of the measures here has a figure, so nothing can be judged." if all_of else ""
    parts = []
    if untested:
        has = "has figures from which" if len(untested) == 1 else "have figures from which"
        parts.append(f"{number_word(count_of(untested))} {has} no trend can be judged yet")
    if without:
        has = "has no figure at all" if len(without) == 1 else "have no figure at all"
        parts.append(f"{number_word(count_of(without))} {has}")
    return f"Of the measures here {' and '.join(parts)}." if parts else ""


def worst_hole(measure: Measure, agency: str, is_headline: bool) -> str:
    """The hole that matters most: which measure, who would send it, and why it matters most."""
    if is_headline:
        why = "the plan's headline rests on it"
    elif measure.type in ("better_off", "population"):
        why = "it would tell whether children are better off"
    else:
        why = "it is the first figure without a return that the plan asks for here"
    return f"The worst hole is {_name(measure)}, which would come from {agency}: {why}."


def _name(measure: Measure) -> str:
    return f"**{measure.title}** ({measure.id})"
