"""The challenge log: where each challenge stood at the end of each quarter, and how long the open ones have stood."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.drawings import Bar, Bars, StackedRow, Stacks
from nelscb.edition import Item
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Table
from nelscb.named_numbers import count_of, without_marks
from nelscb.pages.analyses.quarter_shares import held_by_quarter, not_held, now_told
from nelscb.pages.view import View
from nelscb.quarters import Quarter
from nelscb.words import challenges, numbers
from nelscb.words.challenges import ANSWERED, CLOSED, WAITING
from nelscb.words.register_entries import cell_of, register_source
from nelscb.words.states import MARKS

SHOWN = 8
"""Quarters: two years."""
_IMPACT, _OPENED = "impact", "opened"


def challenge_log(view: View) -> Exhibit:
    """Challenges that waited, were answered, were closed, quarter by quarter from the log's first to the edition's own.

    Worked out from the registers of the score cards. Beside it the returned figures: a count among the measures is what
    the return says of new challenges, shares are told as they came. Before its first entry the log is unknown, not
    empty, so no quarter before it is drawn.
    """
    items, now = _challenges(view), view.released.quarter
    found = held_by_quarter(view)
    used = [s for _, s in found]
    returned = next(((m, s) for m, s in found if m.unit == "count"), None)
    told: list[str] = []
    if items:
        told += [challenges.open_sentence(items, now), challenges.closed_sentence(items)]
        told.append(challenges.silent_sentence(items, now))
    else:
        told.append(challenges.NO_CHALLENGE if _any_card(view) else challenges.NO_CARD)
    if returned is not None and items:
        measure, series = returned
        agency = view.board.agencies[measure.source_agency]
        told.append(challenges.against_return(items, measure, series.at(now), now, agency))
    told += [now_told(view, m, s) for m, s in found if not items or m.unit != "count"]
    told += not_held(view, found)
    text = tuple(line for line in told if line)
    if not items:
        return Exhibit(view.id, view.caption, text=text, notes=view.notes(used), sources=view.sources(used))
    quarters = list(max(min(item.first for item in items), now - (SHOWN - 1)).until(now))
    counts = [(q, _states(items, q)) for q in reversed(quarters)]
    shown = [(q, [count_of(by[part]) for part in (WAITING, ANSWERED, CLOSED)]) for q, by in counts]
    return Exhibit(
        view.id, view.caption, text=text, table=_log_table(view, counts),
        drawing=Stacks(
            "challenges", (WAITING, ANSWERED, CLOSED),
            tuple(StackedRow(numbers.short_period(q), tuple(float(n) for n in parts)) for q, parts in shown),
        ),
        alt=challenges.states_alt(shown), notes=view.notes(used),
        sources=(register_source(items), *view.sources(used)),
    )  # fmt: skip


def ages_of_open_challenges(view: View) -> Exhibit:
    """How long each open challenge has stood, the oldest first, with what was asked, of whom and by when."""
    still = sorted((i for i in _challenges(view) if not i.ended), key=lambda i: (-i.age, i.sub_group, i.item))
    if not still:
        none = challenges.NONE_OPEN if _challenges(view) else challenges.NO_CHALLENGE
        return Exhibit(view.id, view.caption, text=(none if _any_card(view) else challenges.NO_CARD,))
    columns = (
        Column("Challenge"), Column("What was asked"), Column("Of whom"), Column("From"), Column("Since"),
        Column("Has stood for"), Column("Answer due"), Column("Status"),
    )  # fmt: skip
    return Exhibit(
        view.id, view.caption, text=(challenges.oldest_sentence(still),),
        table=Table(columns, tuple(_open_row(item, view) for item in still)),
        drawing=Bars(
            "quarters", tuple(
                Bar(_label(item, view), float(item.age), challenges.age_cell(item)) for item in still
            ),
        ),
        alt=challenges.ages_alt(still), sources=(register_source(still),),
    )  # fmt: skip


def _challenges(view: View) -> list[Item]:
    return [item for item in view.released.story.registers if item.kind == "challenge"]


def _any_card(view: View) -> bool:
    return any(receipt.first_used is not None for receipt in view.released.received.receipts)


def _states(items: Sequence[Item], quarter: Quarter) -> dict[str, list[str]]:
    """The cells of the challenges in each state at the quarter's end: those that had ended before are in none."""
    found: dict[str, list[str]] = {part: [] for part in (WAITING, ANSWERED, CLOSED, _IMPACT, _OPENED)}
    for item in items:
        place = max((n for n, entry in enumerate(item.entries) if entry.quarter <= quarter), default=None)
        if place is None:
            continue
        entry, cell = item.entries[place], cell_of(item, place)
        ends = item.ended and place == len(item.entries) - 1
        if item.first == quarter:
            found[_OPENED].append(cell)
        if ends and entry.quarter < quarter:
            continue
        if ends:
            found[CLOSED].append(cell)
            found[_IMPACT] += [cell] if entry.impact.strip() else []
        else:
            found[ANSWERED if entry.status.strip().lower() == "answered" else WAITING].append(cell)
    return found


def _log_table(view: View, counts: Sequence[tuple[Quarter, dict[str, list[str]]]]) -> Table:
    """A row a quarter, the latest first; beside the log the count that was returned, where there is one."""
    measure = next((m for m in view.measures if m.unit == "count"), None)
    series = view.series(measure, "quarter") if measure is not None else None
    columns = [Column("Quarter"), Column("Begun", True), Column(WAITING, True), Column(ANSWERED, True)]
    columns += [Column(CLOSED, True), Column("Of these, with what it changed", True)]
    columns += [Column(f"Begun, as returned ({measure.id})", True)] if measure is not None else []
    rows = []
    for quarter, by in counts:
        told = [numbers.whole(count_of(by[part])) for part in (_OPENED, WAITING, ANSWERED, CLOSED, _IMPACT)]
        if measure is not None:
            point = series.at(quarter) if series is not None else None
            told.append(numbers.cell(point, measure))
        rows.append((numbers.short_period(quarter), *told))
    return Table(tuple(columns), tuple(rows))


def _open_row(item: Item, view: View) -> tuple[Cell, ...]:
    now = item.now
    return (
        (AsWritten(item.item),), (AsWritten(now.text, quoted=True),), (AsWritten(now.owner or MARKS["absent"]),),
        view.board.groups.get(item.sub_group, item.sub_group), numbers.short_period(item.first),
        challenges.age_cell(item), challenges.due_cell(item), (AsWritten(now.status or MARKS["absent"]),),
    )  # fmt: skip


def _label(item: Item, view: View) -> str:
    return f"{without_marks(item.item)}, {view.board.groups.get(item.sub_group, item.sub_group)}"
