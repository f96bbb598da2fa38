from __future__ import annotations

import pytest
from made_edition import MEASURES

from nelscb.audit.chart_figures import check_figures
from nelscb.audit.drawings_read import check_drawing, drawing_from, letters_of, numbers_drawn
from nelscb.audit.findings import Finding, Notes
from nelscb.audit.printed_numbers import OwnWords
from nelscb.audit.web_pages import Table

WORDS = OwnWords(MEASURES)
SHAPES = {letter: f"#Sans-{place:x}" for place, letter in enumerate("0123456789.%abcdefghijklmnopqrstuvwxyz")}


def text_of(note: str, drawn: str | None = None, name: str = "text_1") -> str:
    """A text as a chart draws it: a note, and a shape a letter."""
    letters = (note if drawn is None else drawn).replace(" ", "")
    uses = "".join(f'<use xlink:href="{SHAPES[letter]}"/>' for letter in letters)
    comment = f"<!-- {note} -->" if note else ""
    return f'<g id="{name}">{comment}<g>{uses}</g></g>'


def drawn(*texts: str, own: set[str]) -> tuple[Finding, ...]:
    content = "".join((*texts, text_of("0123456789.%")))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{content}</svg>'
    drawing, notes = drawing_from(svg.encode(), "a.svg"), Notes()
    check_drawing(drawing, letters_of([drawing]), own | {"123456789"}, WORDS, notes)
    return tuple(f for f in notes.read().fails if "0123456789" not in f.place)


@pytest.mark.parametrize(
    ("texts", "fails"),
    [
        ([text_of("33.8%"), text_of("2016-17 q4".replace("-", ""), "201617q4")], 1),
        ([text_of("33.8%")], 0),
        ([text_of("4")], 1),
        ([text_of("33.8%", "33.7%"), text_of("33.8%"), text_of("7")], 2),
        ([text_of("", "4")], 1),
        ([text_of("", "abc")], 0),
        ([f'<g id="ytick_1">{text_of("40")}</g>'], 0),
        ([f'<g id="ytick_1">{text_of("40", "44")}</g>'], 1),
        ([text_of("35.84%")], 1),
        ([text_of("34.4%")], 0),
        ([text_of("75%")], 0),
        (["<title>4 deaths</title>"], 1),
        (["<text>33.8</text>"], 0),
        (['<g aria-label="4 deaths"/>'], 1),
    ],
)
def test_a_drawn_number_must_be_on_the_page(texts: list[str], fails: int) -> None:
    assert len(drawn(*texts, own={"33.8", "34", "75.0"})) == fails


def test_numbers_drawn_are_those_of_notes_and_words() -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{text_of("33.8%")}</svg>'
    assert numbers_drawn([drawing_from(svg.encode(), "a.svg")]) == {"33.8"}


TABLE = Table("a", (("Quarter", "Deaths", "Share"), ("2016-17 Q3", "1,007", "9.0%"), ("2016-17 Q4", "[c]", "[c]")))
ROWS = [
    ["Quarter", "Deaths", "Share", "Source", "Edition"],
    ["2016-17 Q3", "1007", "9.0%", "a return", "PUBLIC"],
    ["2016-17 Q4", "[c]", "[c]", "a return", "PUBLIC"],
]


def figures(rows: list[list[str]], table: Table | None = TABLE) -> list[str]:
    notes = Notes()
    check_figures("a.csv", rows, table, WORDS, notes)
    return [f"{f.place}: {f.what}" for f in notes.read().fails]


def altered(row: int, column: int, cell: str) -> list[list[str]]:
    return [[cell if (r, c) == (row, column) else old for c, old in enumerate(line)] for r, line in enumerate(ROWS)]


def test_a_charts_figures_are_those_of_its_table() -> None:
    assert figures(ROWS) == []
    assert figures(altered(1, 1, "1008")) == ["row 2, Deaths: '1008' stands where the page has '1,007'"]
    assert figures(altered(2, 1, "3")) == ["row 3, Deaths: '3' stands where the page has '[c]'"]
    assert figures(altered(2, 1, "")) == ["row 3, Deaths: '' stands where the page has '[c]'"]
    assert len(figures(ROWS[:2])) == len(figures([*ROWS, ROWS[2]])) == 1
    assert len(figures([[*row, "4"] for row in ROWS])) == 3
    assert len(figures(ROWS, None)) == 1
