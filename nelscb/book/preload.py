"""What the warm process loads before it forks: all that a notebook's cells use, and what runs notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

import nbformat
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from nelscb.charts.examples import EXAMPLES, example_svg
from nelscb.fingerprint import code_and_libraries
from nelscb.mistakes import Mistake
from nelscb.plan import open_project
from nelscb.released_pages import reader_of_pages

LOADED = (
    "IPython.display", "ipykernel.debugger", "ipykernel.ipkernel", "ipykernel.kernelapp", "IPython.core.completer",
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.extensions.storemagic",
    "faulthandler", "psutil", "tornado.platform.asyncio",
    "matplotlib.backends.backend_svg", "matplotlib.pyplot", "papermill", "scipy.stats", "seaborn",
    "nelscb.book.one_notebook", "nelscb.cards", "nelscb.chart_files", "nelscb.charts", "nelscb.kept_drawings",
    "nelscb.notebook", "nelscb.origin_notes", "nelscb.tables", "nelscb.workbook",
)  # fmt: skip
"""What a notebook's kernel imports, sooner or later."""


def preload(project: str) -> Iterator[None]:
    """Import it all, and what sets itself up at its first use; then draw once what can be drawn, which does so too."""
    for name in LOADED:
        import_module(name)
    code_and_libraries()
    reader_of_pages()
    _set_up_running()
    with suppress(Mistake):  # which the build tells
        open_project(project)
    yield
    for kind in EXAMPLES:
        example_svg(kind)
        yield


def _set_up_running() -> None:
    """What checks a notebook, and what knows who starts kernels: else it is worked out for each one that is run."""
    form: Any = nbformat  # whose functions have no types
    cell = form.v4.new_code_cell(outputs=[form.v4.new_output("display_data")])
    form.reads(form.writes(form.v4.new_notebook(cells=[cell])), as_version=form.NO_CONVERT)
    KernelProvisionerFactory.instance()
