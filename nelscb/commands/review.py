"""The command ``review``: a folder in which an edition's notebooks can be run again, with what they were made from.

It is laid out as the board's folder is, so that the notebooks' parameters lead to it as they stand. The board's edition
takes all with it that a figure can depend on; the public one what was released to its pages, and nothing that was sent.
"""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from nelscb.book.kept_notebooks import given_to
from nelscb.commands.review_words import READ_ME, VERSIONS
from nelscb.edition import Item, ReleasedPage, Text, open_edition
from nelscb.filed_editions import TablesOf, read_json, tables_of
from nelscb.manifest import Manifest, private_of, read_manifest, sha256_of
from nelscb.mistakes import Mistake
from nelscb.numbering import numbered
from nelscb.plan import Project, open_project
from nelscb.plan.project import TABLES
from nelscb.released_pages import folder_of_given, release_pages
from nelscb.verify.against import inputs_then, made_by_others


def review_folder(folder: Path, target: Path | None, project: Path | None) -> Path:
    """Make the folder for the reviewer of the edition in ``folder``, ``build/<quarter>/<edition>``, and give it.

    ``target`` is where it is to be, where None beside the edition; ``project`` the board's folder, where None the one
    that the edition was built in. Raises Mistake where the folder is no edition, was not made from what is there now,
    or the target is not empty or cannot be written; there is then no part of it.
    """
    resolved = folder.resolve()
    tables, opened = _edition_in(resolved, project)
    target = (target or resolved.with_name(f"{resolved.name}-review")).resolve()
    _check_target(target, opened)
    notebooks = sorted((resolved / "notebooks").glob("*.ipynb"))
    manifest = read_manifest(resolved)
    released = _released(opened, resolved, manifest, notebooks)
    public = tables.edition == "public"
    files = [path for path in opened.input_files() if not public or _is_public(path, opened)]
    above = Path(os.path.commonpath([opened.folder, *files]))
    home = opened.folder.relative_to(above)
    beside = target.with_name(f".{target.name}-being-made")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        for path in files:
            _copy(path, beside / path.relative_to(above))
        if public:
            _write_released(released, beside / home, _parameters(notebooks[0]))
        for path in (*notebooks, *(resolved / name for name in TABLES)):
            _copy(path, beside / home / path.relative_to(opened.folder))
        place = (home / resolved.relative_to(opened.folder) / "notebooks").as_posix()
        _write_about(beside, tables, manifest, place, len(notebooks))
        with suppress(FileNotFoundError):
            target.rmdir()
        beside.rename(target)
    except (OSError, shutil.Error) as error:
        raise Mistake(
            f"{target}: cannot be written ({getattr(error, 'strerror', None) or error}); mend that, or name another "
            "folder with --to"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return target


def _edition_in(folder: Path, project: Path | None) -> tuple[TablesOf, Project]:
    """What stands in the folder, and the board that it was built for."""
    # build/<quarter>/<edition> stands three levels down in the board's folder.
    home = project or folder.parents[min(2, len(folder.parents) - 1)] if folder.parents else folder
    whole = all((folder / name).is_file() for name in TABLES) and any((folder / "notebooks").glob("*.ipynb"))
    if not whole or (project is None and not (home / "params" / "board.yml").is_file()):
        raise Mistake(f"{folder}: is no edition; name what was built, such as build/2016-17-Q4/board")
    opened, tables = open_project(home), tables_of(folder)
    place = opened.build / str(tables.quarter) / tables.edition
    if folder != place.resolve():
        raise Mistake(
            f"{folder}: holds the {tables.edition} edition of {tables.quarter}, which is reviewed from where it was "
            f"built; name {place}, or another project with --project"
        )
    return tables, opened


def _check_target(target: Path, project: Project) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Mistake(f"{target}: is not empty; remove it, or name another folder with --to")
    for inputs in (project.folder / "params", project.folder / "data", project.plan_folder):
        if target.is_relative_to(inputs.resolve()):
            raise Mistake(f"{target}: lies among what books are made from; name a folder outside {inputs} with --to")


def _released(project: Project, folder: Path, manifest: Manifest, notebooks: list[Path]) -> Mapping[str, ReleasedPage]:
    """What was released to each notebook. Raises Mistake where one was executed with something else."""
    told = _parameters(notebooks[0])
    opened = numbered(open_edition(project, manifest.quarter, manifest.edition, told["as_of"]))
    released = release_pages(opened, [path.stem for path in notebooks], told["as_of"])
    given = _given(manifest, folder)
    other = next(chain(inputs_then(manifest, folder, project).told(), made_by_others(manifest)), None)
    for path in notebooks:
        source = project.notebooks / path.name
        now = given_to(source, _parameters(path), released[path.stem]) if source.is_file() else ""
        if other or given.get(path.stem) != now or manifest.files.get(f"notebooks/{path.name}") != sha256_of(path):
            as_of = f" --as-of {told['as_of']}" if told["as_of"] else ""
            raise Mistake(
                f"{path}: was not made from the data, settings, notebooks and code that are here now"
                f"{f' ({other})' if other else ''}; build it again "
                f"with 'nelscb build {manifest.quarter} --edition {manifest.edition}{as_of} --fresh'"
            )
    return released


def _given(manifest: Manifest, folder: Path) -> Mapping[str, str | None]:
    """The hash of what each notebook was given: a public edition's are beside its folder."""
    if manifest.edition == "board":
        return {run.name: run.input for run in manifest.notebooks}
    private = private_of(manifest, folder)
    return private.notebooks if private else {}


def _parameters(notebook: Path) -> dict[str, str | None]:
    """The parameters that a notebook was executed with."""
    cells = read_json(notebook)["cells"]
    injected = [c for c in cells if "injected-parameters" in c["metadata"].get("tags", [])]
    if not injected:
        raise Mistake(f"{notebook}: does not say with which parameters it was run; build the edition again")
    lines = ast.parse("".join(injected[0]["source"])).body
    found = {
        ast.unparse(line.targets[0]): ast.literal_eval(line.value) for line in lines if isinstance(line, ast.Assign)
    }
    return {name: found.get(name) for name in ("quarter", "edition", "as_of", "project")}


def _is_public(path: Path, project: Project) -> bool:
    """Whether who reviews the public edition is given an input: the plan, and what a page is told of the board."""
    settings = (project.folder / "params" / "board.yml", project.folder / "params" / "local.yml")
    return path in settings or (path.is_relative_to(project.plan_folder) and path.suffix in (".yml", ".csv"))


def _write_released(released: Mapping[str, ReleasedPage], home: Path, told: Mapping[str, str | None]) -> None:
    """What was released to each page, without the place in a score card of what somebody wrote."""
    folder = home / folder_of_given(str(told["quarter"]), str(told["edition"]), told["as_of"])
    folder.mkdir(parents=True)
    for name, page in released.items():
        (folder / f"{name}.json").write_bytes(_without_places(page).to_json())


def _without_places(page: ReleasedPage) -> ReleasedPage:
    received, story = page.received, page.story
    return replace(
        page,
        received=replace(received, texts=_placeless(received.texts)),
        story=replace(story, texts=_placeless(story.texts), items=tuple(_placeless_item(item) for item in story.items)),
    )


def _placeless(texts: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(replace(text, file="", sheet="", row=0) for text in texts)


def _placeless_item(item: Item) -> Item:
    return replace(item, entries=_placeless(item.entries))


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _write_about(folder: Path, tables: TablesOf, manifest: Manifest, place: str, count: int) -> None:
    """What the folder is, how to begin, and the versions that made the edition."""
    installed = [f"{name}=={version}" for name, version in manifest.libraries.items()]
    (folder / VERSIONS).write_text("\n".join(installed) + "\n", encoding="utf-8", newline="\n")
    told = READ_ME[tables.edition].format(
        quarter=tables.quarter, in_words=tables.quarter.in_words, as_of=tables.as_of, place=place, count=count,
        version=manifest.nelscb, python=manifest.python, versions=VERSIONS, hash=tables.hash,
    )  # fmt: skip
    (folder / "README.md").write_text(told, encoding="utf-8", newline="\n")
