"""What changed since the last edition: figures revised and why, verdicts, measures, exceptions opened and closed."""

from __future__ import annotations

from nelscb.edition import RaisedException, ReleasedPage, SinceLast
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.pages.returns import revision_row
from nelscb.plan import Board, Plan
from nelscb.quarters import day_in_words
from nelscb.words import editions
from nelscb.words import what_changed as words
from nelscb.words.exceptions import compared_with, what_it_is_about
from nelscb.words.questions import reasons_cell

PAGE = "what_changed"


def what_changed_exhibits(released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of the page by its name."""
    since = released.story.since_last
    edition = Exhibit(
        f"{PAGE}_edition", "", text=(editions.edition_line(released, board), *editions.replaces(released))
    )
    if since is None or not since.held:
        none = {what: Exhibit(f"{PAGE}_{what}", "", text=(words.NO_LAST,)) for what in ("compared", *_TABLES)}
        return {"edition": edition, **none}
    compared = compared_with(since.quarter.in_words, since.same_day, day_in_words(since.as_of))
    return {
        "edition": edition,
        "compared": Exhibit(f"{PAGE}_compared", "", text=(compared, words.summary(since))),
        "revised": _revised(since, plan),
        "verdicts": _verdicts(since, plan),
        "measures": _measures(since, plan),
        "exceptions": _exceptions(since, released, plan, board),
    }


_TABLES = ("revised", "verdicts", "measures", "exceptions")


def _revised(since: SinceLast, plan: Plan) -> Exhibit:
    caption = "Figures of the last edition that read otherwise now"
    if not since.revised:
        return Exhibit(f"{PAGE}_revised", caption, text=(words.NO_REVISION,))
    columns = (
        Column("Figure"), Column("Period"), Column("Before", True), Column("Now", True), Column("Change", True),
        Column("Why, and when"),
    )  # fmt: skip
    return Exhibit(
        f"{PAGE}_revised", caption, table=Table(columns, tuple(revision_row(r, plan) for r in since.revised))
    )


def _verdicts(since: SinceLast, plan: Plan) -> Exhibit:
    caption = "Verdicts that changed"
    if not since.verdicts:
        return Exhibit(f"{PAGE}_verdicts", caption, text=(words.NO_VERDICT,))
    rows = tuple((f"{plan.measures[v.measure].title} ({v.measure})", *words.verdict_cells(v)) for v in since.verdicts)
    table = Table((Column("Measure"), Column("Verdict then"), Column("Verdict now")), rows)
    return Exhibit(f"{PAGE}_verdicts", caption, table=table, notes=(words.verdict_note(),))


def _measures(since: SinceLast, plan: Plan) -> Exhibit:
    caption = "Measures that came, went, or are counted in a new way"
    if not since.measures:
        return Exhibit(f"{PAGE}_measures", caption, text=(words.NO_MEASURE,))
    rows = tuple((f"{plan.measures[c.measure].title} ({c.measure})", words.measure_cell(c)) for c in since.measures)
    return Exhibit(f"{PAGE}_measures", caption, table=Table((Column("Measure"), Column("What became of it")), rows))


def _exceptions(since: SinceLast, released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    caption = "Exceptions opened and closed"
    now = {e.id: e for e in released.story.exceptions}
    then = {e.id: e for e in since.exceptions}
    rows = [_row("Opened", now[name], plan, board) for name in since.opened if name in now]
    rows += [_row("Closed", then[name], plan, board) for name in since.closed if name in then]
    if not rows:
        return Exhibit(f"{PAGE}_exceptions", caption, text=(words.NO_EXCEPTION,))
    columns = (Column("Exception"), Column("Opened or closed"), Column("Why it is, or was, one"))
    return Exhibit(f"{PAGE}_exceptions", caption, table=Table(columns, tuple(rows)))


def _row(what: str, raised: RaisedException, plan: Plan, board: Board) -> tuple[str, str, str]:
    return what_it_is_about(raised, plan, board), what, reasons_cell(raised)
