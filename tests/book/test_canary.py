"""Distinctive counts are planted where they must be withheld, and looked for in every byte of the public edition.

In a copy of the real board the rule's largest small count is raised, so that a small count can be one that stands
nowhere by chance. What has been published is known, and stays as it is.
"""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from bs4 import BeautifulSoup

from nelscb.audit_command import audited
from nelscb.book.build import build_book
from nelscb.charts import draw
from nelscb.cli import main
from nelscb.edition import open_edition
from nelscb.filed_editions import filed_editions, hash_of_tables
from nelscb.pages import page_of
from nelscb.plan import Project, open_project
from nelscb.signing import sign_off

pytestmark = pytest.mark.book
QUARTER, CHART = "2016-17-Q4", "p3_child_sexual_exploitation_shift_between_services"
QUARTERS = [f"{y}-Q{n}" for y in ("2014-15", "2015-16", "2016-17") for n in (1, 2, 3, 4)]
SMALL, PLANTED = 99_999, (73519, 61483, 85207, 92471)
SHOWN = (104211, 118903, 127447, 109331, 133019, 141233, 112907, 125113)
MACE = (*SHOWN[:2], PLANTED[0], *SHOWN[2:5], PLANTED[1], *SHOWN[5:], PLANTED[2], 131071)
"""Children referred to MACE: three of the twelve quarters are small, by the rule of this copy."""
AGES = {"Under 1": 0, "1 to 4": PLANTED[3], "5 to 9": 150_019, "10 to 15": 160_313, "16 and over": 171_161}
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    if number < 20:
        return _WORDS[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_WORDS[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{_WORDS[number // 100]} hundred{rest}"
    rest = number % 1000
    told = f" {'and ' if rest < 100 else ''}{in_words(rest)}" if rest else ""
    return f"{in_words(number // 1000)} thousand{told}"


def ways_to_tell(number: int) -> set[bytes]:
    """A number as it is printed, as a program writes it, and in words."""
    told = {f"{number}", f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u202f")}
    told |= {f"{number:.1f}", f"{number / 1000:.1f}k", f"{number:e}", f"{number:_}", in_words(number)}
    found = {way.encode() for way in told}
    return found | {way.encode("utf-16-be") for way in told} | {way.encode("utf-16-le") for way in told}


def unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """The file's bytes, and those of what is packed in it."""
    content = path.read_bytes()
    yield str(path), content
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(BytesIO(content)) as book:
            for name in book.namelist():
                yield f"{path}: {name}", book.read(name)
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            for number, item in enumerate(pdf.objects):
                if isinstance(item, pikepdf.Stream):
                    try:
                        yield f"{path}: stream {number}", item.read_bytes()
                    except pikepdf.PdfError:
                        yield f"{path}: stream {number}", item.read_raw_bytes()


def plant(folder: Path) -> None:
    board = folder / "params" / "board.yml"
    told = board.read_text(encoding="utf-8")
    changed = told.replace("largest_small: 5\n", f"largest_small: {SMALL}\n").replace(
        "fewest_a_quarter: 10", "fewest_a_quarter: 0"
    )
    assert changed.count(str(SMALL)) == 1
    board.write_text(
        changed + "\neditions_keep: tables\n" if "editions_keep" not in changed else changed, encoding="utf-8"
    )
    for quarter, count in zip(QUARTERS, MACE, strict=True):
        rows = ["Cover,Form,1", "Cover,Sub-group,cse", f"Cover,Quarter,{quarter}", "Cover,Author's role,Score card author",
                "Cover,Date completed,2017-05-01", "Cover,Status,final",
                "Figures,Measure,Number,Out of,Value", f"Figures,P3-H1a,{count},,", "Figures,P3-H1b,200003,,"]  # fmt: skip
        if quarter == QUARTER:
            rows += [f"Figures,P3-02,{sum(AGES.values())},,", "Age,Measure,Category,Number,Out of,Value"]
            rows += [f"Age,P3-02,{age},{number},," for age, number in AGES.items()]
        place = folder / "data" / "returns" / quarter / "cse"
        place.mkdir(parents=True)
        (place / "2017-05-02.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def planted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("canary")
    for name in ("params", "data", "notebooks", "book"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(root / "_config.yml", folder)
    plant(folder)
    return open_project(folder)


@pytest.fixture(scope="module")
def public(planted: Project) -> Path:
    assert main(["build", QUARTER, "--project", str(planted.folder), "--edition", "public", "--quiet"]) == 0
    return planted.build / QUARTER / "public"


def markers(svg: str) -> set[tuple[str, str]]:
    """Where a chart's own points stand, as its file writes it."""
    uses = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}use")
    return {(use.attrib["x"], use.attrib["y"]) for use in uses if "x" in use.attrib}


def test_the_counts_are_there_for_the_board_and_would_be_found(planted: Project) -> None:
    """What is looked for is there: the board's own edition has it, in numbers and as places on a chart."""
    opened = open_edition(planted, QUARTER)
    released = opened.release("p3_child_sexual_exploitation")
    told = released.to_json()
    assert all(any(way in told for way in ways_to_tell(number)) for number in PLANTED)
    assert set(opened.protected.primary) >= {
        f"P3-H1a/quarter/{q}.numerator" for q, n in zip(QUARTERS, MACE, strict=True) if n in PLANTED
    }


def test_no_byte_of_the_public_edition_tells_them(public: Path) -> None:
    ways = {way: number for number in PLANTED for way in ways_to_tell(number)}
    any_of = re.compile(b"|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True)), re.IGNORECASE)
    looked, found = 0, []
    for path in sorted(p for p in public.rglob("*") if p.is_file()):
        for place, content in unpacked(path):
            looked += len(content)
            found += [
                (place, ways.get(m[0], m[0]), content[max(0, m.start() - 30) : m.end() + 30])
                for m in any_of.finditer(content)
            ]
    assert looked > 10_000_000
    assert [one for one in found if not _by_chance(one[2])] == []
    # What is shown is there: the search looks where the numbers are.
    page = (public / "html" / "p3_child_sexual_exploitation.html").read_text(encoding="utf-8")
    assert all(f"{number:,}" in page for number in SHOWN[-3:])


def _by_chance(around: bytes) -> bool:
    """Whether the digits stand inside a longer run of digits or letters, such as a hash."""
    return re.search(rb"[0-9a-f]{20}", around) is not None


def test_no_chart_has_a_point_where_one_would_stand(planted: Project, public: Path) -> None:
    opened = open_edition(planted, QUARTER)
    page = page_of(opened.release("p3_child_sexual_exploitation"), planted.plan, planted.board)
    exhibit = page.exhibit("shift_between_services")
    assert exhibit.drawing is not None
    drawn = (public / "html" / "_static" / "charts" / f"{CHART}.svg").read_text(encoding="utf-8")
    boards, publics = markers(draw(exhibit.drawing, exhibit.mark)), markers(drawn)
    assert len(boards) - len(publics) >= 3
    # A place that only the board's chart has is that of a withheld count, or of a share that went with one.
    assert publics <= boards
    assert "<!-- c -->" in drawn


def test_the_edition_is_audited_signed_and_filed(planted: Project, public: Path) -> None:
    with redirect_stdout(StringIO()) as said:
        assert main(["audit", str(public)]) == 0
    assert "figures not accounted for: 0" in said.getvalue()
    before = hash_of_tables(public)
    build = partial(build_book, say=lambda _: None, formats=("html",))
    first, second = datetime(2017, 6, 1, 9, tzinfo=UTC), datetime(2017, 6, 2, 9, tzinfo=UTC)
    assert sign_off(public, "Board manager", first, planted, build, audited) is None
    filed = sign_off(public, "Chair", second, planted, build, audited)
    assert filed == planted.editions / QUARTER / "public"
    line = BeautifulSoup((public / "html" / "index.html").read_text(encoding="utf-8"), "html.parser").select_one(
        ".bd-header-announcement"
    )
    assert line is not None
    assert "DRAFT" not in line.get_text()
    assert hash_of_tables(public) == before
    (kept,) = filed_editions(planted)
    assert kept.roles == ("Board manager", "Chair")
    # Made once more, now with itself on file, it is the same, and no draft.
    again = open_edition(planted, QUARTER, "public")
    assert [one.folder for one in again.published_before] == [filed]
    assert zlib.crc32(repr(list(again.indicators)).encode()) == zlib.crc32(
        repr(list(open_edition(planted, QUARTER, "public").indicators)).encode()
    )
