"""A board's folder: where its settings, its data, its notebooks and its book are, and the plan it follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from nelscb.fingerprint import hash_of
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan.board import AcceptedText, Board, QuarterSettings
from nelscb.plan.chapters import Chapter
from nelscb.plan.foundations import CoverageLine, Foundations
from nelscb.plan.local import LocalKnowledge, fill_in, with_local_knowledge
from nelscb.plan.measures import Breakdown, Measure
from nelscb.plan.reading import Record, read_record, read_rows, read_yaml
from nelscb.plan.rules import problems_of
from nelscb.plan.threads import Threads
from nelscb.quarters import Quarter

TABLES = ("core_data_set.csv", "measures.json", "core_data_set.csv-metadata.json")
"""The released tables of an edition; their hash is what is signed."""
SIGN_OFF = "sign_off.json"
WITHDRAWN = "withdrawn.json"
"""What stands beside them once they are filed: who signed them off, and who withdrew them."""
_NOT_CHAPTERS = {"breakdowns.yml", "foundations.yml", "threads.yml"}


@dataclass(frozen=True)
class Plan:
    """The whole plan: chapters in the plan's order, breakdowns, foundations, what answers each line, and threads."""

    chapters: tuple[Chapter, ...]
    breakdowns: Mapping[str, Breakdown]
    foundations: Foundations
    coverage: tuple[CoverageLine, ...]
    threads: Threads = field(default_factory=Threads)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Every measure by its id, in the plan's order."""
        return {m.id: m for chapter in self.chapters for m in chapter.measures}

    def measure(self, name: str) -> Measure:
        """The measure called ``P1-04`` or ``p1_04``. Raises WrongCall where there is none."""
        for measure in self.measures.values():
            if name in (measure.id, measure.slug):
                return measure
        raise WrongCall(f"{name!r} is no measure of the plan: ids look like P1-04")

    def chapter(self, slug: str) -> Chapter:
        """The chapter whose page is ``slug``. Raises WrongCall where there is none."""
        for chapter in self.chapters:
            if slug in (chapter.slug, chapter.id, chapter.id.lower()):
                return chapter
        raise WrongCall(f"{slug!r} is no chapter: there are {', '.join(c.slug for c in self.chapters)}")

    def chapter_of(self, measure_id: str) -> Chapter:
        """The chapter that declares the measure."""
        return self._chapters_of_measures[measure_id]

    @cached_property
    def _chapters_of_measures(self) -> dict[str, Chapter]:
        return {measure.id: chapter for chapter in reversed(self.chapters) for measure in chapter.measures}


@dataclass(frozen=True)
class Project:
    """A board's folder and what stands in it."""

    folder: Path
    board: Board
    plan: Plan

    @property
    def plan_folder(self) -> Path:
        """Where the plan's files are: the board's own, or those it borrows."""
        return (self.folder / self.board.plan).resolve()

    @property
    def notebooks(self) -> Path:
        """Where the notebooks are."""
        return (self.folder / self.board.notebooks).resolve()

    @property
    def book(self) -> Path:
        """Where the prose and the theme are."""
        return (self.folder / self.board.book).resolve()

    @property
    def published(self) -> Path:
        """Where the published figures are."""
        return self.folder / "data" / "published"

    @property
    def returns(self) -> Path:
        """Where returns are put as they come in; they are never changed."""
        return self.folder / "data" / "returns"

    @property
    def editions(self) -> Path:
        """Where editions that were signed off are filed; they are never changed."""
        return self.folder / "data" / "editions"

    @property
    def build(self) -> Path:
        """What the machine makes; can be deleted."""
        return self.folder / "build"

    def settings_file(self, quarter: Quarter) -> Path:
        """The quarter's settings; the file may be absent."""
        return self.folder / "params" / "quarters" / f"{quarter}.yml"

    def settings(self, quarter: Quarter) -> QuarterSettings:
        """What people decided for ``quarter``; all defaults where no file says anything."""
        path = self.settings_file(quarter)
        if not path.exists():
            return QuarterSettings()
        return read_record(QuarterSettings, read_yaml(path) or {}, path)

    def accepted_texts(self, quarter: Quarter) -> tuple[AcceptedText, ...]:
        """The texts that were accepted for the public in ``quarter`` or before: what was shown may be shown again."""
        return tuple(
            accepted
            for path in sorted(self.settings_file(quarter).parent.glob("*.yml"))
            if (of := _quarter_named(path)) is not None and of <= quarter
            for accepted in self.settings(of).accepted_texts
        )

    def input_files(self) -> list[Path]:
        """Every file that a figure can depend on, sorted: parameters, plan, received and published data.

        Of an edition that is filed, its tables and who signed and withdrew it: pages and pictures are for people.
        """
        folders = (self.folder / "params", self.plan_folder, self.folder / "data")
        found = {p for folder in folders for p in folder.rglob("*") if p.is_file()}
        kept = {*TABLES, SIGN_OFF, WITHDRAWN}
        found = {p for p in found if p.name in kept or not p.is_relative_to(self.editions)}
        found |= set(self.book.glob("*.csv"))
        return sorted(found)


