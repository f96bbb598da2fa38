"""From chapters that are typeset to a document: what stands before them, the number of each page, one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nelscb.pdf.binding import Binding, Piece, Size, sizes_of
from nelscb.pdf.parts import told_of
from nelscb.pdf.typesetting import Typesetter
from nelscb.words.printed import About


@dataclass(frozen=True)
class SetChapter:
    """A chapter of the book as it is set in ``path``: ``part`` is what it belongs to, ``opens`` what it begins."""

    title: str
    name: str
    part: str
    opens: str
    path: Path


def assemble_book(
    typesetter: Typesetter, about: About, chapters: Sequence[SetChapter], target: Path, binding: Binding
) -> Path:
    """Write the whole book: a title page, the contents, the chapters. Gives ``target``.

    ``binding`` may have some of the chapters already, and no others.
    """
    sizes = [binding.sizes_of(chapter.path) for chapter in chapters]
    # How many pages the contents take is known once they are set; it is hardly ever another number than one.
    before, front = 2, _front(typesetter, about, chapters, sizes, 2, target)
    while len(sizes_of(front)) != before:
        before = len(sizes_of(front))
        front = _front(typesetter, about, chapters, sizes, before, target)
    every = [*sizes_of(front), *(size for chapter in sizes for size in chapter)]
    pieces = [Piece(front), *(Piece(chapter.path, chapter.part) for chapter in chapters)]
    binding.write(pieces, _numbers(typesetter, about, every, target), target, front=True)
    return target


def assemble_pack(typesetter: Typesetter, about: About, sheets: Sequence[Path], target: Path) -> Path:
    """Write the pack for a meeting. Gives ``target``."""
    with Binding() as binding:
        every = [size for sheet in sheets for size in binding.sizes_of(sheet)]
        binding.write([Piece(sheet) for sheet in sheets], _numbers(typesetter, about, every, target), target)
    return target


def _front(
    typesetter: Typesetter, about: About, chapters: Sequence[SetChapter], sizes: Sequence[Sequence[Size]], before: int,
    target: Path,
) -> Path:  # fmt: skip
    """The title page and the contents, as they are if they take ``before`` pages."""
    lines, page = [], before + 1
    for chapter, pages in zip(chapters, sizes, strict=True):
        if chapter.opens:
            lines.append({"level": 1, "title": chapter.opens, "to": chapter.name, "page": page})
        lines.append({"level": 2, "title": chapter.title, "to": chapter.name, "page": page})
        page += len(pages)
    return typesetter.set("front", {"about": told_of(about), "contents": lines}, f"{target.stem}-front", target.name)


def _numbers(typesetter: Typesetter, about: About, sizes: Sequence[Size], target: Path) -> Path:
    """A page of each of the sizes with its number alone."""
    content = {"about": told_of(about), "sizes": sizes}
    return typesetter.set("numbers", content, f"{target.stem}-numbers", target.name, accessible=False)
