"""The outcomes tracker of both boards: every series is in it, over all its periods, and nothing is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.edition import Edition, Event, ReleasedPage, Series
from nelscb.exhibits import Cell, Exhibit, Link, Status
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.followed import Followed, across_break, followed, weighed_since_baseline
from nelscb.pages.tracker import tracker_exhibits
from nelscb.plan import Project
from nelscb.plan.board import Target
from nelscb.quarters import FinancialYear, Quarter
from nelscb.tables import notes_html, table_html, text_html
from nelscb.words.numbers import cell, short_period
from nelscb.words.tracker import row_name

COLUMNS = {
    "name": 0, "chapter": 1, "standing": 2, "question": 3, "counted": 4, "baseline": 5, "now": 6, "distance": 7,
    "weighed": 8, "better": 9, "target": 10, "verdict": 11, "spark": 12, "q": 13, "figures": 14, "sender": 15,
}  # fmt: skip


class Board:
    """A board's tracker, and all that it was made from."""

    def __init__(self, project: Project, edition: Edition) -> None:
        self.project, self.released = project, edition.release("tracker").named
        self.exhibits: Mapping[str, Exhibit] = tracker_exhibits(self.released, project.plan, project.board)

    def rows(self, what: str = "series") -> list[tuple[Cell, ...]]:
        table = self.exhibits[what].table
        return list(table.rows) if table else []

    def row(self, begins: str) -> dict[str, Cell]:
        """The row whose name begins so; its cells by column."""
        (found,) = (row for row in self.rows() if plain(str(row[0])).startswith(begins))
        return {name: plain(c) if isinstance(c := found[place], str) else c for name, place in COLUMNS.items()}


@pytest.fixture(scope="module")
def real(project: Project, edition: Edition) -> Board:
    return Board(project, edition)


@pytest.fixture(scope="module")
def havenshire(demo_project: Project, demo_edition: Edition) -> Board:
    return Board(demo_project, demo_edition)


@pytest.fixture(params=["real", "havenshire"])
def both(request: pytest.FixtureRequest) -> Board:
    board: Board = request.getfixturevalue(request.param)
    return board


def own_series(board: Board) -> list[Series]:
    """Totals, and the categories of what has no total: reckoned here without the page's own code."""
    plan, released = board.project.plan, board.released
    own = [s for s in released.series if s.area == released.area and plan.measures[s.measure].unit != "status"]
    totals = {s.measure for s in own if not s.breakdown}
    return [s for s in own if not s.breakdown or s.measure not in totals]


def test_every_measure_has_a_row_and_no_status_line_or_alias_has_one(both: Board) -> None:
    rows = followed(both.released, both.project.plan, both.project.board)
    wanted = {m.id for m in both.project.plan.measures.values() if m.unit != "status" and m.alias_of is None}
    assert {row.measure.id for row in rows} == wanted
    assert sum(row.first for row in rows) == len(wanted)
    assert len(both.rows()) == len(rows)


def test_every_series_stands_in_the_tracker_and_over_all_its_periods(both: Board) -> None:
    """Each figure of each series is looked for in the tables of all periods, under the heading of its period."""
    there: dict[tuple[str, str], str] = {}
    for what, exhibit in both.exhibits.items():
        if exhibit.table is None or what == "series":
            continue
        headings = [c.title for c in exhibit.table.columns]
        for row in exhibit.table.rows:
            there |= {(plain(str(row[0])), headings[n]): plain(str(row[n])) for n in range(1, len(row))}
    names = {plain(str(row[0])) for row in both.rows()}
    looked_at = 0
    for series in own_series(both):
        measure = both.project.plan.measures[series.measure]
        split = both.project.plan.breakdowns[series.breakdown].title if series.breakdown else ""
        name = row_name(measure, series, split)
        assert name in names
        for point in series.points:
            assert there[name, short_period(point.period)] == plain(cell(point, measure))
            looked_at += 1
    assert looked_at > (150 if both.released.illustrative is False else 3000)


def test_no_two_series_of_one_kind_of_period_share_a_name(both: Board) -> None:
    names = [(plain(str(row[0])), row[COLUMNS["counted"]]) for row in both.rows()]
    assert len(names) == len(set(names))


def test_the_plans_own_measures_come_first(both: Board) -> None:
    standings = [str(row[COLUMNS["standing"]]) for row in both.rows()]
    assert list(dict.fromkeys(standings)) == [
        "in the plan", "implied by the plan", "published beside it", "proposed",
    ]  # fmt: skip
    order = ["in the plan", "implied by the plan", "published beside it", "proposed"]
    assert standings == sorted(standings, key=order.index)


def test_a_hole_has_its_mark_and_says_who_would_send_it(real: Board) -> None:
    hole = real.row("Neglect tools completed (P2-08)")
    assert hole["baseline"] == hole["now"] == "[nr]"
    assert hole["distance"] == "–"
    assert hole["verdict"] == (Status("No figure", "cross", "unknown"),)
    assert (hole["figures"], hole["sender"]) == ("none held", "Neglect sub-group")
    assert hole["spark"] == hole["q"] == "none"
    assert hole["chapter"] == (Link("P2 Neglect", "p2_neglect"),)


