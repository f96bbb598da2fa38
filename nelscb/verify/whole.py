"""The whole check of an edition: what it is, what differs from what is here now, and what comes of making it again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from nelscb.manifest import Manifest, ShownExhibit, read_manifest
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project, open_project
from nelscb.progress import Progress
from nelscb.verify.again import Again
from nelscb.verify.against import InputsThen, editions_read, files_changed, inputs_then, made_by_others, not_known
from nelscb.verify.in_words import nearest
from nelscb.verify.telling import Telling


def verify_edition(
    folder: Path, say: Callable[[str], None], project: Path | None = None, exhibit: str | None = None,
    progress: AbstractContextManager[Progress] | None = None,
) -> bool:  # fmt: skip
    """Check the edition in ``folder`` by making it again, or one ``exhibit`` of it, and give whether nothing differs.

    ``project`` is the board's folder, where None the one that ``folder`` stands in. What it makes stands in a temporary
    folder: neither the edition nor anything that is kept is touched, or used. Raises Mistake where there is no
    manifest that can be read, and WrongCall for an exhibit that there is not.
    """
    folder = folder.resolve()
    manifest = read_manifest(folder)
    home = open_project(project or _board_of(folder))
    if home.board.name != manifest.board:
        raise Mistake(f"{folder}: is an edition of {manifest.board}, and {home.folder} is the folder of another board")
    wanted = _wanted(manifest, exhibit) if exhibit is not None else None
    told = Telling(say)
    say(
        f"the {manifest.edition} edition of {manifest.quarter}, as of {manifest.as_of}, issue {manifest.issue.number}, "
        f"made by nelscb {manifest.nelscb}"
    )
    if wanted is None:
        told.each(files_changed(manifest, folder), f"files: all {len(manifest.files)} are as they were made")
    then = _compare(told, manifest, folder, home)
    again = Again(manifest, folder, home, then, told)
    if wanted is not None:
        again.one(wanted)
    else:
        again.whole(progress or nullcontext(Progress()))
    return not told.differing


def _board_of(folder: Path) -> Path:
    """The board's folder in which an edition was built or filed: build/<quarter>/<edition>, or data/editions/…"""
    for parent in folder.parents:
        if (parent / "params" / "board.yml").is_file():
            return parent
    raise Mistake(f"{folder}: stands in no board's folder; name the board's folder with --project")


def _wanted(manifest: Manifest, exhibit: str) -> ShownExhibit:
    for one in manifest.exhibits:
        if one.id == exhibit:
            return one
    raise WrongCall(f"{exhibit!r} is no exhibit of this edition{nearest(exhibit, [e.id for e in manifest.exhibits])}")


def _compare(told: Telling, manifest: Manifest, folder: Path, project: Project) -> InputsThen:
    """Say what of inputs, code, Python and libraries is not as it was."""
    then = inputs_then(manifest, folder, project)
    _, wrong = editions_read(manifest, project)
    told.each((*then.told(), *wrong), f"inputs: all {len(then.known)} are as they were")
    if not then.whole:
        told.note(not_known(manifest, folder))
    for path in then.new:
        told.note(f"{path}: came in after the edition was made, and is not used")
    told.each(
        made_by_others(manifest),
        f"code, Python {manifest.python} and {len(manifest.libraries)} libraries: as they were",
    )
    return then
