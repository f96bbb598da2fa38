"""Quarterly series of the board's own side by side: panels, one table, and what is wanting said beneath."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from nelscb.drawings import Line, TimePanel, TimePanels
from nelscb.edition import Assessment, Series
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarter_panels import labels, plan_begins
from nelscb.pages.view import View
from nelscb.pages.withheld import withheld_places
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import numbers, owed, shapes
from nelscb.words.courses import now_sentence, over_what, told_title


@dataclass(frozen=True)
class Held:
    """A measure with its returned series of quarters and what was found about it."""

    measure: Measure
    series: Series
    assessment: Assessment

    @property
    def now(self) -> str:
        """Its latest figure and its course, in a sentence."""
        return now_sentence(self.series, self.assessment, self.measure)


def held_by_quarter(view: View) -> list[Held | None]:
    """Each of the view's measures with its series, in their order; None for one that has no figure in any quarter."""
    found: list[Held | None] = []
    for measure in view.measures:
        series = view.series(measure, "quarter")
        assessment = view.assessment(series) if series else None
        held = series is not None and assessment is not None and bool(shapes.reported(series))
        found.append(
            Held(replace(measure, title=told_title(measure)), series, assessment)
            if held and series is not None and assessment is not None
            else None
        )
    return found


def quarters_shown(view: View, series: Sequence[Series]) -> list[Quarter]:
    """Every quarter from the first figure to the edition's own, so that a gap at either end is seen."""
    first = min(p.period for s in series for p in s.points if isinstance(p.period, Quarter))
    return list(first.until(view.released.quarter))


def panel_of(view: View, together: Sequence[Held], quarters: Sequence[Quarter]) -> TimePanel:
    """One panel: a single series with its interval where it is a share, or several counts on one scale.

    Several are told apart by the words in which their titles differ; all their dated breaks are drawn.
    """
    shared = shared_words([h.measure.title for h in together]) if len(together) > 1 else ""
    names = [h.measure.title.removeprefix(shared).strip() for h in together]
    lines = tuple(
        _line(h, quarters, numbers.sentence_case(label) if len(together) > 1 else view.board.area.name, together)
        for h, label in zip(together, names, strict=True)
    )
    breaks = tuple(dict.fromkeys(b for h in together for b in view.breaks(h.series, list(quarters))))
    return TimePanel(
        shared or " and ".join(_title(h) for h in together), together[0].measure.unit_words,
        labels(quarters), lines, breaks, plan_begins(view, quarters),
        withheld=withheld_places([h.series for h in together], quarters),
    )  # fmt: skip


def shared_words(titles: Sequence[str]) -> str:
    """The whole words with which all ``titles`` begin; empty where there are none, or one title has no others."""
    together = zip(*(title.split(" ") for title in titles), strict=False)
    shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, together)]
    return "" if any(len(title.split(" ")) == len(shared) for title in titles) else " ".join(shared)


def quarters_table(found: Sequence[Held], quarters: Sequence[Quarter]) -> Table:
    """A row a quarter: each count, and of each share its counts, its value and its interval."""
    columns = [Column("Quarter")]
    for held in found:
        columns.append(Column(held.measure.title, True))
        if held.measure.is_ratio:
            columns += [Column("Count", True), Column("95% interval", True)]
    rows = []
    for quarter in quarters:
        cells = [numbers.short_period(quarter)]
        for held in found:
            point = held.series.at(quarter)
            cells.append(numbers.cell(point, held.measure))
            if held.measure.is_ratio:
                cells += [
                    numbers.counts(point) if point else numbers.cell(None, held.measure),
                    numbers.interval(point, held.measure),
                ]
        rows.append(tuple(cells))
    return Table(tuple(columns), tuple(rows))


def wanting(view: View, found: Sequence[Held | None], by_year: Collection[str] = ()) -> tuple[str, ...]:
    """What is not held at all and who would send it; then what is held but has no figure for this quarter.

    ``by_year``: measures that are shown by years alone, so that nothing of them is wanting.
    """
    returns, agencies = view.released.returns, view.board.agencies
    missing = [m for m, h in zip(view.measures, found, strict=True) if h is None and m.id not in by_year]
    told = [owed.owed_sentence(missing, returns, agencies)]
    told += [owed.no_figure_now(h.measure, returns[h.measure.id], view.released.quarter, agencies) for h in found if h]
    return tuple(line for line in told if line)


def nothing_by_quarter(view: View) -> Exhibit:
    """The exhibit where no measure has a figure: who would send each, and whether they were asked."""
    lines = wanting(view, [None] * len(view.measures))
    return Exhibit(view.id, view.caption, text=lines)


def quarters_exhibit(
    view: View,
    found: Sequence[Held | None],
    text: Sequence[str],
    panels: Sequence[Sequence[Held]],
    table: Table | None = None,
) -> Exhibit:
    """Panels one below another, each with a scale of its own, their figures, and what is wanting after ``text``."""
    held = [h for h in found if h]
    quarters = quarters_shown(view, [h.series for h in held])
    breaks = list(dict.fromkeys(b for h in held for b in h.assessment.breaks))
    used = [h.series for h in held]
    return Exhibit(
        view.id, view.caption, text=(*(line for line in text if line), *wanting(view, found)),
        table=table or quarters_table(held, quarters),
        drawing=TimePanels(tuple(panel_of(view, together, quarters) for together in panels if together)),
        alt=shapes.line_chart([(h.series, replace(h.measure, title=_title(h))) for h in held], breaks, by="quarter"),
        notes=owed.without_figures_from_elsewhere(view.notes(used)), sources=view.sources(used),
    )  # fmt: skip


def _title(held: Held) -> str:
    return f"{held.measure.title}{over_what(held.measure)}"


def _line(held: Held, quarters: Sequence[Quarter], label: str, together: Sequence[Held]) -> Line:
    points = [held.series.at(q) for q in quarters]
    values = tuple(None if p is None else p.value for p in points)
    if len(together) > 1:
        return Line(label, values, role="part")
    if not held.measure.is_ratio:
        return Line(label, values)
    low, high = (tuple(None if p is None else getattr(p, end) for p in points) for end in ("low", "high"))
    return Line(label, values, low, high)
