"""What people wrote for the book: no figure in it but dates, and the time limits that a chapter's file declares."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nelscb.edition import METHOD_PAGES
from nelscb.plan import Project

ROOT = Path(__file__).resolve().parent.parent
ABOUT_METHODS = {"methods", "how_to_read", "accessibility", "small_numbers", *METHOD_PAGES}
"""Pages that explain how figures are made and how the book was tested: levels and thresholds are their subject."""
DATES = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\b[A-Z][a-z]+ \d{4}\b|\b(?:19|20)\d\d(?:-(?:19|20)?\d\d)?\b")
NAMES = re.compile(r"\bcall 999\b|\b[PO]\d\b|\b[Ss]ection \d+\b|\bRegulation \d+\b|\b0 to 19\b|\bLevel \d\b")
PAGES = sorted(p for p in (*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("book/**/*.md")) if p.stem not in ABOUT_METHODS)


def prose_of(path: Path) -> str:
    if path.suffix == ".md":
        return re.sub(r"```.*?```", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def figures_in(text: str, allowed: tuple[str, ...] = ()) -> list[str]:
    for words in allowed:
        text = text.replace(words, " ")
    text = re.sub(r"\]\([^)]*\)", "]", text)  # where a link leads is no prose
    return re.findall(r"\d[\d,.%]*", NAMES.sub(" ", DATES.sub(" ", text)))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_authored_prose_holds_no_figure(path: Path, project: Project) -> None:
    chapter = next((c for c in project.plan.chapters if c.slug == path.stem), None)
    assert figures_in(prose_of(path), chapter.time_limits if chapter else ()) == []


def test_a_figure_in_prose_would_be_found() -> None:
    assert figures_in("Referrals fell to 655 by March 2017, 12.5% of them late; 72 hours") == ["655", "12.5%", "72"]
    assert figures_in("within 72 hours of P3", ("72 hours",)) == []


def test_every_time_limit_that_is_declared_is_used(project: Project) -> None:
    for chapter in project.plan.chapters:
        prose = prose_of(ROOT / "notebooks" / f"{chapter.slug}.ipynb")
        assert [limit for limit in chapter.time_limits if limit not in prose] == []
