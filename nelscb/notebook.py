"""What a notebook uses: ``open_page``, ``show`` and ``say``."""

from __future__ import annotations

import ast
from datetime import date
from typing import Any

from nelscb.exhibit_hash import hash_of_exhibit
from nelscb.exhibits import Exhibit
from nelscb.mistakes import WrongCall
from nelscb.named_numbers import plain
from nelscb.numbering import numbered
from nelscb.pages import Page, page_of
from nelscb.released_pages import released_page

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
    opened, released = released_page(project, name, quarter, edition, as_of or None, number=numbered)
    return page_of(released, opened.plan, opened.board)


def show(page: Page, what: str) -> None:
    """Show an exhibit: its sentences, its cards, its chart with caption and alternative text, its table, its notes.

    Beneath them, folded away, stands where it comes from.
    """
    from nelscb.origin_notes import origin_html
    from nelscb.tables import figures_html, notes_html, table_html, table_text

    exhibit = page.exhibit(what)
    known = _known_by(exhibit)
    beneath = notes_html(exhibit) + origin_html(exhibit)
    if exhibit.text or exhibit.cards:
        _html(*_told(exhibit), known)
    if exhibit.drawing is not None:
        _chart(exhibit, known)
        _html(figures_html(exhibit) + beneath, table_text(exhibit), known)
    elif exhibit.table is not None:
        _html(table_html(exhibit) + beneath, table_text(exhibit), known)
    elif beneath:
        _html(beneath, "\n".join((*exhibit.notes, *exhibit.sources)), known)


def say(page: Page, what: str) -> None:
    """Show an exhibit's sentences and cards alone."""
    exhibit = page.exhibit(what)
    content, text = _told(exhibit)
    _html(f'<div class="{what}">\n{content}\n</div>', text, _known_by(exhibit))


def _known_by(exhibit: Exhibit) -> dict[str, str]:
    """An exhibit's id and its hash: they travel in the metadata of its outputs, and into the edition's manifest."""
    return {"id": exhibit.id, "hash": hash_of_exhibit(exhibit)}


def _told(exhibit: Exhibit) -> tuple[str, str]:
    """Sentences and cards as HTML, and in plain text."""
    from nelscb.cards import cards_html, cards_text
    from nelscb.tables import text_html

    content = [text_html(exhibit.text), cards_html(exhibit.cards)]
    text = [*exhibit.text, cards_text(exhibit.cards)]
    return "\n".join(part for part in content if part), "\n".join(part for part in text if part)


def _html(content: str, text: str, known: dict[str, str]) -> None:
    """Text without its marks beside HTML in which each named number has its place."""
    _display({"text/html": content, "text/plain": plain(text)}, {"text/html": {"nelscb": known}})


def _chart(exhibit: Exhibit, known: dict[str, str]) -> None:
    """The chart as SVG; what the book needs to place it, and its figures, travel in the output's metadata."""
    from nelscb.chart_files import chart_figures
    from nelscb.kept_drawings import drawn

    assert exhibit.drawing is not None
    told = {**known, "caption": exhibit.caption, "alt": exhibit.alt, "figures": chart_figures(exhibit)}
    _display(
        {"image/svg+xml": drawn(exhibit.drawing, exhibit.mark), "text/plain": f"{exhibit.caption}. {exhibit.alt}"},
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
