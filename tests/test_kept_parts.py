"""Results that are kept in one file: given back as they were read, no more of them than there may be."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from pydantic import ConfigDict, TypeAdapter

from nelscb.kept import KeptParts

READER: TypeAdapter[dict[str, float]] = TypeAdapter(dict[str, float])


def test_what_is_kept_is_there_the_next_time_and_in_the_same_kind_of_number(tmp_path: Path) -> None:
    path = tmp_path / "new" / "parts.json"
    parts = KeptParts(path, READER, 5)
    assert parts.take("a") is None
    given = parts.keep("a", 3)
    assert (given, type(given)) == (3.0, float)
    parts.write()
    again = KeptParts(path, READER, 5).take("a")
    assert (again, type(again)) == (3.0, float)


def test_a_result_that_is_nothing_is_kept_too(tmp_path: Path) -> None:
    parts = KeptParts(tmp_path / "parts.json", READER, 5)
    parts.keep("a", 0.0)
    parts.write()
    assert KeptParts(tmp_path / "parts.json", READER, 5).take("a") == 0.0


def test_those_asked_for_last_stay(tmp_path: Path) -> None:
    path = tmp_path / "parts.json"
    for key in ("a", "b", "c"):
        parts = KeptParts(path, READER, 2)
        parts.take("a")
        parts.keep(key, 1.0)
        parts.write()
    assert sorted(json.loads(path.read_text(encoding="utf-8"))) == ["a", "c"]


def test_a_number_that_would_be_read_as_nothing_is_not_kept(tmp_path: Path) -> None:
    parts = KeptParts(tmp_path / "parts.json", READER, 5)
    assert math.isnan(parts.keep("a", math.nan))
    assert parts.take("a") is None
    told = TypeAdapter(dict[str, float], config=ConfigDict(ser_json_inf_nan="constants"))
    parts = KeptParts(tmp_path / "parts.json", told, 5)
    parts.keep("a", math.nan)
    parts.write()
    found = KeptParts(tmp_path / "parts.json", told, 5).take("a")
    assert found is not None and math.isnan(found)


def test_a_file_that_cannot_be_read_is_as_none(tmp_path: Path) -> None:
    path = tmp_path / "parts.json"
    path.write_text('{"a": ', encoding="utf-8")
    assert KeptParts(path, READER, 5).take("a") is None


def test_where_nothing_can_be_written_it_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nelscb.kept.write_whole", full)
    parts = KeptParts(tmp_path / "parts.json", READER, 5)
    parts.keep("a", 1.0)
    parts.write()
    assert parts.take("a") == 1.0
