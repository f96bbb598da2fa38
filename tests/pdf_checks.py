"""What every printed document must be, each as a check that gives its complaints: none where all is well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from outloud import check as outloud_check
from pdf_reading import UNTAGGED, Element, Printed, PrintedPage, bare, overlapping, spaced
from pdfua import Severity, validate

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
SIDE, HEAD, FOOT = 20 * 72 / 25.4, 24 * 72 / 25.4, 22 * 72 / 25.4
"""Points of the margins of a page."""
MARKING = "OFFICIAL-SENSITIVE"
STOPS = "UA-14-001"
"""A rule of pdfua's (no heading is empty) that stops with an error of its own where a heading has several pieces; it
warns only, and ``bookmark_faults`` finds an empty heading."""
_FILE_NAME = re.compile(r"\w\.(svg|png|pdf|jpe?g|csv|html)\b|/\w+/|_\w+_")
_SPARK = re.compile(r"^[^:]+.*: .+ (in|on|at|to) .+")
_ROOM, _TAIL = 1.0, 3.0
"""A glyph may lean over its margin by a point; tails of letters hang beneath the last line."""


def metadata_faults(path: Path, title: str, author: str) -> list[str]:
    """What the file says of itself, and what a reader's program is to do with it."""
    with pikepdf.open(path) as document:
        root, told = document.Root, document.open_metadata()
        says = {
            "is tagged": bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            "has no suspect tags": not root.get("/MarkInfo", {}).get("/Suspects", False),
            "says that it is PDF/UA-1": told.get("pdfuaid:part") == "1",
            "shows its title": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "has its title": title != "" and told.get("dc:title") == title,
            "has its author": author in (told.get("dc:creator") or []),
            "speaks British English": root.get("/Lang") == "en-GB",
        }
    return [f"not so: {claim}" for claim, holds in says.items() if not holds]


def alternative_faults(printed: Printed) -> list[str]:
    """Every picture and formula has words for who hears the page: a sentence, and no file's name."""
    found = []
    for kind in ("Figure", "Formula"):
        for element in printed.elements(kind):
            alt = (element.alt or "").strip()
            if not alt:
                found.append(f"page {element.page}: a {kind} has no alternative words")
            elif _FILE_NAME.search(alt):
                found.append(f"page {element.page}: alternative words name a file: {alt}")
            elif kind == "Figure" and not (alt.endswith(".") or _SPARK.match(alt)):
                found.append(f"page {element.page}: alternative words are no sentence: {alt}")
    return found


def heading_cell_faults(printed: Printed) -> list[str]:
    """Every table has one row of headings of columns, and each further row begins with its own heading.

    But where headings would then outnumber figures, as with two columns, no row has one.
    """
    found = []
    for table in printed.tables():
        place = f"page {table.page}, {table.caption}"
        if len(table.head) != 1:
            found.append(f"{place}: {len(table.head)} rows of headings")
        if any(kind != "TH" or scopes != ("Column",) for row in table.head for kind, scopes, _ in row):
            found.append(f"{place}: a column's heading is not marked")
        columns = len(table.head[0]) if table.head else 0
        many = columns + len(table.rows) > (columns - 1) * len(table.rows)
        for row in table.rows:
            if not row or row[0][:2] != (("TD", ()) if many else ("TH", ("Row",))):
                found.append(f"{place}: the row of {row[0][2] if row else 'nothing'} is not headed as it should be")
            if any(kind != "TD" for kind, _, _ in row[1:]) or len(row) != columns:
                found.append(f"{place}: a row is not of a figure for every column beside its first cell")
    return found


def headings_of(printed: Printed) -> list[tuple[str, str, int]]:
    """(kind, words, page) of every heading in the order of the tags."""
    return [
        (part.kind, spaced(printed.words(part)), part.page) for part in _below(printed.top) if part.kind in HEADINGS
    ]


def _below(element: Element) -> Iterator[Element]:
    for part in element.parts:
        if isinstance(part, Element):
            yield part
            yield from _below(part)


def bookmarks_of(path: Path) -> list[tuple[int, str, int]]:
    """(depth, title, page) of every bookmark."""
    with pikepdf.open(path) as document, document.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}

        def told(items: Sequence[Any], depth: int) -> Iterator[tuple[int, str, int]]:
            for item in items:
                yield depth, spaced(item.title), numbers[item.destination[0].objgen]
                yield from told(item.children, depth + 1)

        return list(told(outline.root, 0))


