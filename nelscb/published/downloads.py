"""A file downloaded from "Explore education statistics": checked, its header read, its rows one at a time."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from nelscb.mistakes import Mistake
from nelscb.published.columns import REQUIRED, Table, plainly

LARGEST_MEGABYTES = 200
_MEGABYTE = 1_000_000
_WORKBOOK = b"PK\x03\x04"
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Download:
    """An open download: its columns as they are named in it, and its rows, to be read once."""

    path: Path
    header: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, str]]]


@contextmanager
def open_download(path: Path) -> Iterator[Download]:
    """Open a download; a row is its line number and its fields by the name of their column in lower case.

    Raises Mistake, in one sentence, for a file that is not there, is larger than 200 MB, is empty, is no CSV file
    or not UTF-8, has a column twice or not at all, or a row with too many or too few fields.
    """
    _check_outside(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = tuple(name.strip() for name in next(_checked(reader, path), []))
            _check_header(header, path)
            yield Download(path, header, _rows(reader, header, path))
    except UnicodeDecodeError as error:
        raise Mistake(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except PermissionError as error:
        raise Mistake(f"{path}: may not be read; ask whoever owns it, or download it again") from error


def table_of(download: Download, tables: dict[str, Table], mapping: Path) -> str:
    """The name of the table that the download is, by its columns.

    Raises Mistake, with the columns found, where it fits none, or more than one.
    """
    header = plainly(download.header)
    fitting = [name for name, table in tables.items() if table.found_in(header).keys() >= set(table.recognised_by)]
    found = ", ".join(name for name in download.header if name.casefold() not in REQUIRED)
    if not fitting:
        raise Mistake(
            f"{download.path}: fits none of the tables that {mapping} declares; its columns are {found}: add a "
            "column's new name to its table there, or the table"
        )
    if len(fitting) > 1:
        raise Mistake(
            f"{download.path}: fits the tables {' and '.join(fitting)} of {mapping} alike; its columns are {found}: "
            "give each table there a 'recognised_by' that only it has"
        )
    return fitting[0]


def _check_outside(path: Path) -> None:
    if not path.is_file():
        raise Mistake(f"{path}: there is no such file; name the file that was downloaded")
    size = path.stat().st_size
    if size > LARGEST_MEGABYTES * _MEGABYTE:
        raise Mistake(
            f"{path}: is larger than {LARGEST_MEGABYTES} MB, the most that is read; download the one table that is "
            "wanted"
        )
    with path.open("rb") as file:
        start = file.read(len(_WORKBOOK))
    if start.removeprefix(_MARK).strip() == b"":
        raise Mistake(f"{path}: is empty; download it again")
    if start == _WORKBOOK:
        raise Mistake(f"{path}: is a zip file or a workbook, not a CSV file; unpack it, or download the data as CSV")


def _check_header(header: tuple[str, ...], path: Path) -> None:
    if len(header) < 2:
        raise Mistake(f"{path}: is not a CSV file: its first row has no comma; download the data as CSV")
    plain = Counter(name.casefold() for name in header)
    for name, times in plain.items():
        if times > 1:
            raise Mistake(f"{path}, row 1: the column {name!r} stands twice; take one out")
    for name in REQUIRED:
        if name not in plain:
            raise Mistake(
                f"{path}, row 1: the column {name!r} is missing; download the file again, with every column, "
                "from Explore education statistics"
            )


def _rows(reader: Iterator[list[str]], header: tuple[str, ...], path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    plain = [name.casefold() for name in header]
    for fields in _checked(reader, path):
        line = _line(reader)
        if not any(fields):
            continue
        if len(fields) != len(plain):
            raise Mistake(f"{path}, row {line}: has too many or too few fields; one for each column")
        yield line, {name: text.strip() for name, text in zip(plain, fields, strict=True)}


def _checked(reader: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    """The rows; what the CSV reader stumbles over is the file's fault, and said so."""

    def refuse(error: csv.Error) -> NoReturn:
        raise Mistake(f"{path}, row {_line(reader)}: is not CSV ({error}); download the file again") from error

    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            refuse(error)
        yield fields


def _line(reader: Iterator[list[str]]) -> int:
    return int(getattr(reader, "line_num", 0))
