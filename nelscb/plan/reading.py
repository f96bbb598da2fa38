"""YAML and CSV to frozen records: an unknown key, a duplicate key or a wrong type is said with file, entry and key."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import TypeAdapter, ValidationError

from nelscb.mistakes import Mistake

Record = TypeVar("Record")

_PLAIN = {
    "unexpected_keyword_argument": "is not a key that this entry knows",
    "missing": "is missing",
    "missing_argument": "is missing",
    "string_type": "must be text (put it in quotes)",
}


class _NoDuplicates(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """A loader that refuses a key written twice, where YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is plain text", key_node.start_mark)
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises Mistake, naming file and line, where it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_NoDuplicates)
    except FileNotFoundError as error:
        raise Mistake(f"{path}: there is no such file; it must be there") from error
    except UnicodeDecodeError as error:
        raise Mistake(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise Mistake(f"{path}{line}: is not valid YAML ({error.problem}); mend that line") from error
    except yaml.YAMLError as error:
        raise Mistake(f"{path}: is not valid YAML ({' '.join(str(error).split())}); mend it") from error


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of each row of a CSV file.

    Raises Mistake where there is no such file, it is not UTF-8, a column is missing, or a row has too many
    or too few fields.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [c for c in columns if c not in (reader.fieldnames or ())]
            if missing:
                raise Mistake(f"{path}, row 1: the column {missing[0]!r} is missing; put it back")
            for fields in reader:
                if None in fields or None in fields.values():
                    raise Mistake(f"{path}, row {reader.line_num}: has too many or too few fields; one for each column")
                yield reader.line_num, fields
    except FileNotFoundError as error:
        raise Mistake(f"{path}: there is no such file; it must be there") from error
    except UnicodeDecodeError as error:
        raise Mistake(f"{path}: is not UTF-8 text; save it as UTF-8") from error


def read_record(kind: type[Record], data: Any, place: Path) -> Record:
    """Turn what YAML gave into a record of ``kind``.

    Raises Mistake with every problem found, each with file, entry and key, in one sentence.
    """
    if data is None:
        raise Mistake(f"{place}: is empty; it must say something")
    try:
        return cast(Record, _reader(cast(Any, kind)).validate_python(data))
    except ValidationError as error:
        problems = [_in_words(problem, data) for problem in error.errors(include_url=False)]
        raise Mistake(f"{place}: " + "; ".join(dict.fromkeys(problems))) from error


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    """How records of a kind are read, worked out once."""
    return TypeAdapter(kind)


def _in_words(problem: Any, data: Any) -> str:
    entry, key = _entry_and_key(problem["loc"], data)
    what = _PLAIN.get(problem["type"])
    if what is None:
        found = problem.get("input")
        shown = "" if isinstance(found, (dict, list)) else f", not {found!r}"
        what = problem["msg"].removeprefix("Value error, ") + shown
    return f"{entry}key {key!r}: {what}"


def _entry_and_key(location: tuple[Any, ...], data: Any) -> tuple[str, str]:
    """Name list entries by their own id or title, so that the author knows the line that is meant."""
    entry, keys, here = "", [], data
    for step in location:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            name = (
                next((here[k] for k in ("id", "what", "key", "name") if k in here), None)
                if isinstance(here, dict)
                else None
            )
            entry += f"entry {name or step + 1}, "
        else:
            here = here.get(step) if isinstance(here, dict) else None
            keys.append(str(step))
    return entry, ".".join(keys)
