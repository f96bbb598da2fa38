"""Build one quarter's book in a folder beside the old one, which stays as it was until the new one is whole."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nelscb.book.asked import FORMATS, Asked
from nelscb.book.cluster import ClusterRunner
from nelscb.book.in_place import Place
from nelscb.book.made import LOCKS, UNCHANGED, clear_up, forget, is_as_made, made_from, remember
from nelscb.book.refused import refusal
from nelscb.book.run import NotebookRunner
from nelscb.book.watching import Runner
from nelscb.calls import check_call
from nelscb.kept_drawings import folder_of
from nelscb.kernels import WARM, WarmProcess
from nelscb.manifest import being_put, private_file
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.progress import Progress, RunLog, Say, progress_of
from nelscb.quarters import Quarter

LOGS = "logs"
"""The folder of ``build`` in which each run leaves its log."""


@dataclass(frozen=True)
class Manner:
    """How a book is made, which changes nothing in it.

    ``jobs``: how many notebooks at once; ``engine``: on which kernels; ``fresh``: everything anew, whatever is kept;
    ``cluster``: the address of a Dask scheduler whose workers execute the notebooks; ``begun``: a warm process of the
    board's that has begun to load.
    """

    jobs: int | None = None
    engine: str = WARM
    fresh: bool = False
    cluster: str | None = None
    begun: WarmProcess | None = None

    @property
    def at_once(self) -> int:
        """How many notebooks are run at once on this machine."""
        # One more than there are cores: much of a notebook's time goes by in waiting for messages.
        return self.jobs or (os.cpu_count() or 1) + 1


def build_book(
    project: Project, quarter: Quarter | str, edition: str = "board", as_of: date | str | None = None,
    say: Say | Progress = print, annual: bool = False, formats: Sequence[str] = FORMATS, signed: str = "",
    manner: Manner = Manner(),
) -> Path:  # fmt: skip
    """Build the book and give the folder it stands in: ``build/<quarter>/<edition>``.

    ``formats``: what to make of html, pdf and xlsx. A fourth quarter's book is an annual edition too; ``annual`` makes
    any other quarter's one, of its last four. ``signed``: the hash of the released tables that two roles are signing
    off; without theirs, or that of an edition on file, the book is a draft. ``say`` is given lines, or told events. A
    log of the run, ``build/logs``, is written in every case.

    Where the same book was made before from what is there now, nothing is done. Raises Mistake or WrongCall; the book
    that was there before then stays as it was, and where notebooks failed, a book whose pages say so stands beside it.
    """
    quarter, as_of_day = check_call(quarter, edition, as_of)
    asked = Asked(quarter, edition, str(as_of_day), annual, tuple(formats), signed)
    place, progress = place_of(project, quarter, edition), progress_of(say)
    with said_in_words(project.build), place.held(progress.say), _not_looking_for_rubbish():
        if not manner.fresh and is_as_made(project, asked):
            progress.say(f"{quarter}: {UNCHANGED}")
            return place.target
        log = RunLog(project.build / LOGS, f"{quarter}-{edition}", _in_words(asked, manner))
        with log, said_in_words(project.build):
            if manner.fresh:
                forget(project)
            key = made_from(project, asked)
            # The log knows of nothing later than the terminal: it is what is left where a run is killed.
            with place.making() as beside, _runner(project, manner) as runner:
                # The libraries that make a book take seconds to load, in which the runner's processes load theirs.
                from nelscb.book.making import make

                failed = make(project, asked, beside, runner, progress.first_to(log))
                if failed:
                    shown = place.put_aside() if (beside / "html").exists() else None
                    raise Mistake(_failures(failed, shown))
                place.put()
            _put_private(place.target)
            place.clear_failures()
            # The book is whole and in its place: where this cannot be written it is made once more, the next time.
            with suppress(OSError):
                clear_up(project)
                remember(project, asked, key)
    return place.target


def _put_private(edition: Path) -> None:
    """What the public's manifest leaves out, in its place beside the edition, now that the edition is in its own."""
    with suppress(FileNotFoundError):
        being_put(edition).replace(private_file(edition))


@contextmanager
def said_in_words(build: Path) -> Iterator[None]:
    """What the machine refuses, a full disk say, as one sentence."""
    try:
        yield
    except Exception as error:
        told = refusal(error, build)
        if told is None:
            raise
        raise Mistake(f"{told}; the book that was there before is as it was") from error


@contextmanager
def _not_looking_for_rubbish() -> Iterator[None]:
    """What an edition is made of stays until the book is made: looking through it for what can go takes a fifth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _in_words(asked: Asked, manner: Manner) -> str:
    """What was asked of a run, for its log."""
    told = [f"the {asked.edition} edition of {asked.quarter}", f"formats {', '.join(asked.formats)}"]
    told += [f"as of {asked.as_of}"] if asked.as_of != "None" else []
    told += ["with the annual report"] if asked.annual else []
    told += [f"signed {asked.signed}"] if asked.signed else []
    told += [f"cluster {manner.cluster}"] if manner.cluster else [f"{manner.engine} kernels, {manner.at_once} at once"]
    return "; ".join([*told, *(["everything anew"] if manner.fresh else [])])


def _runner(project: Project, manner: Manner) -> Runner:
    if manner.cluster:
        return ClusterRunner(project.folder, manner.cluster)
    return NotebookRunner(project.folder, manner.at_once, manner.engine, folder_of(project), manner.begun)


def place_of(project: Project, quarter: Quarter, edition: str) -> Place:
    """Where an edition stands."""
    lock = project.build / ".cache" / LOCKS / f"{quarter}-{edition}.lock"
    return Place(project.build / str(quarter) / edition, lock)


def _failures(failed: dict[str, str], shown: Path | None) -> str:
    told = "; ".join(f"notebook {name} failed {what}" for name, what in sorted(failed.items()))
    where = f"; a book whose pages say what failed is in {shown / 'html' / 'index.html'}" if shown else ""
    return f"{told}; the book that was there before is as it was{where}"
