"""One edition: what it may see, what it is called, and a page from the cache as from a whole pass."""

from __future__ import annotations

import csv
import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nelscb import released_pages as released_pages_module
from nelscb.edition import Edition, ReleasedPage, open_edition
from nelscb.mistakes import Mistake, WrongCall
from nelscb.numbering import numbered
from nelscb.plan import Project, open_project
from nelscb.quarters import FinancialYear, Quarter, last_day_of
from nelscb.released_pages import release_pages, released_page

PAGE, QUARTER = "p1_early_help", "2016-17-Q4"
CAME_IN = date(2026, 11, 23)
DUE = date(2017, 5, 30)  # 60 days after 31 March 2017
AREAS = ("E06000012", "E08000016", "E92000001")
SERIES = (
    "referrals_by_month", "referrals", "re_referrals_within_12_months", "cp_plans_at_31_march",
    "population_0_17",
    "cp_plans_at_31_march_latest_category_neglect", "cp_plans_at_31_march_latest_category_multiple",
)  # fmt: skip

Copy = Callable[..., Project]


@pytest.fixture(scope="module")
def small(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped project cut down to one chapter, three areas and a few series: a whole pass is short."""
    folder = tmp_path_factory.mktemp("board")
    plan, published = folder / "params" / "plan", folder / "data" / "published"
    plan.mkdir(parents=True)
    shutil.copy(root / "params" / "board.yml", folder / "params")
    shutil.copytree(root / "params" / "quarters", folder / "params" / "quarters")
    for name in ("breakdowns.yml", "foundations.yml", f"{PAGE}.yml"):
        shutil.copy(root / "params" / "plan" / name, plan)
    lines = (root / "params" / "plan" / "coverage.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if ",by figures," not in line]
    (plan / "coverage.csv").write_text("".join(kept), encoding="utf-8")

    shutil.copytree(root / "data" / "published", published)
    keep_rows(published / "published_statistics.csv", lambda r: r["series"] in SERIES and r["area_code"] in AREAS)
    keep_rows(published / "events.csv", lambda r: r["chapters"] == "all" or r["date"] == "2017-01-01", chapters="P1")
    keep_rows(published / "external_evidence.csv", lambda r: r["chapter"] == "P1")
    return open_project(folder)


def keep_rows(path: Path, wanted: Callable[[dict[str, str]], bool], **changed: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row | changed for row in csv.DictReader(file) if wanted(row)]
    assert rows, path.name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def copy(small: Project, tmp_path: Path) -> Copy:
    """A copy of the folder to change, with other days of receipt and an as-of day in the quarter's file."""

    def of(received: dict[str, date] | date | None = None, decided: str | None = None) -> Project:
        folder = tmp_path / "board"
        shutil.copytree(small.folder, folder, ignore=shutil.ignore_patterns("build"))
        declared = folder / "data" / "published" / "sources.yml"
        text = declared.read_text(encoding="utf-8")
        assert text.count(str(CAME_IN)) == 3
        if isinstance(received, date):
            text = text.replace(str(CAME_IN), str(received))
        for name, day in received.items() if isinstance(received, dict) else ():
            head, tail = text.split(f"{name}:", 1)
            text = f"{head}{name}:{tail.replace(str(CAME_IN), str(day), 1)}"
        declared.write_text(text, encoding="utf-8")
        if decided:
            (folder / "params" / "quarters" / f"{QUARTER}.yml").write_text(f"as_of: {decided}\n", encoding="utf-8")
        return replace(small, folder=folder)

    return of


@pytest.fixture(scope="module")
def opened(small: Project) -> Edition:
    return open_edition(small, QUARTER)


# What had come in by when.


@pytest.mark.parametrize(
    ("asked", "decided", "as_of"),
    [
        (None, None, CAME_IN),
        (None, "2027-01-15", date(2027, 1, 15)),
        ("2027-02-20", "2027-01-15", date(2027, 2, 20)),
        (date(2027, 2, 20), None, date(2027, 2, 20)),
        (None, "2026-11-22", date(2026, 11, 22)),
        ("2026-11-22", "2027-01-15", date(2026, 11, 22)),
    ],
    ids=["the last receipt", "the quarter's file", "the call before the file", "a day", "file: too early",
         "call: too early"],
)  # fmt: skip
def test_the_call_says_the_as_of_day_else_the_quarters_file_else_the_last_receipt(
    copy: Copy, asked: str | date | None, decided: str | None, as_of: date
) -> None:
    edition = open_edition(copy(decided=decided), QUARTER, as_of=asked)
    assert edition.as_of == as_of
    known = as_of >= CAME_IN
    assert bool(list(edition.indicators)) == known
    assert bool(edition.assessments) == known
    assert (len(edition.events), len(edition.findings), len(edition.sources)) == ((3, 3, 3) if known else (0, 0, 0))


def test_an_edition_of_a_day_before_anything_came_in_is_all_holes_and_still_an_edition(copy: Copy) -> None:
    edition = open_edition(copy(), QUARTER, as_of="2017-05-30")
    assert (list(edition.indicators), edition.assessments, edition.retrospective) == ([], {}, False)
    page = edition.release(PAGE)
    assert (page.series, page.events, page.findings, page.sources) == ((), (), (), {})
    assert page.returns["P1-04"].state == "not_returned"
    assert page.returns["P1-04"].published == ()


def test_a_board_with_no_files_at_all_has_an_edition_as_of_the_quarters_last_day(copy: Copy) -> None:
    project = copy()
    shutil.rmtree(project.folder / "data")
    edition = open_edition(project, QUARTER)
    assert edition.as_of == date(2017, 3, 31)
    assert list(edition.indicators) == []


@pytest.mark.parametrize("name", ["events.csv", "external_evidence.csv"])
def test_what_came_in_later_than_the_as_of_day_is_not_known_yet(copy: Copy, name: str) -> None:
    project = copy({name: date(2027, 3, 1)})
    before, after = (open_edition(project, QUARTER, as_of=day) for day in ("2027-02-28", "2027-03-01"))
    of = {"events.csv": lambda e: e.events, "external_evidence.csv": lambda e: e.findings}[name]
    assert (len(of(before)), len(of(after))) == (0, 3)
    assert (name in before.sources, name in after.sources) == (False, True)
    assert len(list(before.indicators)) == len(list(after.indicators)) > 0


@pytest.mark.parametrize("name", ["events.csv", "external_evidence.csv"])
def test_the_last_receipt_is_that_of_any_file_so_that_nothing_received_is_left_out_unasked(
    copy: Copy, name: str
) -> None:
    edition = open_edition(copy({name: date(2027, 3, 1)}), QUARTER)
    assert edition.as_of == date(2027, 3, 1)
    assert (len(edition.events), len(edition.findings)) == (3, 3)


@pytest.mark.parametrize(
    ("received", "as_of", "retrospective"),
    [
        (DUE, None, False),
        (DUE, "2030-01-01", False),
        (DUE + timedelta(days=1), None, True),
        (DUE + timedelta(days=1), str(DUE), False),
        (date(2017, 11, 2), "2017-11-02", True),
        (CAME_IN, None, True),
    ],
    ids=[
        "came in on the day the book was due", "and opened years later", "a day too late",
        "but not looked at", "in autumn", "as shipped",
    ],
)  # fmt: skip
def test_an_edition_from_figures_that_came_in_after_the_book_was_due_is_retrospective(
    copy: Copy, received: date, as_of: str | None, retrospective: bool
) -> None:
    edition = open_edition(copy(received), QUARTER, as_of=as_of)
    assert edition.retrospective is retrospective
    assert edition.release(PAGE).retrospective is retrospective


def test_the_day_a_book_is_due_is_the_boards_to_set(copy: Copy) -> None:
    project = copy(DUE)
    sooner = replace(project.board, reporting_calendar=replace(project.board.reporting_calendar, book_due_days=59))
    assert open_edition(replace(project, board=sooner), QUARTER).retrospective


# What ends by when.


@pytest.mark.parametrize("quarter", ["2014-15-Q4", "2015-16-Q2", "2016-17-Q3"])
def test_an_earlier_quarters_edition_sees_no_period_and_no_event_that_ends_later(small: Project, quarter: str) -> None:
    last = Quarter.parse(quarter).last_day
    edition = open_edition(small, quarter)
    ends = [last_day_of(p.period) for s in edition.indicators for p in s.points]
    assert max(ends) <= last
    assert max(ends) > last - timedelta(days=92), "and it sees the quarter itself"
    assert [e.day for e in edition.events if e.day > last] == []
    assert len(edition.events) == sum(day <= last for day in (date(2015, 4, 1), date(2016, 11, 30), date(2017, 1, 1)))
    assert [a.measure for a in edition.assessments.values() if last_day_of(a.period) > last] == []


def test_later_periods_in_the_file_change_nothing_in_an_earlier_edition(copy: Copy) -> None:
    project = copy()
    with_later = open_edition(project, "2015-16-Q4")
    keep_rows(
        project.published / "published_statistics.csv",
        lambda r: r["period"] < "2016-04" or r["period"] in ("mid-2012", "mid-2013", "mid-2014", "mid-2015"),
    )
    without = open_edition(project, "2015-16-Q4")

    def seen(edition: Edition) -> dict[tuple[str, ...], list[tuple[object, ...]]]:
        return {
            (s.area, s.measure, s.frequency, s.category): [(p.period, p.value, p.state) for p in s.points]
            for s in edition.indicators
        }

    assert seen(with_later) == seen(without) != {}
    assert with_later.assessments == without.assessments != {}


def test_the_quarter_itself_is_its_last_point(opened: Edition) -> None:
    series = opened.indicators.series("P1-01", "quarter", "E06000012")
    assert series.last.period == Quarter.parse(QUARTER)
    years = opened.indicators.series("P1-01", "year", "E06000012")
    assert years.last.period == FinancialYear(2016)


# Calls that cannot be answered.


@pytest.mark.parametrize(
    ("quarter", "name", "as_of", "said"),
    [
        (QUARTER, "both", None, "'both' is no edition: there are board and public"),
        (QUARTER, "", None, "'' is no edition"),
        ("2016-17-Q5", "board", None, "'2016-17-Q5' is not a quarter: write it like 2016-17-Q4"),
        ("2016-17", "board", None, "'2016-17' is not a quarter"),
        (QUARTER, "board", "31/05/2017", "'31/05/2017' is not a day: write it like 2017-03-31"),
        (QUARTER, "board", "2017-02-30", "'2017-02-30' is not a day"),
    ],
)
def test_a_call_that_cannot_be_answered_is_refused_by_every_door_before_a_file_is_read(
    tmp_path: Path, quarter: str, name: str, as_of: str | None, said: str
) -> None:
    for door in (
        lambda: open_edition(tmp_path, quarter, name, as_of),
        lambda: released_page(tmp_path, PAGE, quarter, name, as_of, number=numbered),
    ):
        with pytest.raises(WrongCall) as caught:
            door()
        assert str(caught.value).startswith(said)
        assert caught.value.exit_code == 2


def test_what_the_board_knows_does_not_go_out_under_the_publics_name(demo_edition: Edition) -> None:
    with pytest.raises(Mistake, match=r"would show the public .* which is withheld"):
        replace(demo_edition, name="public").release("p3_child_sexual_exploitation")


# What a page may see.


def test_a_chapters_page_sees_its_measures_in_every_area_that_is_compared(opened: Edition) -> None:
    page = opened.release(PAGE)
    assert {s.area for s in page.series} == set(AREAS)
    assert {s.measure for s in page.series} <= opened.project.plan.measures.keys()
    assert page.find("P1-05", "day").area == "E06000012"
    assert page.assessment("P1-05", "day") is opened.assessments["P1-05/day"]
    assert set(page.returns) == set(opened.project.plan.measures)


def test_the_prose_sees_every_measure_in_every_area_that_is_compared(opened: Edition) -> None:
    page = opened.release("book")
    assert {s.area for s in page.series} == set(AREAS)
    assert {s.measure for s in page.series} == {s.measure for s in opened.indicators}


def test_a_real_chapter_sees_its_own_measures_events_and_findings_and_what_its_exhibits_ask_for(
    edition: Edition,
) -> None:
    chapter = edition.project.plan.chapter("p2_neglect")
    page = edition.release(chapter.slug)
    own = {m.id for m in chapter.measures}
    asked = {m for request in chapter.exhibits for m in request.measures}
    plan = edition.project.plan.measures
    assert asked - own == {"P1-05"}, "plans by category are returned under early help"
    assert {s.category for s in page.series if s.measure == "P1-05"} > {"", "Neglect"}
    assert {s.measure for s in page.series} <= {plan[m].alias_of or m for m in own | asked}
    assert own | asked <= page.returns.keys()
    assert {f.chapter for f in page.findings} == {"P2"}
    assert [e.short for e in page.events] == ["the plan began", "the plan's review date passed"]
    assert {key: edition.assessments[key] for key in page.assessments} == page.assessments


# The cache.


@pytest.fixture
def no_whole_pass(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on, whoever needs a whole pass fails."""

    def forbid() -> None:
        def refuse(*_: object) -> Edition:
            raise AssertionError("a whole pass was made")

        monkeypatch.setattr(released_pages_module, "open_edition", refuse)

    return forbid


def cached(project: Project) -> set[str]:
    return {path.name for path in (project.build / ".cache" / "released").glob("*")}


def folder_of(project: Project) -> str:
    """The name of the folder in which a page of the board's edition would be kept now."""
    return released_pages_module._cache_folder(project, Quarter.parse(QUARTER), "board", None).name


def test_a_page_run_alone_is_the_page_of_the_whole_pass_from_the_cache_or_not(
    copy: Copy, no_whole_pass: Callable[[], None]
) -> None:
    project = copy()
    whole = open_edition(project, QUARTER).release(PAGE)
    _, first = released_page(project.folder, PAGE, QUARTER, number=numbered)
    no_whole_pass()
    again_project, again = released_page(str(project.folder), PAGE, Quarter.parse(QUARTER), number=numbered)
    assert first == again == whole
    assert again_project.plan == project.plan
    assert cached(project) == {folder_of(project)}
    assert [p.name for p in (project.build / ".cache" / "released").rglob("*.*")] == [f"{PAGE}.json"]


def test_the_pages_of_a_build_are_found_by_the_notebooks_that_ask_for_the_same_edition(
    copy: Copy, no_whole_pass: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy()
    pages = release_pages(open_edition(project, QUARTER, as_of="2027-01-15"), [PAGE, "index"], "2027-01-15")
    no_whole_pass()
    monkeypatch.setattr(released_pages_module, "open_project", lambda _: project)
    for name in (PAGE, "index"):
        assert released_page(project.folder, name, QUARTER, as_of=date(2027, 1, 15), number=numbered)[1] == pages[name]
    for other in ({"quarter": "2016-17-Q3"}, {"as_of": "2027-01-16"}, {"as_of": None}, {"page": "glossary"}):
        call = {"page": PAGE, "quarter": QUARTER, "as_of": "2027-01-15"} | other
        with pytest.raises(AssertionError, match="a whole pass was made"):
            released_page(project.folder, **call, number=numbered)


def test_a_page_that_says_the_same_as_one_that_was_read_is_not_read_again(
    copy: Copy, no_whole_pass: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy()
    pages = release_pages(open_edition(project, QUARTER), ["tracker", "what_changed"], None)
    folder = released_pages_module.folder_of_pages(project, QUARTER, "board", None)
    no_whole_pass()
    monkeypatch.setattr(released_pages_module, "open_project", lambda _: project)
    monkeypatch.setattr(released_pages_module, "_READ", [])
    released_pages_module.read_for_all(str(folder / "tracker.json"))
    told: list[bytes] = []

    def reading(content: bytes) -> ReleasedPage:
        told.append(content)
        return released_pages_module.reader_of_pages().validate_json(content)

    monkeypatch.setattr(ReleasedPage, "from_json", reading)
    for name, found in pages.items():
        assert released_page(project.folder, name, QUARTER, number=numbered)[1] == found
    assert not told
    path = folder / "what_changed.json"
    path.write_bytes(path.read_bytes().replace(b'"draft":false', b'"draft":true'))
    assert released_page(project.folder, "what_changed", QUARTER, number=numbered)[1].draft
    assert len(told) == 1


def test_any_changed_renamed_new_or_missing_input_file_makes_another_cache_folder(copy: Copy) -> None:
    project = copy()
    unchanged, files = folder_of(project), project.input_files()
    assert {f.name for f in files} >= {
        "board.yml", f"{QUARTER}.yml", f"{PAGE}.yml", "breakdowns.yml", "foundations.yml", "coverage.csv",
        "published_statistics.csv", "events.csv", "external_evidence.csv", "sources.yml",
    }  # fmt: skip
    names = {unchanged}
    for path in files:
        content, elsewhere = path.read_bytes(), path.with_name(f"renamed{path.suffix}")
        path.write_bytes(content + b"\n")
        names.add(folder_of(project))
        path.write_bytes(content)
        path.rename(elsewhere)
        names.add(folder_of(project))
        elsewhere.unlink()
        names.add(folder_of(project))
        path.write_bytes(content)
        assert folder_of(project) == unchanged, f"{path.name} is as it was"
    (project.folder / "data" / "returns").mkdir()
    (project.folder / "data" / "returns" / "new.csv").write_bytes(b"")
    names.add(folder_of(project))
    assert len(names) == 1 + 3 * len(files) + 1


def test_what_the_machine_made_and_the_stories_told_of_it_change_no_figure(copy: Copy) -> None:
    project = copy()
    before = folder_of(project)
    for name in ("build", "notebooks", "book"):
        (project.folder / name).mkdir()
        (project.folder / name / "new.md").write_text("x", encoding="utf-8")
    assert folder_of(project) == before


def test_another_quarter_edition_as_of_day_or_version_of_the_code_has_another_cache_folder(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    quarter = Quarter.parse(QUARTER)
    calls = [
        (quarter, "board", None), (quarter - 1, "board", None), (quarter, "public", None),
        (quarter, "board", CAME_IN), (quarter, "board", CAME_IN + timedelta(days=1)),
    ]  # fmt: skip
    names = {released_pages_module._cache_folder(small, *call).name for call in calls}
    monkeypatch.setattr(released_pages_module, "code_and_libraries", lambda: "another version")
    names |= {released_pages_module._cache_folder(small, *call).name for call in calls}
    assert len(names) == 10


def test_a_borrowed_plan_that_changes_makes_another_cache_folder(copy: Copy, tmp_path: Path) -> None:
    project = copy()
    (project.folder / "params" / "plan").rename(tmp_path / "shared_plan")
    borrower = replace(project, board=replace(project.board, plan="../shared_plan"))
    before = folder_of(borrower)
    with (tmp_path / "shared_plan" / "breakdowns.yml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert folder_of(borrower) != before


# What is kept can be read back.


@pytest.mark.parametrize("name", [PAGE, "o7_emotional_health", "index"])
def test_a_released_page_comes_back_from_its_json_as_it_was(edition: Edition, name: str) -> None:
    """The page with the most, a page with a mean score, and one that sees everything of the board's own."""
    page = edition.release(name)
    kept = page.to_json()
    back = ReleasedPage.from_json(kept)
    assert back == page
    assert back.to_json() == kept
    kinds = {type(p.period) for s in back.series for p in s.points}
    assert kinds <= {Quarter, FinancialYear, date}
    assert len(kinds) >= 1


def test_a_limit_without_end_comes_back_without_end(opened: Edition) -> None:
    """A ratio to 0 events has no upper limit."""
    page = opened.release(PAGE)
    series = page.find("P1-05", "day")
    open_ended = replace(series.points[0], low=0.0, high=math.inf)
    page = replace(page, series=(replace(series, points=(open_ended,)),))
    back = ReleasedPage.from_json(page.to_json())
    assert back == page
    assert back.series[0].points[0].high == math.inf


def test_withheld_zero_and_missing_come_back_as_three_different_things(opened: Edition) -> None:
    page = opened.release(PAGE)
    series = page.find("P1-05", "day")
    zero = replace(series.points[0], numerator=0.0, value=0.0)
    withheld = replace(series.points[1], numerator=None, value=None, state="suppressed_by_publisher")
    missing = replace(series.points[2], numerator=None, value=None, state="not_returned")
    page = replace(page, series=(replace(series, points=(zero, withheld, missing)),))
    back = ReleasedPage.from_json(page.to_json()).series[0].points
    assert [(p.value, p.numerator, p.state) for p in back] == [
        (0.0, 0.0, "reported"), (None, None, "suppressed_by_publisher"), (None, None, "not_returned"),
    ]  # fmt: skip
