"""Charts that were drawn before, kept as they came out, so that a build draws those alone that are others now.

Where they are kept a build tells its notebooks by their environment. Who runs a notebook otherwise, to check a figure
or a book, has every chart drawn anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from nelscb.drawings import Drawing
from nelscb.fingerprint import code_and_libraries, hash_of
from nelscb.kept import KeptFiles
from nelscb.plan import Project

DRAWINGS = "NELSCB_DRAWINGS"
"""The environment variable with the folder in which they are kept."""
MOST = 500
"""How many are kept, those that were used last; an edition has some sixty."""


def drawn(drawing: Drawing, mark: str = "") -> str:
    """What ``draw`` gives for the same: as it was kept, where a folder is told and it is there, else drawn and kept."""
    from nelscb.charts import draw

    folder = os.environ.get(DRAWINGS)
    if not folder:
        return draw(drawing, mark)
    files, key = _files(folder), hash_of(code_and_libraries(), drawing, mark)[:32]
    kept = files.take(key)
    if kept is not None:
        return kept.decode()
    svg = draw(drawing, mark)
    with suppress(OSError):  # without room for it, it is drawn another time
        files.keep(key, svg.encode())
    return svg


def kept_drawings(project: Project) -> KeptFiles:
    """Those of a board's builds."""
    return KeptFiles(folder_of(project), MOST)


def folder_of(project: Project) -> Path:
    """Where those of a board's builds are kept."""
    return project.build / ".cache" / "drawings"


@cache
def _files(folder: str) -> KeptFiles:
    return KeptFiles(Path(folder), MOST)
