"""Downloads into ``data/published/``: a new file each, declared in ``sources.yml``, and nothing else is touched."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

import yaml

from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project
from nelscb.published.cells import IMPORTED, read_statistics_files, release_year
from nelscb.published.columns import Table, mapping_file, read_tables
from nelscb.published.dfe_rows import ImportedRow, Reading, read_rows_of
from nelscb.published.downloads import open_download, table_of
from nelscb.published.revisions import Comparison, Held, compare, held_cells, shown_of
from nelscb.published.sources import Source, read_sources

PUBLISHER = "Department for Education"
LICENCE = "Open Government Licence v3.0"
ATTRIBUTION = "Contains public sector information. Crown copyright, Open Government Licence v3.0."
_FROM_TO = re.compile(r"(?<!\d)(\d{4})[ _-]to[ _-](\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_NEW_SOURCES = b"# What each file is, where it came from, and the day it came in. Files are never changed.\n"


@dataclass(frozen=True)
class Imported:
    """One download and what became of it; ``file`` is the file that was written, None where nothing was new."""

    comparison: Comparison
    file: Path | None


def import_downloads(
    project: Project, paths: Sequence[Path], received: date, release: str | None = None
) -> list[Imported]:
    """Read ``paths`` into the board's published data, as received on that day.

    Of several files the older release is taken first, so that the later has the last word. ``release`` names the
    release where the files' names do not. Raises Mistake or WrongCall, and leaves the folder as it was, where
    any of the files cannot be used.
    """
    folder = project.published
    sources = read_sources(folder)
    held = held_cells(read_statistics_files(folder, sources))
    tables, mapping = read_tables(project), mapping_file(project)
    readings = [_read(path, tables, mapping, project.board.areas, release) for path in paths]
    comparisons: list[Comparison] = []
    files: list[Path | None] = []
    texts: dict[Path, str] = {}
    declared: dict[str, Source] = {}
    for reading in sorted(readings, key=lambda r: release_year(r.release) or 0):
        comparison = compare(reading, held, received)
        comparisons.append(comparison)
        files.append(None)
        if not comparison.says_something:
            continue
        file = folder / _free_name(received, reading.table_name, sources.keys() | declared.keys(), folder)
        files[-1] = file
        texts[file] = _as_csv(comparison.rows)
        declared[file.name] = _source(comparison, received)
        for row in comparison.rows:
            held[row.key] = Held(shown_of(row), row.release, file.name, received)
    if texts:
        _write(folder, texts, sources, declared)
    return [Imported(comparison, file) for comparison, file in zip(comparisons, files, strict=True)]


def _read(
    path: Path, tables: dict[str, Table], mapping: Path, areas: Mapping[str, str], release: str | None
) -> Reading:
    with open_download(path) as download:
        name = table_of(download, tables, mapping)
        return read_rows_of(download, name, tables[name], areas, release_of(path, tables[name], release))


def release_of(path: Path, table: Table, given: str | None) -> str:
    """The release as the book will name it: as ``given``, else from the years in the file's name.

    Raises WrongCall where neither says it.
    """
    if given is not None:
        if not given.strip() or not given.isprintable():
            raise WrongCall(f"--release {given!r} names no release; write it like {_example(table)}")
        return given.strip()
    years = set(_YEAR.findall(path.stem))
    if table.named_for_its_release and (span := _FROM_TO.search(path.stem)):
        return f"{table.publication}, {span[1]} to {span[2]} (release of {span[2]})"
    if table.named_for_its_release and len(years) == 1:
        return f"{table.publication} (release of {years.pop()})"
    raise WrongCall(f"{path}: its name does not say which release it is of; say it with --release {_example(table)}")


def _example(table: Table) -> str:
    return f'"{table.publication} (release of 2025)"'


def _free_name(received: date, table: str, taken: set[str], folder: Path) -> str:
    first = f"{IMPORTED}{received}_{table}"
    number, name = 1, f"{first}.csv"
    while name in taken or (folder / name).exists():
        number += 1
        name = f"{first}-{number}.csv"
    return name


def _source(comparison: Comparison, received: date) -> Source:
    reading = comparison.reading
    periods = sorted({row.period for row in comparison.rows})
    span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    title = f"{reading.table.title}, {span}, from {reading.release}"
    return Source(title, PUBLISHER, LICENCE, ATTRIBUTION, received)


def _as_csv(rows: Sequence[ImportedRow]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, [f.name for f in fields(ImportedRow)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return text.getvalue()


def _write(folder: Path, texts: Mapping[Path, str], sources: Mapping[str, Source], new: Mapping[str, Source]) -> None:
    """The files, then the declaration of them: all of it, or nothing that is left behind.

    Each is written beside its place and renamed into it, ``sources.yml`` last: a file that is declared is whole.
    """
    declaration = folder / "sources.yml"
    before = declaration.read_bytes() if declaration.exists() else _NEW_SOURCES
    entries = {name: asdict(source) for name, source in new.items()}
    added = yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=1000)
    after = before + (b"" if before.endswith(b"\n") else b"\n") + added.encode()
    try:
        whole = yaml.safe_load(after)
    except yaml.YAMLError:
        whole = None
    # Appending keeps the comments, and works only where the file lists its entries one below the other.
    if not isinstance(whole, dict) or whole.keys() != sources.keys() | new.keys():
        raise Mistake(f"{declaration}: an entry cannot be added at its end; write the entries one below the other")
    made: list[Path] = []
    first_files = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for place, content in {**{p: text.encode() for p, text in texts.items()}, declaration: after}.items():
            beside = place.with_name(f".{place.name}.new")
            made.append(beside)
            beside.write_bytes(content)
        for place in texts:
            place.with_name(f".{place.name}.new").rename(place)
            made.append(place)
        declaration.with_name(f".{declaration.name}.new").replace(declaration)
    except BaseException:
        # Stopped after the very last step, everything is there, and taking it away would be the half-written thing.
        if not (declaration.exists() and declaration.read_bytes() == after):
            for path in made:
                path.unlink(missing_ok=True)
            if first_files:
                folder.rmdir()
        raise
