"""Where a chapter's blocks stand in print: tables with their widths, charts with their sizes, figures at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nelscb.mistakes import Mistake
from nelscb.pdf.chapters import Chapter
from nelscb.pdf.columns import UPRIGHT, Layout, layouts
from nelscb.pdf.inline import Node, Piece, words_of
from nelscb.pdf.running import repeatable, running_title

WIDEST_CHART, TALLEST_CHART = 350.0, 450.0
"""Points."""
_BETWEEN = 12.0
"""Points between the two columns of a chart that is cut."""
_LEAST = 0.62
"""A chart that must be made smaller than this is cut, if it can be: letters of eleven points would be under seven."""
_TALL = 1000
"""Signs in a cell from which on its row may break across pages; others stay whole."""
_SHORT = (8, 2500)
"""Rows, and signs in them, up to which a table never breaks across pages."""
_FEW_BLOCKS = 4
_A_TITLE = 80
"""As many signs' room as a box's title takes."""
_BESIDE = 3
"""As many boxes as stand side by side; more of them make two columns."""
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "mm": 72 / 25.4, "in": 72.0}


Layouts = Callable[[Node], Sequence[Layout]]
"""Gives a table's layouts, as ``layouts`` does."""


def laid_out(chapter: Chapter, pages: Path, one_page: bool = False, of_table: Layouts = layouts) -> Node:
    """The chapter as the templates take it: tables with their widths, charts with their sizes, figures at its end.

    Charts are named as they are in the HTML book, whose folder is ``pages``. ``one_page``: all of it goes on one sheet.
    """
    blocks, figures = _without_figures(chapter.blocks)
    told = [_sized(block, pages, one_page, of_table) for block in blocks]
    behind = [_sized(block, pages, one_page, of_table) for block in figures]
    return {
        "kind": "chapter", "name": chapter.name, "title": chapter.title, "part": chapter.part,
        "running": running_title(chapter.title), "one-page": one_page,
        "body": _on_turned_pages(told), "figures": _on_turned_pages(behind),
    }  # fmt: skip


