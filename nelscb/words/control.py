"""Sentences about control charts: whether the latest quarter is unusual, and by which rule."""

from __future__ import annotations

from nelscb.edition import Assessment, Control
from nelscb.named_numbers import mark
from nelscb.plan import Measure
from nelscb.words.numbers import figure_with_unit, number_word, period, whole

RULES = {
    "high": {
        "outside": "it lies above the limits",
        "one side": "it is one of seven or more quarters in a row above the centre",
        "trend": "it is one of seven or more quarters in a row, each higher than the one before",
        "two of three": "it is one of two or more in three quarters near or above the upper limit",
    },
    "low": {
        "outside": "it lies below the limits",
        "one side": "it is one of seven or more quarters in a row below the centre",
        "trend": "it is one of seven or more quarters in a row, each lower than the one before",
        "two of three": "it is one of two or more in three quarters near or below the lower limit",
    },
}


def latest_in_control(assessment: Assessment, measure: Measure) -> str:
    """Whether the latest quarter is unusual beside the quarters that the limits rest on; empty without a chart."""
    control = assessment.control
    if control is None or control.causes.latest is None:
        return ""
    place = control.causes.latest
    low, high = control.chart.lower[place], control.chart.upper[place]
    if low is None or high is None:
        return ""
    value, when = control.chart.values[place] or 0.0, period(control.periods[place])
    side = control.causes.sides[place]
    limits = f"{_plain(low, measure)} to {_plain(high, measure)}"
    rests = (
        f"limits {limits}, from {number_word(control.chart.n)} quarters{', on trial' if control.chart.trial else ''}"
    )
    across = control.periods[place] > control.last
    if side is None:
        # Nothing is called stable for want of power: what is said is that no rule fires.
        remark = " A dated break lies between, so the two are not like for like." if across else ""
        return f"The latest quarter, {when}, is not unusual ({figure_with_unit(value, measure)}; {rests}).{remark}"
    why = " and ".join(RULES[side][rule] for rule, way in control.causes.fired[place] if way == side)
    remark = " A dated break lies between, so the cause may be the counting." if across else ""
    return (
        f"The latest quarter, {when}, is unusually {side} ({figure_with_unit(value, measure)}; {rests}): {why}. "
        f"It needs explaining.{remark}"
    )


def variation_cell(control: Control | None) -> str:
    """The variation verdict in a table."""
    if control is None:
        return "no chart"
    side = None if control.causes.latest is None else control.causes.sides[control.causes.latest]
    if control.variation == "too few data" and side is not None:
        return f"Unusually {side}, limits on trial"
    return {
        "special cause high": "Unusually high", "special cause low": "Unusually low",
        "common cause": "Within its limits", "too few data": "Too few quarters",
    }[control.variation]  # fmt: skip


def false_alarms_sentence(expected: float, charts: int, flagged: int) -> str:
    """How many latest quarters were flagged in the book, and how many chance alone would have flagged."""
    were = "is" if flagged < 2 else "are"
    of = f"Of {whole(charts)} control charts" if charts != 1 else "Of one control chart"
    return (
        f"{of} {number_word(flagged) if flagged else 'none'} {were} flagged at the latest "
        f"quarter. If nothing had changed anywhere, the rules would have flagged about "
        f"{mark(expected, f'{expected:.1f}')} by chance."
    )


def _plain(value: float, measure: Measure) -> str:
    return mark(value, f"{value:.1f}%" if measure.unit in ("percent", "profile") else f"{value:,.1f}")
