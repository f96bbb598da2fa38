"""What is read from an edition's folder, and what is refused in one sentence."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nelscb.audit import attack, read_published
from nelscb.audit.published import WITHHELD
from nelscb.audit.reading import NEEDED
from nelscb.mistakes import Mistake

DECLARED: dict[str, Any] = {
    "quarter": "2016-17-Q4", "edition": "public", "as_of": "2017-05-05", "board": "A board", "area": "HV0000001",
    "rule": {
        "largest_small": 5, "symbol": "c", "protects": ["people", "events"], "large_areas_to": 10,
        "fewest_a_quarter": 10,
        "exceptions": [{"measure": "P9-01", "reason": "r", "role": "Chair", "day": "2017-05-01"}],
    },
    "measures": {
        "P1-01": {
            "title": "Assessments", "unit": "percent", "counts": "people", "basis": "flow", "window": "quarter",
            "per": None, "direction": "higher", "numerator_measure": "P1-02",
            "numerator_category": {"breakdown": "tier", "category": "Early help"}, "denominator_measure": "P1-02",
            "less_measure": None, "sums": None, "alias_of": None, "breakdowns": ["tier"],
        },
        "P1-02": {"unit": "rate", "counts": "events", "basis": "snapshot", "window": "quarter", "per": 10000},
    },
    "breakdowns": {
        "tier": {"title": "Tier", "categories": ["Early help", "Child in need"], "partitions": True},
        "place": {"title": "Place", "categories": [], "partitions": False},
    },
}  # fmt: skip
ROW = {
    "figure": "P1-01/quarter/2016-17-Q4", "area": "HV0000001", "measure": "P1-01", "frequency": "quarter",
    "period": "2016-17-Q4", "numerator": "c", "denominator": "40", "value": "c", "state": "suppressed",
    "provenance": "illustrative",
}  # fmt: skip


def written(folder: Path, *rows: dict[str, str], declared: Any = DECLARED, columns: tuple[str, ...] = NEEDED) -> Path:
    folder.mkdir(exist_ok=True)
    with (folder / "core_data_set.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows)
    (folder / "measures.json").write_text(json.dumps(declared), encoding="utf-8")
    return folder


def row(**changed: str) -> dict[str, str]:
    return {**ROW, **changed}


def test_what_the_files_say_is_read(tmp_path: Path) -> None:
    of_another = row(figure="E08000016:P1-01/quarter/2016-17-Q4", area="E08000016", numerator="3")
    shown = row(
        figure="P1-01/year/tier=Early help/2015-16", breakdown="tier", category="Early help", frequency="year",
        period="2015-16", numerator="12", denominator="40.0", value="30", lower_limit="18.1", state="reported",
    )  # fmt: skip
    by_publisher = row(
        figure="P1-02/day/2016-03-31", measure="P1-02", frequency="day", period="2016-03-31", numerator="",
        denominator="", value="", state="suppressed_by_publisher", provenance="published",
    )  # fmt: skip
    invented = row(figure="P1-02/year/2015-16", measure="P1-02", frequency="year", period="2015-16", release="Invented")
    mean = row(figure="P1-02/quarter/2016-17-Q4", measure="P1-02", numerator="2.5", value="2.5", state="reported")
    found = read_published(written(tmp_path / "public", row(), of_another, shown, by_publisher, mean, invented))
    assert (found.label, found.quarter, str(found.as_of)) == ("2016-17-Q4", "2016-17-Q4", "2017-05-05")
    assert (found.rule.largest_small, found.rule.exceptions) == (5, ("P9-01",))
    assert found.measures["P1-01"].numerator_category == ("tier", "Early help")
    assert (found.measures["P1-02"].scale, found.measures["P1-02"].looks_back) == (10_000, True)
    assert found.breakdowns["place"].categories == ()
    first, second, third, fourth, fifth = found.points
    assert (first.numerator, first.denominator, first.value, first.limits) == (WITHHELD, 40, "", False)
    assert (second.numerator, second.denominator, second.value, second.limits) == (12, 40, "30", True)
    assert (third.numerator, third.denominator) == (WITHHELD, None)
    assert fourth.numerator is None
    # What an invented publisher has released is as public as what a real one has.
    assert (first.provenance, third.provenance, fifth.provenance) == ("illustrative", "published", "published")
    assert str(attack(found).cells[0].range) == "1 to 40"


def test_issues_of_one_quarter_have_different_names(tmp_path: Path) -> None:
    assert read_published(written(tmp_path / "public-2", row())).label == "2016-17-Q4 as of 2017-05-05 (public-2)"


def without(*keys: str) -> Callable[[], Any]:
    def change() -> Any:
        declared = json.loads(json.dumps(DECLARED))
        inner = declared
        for key in keys[:-1]:
            inner = inner[key]
        del inner[keys[-1]]
        return declared

    return change


def with_rule(**changed: object) -> Callable[[], Any]:
    return lambda: {**DECLARED, "rule": {**DECLARED["rule"], **changed}}


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (without("area"), "what it declares cannot be read ('area' is missing)"),
        (without("measures", "P1-01", "unit"), "what it declares cannot be read ('unit' is missing)"),
        (without("rule", "symbol"), "what it declares cannot be read ('symbol' is missing)"),
        (with_rule(largest_small=0), "the rule needs a largest small count of at least 1, and a symbol"),
        (with_rule(largest_small="many"), "what it declares cannot be read (invalid literal"),
        (lambda: {**DECLARED, "measures": ["P1-01"]}, "what it declares cannot be read"),
        (lambda: {**DECLARED, "as_of": "May"}, "'May' is not a day"),
        (lambda: [], "it is no JSON object"),
    ],
)
def test_declarations_that_cannot_be_read_are_refused(tmp_path: Path, declared: Callable[[], Any], said: str) -> None:
    with pytest.raises(Mistake) as caught:
        read_published(written(tmp_path / "public", row(), declared=declared()))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'public' / 'measures.json'}: ")
    assert str(caught.value).endswith("build the public edition again, or name the folder that holds one")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(numerator="few")], "line 2: 'few' is neither a number nor 'c'"),
        ([row(), row()], "line 3: the figure P1-01/quarter/2016-17-Q4 stands in the file twice"),
        ([row(measure="P9-99")], "line 2: measures.json does not declare the measure P9-99"),
        ([row(breakdown="colour")], "line 2: measures.json does not declare the breakdown colour"),
        ([row(frequency="month")], "line 2: 'month' is no frequency (quarter, year or day)"),
        ([row(period="Q4")], "line 2: 'Q4' is not a quarter"),
    ],
)
def test_rows_that_cannot_be_read_are_refused(tmp_path: Path, rows: list[dict[str, str]], said: str) -> None:
    with pytest.raises(Mistake, match=r"core_data_set\.csv, ") as caught:
        read_published(written(tmp_path / "public", *rows))
    assert said in str(caught.value)


def test_files_that_are_not_there_or_no_such_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"measures.json: there is no such file"):
        read_published(tmp_path)
    folder = written(tmp_path / "public", row(), columns=NEEDED[:-1])
    with pytest.raises(Mistake, match="the column release is missing"):
        read_published(folder)
    (folder / "core_data_set.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Mistake, match="it cannot be read as a CSV file in UTF-8"):
        read_published(folder)
    (folder / "core_data_set.csv").unlink()
    with pytest.raises(Mistake, match="it cannot be read as a CSV file in UTF-8"):
        read_published(folder)
    (folder / "measures.json").write_text("{", encoding="utf-8")
    with pytest.raises(Mistake, match="it is no JSON;"):
        read_published(folder)
