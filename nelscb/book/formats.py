"""From executed notebooks to what is read: the HTML book, two PDFs, the tables workbook and the core data set."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from nelscb.book.asked import FORMATS
from nelscb.book.compile import Compiler
from nelscb.book.kept_pages import KeptPages, compile_what_changed
from nelscb.book.stage import Prose, contents_of, exhibits_shown, stage, stage_rest
from nelscb.core_data_set import DATA, DESCRIPTION, KNOWLEDGE
from nelscb.edition import ANNUAL_PAGE, PROSE, ReleasedPage
from nelscb.exhibits import Exhibit
from nelscb.kernels import Lost
from nelscb.mistakes import Mistake
from nelscb.pages import page_of
from nelscb.pages.book import own_pages
from nelscb.pages.card_page import TEMPLATE, card_pages
from nelscb.pdf import documents
from nelscb.pdf.documents import BOOK, PACK, Printing
from nelscb.pdf.typesetting import TEMPLATES
from nelscb.plan import Project
from nelscb.progress import Progress
from nelscb.words.disclosure import small_counts
from nelscb.words.editions import announcement
from nelscb.words.printed import about_book, about_pack
from nelscb.workbook import write_workbook

WORKBOOK = "tables.xlsx"
DOWNLOADS = "downloads"
"""The folder of the HTML book in which the other formats stand too, so that its pages can lead to them."""
_FILES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "pdf": ((BOOK, "the whole book (PDF)"),),
    "xlsx": ((WORKBOOK, "all tables (Excel workbook)"),),
}
"""Each format's files, and their words for who looks for one."""
_PACK = (PACK, "the board pack (PDF)")
"""For the meeting: the public's edition has none."""
_DATA = (
    (DATA, "the core data set (CSV)"),
    (DESCRIPTION, "what the core data set's columns mean (CSVW)"),
    (KNOWLEDGE, "what each measure counts, and how counts hang together (JSON)"),
)
"""Made in every case: they are what is signed off."""
COMPILING, TABLES, PRINTING = "compiling the book", "writing the workbook", "typesetting the PDFs"
"""The steps, as whoever waits for the book is told them."""


@dataclass(frozen=True)
class Parts:
    """What the formats are made from: the released pages by name, and the folder of the executed notebooks.

    ``running``: the names of those that are not there yet when the formats are begun.
    """

    project: Project
    released: Mapping[str, ReleasedPage]
    notebooks: Path
    running: tuple[str, ...] = ()


Aside = Callable[[str, list[Any]], Any]
"""Runs a function, named ``module:function``, in another process."""


