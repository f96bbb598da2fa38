"""What comes of making an edition again, exhibit by exhibit and file by file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nelscb.core_data_set import RECEIVED
from nelscb.edition import open_edition
from nelscb.exhibit_hash import hash_of_exhibit
from nelscb.manifest import Manifest, ShownExhibit, inputs_of, read_manifest
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.progress import Progress
from nelscb.verify.against import InputsThen, editions_read
from nelscb.verify.in_words import first_difference
from nelscb.verify.made_again import build_again, copied, exhibits_again
from nelscb.verify.moved import TABLE, Moved, cells_changed, figures_moved
from nelscb.verify.shown import shown_now, shown_then
from nelscb.verify.telling import Telling
from nelscb.verify.texts import texts_changed


@dataclass(frozen=True)
class Again:
    """An edition that is made again, wholly or one exhibit of it; ``told`` is said what comes of it."""

    manifest: Manifest
    folder: Path
    project: Project
    then: InputsThen
    told: Telling

    def one(self, wanted: ShownExhibit) -> None:
        """Make one exhibit again, without a notebook."""
        with self._work() as (work, project):
            told = self._in_words({wanted.id: wanted}, project, work)
            if told.get(wanted.id):
                self.told.differs(f"{wanted.id}: {told[wanted.id]}")
            else:
                self.told.match(wanted.id)

    def whole(self, progress: AbstractContextManager[Progress]) -> None:
        """Make the whole edition again, and compare it with what there is. ``progress`` is told the making."""
        with self._work() as (work, project):
            with progress as shown:
                made = build_again(self.manifest, project, shown)
            now = read_manifest(made)
            moved = self._figures(made, project)
            differing = self._exhibits(now, project, work)
            files = self._files(now)
            self._sum(now, differing, len(moved), files)

    @contextmanager
    def _work(self) -> Iterator[tuple[Path, Project]]:
        """A temporary folder, and the board's folder copied into it."""
        with tempfile.TemporaryDirectory(prefix="nelscb-verify-") as temporary:
            work = Path(temporary).resolve()
            try:
                # Where not all inputs are known, every file that is here now is taken.
                inputs = self.then.known if self.then.whole else inputs_of(self.project)
                read, _ = editions_read(self.manifest, self.project)
                yield work, copied(self.project, inputs, read, work / "board")
            except Mistake as mistake:
                words = str(mistake).replace(f"{work / 'board'}/", "")
                raise Mistake(f"{self.folder}: cannot be made again from what is here: {words}") from mistake

    def _exhibits(self, now: Manifest, project: Project, work: Path) -> int:
        """Say of every exhibit whether it matches; give how many do not."""
        hashes = {one.id: one.sha256 for one in now.exhibits}
        wanted = {one.id: one for one in self.manifest.exhibits if hashes.get(one.id, one.sha256) != one.sha256}
        words = self._in_words(wanted, project, work) if wanted else {}
        before = len(self.told.differing)
        for one in self.manifest.exhibits:
            if one.id not in hashes:
                self.told.differs(f"{one.id}: no page shows it any more")
            elif one.id in wanted:
                self.told.differs(f"{one.id}: {words.get(one.id) or 'another was made, which shows the same'}")
            else:
                self.told.match(one.id)
        for name in sorted(hashes.keys() - {one.id for one in self.manifest.exhibits}):
            self.told.differs(f"{name}: no page showed it")
        return len(self.told.differing) - before

    def _in_words(self, wanted: dict[str, ShownExhibit], project: Project, work: Path) -> dict[str, str]:
        """The first difference of each exhibit that is made again and differs; nothing for one that matches."""
        pages = {one.id: one.pages[0] for one in wanted.values()}
        made = {e.id: e for e in exhibits_again(self.manifest, project, pages, work / "tables")}
        return {
            name: first_difference(shown_then(self.folder, one), shown_now(made[name]))
            if name in made
            else "no page has it any more"
            for name, one in wanted.items()
            if name not in made or hash_of_exhibit(made[name]) != one.sha256
        }

    def _figures(self, made: Path, project: Project) -> list[Moved]:
        """Say which figures moved, and first of all which cells were changed."""
        if not (self.folder / TABLE).is_file():
            return []
        moved = figures_moved(self.folder / TABLE, made / TABLE)
        changed = [*self.then.changed, *self.then.gone]
        received = self.folder / RECEIVED
        rows = figures_moved(received, made / RECEIVED) if received.is_file() else []
        for cell in cells_changed([*rows, *moved], self.then.changed, self.project):
            self.told.differs(cell)
        if changed:
            opened = open_edition(project, self.manifest.quarter, self.manifest.edition, self.manifest.asked.as_of)
            for text in texts_changed(opened, self.then.changed, self.folder, made):
                self.told.differs(text)
        for one in moved:
            self.told.differs(one.told())
        return moved

    def _files(self, now: Manifest) -> int:
        """Say which files came out otherwise; give how many."""
        names = sorted({*self.manifest.files, *now.files})
        differing = [name for name in names if self.manifest.files.get(name) != now.files.get(name)]
        for name in differing:
            self.told.differs(name)
        return len(differing)

    def _sum(self, now: Manifest, exhibits: int, figures: int, files: int) -> None:
        """The last line."""
        if not exhibits and not figures and not files and now.as_of != self.manifest.as_of:
            self.told.differs(f"it was as of {self.manifest.as_of} and is as of {now.as_of}")
        parts = (
            f"{_differ(exhibits, len(self.manifest.exhibits))} exhibits",
            f"{_differ(files, len(self.manifest.files))} files",
        )
        if self.told.differing:
            self.told.say(f"{len(self.told.differing)} differences: {' and '.join(parts)} differ when it is made again")
        else:
            self.told.say(f"all {len(self.manifest.exhibits)} exhibits and {len(self.manifest.files)} files match")


def _differ(number: int, of: int) -> str:
    return f"{number or 'none'} of {of}"
