"""How large a return may be: looked at before anything is unpacked, so that no file can exhaust the machine.

A workbook is a zip of XML. Its sizes are counted while it is unpacked piece by piece, because what the
zip says of itself need not be true.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

LARGEST_WORKBOOK = 10_000_000
LARGEST_CSV = 5_000_000
"""Bytes; a score card with every cell filled has well under a tenth of that."""
LARGEST_UNPACKED = 60_000_000
"""Bytes of all parts of a workbook together."""
MOST_PARTS = 1_000
MOST_SHEETS = 200
MOST_ROWS, MOST_COLUMNS = 5_000, 100
"""Of one sheet, formatted blank rows among them."""
MOST_CELLS = 100_000
"""Of all sheets together, formatted blank cells among them; a score card has some thousands."""
LARGEST_LAID_OUT = 100_000_000
"""Bytes that shared texts may come to where a reader writes them out in every cell that uses them."""
LONGEST_TEXT = 32_767
"""Characters of one entry: as many as a workbook's cell can hold, some 5,000 words."""
_PIECE = 1 << 16
_LOCAL_HEADER = 30
_SHEET = re.compile(rb"<(?:\w+:)?sheetData[\s>/]")
"""A workbook may keep its sheets anywhere, so a sheet is known by what stands in it."""
_CELL_PLACE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,10})[\"']")
_ANY_PLACE = re.compile(rb"\sr\s*=\s*[\"'](?=[A-Za-z]{1,4}\d)")
_CELL_BEGINS = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"'](\d+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_SHARED_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\st\s*=\s*[\"']s[\"']")
_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMULA, _VALUE = re.compile(rb"<(?:\w+:)?f[\s>/]"), re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")


class TooLarge(Exception):
    """The file is over a limit: the message says which, what was found and what to do."""


def check_size(path: Path, largest: int) -> None:
    """Raise TooLarge for a file of more than ``largest`` bytes, without opening it."""
    size = path.stat().st_size
    if size > largest:
        raise TooLarge(
            f"the file has {size / 1e6:,.1f} MB; a return has at most {largest // 1_000_000} MB: take pictures and "
            "other people's sheets out of it, or use the blank score card again"
        )


def sheet_parts(path: Path) -> dict[str, bytes]:
    """The XML of a workbook's sheets by part name, after every limit has been kept to.

    Raises TooLarge; zipfile.BadZipFile or zlib.error where it is no whole zip; ExpatError where a sheet is no XML.
    """
    check_size(path, LARGEST_WORKBOOK)
    found, unpacked, shared_cells, longest_shared, cells = {}, 0, 0, 0, 0
    with zipfile.ZipFile(path) as workbook, path.open("rb") as raw:
        parts = workbook.infolist()
        if len(parts) > MOST_PARTS:
            raise TooLarge(
                f"the workbook has {len(parts):,} parts; a score card has fewer than {MOST_PARTS:,}: use the blank "
                "score card again"
            )
        for part in parts:
            pieces, rows = [], 0
            for piece in _unpacked(part, raw):
                unpacked += len(piece)
                if unpacked > LARGEST_UNPACKED:
                    raise TooLarge(
                        f"the workbook unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB; a score card stays far "
                        "below that: copy the figures into the blank score card"
                    )
                pieces.append(piece)
                rows += len(_ROW.findall(piece))
                if rows > MOST_ROWS:
                    raise TooLarge(
                        f"a sheet has more than {MOST_ROWS:,} rows, blank ones with a format among them; a score card "
                        "has far fewer: delete the rows beneath the last filled one, or use the blank score card"
                    )
            content = b"".join(pieces)
            is_shared = part.filename.lower().endswith("sharedstrings.xml")
            if is_shared or _SHEET.search(content):
                # A reader of figures may stop without a word where the XML is broken.
                expat.ParserCreate().Parse(content, True)
            if _SHEET.search(content):
                cells += len(_CELL_BEGINS.findall(content))
                if cells > MOST_CELLS:
                    raise TooLarge(
                        f"the workbook has more than {MOST_CELLS:,} cells, blank ones with a format among them; a "
                        "score card has some thousands: copy the figures into the blank score card"
                    )
                _check_places(content)
                shared_cells += len(_SHARED_CELL.findall(content))
                found[part.filename] = content
            elif is_shared:
                longest_shared = max(map(len, _SHARED_TEXT.split(content)))
    if shared_cells * longest_shared > LARGEST_LAID_OUT:
        raise TooLarge(
            "the workbook repeats a very long text in many cells; a score card has short ones: copy the figures into "
            "the blank score card"
        )
    return found


