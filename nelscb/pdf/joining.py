"""What hangs together across the parts of a PDF: its tags, the places that links lead to, bookmarks, page numbers."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from nelscb.mistakes import Mistake
from nelscb.pdf.marking import kids

ELSEWHERE = "place:"
"""How a link to a place in another part begins, in the templates."""
_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}
"""The contents are typeset as a list, and heard as what they are."""


def join_tags(whole: pikepdf.Pdf, roots: Sequence[Any], pages: Sequence[Sequence[Any]], front: bool) -> None:
    """One tree of tags: the document, in it what stands before the chapters, and each chapter's own.

    ``roots``: what each part knows of itself; ``pages``: each part's. ``front``: the first part has the title page and
    a list that is the table of contents.
    """
    trees = [root.StructTreeRoot for root in roots]
    tree = whole.Root.StructTreeRoot = trees[0]
    if front:
        _as_contents(tree)
    document = whole.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=tree, K=pikepdf.Array())
    )
    owners, roles = pikepdf.Array(), pikepdf.Dictionary()
    first = 0
    for place, one in enumerate(trees):
        (own,) = kids(one)
        for element in kids(own) if front and place == 0 else [own]:
            element.P = document
            document.K.append(element)
        own.S = pikepdf.Name.Part
        numbers = one.ParentTree.Nums
        for key in range(0, len(numbers), 2):
            owners.append(int(numbers[key]) + first)
            owners.append(numbers[key + 1])
        for page in pages[place]:
            _count_from(page, first)
        first += int(one.ParentTreeNextKey)
        for role, plain in (one.get("/RoleMap") or pikepdf.Dictionary()).items():
            roles[role] = plain
    tree.K, tree.RoleMap = pikepdf.Array([document]), roles
    tree.ParentTree, tree.ParentTreeNextKey = whole.make_indirect(pikepdf.Dictionary(Nums=owners)), first


def _count_from(page: Any, first: int) -> None:
    """A page and what can be clicked on it know their tags by numbers, which go on where the last part's ended."""
    if first:
        for thing, key in ((page, "/StructParents"), *((note, "/StructParent") for note in page.get("/Annots", []))):
            if key in thing:
                thing[key] = int(thing[key]) + first


def _as_contents(tree: Any) -> None:
    waiting: list[Any] = kids(tree)
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            element.S = pikepdf.Name(_CONTENTS.get(str(element.S), str(element.S)))
            waiting += kids(element)


def join_places(whole: pikepdf.Pdf, roots: Sequence[Any], name: str) -> None:
    """All named places, and every link that leads to one of another part."""
    named = [root.Names.Dests for root in roots if "/Names" in root and "/Dests" in root.Names]
    places = [(bytes(k), k, v) for names in named for k, v in _pairs(names.Names)]
    whole.Root.Names = pikepdf.Dictionary(Dests=whole.make_indirect(pikepdf.Dictionary(Names=_sorted(places))))
    there = {key for key, _, _ in places}
    for page in whole.pages:
        for note in page.obj.get("/Annots", []):
            does = note.get("/A")
            address = str(does.get("/URI", "")) if does is not None else ""
            if address.startswith(ELSEWHERE):
                place = address.removeprefix(ELSEWHERE)
                if place.encode() not in there:
                    raise Mistake(f"{name}: a link leads to {place!r}, which no heading in print is; mend the link")
                del note["/A"]
                note.Dest = pikepdf.String(place)


def _pairs(names: Any) -> Iterator[tuple[Any, Any]]:
    return ((names[place], names[place + 1]) for place in range(0, len(names), 2))


def _sorted(names: list[tuple[bytes, Any, Any]]) -> pikepdf.Array:
    return pikepdf.Array([thing for _, key, value in sorted(names, key=lambda one: one[0]) for thing in (key, value)])


def join_bookmarks(whole: pikepdf.Pdf, roots: Sequence[Any], parts: Sequence[str]) -> None:
    """Each part's bookmarks beneath that of the part of the book which it belongs to, and which its first one opens."""
    outlines = whole.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    top: list[Any] = []
    beneath: dict[str, list[Any]] = {}
    opening: dict[str, Any] = {}
    for root, part in zip(roots, parts, strict=True):
        items = list(_items(root.Outlines)) if "/Outlines" in root else []
        if part and part in opening:
            beneath[part] += items
        elif part and items:
            top.append(items[0])
            opening[part], beneath[part] = items[0], list(_items(items[0]))
        else:
            top += items
    for part, item in opening.items():
        _put(item, beneath[part], closed=True)
    _put(outlines, top, closed=False)
    whole.Root.Outlines = outlines


def _items(parent: Any) -> Iterator[Any]:
    item = parent.get("/First")
    while item is not None:
        yield item
        item = item.get("/Next")


def _put(parent: Any, items: Sequence[Any], closed: bool) -> None:
    """Hang bookmarks beneath one, or beneath the document."""
    if not items:
        return
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        item.Parent = parent
        for key, other in (("/Prev", before), ("/Next", after)):
            if other is not None:
                item[key] = other
            elif key in item:
                del item[key]
    parent.First, parent.Last = items[0], items[-1]
    parent.Count = -len(items) if closed else len(items)


def number(pages: Sequence[tuple[pikepdf.Page, pikepdf.Page]], whole: pikepdf.Pdf, counted: pikepdf.Pdf) -> None:
    """Put each page's number on it, and what the number is drawn with under names of its own."""
    for page, number in pages:
        drawn = number.Contents.read_bytes()
        resources: Any = pikepdf.Dictionary(dict(page.obj.Resources.items()))
        for kind in ("/Font", "/ColorSpace"):
            held = pikepdf.Dictionary(dict((resources.get(kind) or pikepdf.Dictionary()).items()))
            for name, thing in (number.obj.Resources.get(kind) or pikepdf.Dictionary()).items():
                own = f"/Number{name[1:]}"
                held[own] = whole.copy_foreign(thing if thing.is_indirect else counted.make_indirect(thing))
                drawn = drawn.replace(f"{name} ".encode(), f"{own} ".encode())
            resources[kind] = held
        page.obj.Resources = resources
        page.obj.Contents = pikepdf.Array([page.obj.Contents, whole.make_stream(b"\n" + drawn)])


def describe(whole: pikepdf.Pdf, paths: Sequence[Path]) -> None:
    """What the file says of itself was said by its first part: how many pages there are, and its content's own id."""
    content = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).digest()
    own = base64.b64encode(content[:16]).decode()
    told = whole.Root.Metadata.read_bytes().decode()
    told = re.sub(r"(<xmpTPg:NPages>)\d+(<)", rf"\g<1>{len(whole.pages)}\2", told)
    told = re.sub(r"(<xmpMM:InstanceID>)[^<]*(<)", rf"\g<1>{own}\2", told)
    whole.Root.Metadata.write(told.encode())
