from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest

from nelscb.cli import main
from nelscb.edition import CellResult, Edition, open_edition
from nelscb.pages import Page
from nelscb.plan import open_project


@pytest.fixture(scope="module")
def referrals(root: Path) -> str:
    from nelscb.explain import explanation

    project = open_project(root)
    return "\n".join(explanation(open_edition(project, "2016-17-Q4"), project.plan.measure("p1_01")))


def test_the_real_referrals_read_as_a_step_before_the_plan_and_an_unusual_last_quarter(referrals: str) -> None:
    by_quarter, by_year, _ = referrals.split("\n\n")
    assert "the eight quarters before averaged 822, the next four 499, about two fifths less" in by_quarter
    assert "one year before the plan began" in by_quarter
    assert "so that a rise cannot be told from a fall" in by_quarter
    assert "The latest quarter, January to March 2017, is unusually high (655 referrals" in by_quarter
    assert "It needs explaining." in by_quarter
    assert "Verdict: unclear" in by_quarter
    assert "Verdict: too few data" in by_year
    assert "Trend," not in by_year


def test_every_input_has_its_place_and_every_test_its_formula_and_source(referrals: str) -> None:
    by_quarter = referrals.split("\n\n", maxsplit=1)[0].splitlines()
    inputs = [line for line in by_quarter if re.match(r"  20\d\d-\d\d Q\d: ", line)]
    assert len(inputs) == 20
    assert all(re.search(r"— \w+\.csv, table CIN C6, row \d+", line) for line in inputs)
    for test in ("Latest value", "Change on", "Trend, ", "Beside it", "A step beside", "Control chart", "Verdict"):
        lines = [line for line in by_quarter if line.startswith(test)]
        assert lines, test
        assert all(re.search(r"\(\d{4}\)|Student t|score test", line) for line in lines), lines


def test_no_p_value_is_shown_as_if_quarters_were_independent_without_saying_so(referrals: str) -> None:
    for line in referrals.splitlines():
        if "Mann-Kendall" in line:
            assert "as if quarters were independent, which they are not" in line


def test_each_series_says_what_it_counts_its_rows_and_who_is_not_shown_it(referrals: str) -> None:
    by_quarter, by_year, _ = referrals.split("\n\n")
    assert (
        "Definition: Referrals into MASH received in the quarter\n  definition 1, from the first figure on"
        in by_quarter
    )
    for series in (by_quarter, by_year):
        assert re.search(r"^  [^:]+: \w+\.csv, table .+, row \d+, received \d+ \w+ \d{4}$", series, re.M)
        assert re.search(r"^As known on \d+ \w+ \d{4}$", series, re.M)
        assert "Withheld by its publisher or sender: in no period" in series
        assert "Withheld in the public edition: in no period" in series


def test_each_exhibit_that_shows_the_measure_has_its_hash_and_its_command(referrals: str) -> None:
    shown = referrals.split("\n\n")[2].splitlines()
    assert shown[0] == "Shown in"
    named = dict(zip(shown[1::2], shown[2::2], strict=True))
    for line, command in named.items():
        match = re.fullmatch(r"  page (\w+), exhibit (\w+), hash [0-9a-f]{16}", line)
        assert match is not None, line
        assert match[2].startswith(f"{match[1]}_")
        assert command == f"    nelscb verify build/2016-17-Q4/board --exhibit {match[2]}"
    exhibits = {line.split(",")[1].removeprefix(" exhibit "): line for line in named}
    assert {"p1_early_help_referrals_by_quarter", "tracker_series", "at_a_glance_priorities"} <= exhibits.keys()
    assert not any(name.startswith("p4_") for name in exhibits)


def test_a_returned_figure_names_its_sender_and_when_it_was_changed(demo_edition: Edition) -> None:
    from nelscb.explain import explanation

    def told_of(measure: str) -> str:
        lines = explanation(demo_edition, demo_edition.project.plan.measure(measure))
        return "\n".join(takewhile(lambda line: line != "Shown in", lines))

    told = told_of("P2-09b")
    row = (
        "Neglect sub-group (neglect): 2016-17-Q4/neglect/2017-04-13.xlsx, sheet Figures, row 16, received 13 April 2017"
    )
    assert f"Rows behind the figure of 2016-17 Q4\n  {row}\n" in told
    revised = demo_edition.received.revisions[0]
    told = told_of(revised.after.measure)
    assert re.search(rf"^  {revised.after.measure}.*: first received .+, changed .+$", told, re.M)


def test_a_measure_without_a_figure_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "P4-01", "2016-17-Q4", "--project", str(root)]) == 0
    assert "no figure is held for 2016-17-Q4 or any quarter before it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain", "P9-99", "2016-17-Q4"], "is no measure of the plan"),
        (["explain", "P1-01", "2016-17-Q5"], "is not a quarter"),
        (["explain", "P1-01", "2016-17-Q4", "--as-of", "then"], "is not a day"),
    ],
)
def test_a_wrong_call_is_said_in_one_sentence(
    arguments: list[str], words: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--project", str(root)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_freezing_again_changes_nothing_and_the_shipped_forecasts_are_those_of_the_data(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("params", "data", "notebooks", "book"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("returns"))
    before = (tmp_path / "params" / "baselines.csv").read_bytes()
    assert main(["freeze-baselines", "--project", str(tmp_path)]) == 0
    assert (tmp_path / "params" / "baselines.csv").read_bytes() == before
    assert "0 forecasts; 1 series" in capsys.readouterr().out


def test_the_pages_about_the_methods_show_what_was_tried_out_and_nothing_of_any_measure(
    edition: Edition, page: Callable[[str], Page]
) -> None:
    released = edition.release("error_rates")
    assert (released.series, released.assessments) == ((), {})
    assert all(row.kept is not False for row in released.error_rates)
    table = page("error_rates").exhibit("false_alarms").table
    assert table is not None
    worst = max(
        r.verdict for r in released.error_rates
        if isinstance(r, CellResult) and (r.kind, r.model, r.n) == ("false alarm", "varying rate 0.3", 20)
    )  # fmt: skip
    (row,) = (r for r in table.rows if str(r[0]).endswith("correlation 0.3") and r[1] == "20")
    assert row[2] == f"{100 * worst:.1f}%"
    tried = page("back_test").exhibit("coverage").table
    assert tried is not None
    assert [r[1] for r in tried.rows[:2]] == ["4", "8"]
    # The walk covers what it says, on the published quarterly referrals of thirteen areas; the straight line does not.
    covered = {(str(r[0]), r[1]): float(str(r[3]).rstrip("%")) for r in tried.rows}
    assert min(v for (name, _), v in covered.items() if "random walk" in name) > 90
    assert max(v for (name, _), v in covered.items() if "logarithms" in name) < 75
