"""What a check found: the lines it is about, the heading, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from nelscb.returns.cells import Wrong
from nelscb.returns.lines import Line
from nelscb.returns.problems import Severity


@dataclass(frozen=True)
class Finding:
    """One problem of one line, or of several that only together are wrong; the first says where."""

    lines: tuple[Line, ...]
    heading: str
    wrong: Wrong
    severity: Severity = "row refused"
