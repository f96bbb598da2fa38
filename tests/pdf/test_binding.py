"""Parts are bound while later ones are still being set: in which order they come leaves no trace in the document."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pikepdf
import pytest
from printing import ABOUT, TEMPLATES, blocks, table, texts

from nelscb.pdf.assembling import SetChapter, assemble_book
from nelscb.pdf.binding import BindingAsTheyCome
from nelscb.pdf.chapters import Chapter
from nelscb.pdf.layout import laid_out
from nelscb.pdf.marking import kids
from nelscb.pdf.parts import CHAPTER, content_of, make_part
from nelscb.pdf.typesetting import Typesetter

NAMES = ("first", "second", "third")
ORDER = ("third", "first", "second")


@pytest.fixture(scope="module")
def typesetter(tmp_path_factory: pytest.TempPathFactory) -> Typesetter:
    folder = tmp_path_factory.mktemp("parts")
    return Typesetter(TEMPLATES, folder, folder / "work", ABOUT.as_of)


def part(typesetter: Typesetter, name: str, words: str = "Some words.") -> Path:
    rows = [[f"Row {row}", "1", "2"] for row in range(6)]
    title, *rest = blocks(f"<h1>The {name}</h1><p>{words}</p>{table(['Row', 'a', 'b'], rows)}", name)
    node = laid_out(Chapter(name, "".join(texts(title)), "A part", rest), Path(), False)
    return make_part(typesetter, CHAPTER, content_of(node, ABOUT), "made.pdf", words.replace(" ", "-"))


@pytest.fixture(scope="module")
def parts(typesetter: Typesetter) -> dict[str, Path]:
    return {name: part(typesetter, name) for name in NAMES}


def there(path: Path) -> Future[Path]:
    found: Future[Path] = Future()
    found.set_result(path)
    return found


def bound(typesetter: Typesetter, parts: dict[str, Path], binding: BindingAsTheyCome, target: Path) -> bytes:
    chapters = [SetChapter(f"The {name}", name, "", "", path) for name, path in parts.items()]
    return assemble_book(typesetter, ABOUT, chapters, target, binding.whole(parts)).read_bytes()


@pytest.mark.parametrize("coming", [NAMES, NAMES[::-1], ("second",), ()], ids="-".join)
def test_the_order_in_which_parts_come_leaves_no_trace(
    coming: tuple[str, ...], typesetter: Typesetter, parts: dict[str, Path], tmp_path: Path
) -> None:
    with BindingAsTheyCome(ORDER) as together:
        expected = bound(typesetter, parts, together, tmp_path / "together.pdf")
    with BindingAsTheyCome(ORDER) as binding:
        for name in coming:
            binding.expect(name, there(parts[name]))
        assert bound(typesetter, parts, binding, tmp_path / "made.pdf") == expected
    with pikepdf.open(tmp_path / "made.pdf") as document:
        assert [str(title) for title in titles(document)] == ["Contents", *(f"The {name}" for name in NAMES)]


def titles(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    with document.open_outline() as outline:
        return [item.title for item in outline.root]


def test_a_part_that_came_again_is_bound_as_it_came_last(
    typesetter: Typesetter, parts: dict[str, Path], tmp_path: Path
) -> None:
    other = {**parts, "third": part(typesetter, "third", "Other words.")}
    with BindingAsTheyCome(ORDER) as once:
        expected = bound(typesetter, other, once, tmp_path / "once.pdf")
    with BindingAsTheyCome(ORDER) as binding:
        for name, path in parts.items():
            binding.expect(name, there(path))
        binding.expect("third", there(other["third"]))
        assert bound(typesetter, other, binding, tmp_path / "again.pdf") == expected


def test_a_part_that_cannot_be_set_is_waited_for_by_nobody(parts: dict[str, Path]) -> None:
    failed: Future[Path] = Future()
    with BindingAsTheyCome(ORDER) as binding:
        binding.expect("first", there(parts["first"]))
        binding.expect("third", failed)
        failed.set_exception(ValueError("no such letter"))


def test_a_cell_says_what_it_is_and_not_how_its_borders_look(parts: dict[str, Path]) -> None:
    with pikepdf.open(parts["first"]) as document:
        waiting, cells = [document.Root.StructTreeRoot], []
        while waiting:
            for element in kids(waiting.pop()):
                if isinstance(element, pikepdf.Dictionary) and "/S" in element:
                    waiting.append(element)
                    cells += [element] if element.S in ("/TD", "/TH") else []
        said = [(str(cell.S), str(cell.A.Scope), str(cell.A.O), len(cell.A)) for cell in cells if "/A" in cell]
        assert len(cells) == 3 * 7
        assert sorted(said) == [("/TH", "/Column", "/Table", 2)] * 3 + [("/TH", "/Row", "/Table", 2)] * 6