class Formats:
    """The formats of one book in ``folder``, begun while its notebooks still run and finished once they are there.

    The tables and what the prose shows need nothing of the notebooks. ``progress`` is told the steps. ``aside`` runs an
    errand in another process, or raises Lost.
    """

    def __init__(
        self, parts: Parts, formats: Sequence[str], folder: Path, progress: Progress, compiler: Compiler,
        aside: Aside | None = None,
    ) -> None:  # fmt: skip
        self._parts, self._formats, self._folder, self._progress = parts, formats, folder, progress
        self._compiler, self._aside = compiler, aside
        self._work = folder / "work"
        self._sources = self._work / "src"

    def __enter__(self) -> Formats:
        with ExitStack() as opened:
            self._beside = opened.enter_context(ThreadPoolExecutor(max_workers=1))
            self._work.mkdir(parents=True)
            wanted = "xlsx" in self._formats
            self._tables = self._beside.submit(self._write_tables) if wanted else None
            self._prose = _prose(self._parts, self._formats)
            self._staged: Future[list[tuple[str, str]]] = Future()
            try:
                self._staged.set_result(_staged(self._parts, self._prose, self._sources)[1])
            except Mistake as wrong:  # a notebook that still runs may fail, which would be told first
                self._staged.set_exception(wrong)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()
        shutil.rmtree(self._work, ignore_errors=True)

    def finish(self, formats: Sequence[str] | None = None, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Fill the folder with the formats asked for, or no more than ``formats``, now that the notebooks are there.

        ``meanwhile`` is called once, while the compiler reads its sources and there is nothing else to do. Raises
        Mistake with what is wrong; the caller throws the folder away then.
        """
        formats = self._formats if formats is None else formats
        parts, work, folder = self._parts, self._work, self._folder
        pages = folder / "html" if "html" in formats else work / "html"
        sources, made = self._sources, work / "made"
        kept = KeptPages(parts.project, f"{parts.released[PROSE].quarter}-{parts.released[PROSE].edition}")
        with self._progress.step(COMPILING):
            contents = self._staged.result()
            if parts.running:
                stage_rest(parts.project.book, parts.notebooks, self._prose, _line(parts), sources, parts.running)
            if "pdf" in formats:
                printing = self._opened.enter_context(printing_of(parts, contents, made / "src", work))
            take = printing.take if "pdf" in formats else lambda _: None
            compile_what_changed(self._compiler, kept, sources, made, pages, take, meanwhile)
        recorded = self._beside.submit(kept.record, made)
        if "pdf" in formats:
            with self._progress.step(PRINTING):
                printing.write(pages, folder)
        if self._tables is not None:
            self._tables.result()
            if "xlsx" in formats:
                (work / WORKBOOK).rename(folder / WORKBOOK)
        if "html" in formats:
            _offer(folder, formats, parts.released[PROSE].edition)
        with suppress(OSError):  # without room for it, the next run compiles all
            recorded.result()
            kept.keep(made)

    def exhibits_shown(self) -> list[tuple[str, Exhibit]]:
        """Every exhibit that a page of prose shows, with the page's name."""
        return list(exhibits_shown(self._parts.project.book, self._parts.notebooks, self._prose))

    def _write_tables(self) -> None:
        with self._progress.step(TABLES):
            if self._aside is not None:
                page = self._work / "tables.json"
                page.write_bytes(self._parts.released[PROSE].to_json())
                with suppress(Lost):  # which is also how a mistake looks from here: below it is told
                    project = str(self._parts.project.folder)
                    self._aside("nelscb.workbook:write_workbook_of", [project, str(page), str(self._work / WORKBOOK)])
                    return
            write_tables(self._parts, self._work)


def make_formats(parts: Parts, formats: Sequence[str], folder: Path, progress: Progress) -> None:
    """Fill ``folder`` with the formats asked for, of notebooks that are there already."""
    with Compiler() as compiler, Formats(parts, formats, folder, progress, compiler) as made:
        made.finish()


def steps_of(formats: Sequence[str]) -> tuple[str, ...]:
    """The steps in which the formats are made. The pages are compiled in every case."""
    return (COMPILING, *([TABLES] if "xlsx" in formats else []), *([PRINTING] if "pdf" in formats else []))


def stage_pages(parts: Parts, formats: Sequence[str], work: Path) -> tuple[Path, list[tuple[str, str]]]:
    """The sources of the HTML book in ``work/src``: its configuration, and (part, page name) in the book's order."""
    return _staged(parts, _prose(parts, formats), work / "src")


def _prose(parts: Parts, formats: Sequence[str]) -> Prose:
    return prose_of(parts.released[PROSE], parts.project, ANNUAL_PAGE in parts.released, formats)


def _staged(parts: Parts, prose: Prose, sources: Path) -> tuple[Path, list[tuple[str, str]]]:
    book, config = parts.project.book, _config(parts.project)
    staged = stage(book, parts.notebooks, prose, _line(parts), config, sources, parts.running)
    return staged, contents_of(sources / "_toc.yml")


def _line(parts: Parts) -> str:
    """The line that names the edition, as HTML."""
    return html.escape(announcement(parts.released[PROSE], parts.project.board))


def write_pages(parts: Parts, formats: Sequence[str], work: Path, pages: Path) -> list[tuple[str, str]]:
    """The HTML book in ``pages``. Gives its contents: (part, page name) in their order."""
    with Compiler() as compiler:
        config, contents = stage_pages(parts, formats, work)
        compiler.compile(work / "src", config, work, pages)
    return contents


def printing_of(parts: Parts, contents: Sequence[tuple[str, str]], charts: Path, work: Path) -> Printing:
    """The printing of both PDFs, whose pages name their charts as they stand in ``charts``."""
    project, released = parts.project, parts.released[PROSE]
    asked = documents.Asked(
        contents, [chapter.slug for chapter in project.plan.chapters], charts, project.book / TEMPLATES,
        about_book(released, project.board),
        about_pack(released, project.board) if released.edition == "board" else None,
    )  # fmt: skip
    return Printing(asked, work / "print", project.build / ".cache" / "print")


def write_tables(parts: Parts, folder: Path) -> None:
    """The workbook in ``folder``."""
    write_workbook(parts.released[PROSE], parts.project, folder / WORKBOOK)


def prose_of(released: ReleasedPage, project: Project, annual: bool, formats: Sequence[str] = FORMATS) -> Prose:
    """What the prose shows: its own exhibits, and a score card page for every sub-group of the board."""
    plan, board = project.plan, project.board
    groups = {page: board.groups.get(name, name) for page, name in card_pages(board).items()}
    cards = {page: {"group": group, "title": group} for page, group in groups.items()}
    copies: dict[str, dict[str, dict[str, str]]] = {TEMPLATE: cards} if annual else {TEMPLATE: cards, ANNUAL_PAGE: {}}
    names = {
        **board.names, "downloads": _downloads(formats, released.edition),
        "small_counts": small_counts(board.disclosure_rule),
    }  # fmt: skip
    # A sub-group's score card is the board's own page.
    own = own_pages(released, plan, board) if released.edition == "board" else {}
    return Prose(page_of(released, plan, board), own, names, copies, released.edition)


def files_of(formats: Sequence[str], edition: str) -> list[tuple[str, str]]:
    """The files that stand beside an edition's pages, each with its words for who looks for one."""
    found = [file for made in formats for file in _FILES.get(made, ())]
    if edition == "board" and "pdf" in formats:
        found.insert(1, _PACK)
    return [*found, *_DATA]


def _downloads(formats: Sequence[str], edition: str) -> str:
    """Where the other formats are, as HTML."""
    links = [
        f'<li><a href="{DOWNLOADS}/{name}">{html.escape(words)}</a></li>' for name, words in files_of(formats, edition)
    ]
    return f'<p class="screen-only">It can also be had as:</p>\n<ul class="screen-only">{"".join(links)}</ul>'


def _offer(folder: Path, formats: Sequence[str], edition: str) -> None:
    """Copy the other formats into the HTML book, which may stand on a web server without what is beside it."""
    names = [name for name, _ in files_of(formats, edition)]
    offered = folder / "html" / DOWNLOADS
    for name in names:
        offered.mkdir(exist_ok=True)
        shutil.copy(folder / name, offered / name)


def _config(project: Project) -> Path:
    own = project.folder / "_config.yml"
    path = own if own.is_file() else project.book.parent / "_config.yml"
    if not path.is_file():
        raise Mistake(f"{path}: there is no such file; it must be there")
    return path
