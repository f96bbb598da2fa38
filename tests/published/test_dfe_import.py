"""Downloads into a board's folder: a new file each, revisions listed, and all of it or nothing."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from nelscb.core_data import Ledger
from nelscb.edition import open_edition
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project, open_project
from nelscb.plan.board import Area
from nelscb.published import (
    Imported,
    import_downloads,
    mapping_file,
    read_published_figures,
    read_sources,
    report_lines,
)
from nelscb.published import imports as imports_module
from nelscb.quarters import FinancialYear, Quarter

FIRST, SECOND = date(2024, 11, 1), date(2025, 11, 3)
PLACE = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code"
PLACE += ",new_la_code,la_name,category"
OLD_NAMES = ",Referrals,Re_referrals,Re_referrals_percent,No_Further_Action,No_Further_Action_percent"
NEW_NAMES = ",referral_count,rereferral_count,rereferral_percent,no_further_action_count,no_further_action_percent"
MONTHS = ",Referrals,April,May,June,July,August,September,October,November,December,January,February,March"
NORTHMERE = "Reporting year,Local authority,E92000001,England,E12009901,The Fens,990,E06009901,Northmere,All"
SOUTHMERE = "Reporting year,Local authority,E92000001,England,E12009901,The Fens,991,E06009902,Southmere,All"
ELSEWHERE = "Reporting year,Local authority,E92000001,England,E12009901,The Fens,992,E06009903,Eastmere,All"
WRITTEN = "dfe_2024-11-01_cin_c1.csv"


@pytest.fixture
def board(project: Project, tmp_path: Path) -> Project:
    """An invented board with nothing published yet, that follows the shipped plan."""
    places = {
        "area": Area("E06009901", "Northmere"), "neighbours": (Area("E06009902", "Southmere"),),
        "region": Area("E12009901", "The Fens"),
    }  # fmt: skip
    invented = replace(project.board, illustrative=True, plan=str(project.plan_folder), **places)
    (tmp_path / "board").mkdir()
    return replace(project, folder=tmp_path / "board", board=invented)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The release of 2024: two years of Northmere, one of a neighbour, one of nobody's."""
    return download(
        tmp_path / "c1_2023_to_2024.csv", PLACE + OLD_NAMES,
        f"2024,{NORTHMERE},200,50,25,4,2", f"2023,{NORTHMERE},180,c,c,0,0",
        f"2024,{SOUTHMERE},300,60,20,30,10", f"2024,{ELSEWHERE},1,1,1,1,1",
    )  # fmt: skip


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The release of 2025 with renamed columns: a year more, and three figures of 2023-24 and before revised."""
    return download(
        tmp_path / "c1_2023_to_2025.csv", PLACE + NEW_NAMES + ",Phone_calls",
        f"2025,{NORTHMERE},210,40,19,5,2.4,7", f"2024,{NORTHMERE},202,50,24.8,4,2,7",
        f"2023,{NORTHMERE},180,6,3.3,0,0,7", f"2024,{SOUTHMERE},300,60,20,c,c,7",
    )  # fmt: skip


def download(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def import_one(board: Project, path: Path, received: date = FIRST, release: str | None = None) -> Imported:
    (imported,) = import_downloads(board, [path], received, release)
    return imported


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def lines(imported: Imported, board: Project) -> list[str]:
    return [line.strip() for line in report_lines(imported, mapping_file(board))]


# What is written.


def test_a_download_becomes_a_file_of_its_own_that_is_declared(board: Project, first: Path) -> None:
    imported = import_one(board, first)
    assert imported.file == board.published / WRITTEN
    with imported.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 9
    assert rows[1] == {
        "series": "re_referrals_within_12_months", "area_code": "E06009901", "area_name": "Northmere",
        "period": "2023-24", "numerator": "50", "denominator": "200", "value": "25", "unit": "percent", "symbol": "",
        "source_table": "CIN C1", "release": "Characteristics of children in need, 2023 to 2024 (release of 2024)",
    }  # fmt: skip
    source = read_sources(board.published)[WRITTEN]
    assert source.received == FIRST
    assert source.title == (
        "Referrals and re-referrals, 2022-23 to 2023-24, from Characteristics of children in need, 2023 to 2024 "
        "(release of 2024)"
    )
    assert (source.publisher, source.licence) == ("Department for Education", "Open Government Licence v3.0")
    assert {p.name for p in board.published.iterdir()} == {WRITTEN, "sources.yml"}


def test_the_columns_are_those_of_the_file_that_is_shipped(board: Project, project: Project, first: Path) -> None:
    written = import_one(board, first).file
    assert written is not None
    shipped = (project.published / "published_statistics.csv").read_text(encoding="utf-8").splitlines()[0]
    assert written.read_text(encoding="utf-8").splitlines()[0] == shipped


def test_what_stood_there_is_not_touched_and_comments_are_kept(project: Project, tmp_path: Path) -> None:
    shutil.copytree(project.published, tmp_path / "real" / "data" / "published")
    real = replace(project, folder=tmp_path / "real", board=replace(project.board, plan=str(project.plan_folder)))
    before = content(real.published)
    path = download(tmp_path / "c1_2024.csv", PLACE + OLD_NAMES, f"2024,{NORTHMERE},200,50,25,4,2".replace(
        "E06009901", "E06000012"))  # fmt: skip
    import_one(real, path, date(2026, 11, 23))
    after = content(real.published)
    declared, declared_before = after.pop("sources.yml"), before.pop("sources.yml")
    assert declared.startswith(declared_before)
    assert after.items() >= before.items()
    assert set(after) - set(before) == {"dfe_2026-11-23_cin_c1.csv"}
    assert list(yaml.safe_load(declared))[-1] == "dfe_2026-11-23_cin_c1.csv"


def test_a_second_file_of_a_day_and_table_gets_a_number(board: Project, first: Path, second: Path) -> None:
    imported = import_downloads(board, [second, first], SECOND)
    assert [i.file.name for i in imported if i.file] == ["dfe_2025-11-03_cin_c1.csv", "dfe_2025-11-03_cin_c1-2.csv"]
    assert [i.comparison.reading.path for i in imported] == [first, second], "the older release first"


def test_the_figures_are_the_boards_and_a_later_release_has_the_last_word(
    board: Project, first: Path, second: Path
) -> None:
    import_one(board, first)
    import_one(board, second, SECOND)
    figures = read_published_figures(board.published, board.plan, read_sources(board.published), "illustrative")
    ledger = Ledger.of(figures)

    def re_referrals(cut: Ledger) -> dict[str, tuple[float | None, float | None, str]]:
        return {
            str(f.period): (f.numerator, f.denominator, f.state)
            for f in cut.current().figures()
            if (f.measure, f.area) == ("P1-04", "E06009901")
        }

    assert re_referrals(ledger.received_by(FIRST)) == {
        "2022-23": (None, 180, "suppressed_by_publisher"), "2023-24": (50, 200, "reported"),
    }  # fmt: skip
    assert re_referrals(ledger) == {
        "2022-23": (6, 180, "reported"), "2023-24": (50, 202, "reported"), "2024-25": (40, 210, "reported"),
    }  # fmt: skip
    assert {f.provenance for f in figures} == {"illustrative"}
    assert {f.period for f in figures} == {FinancialYear(year) for year in (2022, 2023, 2024)}


def test_an_illustrative_boards_edition_says_that_its_figures_are(board: Project, first: Path) -> None:
    import_one(board, first)
    edition = open_edition(board, "2023-24-Q4")
    points = [p for series in edition.indicators for p in series.points]
    assert {p.provenance for p in points} == {"illustrative"}


# What is said.


def test_a_first_import_says_what_is_new_and_what_was_left_out(board: Project, first: Path) -> None:
    assert lines(import_one(board, first), board) == [
        "c1_2023_to_2024.csv: CIN C1, Referrals and re-referrals; Characteristics of children in need, 2023 to 2024 "
        "(release of 2024)",
        "3 rows of the board's areas kept, 1 of other areas left out",
        "0 figures revised, 9 new (referrals 3, re_referrals_within_12_months 3, referrals_no_further_action 3), "
        "0 unchanged",
        f"written: {board.published / WRITTEN}",
    ]


def test_every_revision_is_listed_symbols_too(board: Project, first: Path, second: Path) -> None:
    import_one(board, first)
    said = lines(import_one(board, second, SECOND), board)
    releases = (
        "(Characteristics of children in need, 2023 to 2024 (release of 2024) → Characteristics of children in need, "
        "2023 to 2025 (release of 2025))"
    )
    assert said[1:] == [
        "4 rows of the board's areas kept, 0 of other areas left out",
        f"columns not known, and not used: Phone_calls (see {mapping_file(board)})",
        f"revised: Northmere, referrals, 2023-24: 200 → 202 {releases}",
        f"revised: Northmere, re_referrals_within_12_months, 2023-24: 50 of 200 (25) → 50 of 202 (24.8) {releases}",
        f"revised: Northmere, referrals_no_further_action, 2023-24: 4 of 200 (2) → 4 of 202 (2) {releases}",
        f"revised: Northmere, re_referrals_within_12_months, 2022-23: c of 180 → 6 of 180 (3.3) {releases}",
        f"revised: Southmere, referrals_no_further_action, 2023-24: 30 of 300 (10) → c of 300 {releases}",
        "5 figures revised, 3 new (referrals 1, re_referrals_within_12_months 1, referrals_no_further_action 1), "
        "4 unchanged",
        f"written: {board.published / 'dfe_2025-11-03_cin_c1.csv'}",
    ]


def test_columns_that_are_missing_and_what_they_would_fill_are_said(board: Project, tmp_path: Path) -> None:
    path = download(tmp_path / "d1_2024.csv", f"{PLACE},CPP_start,CPP_end,CPP_At31", f"2024,{NORTHMERE},3,2,1")
    said = lines(import_one(board, path), board)
    assert said[2:4] == [
        f"columns missing: CPP_At31_rate (if one has a new name, add it to {mapping_file(board)})",
        "no figure for: cp_plans_at_31_march_rate",
    ]


def test_the_same_file_again_says_so_and_writes_nothing(board: Project, first: Path) -> None:
    import_one(board, first)
    before = content(board.folder)
    again = import_one(board, first, SECOND)
    assert again.file is None
    assert lines(again, board)[-2:] == [
        "0 figures revised, 0 new, 9 unchanged", "nothing new, so nothing is written"
    ]  # fmt: skip
    assert content(board.folder) == before


def test_a_file_given_twice_in_one_call_is_written_once(board: Project, first: Path) -> None:
    once, again = import_downloads(board, [first, first], FIRST)
    assert once.file is not None
    assert again.file is None


def test_an_older_release_fills_gaps_and_never_has_the_last_word(board: Project, first: Path, second: Path) -> None:
    import_one(board, second)
    older = import_one(board, first, SECOND)
    assert older.file is None
    assert lines(older, board)[-3:] == [
        "0 figures revised, 0 new, 0 unchanged",
        "9 figures left out, which a later release gives already",
        "nothing new, so nothing is written",
    ]
    years = download(
        first.with_name("c1_2022_to_2024.csv"), PLACE + OLD_NAMES,
        f"2022,{NORTHMERE},150,30,20,1,0.7", f"2024,{NORTHMERE},200,50,25,4,2",
    )  # fmt: skip
    filled = import_one(board, years, SECOND)
    assert {row.period for row in filled.comparison.rows} == {"2021-22"}
    assert filled.comparison.from_later_release == 3


def test_the_months_of_a_year_are_the_later_releases(board: Project, tmp_path: Path) -> None:
    early = download(tmp_path / "c6_2024.csv", PLACE + MONTHS, f"2024,{NORTHMERE},78,1,2,3,4,5,6,7,8,9,10,11,12")
    late = download(tmp_path / "c6_2025.csv", PLACE + MONTHS, f"2024,{NORTHMERE},79,1,2,4,4,5,6,7,8,9,c,11,12")
    import_one(board, early)
    import_one(board, late, SECOND)
    ledger = Ledger.of(read_published_figures(board.published, board.plan, read_sources(board.published)))
    quarters = {
        str(f.period): f.numerator if f.state == "reported" else f.state
        for f in ledger.current().figures()
        if isinstance(f.period, Quarter)
    }
    assert quarters == {
        "2023-24-Q1": 7, "2023-24-Q2": 15, "2023-24-Q3": 24, "2023-24-Q4": "suppressed_by_publisher",
    }  # fmt: skip


# The release.


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("c1_2013_to_2024", "Characteristics of children in need, 2013 to 2024 (release of 2024)"),
        ("c1-2013-to-2024 (1)", "Characteristics of children in need, 2013 to 2024 (release of 2024)"),
        ("cin_2024_c1", "Characteristics of children in need (release of 2024)"),
    ],
)
def test_the_release_is_taken_from_the_files_name(board: Project, first: Path, name: str, release: str) -> None:
    imported = import_one(board, first.rename(first.with_name(f"{name}.csv")))
    assert imported.comparison.reading.release == release


def test_the_release_that_is_named_counts_before_the_files_name(board: Project, first: Path) -> None:
    named = import_one(board, first, release=" Children in need, release of 2025 ")
    assert {row.release for row in named.comparison.rows} == {"Children in need, release of 2025"}


@pytest.mark.parametrize("name", ["c1", "c1_2023_2024", "c1_20241031", "c1_1234"])
def test_a_file_whose_name_says_no_release_is_refused(board: Project, first: Path, name: str) -> None:
    path = first.rename(first.with_name(f"{name}.csv"))
    with pytest.raises(WrongCall) as caught:
        import_one(board, path)
    assert str(caught.value) == (
        f"{path}: its name does not say which release it is of; say it with --release "
        '"Characteristics of children in need (release of 2025)"'
    )
    assert not board.published.exists()


@pytest.mark.parametrize("release", ["", " ", "two\nlines"])
def test_a_release_that_is_none_is_refused(board: Project, first: Path, release: str) -> None:
    with pytest.raises(WrongCall) as caught:
        import_one(board, first, release=release)
    assert str(caught.value) == (
        f'--release {release!r} names no release; write it like "Characteristics of children in need (release of 2025)"'
    )


def test_a_population_files_name_says_its_last_mid_year_and_not_its_release(board: Project, tmp_path: Path) -> None:
    header = PLACE.replace("category", "age_group") + ",population_estimate"
    row = f"2024,{NORTHMERE.replace('All', 'Children aged 0 to 17 years')},33522"
    path = download(tmp_path / "ons_mid-year_population_estimates_2012_to_2024.csv", header, row)
    with pytest.raises(WrongCall, match="its name does not say which release it is of"):
        import_one(board, path)


# All of it or nothing.


def test_a_file_cannot_have_come_in_before_what_it_replaces(board: Project, first: Path, second: Path) -> None:
    import_one(board, first, SECOND)
    before = content(board.folder)
    with pytest.raises(WrongCall) as caught:
        import_one(board, second, FIRST)
    assert str(caught.value) == (
        f"{second}: cannot have come in on 2024-11-01, because it gives figures that dfe_2025-11-03_cin_c1.csv gave on "
        "2025-11-03; name that day or a later one with --received"
    )
    assert content(board.folder) == before


def test_one_bad_file_of_several_leaves_everything_as_it_was(board: Project, first: Path, tmp_path: Path) -> None:
    bad = download(tmp_path / "c1_2026.csv", PLACE + OLD_NAMES, f"2026,{NORTHMERE},200,50,25,4,two")
    with pytest.raises(Mistake, match="'two' is neither a number nor a symbol"):
        import_downloads(board, [first, bad], FIRST)
    assert not board.published.exists()


@pytest.mark.parametrize("existing", [False, True])
@pytest.mark.parametrize("step", range(4))
def test_a_write_that_breaks_off_leaves_nothing_behind(
    board: Project, first: Path, second: Path, step: int, existing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped at any step: the file beside, the declaration beside, the first renaming, the last."""
    if existing:
        import_one(board, first)
    before, done = content(board.folder), []

    def stop_at(name: str) -> None:
        real = getattr(Path, name)

        def one(self: Path, *arguments: object, **named: object) -> object:
            if self.parent == board.published:
                done.append(name)
                if len(done) == step + 1:
                    raise KeyboardInterrupt
            return real(self, *arguments, **named)

        monkeypatch.setattr(Path, name, one)

    for name in ("write_bytes", "rename", "replace"):
        stop_at(name)
    with pytest.raises(KeyboardInterrupt):
        import_one(board, second, SECOND)
    assert len(done) == step + 1
    monkeypatch.undo()
    assert content(board.folder) == before
    assert board.published.exists() == existing


