"""Compile the staged sources with jupyter-book; a warning is an error, said with its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nelscb.book.mend import mend_book
from nelscb.mistakes import Mistake

_JUPYTER_BOOK = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
"""Its command, without looking for a script on the path: the interpreter in use is the one that has it."""


def compile_html(sources: Path, config: Path, work: Path, target: Path) -> None:
    """Build the HTML book of ``sources`` into ``target``. Raises Mistake with the first warnings or errors."""
    command = [
        sys.executable, "-c", _JUPYTER_BOOK, "build", str(sources), "--config", str(config),
        "--toc", str(sources / "_toc.yml"), "--path-output", str(work), "-W", "--keep-going",
    ]  # fmt: skip
    # Sphinx writes the year of the build into pages unless it is told a date; nothing here reads the clock.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    built = work / "_build" / "html"
    if finished.returncode != 0 or not (built / "index.html").exists():
        raise Mistake(f"the book could not be compiled: {_reasons(finished.stdout + finished.stderr)}")
    mend_book(built)
    shutil.copytree(built, target, ignore=shutil.ignore_patterns(".buildinfo", "objects.inv", "_sources"))


def _reasons(output: str) -> str:
    told = [line.strip() for line in output.splitlines() if "WARNING" in line or "ERROR" in line]
    return " / ".join(told[:5]) or " / ".join(output.strip().splitlines()[-3:])
