"""Run Typst over data and templates: a tagged PDF for everybody (PDF/UA-1), the same bytes from the same input."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from nelscb.mistakes import Mistake
from nelscb.pdf.inline import Node
from nelscb.pdf.lettering import font_files
from nelscb.pdf.references import nodes_of
from nelscb.pdf.row_headers import mark_row_headers

TEMPLATES = "print"
"""The folder of the book that has the templates."""


def typeset(template: str, content: Node, templates: Path, pages: Path, work: Path, as_of: date, target: Path) -> None:
    """Write ``target`` from ``templates/<template>.typ`` and its content; images stand in ``pages``.

    ``work`` is a folder of this document's own. Raises Mistake with the compiler's reason; ``target`` is then not
    written.
    """
    mark_row_headers(set_in_type(template, content, templates, pages, work, as_of, target.name), target)


def set_in_type(template: str, content: Node, templates: Path, pages: Path, work: Path, as_of: date, name: str) -> Path:
    """The document as Typst makes it, called ``name`` in ``work``, whose rows have no headings yet."""
    import typst

    shutil.copytree(templates, work, dirs_exist_ok=True)
    for chart in {node["source"] for node in nodes_of(content) if node["kind"] == "figure"}:
        (work / chart).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(pages / chart, work / chart)
    (work / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    compiler = typst.Compiler(
        str(work / f"{template}.typ"), root=str(work), font_paths=_fonts(work / "fonts"), ignore_system_fonts=True
    )
    # Files are dated by the day that the edition speaks of: nothing here reads the clock.
    day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    raw = work / name
    try:
        compiler.compile(output=str(raw), pdf_standards=["ua-1"], timestamp=day)
    except typst.TypstError as wrong:
        said = " ".join([wrong.message, *wrong.hints]).strip()
        raise Mistake(f"{name} could not be typeset: {said} (its templates are in {templates})") from wrong
    return raw


def _fonts(folder: Path) -> list[str]:
    """The faces alone in a folder: Typst takes every file that it finds there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in font_files():
        shutil.copy(path, folder / path.name)
    return [str(folder)]
