"""Distinctive counts are planted where they must be withheld, and looked for in every byte of the public edition.

In a copy of the real board the rule's largest small count is raised, so that a small count can be one that stands
nowhere by chance. What has been published is known, and stays as it is.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from bs4 import BeautifulSoup

from nelscb.book.build import build_book
from nelscb.book.making import attack_edition
from nelscb.charts import draw
from nelscb.cli import main
from nelscb.commands.audit import audited
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
COVER = (
    "Cover,Form,1", "Cover,Sub-group,cse", "Cover,Author's role,Score card author", "Cover,Date completed,2017-05-01",
    "Cover,Status,final",
)  # fmt: skip
FIGURES = ("Figures,Measure,Number,Out of,Value", "Figures,P3-H1b,200003,,")
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
    for old, new in (
        ("largest_small: 5\n", f"largest_small: {SMALL}\n"), ("fewest_a_quarter: 10", "fewest_a_quarter: 0"),
        ("editions_keep: everything", "editions_keep: tables"),
    ):  # fmt: skip
        assert told.count(old) == 1
        told = told.replace(old, new)
    board.write_text(told, encoding="utf-8")
    for quarter, count in zip(QUARTERS, MACE, strict=True):
        rows = [*COVER, f"Cover,Quarter,{quarter}", *FIGURES, f"Figures,P3-H1a,{count},,"]
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
    ways = sorted({way.lower() for number in PLANTED for way in ways_to_tell(number)})
    looked, found = 0, []
    for path in sorted(p for p in public.rglob("*") if p.is_file()):
        for place, content in unpacked(path):
            looked += len(content)
            small_letters = content.lower()
            found += [(place, way) for way in ways if way in small_letters and told_in(small_letters, way)]
    assert looked > 10_000_000
    assert found == []
    # What is shown is there: the search looks where the numbers are.
    page = (public / "html" / "p3_child_sexual_exploitation.html").read_text(encoding="utf-8")
    assert all(f"{number:,}" in page for number in SHOWN[-3:])


def told_in(content: bytes, way: bytes) -> bool:
    """Whether the number stands there by itself, and not inside a longer run of digits and letters, such as a hash."""
    apart = re.compile(rb"(?<![0-9a-f.])" + re.escape(way) + rb"(?![0-9a-f])")
    return apart.search(content) is not None


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


def test_the_attack_finds_none_of_them(planted: Project, public: Path) -> None:
    found = attack_edition(public, open_edition(planted, QUARTER, "public"))
    assert found.passes
    assert found.counts["withheld"] >= 4


def test_two_roles_sign_it_and_it_is_filed_without_the_mark_of_a_draft(planted: Project, public: Path) -> None:
    assert not audited(public)  # so the command would refuse it
    before = hash_of_tables(public)
    build = partial(build_book, say=lambda _: None, formats=("html",))
    first, second = datetime(2017, 6, 1, 9, tzinfo=UTC), datetime(2017, 6, 2, 9, tzinfo=UTC)
    assert sign_off(public, "Board manager", first, planted, build, lambda _: True) is None
    filed = sign_off(public, "Chair", second, planted, build, lambda _: True)
    assert filed == planted.editions / QUARTER / "public"
    front = BeautifulSoup((public / "html" / "index.html").read_text(encoding="utf-8"), "html.parser")
    line = front.select_one(".bd-header-announcement")
    assert line is not None
    assert "DRAFT" not in line.get_text()
    assert hash_of_tables(public) == before
    (kept,) = filed_editions(planted)
    assert kept.roles == ("Board manager", "Chair")
    again = open_edition(planted, QUARTER, "public")
    assert [one.folder for one in again.published_before] == [filed]
