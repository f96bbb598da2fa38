"""A manifest is read only whole, as it was written, and in a known format; else one sentence says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import nelscb
from nelscb.cli import main
from nelscb.manifest import (
    MANIFEST,
    AskedFor,
    Code,
    EditionBefore,
    Input,
    Inputs,
    Issue,
    Manifest,
    NotebookRun,
    Replaced,
    ShownExhibit,
    read_manifest,
    signed,
)
from nelscb.manifest.records import signature_of
from nelscb.mistakes import Mistake

A, B, C = "a" * 64, "b" * 64, "c" * 64
WHOLE = signed(
    Manifest(
        1, nelscb.__version__, "A board", "2016-17-Q4", "board", "2017-05-26", AskedFor(None, ("html", "xlsx"), False),
        False, Issue(2, Replaced(1, C)), A, (EditionBefore("2016-17-Q3", "public", 1, B),),
        Inputs(1, (Input("data/returns/2016-17-Q4/neglect/2017-04-13.csv", A, "2017-04-13"),)),
        {"quarter": "2016-17-Q4", "as_of": None}, Code(A, {"__init__.py": B}), "3.11.7", {"numpy": "2.4.0"},
        (NotebookRun("p2_neglect", A, B),), (ShownExhibit("p2_neglect_share", ("p2_neglect",), C),), {"book.pdf": A},
    )
)  # fmt: skip


def schema() -> Any:
    return json.loads((Path(nelscb.__file__).parent / "manifest" / "manifest.schema.json").read_text(encoding="utf-8"))


def write(folder: Path, text: str) -> Path:
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return folder


def test_what_was_written_is_read(tmp_path: Path) -> None:
    assert read_manifest(write(tmp_path, WHOLE.to_json())) == WHOLE


def test_what_is_written_is_as_the_schema_says() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(WHOLE.to_json()), schema())


@pytest.mark.parametrize(
    "spoilt", [{"as_of": "26 May 2017"}, {"tables": "abc"}, {"more": 1}, {"edition": "secret"}, {"format": 2}], ids=str
)
def test_the_schema_refuses_what_is_no_manifest(spoilt: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(WHOLE.to_json()), **spoilt}, schema())


def told(**other: Any) -> str:
    """A manifest that says something else, signed for what it says."""
    changed = {**json.loads(WHOLE.to_json()), **other}
    return json.dumps({**changed, "signature": signature_of(changed)})


BAD: dict[str, tuple[Callable[[], str], str]] = {
    "cut short": (lambda: WHOLE.to_json()[:-40], "is cut short"),
    "cut within a text": (lambda: WHOLE.to_json()[:30], "is cut short"),
    "empty": (lambda: "", "is cut short"),
    "no JSON": (lambda: "{'format': 1}", "is no JSON from line 1 on"),
    "a list": (lambda: "[]", "is no manifest, for it does not say its format"),
    "edited": (lambda: WHOLE.to_json().replace("2.4.0", "2.4.1"), "was edited"),
    "without a signature": (lambda: replace(WHOLE, signature="").to_json(), "was edited"),
    "of a newer format": (lambda: told(format=2), "manifest format 2), which is newer than this one"),
    "of a newer nelscb": (lambda: told(nelscb="99.0"), "was made by nelscb 99.0"),
    "signed, and no manifest": (lambda: told(tables="abc"), "key 'tables'"),
    "with a key too many": (lambda: told(more=1), "key 'more': is not a key"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_manifest_is_said_in_one_sentence(kind: str, tmp_path: Path) -> None:
    text, words = BAD[kind]
    with pytest.raises(Mistake, match=MANIFEST) as said:
        read_manifest(write(tmp_path, text()))
    assert words in str(said.value)
    assert said.value.exit_code == 1


def test_a_folder_that_is_no_edition_is_said_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert "is no edition that can be checked" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "none")]) == 1
    assert "is no folder" in capsys.readouterr().err
    assert main(["verify", str(write(tmp_path, WHOLE.to_json()))]) == 1
    assert "stands in no board's folder" in capsys.readouterr().err
