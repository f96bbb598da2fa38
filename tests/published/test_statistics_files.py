"""Several files of published statistics: the later one has the last word, and no share is of two releases."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.core_data import Figure, Ledger
from nelscb.mistakes import Mistake
from nelscb.plan import Measure, Project
from nelscb.plan.measures import Definition, PublishedFeed
from nelscb.published import Source, read_published_figures
from nelscb.quarters import FinancialYear

COLUMNS = "series,area_code,period,numerator,denominator,value,symbol,source_table,release"
FIRST, SECOND, THIRD = date(2024, 11, 1), date(2025, 11, 1), date(2026, 11, 1)
CALLS = PublishedFeed(match="same", series="calls")
MONTHLY = PublishedFeed(match="same", series="calls", months=True)
MISSING = PublishedFeed(match="same", series="missing", denominator_series="looked_after")

Read = Callable[..., list[Figure]]


def measure(*feeds: PublishedFeed, unit: str = "count") -> Measure:
    return Measure(
        id="M-1", standing="published", title="Calls", type="how_much", unit=unit, counts="events",
        basis="flow", window="quarter", numerator="Calls", direction="context",
        definitions=(Definition(1),), sub_group="early_help", source_agency="dfe",
        responsible=("early_help",), unit_words="calls", published=feeds,
    )  # fmt: skip


@pytest.fixture
def read(tmp_path: Path, project: Project) -> Read:
    """Read files given as name, day of receipt and rows (without the table), declared in the order given."""

    def of(*files: tuple[str, date, list[str]], of_measure: Measure | None = None, **more: str) -> list[Figure]:
        sources = {}
        for name, received, rows in files:
            with_table = [f"{row.rsplit(',', 1)[0]},T,{row.rsplit(',', 1)[1]}" for row in rows]
            (tmp_path / name).write_text("\n".join([COLUMNS, *with_table]) + "\n", encoding="utf-8")
            sources[name] = Source("Title", "Publisher", "Licence", "Attribution", received)
        measures = (of_measure or measure(CALLS),)
        plan = replace(project.plan, chapters=(replace(project.plan.chapters[0], measures=measures),))
        return read_published_figures(tmp_path, plan, sources, **more)

    return of


def current(figures: list[Figure]) -> list[Figure]:
    return list(Ledger.of(figures).current().figures())


def test_the_same_cell_in_a_later_file_is_a_later_row_and_counts(read: Read) -> None:
    figures = read(
        ("published_statistics.csv", FIRST, ["calls,E1,2016-17,,,40,,R1", "calls,E1,2015-16,,,30,,R1"]),
        ("dfe_b.csv", SECOND, ["calls,E1,2016-17,,,41,,R2"]),
    )
    assert [(f.numerator, f.file, f.release, f.received) for f in figures] == [
        (40, "published_statistics.csv", "R1", FIRST), (30, "published_statistics.csv", "R1", FIRST),
        (41, "dfe_b.csv", "R2", SECOND),
    ]  # fmt: skip
    assert {str(f.period): f.numerator for f in current(figures)} == {"2016-17": 41, "2015-16": 30}
    before = Ledger.of(figures).received_by(FIRST).current()
    assert {str(f.period): f.numerator for f in before.figures()} == {"2016-17": 40, "2015-16": 30}


def test_the_day_of_receipt_decides_whatever_the_order_in_which_files_are_declared(read: Read) -> None:
    figures = read(
        ("dfe_b.csv", SECOND, ["calls,E1,2016-17,,,41,,R2"]),
        ("published_statistics.csv", FIRST, ["calls,E1,2016-17,,,40,,R1"]),
    )
    assert [f.numerator for f in figures] == [40, 41]


def test_of_two_files_of_one_day_the_one_declared_later_counts(read: Read) -> None:
    figures = read(
        ("dfe_2024_t-2.csv", FIRST, ["calls,E1,2016-17,,,40,,R1"]),
        ("dfe_2024_t-10.csv", FIRST, ["calls,E1,2016-17,,,41,,R2"]),
    )
    assert [f.numerator for f in current(figures)] == [41]


@pytest.mark.parametrize("fields", [(",,,40,", ",,,,c"), (",,,,c", ",,,40,")], ids=["withheld now", "given now"])
def test_a_number_that_becomes_a_symbol_is_replaced_by_it_and_the_reverse(read: Read, fields: tuple[str, str]) -> None:
    before, now = fields
    figures = read(
        ("published_statistics.csv", FIRST, [f"calls,E1,2016-17{before},R1"]),
        ("dfe_b.csv", SECOND, [f"calls,E1,2016-17{now},R2"]),
    )
    (last,) = current(figures)
    assert (last.state == "reported") == (now == ",,,40,")
    assert last.numerator == (40 if now == ",,,40," else None)


def test_only_files_of_statistics_are_read_as_such(read: Read) -> None:
    figures = read(
        ("published_statistics.csv", FIRST, ["calls,E1,2016-17,,,40,,R1"]),
        ("events.csv", SECOND, ["calls,E1,2016-17,,,41,,R2"]),
    )
    assert [f.numerator for f in figures] == [40]


def test_a_cell_twice_in_one_file_is_a_mistake_of_that_file(read: Read, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=re.escape(f"{tmp_path / 'dfe_b.csv'}, row 3: calls E1 2016-17 stands already")):
        read(("dfe_b.csv", SECOND, ["calls,E1,2016-17,,,41,,R2", "calls,E1,2016-17,,,42,,R2"]))


def test_an_illustrative_boards_figures_are_illustrative(read: Read) -> None:
    file = ("published_statistics.csv", FIRST, ["calls,E1,2016-17,,,40,,R1"])
    assert [f.provenance for f in read(file)] == ["published"]
    assert [f.provenance for f in read(file, provenance="illustrative")] == ["illustrative"]


# Months: the three of a quarter come from one file.


def months(release: str, *counts: int | str, first: int = 4) -> list[str]:
    cells = [f",,,,{n}" if isinstance(n, str) else f",,,{n}," for n in counts]
    return [f"calls,E1,2016-{month:02d}{cell},{release}" for month, cell in enumerate(cells, start=first)]


def test_the_later_releases_months_are_the_quarters_last_word(read: Read) -> None:
    """10, 20 and 30 are 60; revised to 10, 20 and 35 they are 65, and no mixture of the two."""
    figures = read(
        ("published_statistics.csv", FIRST, months("R1", 10, 20, 30, 1, 2, 3)),
        ("dfe_b.csv", SECOND, months("R2", 10, 20, 35)),
        of_measure=measure(MONTHLY),
    )
    assert [(str(f.period), f.numerator, f.file, (f.row, *f.also_rows)) for f in figures] == [
        ("2016-17-Q1", 60, "published_statistics.csv", (2, 3, 4)),
        ("2016-17-Q2", 6, "published_statistics.csv", (5, 6, 7)),
        ("2016-17-Q1", 65, "dfe_b.csv", (2, 3, 4)),
    ]
    assert {str(f.period): f.numerator for f in current(figures)} == {"2016-17-Q1": 65, "2016-17-Q2": 6}


def test_a_month_withheld_by_the_later_release_withholds_the_quarter(read: Read) -> None:
    figures = read(
        ("published_statistics.csv", FIRST, months("R1", 10, 20, 30)),
        ("dfe_b.csv", SECOND, months("R2", 10, "c", 30)),
        of_measure=measure(MONTHLY),
    )
    assert [(f.state, f.numerator) for f in current(figures)] == [("suppressed_by_publisher", None)]


def test_two_files_with_parts_of_a_quarter_make_no_quarter(read: Read) -> None:
    files = (
        ("published_statistics.csv", FIRST, months("R1", 10, 20)),
        ("dfe_b.csv", SECOND, months("R2", 30, first=6)),
    )
    assert read(*files, of_measure=measure(MONTHLY)) == []


def test_a_later_file_that_gives_a_whole_quarter_in_part_is_refused(read: Read) -> None:
    """Else the quarter would go on saying what the earlier release said."""
    with pytest.raises(Mistake) as caught:
        read(
            ("published_statistics.csv", FIRST, months("R1", 10, 20, 30)),
            ("dfe_b.csv", SECOND, months("R2", 10, 25)),
            of_measure=measure(MONTHLY),
        )
    assert str(caught.value) == (
        "dfe_b.csv, row 2: gives 2 of the 3 months of 2016-17-Q1 for E1, which an earlier file gives whole; give all "
        "three, or take the row out"
    )


# A denominator that is a series of its own is of the same release as its numerator.


def share(read: Read, *files: tuple[str, date, list[str]]) -> list[tuple[float | None, float | None, date]]:
    figures = read(*files, of_measure=measure(MISSING, unit="percent"))
    return [(f.numerator, f.denominator, f.received) for f in figures]


def test_a_later_count_is_never_divided_by_an_earlier_total(read: Read) -> None:
    assert share(
        read,
        ("published_statistics.csv", FIRST, ["missing,E1,2016-17,,,40,,R1", "looked_after,E1,2016-17,,,400,,R1"]),
        ("dfe_b.csv", SECOND, ["missing,E1,2016-17,,,44,,R2"]),
    ) == [(40, 400, FIRST), (44, None, SECOND)]


def test_an_earlier_count_is_never_divided_by_a_later_total(read: Read) -> None:
    assert share(
        read,
        ("published_statistics.csv", FIRST, ["missing,E1,2016-17,,,40,,R1", "looked_after,E1,2016-17,,,400,,R1"]),
        ("dfe_b.csv", SECOND, ["looked_after,E1,2016-17,,,410,,R2"]),
    ) == [(40, 400, FIRST)]


@pytest.mark.parametrize("name", ["R2", "Missing (release of 2025)"])
def test_count_and_total_of_one_release_may_come_in_two_files(read: Read, name: str) -> None:
    """Until the total is there the count has none: a book of that day must not know it."""
    other = "During the year (release of 2025)" if "2025" in name else name
    count = ("dfe_b.csv", FIRST, [f"missing,E1,2016-17,,,44,,{name}"])
    total = ("dfe_c.csv", SECOND, [f"looked_after,E1,2016-17,,,410,,{other}"])
    assert share(read, count, total) == [(44, None, FIRST), (44, 410, SECOND)]
    assert share(read, total, ("dfe_b.csv", THIRD, count[2])) == [(44, 410, THIRD)]


def test_a_total_that_comes_late_does_not_bring_back_a_count_that_was_replaced(read: Read) -> None:
    assert share(
        read,
        ("dfe_a.csv", FIRST, ["missing,E1,2016-17,,,40,,R1"]),
        ("dfe_b.csv", SECOND, ["missing,E1,2016-17,,,44,,R2"]),
        ("dfe_c.csv", THIRD, ["looked_after,E1,2016-17,,,400,,R1"]),
    ) == [(40, None, FIRST), (44, None, SECOND)]


def test_the_later_file_of_a_release_gives_the_total(read: Read) -> None:
    assert share(
        read,
        ("dfe_a.csv", FIRST, ["looked_after,E1,2016-17,,,400,,R1", "looked_after,E1,2015-16,,,300,,R1"]),
        ("dfe_b.csv", SECOND, ["looked_after,E1,2016-17,,,401,,R1"]),
        ("dfe_c.csv", THIRD, ["missing,E1,2016-17,,,40,,R1"]),
    ) == [(40, 401, THIRD)]


def test_a_year_stays_a_year_in_whichever_file_it_stands(read: Read) -> None:
    (figure,) = read(("dfe_b.csv", SECOND, ["calls,E1,1999-00,,,41,,R2"]))
    assert figure.period == FinancialYear(1999)


def test_a_period_that_is_none_is_said_with_the_file_it_stands_in(read: Read) -> None:
    with pytest.raises(Mistake, match=re.escape("dfe_b.csv, row 2, column 'period': '2016' is not a financial year")):
        read(("dfe_b.csv", SECOND, ["calls,E1,2016,,,41,,R2"]))