def bookmark_faults(printed: Printed) -> list[str]:
    """Every heading has a bookmark to its page, in its order; none leads elsewhere."""
    headings = [(words, page) for _, words, page in headings_of(printed) if words != "Contents"]
    marks = [(title, page) for _, title, page in bookmarks_of(printed.path) if title != "Contents"]
    if not headings:
        return ["there are no headings"]
    wrong = [f"page {page}: a heading is empty" for words, page in headings if not words]
    wrong += [f"heading {h} has the bookmark {m}" for h, m in zip(headings, marks, strict=False) if h != m]
    return wrong + ([f"{len(headings)} headings, {len(marks)} bookmarks"] if len(headings) != len(marks) else [])


def contents_faults(printed: Printed) -> list[str]:
    """Every line of the contents names the page on which its heading stands; every part and chapter has a line."""
    lines = []
    for entry in printed.elements("TOCI"):
        words = spaced(printed.words(entry))
        title, _, page = words.rpartition(" ")
        lines.append((title.rstrip(" ."), int(page) if page.isdigit() else 0))
    headings = [(words, page) for kind, words, page in headings_of(printed) if kind in ("H1", "H2")]
    wanted = [heading for heading in headings if heading[0] != "Contents"]
    if not wanted:
        return ["there are no headings"]
    wrong = [f"the contents say {line}, it is {heading}" for line, heading in zip(lines, wanted, strict=False)
             if (bare(line[0]), line[1]) != (bare(heading[0]), heading[1])]  # fmt: skip
    return wrong + ([f"{len(lines)} lines for {len(wanted)} headings"] if len(lines) != len(wanted) else [])


def furniture_of(page: PrintedPage) -> tuple[str, str]:
    """What stands in the head and in the foot of a page, in no tag."""
    loose = [run for run in page.runs if run.mark == UNTAGGED]
    head = spaced(" ".join(run.words for run in loose if run.box[1] > page.height - HEAD))
    return head, spaced(" ".join(run.words for run in loose if run.box[3] < FOOT))


def running_header_faults(printed: Printed, chapter: str, first: int) -> list[str]:
    """From page ``first`` the head of each page has the marking, and names the chapter that begins there or goes on.

    Of a long title it has the first words.
    """
    begins: dict[int, str] = {}
    for kind, words, page in headings_of(printed):
        if kind == chapter:
            begins.setdefault(page, words)
    found, current = [], ""
    for number, page in enumerate(printed.pages, 1):
        current = begins.get(number, current)
        head, _ = furniture_of(page)
        named = bare(head).removeprefix(bare(MARKING))
        whole = named == bare(current) or (named.endswith("…") and bare(current).startswith(named[:-1]))
        if number >= first and not (named.strip("…") and named != bare(head) and whole):
            found.append(f"page {number} is of {current!r}; its head says {head!r}")
    return found


def numbering_faults(printed: Printed, first: int) -> list[str]:
    """From page ``first`` the foot of each page says which it is, and of how many."""
    count = len(printed.pages)
    return [
        f"page {number}: {furniture_of(page)[1]!r}"
        for number, page in enumerate(printed.pages, 1)
        if number >= first and not furniture_of(page)[1].endswith(f"{number} of {count}")
    ]


def mark_faults(printed: Printed, mark: str) -> list[str]:
    """Every page bears the mark, in capitals."""
    return [
        f"page {number} does not say {mark}"
        for number, page in enumerate(printed.pages, 1)
        if mark not in spaced(printed.page_words(page)).replace("- ", "-")
    ]


def link_faults(path: Path) -> list[str]:
    """Every link leads to a page of the document or to an address, and says where; every named place has a page."""
    found = []
    with pikepdf.open(path) as document:
        pages = {page.obj.objgen for page in document.pages}
        names = document.Root.get("/Names", {}).get("/Dests")
        places = dict(pikepdf.NameTree(names).items()) if names is not None else {}
        for name, place in places.items():
            if _page_of(place) not in pages:
                found.append(f"the place {name} is on no page")
        for number, page in enumerate(document.pages, 1):
            for note in page.obj.get("/Annots", []):
                if note.get("/Subtype") != "/Link":
                    found.append(f"page {number}: a note that is no link")
                    continue
                to, does = note.get("/Dest"), note.get("/A")
                if does is not None and does.get("/S") == "/GoTo":
                    to = does.get("/D")
                address = does is not None and does.get("/S") == "/URI" and str(does.get("/URI", "")) != ""
                if isinstance(to, (pikepdf.String, pikepdf.Name)):
                    to = places.get(str(to))
                if not address and (to is None or _page_of(to) not in pages):
                    found.append(f"page {number}: a link leads nowhere")
                if not str(note.get("/Contents", "")):
                    found.append(f"page {number}: a link does not say where it leads")
    return found


