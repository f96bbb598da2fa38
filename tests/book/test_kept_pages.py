"""Pages compiled before are taken only where nothing but the content of some has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from nelscb.book import kept_pages
from nelscb.book.compile import Compiler
from nelscb.book.kept_pages import MOST, KeptPages, compile_what_changed
from nelscb.plan import Project, open_project

SETTINGS, STYLE, CHART = "_config.yml", "_static/nelscb.css", "_static/charts/one.svg"


class Written:
    """A compiler that writes each page whose source is newer than what was written of it, as the real one does."""

    made: list[str]

    def __init__(self) -> None:
        Written.made = []

    def __enter__(self) -> Written:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def compile(
        self, sources: Path, config: Path, work: Path, target: Path, take: Callable[[Path], None],
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        assert config == sources / SETTINGS
        meanwhile()
        built = work / "_build" / "html"
        built.mkdir(parents=True, exist_ok=True)
        for source in sorted(sources.glob("*.md")):
            page, text = built / f"{source.stem}.html", source.read_text(encoding="utf-8")
            if not page.exists() or page.stat().st_mtime_ns < source.stat().st_mtime_ns:
                page.write_text(text, encoding="utf-8")
                self.made.append(source.stem)
                take(page)
        shutil.copytree(built, target)


@pytest.fixture
def kept(root: Path, tmp_path: Path) -> KeptPages:
    (tmp_path / "params").mkdir()
    project = open_project(root)
    return KeptPages(Project(tmp_path, project.board, project.plan), "2016-17-Q4-board")


def sources(folder: Path, **changed: str) -> Path:
    """Three pages, of which one leads to another, with settings, a style and a chart."""
    target = folder / "new"
    content = {
        "one.md": '<title>One</title><a href="two.html#place">', "two.md": '<title>Two</title><p id="place">',
        "three.md": "<title>Three</title>", "_toc.yml": "root: one", SETTINGS: "title: book",
        STYLE: "p {}", CHART: "<svg/>",
    }  # fmt: skip
    for name, text in (content | changed).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    return target


def compiled(kept: KeptPages, folder: Path, keep: bool = True, **changed: str) -> list[str]:
    """The pages that were written, ``target`` being as the sources say in any case."""
    new, work, target = sources(folder, **changed), folder / "work", folder / "target"
    asked = {path.stem: path.read_text(encoding="utf-8") for path in new.glob("*.md")}
    shutil.rmtree(target, ignore_errors=True)
    taken: dict[str, str] = {"one": asked["one"]}
    meanwhile: list[bool] = []
    compile_what_changed(
        cast("Compiler", Written()), kept, new, work, target,
        lambda page: taken.update({page.stem: page.read_text(encoding="utf-8")}), lambda: meanwhile.append(True),
    )  # fmt: skip
    assert len(meanwhile) == 1
    assert taken == asked
    assert {path.stem: path.read_text(encoding="utf-8") for path in target.glob("*.html")} == asked
    if keep:
        kept.record(work)
        kept.keep(work)
    else:
        shutil.rmtree(work)
    return Written.made


@pytest.fixture(autouse=True)
def _compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "Compiler", Written)


ALL = ["one", "three", "two"]


def test_only_a_page_whose_source_changed_is_written_again(kept: KeptPages, tmp_path: Path) -> None:
    assert compiled(kept, tmp_path) == ALL
    assert compiled(kept, tmp_path) == []
    assert compiled(kept, tmp_path, **{"three.md": "<title>Three</title>more"}) == ["three"]
    assert compiled(kept, tmp_path, **{CHART: "<svg>2</svg>"}) == ["three"]


@pytest.mark.parametrize(
    "changed",
    [{SETTINGS: "title: other"}, {STYLE: "p {color: red}"}, {"four.md": "<title>Four</title>"}],
    ids=["settings", "style", "another page"],
)
def test_what_every_page_rests_on_makes_all_anew(changed: dict[str, str], kept: KeptPages, tmp_path: Path) -> None:
    compiled(kept, tmp_path)
    assert compiled(kept, tmp_path, **changed) == sorted([*ALL, *(["four"] if "four.md" in changed else [])])


def test_another_title_which_every_page_shows_makes_all_anew(kept: KeptPages, tmp_path: Path) -> None:
    compiled(kept, tmp_path)
    assert compiled(kept, tmp_path, **{"three.md": "<title>Third</title>"}) == ALL


def test_a_place_that_is_gone_and_that_another_page_leads_to_makes_all_anew(kept: KeptPages, tmp_path: Path) -> None:
    compiled(kept, tmp_path)
    assert compiled(kept, tmp_path, **{"two.md": "<title>Two</title>"}) == ALL


def test_other_code_makes_all_anew(kept: KeptPages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(kept, tmp_path)
    monkeypatch.setattr(kept_pages, "code_and_libraries", lambda: "other code")
    assert compiled(kept, tmp_path) == ALL


@pytest.mark.parametrize("name", ["src/one.md", "_build/html/one.html", "kept.json"])
def test_what_was_altered_since_is_not_taken(name: str, kept: KeptPages, tmp_path: Path) -> None:
    compiled(kept, tmp_path)
    (path,) = (tmp_path / "build" / ".cache" / "pages").rglob(name)
    path.write_text("altered", encoding="utf-8")
    assert compiled(kept, tmp_path) == ALL


def test_a_run_that_ends_early_leaves_nothing_to_take(kept: KeptPages, tmp_path: Path) -> None:
    compiled(kept, tmp_path)
    assert compiled(kept, tmp_path, keep=False) == []
    assert compiled(kept, tmp_path) == ALL


def test_few_editions_are_kept(root: Path, tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    project = open_project(root)
    board = Project(tmp_path, project.board, project.plan)
    for number in range(MOST + 2):
        compiled(KeptPages(board, f"edition {number}"), tmp_path)
    assert len(list((tmp_path / "build" / ".cache" / "pages").iterdir())) == MOST
    assert compiled(KeptPages(board, "edition 0"), tmp_path) == ALL
