"""What the warm process loads before it forks: all that a notebook's cells use, and what runs notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module

from nelscb.charts.examples import EXAMPLES, example_svg
from nelscb.fingerprint import code_and_libraries
from nelscb.mistakes import Mistake
from nelscb.plan import open_project
from nelscb.released_pages import reader_of_pages

LOADED = (
    "IPython.display", "ipykernel.debugger", "ipykernel.ipkernel", "ipykernel.kernelapp", "IPython.core.completer",
    "matplotlib.backends.backend_svg", "matplotlib.pyplot", "papermill", "scipy.stats", "seaborn",
    "nelscb.book.one_notebook", "nelscb.cards", "nelscb.chart_files", "nelscb.charts", "nelscb.notebook",
    "nelscb.tables", "nelscb.workbook",
)  # fmt: skip
"""What a notebook's kernel imports, sooner or later."""


def preload(project: str) -> Iterator[None]:
    """Import it all; then draw once what can be drawn, for drawing sets itself up at its first use."""
    for name in LOADED:
        import_module(name)
    code_and_libraries()
    reader_of_pages()
    with suppress(Mistake):  # which the build tells
        open_project(project)
    yield
    for kind in EXAMPLES:
        example_svg(kind)
        yield
