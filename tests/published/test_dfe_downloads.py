"""What an analyst downloads: rows of the board's areas, our periods, symbols kept, and bad input said exactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.published import downloads
from nelscb.published.columns import Table, mapping_file, read_tables
from nelscb.published.dfe_rows import ImportedRow, Reading, read_rows_of
from nelscb.published.downloads import open_download, table_of

AREAS = {"E06009901": "Northmere", "E12009901": "The Fens", "E92000001": "England"}
PLACE = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code"
PLACE += ",new_la_code,la_name,category"
REFERRALS = ",Referrals,Re_referrals,Re_referrals_percent,No_Further_Action,No_Further_Action_percent"
NORTHMERE = "Local authority,E92000001,England,E12009901,The Fens,990,E06009901,Northmere,All"
ELSEWHERE = "Local authority,E92000001,England,E12009901,The Fens,991,E06009902,Southmere,All"
THE_FENS = "Regional,E92000001,England,E12009901,The Fens,,,,All"
ENGLAND = "National,E92000001,England,,,,,,All"
ROW = f"2024,Reporting year,{NORTHMERE},200,50,25,4,2"

Get = Callable[..., Reading]


@pytest.fixture(scope="module")
def tables(project: Project) -> dict[str, Table]:
    return read_tables(project)


@pytest.fixture
def get(tmp_path: Path, project: Project, tables: dict[str, Table]) -> Get:
    """Read a file of rows under a header, as text or as bytes."""

    def of(*rows: str, header: str = PLACE + REFERRALS, content: bytes | None = None) -> Reading:
        path = tmp_path / "northmere.csv"
        path.write_bytes("\n".join([header, *rows, ""]).encode() if content is None else content)
        with open_download(path) as download:
            name = table_of(download, tables, mapping_file(project))
            return read_rows_of(download, name, tables[name], AREAS, "Release of 2024")

    return of


def figures(reading: Reading) -> dict[str, tuple[str, str, str, str]]:
    return {r.series: (r.numerator, r.denominator, r.value, r.symbol) for r in reading.rows}


def test_a_row_of_the_download_is_a_row_a_series(get: Get) -> None:
    reading = get(ROW)
    assert reading.table_name == "cin_c1"
    assert reading.rows[1] == ImportedRow(
        "re_referrals_within_12_months", "E06009901", "Northmere", "2023-24", "50", "200", "25", "percent", "",
        "CIN C1", "Release of 2024",
    )  # fmt: skip
    assert figures(reading) == {
        "referrals": ("", "", "200", ""),
        "re_referrals_within_12_months": ("50", "200", "25", ""),
        "referrals_no_further_action": ("4", "200", "2", ""),
    }


def test_renamed_columns_give_the_same_rows(get: Get) -> None:
    """The Department's release of 2025 renamed the columns of table C1."""
    renamed = ",referral_count,rereferral_count,rereferral_percent,no_further_action_count,no_further_action_percent"
    assert get(ROW, header=PLACE + renamed).rows == get(ROW).rows


def test_capitals_and_the_order_of_columns_make_no_difference(get: Get) -> None:
    header = (PLACE + REFERRALS).upper().split(",")
    backwards = ",".join(reversed(header))
    row = ",".join(reversed(ROW.split(",")))
    assert get(row, header=backwards).rows == get(ROW).rows


def test_an_areas_own_code_depends_on_the_level_of_the_row(get: Get) -> None:
    """A local authority's row carries its region's and its country's codes too."""
    rows = [f"2024,Reporting year,{area},200,50,25,4,2" for area in (NORTHMERE, ELSEWHERE, THE_FENS, ENGLAND)]
    inner = "2024,Reporting year,Local authority district,E92000001,England,E12009901,,,E06009901,,All,1,1,1,1,1"
    reading = get(*rows, inner)
    assert {(r.area_code, r.area_name) for r in reading.rows} == set(AREAS.items())
    assert (reading.kept, reading.left_out) == (3, 2)


