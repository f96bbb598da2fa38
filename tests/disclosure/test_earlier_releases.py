"""Editions on file: which of them come before one, what they said of each cell, and what cannot be read."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from nelscb.disclosure.earlier_releases import earlier_release, published_before
from nelscb.edition import Edition
from nelscb.mistakes import Mistake
from nelscb.quarters import Quarter
from nelscb.suppression import Decision

Q4, DAY = Quarter.parse("2016-17-Q4"), date(2017, 5, 26)


@pytest.fixture
def filed(root: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    shutil.copytree(root / "examples" / "havenshire" / "data" / "editions" / "2016-17-Q3" / "public", folder)
    return folder


def test_what_was_made_later_or_of_a_later_quarter_is_no_earlier_edition(filed: Path) -> None:
    (found,) = published_before([filed], Q4, DAY)
    assert (found.label, found.quarter, found.as_of) == ("2016-17-Q3 public", Q4 - 1, date(2017, 2, 24))
    assert published_before([filed], Q4 - 2, DAY) == ()
    assert published_before([filed], Q4, date(2017, 2, 23)) == ()


def test_a_cell_was_shown_or_withheld_or_is_not_there(demo_edition: Edition, filed: Path) -> None:
    (found,) = published_before([filed], Q4, DAY)
    release = earlier_release(found, demo_edition.found.figures, demo_edition.project)
    counts = {decision: sum(d is decision for d in release.decided.values()) for decision in Decision}
    assert counts[Decision.OPEN] == 0
    assert counts[Decision.PUBLISHED] > 5_000
    assert counts[Decision.WITHHELD] > 200
    assert not any("E08" in name or "2016-17-Q4" in name for name in release.decided)
    # The figures are those that had come in by then, and no later ones.
    assert max(str(p.period) for s in release.series for p in s.points if s.frequency == "quarter") == "2016-17-Q3"


def test_what_the_last_edition_said_of_a_figure_stands(demo_edition: Edition, filed: Path) -> None:
    (found,) = published_before([filed], Q4, DAY)
    release = earlier_release(found, demo_edition.found.figures, demo_edition.project)
    decided, now = demo_edition.protected, demo_edition.protected.counts
    then = demo_edition.protected.known_then[0]
    same = [name for name in release.decided if name in then and now.get(name) == then[name]]
    assert len(same) > 5_000
    changed = [
        name for name in same
        if now[name] and (name in decided.decided.withheld) != (release.decided[name] is Decision.WITHHELD)
    ]  # fmt: skip
    protects = {c.name for c in decided.cells if c.decision is not Decision.PUBLISHED}
    assert [name for name in changed if name in protects] == []


@pytest.mark.parametrize("wrong", ["", "[]", "{}", json.dumps({"quarter": "2016-17-Q9", "as_of": "2017-02-24"})])
def test_a_file_that_cannot_be_read_is_said_with_its_place(filed: Path, wrong: str) -> None:
    (filed / "measures.json").write_text(wrong, encoding="utf-8")
    with pytest.raises(Mistake, match=r"measures\.json: cannot be read .* put back what was signed off"):
        published_before([filed], Q4, DAY)
