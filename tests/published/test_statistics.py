"""Published statistics to rows of the ledger: periods, symbols, months, and what the real file adds up to."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.core_data import Figure, Ledger
from nelscb.edition import Edition
from nelscb.mistakes import Mistake
from nelscb.plan import Measure, Plan, Project
from nelscb.plan.measures import Definition, PublishedFeed
from nelscb.published import Source, read_published_figures, read_sources
from nelscb.quarters import FinancialYear, Quarter

FILE = "published_statistics.csv"
COLUMNS = "series,area_code,period,numerator,denominator,value,symbol,source_table,release"
SOURCES = {FILE: Source("Title", "Publisher", "Licence", "Attribution", date(2017, 11, 2))}
CALLS = PublishedFeed(match="same", series="calls")
MONTHLY_CALLS = PublishedFeed(match="same", series="calls", months=True)
LAST_QUARTER = Quarter.parse("2016-17-Q4")

Read = Callable[..., list[Figure]]


def measure(name: str = "M-1", **changes: object) -> Measure:
    plain = Measure(
        id=name, standing="published", title="Calls", type="how_much", unit="count", counts="events",
        basis="flow", window="quarter", numerator="Calls", direction="context",
        definitions=(Definition(1),), sub_group="early_help", source_agency="dfe",
        responsible=("early_help",), unit_words="calls", published=(CALLS,),
    )  # fmt: skip
    return replace(plain, **changes)


@pytest.fixture
def read(tmp_path: Path, project: Project) -> Read:
    """Read rows, each written without the last two columns, for a plan of the measures given."""

    def of(*rows: str, measures: tuple[Measure, ...] = (measure(),)) -> list[Figure]:
        lines = [COLUMNS, *(f"{row},Table 1,Release of 2017" for row in rows)]
        (tmp_path / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_published_figures(tmp_path, plan_of(project, *measures), SOURCES)

    return of


def plan_of(project: Project, *measures: Measure) -> Plan:
    return replace(project.plan, chapters=(replace(project.plan.chapters[0], measures=measures),))


# Periods: nothing is carried from one kind into another.


@pytest.mark.parametrize(
    ("basis", "period", "expected"),
    [
        ("flow", "2016-17", FinancialYear(2016)),
        ("rolling_distinct", "2016-17", FinancialYear(2016)),
        ("annual", "2016-17", FinancialYear(2016)),
        ("cohort", "2016-17", FinancialYear(2016)),
        ("snapshot", "2016-17", date(2017, 3, 31)),
        ("snapshot", "1999-00", date(2000, 3, 31)),
        ("snapshot", "mid-2016", date(2016, 6, 30)),
    ],
)
def test_a_years_flow_stays_a_year_and_a_stock_becomes_its_31_march(
    read: Read, basis: str, period: str, expected: FinancialYear | date
) -> None:
    (figure,) = read(f"calls,E1,{period},,,40,", measures=(measure(basis=basis),))
    assert figure.period == expected
    assert figure.numerator == 40


@pytest.mark.parametrize(
    ("months", "quarters"),
    [
        ("2016-04 10, 2016-05 20, 2016-06 30", {"2016-17-Q1": 60}),
        ("2016-06 30, 2016-04 10, 2016-05 20", {"2016-17-Q1": 60}),
        ("2017-01 1, 2017-02 2, 2017-03 4", {"2016-17-Q4": 7}),
        ("2016-10 1, 2016-11 2, 2016-12 4", {"2016-17-Q3": 7}),
        ("2016-04 0, 2016-05 0, 2016-06 0", {"2016-17-Q1": 0}),
        ("2016-04 10, 2016-05 20", {}),
        ("2016-03 10, 2016-04 20, 2016-05 30", {}),
        ("2016-04 10, 2016-05 20, 2017-06 30", {}),
        ("2016-04 10, 2016-05 20, 2016-06 30, 2016-07 5, 2016-09 6", {"2016-17-Q1": 60}),
        ("2016-04 10, 2016-05 c, 2016-06 30", {"2016-17-Q1": "suppressed_by_publisher"}),
        ("2016-04 c, 2016-05 c, 2016-06 c", {"2016-17-Q1": "suppressed_by_publisher"}),
        ("2016-04 10, 2016-05 20, 2016-06 x", {"2016-17-Q1": "not_collected"}),
        ("2016-04 c, 2016-05 20", {}),
        ("2011-12 5, 2012-01 6, 2012-02 7", {}),
    ],
)  # fmt: skip
def test_months_make_a_quarter_only_where_all_three_are_there_and_none_is_withheld(
    read: Read, months: str, quarters: dict[str, float | str]
) -> None:
    rows = []
    for month in months.split(", "):
        period, found = month.split()
        rows.append(f"calls,E1,{period},,,,{found}" if found in "cx" else f"calls,E1,{period},,,{found},")
    figures = read(*rows, measures=(measure(published=(MONTHLY_CALLS,)),))
    assert {str(f.period): f.numerator if f.state == "reported" else f.state for f in figures} == quarters
    assert all(f.value is None and (f.numerator is None) == (f.state != "reported") for f in figures)


def test_months_of_two_areas_are_never_added_together(read: Read) -> None:
    rows = [
        "calls,E1,2016-04,,,1,", "calls,E1,2016-05,,,1,", "calls,E1,2016-06,,,1,",
        "calls,E2,2016-04,,,10,", "calls,E2,2016-05,,,10,", "calls,E2,2016-06,,,10,",
        "calls,E3,2016-04,,,5,", "calls,E3,2016-05,,,5,", "calls,E4,2016-06,,,5,",
    ]  # fmt: skip
    figures = read(*rows, measures=(measure(published=(MONTHLY_CALLS,)),))
    assert {f.area: f.numerator for f in figures} == {"E1": 3, "E2": 30}


def test_months_given_as_counts_over_totals_are_added_up_part_by_part(read: Read) -> None:
    """2 of 10, 3 of 10 and 5 of 20 are 10 of 40, not the last month's 5 of 20."""
    shares = measure(unit="percent", denominator="Calls", published=(MONTHLY_CALLS,))
    (figure,) = read(
        "calls,E1,2016-04,2,10,,", "calls,E1,2016-05,3,10,,", "calls,E1,2016-06,5,20,,", measures=(shares,)
    )
    assert (figure.numerator, figure.denominator) == (10, 40)


