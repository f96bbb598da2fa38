"""The illustrative board: invented throughout, complete, repeatable, and wrong only where it is meant to be."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from nelscb.plan import Project, open_project
from nelscb.published import read_events, read_findings, read_published_figures, read_sources
from nelscb.quarters import Quarter
from nelscb.returns.acceptance import accepted_and_open
from nelscb.returns.intake import Intake, read_returns

LAST = Quarter.parse("2016-17-Q4")
REAL_NAMES = re.compile(
    "Lincolnshire|NELC|NELSCB|Grimsby|Cleethorpes|Immingham|Humberside|NLAG|Goole|Ofsted|Barnsley|Doncaster|Redcar"
    "|Rotherham|St\\.? Helens|Tameside|Telford|Wrekin|Wakefield|Wigan|Yorkshire|The Humber|Department for"
    "|National Statistics|Women's Aid|Triex|tri\\.x|Public Health England|Crown|NHS|E0[68]0000|E1200000|E9200000"
)


@pytest.fixture(scope="module")
def havenshire(root: Path) -> Project:
    return open_project(root / "examples" / "havenshire")


@pytest.fixture(scope="module")
def intake(havenshire: Project) -> Intake:
    return read_returns(havenshire)


@pytest.fixture(scope="module")
def invented(havenshire: Project) -> Iterator[Callable[[str], ModuleType]]:
    """Any module of the generator by its name."""
    sys.path.insert(0, str(havenshire.folder))
    yield lambda name: importlib.import_module(f"invented.{name}")
    sys.path.remove(str(havenshire.folder))


def test_the_board_says_that_it_is_illustrative(havenshire: Project) -> None:
    assert havenshire.board.illustrative
    assert all(code.startswith("HV") for code in havenshire.board.areas)


def test_every_proposed_measure_is_asked_for(havenshire: Project) -> None:
    proposed = {m.id for m in havenshire.plan.measures.values() if m.standing == "proposed" and not m.alias_of}
    assert proposed <= set(havenshire.board.adopted_measures)


def test_every_measure_asked_for_has_a_row_in_the_last_quarter(intake: Intake) -> None:
    there = {f.measure for f in intake.figures if f.period == LAST}
    asked = {measure for asked in intake.asked.values() for measure in asked.all}
    assert asked - there == set()


def test_every_breakdown_asked_for_has_a_row_in_the_last_quarter(intake: Intake) -> None:
    there = {(f.measure, f.breakdown) for f in intake.figures if f.period == LAST}
    asked = {(m.id, name) for a in intake.asked.values() for name, ms in a.breakdowns.items() for m in ms}
    # Its total is withheld, and of its categories nothing is said then.
    assert asked - there == {("O9-03", "category_of_death")}


def test_every_sub_group_sent_something_in_every_quarter_but_one(havenshire: Project, intake: Intake) -> None:
    sent = {(str(read.file.quarter), read.file.sub_group) for read in intake.files}
    quarters = [str(LAST - back) for back in range(20)]
    missing = {(q, s) for q in quarters for s in havenshire.board.sub_groups} - sent
    assert missing == {("2015-16-Q2", "missing")}


def test_everything_is_illustrative(havenshire: Project, intake: Intake) -> None:
    sources = read_sources(havenshire.published)
    published = read_published_figures(havenshire.published, havenshire.plan, sources, "illustrative")
    assert published
    assert {f.provenance for f in (*intake.figures, *published)} == {"illustrative"}
    assert {t.provenance for t in intake.texts} == {"illustrative"}
    for source in sources.values():
        assert "invented for illustration" in source.title
    assert all("nvented" in figure.release for figure in published)
    assert all("nvented" in event.source for event in read_events(havenshire.published, havenshire.plan, sources))
    assert all("nvented" in found.source for found in read_findings(havenshire.published, havenshire.plan, sources))


def test_the_problems_are_those_planned_and_no_others(intake: Intake, invented: Callable[[str], ModuleType]) -> None:
    found = Counter(problem.check for read in intake.files for problem in read.problems)
    assert dict(found) == invented("mishaps").PLANNED
    assert not intake.misplaced


def test_returned_and_published_referrals_agree(havenshire: Project, intake: Intake) -> None:
    sources = read_sources(havenshire.published)
    published = read_published_figures(havenshire.published, havenshire.plan, sources, "illustrative")
    by_quarter = {
        f.period: f.numerator
        for f in published
        if f.area == havenshire.board.area.code and f.measure == "P1-01" and isinstance(f.period, Quarter)
    }
    returned = {f.period: f.numerator for f in intake.figures if f.measure == "P1-01" and not f.breakdown}
    assert by_quarter == returned


def test_one_warning_of_the_last_quarter_is_accepted_in_writing_and_others_are_open(
    havenshire: Project, intake: Intake
) -> None:
    accepted, still_open, unused = accepted_and_open(intake.problems(LAST), havenshire.settings(LAST))
    assert [a.problem.key for a in accepted] == ["jump P4-22 2016-17-Q4 58"]
    assert {p.check for p in still_open} == {"jump", "withheld", "revision"}
    assert not unused


def test_the_exception_is_followed_up_to_its_end(intake: Intake) -> None:
    followed = [t for t in intake.texts if t.kind == "challenge" and t.item == "C-1"]
    challenge = [(str(t.quarter), t.status, t.impact) for t in followed]
    assert [(q, status) for q, status, _ in challenge] == [
        ("2016-17-Q1", "open"),
        ("2016-17-Q2", "answered"),
        ("2016-17-Q3", "closed"),
    ]
    assert challenge[-1][2]


def test_one_sub_group_is_always_late_and_the_others_never(havenshire: Project, intake: Intake) -> None:
    due = havenshire.board.reporting_calendar.returns_due_days
    first: dict[tuple[str, str], int] = {}
    for read in intake.files:
        days = (read.file.received - read.file.quarter.last_day).days - due
        first.setdefault((read.file.sub_group, str(read.file.quarter)), days)
    late = [days for (sub_group, _), days in first.items() if sub_group == "health"]
    assert min(late) >= 10
    assert max(late) <= 40
    assert all(days <= 0 for (sub_group, _), days in first.items() if sub_group != "health")


def test_one_series_is_nothing_in_most_quarters(intake: Intake) -> None:
    rare = [f.numerator for f in intake.figures if f.measure == "P3-05" and not f.breakdown]
    assert len(rare) / 2 < rare.count(0) < len(rare)


def test_stocks_are_the_stock_before_with_those_who_came_and_without_those_who_left(
    invented: Callable[[str], ModuleType],
) -> None:
    children = invented("children").children().series
    for stock, came, went in (
        ("P1-05", "plans starting", "plans ending"),
        ("P1-08", "starting to be looked after", "ceasing to be looked after"),
        ("children in need", "episodes starting", "episodes ending"),
    ):
        before, after = children[stock][:-1], children[stock][1:]
        assert (after == before + children[came][1:] - children[went][1:]).all()


def test_no_real_place_or_body_is_named_in_any_file(havenshire: Project) -> None:
    # One names what it keeps out of the score cards, the other has the plan's own cautions, which are borrowed.
    generator = {"files.py", "measures.json"}
    found = []
    for path in sorted(havenshire.folder.rglob("*")):
        inside = path.relative_to(havenshire.folder).parts
        if not path.is_file() or inside[0] == "build" or "__pycache__" in inside or path.name in generator:
            continue
        for part in _texts(path):
            found += [f"{path.name}: {name}" for name in set(REAL_NAMES.findall(part))]
    assert found == []


def _texts(path: Path) -> list[str]:
    if path.suffix != ".xlsx":
        return [path.read_text(encoding="utf-8")]
    with zipfile.ZipFile(path) as workbook:
        return [workbook.read(name).decode("utf-8") for name in workbook.namelist() if name.endswith(".xml")]


@pytest.mark.book
def test_the_generator_gives_the_same_files_again(havenshire: Project, tmp_path: Path) -> None:
    command = [sys.executable, str(havenshire.folder / "make_data.py"), str(tmp_path)]
    subprocess.run(command, check=True, cwd=havenshire.folder.parents[1])
    there, again = havenshire.folder / "data", tmp_path / "data"
    # What was signed off is filed once and for all, and made by nobody again.
    filed = there / "editions"
    names = {p.relative_to(there) for p in there.rglob("*") if p.is_file() and not p.is_relative_to(filed)}
    assert names == {p.relative_to(again) for p in again.rglob("*") if p.is_file()}
    assert [str(n) for n in sorted(names) if _content(there / n) != _content(again / n)] == []


def _content(path: Path) -> bytes | list[tuple[str, tuple[int, ...], bytes]]:
    """A file's bytes; of a workbook its parts, because every version of zlib packs them in its own way."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as workbook:
        return [(part.filename, part.date_time, workbook.read(part)) for part in workbook.infolist()]
