"""The table of measured times in the README: each benchmark that has lines in it puts its own there, anew."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
Line = tuple[str, str, str]
"""What was measured, what came out, and beside what."""


def put(name: str, lines: Sequence[Line]) -> None:
    """Put a benchmark's lines in the place of those between its own marks in the README."""
    text = README.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    if begin not in text or end not in text:
        raise SystemExit(f"{README}: has no place for {name}: the lines {begin.strip()} and {end}")
    table = ["| What | Measured | Beside |", "| --- | --- | --- |", *(f"| {' | '.join(line)} |" for line in lines)]
    told = "\n".join([*table, "", f"Measured on {date.today()}: {machine()}.", ""])
    README.write_text(
        re.sub(f"({re.escape(begin)}).*?({re.escape(end)})", rf"\g<1>\n{told}\n\g<2>", text, flags=re.DOTALL),
        encoding="utf-8",
    )


def machine() -> str:
    """What the times were measured on, in words."""
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB of memory"
    return f"{os.cpu_count()} cores{memory}, {platform.system()}, Python {platform.python_version()}"
