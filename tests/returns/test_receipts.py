"""Receipts, timeliness, completeness, quality, revisions and as-of, on a board with a handful of returns."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from nelscb.cli import main
from nelscb.edition import PROSE, Edition, open_edition
from nelscb.pages import page_of
from nelscb.plan import open_project
from nelscb.quarters import Quarter
from nelscb.returns.intake import read_returns
from nelscb.returns.receipts import Grade, receipts_of

Rows = list[list[object]]


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "params", tmp_path / "params")
    (tmp_path / "params" / "quarters" / "2016-17-Q4.yml").unlink()
    return tmp_path


def cover(quarter: str, sub_group: str, **more: str) -> Rows:
    told = {"Form": "1", "Sub-group": sub_group, "Quarter": quarter, "Author's role": "Score card author",
            "Date completed": "2012-01-01", "Status": "final", **more}  # fmt: skip
    return [["Cover", label, value] for label, value in told.items()]


def figures(values: Mapping[str, Sequence[object]]) -> Rows:
    head: Rows = [["Figures", "Measure", "Number", "Out of", "Value"]]
    return head + [["Figures", name, *parts] for name, parts in values.items()]


def answers(values: Mapping[str, str]) -> Rows:
    head: Rows = [["Reports", "Measure", "Answer", "Evidence"]]
    return head + [["Reports", name, answer, ""] for name, answer in values.items()]


def send(folder: Path, quarter: str, sub_group: str, day: str, rows: Rows, **more: str) -> None:
    path = folder / "data" / "returns" / quarter / sub_group / f"{day}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cover(quarter, sub_group, **more) + rows)


CHILD_DEATH = {"O9-S1": "yes", "O9-S2": "late", "O9-S3": "not yet"}
MISSING = {"P3-10": ["12", "", ""], "P3-11": ["", "12", ""], "P3-12": ["7", "9", ""]}


def all_of_child_death(folder: Path, quarter: str, day: str) -> None:
    send(folder, quarter, "child_death", day, answers(CHILD_DEATH))


def receipt(folder: Path, sub_group: str, quarter: str = "2016-17-Q4") -> tuple[int, int, int, int]:
    project = open_project(folder)
    found = receipts_of(Quarter.parse(quarter), read_returns(project), project.board)
    one = next(r for r in found if r.sub_group == sub_group)
    return one.asked, one.answered, one.answered_by_due, one.refused


def test_a_complete_return_on_the_due_day_and_one_a_day_late(folder: Path) -> None:
    all_of_child_death(folder, "2016-17-Q4", "2017-04-20")
    assert receipt(folder, "child_death") == (3, 3, 3, 0)
    all_of_child_death(folder, "2016-17-Q3", "2017-01-21")
    assert receipt(folder, "child_death", "2016-17-Q3") == (3, 3, 0, 0)


def test_a_blank_is_no_answer_a_mark_is_one_and_a_refused_row_is_counted_apart(folder: Path) -> None:
    rows = figures({"P3-10": ["N/A", "", ""], "P3-12": ["9", "7", ""]})
    send(folder, "2016-17-Q4", "missing", "2017-04-10", rows)
    assert receipt(folder, "missing") == (6, 1, 1, 1)


def test_nothing_received_is_nothing_of_what_was_asked(folder: Path) -> None:
    assert receipt(folder, "neglect") == (16, 0, 0, 0)


def counted(edition: Edition, measure: str) -> list[tuple[str, float | None, float | None]]:
    series = edition.indicators.series(measure, "quarter", edition.project.board.area.code)
    return [(str(p.period), p.numerator, p.denominator) for p in series.points] if series else []


def test_timeliness_and_completeness_count_from_the_first_quarter_that_anything_was_sent_for(folder: Path) -> None:
    """Eleven sub-groups are asked for something; one sends everything in time, then too late."""
    all_of_child_death(folder, "2016-17-Q3", "2017-01-18")
    all_of_child_death(folder, "2016-17-Q4", "2017-05-02")
    edition = open_edition(folder, "2016-17-Q4")
    assert counted(edition, "O1-03") == [("2016-17-Q3", 1, 11), ("2016-17-Q4", 0, 11)]
    asked = sum(len(a.all) for a in read_returns(edition.project).asked.values())
    assert counted(edition, "X-20") == [("2016-17-Q3", 3, asked), ("2016-17-Q4", 0, asked)]


def test_a_board_that_was_given_no_return_has_no_timeliness(edition: Edition) -> None:
    """Nothing can be said of who was late where nothing was given to this book."""
    assert counted(edition, "O1-03") == [] == counted(edition, "X-20")


def state(edition: Edition, measure: str) -> str:
    return edition.release(edition.project.plan.chapter_of(measure).slug).returns[measure].state


def test_what_is_not_there_is_not_due_or_not_returned_or_refused(folder: Path) -> None:
    send(folder, "2016-17-Q4", "missing", "2017-04-10", figures({"P3-12": ["9", "7", ""], "P3-10": ["N/A", "", ""]}))
    send(folder, "2016-17-Q4", "neglect", "2017-04-11", [], Quarter="2016-17-Q3")
    on_the_day = open_edition(folder, "2016-17-Q4", as_of="2017-04-20")
    wanted = {
        "P3-12": "refused",
        "P3-10": "not_applicable",
        "P3-11": "not_returned",
        "P2-03a": "refused",
        "P1-02": "not_due",
    }
    assert {measure: state(on_the_day, measure) for measure in wanted} == wanted
    assert state(open_edition(folder, "2016-17-Q4", as_of="2017-04-21"), "P1-02") == "not_returned"


def test_an_earlier_as_of_gives_the_earlier_figure_and_a_later_one_the_revision(folder: Path) -> None:
    send(folder, "2016-17-Q4", "missing", "2017-04-10", figures(MISSING))
    again = figures({"P3-10": ["15", "", ""]})
    send(folder, "2016-17-Q4", "missing", "2017-05-03", again, **{"If sent again, why": "late data"})

    def value(as_of: str) -> float | None:
        edition = open_edition(folder, "2016-17-Q4", as_of=as_of)
        series = edition.indicators.series("P3-10", "quarter", edition.project.board.area.code)
        return series.last.value if series else None

    assert [value("2017-04-10"), value("2017-05-02"), value("2017-05-03")] == [12, 12, 15]
    (revision,) = open_edition(folder, "2016-17-Q4").received.revisions
    assert (revision.before.numerator, revision.after.numerator, revision.after.reason) == (12, 15, "late data")
    assert open_edition(folder, "2016-17-Q4", as_of="2017-05-02").received.revisions == ()


def test_a_grade_asks_four_questions(folder: Path) -> None:
    send(folder, "2016-17-Q3", "missing", "2017-01-10", figures({"P3-12": ["30", "40", ""]}))
    send(folder, "2016-17-Q4", "missing", "2017-04-25", figures({"P3-10": ["12", "", ""], "P3-12": ["9", "40", ""]}))
    grades = open_edition(folder, "2016-17-Q4").received.grades
    # No breakdown came with either, both came five days late, and the fall of 52 points is unexplained.
    assert grades == {"P3-10": Grade(False, False, True, True), "P3-12": Grade(False, False, False, True)}
    assert [grades[m].letter for m in ("P3-10", "P3-12")] == ["C", "D"]


@pytest.mark.parametrize(
    ("answers_given", "letter"), [((1, 1, 1, 1), "A"), ((1, 0, 1, 1), "B"), ((0, 0, 1, 1), "C"), ((0, 0, 0, 0), "D")]
)
def test_the_letter_counts_what_failed(answers_given: tuple[int, ...], letter: str) -> None:
    assert Grade(*map(bool, answers_given)).letter == letter


def test_an_accepted_warning_is_shown_with_reason_and_role_and_stands_open_no_more(folder: Path) -> None:
    send(folder, "2016-17-Q3", "missing", "2017-01-10", figures({"P3-10": ["40", "", ""]}))
    send(folder, "2016-17-Q4", "missing", "2017-04-10", figures({"P3-10": ["12", "", ""]}))
    assert [p.key for p in open_edition(folder, "2016-17-Q4").received.warnings] == ["jump P3-10 2016-17-Q4 12"]
    (folder / "params" / "quarters" / "2016-17-Q4.yml").write_text(
        "accepted_warnings:\n- {warning: jump P3-10 2016-17-Q4 12, reason: A home for children closed, "
        "role: Head of service}\n"
    )
    edition = open_edition(folder, "2016-17-Q4")
    assert edition.received.warnings == ()
    assert edition.received.grades["P3-10"].checked
    shown = page_of(edition.release(PROSE), edition.project.plan, edition.project.board).exhibit("accepted")
    assert shown.table is not None
    assert shown.table.rows[0][2:] == ("A home for children closed", "Head of service")
    # Another figure is another jump, which nobody has looked at.
    send(folder, "2016-17-Q4", "missing", "2017-04-11", figures({"P3-10": ["2", "", ""]}))
    still_open = open_edition(folder, "2016-17-Q4").received.warnings
    assert "jump P3-10 2016-17-Q4 2" in [p.key for p in still_open]


def test_check_passes_what_is_right_and_fails_what_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    send(folder, "2016-17-Q4", "missing", "2017-04-10", figures(MISSING))
    call = ["check", "2016-17-Q4", "--project", str(folder)]
    assert main(call) == 0
    assert "P3-10 Children who go missing: 12 (nothing the quarter before)" in capsys.readouterr().out
    send(folder, "2016-17-Q4", "missing", "2017-04-11", figures({"P3-10": ["twelve", "", ""]}))
    letters = folder / "letters"
    assert main([*call, "--letters", str(letters)]) == 1
    sentence = (
        "2016-17-Q4/missing/2017-04-11.csv, sheet Figures, row 8, column 'Number': found 'twelve'; a count is a whole "
        "number: write digits, or one of the marks N/A, -, *, <5, or leave it blank if it is not known yet"
    )
    assert f"  {sentence}\n" in capsys.readouterr().out
    assert f"1. {sentence}\n" in (letters / "2016-17-Q4_missing.txt").read_text(encoding="utf-8")
    unsent = (letters / "2016-17-Q4_neglect.txt").read_text(encoding="utf-8")
    assert "Your score card for January to March 2017 has not been received. It is due by 20 April 2017." in unsent


def test_an_earlier_return_stands_where_a_later_row_is_refused(folder: Path) -> None:
    send(folder, "2016-17-Q4", "missing", "2017-04-10", figures(MISSING))
    send(folder, "2016-17-Q4", "missing", "2017-04-11", figures({"P3-10": ["twelve", "", ""]}))
    edition = open_edition(folder, "2016-17-Q4")
    series = edition.indicators.series("P3-10", "quarter", edition.project.board.area.code)
    assert series is not None
    assert series.last.value == 12
    assert edition.as_of == date(2017, 4, 11)
    assert [p.check for p in edition.received.refusals] == ["text"]