@pytest.mark.parametrize(
    ("time", "period"),
    [
        ("2024,Reporting year", "2023-24"),
        ("2000,Reporting year", "1999-00"),
        ("202324,Financial year", "2023-24"),
        ("2023-24,Financial year", "2023-24"),
        ("199900,Financial year", "1999-00"),
    ],
)
def test_a_year_to_31_march_by_either_name(get: Get, time: str, period: str) -> None:
    assert {r.period for r in get(f"{time},{NORTHMERE},200,50,25,4,2").rows} == {period}


def test_twelve_months_run_from_april_to_march_of_the_next_calendar_year(get: Get) -> None:
    header = PLACE + ",Referrals,April,May,June,July,August,September,October,November,December,January,February,March"
    reading = get(f"2024,Reporting year,{NORTHMERE},78,1,2,3,4,5,6,7,8,9,10,11,12", header=header)
    assert reading.table_name == "cin_c6"
    months = [(r.period, r.value) for r in reading.rows if r.series == "referrals_by_month"]
    assert months == [
        ("2023-04", "1"), ("2023-05", "2"), ("2023-06", "3"), ("2023-07", "4"), ("2023-08", "5"), ("2023-09", "6"),
        ("2023-10", "7"), ("2023-11", "8"), ("2023-12", "9"), ("2024-01", "10"), ("2024-02", "11"),
        ("2024-03", "12"),
    ]  # fmt: skip
    assert figures(reading)["referrals"] == ("", "", "78", "")


def test_a_mid_year_count_is_of_its_own_calendar_year_and_of_one_age_group(get: Get) -> None:
    """In the release of 2025 North East Lincolnshire's 33,681 of mid-2017 stands under 2017."""
    header = PLACE.replace("category", "age_group") + ",population_estimate"
    reading = get(
        f"2017,Reporting year,{NORTHMERE.replace('All', 'Children aged 0 to 17 years')},33681",
        f"2017,Reporting year,{NORTHMERE.replace('All', 'Everybody')},150000", header=header,
    )  # fmt: skip
    assert [(r.series, r.period, r.value) for r in reading.rows] == [("population_0_17", "mid-2017", "33681")]


def test_rows_of_a_long_table_go_to_the_series_that_they_say(get: Get) -> None:
    header = PLACE.replace("category", "population_count") + ",population_estimate,number,rate_per_10000"
    said = ("ceasing to be looked after each year", "looked after at 31 March each year", "with a dog")
    rows = [
        f"2024,Reporting year,{NORTHMERE.replace('All', f'Children {what}')},5000,{n},9"
        for n, what in enumerate(said, start=10)
    ]
    reading = get(*rows, header=header)
    assert figures(reading) == {
        "children_looked_after_ceasing": ("", "", "10", ""),
        "children_looked_after_at_31_march": ("", "", "11", ""),
    }
    assert reading.not_filled == ("children_looked_after_starting",), "no row says that they start: it is said"


def test_a_long_table_in_which_no_row_says_what_is_asked_for_is_refused(get: Get, tmp_path: Path) -> None:
    header = PLACE.replace("category", "age_group") + ",population_estimate"
    with pytest.raises(Mistake) as caught:
        get(f"2017,Reporting year,{NORTHMERE},33681", header=header)
    assert str(caught.value) == (
        f"{tmp_path / 'northmere.csv'}: no row of the board's areas says what population_0_17 asks for; look at "
        "'where' in the table cin_population of the mapping"
    )


def test_two_columns_are_added_up_and_withheld_where_one_of_them_is(get: Get) -> None:
    """48 and 230 of 306 conferences were within 15 days in North East Lincolnshire in 2016-17: 278, as tabulated."""
    header = PLACE + ",Section47,ICPC,Duration_0-10_days,Duration_11-15_days"
    assert figures(get(f"2017,Reporting year,{NORTHMERE},1132,306,48,230", header=header)) == {
        "section_47_enquiries": ("", "", "1132", ""),
        "initial_child_protection_conferences": ("", "", "306", ""),
        "icpc_within_15_working_days": ("278", "306", "", ""),
    }
    withheld = get(f"2025,Reporting year,{NORTHMERE},1002,173,c,147", header=header)
    assert figures(withheld)["icpc_within_15_working_days"] == ("", "173", "", "c")


