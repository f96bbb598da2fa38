"""From contact to referral to enquiry to conference to plan: the steps of one year, for each hundred referrals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nelscb.drawings import Bar, Bars
from nelscb.edition import Point, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import FinancialYear
from nelscb.words import funnel as words
from nelscb.words import numbers
from nelscb.words.states import MARKS


@dataclass(frozen=True)
class _Step:
    """A step with its figure in the year and the year before: None where it has none, which ``mark`` explains.

    ``share``: for each hundred referrals of the same year.
    """

    name: str
    count: float | None
    before: float | None
    share: float | None
    share_before: float | None
    mark: str = ""
    told: str = ""


def funnel(view: View) -> Exhibit:
    """Contacts (the denominator of the first measure), referrals, and the steps that may follow, as bars of one year.

    Each step for each hundred referrals: 100 × its count / referrals of the same year and area; nothing is modelled.
    Contacts come by quarter only: a year is the sum of its four quarters, and only where all four are there.
    """
    asked, flow, *later = view.measures
    referrals = view.series(flow, "year")
    series = [(m, view.series(m, "year")) for m in later]
    now = _latest_year(referrals, [s for _, s in series])
    if referrals is None or now is None:
        return view.nothing_held()
    contacts = view.series(asked, "quarter")
    total, total_before = referrals.at(now), referrals.at(now - 1)
    steps = [_contacts(view, asked, contacts, now, total, total_before)]
    steps.append(_step(flow.title, total, total_before, None, None))
    steps += [_step(m.title, s.at(now) if s else None, s.at(now - 1) if s else None, total, total_before)
              for m, s in series]  # fmt: skip
    told = tuple(_bar(step) for step in steps)
    used = [s for s in (contacts, referrals, *(s for _, s in series)) if s is not None]
    neighbours = {m.id: _of_neighbours(view, flow, m, now) for m, _ in series}
    return Exhibit(
        view.id, f"{view.caption}, {now}", text=_text(view, steps, now, neighbours, contacts),
        table=_table(view, steps, now, neighbours),
        drawing=Bars(
            "number in the year", told, numbers.short_period(now), "" if total_before is None else str(now - 1)
        ),
        alt=words.funnel_in_words([(s.name, s.told or s.mark) for s in steps], now),
        notes=view.notes(used), sources=view.sources([*used, *_neighbour_series(view)]),
    )  # fmt: skip


def _latest_year(referrals: Series | None, later: Sequence[Series | None]) -> FinancialYear | None:
    """The latest year with referrals and at least one step after them."""
    if referrals is None:
        return None
    years = [
        p.period for p in referrals.points
        if p.value and isinstance(p.period, FinancialYear)
        and any(s is not None and (q := s.at(p.period)) and q.value is not None for s in later)
    ]  # fmt: skip
    return years[-1] if years else None


def _contacts(
    view: View, measure: Measure, series: Series | None, now: FinancialYear, total: Point | None, before: Point | None
) -> _Step:
    count, earlier = _four_quarters(series, now), _four_quarters(series, now - 1)
    if count is not None:
        share = _per_hundred(count, total)
        return _Step(
            words.CONTACTS, count, earlier, share, _per_hundred(earlier, before),
            told=f"{words.step_told(count, share)}, {words.OF_THE_QUARTERS}",
        )  # fmt: skip
    state = view.released.returns[measure.id].state if series is None else "absent"
    why = words.NO_CONTACTS if series is None else words.NOT_ALL_QUARTERS
    return _Step(words.CONTACTS, None, None, None, None, f"{MARKS.get(state, MARKS['absent'])} {why}")


def _four_quarters(series: Series | None, year: FinancialYear) -> float | None:
    """The sum of the year's four denominators; None unless all four are reported."""
    points = [series.at(q) if series else None for q in year.quarters]
    counts = [p.denominator for p in points if p is not None and p.state == "reported" and p.denominator is not None]
    return sum(counts) if len(counts) == len(points) else None


def _step(name: str, now: Point | None, before: Point | None, total: Point | None, earlier: Point | None) -> _Step:
    count = now.value if now else None
    share = _per_hundred(count, total)
    count_before = before.value if before else None
    state = "absent" if now is None else "no_data" if now.state == "reported" else now.state
    return _Step(
        name, count, count_before, share, _per_hundred(count_before, earlier),
        "" if count is not None else MARKS[state],
        words.step_told(count, share) if count is not None else "",
    )  # fmt: skip


def _per_hundred(count: float | None, referrals: Point | None) -> float | None:
    if count is None or referrals is None or not referrals.value:
        return None
    return 100 * count / referrals.value


def _bar(step: _Step) -> Bar:
    return Bar(step.name, step.count, step.told, step.before, mark=step.mark)


def _of_neighbours(view: View, flow: Measure, step: Measure, year: FinancialYear) -> list[float]:
    found = []
    for area in view.board.neighbours:
        over, under = (view.released.find(m.id, "year", area.code) for m in (step, flow))
        count = over.at(year) if over else None
        share = _per_hundred(count.value if count else None, under.at(year) if under else None)
        if share is not None:
            found.append(share)
    return found


def _neighbour_series(view: View) -> list[Series]:
    return [s for m in view.measures[1:] for _, s in view.neighbours(m, "year")]


def _text(
    view: View, steps: Sequence[_Step], now: FinancialYear, neighbours: dict[str, list[float]], contacts: Series | None
) -> tuple[str, ...]:
    asked, flow, *later = view.measures
    after = [(m, step) for m, step in zip(later, steps[2:], strict=True)]
    rates = [(m.unit_words, step.share, step.share_before) for m, step in after]
    if later:
        rates[-1] = (f"{rates[-1][0]} starting", *rates[-1][1:])
    state = "there" if steps[0].count is not None else "part" if contacts is not None else "none"
    first = next((m for m, step in after if step.share is not None), later[0])
    own = next((step.share for m, step in after if m is first), None)
    among = words.among_neighbours(first.unit_words, own, neighbours[first.id], len(view.board.neighbours))
    assessment = view.released.assessment(flow.id, "year")
    reasons = [b.reason for b in assessment.breaks if b.period == now] if assessment else []
    before = now - 1 if any(s.before is not None for s in steps) else None
    return (
        f"{words.steps_sentence(rates, now, before)} {among}",
        *((words.not_tested(reasons),) if before is not None else ()),
        words.contacts_sentence(state, asked, view.board.agencies[asked.source_agency]),
        words.NOT_FOLLOWED,
    )


def _table(view: View, steps: Sequence[_Step], now: FinancialYear, neighbours: dict[str, list[float]]) -> Table:
    runs: list[list[float]] = [[], [], *(neighbours[m.id] for m in view.measures[2:])]
    rows = []
    for step, others in zip(steps, runs, strict=True):
        rows.append((
            step.name, _shown(step.before), _shown(step.count, step.mark), _shown(step.share_before),
            _shown(step.share),
            f"{numbers.whole(min(others))} to {numbers.whole(max(others))}" if others else MARKS["absent"],
        ))  # fmt: skip
    columns = (
        Column("Step"), Column(str(now - 1), True), Column(str(now), True),
        Column(f"{now - 1}, {words.PER}", True), Column(f"{now}, {words.PER}", True),
        Column(f"Neighbours, {words.PER}, lowest to highest", True),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def _shown(count: float | None, mark: str = "") -> str:
    return numbers.whole(count) if count is not None else mark or MARKS["absent"]
