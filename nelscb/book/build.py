"""Build one quarter's book: open the edition once, run the notebooks, make the formats, put them in place.

Everything is made in a folder beside the old book, which stays as it was until the new one is whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace as replace_field
from datetime import date
from pathlib import Path

from nelscb.audit import Attack, attack, read_published
from nelscb.book.asked import FORMATS, Asked
from nelscb.book.cluster import ClusterRunner
from nelscb.book.execution import Execution, Runner, notebooks_of
from nelscb.book.formats import Parts, make_formats, write_data
from nelscb.book.in_place import Place
from nelscb.book.made import LOCKS, UNCHANGED, clear_up, forget, is_as_made, made_from, remember
from nelscb.book.refused import refusal
from nelscb.book.run import NotebookRunner
from nelscb.edition import (
    PROSE,
    Edition,
    check_call,
    open_edition,
)
from nelscb.filed_editions import hash_of_tables
from nelscb.filed_editions import signed as signed_off
from nelscb.kernels import WARM
from nelscb.mistakes import Mistake
from nelscb.pages.chapter import check_analyses
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.released_pages import release_pages

Say = Callable[[str], None]


@dataclass(frozen=True)
class Manner:
    """How a book is made, which changes nothing in it.

    ``jobs``: how many notebooks at once; ``engine``: on which kernels; ``fresh``: everything anew, whatever is kept;
    ``cluster``: the address of a Dask scheduler whose workers execute the notebooks.
    """

    jobs: int | None = None
    engine: str = WARM
    fresh: bool = False
    cluster: str | None = None


def build_book(
    project: Project, quarter: Quarter | str, edition: str = "board", as_of: date | str | None = None,
    say: Say = print, annual: bool = False, formats: Sequence[str] = FORMATS, signed: str = "",
    manner: Manner = Manner(),
) -> Path:  # fmt: skip
    """Build the book and give the folder it stands in: ``build/<quarter>/<edition>``.

    ``formats``: what to make of html, pdf and xlsx. A fourth quarter's book is an annual edition too; ``annual`` makes
    any other quarter's one, of its last four. ``signed``: the hash of the released tables that two roles are signing
    off; without theirs, or that of an edition on file, the book is a draft.

    Where the same book was made before from what is there now, nothing is done. Raises Mistake or WrongCall; the book
    that was there before then stays as it was, and where notebooks failed, a book whose pages say so stands beside it.
    """
    quarter, as_of_day = check_call(quarter, edition, as_of)
    asked = Asked(quarter, edition, str(as_of_day), annual, tuple(formats), signed)
    place = place_of(project, quarter, edition)
    try:
        with place.held(say):
            if manner.fresh:
                forget(project)
            elif is_as_made(project, asked):
                say(f"{quarter}: {UNCHANGED}")
                return place.target
            key = made_from(project, asked)
            with place.making() as beside, _runner(project, manner) as runner:
                failed = _make(project, asked, beside, runner, say)
                if failed:
                    shown = place.put_aside() if (beside / "html").exists() else None
                    raise Mistake(_failures(failed, shown))
                place.put()
            place.clear_failures()
            # The book is whole and in its place: where this cannot be written it is made once more, the next time.
            with suppress(OSError):
                clear_up(project)
                remember(project, asked, key)
    except Exception as error:
        told = refusal(error, project.build)
        if told is None:
            raise
        raise Mistake(f"{told}; the book that was there before is as it was") from error
    return place.target


def _runner(project: Project, manner: Manner) -> Runner:
    if manner.cluster:
        return ClusterRunner(project.folder, manner.cluster)
    # One more than there are cores: much of a notebook's time goes by in waiting for messages.
    return NotebookRunner(project.folder, manner.jobs or (os.cpu_count() or 1) + 1, manner.engine)


def place_of(project: Project, quarter: Quarter, edition: str) -> Place:
    """Where an edition stands."""
    lock = project.build / ".cache" / LOCKS / f"{quarter}-{edition}.lock"
    return Place(project.build / str(quarter) / edition, lock)


def _make(
    project: Project, asked: Asked, beside: Path, runner: NotebookRunner | ClusterRunner, say: Say
) -> dict[str, str]:
    """Fill ``beside`` with the book. Gives the notebooks that failed and the reasons, which the book tells then."""
    as_of = None if asked.as_of == "None" else asked.as_of
    check_analyses(project.plan)
    opened = open_edition(project, asked.quarter, asked.edition, as_of)
    notebooks = notebooks_of(project, asked.annual or opened.quarter.number == 4, asked.edition)
    released = release_pages(opened, list(notebooks), as_of)
    execution = Execution(notebooks, released, opened, as_of, beside, say)
    execution.start(runner)
    # While the notebooks run: what the prose may see is the whole board's, and takes longest.
    released |= release_pages(opened, [PROSE], as_of)
    write_data(released[PROSE], project, beside)
    released[PROSE] = replace_field(
        released[PROSE], draft=_is_draft(opened, hash_of_tables(beside), asked.signed),
        attacked=_attacked(opened, beside) if asked.edition == "public" else None,
    )  # fmt: skip
    failed = execution.finish(runner)
    if failed and asked.edition != "board":
        return failed
    parts = Parts(project, released, beside / "notebooks")
    if failed:
        # What is printed refers from page to page; and where even the pages cannot be made, the failures are told.
        execution.write_failed(failed)
        with suppress(Mistake):
            make_formats(parts, ("html",), beside, lambda what: say(f"{opened.quarter}: {what}"))
        return failed
    make_formats(parts, asked.formats, beside, lambda what: say(f"{opened.quarter}: {what}"))
    return {}


def _failures(failed: dict[str, str], shown: Path | None) -> str:
    told = "; ".join(f"notebook {name} failed {what}" for name, what in sorted(failed.items()))
    where = f"; a book whose pages say what failed is in {shown / 'html' / 'index.html'}" if shown else ""
    return f"{told}; the book that was there before is as it was{where}"


def _is_draft(opened: Edition, tables: str, signed: str) -> bool:
    """Whether nobody has signed these tables off, now or before."""
    return tables != signed and signed_off(opened.project, opened.quarter, opened.name, tables) is None


def _attacked(opened: Edition, tables: Path) -> dict[str, int]:
    """How many withheld counts came out how. Raises Mistake where one can be worked out that need not be."""
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
    before = [read_published(one.folder) for one in opened.published_before]
    protected = opened.protected
    return attack(read_published(tables), before, protected.counts, true_before=protected.known_then)
