"""The compiled pages of the last run, kept with their sources, so that the compiler reads and writes only what changed.

Every page shows the titles of all and leads to some; so pages are taken only where no more has changed than what stands
on some of them, and compiled anew, all of them, where a title is another or a link leads nowhere any more.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from nelscb.book.compile import Compiler
from nelscb.chart_files import CHARTS
from nelscb.fingerprint import code_and_libraries
from nelscb.plan import Project
from nelscb.plan.reading import read_yaml

MOST = 4
"""How many editions' pages are kept, those that were made last; each is some forty megabytes."""
_RECORD = "kept.json"


class KeptPages:
    """What was compiled before, in ``build/.cache/pages``, each edition's in a folder of its own."""

    def __init__(self, project: Project, edition: str) -> None:
        self._folder = project.build / ".cache" / "pages" / edition

    def take(self, sources: Path, work: Path) -> list[Path] | None:
        """Move what was kept to ``work``, where it was compiled, with ``sources`` in the place of its own.

        Gives the pages there whose sources are as they were. None where there is nothing, or nothing that fits; then
        ``work`` holds the sources alone. What is taken is gone: two runs never have the same, and one that ends early
        leaves none.
        """
        fits = False
        if self._folder.is_dir():
            self._folder.rename(work)
            fits = _is_as_kept(work) and _differ_in_content_alone(sources, work / "src")
        if fits:
            other = _renew(work / "src", sources)
            # The page that lists all the others is written again with any of them.
            other.add(read_yaml(work / "src" / "_toc.yml")["root"])
            return [path for path in sorted((work / "_build" / "html").glob("*.html")) if path.stem not in other]
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        sources.rename(work / "src")
        return None

    def record(self, work: Path) -> None:
        """Write down what was compiled in ``work``, in which from now on nothing changes."""
        told = {"by": code_and_libraries(), "files": _hashes(work)}
        (work / _RECORD).write_text(json.dumps(told, indent=0), encoding="utf-8")

    def keep(self, work: Path) -> None:
        """Keep what was compiled in ``work``, and recorded, for the next run."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        work.rename(self._folder)
        editions = sorted(self._folder.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for folder in editions[MOST:]:
            shutil.rmtree(folder, ignore_errors=True)


def compile_what_changed(
    compiler: Compiler, kept: KeptPages, sources: Path, work: Path, target: Path, take: Callable[[Path], None],
    meanwhile: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Compile ``sources`` in ``work`` into ``target``, with the pages that were kept where they fit.

    ``take`` is given each page that was kept or written, and again where it is written again. ``meanwhile`` is called
    once, while the compiler reads. Raises Mistake with the first warnings.
    """
    built, same = work / "_build" / "html", kept.take(sources, work)
    titles = {} if same is None else _titles(built)
    signs = _Signs(built)

    def take_kept() -> None:
        for page in same or ():
            take(page)
        signs.read(same or ())
        meanwhile()

    compiler.compile(work / "src", work / "src" / "_config.yml", work, target, take, take_kept)
    if same is not None and (_titles(built) != titles or signs.lead_nowhere()):
        shutil.rmtree(work / "_build")
        shutil.rmtree(target)
        with Compiler() as again:
            again.compile(work / "src", work / "src" / "_config.yml", work, target, take)


def _is_as_kept(work: Path) -> bool:
    try:
        told = json.loads((work / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    (work / _RECORD).unlink()
    return bool(told == {"by": code_and_libraries(), "files": _hashes(work)})


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _differ_in_content_alone(new: Path, old: Path) -> bool:
    """Whether there are the same files, and those that differ are pages and charts: settings are everybody's."""
    names = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
    if names != {path.relative_to(old).as_posix() for path in old.rglob("*") if path.is_file()}:
        return False
    charts = f"_static/{CHARTS}/"
    return all(
        name.startswith(charts) or name.endswith((".md", ".ipynb")) or _same(new / name, old / name) for name in names
    )


def _renew(old: Path, new: Path) -> set[str]:
    """Put what differs in the old one's place; the rest keeps its time, by which the compiler knows it.

    Gives the pages of which the source or a chart differs, by name.
    """
    other = set()
    for path in sorted(new.rglob("*")):
        place = old / path.relative_to(new)
        if path.is_file() and not _same(path, place):
            path.replace(place)
            other.add(path.stem)
    shutil.rmtree(new)
    return other


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def _titles(built: Path) -> dict[str, str]:
    """Each page's title, as it is shown beside every other page."""
    found = {path.name: _TITLE.search(path.read_text(encoding="utf-8")) for path in built.glob("*.html")}
    return {name: title[1] if title else "" for name, title in found.items()}


class _Signs:
    """The places of the pages in ``built``, and the links between pages, each page looked through once."""

    def __init__(self, built: Path) -> None:
        self._built = built
        self._read: dict[Path, tuple[int, frozenset[str], frozenset[tuple[str, str]]]] = {}

    def read(self, pages: Iterable[Path]) -> None:
        """Look through those of these pages that are others than when they were looked through before."""
        for path in pages:
            written = path.stat().st_mtime_ns
            if path not in self._read or self._read[path][0] != written:
                text = path.read_text(encoding="utf-8").replace("\n", " ")
                self._read[path] = written, frozenset(_PLACE.findall(text)), frozenset(_LINK.findall(text))

    def lead_nowhere(self) -> bool:
        """Whether a page links to a place on another page that is not there."""
        self.read(self._built.glob("*.html"))
        places = {path.name: places for path, (_, places, _) in self._read.items()}
        links = {link for _, _, links in self._read.values() for link in links}
        return any(page in places and place not in places[page] for page, place in links)


_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# What begins with plain text is found as quickly as that is: with a boundary first it would take ten times as long.
_PLACE = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r' href="([\w-]+\.html)#([^"]+)"')
