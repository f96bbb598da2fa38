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

LARGEST_WORKBOOK = 10_000_000
LARGEST_CSV = 5_000_000
"""Bytes; a score card with every cell filled has well under a tenth of that."""
LARGEST_UNPACKED = 60_000_000
"""Bytes of all parts of a workbook together."""
MOST_PARTS = 1_000
MOST_ROWS, MOST_COLUMNS = 5_000, 100
"""Of one sheet, formatted blank rows among them."""
LONGEST_TEXT = 5_000
"""Characters of one entry."""
_PIECE = 1 << 16
_LOCAL_HEADER = 30
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,8})"')
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
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

    Raises TooLarge, and zipfile.BadZipFile or zlib.error where it is no whole zip.
    """
    check_size(path, LARGEST_WORKBOOK)
    found, unpacked = {}, 0
    with zipfile.ZipFile(path) as workbook, path.open("rb") as raw:
        parts = workbook.infolist()
        if len(parts) > MOST_PARTS:
            raise TooLarge(
                f"the workbook has {len(parts):,} parts; a score card has fewer than {MOST_PARTS:,}: use the blank "
                "score card again"
            )
        for part in parts:
            is_sheet = _SHEET.fullmatch(part.filename.replace("\\", "/").lstrip("/")) is not None
            pieces, rows = [], 0
            for piece in _unpacked(part, raw):
                unpacked += len(piece)
                if unpacked > LARGEST_UNPACKED:
                    raise TooLarge(
                        f"the workbook unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB; a score card stays far "
                        "below that: copy the figures into the blank score card"
                    )
                if is_sheet:
                    pieces.append(piece)
                    rows += len(_ROW.findall(piece))
                    if rows > MOST_ROWS:
                        raise TooLarge(
                            f"a sheet has more than {MOST_ROWS:,} rows, most of them blank but formatted; a score card "
                            "has far fewer: delete the rows beneath the last filled one, or use the blank score card"
                        )
            if is_sheet:
                content = b"".join(pieces)
                _check_places(content)
                found[part.filename] = content
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
    for column, row in set(_CELL_PLACE.findall(content)):
        if int(row) > MOST_ROWS or _column_number(column) > MOST_COLUMNS:
            raise TooLarge(
                f"a sheet has something in cell {column.decode()}{row.decode()}; a score card ends before row "
                f"{MOST_ROWS:,} and column {MOST_COLUMNS}: clear what stands out there, or use the blank score card"
            )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


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