def test_referrals_are_not_compared_like_for_like_with_the_baseline(real: Board) -> None:
    """By hand: 453 in the baseline's quarter, 655 now, and a dated break in 2016-17 lies between."""
    (found,) = (r for r in followed(real.released, real.project.plan, real.project.board) if _is(r, "P1-01", "quarter"))
    assert found.baseline is not None
    assert found.now is not None
    assert (found.baseline.value, found.now.value) == (453, 655)
    assert weighed_since_baseline(found) is None
    cells = [[plain(c) if isinstance(c, str) else c for c in row] for row in real.rows()]
    (row,) = (row for row in cells if row[6] == "655 (2016-17 Q4)")
    assert row[5] == "453 (2014-15 Q4)"
    assert row[7] == "up 202; not like for like; not weighed"


def _is(row: Followed, measure: str, frequency: str) -> bool:
    return row.measure.id == measure and row.series is not None and row.series.frequency == frequency


def test_a_yearly_distance_is_weighed_from_the_baseline_and_from_the_first_year_held(real: Board) -> None:
    row = real.row("% of CPP that are second or subsequent plans (P1-06)")
    assert (row["baseline"], row["now"]) == ("12.9% (2014-15)", "20.1% (2016-17)")
    assert row["distance"] == "up 7.1 points (up 1.2 points to up 13.2 points): more than chance in counting"
    assert str(row["weighed"]).startswith("since 2012-13: up 9.5 points (up 3.7 points to up 15.4 points)")


def test_a_change_from_the_baseline_itself_keeps_its_interval(havenshire: Board) -> None:
    row = havenshire.row("Looked-after children missing more than once (X-16b)")
    assert str(row["distance"]) == str(row["weighed"]).removeprefix("since 2014-15: ")
    assert "95%" not in str(row["distance"])
    assert "not weighed" not in str(row["distance"])


def test_a_break_lies_between_only_where_its_day_does(real: Board) -> None:
    (row,) = (r for r in followed(real.released, real.project.plan, real.project.board) if _is(r, "P1-06", "year"))

    def with_event(day: date, measure: str = "P1-06") -> ReleasedPage:
        made = replace(real.released.events[0], day=day, breaks=(measure,))
        assert isinstance(made, Event)
        return replace(real.released, events=(made,))

    assert not across_break(row, replace(real.released, events=()))
    assert across_break(row, with_event(date(2015, 6, 1)))
    assert across_break(row, with_event(date(2017, 3, 31)))
    assert not across_break(row, with_event(date(2017, 4, 1)))
    assert not across_break(row, with_event(date(2014, 4, 1)))
    assert not across_break(row, with_event(date(2015, 6, 1), "P1-05"))
    assert row.now is not None
    changed = replace(row, now=replace(row.now, definition=2))
    assert across_break(changed, replace(real.released, events=()))


def test_the_baseline_of_a_year_is_the_last_up_to_it_and_of_a_quarter_no_other(both: Board) -> None:
    last = both.project.board.baseline.last_quarter
    for row in followed(both.released, both.project.plan, both.project.board):
        if row.baseline is None:
            continue
        if isinstance(row.baseline.period, Quarter):
            assert row.baseline.period == last
        elif isinstance(row.baseline.period, FinancialYear):
            assert row.baseline.period <= last.year
        else:
            assert row.baseline.period <= last.last_day


def test_the_summary_counts_what_the_table_holds(both: Board) -> None:
    """Counted again from the table's own cells."""
    rows = both.rows()
    with_figure = [r for r in rows if r[COLUMNS["verdict"]] != (Status("No figure", "cross", "unknown"),)]
    measures = {plain(str(r[0])).split(" (")[-1].split(",")[0].split(")")[0] for r in with_figure}
    second = plain(both.exhibits["summary"].text[1])
    assert second.startswith(f"{len(measures)} of them have a figure, in {len(with_figure)} series.")
    marked = [match.group(1) for match in MARKED.finditer(both.exhibits["summary"].text[1])]
    assert marked[0].count("{") == len(measures)
    assert marked[1].count("{") == len(with_figure)


def test_no_cell_of_the_real_board_shows_a_hole_as_zero(real: Board) -> None:
    for row in real.rows():
        if plain(str(row[COLUMNS["figures"]])) == "none held":
            assert str(row[COLUMNS["now"]]).startswith("[")


def test_a_chapter_without_quarterly_figures_says_so_once(real: Board) -> None:
    exhibit = real.exhibits["quarters_p2"]
    assert exhibit.table is None
    (line,) = exhibit.text
    assert plain(line).startswith("No quarterly figure is held of any of this chapter's 20 measures.")


def test_a_target_stands_once_with_the_measures_first_row(havenshire: Board) -> None:
    project = havenshire.project
    target = Target("P1-01", 400.0, Quarter.parse("2015-16-Q1"), "Board manager", "agreed")
    board = replace(project.board, targets=(target,))
    table = tracker_exhibits(havenshire.released, project.plan, board)["series"].table
    assert table is not None
    told = [plain(str(r[COLUMNS["target"]])) for r in table.rows if "(P1-01" in plain(str(r[0]))]
    assert told == ["400 from 2015-16 Q1 (Board manager)", "none set"]


def test_the_page_stays_small_and_its_first_table_can_be_sorted(both: Board) -> None:
    assert both.exhibits["series"].table is not None
    assert both.exhibits["series"].table.interactive
    shown = [text_html(e.text) + table_html(e) + notes_html(e) for e in both.exhibits.values()]
    assert sum(len(html.encode()) for html in shown) < 1_500_000


def test_the_notebook_shows_all_of_it(real: Board, root: Path) -> None:
    words = (root / "notebooks" / "tracker.ipynb").read_text(encoding="utf-8")
    for what in real.exhibits:
        assert words.count(f'(page, \\"{what}\\")') == 1
