"""What stands in both boards' pages for who does not see them, and that a chart's files hold what the page shows."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

pytestmark = pytest.mark.book
FILE_OR_PATH = re.compile(
    r"\.(svg|png|csv|html|ipynb|yml)\b|\w[/\\]\w+[/\\]|_|^(image|picture|chart) of\b", re.IGNORECASE
)
SMALL_LINE = re.compile(r"[^:].*: \S+.* (in|on) \S.*")
"""What a line without axes says: what it is of, the first and the last of its figures, and when."""


@pytest.fixture(scope="module")
def pages(built: Path, demo: Path) -> dict[Path, BeautifulSoup]:
    """Every page of both books."""
    found = [*(built / "html").glob("*.html"), *demo.glob("*.html")]
    return {path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in found}


def says_enough(words: str) -> bool:
    """Whether words for who cannot see a chart are a sentence, and name no file."""
    return words.endswith(".") and " " in words and not FILE_OR_PATH.search(words)


@pytest.mark.parametrize(
    ("words", "enough"),
    [
        ("Referrals fell from 791 to 551.", True), ("Referrals fell", False), ("referrals.svg.", False), ("", False),
        ("See _static/charts/a.", False), ("Chart of referrals.", False), ("Referrals and/or contacts fell.", True),
    ],
)  # fmt: skip
def test_what_is_enough(words: str, enough: bool) -> None:
    assert says_enough(words) is enough


def test_every_picture_has_a_sentence(pages: dict[Path, BeautifulSoup]) -> None:
    pictures = [(path, str(image.get("alt", ""))) for path, soup in pages.items() for image in soup.find_all("img")]
    assert len(pictures) > 60
    assert [(path.name, words) for path, words in pictures if not says_enough(words)] == []


def test_every_small_line_says_from_what_to_what(pages: dict[Path, BeautifulSoup]) -> None:
    drawings = [(path, drawing) for path, soup in pages.items() for drawing in soup.find_all("svg")]
    lines = [(path, str(drawing.get("aria-label", ""))) for path, drawing in drawings if drawing.get("role") == "img"]
    assert len(lines) > 500
    assert [(path.name, said) for path, said in lines if not SMALL_LINE.fullmatch(said)] == []
    # All other drawings stand beside words that say the same, and are kept from the ear.
    assert {drawing.get("aria-hidden") for _, drawing in drawings if drawing.get("role") != "img"} == {"true"}


def test_every_table_has_a_caption_and_headings_for_rows_and_columns(pages: dict[Path, BeautifulSoup]) -> None:
    wrong, tables = [], 0
    for path, soup in pages.items():
        for table in soup.find_all("table"):
            tables += 1
            caption = table.caption.get_text(strip=True) if table.caption else ""
            heads = {cell.get("scope") for row in table.select("thead tr") for cell in row.find_all(["th", "td"])}
            firsts = {cell.get("scope") for row in table.select("tbody tr") for cell in row.find_all(["th", "td"])[:1]}
            if not caption or heads != {"col"} or firsts - {"row"}:
                wrong.append(f"{path.name}: {caption!r}, {heads}, {firsts}")
    assert tables > 300
    assert wrong == []


def test_every_chart_leads_to_its_drawing_and_to_the_figures_beneath_it(pages: dict[Path, BeautifulSoup]) -> None:
    charts, wrong = 0, []
    for path, soup in pages.items():
        for figure in soup.select("figure.exhibit"):
            charts += 1
            name, links = figure["id"], figure.find_next("p", class_="chart-files")
            assert isinstance(links, Tag)
            addresses = [str(link["href"]) for link in links.find_all("a")]
            assert addresses == [f"_static/charts/{name}.svg", f"_static/charts/{name}.csv"]
            drawing, figures = (path.parent / address for address in addresses)
            assert ElementTree.parse(drawing).getroot().tag.endswith("}svg")
            table = figure.find_next("table")
            assert isinstance(table, Tag)
            wrong += [f"{path.name}, {name}: {told}" for told in differences(table, figures)]
    assert charts > 60
    assert wrong == []


def differences(table: Tag, figures: Path) -> list[str]:
    """Where the file's cells are not the table's, in the way in which the file writes them."""
    with figures.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = list(csv.reader(lines))
    assert head[-2:] == ["Source", "Edition"]
    kept = [row[:-2] for row in (head, *rows)]
    shown = [[as_kept(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    if len(kept) != len(shown):
        return [f"{len(kept)} rows for {len(shown)}"]
    told = [f"{one} for {other}" for one, other in zip(kept, shown, strict=True) if one != other]
    return told + [f"no edition in {row}" for row in rows if not row[-1]]


def as_kept(cell: Tag) -> str:
    """A cell's words as the file has them, worked out from the page alone: a number without signs of its own.

    Quotation marks that a browser draws, and what a small line says, are words of the file.
    """
    drawn = [str(line["aria-label"]) for line in cell.select("svg[role=img]")]
    for quoted in cell.find_all("q"):
        quoted.string = f"“{quoted.get_text()}”"
    words = " ".join((cell.get_text() + "".join(drawn)).split())
    if re.fullmatch(r"[-−+]?[\d,]+(\.\d+)?%?", words) and not re.search(r",(?!\d{3}(\D|$|,))", words):
        words = words.replace(",", "").replace("−", "-")
    elif re.fullmatch(r"\d{4}-\d\d", words):
        words = words.replace("-", "–")
    elif words[:1] in ("=", "+", "-", "@"):
        words = f"'{words}"
    return words
