"""``measures.json`` and the sign of what is withheld, in the files of the public edition."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from nelscb.core_data_set import write_core_data_set, write_measures
from nelscb.edition import PROSE, Edition, open_edition
from nelscb.plan import Project
from nelscb.words.states import MARKS
from nelscb.workbook.whole import sheets_of


@pytest.fixture(scope="module")
def public(demo_project: Project) -> Edition:
    return open_edition(demo_project, "2016-17-Q4", "public")


def test_each_measure_is_declared_as_the_plan_has_it(public: Edition, tmp_path: Path) -> None:
    plan, board = public.project.plan, public.project.board
    write_measures(public.release(PROSE), public.project, tmp_path / "measures.json")
    told = json.loads((tmp_path / "measures.json").read_text(encoding="utf-8"))
    assert (told["quarter"], told["edition"], told["area"]) == ("2016-17-Q4", "public", board.area.code)
    assert told["rule"]["largest_small"] == board.disclosure_rule.largest_small == 5
    assert told["rule"]["symbol"] == MARKS["suppressed"] == "c"
    assert list(told["measures"]) == list(plan.measures)
    for name, measure in plan.measures.items():
        declared = told["measures"][name]
        assert (declared["unit"], declared["sums"], declared["alias_of"]) == (
            measure.unit, measure.sums, measure.alias_of,
        )  # fmt: skip
    assert {b: d["partitions"] for b, d in told["breakdowns"].items()} == {
        b: d.partitions for b, d in plan.breakdowns.items()
    }


def test_a_withheld_number_has_its_sign_and_is_never_empty_or_nought(public: Edition, tmp_path: Path) -> None:
    released = public.release(PROSE)
    write_core_data_set(released, public.project, tmp_path)
    with (tmp_path / "core_data_set.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["figure"]: row for row in csv.DictReader(file)}
    gone = [row for row in rows.values() if row["state"] == "suppressed"]
    assert len(gone) > 200
    for row in gone:
        assert "c" in (row["numerator"], row["denominator"]), row["figure"]
        assert row["value"] == row["lower_limit"] == row["upper_limit"] == "c"
    zeros = [row for row in rows.values() if row["numerator"] == "0"]
    assert zeros
    # A true zero is shown; its share may still be withheld with what it is a share of.
    assert {row["state"] for row in zeros if row["denominator"] != "c"} == {"reported"}


def test_the_workbook_names_each_figure_as_the_core_data_set_does(public: Edition) -> None:
    released = public.release(PROSE)
    sheets = [s for s in sheets_of(released, public.project) if s.columns and s.columns[0].title == "Measure number"]
    assert not {s.name for s in sheets_of(released, public.project)} & {"Tracker", "Actions", "Challenges"}
    names = {str(row[-1]): row for sheet in sheets for row in sheet.rows}
    withheld = {
        f"{s.measure}/{s.frequency}{f'/{s.breakdown}={s.category}' if s.breakdown else ''}/{p.period}"
        for s in released.series if s.area == released.area
        for p in s.points if p.state == "suppressed"
    }  # fmt: skip
    assert withheld <= set(names)
    assert all("c" in names[name] for name in withheld)
