"""A chart that was drawn before is taken as it came out, and only where it would come out the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import nelscb.charts
from nelscb import kept_drawings
from nelscb.charts import draw
from nelscb.drawings import Bar, Bars, Drawing
from nelscb.kept_drawings import DRAWINGS, drawn

BARS = Bars("children", (Bar("Here", 12.0, "12"), Bar("There", None, mark="withheld")))


class Drawer:
    """Counts what is drawn."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Drawing, str]] = []

    def __call__(self, drawing: Drawing, mark: str = "") -> str:
        self.drawn.append((drawing, mark))
        return draw(drawing, mark)


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Drawer:
    found = Drawer()
    monkeypatch.setattr(nelscb.charts, "draw", found)
    monkeypatch.setenv(DRAWINGS, str(tmp_path / "drawings"))
    return found


def test_the_same_chart_is_drawn_once(drawer: Drawer) -> None:
    assert drawn(BARS, "Draft") == drawn(BARS, "Draft") == draw(BARS, "Draft")
    assert drawer.drawn == [(BARS, "Draft")]


OTHER: dict[str, Callable[[], tuple[Drawing, str]]] = {
    "a figure": lambda: (replace(BARS, bars=(Bar("Here", 13.0, "12"), BARS.bars[1])), ""),
    "the last place of a figure": lambda: (
        replace(BARS, bars=(Bar("Here", 12.000000000000002, "12"), *BARS.bars[1:])),
        "",
    ),
    "a word": lambda: (replace(BARS, unit="young people"), ""),
    "a figure that is none": lambda: (replace(BARS, bars=(Bar("Here", None, "12"), BARS.bars[1])), ""),
    "the mark of a draft": lambda: (BARS, "Draft"),
}


@pytest.mark.parametrize("kind", OTHER)
def test_another_chart_is_drawn(kind: str, drawer: Drawer) -> None:
    drawn(BARS)
    other = OTHER[kind]()
    assert drawn(*other) == draw(*other)
    assert drawer.drawn == [(BARS, ""), other]


def test_other_code_or_libraries_draw_anew(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(BARS)
    monkeypatch.setattr(kept_drawings, "code_and_libraries", lambda: "another")
    drawn(BARS)
    assert len(drawer.drawn) == 2


def test_what_is_not_as_it_was_kept_is_drawn_anew(drawer: Drawer, tmp_path: Path) -> None:
    right = drawn(BARS)
    (path,) = (tmp_path / "drawings").iterdir()
    path.write_text(right.replace("Here", "Then"), encoding="utf-8")
    assert drawn(BARS) == right
    assert len(drawer.drawn) == 2


def test_who_is_told_no_folder_has_every_chart_drawn(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(BARS)
    monkeypatch.delenv(DRAWINGS)
    drawn(BARS)
    drawn(BARS)
    assert len(drawer.drawn) == 3


def test_where_it_cannot_be_kept_a_chart_is_shown_all_the_same(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(DRAWINGS, str(tmp_path / "file" / "drawings"))
    assert drawn(BARS) == draw(BARS)
    assert len(drawer.drawn) == 1
