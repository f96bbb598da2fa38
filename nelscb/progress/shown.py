"""How the command line shows a run: not at all, as a live table on a terminal, or in plain lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from nelscb.progress.events import Progress
from nelscb.progress.lines import PlainLines


@contextmanager
def shown(quiet: bool) -> Iterator[Progress]:
    """What is to be told the events of a run, while it goes on."""
    if quiet:
        yield Progress()
    elif can_redraw():
        from nelscb.progress.live import LiveTable

        with LiveTable() as table:
            yield Progress(table)
    else:
        yield Progress(PlainLines(lambda line: print(line, flush=True)))


def can_redraw() -> bool:
    """Whether the output is a terminal on which lines can be written again, in any letters."""
    encoding = (sys.stdout.encoding or "").lower()
    return sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", "unknown") and encoding.startswith("utf")