def test_a_months_count_may_stand_in_either_column_as_a_years_may(read: Read) -> None:
    (figure,) = read(
        "calls,E1,2016-04,,,10,", "calls,E1,2016-05,20,,,", "calls,E1,2016-06,,,30,",
        measures=(measure(published=(MONTHLY_CALLS,)),),
    )  # fmt: skip
    assert (figure.state, figure.numerator) == ("reported", 60)


def test_the_same_text_is_a_month_only_where_the_plan_says_that_the_series_is_monthly(read: Read) -> None:
    """2011-12 is the year to March 2012 in one series and December 2011 in another."""
    (year,) = read("calls,E1,2011-12,,,40,")
    assert year.period == FinancialYear(2011)
    monthly = (measure(published=(MONTHLY_CALLS,)),)
    (quarter,) = read(*(f"calls,E1,2011-{m},,,40," for m in (10, 11, 12)), measures=monthly)
    assert (str(quarter.period), quarter.numerator) == ("2011-12-Q3", 120)


# Figures and symbols.


@pytest.mark.parametrize(
    ("symbol", "state"),
    [
        ("c", "suppressed_by_publisher"), ("x", "not_collected"), ("z", "not_applicable"), ("u", "not_collected"),
        ("low", "not_collected"), ("k", "not_collected"), (":", "not_collected"), ("-", "not_collected"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("unit", ["count", "percent", "score"])
def test_a_symbol_becomes_a_state_and_never_a_number(read: Read, unit: str, symbol: str, state: str) -> None:
    denominator = "221" if unit == "percent" else ""
    (figure,) = read(f"calls,E1,2016-17,,{denominator},,{symbol}", measures=(measure(unit=unit),))
    assert (figure.state, figure.numerator, figure.value) == (state, None, None)
    row = Ledger.of([figure]).frame.iloc[0]
    assert row[["numerator", "value"]].isna().all(), "not a zero in the ledger either"


def test_a_true_zero_is_a_figure(read: Read) -> None:
    (count,) = read("calls,E1,2016-17,,,0,")
    assert (count.state, count.numerator) == ("reported", 0)
    (share,) = read("calls,E1,2016-17,0,50,,", measures=(measure(unit="percent"),))
    assert (share.state, share.numerator, share.denominator) == ("reported", 0, 50)


@pytest.mark.parametrize(
    ("unit", "fields", "expected"),
    [
        ("count", ",,40", (40, None, None)),
        ("count", "40,,67.4", (40, None, None)),
        ("percent", "5,20,", (5, 20, None)),
        ("percent", "5,20,25", (5, 20, None)),
        ("score", ",,14.2", (None, None, 14.2)),
    ],
)
def test_counts_stay_counts_and_only_a_score_stands_as_a_value(
    read: Read, unit: str, fields: str, expected: tuple[float | None, ...]
) -> None:
    (figure,) = read(f"calls,E1,2016-17,{fields},", measures=(measure(unit=unit),))
    assert (figure.numerator, figure.denominator, figure.value) == expected


def test_a_denominator_may_be_another_series_of_the_same_area_and_period(read: Read) -> None:
    feed = PublishedFeed(match="same", series="missing", denominator_series="looked_after")
    figures = read(
        "missing,E1,2015-16,,,30,", "missing,E1,2016-17,,,40,", "missing,E2,2016-17,,,7,",
        "missing,E3,2016-17,,,8,", "looked_after,E1,2016-17,,,442,", "looked_after,E2,2016-17,,,,c",
        "looked_after,E3,2015-16,,,99,",
        measures=(measure(unit="percent", basis="rolling_distinct", published=(feed,)),),
    )  # fmt: skip
    assert [(f.area, str(f.period), f.numerator, f.denominator) for f in figures] == [
        ("E1", "2015-16", 30, None), ("E1", "2016-17", 40, 442), ("E2", "2016-17", 7, None),
        ("E3", "2016-17", 8, None),
    ]  # fmt: skip


def test_a_series_that_is_one_category_stands_under_its_breakdown(read: Read) -> None:
    feed = PublishedFeed(match="same", breakdown="sex", categories={"girls": "Female", "boys": "Male"})
    figures = read(
        "girls,E1,2016-17,,,4,", "boys,E1,2016-17,,,5,", "calls,E1,2016-17,,,9,",
        measures=(measure(published=(CALLS, feed)),),
    )  # fmt: skip
    assert {(f.breakdown, f.category): f.numerator for f in figures} == {
        ("", ""): 9, ("sex", "Female"): 4, ("sex", "Male"): 5,
    }  # fmt: skip


def test_a_figure_names_the_definition_in_force_when_its_period_ended(read: Read) -> None:
    versions = (Definition(1), Definition(2, LAST_QUARTER, "a new front door"))
    feeds = (CALLS, PublishedFeed(match="same", series="monthly", months=True))
    months = [f"monthly,E1,{m},,,1," for m in ("2016-10", "2016-11", "2016-12", "2017-01", "2017-02", "2017-03")]
    figures = read(
        "calls,E1,2015-16,,,1,", "calls,E1,2016-17,,,1,", *months,
        measures=(measure(definitions=versions, published=feeds),),
    )  # fmt: skip
    assert {str(f.period): f.definition for f in figures} == {
        "2015-16": 1, "2016-17": 2, "2016-17-Q3": 1, "2016-17-Q4": 2,
    }  # fmt: skip


def test_a_figure_says_where_it_stands_and_when_it_came_in(read: Read) -> None:
    figure = read("calls,E1,2015-16,,,1,", "calls,E1,2016-17,,,1,")[1]
    assert (figure.file, figure.sheet, figure.row) == (FILE, "Table 1", 3)
    assert (figure.release, figure.received) == ("Release of 2017", date(2017, 11, 2))
    assert (figure.provenance, figure.audience, figure.sender) == ("published", "public", "dfe")


def test_one_series_may_fill_two_measures_and_a_check_fills_none(read: Read) -> None:
    figures = read(
        "calls,E1,2016-17,,,1,", "rate,E1,2016-17,,,67.4,",
        measures=(measure(), measure("M-2"), measure("M-3", published=(), published_check="rate")),
    )  # fmt: skip
    assert [f.measure for f in figures] == ["M-1", "M-2"]


def test_a_board_without_published_statistics_has_none(tmp_path: Path, project: Project) -> None:
    assert read_published_figures(tmp_path, project.plan, {}) == []


# What cannot be read is said in one sentence, with file, row and column.

SYMBOL = "is not known; use c, x, z, u, low, k, :, - or nothing"
NUMBER = "is no number; write digits only, or leave it empty and put the publisher's symbol in 'symbol'"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("calls,E1,2016-17,,,c,", f"row 3, column 'value': 'c' {NUMBER}"),
        ("calls,E1,2016-17,,,-4,", f"row 3, column 'value': '-4' {NUMBER}"),
        ("calls,E1,2016-17,,,1 044,", f"row 3, column 'value': '1 044' {NUMBER}"),
        ('calls,E1,2016-17,,,"1,044",', f"row 3, column 'value': '1,044' {NUMBER}"),
        ("calls,E1,2016-17,,,1e3,", f"row 3, column 'value': '1e3' {NUMBER}"),
        ("calls,E1,2016-17,,,nan,", f"row 3, column 'value': 'nan' {NUMBER}"),
        ("calls,E1,2016-17,n/a,50,,", f"row 3, column 'numerator': 'n/a' {NUMBER}"),
        ("calls,E1,2016-17,5,fifty,,", f"row 3, column 'denominator': 'fifty' {NUMBER}"),
        ("calls,E1,2016-17,,,,q", f"row 3, column 'symbol': 'q' {SYMBOL}"),
        ("calls,E1,2016-17,,,,C", f"row 3, column 'symbol': 'C' {SYMBOL}"),
        ("calls,E1,2016-17,,,4,c", "row 3: has both a figure and the symbol 'c'; keep one of them"),
        ("calls,E1,2016-17,4,50,,x", "row 3: has both a figure and the symbol 'x'; keep one of them"),
        ("calls,E1,2016-17,,,,", "row 3: has neither a figure nor a symbol; write c where it is withheld"),
        ("calls,E1,2016-17,,50,,", "row 3: has neither a figure nor a symbol; write c where it is withheld"),
        ("calls,E1,2015-16,,,9,", "row 3: calls E1 2015-16 stands already in row 2; keep one of them"),
        (
            "cals,E1,2016-17,,,4,",
            "row 3: no measure of the plan is filled by 'cals'; add it to a measure's 'published' key or "
            "take the rows out",
        ),
        ("calls,E1,2016-17,,,4", "row 3: has too many or too few fields; one for each column"),
        ("calls,E1,2016-17,,,4,,", "row 3: has too many or too few fields; one for each column"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_said_with_file_row_and_column(
    read: Read, tmp_path: Path, row: str, said: str
) -> None:
    with pytest.raises(Mistake) as caught:
        read("calls,E1,2015-16,,,1,", row)
    assert str(caught.value) == f"{tmp_path / FILE}, {said}"


@pytest.mark.parametrize(
    ("feed", "period", "said"),
    [
        (CALLS, "2016-18", "'2016-18' is not a financial year: write it like 2016-17"),
        (CALLS, "2016-17-Q4", "'2016-17-Q4' is not a financial year: write it like 2016-17"),
        (CALLS, "", "'' is not a financial year: write it like 2016-17"),
        (MONTHLY_CALLS, "2016-17", "'2016-17' is not a month: write it like 2016-04"),
        (MONTHLY_CALLS, "2016-00", "'2016-00' is not a month: write it like 2016-04"),
        (MONTHLY_CALLS, "April 2016", "'April 2016' is not a month: write it like 2016-04"),
    ],
)
def test_a_period_that_is_none_is_said_with_file_row_and_column(
    read: Read, feed: PublishedFeed, period: str, said: str
) -> None:
    with pytest.raises(Mistake, match=re.escape(f"{FILE}, row 3, column 'period': {said}")):
        read("calls,E1,2015-12,,,1," if feed.months else "calls,E1,2015-16,,,1,", f"calls,E1,{period},,,4,",
             measures=(measure(published=(feed,)),))  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS.split(","))
def test_a_column_that_is_missing_is_named(tmp_path: Path, project: Project, column: str) -> None:
    (tmp_path / FILE).write_text(COLUMNS.replace(column, "other") + "\n", encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        read_published_figures(tmp_path, project.plan, SOURCES)
    assert str(caught.value) == f"{tmp_path / FILE}, row 1: the column {column!r} is missing; put it back"


# The shipped file.


@pytest.fixture(scope="module")
def rows(project: Project) -> list[dict[str, str]]:
    with (project.published / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def figures(project: Project) -> list[Figure]:
    return read_published_figures(project.published, project.plan, read_sources(project.published))


def test_every_yearly_row_of_the_file_is_one_figure_of_the_ledger(
    rows: list[dict[str, str]], figures: list[Figure]
) -> None:
    apart = ("referrals_by_month", "cp_plans_at_31_march_rate")
    expected = Counter(line for line, row in enumerate(rows, start=2) if row["series"] not in apart)
    assert Counter(f.row for f in figures if not isinstance(f.period, Quarter)) == expected


def test_sixty_months_of_thirteen_areas_are_twenty_quarters_each(project: Project, figures: list[Figure]) -> None:
    quarterly = [f for f in figures if isinstance(f.period, Quarter)]
    assert {f.measure for f in quarterly} == {"P1-01"}
    assert Counter(f.area for f in quarterly) == dict.fromkeys(project.board.areas, 20)
    assert min(f.period for f in quarterly) == Quarter.parse("2012-13-Q1")
    assert max(f.period for f in quarterly) == LAST_QUARTER


def test_every_symbol_of_the_file_is_a_state_and_every_zero_a_zero(
    rows: list[dict[str, str]], figures: list[Figure]
) -> None:
    by_row = {f.row: f for f in figures if not isinstance(f.period, Quarter)}
    symbols = {line: row["symbol"] for line, row in enumerate(rows, start=2) if row["symbol"]}
    assert Counter(symbols.values()) == {"c": 125, "x": 1}
    for line, symbol in symbols.items():
        figure = by_row[line]
        assert figure.state == {"c": "suppressed_by_publisher", "x": "not_collected"}[symbol]
        assert (figure.numerator, figure.value) == (None, None)
    zeros = {line for line, row in enumerate(rows, start=2) if "0" in (row["numerator"], row["value"])}
    assert len(zeros) == 81
    assert {f.row for f in figures if f.numerator == 0 and not isinstance(f.period, Quarter)} == zeros
    assert {by_row[line].state for line in zeros} == {"reported"}


def test_the_65_published_plan_rates_come_out_again_to_a_tenth(rows: list[dict[str, str]], edition: Edition) -> None:
    """The Department for Education's rates: 13 areas in 5 years, of CIN table D1."""
    published = {
        (row["area_code"], FinancialYear.parse(row["period"]).last_day): float(row["value"])
        for row in rows
        if row["series"] == "cp_plans_at_31_march_rate"
    }
    computed = {
        (area, point.period): round(point.value, 1)
        for area in {area for area, _ in published}
        for point in edition.indicators.series("P1-05r", "day", area).points
    }
    assert len(published) == 65
    assert computed == published


def test_the_months_of_a_year_add_up_to_the_years_referrals(project: Project, figures: list[Figure]) -> None:
    """Exactly for a local authority; a region's and the country's months and years are rounded to 10."""
    quarters: dict[tuple[str, FinancialYear], list[float]] = defaultdict(list)
    for figure in figures:
        if isinstance(figure.period, Quarter):
            quarters[figure.area, figure.period.year].append(figure.numerator)
    years = {
        (f.area, f.period): f.numerator for f in figures if f.measure == "P1-01" and isinstance(f.period, FinancialYear)
    }
    assert len(years) == 65
    assert quarters.keys() == years.keys()
    rounded = {project.board.region.code, project.board.country.code}
    for (area, year), total in years.items():
        assert len(quarters[area, year]) == 4
        allowed = 12 * 5 + 5 if area in rounded else 0
        assert abs(sum(quarters[area, year]) - total) <= allowed, (area, year)


def test_the_withheld_categories_of_the_221_plans_stay_withheld(edition: Edition, figures: list[Figure]) -> None:
    """31 March 2016: the three published categories leave 3 plans for the two that are withheld together."""
    area, day = "E06000012", date(2016, 3, 31)
    ledger = Ledger.of(figures).frame
    there = ledger[(ledger.area == area) & (ledger.measure == "P1-05") & (ledger.period == day)]
    assert dict(zip(there.category, there.state, strict=True)) == {
        "": "reported", "Neglect": "reported", "Emotional abuse": "reported", "Physical abuse": "reported",
        "Sexual abuse": "suppressed_by_publisher", "Multiple": "suppressed_by_publisher",
    }  # fmt: skip
    counts = dict(zip(there.category, there.numerator, strict=True))
    assert (counts[""], counts["Neglect"], counts["Emotional abuse"], counts["Physical abuse"]) == (
        221,
        117,
        67,
        34,
    )
    withheld = there[there.category.isin(["Sexual abuse", "Multiple"])]
    assert withheld[["numerator", "value"]].isna().all(axis=None)
    for category in ("Sexual abuse", "Multiple"):
        point = edition.indicators.series("P1-05", "day", area, "category_of_abuse", category).at(day)
        assert (point.numerator, point.value, point.state) == (None, None, "suppressed_by_publisher")


# What newspapers printed in autumn 2017 from the Department's first release of 2016-17, for England: plans of
# both years at https://www.cypnow.co.uk/content/news/increase-in-number-of-children-on-protection-plans, and
# referrals and plans at https://www.willispalmer.com/increase-in-children-on-child-protection-plans-revealed/
PRINTED = [
    ("P1-01", FinancialYear(2015), 621_470),
    ("P1-01", FinancialYear(2016), 646_120),
    ("P1-05", date(2016, 3, 31), 50_310),
    ("P1-05", date(2017, 3, 31), 51_080),
]


@pytest.mark.parametrize(("name", "period", "printed"), PRINTED)
def test_englands_figures_are_those_that_were_printed_at_the_time(
    figures: list[Figure], name: str, period: FinancialYear | date, printed: int
) -> None:
    found = [
        f.numerator for f in figures if (f.area, f.measure, f.period, f.breakdown) == ("E92000001", name, period, "")
    ]
    assert found == [printed]