# Numbers and symbols.


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("200,50,25,4,2", ("50", "200", "25", "")),
        ("200,0,0,4,2", ("0", "200", "0", "")),
        ("0,0,z,0,z", ("0", "0", "", "")),
        ('"1,200",50,4.2,4,2', ("50", "1200", "4.2", "")),
        ('"1,234,567",50,4.2,4,2', ("50", "1234567", "4.2", "")),
        ("200,c,c,4,2", ("", "200", "", "c")),
        ("200,x,x,4,2", ("", "200", "", "x")),
        ("200,z,z,4,2", ("", "200", "", "z")),
        ("200,u,u,4,2", ("", "200", "", "u")),
        ("200,low,low,4,2", ("", "200", "", "low")),
        ("200,k,k,4,2", ("", "200", "", "k")),
        ("200,:,:,4,2", ("", "200", "", ":")),
        ("200,-,-,4,2", ("", "200", "", "-")),
        ("200,C,C,4,2", ("", "200", "", "c")),
        ("200,50,u,4,2", ("50", "200", "", "")),
        ("c,50,c,4,2", ("", "", "", "c")),
        ("x,x,x,x,x", ("", "", "", "x")),
        ("x,c,c,4,2", ("", "", "", "c")),
    ],
)
def test_a_symbol_stays_a_symbol_and_a_number_the_number(
    get: Get, counts: str, expected: tuple[str, str, str, str]
) -> None:
    """A share is withheld where its count or its total is; a true 0 of 0 is two numbers."""
    shown = figures(get(f"2024,Reporting year,{NORTHMERE},{counts}"))["re_referrals_within_12_months"]
    assert shown == expected


def test_a_rate_beside_a_count_without_a_total_is_withheld_with_it(get: Get) -> None:
    header = PLACE + ",CPP_start,CPP_end,CPP_At31,CPP_At31_rate"
    shown = figures(get(f"2024,Reporting year,{NORTHMERE},9,8,7,u", header=header))
    assert shown["cp_plans_at_31_march"] == ("", "", "7", "")
    assert shown["cp_plans_at_31_march_rate"] == ("", "", "", "u")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + f"{PLACE}{REFERRALS}\n{ROW}\n".encode(),
        f"{PLACE}{REFERRALS}\r\n{ROW}\r\n".encode(),
        f"{PLACE}{REFERRALS}\n{ROW}".encode(),
        f"{PLACE}{REFERRALS}\n\n{ROW}\n,,,,\n".replace(",,,,", "").encode(),
        "\n".join(",".join(f'"{x}"' for x in line.split(",")) for line in (PLACE + REFERRALS, ROW)).encode(),
        f"{PLACE}{REFERRALS}\n{ROW.replace('All', chr(34) + 'Northmere, City of' + chr(34))}\n".encode(),
        f"{PLACE}{REFERRALS}\n{ROW.replace(',200', ', 200 ')}\n".encode(),
    ],
    ids=["a byte order mark", "CRLF", "no last line end", "empty lines", "all quoted", "a comma in quotes", "spaces"],
)
def test_what_programs_do_to_a_file_changes_no_row(get: Get, content: bytes) -> None:
    assert get(content=content).rows == get(ROW).rows


# Columns: new ones and missing ones are said, and the rest is used.


def test_columns_that_are_not_known_are_said_and_those_left_out_on_purpose_are_not(get: Get) -> None:
    reading = get(f"{ROW},1,2,3", header=f"{PLACE}{REFERRALS},Referrals_rate,Phone_calls,Visits")
    assert reading.unknown == ("Phone_calls", "Visits")
    assert (reading.missing, reading.not_filled) == ((), ())