def _quarter_named(path: Path) -> Quarter | None:
    """The quarter whose settings a file holds; None where its name is none."""
    try:
        return Quarter.parse(path.stem)
    except Mistake:
        return None


def open_project(folder: Path | str) -> Project:
    """Read a board's folder.

    Raises WrongCall where the folder is no project, and Mistake with every problem of its settings.
    """
    folder = Path(folder).resolve()
    board_file = folder / "params" / "board.yml"
    if not board_file.is_file():
        raise WrongCall(f"{folder} is no project: it has no params/board.yml; name the folder with --project")
    board = read_record(Board, read_yaml(board_file), board_file)
    plan_folder = (folder / board.plan).resolve()
    if not plan_folder.is_dir():
        raise Mistake(f"{board_file}: key 'plan': there is no folder {board.plan!r}")
    return Project(folder, board, _plan_of(plan_folder, board, folder / "params" / "local.yml"))


_read: dict[str, Plan] = {}
"""The plan last read, by all that it was read from: a process opens the same one again and again."""


def _plan_of(folder: Path, board: Board, local: Path) -> Plan:
    files = [*sorted(folder.glob("*.*")), local]
    content = [(str(path), path.read_bytes()) for path in files if path.is_file()]
    key = hash_of(board, content)
    if key not in _read:
        plan = _read_plan(folder, board, local)
        _read.clear()
        _read[key] = plan
    return _read[key]


def _read_plan(folder: Path, board: Board, local: Path) -> Plan:
    def read(kind: type[Record], path: Path) -> Record:
        return read_record(kind, fill_in(read_yaml(path), board.names, path), path)

    breakdowns = read(dict[str, Breakdown], folder / "breakdowns.yml")
    chapters = {
        path.name: read(Chapter, path) for path in sorted(folder.glob("*.yml")) if path.name not in _NOT_CHAPTERS
    }
    if local.exists():
        known = read_record(dict[str, LocalKnowledge], read_yaml(local) or {}, local)
        chapters = with_local_knowledge(chapters, known, local)
    problems = problems_of(board, chapters, breakdowns)
    if problems:
        raise Mistake(f"{folder}: " + "; ".join(problems))
    in_order = sorted(chapters.values(), key=lambda c: (c.kind != "priority", c.id))
    foundations = read(Foundations, folder / "foundations.yml")
    coverage = _read_coverage(folder / "coverage.csv")
    ids = {m.id for chapter in in_order for m in chapter.measures}
    for line in coverage:
        if line.answered == "by figures" and line.key not in ids:
            raise Mistake(
                f"{folder / 'coverage.csv'}: {line.key}, key 'answered': only a measure is answered by figures, and "
                "there is none of that id"
            )
    threads = read(Threads, folder / "threads.yml") if (folder / "threads.yml").exists() else Threads()
    for key, name in threads.named():
        if name not in ids:
            raise Mistake(f"{folder / 'threads.yml'}: key {key!r}: {name!r} is no measure of the plan")
    return Plan(tuple(in_order), breakdowns, foundations, coverage, threads)


def _read_coverage(path: Path) -> tuple[CoverageLine, ...]:
    columns = tuple(f.name for f in fields(CoverageLine))
    rows = [row for _, row in read_rows(path, columns)]
    return read_record(tuple[CoverageLine, ...], rows, path)
