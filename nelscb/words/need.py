"""Sentences about referrals beside open cases: what grew, what shrank, and what the counts do not show."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment, Comparison, Series
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter
from nelscb.words.changes import amount, is_clear, limits, rose_or_fell
from nelscb.words.courses import in_a_sentence, told_title
from nelscb.words.lists import joined
from nelscb.words.numbers import in_or_on, number_word, period, sentence_case, whole

Weighed = tuple[Measure, Series, Assessment]
NO_CREDIT = (
    "The counts stand side by side. They do not show why any of them moved, and no credit for early help can be read "
    "from them."
)


def need_sentence(found: Sequence[Weighed]) -> str:
    """Which counts grew and which shrank since the year before, then each as counts with its certainty."""
    compared = [(m, s, a, c) for m, s, a in found if (c := year_before(a)) is not None and c.change.value is not None]
    if not compared:
        return "No count can be set beside the year before: there is no figure for it."
    sure = [(m, c) for m, _, _, c in compared if not c.across_break and is_clear(c.change)]
    grew = [in_a_sentence(told_title(m)) for m, c in sure if (c.change.value or 0.0) > 1]
    shrank = [in_a_sentence(told_title(m)) for m, c in sure if (c.change.value or 0.0) < 1]
    if grew or shrank:
        lead = f"{joined(grew) if grew else 'nothing'} grew and {joined(shrank) if shrank else 'nothing'} shrank"
    else:
        lead = "nothing grew and nothing shrank"
    first = compared[0]
    span = f"from {period(first[3].earlier)} to {period(first[2].period)}"
    chance = "chance in counting" if any(c.change.counting_only for _, _, _, c in compared) else "chance"
    details = " ".join(_moved(m, s, a, c) for m, s, a, c in compared)
    return f"**Referrals beside open cases**: {span} {lead} by more than {chance} explains. {details}"


def year_before(assessment: Assessment) -> Comparison | None:
    """The comparison with a year before: of a quarter with the same quarter, of a yearly figure with the last one."""
    return assessment.on_year_earlier if assessment.frequency == "quarter" else assessment.on_previous


def _moved(measure: Measure, series: Series, assessment: Assessment, compared: Comparison) -> str:
    points = series.at(compared.earlier), series.at(assessment.period)
    before, after = (p.value if p and p.value is not None else 0.0 for p in points)
    title = told_title(measure)
    if compared.across_break:
        span = f"{whole(before)} to {whole(after)}"
        return f"{title} went from {span}, which is not like for like: a dated break lies between."
    return f"{sentence_case(rose_or_fell(compared.change, before, after, title))}."


def all_years_sentence(found: Sequence[Weighed]) -> str:
    """From the first year to the last, each count with its certainty; empty where no count has enough years."""
    told = []
    for measure, _, assessment in found:
        years = assessment.first_to_last
        if years is None:
            continue
        if years.across_break:
            sure = "not like for like"
        elif is_clear(years.change):
            sure = "more than chance in counting explains"
        else:
            sure = "could be chance"
        title = in_a_sentence(told_title(measure))
        told.append(f"{title} {amount(years.change)} ({limits(years.change)}; {sure})")
    first = next((a.first_to_last.first for _, _, a in found if a.first_to_last is not None), None)
    if first is None:
        return ""
    last = next(a.period for _, _, a in found if a.first_to_last is not None)
    return f"From {period(first)} to {period(last)}: {joined(told)}."


def before_the_plan(weighed: Weighed, first_compared: Quarter) -> str:
    """What a dated break before the plan did to a flow, and that it is not the plan's; empty where there is none."""
    measure, series, assessment = weighed
    told = []
    for found in assessment.breaks:
        if found.day >= first_compared.first_day:
            continue
        before, after = _around(series, found.period)
        if before is None or after is None:
            continue
        told.append(
            f"{told_title(measure)} went from {whole(before)} to {whole(after)} {in_or_on(found.period)}, when "
            f"{found.reason}. That was before the plan began: the step is not the plan's."
        )
    return " ".join(told)


def _around(series: Series, when: Period) -> tuple[float | None, float | None]:
    """The value just before ``when`` and the one at it."""
    periods = [p.period for p in series.points]
    if when not in periods or periods.index(when) == 0:
        return None, None
    place = periods.index(when)
    return series.points[place - 1].value, series.points[place].value


def tiers_sentence(tiers: Sequence[Series], now: Period, before: Period | None, apart: bool) -> str:
    """Each tier's count now and a year before, and whether the tiers overlap; a tier without a figure is named so."""
    told, without = [], []
    for tier in tiers:
        point, earlier = tier.at(now), tier.at(before) if before is not None else None
        if point is None or point.value is None:
            without.append(tier.category)
        elif earlier is None or earlier.value is None:
            told.append(f"{tier.category} {whole(point.value)}")
        else:
            told.append(f"{tier.category} {whole(point.value)} ({whole(earlier.value)} a year before)")
    sentences = []
    if told:
        sentences.append(f"By tier, {in_or_on(now)}: {joined(told)}. The moves of single tiers are not tested.")
    if without:
        sentences.append(f"No figure is shown for {joined(without)}.")
    sentences.append(
        "The tiers do not overlap: each child is counted once, at the highest tier."
        if apart
        else "The tiers may overlap, so they are never added up."
    )
    return " ".join(sentences)


def overlap_sentence(stocks: Sequence[Measure]) -> str:
    """That published counts on one day overlap; empty for a single one."""
    if len(stocks) < 2:
        return ""
    return (
        f"The {number_word(len(stocks))} counts on 31 March overlap: a child on a plan or looked after is among the "
        "open cases too. They are never added up."
    )
