"""What stands outside the tags: a title at the head of a page, and a table's head where it comes again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_checks import outloud_errors, unheard_faults
from pdf_reading import UNTAGGED, bare, read_printed
from printing import printed, table

from nelscb.pdf.inline import Piece
from nelscb.pdf.running import repeatable, running_title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("P2 Neglect", "P2 Neglect"),
        ("What changed since the last edition", "What changed since the last edition"),
        ("One two three four five six seven", "One two three four five six…"),
        ("A " + "long" * 20, "A…"),
        ("x" * 90, "x" * 60 + "…"),
        ("", ""),
    ],
)
def test_a_running_title_is_a_few_words(title: str, shown: str) -> None:
    assert running_title(title) == shown


def test_a_head_that_reads_as_a_sentence_has_capitals() -> None:
    strong: Piece = {"kind": "strong", "body": ["q"]}
    head: list[list[Piece]] = [["Measure"], ["latest figure (95% interval)"], ["On the period before"], [strong]]
    assert repeatable(head) == [["Measure"], ["Latest Figure (95% Interval)"], ["On The Period Before"], ["Q"]]


def test_both_parts_of_a_word_with_a_hyphen_count() -> None:
    head: list[list[Piece]] = [["Sub-group"], ["Received"], ["Figures and answers asked for"]]
    assert repeatable(head) == [["Sub-group"], ["Received"], ["Figures And Answers Asked For"]]


@pytest.mark.parametrize(
    "head",
    [
        [["Quarter"], ["Number of plans"], [{"kind": "strong", "body": ["interval"]}]],
        [["Alpha Beta Gamma Delta"], ["Epsilon Zeta Eta"], ["Theta iota kappa"]],
    ],
)
def test_a_short_head_stays_as_it_is(head: list[list[Piece]]) -> None:
    assert repeatable(head) == head


def test_a_word_with_an_apostrophe_and_a_welsh_one_have_one_capital_each() -> None:
    head: list[list[Piece]] = [["the board's ŵyn, sub-group"], ["and what each of them has said of it"]]
    assert repeatable(head)[0] == ["The Board's Ŵyn, Sub-group"]


def test_a_short_table_keeps_its_head_and_its_page(tmp_path: Path) -> None:
    """Rows of it that had no room on the first page take all of it along to the second."""
    head = ["Measure", "The latest figure of the year", "How it was on the period before", "How sure we are of it"]
    filled = "".join(f"<p>Line {line}</p>" for line in range(37))
    shown = table(head, [[f"Row {row}", "1", "2", "3"] for row in range(8)], "Short")
    path = printed(tmp_path, {"page": f"<h1>T</h1>{filled}{shown}", "other": "<h1>O</h1><p>x</p>"})
    document = read_printed(path)
    on = [number for number, page in enumerate(document.pages) if "Row 0" in document.page_words(page)]
    assert on == [number for number, page in enumerate(document.pages) if "Row 7" in document.page_words(page)]
    assert "The latest figure of the year" in document.page_words(document.pages[on[0]])


def test_a_long_table_has_its_head_on_each_page_and_no_checker_misses_it(tmp_path: Path) -> None:
    head = ["Measure", "The latest figure of the year", "How it was on the period before", "How sure we are of it"]
    rows = [[f"Measure {row}", "1", "2", "3"] for row in range(90)]
    path = printed(tmp_path, {"page": f"<h1>T</h1>{table(head, rows, 'Long')}", "other": "<h1>O</h1><p>x</p>"})
    document = read_printed(path)
    again = [
        page for page in document.pages
        if "TheLatestFigure" in bare("".join(run.words for run in page.runs if run.mark == UNTAGGED))
    ]  # fmt: skip
    assert len(again) == sum("Measure" in document.page_words(page) for page in document.pages) - 1 > 0
    assert unheard_faults(document) == []
    assert outloud_errors(path) == []