def _unpacked(part: zipfile.ZipInfo, raw: BinaryIO) -> Iterator[bytes]:
    """The part's real content, piece by piece, whatever size the zip declares."""
    raw.seek(part.header_offset)
    header = raw.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04" or part.flag_bits & 0x1:
        raise zipfile.BadZipFile(part.filename)
    raw.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = part.compress_size
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    if unpacker is None and part.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile(part.filename)
    while left > 0:
        packed = raw.read(min(_PIECE, left))
        if not packed:
            raise zipfile.BadZipFile(part.filename)
        left -= len(packed)
        if unpacker is None:
            yield packed
            continue
        while packed:
            yield unpacker.decompress(packed, 16 * _PIECE)
            packed = unpacker.unconsumed_tail


def _check_places(content: bytes) -> None:
    """A reader that lays a sheet out in full needs room for its furthest cell, filled or not."""
    places = _CELL_PLACE.findall(content)
    # A place that is not where a cell's should be would be read all the same, and not be looked at here.
    if len(places) != len(_ANY_PLACE.findall(content)):
        raise zipfile.BadZipFile("a cell stands nowhere")
    for column, row in set(places):
        if int(row) > MOST_ROWS or _column_number(column) > MOST_COLUMNS:
            raise _too_far(f"cell {column.decode()}{row.decode()}")
    if any(int(row) > MOST_ROWS for row in _ROW_NUMBER.findall(content)):
        raise _too_far(f"row {max(int(row) for row in _ROW_NUMBER.findall(content))}")
    # Cells need not say where they stand: then each stands to the right of the one before.
    if any(len(_CELL_BEGINS.findall(row)) > MOST_COLUMNS for row in _ROW.split(content)):
        raise _too_far(f"column {MOST_COLUMNS + 1}")


def _too_far(place: str) -> TooLarge:
    return TooLarge(
        f"a sheet has something in {place}; a score card ends before row {MOST_ROWS:,} and column {MOST_COLUMNS}: "
        "clear what stands out there, or use the blank score card"
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\st\s*=\s*[\"']e[\"'])[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v[^>]*>([^<]*)<", re.DOTALL
)
_NUMBER_CELL = re.compile(
    rb"<(?:\w+:)?c\b(?![^>]*\st\s*=\s*[\"'][^n])[^>]*\ss\s*=\s*[\"'](\d+)[\"'][^>]*(?<!/)>"
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v[^>]*>([^<]*)<",
    re.DOTALL,
)


def cells_with_an_error(content: bytes) -> dict[tuple[int, int], str]:
    """Row and column (from 1) of each cell of a sheet that shows an error, such as ``#DIV/0!``, and the error."""
    found = {}
    for cell in _ERROR_CELL.finditer(content):
        if place := _CELL_PLACE.match(cell[0]):
            found[int(place[2]), _column_number(place[1])] = cell[1].decode("utf-8", "replace") or "#ERROR"
    return found


def cells_shown_as_percentages(content: bytes, styles: frozenset[int]) -> dict[tuple[int, int], str]:
    """Row and column (from 1) of each number of a sheet that its format shows as a percentage, as it is shown.

    ``styles`` are those of the workbook's cell styles that show percentages. 100% is stored as 1.
    """
    found: dict[tuple[int, int], str] = {}
    if not styles:
        return found
    for cell in _NUMBER_CELL.finditer(content):
        place = _CELL_PLACE.match(cell[0])
        if place and int(cell[1]) in styles:
            try:
                found[int(place[2]), _column_number(place[1])] = f"{100 * float(cell[2]):g}%"
            except ValueError:
                continue
    return found


def formulas_without_value(content: bytes) -> set[tuple[int, int]]:
    """Row and column (from 1) of each cell of a sheet that holds a formula and no value worked out from it."""
    found: set[tuple[int, int]] = set()
    if not _FORMULA.search(content):
        return found
    for cell in _CELL.finditer(content):
        inside = cell[1] or b""
        if _FORMULA.search(inside) and not _VALUE.search(inside):
            place = _CELL_PLACE.match(cell[0])
            if place:
                found.add((int(place[2]), _column_number(place[1])))
    return found
