"""Children's voices: in which score cards they stand, and what the figures say beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from nelscb.drawings import DotRow, DotRows
from nelscb.edition import Point, Series
from nelscb.exhibits import Cell, Column, Exhibit, Shape, Status, Table
from nelscb.pages.analyses.quarters_side_by_side import held_by_quarter, nothing_by_quarter, wanting
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.quarters import Quarter
from nelscb.words import numbers, shapes, voices

_LOOKS: dict[str, tuple[Shape, Literal["good", "bad", "watch", "neutral", "unknown"]]] = {
    "answered": ("circle", "good"), "not answered": ("diamond", "watch"), "no voice": ("ring", "bad"),
    "no card": ("cross", "unknown"), "not due": ("dash", "neutral"),
}  # fmt: skip


def voice_in_every_card(view: View) -> Exhibit:
    """Each sub-group's last four score cards: a child's voice with what was done, without, none, or no card.

    The state of each card is worked out before release, from every sub-group's texts: see ``VoiceInCard``.
    Its measures have no part in it: they stand beside it.
    """
    cards, groups = view.released.story.voices, view.board.groups
    told = voices.voices_sentences(cards, groups)
    if all(card.heard in ("no card", "not due") for card in cards):
        return Exhibit(view.id, view.caption, text=told)
    quarters = sorted({card.quarter for card in cards})
    found = {(card.sub_group, card.quarter): card.heard for card in cards}
    names = dict.fromkeys(card.sub_group for card in cards)
    rows = tuple((groups[name], *(_cell(found[name, q]) for q in quarters)) for name in names)
    columns = (Column("Sub-group"), *(Column(numbers.short_period(q)) for q in quarters))
    return Exhibit(view.id, view.caption, text=told, table=Table(columns, rows), notes=voices.NOTES)


def _cell(heard: str) -> Cell:
    """A card's state in its word and its shape."""
    return (Status(voices.WORDS[heard], *_LOOKS[heard]),)


def feeling_safe_and_heard(view: View) -> Exhibit:
    """The share of children who feel safe first, then the shares of those who were heard: latest, and a year before.

    The first measure is that of feeling safe, for which the plan gives none. Intervals are Wilson's (JASA 22, 1927).
    The hollow dot is the same quarter of the year before, so that a season is set beside itself.
    """
    found = held_by_quarter(view)
    held, felt = [h for h in found if h], view.measures[0]
    if not held:
        nothing = nothing_by_quarter(view)
        return replace(nothing, text=(voices.NO_MEASURE_OF_THE_PLAN, *nothing.text))
    latest = [(h.measure, h.series, shapes.reported(h.series)[-1]) for h in held]
    told = [
        voices.feel_safe_sentence(p, m) if m.id == felt.id else voices.share_sentence(p, m) for m, _, p in latest
    ]  # fmt: skip
    told.insert(1 if latest[0][0].id == felt.id else 0, voices.NO_MEASURE_OF_THE_PLAN)
    told += wanting(view, found)
    rows = tuple(
        DotRow(m.title, p.value, p.low, p.high, before.value if (before := _year_before(s, p)) else None)
        for m, s, p in latest
    )
    used = [h.series for h in held]
    when = max(p.period for _, _, p in latest if isinstance(p.period, Quarter))
    return Exhibit(
        view.id, view.caption, text=tuple(told), table=_table(latest),
        drawing=DotRows("% of each measure's own total", rows, now="latest", before="a year before"),
        alt=shapes.dot_chart(when, " ".join(shapes.series_shape(s, m) for m, s, _ in latest)),
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip


def _year_before(series: Series, point: Point) -> Point | None:
    """The point of the same quarter a year before."""
    return series.at(point.period - 4) if isinstance(point.period, Quarter) else None


def _table(latest: list[tuple[Measure, Series, Point]]) -> Table:
    columns = (
        Column("Measure"), Column("Period"), Column("Latest", True), Column("Counts", True),
        Column("95% interval", True), Column("A year before", True),
    )  # fmt: skip
    rows = tuple(
        (
            m.title, numbers.short_period(p.period), numbers.cell(p, m), numbers.counts(p), numbers.interval(p, m),
            numbers.cell(_year_before(s, p), m),
        )
        for m, s, p in latest
    )  # fmt: skip
    return Table(columns, rows)