def _without_figures(blocks: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """The blocks without the tables of charts' figures, and those tables; each knows where its chart stands."""
    told: list[Node] = []
    figures: list[Node] = []
    for block in blocks:
        if block["kind"] == "figures":
            chart = next((b for b in reversed(told) if b["kind"] == "figure"), None)
            for table in block["body"]:
                name = f"{chart['id']}-figures" if chart else table["id"]
                figures.append({**table, "id": name})
                if chart:
                    chart["figures"] = name
        else:
            told.append(dict(block) if block["kind"] == "figure" else block)
    return told, figures


def _sized(block: Node, pages: Path, beside: bool, of_table: Layouts) -> Node:
    match block["kind"]:
        case "table":
            return {"kind": "tables", "id": block["id"], "parts": list(_parts_of(block, of_table(block)))}
        case "figure":
            return {**block, **_chart(pages / block["source"], beside)}
        case "cards":
            tall = any(sum(map(len, _texts_in(card))) > _TALL for card in block["cards"])
            return {**block, "tall": tall, "columns": _balanced(block["cards"]) if _is_list_of_boxes(block) else []}
        case "group":
            return {**block, "body": [_sized(inner, pages, beside, of_table) for inner in block["body"]]}
        case _:
            return block


def _is_list_of_boxes(cards: Node) -> bool:
    return bool(cards["size"] == "box" and len(cards["cards"]) > _BESIDE)


def _balanced(cards: list[Node]) -> list[list[Node]]:
    """Boxes in two columns of about the same height, in their order down the first and then the second."""
    heights = [_A_TITLE + sum(len(text) for text in _texts_in(card)) for card in cards]
    split = min(range(1, len(cards)), key=lambda i: max(sum(heights[:i]), sum(heights[i:])))
    return [cards[:split], cards[split:]]


def _texts_in(content: Any) -> Iterator[str]:
    """Every text that is read in some content."""
    if isinstance(content, list):
        for inner in content:
            yield from _texts_in(inner)
    elif isinstance(content, dict):
        for key in ("title", "body", "items", "foot"):
            yield from _texts_in(content.get(key))
    elif isinstance(content, str):
        yield content


def _parts_of(table: Node, found: Sequence[Layout]) -> Iterator[Node]:
    for number, layout in enumerate(found, 1):
        head = [table["head"][i] for i in layout.columns]
        rows = [[row[i] for i in layout.columns] for row in table["rows"]]
        said: list[Piece] = [f" (part {number} of {len(found)})"] if len(found) > 1 else []
        signs = [len(words_of(cell)) for row in rows for cell in row]
        short = len(rows) <= _SHORT[0] and sum(signs) <= _SHORT[1]
        yield {
            "caption": [*table["caption"], *said],
            "named": table["named"],
            "widths": list(layout.widths),
            "size": layout.size,
            "turned": layout.turned,
            "tall": max(signs, default=0) > _TALL,
            "short": short,
            "numeric": [table["numeric"][i] for i in layout.columns],
            "head": head if short else repeatable(head),
            "rows": rows,
        }


def _on_turned_pages(blocks: Sequence[Node]) -> list[Node]:
    """Tables that need a page on its side stand in one, with neighbours, notes, and the words that lead to them."""
    placed: list[Node] = []
    for block in blocks:
        turned = block["kind"] == "tables" and block["parts"][0]["turned"]
        follows = bool(placed) and placed[-1]["kind"] == "turned"
        if follows and (turned or _is_note(block)):
            placed[-1]["body"].append(block)
        elif turned:
            placed.append({"kind": "turned", "body": [*_taken_along(placed), block]})
        else:
            placed.append(block)
    return placed


def _is_note(block: Node) -> bool:
    return bool(block["kind"] == "notes" or (block["kind"] == "paragraph" and block["role"] == "note"))


def _taken_along(placed: list[Node]) -> list[Node]:
    """The heading before a table and the few words beneath it go with the table, and leave no page half empty."""
    start = len(placed)
    while start > 0 and placed[start - 1]["kind"] in ("paragraph", "list") and len(placed) - start < _FEW_BLOCKS:
        start -= 1
    if start > 0 and placed[start - 1]["kind"] == "heading":
        start -= 1
    elif start < len(placed):
        return []
    taken = placed[start:]
    del placed[start:]
    return taken


def _chart(path: Path, beside: bool) -> Node:
    """How a chart is set: its width, and, where it is cut, where each of its two columns begins and ends.

    It is as wide as it was drawn, unless it would not fit on the page. ``beside``: it is cut wherever it can be, for a
    sheet with little room. Lengths are in points, places parts of the chart's height.
    """
    start = path.read_text(encoding="utf-8")[:2000]
    lengths: Mapping[str, float] = {
        name: float(number) * _POINTS[unit]
        for name, number, unit in re.findall(r'\b(width|height)="([\d.]+)(pt|px|mm|in|)"', start)[:2]
    }
    if set(lengths) != {"width", "height"}:
        raise Mistake(f"{path}: the drawing does not say how large it is")
    width, height = lengths["width"], lengths["height"]
    scale = min(1.0, WIDEST_CHART / width, TALLEST_CHART / height)
    cuts = re.search(r'\bdata-cuts="([\d. ]+)"', start)
    if cuts is None or (scale >= _LEAST and not beside):
        return {"width": width * scale, "ratio": height / width, "slices": []}
    cut = min((float(place) / height for place in cuts[1].split()), key=lambda place: abs(place - 0.5))
    column = min(width, (UPRIGHT[0] - _BETWEEN) / 2)
    return {"width": column, "ratio": height / width, "slices": [[0.0, cut], [cut, 1.0]]}