def test_a_missing_percentage_is_said_and_the_share_still_stands_on_its_counts(get: Get) -> None:
    header = f"{PLACE},referral_count,rereferral_count,no_further_action_count"
    reading = get(f"2024,Reporting year,{NORTHMERE},200,50,4", header=header)
    assert figures(reading)["re_referrals_within_12_months"] == ("50", "200", "", "")
    assert reading.missing == (
        "rereferral_percent or Re_referrals_percent", "no_further_action_percent or No_Further_Action_percent"
    )  # fmt: skip
    assert reading.not_filled == ()


def test_a_series_whose_column_is_missing_is_said_and_not_guessed(get: Get) -> None:
    reading = get(f"2025,Reporting year,{NORTHMERE},9,8,7", header=f"{PLACE},CPP_start,CPP_end,CPP_At31")
    assert reading.missing == ("CPP_At31_rate",)
    assert reading.not_filled == ("cp_plans_at_31_march_rate",)
    assert "cp_plans_at_31_march_rate" not in figures(reading)


# Bad input, each in one exact sentence.

KNOWN = "c, x, z, u, low, k, :, -"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), ": has a header but no rows; download it again, with every area"),
        (
            (f"2024,Reporting year,{ELSEWHERE},200,50,25,4,2",),
            ": has no row of the board's areas (E06009901, E12009901, E92000001); download it with every area, or see "
            "the codes in params/board.yml",
        ),
        (
            (ROW, f"2023,Reporting year,{NORTHMERE},1,1,1,1,1", ROW.replace(",Northmere", ",Northmere (City)")),
            ", row 4: Northmere (E06009901) stands already in row 2 for 2024; keep one of them",
        ),
        (
            (ROW.replace("2024,R", "20x4,R"),),
            ", row 2, column 'time_period': '20x4' is no year; Reporting year is written like 2024, Financial year "
            "like 202324",
        ),
        (
            (ROW.replace("2024,R", "202324,R"),),
            ", row 2, column 'time_period': '202324' is no year; Reporting year is written like 2024, Financial year "
            "like 202324",
        ),
        (
            (ROW.replace("2024,Reporting", "202325,Financial"),),
            ", row 2, column 'time_period': '202325' is no year; Reporting year is written like 2024, Financial year "
            "like 202324",
        ),
        (
            (ROW.replace("2024,R", "0024,R"),),
            ", row 2, column 'time_period': '0024' is no year; Reporting year is written like 2024, Financial year "
            "like 202324",
        ),
        (
            (ROW.replace("Reporting", "Academic"),),
            ", row 2, column 'time_identifier': 'Academic year' cannot be used; a year to 31 March is a Reporting year "
            "or a Financial year",
        ),
        (
            (ROW.replace(",50,", ",50.5,"),),
            ", row 2, column 'Re_referrals': '50.5' is no count, which is a whole number; look whether the column is "
            "the one that is meant",
        ),
        (
            (ROW.replace(",50,", ",-50,"),),
            ", row 2, column 'Re_referrals': '-50' is below nothing, which no figure here can be; look at the file as "
            "it was published",
        ),
        (
            (ROW.replace(",50,", ",q,"),),
            f", row 2, column 'Re_referrals': 'q' is neither a number nor a symbol that is known ({KNOWN}); look it up "
            "in the publisher's notes",
        ),
        (
            (ROW.replace(",50,", ",,"),),
            f", row 2, column 'Re_referrals': '' is neither a number nor a symbol that is known ({KNOWN}); look it up "
            "in the publisher's notes",
        ),
        (
            (ROW.replace(",50,", ',"50,00",'),),
            f", row 2, column 'Re_referrals': '50,00' is neither a number nor a symbol that is known ({KNOWN}); look "
            "it up in the publisher's notes",
        ),
        (
            (ROW.replace(",25,", ",25%,"),),
            f", row 2, column 'Re_referrals_percent': '25%' is neither a number nor a symbol that is known ({KNOWN}); "
            "look it up in the publisher's notes",
        ),
        ((ROW, "2023,Reporting year"), ", row 3: has too many or too few fields; one for each column"),
        ((ROW + ",7",), ", row 2: has too many or too few fields; one for each column"),
        ((ROW.replace("All", '"A"ll'),), """, row 2: is not CSV (',' expected after '"'); download the file again"""),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_said_in_one_sentence(
    get: Get, tmp_path: Path, rows: tuple[str, ...], said: str
) -> None:
    with pytest.raises(Mistake) as caught:
        get(*rows)
    assert str(caught.value) == f"{tmp_path / 'northmere.csv'}{said}"


