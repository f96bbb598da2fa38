"""Words of the outcomes tracker: baseline, now, the distance between them, and how far it was weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nelscb.edition import Assessment, Comparison, Point, Series
from nelscb.named_numbers import count_of, mark
from nelscb.plan import Board, Measure
from nelscb.plan.board import Target
from nelscb.quarters import Period, Quarter
from nelscb.words.changes import comparison_cell
from nelscb.words.notes import shown_title
from nelscb.words.numbers import (
    cell,
    figure,
    number_word,
    period,
    points_change,
    sentence_case,
    short_period,
)
from nelscb.words.states import MARKS, key_to_marks

QUESTIONS = {
    "how_much": "how much", "how_well": "how well", "better_off": "better off", "population": "whole population",
}  # fmt: skip
STANDINGS = {
    "plan": "in the plan", "implied": "implied by the plan", "published": "published beside it",
    "proposed": "proposed",
}  # fmt: skip
"""In the tracker's order: what the plan names comes first."""
COUNTED = {"quarter": "by quarter", "year": "by year", "day": "on one day a year"}
NO_FIGURE, NONE, IN_THE_PLAN = "no figure", "none", "plan"
_HAS_A_TREND = (
    "improving", "worsening", "rising", "falling", "possible change", "no evidence of change", "unclear",
)  # fmt: skip


def row_name(measure: Measure, series: Series | None, split: str = "") -> str:
    """What a row is called: title and id; where the measure has no total, the ``split``'s title and the category."""
    published = series is not None and any(o.release for p in series.points for o in p.origins)
    near = published and any(f.match == "proxy" for f in measure.published)
    title = shown_title(measure) if published else measure.title
    name = f"{title} ({measure.id}{', near the measure' if near else ''})"
    # Only the first letter: a title may name a place.
    split = split[:1].lower() + split[1:]
    return f"{name}, {split}: {series.category}" if series is not None and series.breakdown else name


def value_cell(point: Point | None, measure: Measure) -> str:
    """``1,948 (2014-15)``, or the mark of its state with the period, or that there is none."""
    return f"{cell(point, measure)} ({short_period(point.period)})" if point else MARKS["absent"]


def moved(was: float, now: float, measure: Measure) -> str:
    """``up 12``, ``down 2.5 points``: how far a value moved, in its own unit; ``no change`` only for exactly none."""
    far = now - was
    if far == 0:
        return "no change"
    if measure.unit in ("percent", "profile"):
        return points_change(far)
    size = abs(far)
    smallest = 0.5 if measure.unit == "count" else 0.05
    shown = figure(size, measure) if size >= smallest else f"less than {2 * smallest:g}"
    return f"{'up' if far > 0 else 'down'} {shown}"


def distance_cell(
    was: Point | None, now: Point | None, measure: Measure, weighed: Comparison | None, across_break: bool
) -> str:
    """Now against the baseline: with its interval where the change was weighed, else the difference as it stands."""
    if now is None or now.value is None:
        return MARKS["absent"]
    if was is None or was.value is None:
        return "no baseline"
    if was.period == now.period:
        return "nothing since the baseline"
    if weighed is not None and weighed.change.value is not None:
        return comparison_cell(weighed)
    told = [moved(was.value, now.value, measure)]
    if across_break:
        told.append("not like for like")
    if isinstance(was.period, Quarter) and isinstance(now.period, Quarter) and was.period.number != now.period.number:
        told.append("another time of year")
    return "; ".join([*told, "not weighed"])


def weighed_cell(assessment: Assessment | None) -> str:
    """What was weighed of the way since the baseline: the frozen forecast, or the change over all years held."""
    if assessment is None:
        return NONE
    if assessment.first_to_last is not None:
        found = assessment.first_to_last
        change = Comparison(found.first, found.change, found.across_break)
        return f"since {short_period(found.first)}: {comparison_cell(change)}"
    passed = [c for c in assessment.curve if c.turned is not None]
    if not passed:
        return "forecast: not asked yet" if assessment.curve else NONE
    curve = passed[-1]
    assert curve.turned is not None
    return f"forecast, {number_word(curve.horizon)} quarters on: {curve.turned.verdict or 'a quarter is missing'}"


def q_cell(assessment: Assessment | None) -> str:
    """The q-value; ``none`` where no test of the series entered its family."""
    q = assessment.judged.q if assessment else None
    if q is None:
        return NONE
    return mark(q, f"{q:.2f}") if q >= 0.01 else mark(q, f"{q:.3f}") if q >= 0.001 else "less than 0.001"


def target_cell(targets: Sequence[Target], measure: Measure, quarter: Quarter) -> str:
    """The target in force, since when and who set it; ``none set`` where there is none."""
    in_force = [t for t in targets if t.measure == measure.id and t.from_quarter <= quarter]
    if not in_force:
        return "none set"
    target = max(in_force, key=lambda t: t.from_quarter.ordinal)
    return f"{figure(target.value, measure)} from {short_period(target.from_quarter)} ({target.role})"


