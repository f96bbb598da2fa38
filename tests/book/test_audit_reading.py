"""The illustrative board's public edition: its numbers are accounted for, and each altered copy is found out."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from nelscb.audit.everything import read_everything

pytestmark = pytest.mark.book
PARTS = {
    "numerator": "numerator", "denominator": "denominator", "value": "value", "low": "lower_limit",
    "high": "upper_limit",
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(public_demo: Path) -> dict[str, str]:
    with (public_demo / "core_data_set.csv").open(encoding="utf-8-sig", newline="") as file:
        return {f"{row['figure']}.{part}": row[name] for row in csv.DictReader(file) for part, name in PARTS.items()}


@pytest.fixture(scope="module")
def measures(public_demo: Path) -> dict[str, Any]:
    declared: dict[str, Any] = json.loads((public_demo / "measures.json").read_text(encoding="utf-8"))
    return declared


@pytest.fixture
def copied(public_demo: Path, tmp_path: Path) -> Path:
    """Some of the edition's pages, charts and search index, to be altered."""
    wanted = ("p1_early_help.html", "p2_neglect.html", "searchindex.js")
    (tmp_path / "html" / "_static" / "charts").mkdir(parents=True)
    for name in wanted:
        shutil.copy(public_demo / "html" / name, tmp_path / "html")
    for path in (public_demo / "html" / "_static" / "charts").glob("p[12]_*"):
        shutil.copy(path, tmp_path / "html" / "_static" / "charts")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("html/p2_neglect.html", ">114</span> of ", ">115</span> of "),
        ("html/p2_neglect.html", "lowest 33.5% of plans", "lowest 33.6% of plans"),
        ("html/p2_neglect.html", "<figcaption>", "<figcaption>3 children: "),
        ("html/p2_neglect.html", ">c</td>", ">3</td>"),
        ("html/searchindex.js", '"terms": {', '"terms": {"98765": 0, '),
        ("html/_static/charts/p2_neglect_tool_scores.csv", "2012-13 Q1,33,", "2012-13 Q1,34,"),
        ("html/_static/charts/p2_neglect_tool_scores.svg", "<!-- 20 -->", "<!-- 21 -->"),
    ],
)
def test_an_altered_number_is_found(
    copied: Path, shown: dict[str, str], measures: dict[str, Any], name: str, old: str, new: str
) -> None:
    before = set(read_everything(copied, shown, measures).fails)
    text = (copied / name).read_text(encoding="utf-8")
    assert old in text
    (copied / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert set(read_everything(copied, shown, measures).fails) - before
