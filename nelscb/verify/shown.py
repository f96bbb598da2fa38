"""What an edition's files show of its exhibits: each number by its cell's name, and sentence by sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from nelscb.cards import cards_html
from nelscb.exhibits import Exhibit
from nelscb.manifest import ShownExhibit
from nelscb.manifest.outputs import outputs_known
from nelscb.tables import notes_html, table_html, text_html

_BLOCKS = ("p", "li", "tr", "caption", "figcaption")
"""What holds a sentence, or a row of a table, in the HTML that the book is made of."""


@dataclass(frozen=True)
class Shown:
    """``cells``: the names of cells, or what is worked out of them, each with the words that show it, in their order.

    ``blocks``: sentences, captions and rows of tables, each on one line. ``whole``: whether that is a page with more
    than one exhibit on it.
    """

    cells: Mapping[str, tuple[str, ...]]
    blocks: tuple[str, ...]
    whole: bool = False


def shown_now(exhibit: Exhibit) -> Shown:
    """What an exhibit shows, as whoever makes it now finds it."""
    parts = (text_html(exhibit.text), cards_html(exhibit.cards), table_html(exhibit), notes_html(exhibit))
    return _shown("\n".join(parts), (exhibit.caption, exhibit.alt))


def shown_then(edition: Path, exhibit: ShownExhibit) -> Shown | None:
    """What the edition's files show of an exhibit; None where none that can be read shows it.

    An executed notebook keeps its exhibits apart; of a page of prose there is the whole page.
    """
    for page in exhibit.pages:
        notebook, html = edition / "notebooks" / f"{page}.ipynb", edition / "html" / f"{page}.html"
        try:
            if notebook.is_file():
                return _in_notebook(notebook, exhibit.id)
            if html.is_file():
                return _on_page(html)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue  # Spoilt by whoever changed it: that it is not as it was made is said by its name.
    return None


def _in_notebook(path: Path, name: str) -> Shown:
    outputs = [output for known, _, output in outputs_known(_notebook(path)) if known == name]
    html = [_joined(output["data"]["text/html"]) for output in outputs if "text/html" in output["data"]]
    charts = [output["metadata"].get("image/svg+xml", {}).get("nelscb", {}) for output in outputs]
    return _shown("\n".join(html), [told[part] for told in charts for part in ("caption", "alt") if part in told])


@cache
def _notebook(path: Path) -> Mapping[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _joined(content: str | list[str]) -> str:
    return content if isinstance(content, str) else "".join(content)


@cache
def _on_page(path: Path) -> Shown:
    return _shown(path.read_text(encoding="utf-8"), whole=True)


def _shown(html: str, more: Iterable[str] = (), whole: bool = False) -> Shown:
    soup = BeautifulSoup(html, "lxml")
    cells: dict[str, list[str]] = {}
    for span in soup.find_all(attrs={"data-cell": True}):
        cells.setdefault(str(span["data-cell"]), []).append(span.get_text())
    blocks = [_line(element.get_text(" ")) for element in soup.find_all(_BLOCKS)]
    blocks += [_line(str(image.get("alt", ""))) for image in soup.find_all("img")]
    blocks += [_line(text) for text in more]
    return Shown({name: tuple(words) for name, words in cells.items()}, tuple(filter(None, blocks)), whole)


def _line(text: str) -> str:
    return " ".join(text.split())