def test_a_figure_of_another_area_is_not_looked_at(get: Get) -> None:
    assert len(get(ROW, f"2024,Reporting year,{ELSEWHERE},odd,odd,odd,odd,odd").rows) == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ": is empty; download it again"),
        (b"\n", ": is empty; download it again"),
        (b"\xef\xbb\xbf", ": is empty; download it again"),
        (
            b"PK\x03\x04\x14\x00",
            ": is a zip file or a workbook, not a CSV file; unpack it, or download the data as CSV",
        ),
        (
            b"<!doctype html><p>Sign in", ": is not a CSV file: its first row has no comma; download the data as CSV",
        ),
        (f"{PLACE}{REFERRALS}\n{ROW}".replace("Northmere", "Northmère").encode("cp1252"),
         ": is not UTF-8 text; save it as UTF-8"),
        (f"{PLACE}{REFERRALS}\n{ROW}".encode("utf-16"), ": is not UTF-8 text; save it as UTF-8"),
        (
            f"{PLACE}{REFERRALS},referrals\n{ROW},1\n".encode(),
            ", row 1: the column 'referrals' stands twice; take one out",
        ),
        (
            f"{PLACE}{REFERRALS}\n{ROW}\n".replace("new_la_code", "la_code").encode(),
            ", row 1: the column 'new_la_code' is missing; download the file again, with every column, from Explore "
            "education statistics",
        ),
        (
            f"{PLACE}{REFERRALS},referral_count\n{ROW},1\n".encode(),
            ", row 1: the columns 'referral_count' and 'Referrals' are two names of one thing; take the one out that "
            "is not meant",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_said_in_one_sentence(
    get: Get, tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(Mistake) as caught:
        get(content=content)
    assert str(caught.value) == f"{tmp_path / 'northmere.csv'}{said}"


def test_a_file_that_fits_no_table_is_refused_with_the_columns_found(
    get: Get, tmp_path: Path, project: Project
) -> None:
    with pytest.raises(Mistake) as caught:
        get(f"2024,Reporting year,{NORTHMERE},3", header=f"{PLACE},Phone_calls")
    assert str(caught.value) == (
        f"{tmp_path / 'northmere.csv'}: fits none of the tables that {project.folder / 'params' / 'dfe_columns.yml'} "
        "declares; its columns are country_name, region_name, old_la_code, la_name, category, Phone_calls: add a "
        "column's new name to its table there, or the table"
    )


def test_a_file_that_fits_two_tables_is_refused(get: Get) -> None:
    with pytest.raises(Mistake, match=re.escape("fits the tables cin_d1 and cin_d3 of ")):
        get(f"2024,Reporting year,{NORTHMERE},1,1,1,1", header=f"{PLACE},CPP_start,CPP_end,CPP_At31,CPP_subsequent")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught, open_download(tmp_path / "none.csv"):
        pass
    assert str(caught.value) == f"{tmp_path / 'none.csv'}: there is no such file; name the file that was downloaded"


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(downloads.LARGEST_MEGABYTES * 1_000_000 + 1)
    with pytest.raises(Mistake) as caught, open_download(path):
        pass
    assert str(caught.value) == (
        f"{path}: is larger than 200 MB, the most that is read; download the one table that is wanted"
    )
