"""Mark the first cell of each row as the row's heading: Typst marks a table's headings by column alone.

Not where headings would then outnumber figures, as in every table of two columns: there a row is its name and one thing
said of it, is heard well as it is, and a checker takes so many headings for a table that was torn apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf


def mark_row_headers(path: Path, target: Path) -> int:
    """Write ``path`` again as ``target`` with row headings, compact and with an id that its content decides.

    Gives how many cells were marked. What is a heading already, as in a row that repeats a table's head, stays.
    """
    marked = 0
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    with pikepdf.open(path) as document:
        for body in _bodies(document.Root.StructTreeRoot):
            rows = [row.K for row in _kids(body) if "/K" in row]
            columns = max((len(cells) if isinstance(cells, pikepdf.Array) else 1 for cells in rows), default=0)
            if columns + len(rows) > (columns - 1) * len(rows):
                continue
            for cells in rows:
                # The others are left alone: each that is looked at takes time.
                first = cells[0] if isinstance(cells, pikepdf.Array) else cells
                if _is(first, "/TD"):
                    _head(first, scope)
                    marked += 1
        document.save(
            target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=False, deterministic_id=True
        )
    return marked


def _bodies(element: Any) -> Iterator[Any]:
    """The bodies of the tables beneath an element of the tree."""
    waiting = [element]
    while waiting:
        for inside in _kids(waiting.pop()):
            if _is(inside, "/TBody"):
                yield inside
            elif isinstance(inside, pikepdf.Dictionary):
                waiting.append(inside)


def _is(thing: Any, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == kind


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _head(cell: Any, scope: pikepdf.Dictionary) -> None:
    old = cell.get("/A")
    cell.S = pikepdf.Name.TH
    if old is None:
        cell.A = scope
    else:
        cell.A = pikepdf.Array([*(old if isinstance(old, pikepdf.Array) else [old]), scope])
