"""Files that are too large are refused with a sentence before they can exhaust the machine."""

# ruff: noqa: E501 (a sentence stands as it is read)

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from good_return import Received, as_csv, good_rows
from openpyxl import Workbook

NAME = "2017-18-Q1/neglect/2017-07-14"
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
BLANK_CARD = "or use the blank score card"
ROWS = (
    "a sheet has more than 5,000 rows, blank ones with a format among them; a score card has far fewer: delete the rows "
    "beneath the last filled one, or use the blank score card"
)
UNPACKS = "the workbook unpacks to more than 60 MB; a score card stays far below that: copy the figures into the blank score card"
REPEATS = (
    "the workbook repeats a very long text in many cells; a score card has short ones: copy the figures into the blank "
    "score card"
)
CELLS = (
    "the workbook has more than 100,000 cells, blank ones with a format among them; a score card has some thousands: copy "
    "the figures into the blank score card"
)
UNREADABLE = (
    "the file cannot be read as a workbook; it must be an .xlsx that opens in a spreadsheet program: open it, save it as "
    ".xlsx without a password, and send it again"
)
MOST_MEMORY = 500_000_000


def far(place: str) -> str:
    return (
        f"a sheet has something in {place}; a score card ends before row 5,000 and column 100: clear what stands out there, "
        f"{BLANK_CARD}"
    )


def with_sheet(path: Path, pieces: Iterator[bytes], part: str = "xl/worksheets/sheet1.xml") -> None:
    """A workbook whose one sheet is made of these pieces, never whole in memory, in the part of this name."""
    plain = io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b"/xl/worksheets/sheet1.xml", b"/" + part.encode())
            if name == "[Content_Types].xml":
                content = content.replace(b"/xl/worksheets/sheet1.xml", b"/" + part.encode())
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, content)
        with new.open(part, "w", force_zip64=True) as sheet:
            for piece in pieces:
                sheet.write(piece)


def of(middle: bytes) -> Iterator[bytes]:
    yield from (MAIN, middle, END)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(50_000_000)


