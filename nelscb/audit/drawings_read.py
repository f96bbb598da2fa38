"""Charts read back from their files: every text that is drawn letter by letter, and what must account for its numbers.

A chart's letters are shapes, and a note in the file tells what they spell. Both are read: a shape is the letter that
most notes have it for, and where the shapes draw other digits than the note tells, the drawing cannot be trusted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import OwnWords, numbers_in, plainly

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True)
class DrawnText:
    """A text of a chart: what its note tells, and the names of the shapes that draw it; no note, nothing told."""

    told: str
    shapes: tuple[str, ...]
    on_axis: bool = False


@dataclass(frozen=True)
class Drawing:
    """A chart's texts: those that are drawn, and those that its file has as words."""

    file: str
    drawn: tuple[DrawnText, ...]
    words: tuple[str, ...] = ()


def read_drawing(path: Path) -> Drawing:
    """Read a chart from its file. Raises etree.XMLSyntaxError for what is no SVG."""
    return drawing_from(path.read_bytes(), path.name)


def drawing_from(content: bytes, file: str) -> Drawing:
    """Read a chart from its content."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    drawn, noted = [], set[Any]()
    for note in root.iter(etree.Comment):
        group = note.getparent()
        if group is None:
            continue
        uses = list(group.iter(f"{_SVG}use"))
        noted.update(uses)
        on_axis = any((a.get("id") or "").startswith(("xtick", "ytick")) for a in note.iterancestors())
        drawn.append(DrawnText(plainly(note.text or ""), tuple(map(_name, uses)), on_axis))
    for group in root.iter(f"{_SVG}g"):
        loose = [use for use in group.findall(f"{_SVG}use") if use not in noted]
        if loose:
            drawn.append(DrawnText("", tuple(map(_name, loose))))
    return Drawing(file, tuple(drawn), tuple(_words(root)))


def _name(use: Any) -> str:
    return str(use.get(_HREF) or use.get("href") or "").removeprefix("#")


def _words(root: Any) -> Iterator[str]:
    for element in root.iter(f"{_SVG}title", f"{_SVG}desc", f"{_SVG}text"):
        yield plainly("".join(element.itertext()))
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from (plainly(str(t)) for name, t in element.attrib.items() if str(name).startswith("aria-"))


def letters_of(drawings: Iterable[Drawing]) -> dict[str, str]:
    """Which letter each shape is: as most notes have it that are as long as what is drawn."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for drawing in drawings:
        for text in drawing.drawn:
            # A space is drawn as a shape of its own, or as none.
            for letters in (text.told, text.told.replace(" ", "")):
                if len(letters) == len(text.shapes):
                    for shape, letter in zip(text.shapes, letters, strict=True):
                        votes[shape][letter] += 1
                    break
    return {shape: found.most_common(1)[0][0] for shape, found in votes.items()}


def numbers_drawn(drawings: Iterable[Drawing]) -> set[str]:
    """Every number that the charts tell, by key."""
    return {
        number
        for drawing in drawings
        for told in (*(text.told for text in drawing.drawn), *drawing.words)
        for number in numbers_in(told)
    }


def check_drawing(
    drawing: Drawing, letters: Mapping[str, str], own: Collection[str], words: OwnWords, notes: Notes
) -> None:
    """Note each number that the chart tells and ``own``, the numbers of its exhibit and its page, do not have.

    Numbers at an axis are those of its scale. A number with more digits than the page gives it is counted.
    """
    for text in drawing.drawn:
        notes.looked("texts of charts")
        drawn = "".join(letter for shape in text.shapes if (letter := letters.get(shape, "")).isdigit())
        if text.shapes and drawn != "".join(letter for letter in text.told if letter.isdigit()):
            what = f"draws the digits {drawn!r} where its note tells {text.told!r}"
            notes.fails(drawing.file, text.told, what, "drawn numbers")
    for told, on_axis in [*((t.told, t.on_axis) for t in drawing.drawn), *((w, False) for w in drawing.words)]:
        found = numbers_in(words.figures_of(told))
        for number in found:
            if number in own or f"{number}.0" in own:
                continue
            if on_axis:
                notes.counts("numbers of charts' scales")
            elif "." in number and not _rounded(number).isdisjoint(own):
                notes.counts("numbers of charts with more digits than the page gives them")
            else:
                notes.fails(drawing.file, told[:160], f"{number} is not in the chart's table", "drawn numbers")


def _rounded(number: str) -> set[str]:
    whole = int(float(number))
    return {f"{whole}", f"{whole + 1}"}
