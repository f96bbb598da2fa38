"""The command ``audit``: attack a public edition, say in counts what came of it, and keep the rest for the board."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nelscb.audit import attack, read_everything, read_published
from nelscb.audit.report import board_report, counted
from nelscb.book.making import attack_edition
from nelscb.edition import open_edition
from nelscb.filed_editions import hash_of_tables, read_json, tables_of
from nelscb.kept import write_whole
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import open_project

REPORT = "audit_of_public.md"
"""The board's report, beside the folder of the public edition and never in it."""
_PARTS = {"numerator": "numerator", "denominator": "denominator", "value": "value", "low": "lower_limit",
          "high": "upper_limit"}  # fmt: skip


def audit_folder(folder: Path, say: Callable[[str], None], project: Path | None = None) -> bool:
    """Audit the public edition in ``folder``, and give whether it passes.

    Where it stands in a board's folder, or ``project`` names one, earlier editions are those on file there, and the
    board's counts tell which narrowed counts are no small ones; otherwise the edition is attacked by itself. Raises
    Mistake or WrongCall in one sentence.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise WrongCall(f"{folder} is no folder; name what was built, such as build/2016-17-Q4/public")
    tables = tables_of(folder)
    if tables.edition != "public":
        raise WrongCall(f"{folder} holds the {tables.edition} edition; only a public one can be audited")
    home = project or _board_of(folder)
    if home is None:
        found = attack(read_published(folder))
    else:
        opened = open_edition(open_project(home), tables.quarter, "public", tables.as_of)
        found = attack_edition(folder, opened)
    reading = read_everything(folder, _shown(folder), _declared(folder))
    for line in counted(found, reading):
        say(line)
    title = f"Audit of the public edition of {tables.quarter}, as of {tables.as_of}"
    passes = found.passes and not reading.fails
    report = board_report(title, found, reading)
    if home is not None:
        _keep(folder.with_name(REPORT), report)
        kept = {"hash": tables.hash, "passes": passes}
        _keep(_record(folder), json.dumps(kept, indent=1) + "\n")
        say(f"each count by name, for the board alone: {folder.with_name(REPORT)}")
    say("nothing small can be worked out that need not be" if passes else "this edition must not be published")
    return passes


def audited(folder: Path) -> bool:
    """Whether the audit has passed on the tables that stand in ``folder``."""
    record = _record(folder.resolve())
    if not record.is_file():
        return False
    kept = read_json(record)
    return bool(kept.get("passes")) and kept.get("hash") == hash_of_tables(folder)


def _record(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-audit.json")


def _board_of(folder: Path) -> Path | None:
    """The board's folder in which an edition was built or filed: build/<quarter>/<edition>, or data/editions/…"""
    for parent in folder.parents:
        if (parent / "params" / "board.yml").is_file():
            return parent
    return None


def _shown(folder: Path) -> Mapping[str, str]:
    """Each number of the core data set by its cell's name, as it is written there."""
    with (folder / "core_data_set.csv").open(encoding="utf-8", newline="") as lines:
        return {
            f"{row['figure']}.{part}": row[column]
            for row in csv.DictReader(lines)
            for part, column in _PARTS.items()
            if row[column]
        }


def _declared(folder: Path) -> Mapping[str, Any]:
    declared: Mapping[str, Any] = read_json(folder / "measures.json")
    return declared


def _keep(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise Mistake(f"{path}: cannot be written ({error.strerror}); make its folder writable") from error
