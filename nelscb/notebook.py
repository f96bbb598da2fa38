"""What a notebook uses: ``open_page``, ``show`` and ``say``."""

from __future__ import annotations

import ast
from datetime import date
from typing import Any

from nelscb.edition import released_page
from nelscb.exhibits import Exhibit
from nelscb.mistakes import WrongCall
from nelscb.pages import Page, page_of

PARAMETERS = ("quarter", "edition", "as_of", "project")
"""The only parameters a notebook takes."""


def open_page(
    name: str, quarter: str, edition: str = "board", as_of: str | date | None = None, project: str = ".."
) -> Page:
    """Open the page ``name`` of a quarter's edition; ``project`` is a folder, as seen from the notebook's own.

    Raises WrongCall or Mistake, in one sentence, for anything that cannot be used, a parameter that
    no notebook takes among them.
    """
    _refuse_unknown_parameters()
    opened, released = released_page(project, name, quarter, edition, as_of or None)
    return page_of(released, opened.plan, opened.board)


def show(page: Page, what: str) -> None:
    """Show an exhibit: its sentences, its chart with caption and alternative text, its table, its notes."""
    from nelscb.tables import figures_html, notes_html, table_html, table_text, text_html

    exhibit = page.exhibit(what)
    if exhibit.text:
        _html(text_html(exhibit.text), "\n".join(exhibit.text))
    if exhibit.drawing is not None:
        _chart(exhibit)
        _html(figures_html(exhibit) + notes_html(exhibit), table_text(exhibit))
    elif exhibit.table is not None:
        _html(table_html(exhibit) + notes_html(exhibit), table_text(exhibit))


def say(page: Page, what: str) -> None:
    """Show an exhibit's sentences alone."""
    from nelscb.tables import text_html

    exhibit = page.exhibit(what)
    _html(f'<div class="{what}">\n{text_html(exhibit.text)}\n</div>', "\n".join(exhibit.text))


def _html(content: str, plain: str) -> None:
    _display({"text/html": content, "text/plain": plain}, {})


def _chart(exhibit: Exhibit) -> None:
    """The chart as SVG; what the book needs to place it travels in the output's metadata."""
    from nelscb.charts import draw

    assert exhibit.drawing is not None
    told = {"id": exhibit.id, "caption": exhibit.caption, "alt": exhibit.alt}
    _display(
        {"image/svg+xml": draw(exhibit.drawing, exhibit.mark), "text/plain": f"{exhibit.caption}. {exhibit.alt}"},
        {"image/svg+xml": {"nelscb": told}},
    )


def _display(data: dict[str, str], metadata: dict[str, Any]) -> None:
    from IPython import display

    publish: Any = display.display
    publish(data, metadata=metadata, raw=True)


def _refuse_unknown_parameters() -> None:
    """Papermill only warns of a parameter that no notebook takes: a slip would silently give another quarter."""
    for name in _injected_names():
        if name not in PARAMETERS:
            raise WrongCall(f"{name!r} is no parameter of a notebook: there are {', '.join(PARAMETERS)}")


def _injected_names() -> list[str]:
    """Names set by the cell that papermill put in; none outside a notebook."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    cells = shell.user_ns.get("In", []) if shell is not None else []
    injected = [cell for cell in cells if cell.startswith("# Parameters")]
    return [
        target.id
        for cell in injected
        for statement in ast.parse(cell).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
