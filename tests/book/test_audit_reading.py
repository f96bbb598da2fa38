"""The illustrative board's built edition: its numbers are accounted for, and each altered copy is found out."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from nelscb.audit.everything import read_everything
from nelscb.plan import Project

pytestmark = pytest.mark.book
OF_ANOTHER_EDITION = {"marks", "unexpected files", "workbook without names", "numbers on other sheets"}
"""What a board's edition has and a public one must not."""
PARTS = {
    "numerator": "numerator", "denominator": "denominator", "value": "value", "low": "lower_limit",
    "high": "upper_limit",
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(demo: Path) -> dict[str, str]:
    with (demo.parent / "core_data_set.csv").open(encoding="utf-8-sig", newline="") as file:
        return {f"{row['figure']}.{part}": row[name] for row in csv.DictReader(file) for part, name in PARTS.items()}


@pytest.fixture(scope="module")
def measures(demo_project: Project) -> dict[str, Any]:
    plan = demo_project.plan
    return {
        "quarter": "2016-17-Q4",
        "rule": {"largest_small": 5, "symbol": "c"},
        "measures": {
            m.id: {
                "title": m.title, "unit": m.unit, "unit_words": m.unit_words, "basis": m.basis, "window": m.window,
                "per": m.per, "alias_of": m.alias_of, "published": [f.title for f in m.published if f.title],
            }
            for m in plan.measures.values()
        },
        "breakdowns": {name: {"title": b.title, "categories": list(b.named)} for name, b in plan.breakdowns.items()},
    }  # fmt: skip


@pytest.fixture
def copied(demo: Path, tmp_path: Path) -> Path:
    """The edition's pages, charts and search index, to be altered."""
    wanted = ("p1_early_help.html", "p2_neglect.html", "searchindex.js")
    (tmp_path / "html" / "_static" / "charts").mkdir(parents=True)
    for name in wanted:
        shutil.copy(demo / name, tmp_path / "html")
    for path in (demo / "_static" / "charts").glob("p[12]_*"):
        shutil.copy(path, tmp_path / "html" / "_static" / "charts")
    return tmp_path


def test_every_number_of_every_file_is_accounted_for(
    demo: Path, shown: dict[str, str], measures: dict[str, Any]
) -> None:
    found = read_everything(demo.parent, shown, measures)
    assert [f for f in found.fails if f.kind not in OF_ANOTHER_EDITION] == []
    assert found.looked_at["marked numbers worked out again"] > 20_000
    assert found.looked_at["numbers of PDF text"] > 20_000


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("html/p2_neglect.html", ">114</span> of ", ">115</span> of "),
        ("html/p2_neglect.html", "lowest 33.5% of plans", "lowest 33.6% of plans"),
        ("html/p2_neglect.html", "<figcaption>", "<figcaption>3 children: "),
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
