"""A kernel that ends before it answers is asked for once more: nothing of the notebook was run by then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import papermill
import pytest

from nelscb.book.one_notebook import run_notebook

DIED = RuntimeError("Kernel died before replying to kernel_info")
NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def outcomes(monkeypatch: pytest.MonkeyPatch, *errors: Exception | None) -> list[str]:
    """Let each execution end with one of these, or well. Gives where the parameters of each are noted."""
    waiting, asked = list(errors), []

    def execute_notebook(_: Path, target: Path, **wanted: Any) -> None:
        asked.append(str(wanted["engine_name"]))
        error = waiting.pop(0)
        if error is not None:
            raise error
        target.write_text(json.dumps(NOTEBOOK), encoding="utf-8")

    monkeypatch.setattr(papermill, "execute_notebook", execute_notebook)
    return asked


def test_it_is_tried_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = outcomes(monkeypatch, DIED, None)
    assert run_notebook(tmp_path / "a.ipynb", tmp_path / "b.ipynb", {}).problem == ""
    assert (len(asked), (tmp_path / "b.ipynb").exists()) == (2, True)


def test_and_not_more_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = outcomes(monkeypatch, DIED, DIED, None)
    run = run_notebook(tmp_path / "a.ipynb", tmp_path / "b.ipynb", {})
    assert run.problem.startswith("because no kernel could be started for it: Kernel died")
    assert (len(asked), (tmp_path / "b.ipynb").exists()) == (2, False)


def test_a_cell_that_fails_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = papermill.PapermillExecutionError(3, 3, "x", "ValueError", "a mistake", [])
    asked = outcomes(monkeypatch, wrong, None)
    assert run_notebook(tmp_path / "a.ipynb", tmp_path / "b.ipynb", {}).problem == "in cell 3: ValueError: a mistake"
    assert len(asked) == 1