def provenance_word(series: Series | None, measure: Measure) -> str:
    """Where a series comes from, in a word or two."""
    if series is None:
        return "none held"
    if measure.counted_by_the_book:
        return "counted by the book"
    published = any(origin.release for point in series.points for origin in point.origins)
    if any(point.provenance == "computed" for point in series.points):
        return f"worked out from {'published' if published else 'returned'}"
    return "published" if published else "returned"


def summary(
    measures: Mapping[str, Sequence[str]],
    with_figure: Sequence[str],
    series: Sequence[str],
    baselines: Sequence[str],
    verdicts: Mapping[str, Sequence[str]],
    board: Board,
) -> tuple[str, ...]:
    """How many series have a figure, a baseline, a verdict: each count from the names of the cells that it counts.

    ``measures`` by their standing, ``with_figure`` those that have one, ``verdicts`` by their word.
    """
    every = [cell for cells in measures.values() for cell in cells]
    parts = [f"{_many(cells)} {STANDINGS[standing]}" for standing, cells in measures.items() if cells]
    in_series = f", in {_many(series)} series" if series else ""
    held = f"{_start(with_figure)} of them {_have(with_figure)} a figure{in_series}."
    missing = [name for name in every if name not in set(with_figure)]
    if missing:
        held += f" {_start(missing)} {_have(missing)} none. Each row says from whom it is missing."
    when = period(board.baseline.last_quarter)
    tested = {word: verdicts[word] for word in _HAS_A_TREND if verdicts.get(word)}
    untested = [name for word, names in verdicts.items() if word not in _HAS_A_TREND for name in names]
    words = ", ".join(f"{word} ({_many(names)})" for word, names in tested.items())
    every_tested = [name for names in tested.values() for name in names]
    trend = f"A verdict on their trend was given to {_many(every_tested)} series: {words}."
    if not every_tested:
        trend = "No series has a verdict on its trend."
    return (
        f"The tracker follows {_many(every)} measures: {_listed(parts)}.",
        held,
        f"{_start(baselines)} {'of the series ' if series else ''}{_have(baselines)} a baseline: the figure of {when}, "
        "or of the last year up to then.",
        trend + (f" {_start(untested)} could not be tested, or {_have(untested)} too few data." if untested else ""),
        "A distance says how far a figure has moved since the baseline. It does not say why.",
    )


def _many(cells: Sequence[str]) -> str:
    return number_word(count_of(cells)) if cells else "none"


def _start(cells: Sequence[str]) -> str:
    return sentence_case(_many(cells))


def _have(cells: Sequence[str]) -> str:
    return "has" if len(cells) < 2 else "have"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def series_notes(board: Board, marks: set[str]) -> tuple[str, ...]:
    """What the tracker's columns mean."""
    return (
        f"Baseline: the figure of {period(board.baseline.last_quarter)}, the last quarter before the plan. Of a yearly "
        "figure, and of one counted on one day a year, it is the last one up to then.",
        "Distance: now against the baseline. 'Not weighed' means that nobody has asked whether chance could explain "
        "it. 'Not like for like' means that a dated break, or a new definition, lies between.",
        "Weighed: by quarter, what came of the forecast that was frozen before the plan. By year, the change since the "
        "first figure held, with its 95% interval.",
        "q: if every finding with this q or a lower one is believed, about this share of them is false. A change needs "
        "a q of 0.10 or less, beside a p of 0.05 or less.",
        "A measure without a total has a row for each of its categories. Splits of the others stand in the chapters.",
        *((f"Marks: {key_to_marks(marks)}. None of them is a zero.",) if marks else ()),
    )


def period_notes(without: Sequence[str], marks: set[str]) -> tuple[str, ...]:
    """Marks in the table, and how many measures are not in it because no such figure is held."""
    notes = []
    if without:
        one = len(without) == 1
        notes.append(
            f"{_start(without)} more {'measure' if one else 'measures'} of this chapter {'has' if one else 'have'} no "
            "quarterly figure. The first table says who would send it."
        )
    if marks:
        notes.append(f"Marks: {key_to_marks(marks)}. None of them is a zero.")
    return tuple(notes)


def no_quarters(without: Sequence[str]) -> str:
    """That a chapter has no quarterly figure at all."""
    if not without:
        return "This chapter has no measure of its own that is a figure."
    if len(without) == 1:
        return "No quarterly figure is held of this chapter's one measure. The first table says who would send it."
    return (
        f"No quarterly figure is held of any of this chapter's {_many(without)} measures. The first table says who "
        "would send each."
    )


def no_periods(frequency: str) -> str:
    """That no series of a kind is held."""
    return f"No figure counted {COUNTED[frequency]} is held."


def period_heading(when: Period) -> str:
    """A column's heading."""
    return short_period(when)
