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

    What is a heading already, as in a row that repeats a table's head, stays.
    """
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    with pikepdf.open(path) as document:
        tree = document.Root.StructTreeRoot
        for body in _bodies(tree):
            rows = [row.K for row in kids(body) if "/K" in row]
            columns = max((len(cells) if isinstance(cells, pikepdf.Array) else 1 for cells in rows), default=0)
            own = columns + len(rows) <= (columns - 1) * len(rows)
            for cells in rows:
                for number, cell in enumerate(cells if isinstance(cells, pikepdf.Array) else [cells]):
                    _name_headings(cell, name)
                    if own and number == 0 and _is(cell, "/TD"):
                        _head(cell, scope)
        _rename(tree, name)
        save(document, target, part=True)


def save(document: pikepdf.Pdf, target: Path, part: bool = False) -> None:
    """Write a document, compact and with an id that its content decides. What a ``part`` says of itself is left."""
    document.save(
        target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=False, deterministic_id=True,
        fix_metadata_version=not part,
    )  # fmt: skip


def kids(element: Any) -> list[Any]:
    """What stands directly beneath an element of the tree."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _bodies(element: Any) -> Iterator[Any]:
    """The bodies of the tables beneath an element of the tree."""
    waiting = [element]
    while waiting:
        for inside in kids(waiting.pop()):
            if _is(inside, "/TBody"):
                yield inside
            elif isinstance(inside, pikepdf.Dictionary):
                waiting.append(inside)


def _is(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == kind


def _head(cell: Any, scope: pikepdf.Dictionary) -> None:
    old = cell.get("/A")
    cell.S = pikepdf.Name.TH
    if old is None:
        cell.A = scope
    else:
        cell.A = pikepdf.Array([*(old if isinstance(old, pikepdf.Array) else [old]), scope])


def _name_headings(cell: Any, name: str) -> None:
    """A cell names the headings that it stands under: by their names as they will be."""
    told = cell.get("/A")
    for attributes in told if isinstance(told, pikepdf.Array) else [told]:
        if attributes is not None and (headings := attributes.get("/Headers")) is not None:
            for place in range(len(headings)):
                headings[place] = pikepdf.String(f"{name}-{headings[place]}")


def _rename(tree: Any, name: str) -> None:
    """Headings have names by which cells refer to them; Typst counts them anew in each part."""
    if "/IDTree" not in tree:
        return
    names = tree.IDTree.Names
    for place in range(0, len(names), 2):
        own = pikepdf.String(f"{name}-{names[place]}")
        names[place] = own
        names[place + 1].ID = own
