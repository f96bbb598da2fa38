"""Mend the tags of a part as Typst makes it: rows get headings, and its names become its own, so that it can be joined.

Typst marks a table's headings by column alone. The first cell of each row becomes the row's heading, but not where
headings would then outnumber figures, as in every table of two columns: there a row is its name and one thing said of
it, is heard well as it is, and a checker takes so many headings for a table that was torn apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf


def mark(path: Path, target: Path, name: str) -> None:
    """Write ``path`` again as ``target``, compact, with row headings and with ``name`` before each cell's own.

    What is a heading already, as in a row that repeats a table's head, stays. What Typst tells in each cell's tag of
    its borders is left out: they are drawn, nobody hears them, and they were half of a part's tags.
    """
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    with pikepdf.open(path) as document:
        tree = document.Root.StructTreeRoot
        for kind, cells_of_rows in _tables(tree):
            columns = max((len(cells) for cells in cells_of_rows), default=0)
            own = kind == "/TBody" and columns + len(cells_of_rows) <= (columns - 1) * len(cells_of_rows)
            for cells in cells_of_rows:
                for number, cell in enumerate(cells):
                    is_headed = own and number == 0 and cell.S == "/TD"
                    _mend_cell(cell, name, scope if is_headed else None)
        _rename(tree, name)
        save(document, target, part=True)


def save(document: pikepdf.Pdf, target: Path, part: bool = False, version: str = "") -> None:
    """Write a document, compact and with an id that its content decides. What a ``part`` says of itself is left.

    ``version``: of PDF at least; without it that of the file which was opened.
    """
    document.save(
        target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=False, deterministic_id=True,
        fix_metadata_version=not part, min_version=version,
    )  # fmt: skip


def kids(element: Any) -> list[Any]:
    """What stands directly beneath an element of the tree."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _tables(element: Any) -> Iterator[tuple[str, list[list[Any]]]]:
    """The heads and bodies of the tables beneath an element of the tree: which of both, and the cells of its rows."""
    waiting = [element]
    while waiting:
        for inside in kids(waiting.pop()):
            if isinstance(inside, pikepdf.Dictionary):
                kind = str(inside.get("/S"))
                if kind in ("/THead", "/TBody"):
                    yield kind, [kids(row) for row in kids(inside)]
                else:
                    waiting.append(inside)


def _mend_cell(cell: Any, name: str, scope: pikepdf.Dictionary | None) -> None:
    """A cell names the headings that it stands under by their names as they will be; with a ``scope`` it is one."""
    told = cell.get("/A")
    attributes = told if isinstance(told, pikepdf.Array) else pikepdf.Array([] if told is None else [told])
    for place in range(len(attributes) - 1, -1, -1):
        one = attributes[place]
        if (headings := one.get("/Headers")) is not None:
            for at, heading in enumerate(headings):
                headings[at] = pikepdf.String(f"{name}-{heading}")
        elif "/BorderStyle" in one:
            del attributes[place]
    if scope is not None:
        cell.S = pikepdf.Name.TH
        attributes.append(scope)
    if attributes is not told:
        cell.A = attributes


def _rename(tree: Any, name: str) -> None:
    """Headings have names by which cells refer to them; Typst counts them anew in each part."""
    if "/IDTree" not in tree:
        return
    names = tree.IDTree.Names
    for place in range(0, len(names), 2):
        own = pikepdf.String(f"{name}-{names[place]}")
        names[place] = own
        names[place + 1].ID = own
