"""Mend the tags of a part as Typst makes it: rows get headings, and cells say no more than what they are.

Typst marks a table's headings by column alone, and lets each cell name its column's. The first cell of each row becomes
the row's heading, but not where headings would then outnumber figures, as in every table of two columns: there a row is
its name and one thing said of it, is heard well as it is, and a checker takes so many headings for a table that was
torn apart.

A cell that names its headings is told under those alone. With the names left out it is told under all that stand above
it and beside it, each of which says for what it stands. How a cell's borders look is left out too: they are drawn.
Without both a part with long tables is bound in half the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf


def mark(path: Path, target: Path) -> None:
    """Write ``path`` again as ``target``, compact and with row headings.

    What is a heading already, as in a row that repeats a table's head, stays.
    """
    with pikepdf.open(path) as document:
        tree = document.Root.StructTreeRoot
        for kind, rows in _tables(tree):
            columns = max((len(cells) for cells in rows), default=0)
            own = kind == "/TBody" and columns + len(rows) <= (columns - 1) * len(rows)
            for cells in rows:
                for number, cell in enumerate(cells):
                    _mend_cell(cell, own and number == 0)
        if "/IDTree" in tree:
            names = tree.IDTree.Names
            for place in range(1, len(names), 2):
                del names[place]["/ID"]
            del tree["/IDTree"]
        save(document, target, part=True)


def save(document: pikepdf.Pdf, target: Path, part: bool = False, version: str = "") -> None:
    """Write a document, compact and with an id that its content decides. What a ``part`` says of itself is left.

    ``version``: of PDF at least; without it that of the file which was opened.
    """
    written = BytesIO()  # in memory first: while the id is being worked out, a full disk would end the whole process
    document.save(
        written, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=False, deterministic_id=True,
        fix_metadata_version=not part, min_version=version,
    )  # fmt: skip
    target.write_bytes(written.getbuffer())


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


def _mend_cell(cell: Any, is_first: bool) -> None:
    """Leave of what a cell says of itself what it is in its table. One that ``is_first`` heads its row, if none yet."""
    told = cell.get("/A")
    owned = [] if told is None else list(told) if isinstance(told, pikepdf.Array) else [told]
    kept = [attributes for attributes in owned if attributes.keys() - _LEFT_OUT]
    for attributes in kept:
        if "/Headers" in attributes:
            del attributes["/Headers"]
    if is_first and cell.S == "/TD":
        cell.S = pikepdf.Name.TH
        kept.append(pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row))
    if kept:
        cell.A = kept[0] if len(kept) == 1 else pikepdf.Array(kept)
    elif told is not None:
        del cell["/A"]


_LEFT_OUT = frozenset({"/O", "/Headers", "/BorderColor", "/BorderStyle", "/BorderThickness"})
