"""Make one book: open the edition once, run the notebooks, and make the formats of what they show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nelscb.book.asked import Asked
from nelscb.book.compile import Compiler
from nelscb.book.execution import Execution, notebooks_of
from nelscb.book.formats import Formats, Parts, steps_of
from nelscb.book.manifest_of import exhibits_of, write_manifest
from nelscb.book.watching import Runner
from nelscb.core_data_set import write_data, write_received_rows
from nelscb.edition import METHOD_PAGES, PROSE, Edition, ReleasedPage, open_edition
from nelscb.filed_editions import hash_of_tables
from nelscb.filed_editions import signed as signed_off
from nelscb.issues import withdrawn_with
from nelscb.manifest import ShownExhibit, being_put, inputs_of
from nelscb.mistakes import Mistake
from nelscb.numbering import numbered
from nelscb.pages.chapter import check_analyses
from nelscb.plan import Project
from nelscb.progress import Making, Progress
from nelscb.released_pages import folder_of_pages, release_pages

if TYPE_CHECKING:
    from nelscb.audit import Attack

OPENING, DATA, ATTACKING = "working out the figures", "writing the core data set", "attacking what is withheld"
"""The steps that come before those of the formats, as whoever waits for the book is told them."""


def make(project: Project, asked: Asked, beside: Path, runner: Runner, progress: Progress) -> dict[str, str]:
    """Fill ``beside`` with the book. Gives the notebooks that failed and the reasons, which the book tells then.

    The manifest is written last, and where notebooks failed, not at all. What a public one leaves out waits beside the
    edition's place until the book is put there.
    """
    # The compiler takes a second to load: it begins to once the processes that run notebooks have loaded.
    with Compiler(runner.loaded) as compiler:
        return _make(project, asked, beside, runner, progress, compiler)


def _make(
    project: Project, asked: Asked, beside: Path, runner: Runner, progress: Progress, compiler: Compiler
) -> dict[str, str]:
    as_of = None if asked.as_of == "None" else asked.as_of
    public = asked.edition == "public"
    between = (DATA, ATTACKING) if public else (DATA,)
    progress.tell(Making(str(asked.quarter), asked.edition, (OPENING, *between, *steps_of(asked.formats))))
    with progress.step(OPENING):
        check_analyses(project.plan)
        inputs = inputs_of(project)
        folder = folder_of_pages(project, asked.quarter, asked.edition, as_of)
        notebooks = notebooks_of(project, asked.annual or asked.quarter.number == 4, asked.edition)
        opened = numbered(open_edition(project, asked.quarter, asked.edition, as_of))
        execution = Execution(notebooks, opened, as_of, beside, progress)
        released: dict[str, ReleasedPage] = {}
        # The chapters' notebooks need not wait for the pages that see the whole board; and none for what the pages
        # about the methods show, which is tried out anew now and then.
        chapters = [chapter.slug for chapter in project.plan.chapters]
        whole = [name for name in notebooks if name not in {*chapters, *METHOD_PAGES}]
        for pages in (chapters, whole, METHOD_PAGES):
            some = release_pages(opened, list(pages), as_of, folder)
            execution.begin(runner, some, folder / f"{whole[0]}.json" if pages is whole and whole else None)
            released |= some
        if "xlsx" in asked.formats:
            runner.expect_errand()
        watch = execution.watch(runner)
    with watch:
        # While the notebooks run: what the prose may see is the whole board's, and takes longest.
        released[PROSE] = release_prose(
            opened, asked.signed, lambda: release_pages(opened, [PROSE], as_of, folder)[PROSE], beside, progress
        )
        if not public:
            write_received_rows(opened, beside)
        parts = Parts(project, released, beside / "notebooks", execution.running)
        shown: list[ShownExhibit] = []
        with Formats(parts, asked.formats, beside, progress, compiler, runner.aside) as formats:
            failed = execution.finish(watch)
            if failed and asked.edition == "board":
                # What is printed refers from page to page; and where pages cannot be made, the failures are told.
                execution.write_failed(failed)
                with suppress(Mistake):
                    formats.finish(("html",))
            elif not failed:
                names = sorted(execution.given)
                formats.finish(
                    meanwhile=lambda: shown.extend(exhibits_of(beside / "notebooks", names, formats.exhibits_shown()))
                )
    if not failed:
        place = project.build / str(asked.quarter) / asked.edition
        write_manifest(beside, asked, opened, inputs, execution, shown, released[PROSE].draft, being_put(place))
    return failed


def release_prose(
    opened: Edition, signed: str, release: Callable[[], ReleasedPage], folder: Path, progress: Progress
) -> ReleasedPage:
    """What the prose may see, with the released tables written into ``folder``.

    The tables are what says whether it is a draft, and a public edition's are attacked. ``release`` gives all that
    does not hang on them.
    """
    with progress.step(DATA):
        released = release()
        write_data(released, opened.project, folder)
        draft = _is_draft(opened, _not_withdrawn(opened, hash_of_tables(folder)), signed)
    attacked = _attacked(opened, folder, progress) if opened.name == "public" else None
    return replace(released, draft=draft, attacked=attacked)


def _is_draft(opened: Edition, tables: str, signed: str) -> bool:
    """Whether nobody has signed these tables off, now or before."""
    return tables != signed and signed_off(opened.project, opened.quarter, opened.name, tables) is None


def _not_withdrawn(opened: Edition, tables: str) -> str:
    """The hash of the tables. Raises Mistake where they are those of an issue that was withdrawn."""
    withdrawn = withdrawn_with(opened.project, opened.quarter, opened.name, tables)
    if withdrawn is not None and withdrawn.withdrawal is not None:
        told = withdrawn.withdrawal
        raise Mistake(
            f"{opened.quarter}: these are the figures of issue {withdrawn.issue} of the {opened.name} edition, which "
            f"{told.signature.role} withdrew on {told.signature.at.date()} ({told.why}); correct the data or the "
            "settings, and build again for a new issue"
        )
    return tables


def _attacked(opened: Edition, tables: Path, progress: Progress) -> dict[str, int]:
    """How many withheld counts came out how. Raises Mistake where one can be worked out that need not be."""
    with progress.step(ATTACKING):
        found = attack_edition(tables, opened)
    if not found.passes:
        first = found.failed[0].cell if found.failed else found.with_limits[0]
        raise Mistake(
            f"{opened.quarter}: the public could work out {len(found.failed) + len(found.with_limits)} small counts, "
            f"{first} among them; this is a fault of the book, so keep the data and report it"
        )
    return found.counts


def attack_edition(tables: Path, opened: Edition) -> Attack:
    """Attack the public tables in a folder with those published before; the board's counts tell what is small."""
    from nelscb.audit import attack, read_published  # a tenth of a second that only a public edition needs

    before = [read_published(one.folder) for one in opened.published_before]
    protected = opened.protected
    return attack(read_published(tables), before, protected.counts, true_before=protected.known_then)
