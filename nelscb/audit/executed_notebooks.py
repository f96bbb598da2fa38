"""The outputs of executed notebooks, held against the pages that were made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from nelscb.audit.drawings_read import drawing_from
from nelscb.audit.findings import Notes
from nelscb.audit.marked_numbers import check_marked
from nelscb.audit.pdf_numbers import pairs_in, pairs_on
from nelscb.audit.printed_numbers import numbers_in, plainly
from nelscb.audit.shown_figures import ShownFigures
from nelscb.audit.web_pages import WebPage, page_from

_HASH = re.compile(r'"[0-9a-f]{64}"')
"""A hash of what an exhibit shows has digits, and is no number that anybody reads."""


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook's content. Raises json.JSONDecodeError for what is none."""
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def check_notebook(
    file: str,
    notebook: Mapping[str, Any],
    page: WebPage | None,
    drawn: Collection[str],
    figures: ShownFigures,
    notes: Notes,
) -> None:
    """Note each number of the outputs that the page of the same name does not have, and each mark that is wrong.

    A small number must stand on the page after the same word, for alone it stands on many pages.
    ``drawn``: the numbers that the book's charts tell, for the charts among the outputs.
    """
    if page is None:
        notes.fails(file, "", "there is no page of that name", "notebooks")
        return
    told, pairs = numbers_on(page), pairs_on([page])
    for place, kind, text in _outputs(notebook):
        notes.looked("notebooks' outputs")
        words = text
        if kind == "text/html":
            output = page_from(text, file)
            check_marked(output, figures, notes)
            words = " ".join((output.words, *(t for _, t in output.attributes)))
        elif kind == "image/svg+xml":
            drawing = drawing_from(text.encode(), file)
            words = " ".join((*(t.told for t in drawing.drawn), *drawing.words))
        for pair in pairs_in(plainly(words)):
            number = pair[1]
            alike = number in told and (pair in pairs or not pair[0] or not figures.is_small(number))
            if not alike and not (kind == "image/svg+xml" and number in drawn):
                notes.fails(file, f"cell {place}, {kind}", f"{number} is not on the page {page.file}", "notebooks")


def numbers_on(page: WebPage) -> set[str]:
    """Every number that is read on a page, seen or heard."""
    return {number for text in (page.words, *(t for _, t in page.attributes)) for number in numbers_in(text)}


def _outputs(notebook: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    for place, cell in enumerate(notebook.get("cells", ()), start=1):
        for output in cell.get("outputs", ()):
            if "text" in output:
                yield place, "text", _joined(output["text"])
            for kind, content in output.get("data", {}).items():
                yield place, kind, content if isinstance(content, str) else _joined(content)
            if "traceback" in output:
                yield place, "traceback", _joined(output["traceback"])
            told = json.dumps(output.get("metadata", {}), ensure_ascii=False)
            yield place, "metadata", _HASH.sub('""', told)
        yield place, "metadata", json.dumps(cell.get("metadata", {}), ensure_ascii=False)


def _joined(content: Any) -> str:
    return "".join(content) if isinstance(content, list) else json.dumps(content, ensure_ascii=False)
