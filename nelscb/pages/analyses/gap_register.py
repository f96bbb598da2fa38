"""The register of gaps and risks: by rating and by age, beside what the return says of it."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.drawings import StackedRow, Stacks
from nelscb.edition import Item
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.analyses.quarter_shares import held_by_quarter, not_held, now_told
from nelscb.pages.view import View
from nelscb.plan import Measure
from nelscb.words import gap_registers, numbers
from nelscb.words.gap_registers import OLD, OLD_ROW, YOUNG_ROW
from nelscb.words.register_entries import how_many, register_source
from nelscb.words.states import MARKS

KINDS = ("gap", "risk")
_RATINGS = {"high": "High", "medium": "Medium", "low": "Low"}
_UNRATED = "Not yet rated"


def gap_register(view: View) -> Exhibit:
    """Open gaps and risks by rating, cut by age; the measures are the returned counts of open gaps and of old ones.

    Worked out from the registers of every score card. Where the return counts another number of gaps, that is said.
    """
    returned, returned_old = view.measures
    found, now = held_by_quarter(view), view.released.quarter
    every = [i for i in view.released.story.registers if i.kind in KINDS]
    items = [i for i in every if not i.ended]
    used = [s for _, s in found]
    if not items:
        told = [_why_none(view, every), *(now_told(view, m, s) for m, s in found), *not_held(view, found)]
        return Exhibit(view.id, view.caption, text=tuple(told), notes=view.notes(used), sources=view.sources(used))
    gaps = [i for i in items if i.kind == "gap"]
    told = [
        gap_registers.open_sentence(items, now), gap_registers.unowned_sentence(items),
        gap_registers.told_twice_sentence(items), gap_registers.silent_sentence(items, now),
        _against(view, gaps, returned, "open gaps"),
        _against(view, [i for i in gaps if i.age > OLD], returned_old, "gaps open for more than two quarters"),
    ]  # fmt: skip
    rows = [(label, [i for i in of if i.age <= OLD], [i for i in of if i.age > OLD]) for label, of in _rated(items)]
    return Exhibit(
        view.id, view.caption, text=(*(t for t in told if t), *not_held(view, found)),
        table=_table(view, items, returned),
        drawing=Stacks(
            "open gaps and risks", (YOUNG_ROW, OLD_ROW),
            tuple(StackedRow(label, (float(len(young)), float(len(old)))) for label, young, old in rows),
        ),
        alt=gap_registers.rows_alt(rows), notes=view.notes(used),
        sources=(register_source(items), *view.sources(used)),
    )  # fmt: skip


def _why_none(view: View, every: Sequence[Item]) -> str:
    if every:
        return gap_registers.NONE_OPEN
    came = any(receipt.first_used is not None for receipt in view.released.received.receipts)
    return gap_registers.NO_ENTRY if came else gap_registers.NO_CARD


def _against(view: View, items: Sequence[Item], measure: Measure, what: str) -> str:
    series, now = view.series(measure, "quarter"), view.released.quarter
    point = series.at(now) if series is not None else None
    agency = view.board.agencies[measure.source_agency]
    return gap_registers.against_return(items, measure, point, what, agency, now)


def _rated(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The entries by rating, the gravest first; what has another rating, or none, is not yet rated."""
    by = {label: [i for i in items if i.now.risk.strip().lower() == key] for key, label in _RATINGS.items()}
    rated = {id(i) for of in by.values() for i in of}
    return [*by.items(), (_UNRATED, [i for i in items if id(i) not in rated])]


def _table(view: View, items: Sequence[Item], returned: Measure) -> Table:
    """A row a rating, then all of them; the last column is what the return counts, where it came by rating."""
    columns = (
        Column("Rating"), Column("Gaps", True), Column("Risks", True), Column(YOUNG_ROW, True), Column(OLD_ROW, True),
        Column("Past the day set", True), Column(f"Gaps, as returned ({returned.id})", True),
    )  # fmt: skip

    def row(label: str, of: Sequence[Item], as_returned: str) -> tuple[str, ...]:
        parts = (
            [i for i in of if i.kind == "gap"], [i for i in of if i.kind == "risk"], [i for i in of if i.age <= OLD],
            [i for i in of if i.age > OLD], [i for i in of if i.overdue],
        )  # fmt: skip
        return (label, *(numbers.whole(how_many(part)) for part in parts), as_returned)

    total = view.series(returned, "quarter")
    rows = [row(label, of, _returned(view, returned, label)) for label, of in _rated(items)]
    all_of = numbers.cell(total.at(view.released.quarter), returned) if total is not None else MARKS["absent"]
    return Table(columns, (*rows, row("All", items, all_of)))


def _returned(view: View, measure: Measure, rating: str) -> str:
    for breakdown in measure.breakdowns:
        series = view.released.find(measure.id, "quarter", None, breakdown, rating)
        if series is not None:
            return numbers.cell(series.at(view.released.quarter), measure)
    return MARKS["absent"]
