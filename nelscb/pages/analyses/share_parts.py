"""Why a share moved: what its own count did, and what the other counts did."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nelscb.drawings import StackedRow, Stacks
from nelscb.edition import Assessment, Point, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Period, Quarter
from nelscb.words import numbers
from nelscb.words import share_parts as words
from nelscb.words.share_parts import Moved
from nelscb.words.states import MARKS

QUARTERS_IN_A_YEAR = 4


def parts_of_change(own: tuple[float, float], rest: tuple[float, float]) -> tuple[float, float] | None:
    """The change of 100 × own / (own + rest), in percentage points, as the part of ``own`` and the part of ``rest``.

    With s(N, O) = 100 N / (N + O): the part of N is the mean of s(N₁, O₀) − s(N₀, O₀) and s(N₁, O₁) − s(N₀, O₁), the
    part of O the mean of s(N₀, O₁) − s(N₀, O₀) and s(N₁, O₁) − s(N₁, O₀). Both orders count alike, and the two parts
    add up to s(N₁, O₁) − s(N₀, O₀): the Shapley value of two factors (A. F. Shorrocks, Journal of Economic Inequality
    11 (2013), 99-126). None where any of the four shares would have nobody to count among.
    """
    shares = {(n, o): _share(own[n], rest[o]) for n in (0, 1) for o in (0, 1)}
    start, end, own_first, rest_first = (shares[key] for key in ((0, 0), (1, 1), (1, 0), (0, 1)))
    if start is None or end is None or own_first is None or rest_first is None:
        return None
    by_own = ((own_first - start) + (end - rest_first)) / 2
    by_rest = ((rest_first - start) + (end - own_first)) / 2
    return by_own, by_rest


def what_moved_the_share(view: View) -> Exhibit:
    """The change of a share (first measure) taken apart, year by year and from the first date to the last.

    The other counts are the total less the share's own: no category is worked out by itself. The second measure is the
    rate, which a share is never told without. Returned quarters a year apart where there are any, else 31 March.
    """
    share, rate = view.measures
    series, dates = _held(view, share)
    if series is None:
        return view.nothing_held()
    of_rate, what = view.series(rate, series.frequency), _category(share)
    there = [d for d in dates if _counts(series, d) is not None]
    years = [_moved(series, a, b) for a, b in pairwise(dates)]
    ends = _moved(series, there[0], there[-1]) if len(there) > 2 else None
    latest = next((m for m in reversed(years) if m is not None), None)
    text = [words.nothing_to_compare(share)] if latest is None else [_told(view, latest, series, of_rate)]
    if ends is not None:
        text.append(_told(view, ends, series, of_rate))
    text += [words.gaps_sentence([d for d in dates if d not in there]), words.ARITHMETIC if latest else ""]
    counts = [(numbers.short_period(d), *(_counts(series, d) or (None, None))) for d in dates]
    rows = tuple(
        StackedRow(label, (own, rest), "" if own is not None else numbers.cell(series.at(d), share))
        for (label, own, rest), d in zip(counts, dates, strict=True)
    )
    used = [series, *([of_rate] if of_rate else [])]
    return Exhibit(
        view.id, view.caption, text=tuple(t for t in text if t),
        table=_table(share, series, dates, [*years, *([ends] if ends else [])]),
        drawing=Stacks("plans", (numbers.sentence_case(what), "Every other category"), rows),
        alt=words.stacks_in_words(counts, what), notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def _held(view: View, share: Measure) -> tuple[Series | None, list[Period]]:
    """The returned quarters a year apart up to the edition's own, or the published dates; none where none is held."""
    quarterly = view.series(share, "quarter")
    if quarterly is not None and quarterly.at(view.released.quarter) is not None:
        quarters = [p.period for p in quarterly.points if isinstance(p.period, Quarter)]
        now = view.released.quarter
        chosen: list[Period] = [q for q in quarters if (now.ordinal - q.ordinal) % QUARTERS_IN_A_YEAR == 0]
        if any(_counts(quarterly, q) is not None for q in chosen):
            return quarterly, chosen
    published = view.series(share)
    if published is None or not any(_counts(published, p.period) for p in published.points):
        return None, []
    return published, [p.period for p in published.points]


def _counts(series: Series, when: Period) -> tuple[float, float] | None:
    """The share's own count and all the others together; None where either is withheld or missing."""
    point: Point | None = series.at(when)
    if point is None or point.state != "reported" or point.numerator is None or not point.denominator:
        return None
    return point.numerator, point.denominator - point.numerator


def _share(own: float, rest: float) -> float | None:
    return 100 * own / (own + rest) if own + rest else None


def _moved(series: Series, earlier: Period, later: Period) -> Moved | None:
    counts = _counts(series, earlier), _counts(series, later)
    if counts[0] is None or counts[1] is None:
        return None
    own, rest = (counts[0][0], counts[1][0]), (counts[0][1], counts[1][1])
    parts, shares = parts_of_change(own, rest), [_share(n, o) for n, o in zip(own, rest, strict=True)]
    if parts is None or shares[0] is None or shares[1] is None:
        return None
    return Moved(earlier, later, own, rest, shares[0], shares[1], *parts)


def _told(view: View, moved: Moved, series: Series, rate: Series | None) -> str:
    share, of = view.measures
    assessment: Assessment | None = view.assessment(series)
    told = words.moved_sentence(moved, _category(share), assessment)
    return f"{told} {words.rate_sentence(of, rate, moved.earlier, moved.later)}"


def _category(share: Measure) -> str:
    return share.numerator_category.category.lower() if share.numerator_category else share.title


def _table(share: Measure, series: Series, dates: Sequence[Period], steps: Sequence[Moved | None]) -> Table:
    what = _category(share)
    rows = []
    spans = [*pairwise(dates)]
    for place, moved in enumerate(steps):
        earlier, later = (moved.earlier, moved.later) if moved else spans[place]
        span = f"{numbers.short_period(earlier)} to {numbers.short_period(later)}"
        if moved is None:
            ends = (numbers.cell(series.at(earlier), share), numbers.cell(series.at(later), share))
            rows.append((span, *[MARKS["absent"]] * 2, " to ".join(ends), *[MARKS["absent"]] * 3))
            continue
        rows.append((
            span, *(f"{numbers.whole(a)} to {numbers.whole(b)}" for a, b in (moved.own, moved.rest)),
            f"{numbers.figure(moved.before, share)} to {numbers.figure(moved.after, share)}",
            *(numbers.points_change(x) for x in (moved.after - moved.before, moved.by_own, moved.by_rest)),
        ))  # fmt: skip
    columns = (
        Column("From, to"), Column(f"Plans for {what}", True), Column("Plans of other categories", True),
        Column("Share", True), Column("Change of the share", True), Column(f"Of it: plans for {what}", True),
        Column("Of it: other categories", True),
    )  # fmt: skip
    return Table(columns, tuple(rows))
