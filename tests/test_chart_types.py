"""One invented example of each kind of chart stands in the book's folder, and CONTRIBUTING shows them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nelscb.charts.examples import EXAMPLES, example_svg


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_is_what_the_code_draws_today(root: Path, kind: str) -> None:
    kept = root / "book" / "chart_types" / f"{kind}.svg"
    assert kept.read_text(encoding="utf-8") == example_svg(kind), "run make chart-types"
    assert "Illustrative: invented figures" in kept.read_text(encoding="utf-8")


def test_every_kind_is_shown_to_who_works_on_the_book(root: Path) -> None:
    shown = re.findall(r"\(book/chart_types/(\w+)\.svg\)", (root / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert shown == list(EXAMPLES)
    assert {path.stem for path in (root / "book" / "chart_types").iterdir()} == set(EXAMPLES)