def million_blank_rows(path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield MAIN
        for first in range(0, 1_000_000, 10_000):
            yield b"".join(b'<row r="%d" s="4" customFormat="1"/>' % (n + 1) for n in range(first, first + 10_000))
        yield END

    with_sheet(path, pieces())


def million_blank_cells(path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield MAIN
        for first in range(0, 1_000_000, 10_000):
            yield b"".join(
                b'<row r="%d"><c r="A%d" s="4"/></row>' % (n + 1, n + 1) for n in range(first, first + 10_000)
            )
        yield END

    with_sheet(path, pieces())


def gigabytes(path: Path, said: int = 2_000_000_000) -> None:
    """Two thousand million noughts, packed once and repeated; ``said`` is the size that the zip tells of itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    hundredth = packer.compress(bytes(20_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as workbook:
        workbook.writestr(name, hundredth * 100 + packer.flush())
    content = bytearray(path.read_bytes())
    central = content.rfind(b"PK\x01\x02")
    for header, method, size in ((0, 8, 22), (central, 10, 24)):
        content[header + method : header + method + 2] = zipfile.ZIP_DEFLATED.to_bytes(2, "little")
        content[header + size : header + size + 4] = said.to_bytes(4, "little")
    path.write_bytes(bytes(content))


def gigabytes_that_say_they_are_small(path: Path) -> None:
    gigabytes(path, said=1_000)


def last_cell(path: Path) -> None:
    with_sheet(
        path, of(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    )


def last_cell_in_other_quotes(path: Path) -> None:
    with_sheet(path, of(b"<row><c r='A1'><v>1</v></c><c  t='n'\n r = 'xfd1048576'><v>1</v></c></row>"))


def last_row_by_the_rows_own_number(path: Path) -> None:
    with_sheet(path, of(b'<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'))


def cells_without_a_place(path: Path) -> None:
    with_sheet(path, of(b"<row>" + b"<c><v>1</v></c>" * 20_000 + b"</row><row><c><v>1</v></c></row>"))


def a_sheet_in_an_unusual_part(path: Path) -> None:
    with_sheet(path, of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "xl/elsewhere/figures.bin")


def a_place_behind_a_sign_in_an_attribute(path: Path) -> None:
    with_sheet(path, of(b'<row r="1"><c x=">" r="XFD1048576"><v>1</v></c></row>'))


def nearly_every_cell_that_may_be(path: Path) -> None:
    row = b"<row>" + b'<c s="4"/>' * 98 + b"</row>"
    with_sheet(path, of(row * 4_899))


def everything_merged(path: Path) -> None:
    merges = b"".join(b'<mergeCell ref="A1:XFD1048576"/>' for _ in range(20_000))
    with_sheet(
        path,
        iter(
            [
                MAIN,
                b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>',
                merges,
                b"</mergeCells></worksheet>",
            ]
        ),
    )


def one_long_text_in_many_cells(path: Path) -> None:
    with_sheet(path, of(b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 4_000))))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 3_000_000 + b"</t></si></sst>")


def many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as workbook:
        for number in range(1_001):
            workbook.writestr(f"xl/media/{number}.png", b"")


REFUSED: tuple[tuple[Callable[[Path], None], str], ...] = (
    (sparse, "the file has 50.0 MB; a return has at most 10 MB: take pictures and other people's sheets out of it, or use the "
     "blank score card again"),
    (million_blank_rows, ROWS), (million_blank_cells, ROWS), (gigabytes, UNPACKS),
    (gigabytes_that_say_they_are_small, UNPACKS), (last_cell, far("cell XFD1048576")),
    (last_cell_in_other_quotes, far("cell xfd1048576")), (last_row_by_the_rows_own_number, far("row 1048576")),
    (cells_without_a_place, far("column 101")), (a_sheet_in_an_unusual_part, far("cell XFD1048576")),
    (one_long_text_in_many_cells, REPEATS), (nearly_every_cell_that_may_be, CELLS),
    (a_place_behind_a_sign_in_an_attribute, UNREADABLE),
    (many_parts, "the workbook has 1,001 parts; a score card has fewer than 1,000: use the blank score card again"),
    (everything_merged, "there is no sheet 'Cover'; a return needs its cover: use the blank score card that was sent out"),
)  # fmt: skip

# Reads what stands in the folder in a process of its own; then tells the most memory that it took.
READ = """
import resource, sys, time
from dataclasses import replace
from pathlib import Path
from nelscb.plan import open_project
from nelscb.returns.intake import read_returns
project = replace(open_project(sys.argv[1]), folder=Path(sys.argv[2]))
began = time.monotonic()
for read in read_returns(project).files:
    assert not read.figures
    print(*[p.sentence for p in read.problems], sep="\\n")
print(f"{time.monotonic() - began:.2f} s", file=sys.stderr)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
status = Path("/proc/self/status")
if status.exists():
    # On Linux the number above begins with what the calling process took; this one is of the program alone.
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    most = int(line.split()[1]) * 1024
print(most, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory that a process took")
def test_files_that_are_too_large_are_refused(root: Path, received: Received) -> None:
    """All of them one after another, so that none of them may take more memory than there is for one."""
    folder = received.project.returns / "2017-18-Q1" / "neglect"
    folder.mkdir(parents=True)
    for number, (make, _) in enumerate(REFUSED, start=1):
        make(folder / f"2017-07-14-{number}.xlsx")
    call = [sys.executable, "-c", READ, str(root), str(received.project.folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=root, timeout=120)
    print(done.stderr)
    assert done.stdout.splitlines() == [f"{NAME}-{n}.xlsx: {said}" for n, (_, said) in enumerate(REFUSED, start=1)]
    assert int(done.stderr.split()[-1]) < MOST_MEMORY


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes(5_000_001), "the file has 5.0 MB; a return has at most 5 MB: take pictures and other people's sheets out of it, "
         "or use the blank score card again"),
        (b"Figures,1\n" * 20_001, "the file has more than 20,000 rows or 101 columns; a score card has far fewer: copy the "
         "figures into the blank score card"),
        (b"," * 200, "the file has more than 20,000 rows or 101 columns; a score card has far fewer: copy the figures into the "
         "blank score card"),
        (as_csv(good_rows()).decode().replace("what helps", "\u00e9").encode("cp1252"),
         "the file is not UTF-8 text; a return in CSV must be: save it as 'CSV UTF-8' and send it again"),
        (as_csv(good_rows()).decode().encode("utf-16"),
         "the file is not UTF-8 text; a return in CSV must be: save it as 'CSV UTF-8' and send it again"),
        (b'Cover,"Form,1\n', "the file cannot be read as CSV; each row must be cells with commas between, in straight double "
         "quotes where they hold a comma: save it again from a spreadsheet program"),
    ],
    ids=["bytes", "rows", "columns", "another encoding", "wide characters", "an open quote"],
)  # fmt: skip
def test_a_csv_that_is_too_large_or_none_is_refused(received: Received, content: bytes, said: str) -> None:
    received.put(content)
    assert received.sentences() == [f"{NAME}.csv: {said}"]
