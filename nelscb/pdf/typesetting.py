"""Run Typst over data and templates: tagged PDF, the same bytes from the same input."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock

from nelscb.mistakes import Mistake
from nelscb.pdf.inline import Node
from nelscb.pdf.lettering import font_files
from nelscb.pdf.references import nodes_of

TEMPLATES = "print"
"""The folder of the book that has the templates."""


class Typesetter:
    """Typst in a folder of its own, ``work``, with the templates, the faces and the charts that stand in ``charts``.

    Files are dated by ``as_of``, the day that the edition speaks of: nothing here reads the clock. What it sets may be
    set on several threads at once.
    """

    def __init__(self, templates: Path, charts: Path, work: Path, as_of: date) -> None:
        self._templates, self._charts, self._work = templates, charts, work
        self._day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        self._copying = Lock()
        self._fonts = work / "fonts"

    def set(self, template: str, content: Node, name: str, document: str, accessible: bool = True) -> Path:
        """Typeset ``content`` by a template into ``<name>.pdf`` in the folder, and give its path.

        ``accessible``: it is held against PDF/UA-1, which a chapter that begins below the first level cannot pass by
        itself. Raises Mistake with the compiler's reason, by the name of the ``document`` that it is for.
        """
        import typst

        if not (self._templates / f"{template}.typ").is_file():
            raise Mistake(f"{self._templates / template}.typ: there is no such template; it must be there")
        self._prepare(content)
        told = self._work / f"{name}.json"
        told.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        compiler = typst.Compiler(
            str(self._work / f"{template}.typ"), root=str(self._work), font_paths=[str(self._fonts)],
            ignore_system_fonts=True, sys_inputs={"content": told.name},
        )  # fmt: skip
        made = self._work / f"{name}.pdf"
        try:
            compiler.compile(output=str(made), pdf_standards=["ua-1"] if accessible else [], timestamp=self._day)
        except typst.TypstError as wrong:
            said = " ".join([wrong.message, *wrong.hints]).strip()
            raise Mistake(
                f"{document} could not be typeset: {said} (its templates are in {self._templates})"
            ) from wrong
        return made

    def _prepare(self, content: Node) -> None:
        with self._copying:
            if not self._fonts.exists():
                shutil.copytree(self._templates, self._work, dirs_exist_ok=True)
                self._fonts.mkdir()
                # The faces alone in a folder: Typst takes every file that it finds there.
                for path in font_files():
                    shutil.copy(path, self._fonts / path.name)
            for chart in {node["source"] for node in nodes_of(content) if node["kind"] == "figure"}:
                if not (self._work / chart).exists():
                    (self._work / chart).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(self._charts / chart, self._work / chart)