def test_a_declaration_that_nothing_can_be_added_to_is_refused(board: Project, first: Path) -> None:
    board.published.mkdir(parents=True)
    (board.published / "sources.yml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        import_one(board, first)
    assert str(caught.value) == (
        f"{board.published / 'sources.yml'}: an entry cannot be added at its end; write the entries one below the other"
    )
    assert set(content(board.folder)) == {"sources.yml"}


def test_a_file_that_is_not_declared_is_said_before_anything_is_written(board: Project, first: Path) -> None:
    board.published.mkdir(parents=True)
    (board.published / "sources.yml").write_text("# nothing yet\n{}\n", encoding="utf-8")
    (board.published / "dfe_old.csv").write_text("series\n", encoding="utf-8")
    with pytest.raises(Mistake, match="does not say where it came from and when"):
        import_one(board, first)


def test_the_line_ends_of_the_declaration_stay_as_they_are(board: Project, first: Path, second: Path) -> None:
    import_one(board, first)
    declaration = board.published / "sources.yml"
    other = declaration.read_bytes().replace(b"\n", b"\r\n")
    declaration.write_bytes(other)
    import_one(board, second, SECOND)
    assert declaration.read_bytes().startswith(other)
    assert list(read_sources(board.published)) == [WRITTEN, "dfe_2025-11-03_cin_c1.csv"]


def test_only_the_end_of_the_declaration_may_lack_its_line_end(board: Project, first: Path, second: Path) -> None:
    import_one(board, first)
    declaration = board.published / "sources.yml"
    declaration.write_text(declaration.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    import_one(board, second, SECOND)
    assert list(read_sources(board.published)) == [WRITTEN, "dfe_2025-11-03_cin_c1.csv"]


def test_nothing_in_the_package_reads_the_clock_but_the_command_line() -> None:
    package = Path(imports_module.__file__).parent.parent
    readers = {
        p.name for p in package.rglob("*.py") if "today()" in p.read_text(encoding="utf-8").replace("_today", "")
    }
    assert readers == {"cli.py"}


# The real board: figures published by the Department for Education under the Open Government Licence v3.0, from
# Characteristics of children in need, releases of 2024 and 2025, tables C1, C6, D1 and D4.

NE_LINCOLNSHIRE = (
    "Reporting year,Local authority,E92000001,England,E12000003,Yorkshire and The Humber,812,E06000012,"
    "North East Lincolnshire,All"
)
ENGLAND = "Reporting year,National,E92000001,England,,,,,,All"
C1_2024 = (
    "Referrals,Referrals_rate,Re_referrals,Re_referrals_percent,No_Further_Action,No_Further_Action_percent,"
    "Not_in_Need,Not_in_Need_percent,Referrals_child,Referrals_child_rate,Re_referrals_child,"
    "Re_referrals_child_percent"
)
C1_2025 = (
    "referral_count,rereferral_count,rereferral_percent,no_further_action_count,no_further_action_percent,"
    "not_in_need_count,not_in_need_percent,referral_child_count,rereferral_child_count,rereferral_child_percent"
)
D1_2024 = (
    "CPP_start,CPP_start_rate,CPP_child_start,CPP_child_start_rate,CPP_end,CPP_end_rate,CPP_child_end,"
    "CPP_child_end_rate,CPP_anypoint,CPP_anypoint_rate,CPP_child_anypoint,CPP_child_anypoint_rate,CPP_At31,"
    "CPP_At31_rate"
)
D4_2024 = (
    "CPP_At31,Neglect_Initial,Physical_Initial,Sexual_Initial,Emotional_Initial,Multiple_Initial,Neglect_Latest,"
    "Physical_Latest,Sexual_Latest,Emotional_Latest,Multiple_Latest"
)
PUBLISHED = {
    "cin_2024_c1.csv": (C1_2024, (
        f"2024,{NE_LINCOLNSHIRE},2264,680.8,618,27.3,0,0,600,26.5,1941,583.6,487,25.1",
        f"2017,{ENGLAND},646120,553.6,141680,21.9,66040,10.2,179930,27.8,571000,489.2,117770,20.6",
    )),
    "cin_2024_c6.csv": (MONTHS[1:], (
        f"2024,{NE_LINCOLNSHIRE},2264,132,177,250,202,227,253,108,139,167,220,190,199",
        f"2017,{ENGLAND},646120,52380,56820,58600,52270,45510,55240,53700,57300,48070,53900,50410,61910",
    )),
    "cin_2024_d1.csv": (D1_2024, (
        f"2024,{NE_LINCOLNSHIRE},258,77.6,255,76.7,303,91.1,303,91.1,540,162.4,536,161.2,237,71.3",
        f"2017,{ENGLAND},66410,56.9,66180,56.7,65420,56.1,65200,55.9,116500,99.8,115210,98.7,51080,43.8",
    )),
    "cin_2024_d4.csv": (D4_2024, (
        f"2024,{NE_LINCOLNSHIRE},237,97,29,9,102,0,106,c,c,107,0",
        f"2017,{ENGLAND},51080,24590,3950,2260,17280,3010,24390,3180,2130,18750,2630",
    )),
    "cin_2025_c1.csv": (C1_2025, (
        f"2025,{NE_LINCOLNSHIRE},2002,429,21.4,0,0,582,29.1,1821,376,20.6",
        f"2024,{NE_LINCOLNSHIRE},2264,618,27.3,0,0,600,26.5,1941,487,25.1",
        f"2017,{ENGLAND},646120,141680,21.9,66040,10.2,179930,27.8,571000,117770,20.6",
    )),
}  # fmt: skip


def test_two_published_releases_go_into_the_real_board_and_out_again_in_an_edition(root: Path, tmp_path: Path) -> None:
    for name in ("params", "data"):
        shutil.copytree(root / name, tmp_path / "real" / name, ignore=shutil.ignore_patterns("returns"))
    real = open_project(tmp_path / "real")
    paths = [download(tmp_path / name, f"{PLACE},{header}", *rows) for name, (header, rows) in PUBLISHED.items()]
    imported = import_downloads(real, paths, date(2026, 11, 23))
    assert [(len(i.comparison.new), len(i.comparison.revisions), i.comparison.unchanged) for i in imported] == [
        (3, 0, 3), (12, 0, 14), (4, 0, 4), (5, 0, 7), (3, 0, 6),
    ]  # fmt: skip
    assert all(not i.comparison.reading.unknown and not i.comparison.reading.missing for i in imported)
    edition = open_edition(real, "2024-25-Q4")
    area = real.board.area.code
    re_referrals = edition.indicators.series("P1-04", "year", area).last
    assert (re_referrals.period, re_referrals.numerator, re_referrals.denominator) == (FinancialYear(2024), 429, 2002)
    quarterly = edition.indicators.series("P1-01", "quarter", area)
    assert quarterly.at(Quarter.parse("2023-24-Q4")).value == 220 + 190 + 199
    neglect = edition.indicators.series("P1-05", "day", area, "category_of_abuse", "Neglect").last
    assert (neglect.period, neglect.numerator) == (date(2024, 3, 31), 106)
    sexual = edition.indicators.series("P1-05", "day", area, "category_of_abuse", "Sexual abuse").last
    assert (sexual.state, sexual.numerator) == ("suppressed_by_publisher", None)
