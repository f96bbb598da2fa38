"""A number beside a score belongs to nothing: it is refused, and never taken for what the score is out of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from nelscb.plan import open_project
from nelscb.returns.intake import read_returns


@pytest.mark.parametrize("row", ["Figures,O7-01,,14,", "Figures,O7-01,,14,14.2"])
def test_a_number_out_of_which_no_score_can_be(row: str, root: Path, tmp_path: Path) -> None:
    for name in ("params", "notebooks", "book"):
        shutil.copytree(root / name, tmp_path / name)
    folder = tmp_path / "examples" / "havenshire"
    shutil.copytree(root / "examples" / "havenshire", folder, ignore=shutil.ignore_patterns("build"))
    (card,) = (folder / "data" / "returns" / "2016-17-Q3" / "health").iterdir()
    text = card.read_text(encoding="utf-8")
    spoilt = re.sub("^Figures,O7-01,.*$", row, text, flags=re.MULTILINE)
    assert spoilt != text
    card.write_text(spoilt, encoding="utf-8")
    read = next(one for one in read_returns(open_project(folder)).files if one.file.path == card)
    assert [f.state for f in read.figures if f.measure == "O7-01" and not f.breakdown] == ["refused"]
    (problem,) = [p for p in read.problems if p.measure == "O7-01" and p.check == "not asked" and not p.breakdown]
    assert problem.found == "there is a figure under 'Out of'"
    assert problem.must == "O7-01 is a score, under 'Value'"