def _page_of(place: Any) -> tuple[int, int] | None:
    if isinstance(place, pikepdf.Dictionary):
        place = place.get("/D")
    return place[0].objgen if isinstance(place, pikepdf.Array) and len(place) else None


def raster_faults(printed: Printed) -> list[str]:
    """All that is drawn is drawn by lines: no page has an image of dots."""
    with pikepdf.open(printed.path) as document:
        streams = sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image" for o in document.objects)
    found = [f"page {number}: {page.images} images" for number, page in enumerate(printed.pages, 1) if page.images]
    return found + ([f"{streams} images in the file"] if streams else [])


def font_faults(path: Path) -> list[str]:
    """Every face is in the file, and says which letters its glyphs are."""
    found = []
    with pikepdf.open(path) as document:
        fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        for font in fonts:
            descriptor = font.get("/FontDescriptor")
            files = ("/FontFile", "/FontFile2", "/FontFile3")
            if font.get("/Subtype") == "/Type0":
                if "/ToUnicode" not in font:
                    found.append(f"{font.get('/BaseFont')} does not say its letters")
            elif descriptor is None or not any(name in descriptor for name in files):
                found.append(f"{font.get('/BaseFont')} is not in the file")
    return found if fonts else ["there are no faces"]


def margin_faults(printed: Printed) -> list[str]:
    """No words in a margin: what is tagged stands between all four, and nothing reaches over the sides."""
    found = []
    for number, page in enumerate(printed.pages, 1):
        for run in page.runs:
            left, bottom, right, top = run.box
            if not run.words.strip():
                continue
            if left < SIDE - _ROOM or right > page.width - SIDE + _ROOM:
                found.append(f"page {number}: {run.words!r} stands in a side's margin")
            elif run.mark != UNTAGGED and (bottom < FOOT - _TAIL or top > page.height - HEAD + _TAIL):
                found.append(f"page {number}: {run.words!r} stands above or beneath the margins")
            elif bottom < 0 or top > page.height:
                found.append(f"page {number}: {run.words!r} is cut off")
    return found


def overlap_faults(printed: Printed) -> list[str]:
    """No two words stand on each other."""
    return [
        f"page {number}: {first!r} and {second!r}"
        for number, page in enumerate(printed.pages, 1)
        for first, second in overlapping(page)
    ]


def unheard_faults(printed: Printed) -> list[str]:
    """What stands in no tag is in the head or foot of a page, or is a table's head come again: nobody misses it."""
    heard = {bare("".join(words for _, _, words in table.head[0])) for table in printed.tables() if table.head}
    together = "\n".join(heard).lower()
    found = []
    for number, page in enumerate(printed.pages, 1):
        for run in page.runs:
            if run.mark != UNTAGGED or not bare(run.words).strip("."):
                continue
            inside = run.box[3] < page.height - HEAD + _ROOM and run.box[1] > FOOT - _ROOM
            if inside and bare(run.words).lower() not in together:
                found.append(f"page {number}: {run.words!r} stands in no tag")
    return found


def pdfua_errors(path: Path) -> list[str]:
    """What the checker pdfua calls an error; a rule that could not be held against the document is one too."""
    report = validate(str(path))
    skipped = [f"{o.rule_id}: {o.skipped_reason}" for o in report.outcomes if o.skipped_reason and o.rule_id != STOPS]
    return skipped + [f"{f.rule_id}: {f.message}" for f in report.findings if f.severity is Severity.ERROR]


def outloud_errors(path: Path) -> list[tuple[str, int, str]]:
    """What the checker outloud calls an error: (rule, page, evidence). A rule that did not run is an error too."""
    result = outloud_check(str(path))
    if result.error:
        return [("did not run", 0, result.error)]
    crashed = [(run.rule, 0, str(run.reason)) for run in result.runs if run.status == "crashed"]
    errors = [(f.rule, f.page or 0, f"{f.message}: {f.evidence}") for f in result.findings if f.severity == "error"]
    return crashed + errors
