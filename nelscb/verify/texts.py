"""Entries of a return whose words the edition did not have: a text that was changed is named by its row."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from nelscb.edition import Edition
from nelscb.manifest.outputs import outputs_known
from nelscb.plan import Project


def texts_changed(opened: Edition, changed: Collection[str], then: Path, now: Path) -> Iterator[str]:
    """A sentence for each entry of the ``changed`` returns whose words stand in the edition now, and did not then."""
    project = opened.project
    files = {name: way for way in changed if (name := _name(way, project))}
    texts = [text for text in opened.received.texts if text.file in files]
    if not texts:
        return
    was, is_now = _words_of(then), _words_of(now)
    for text in texts:
        for words in (text.text, text.response, text.impact, text.resource, text.owner, text.status):
            told = " ".join(words.split())
            if told and told not in was and told in is_now:
                yield f"{files[text.file]}, sheet {text.sheet!r}, row {text.row}: its words were others"
                break


def _name(way: str, project: Project) -> str:
    path = project.folder / way
    return path.relative_to(project.returns).as_posix() if path.is_relative_to(project.returns) else ""


def _words_of(edition: Path) -> str:
    """All that its pages and notebooks say, on one line."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((edition / "html").glob("*.html"))]
    for path in sorted((edition / "notebooks").glob("*.ipynb")):
        for _, _, output in outputs_known(json.loads(path.read_text(encoding="utf-8"))):
            html = output["data"].get("text/html", "")
            parts.append(html if isinstance(html, str) else "".join(html))
    return " ".join(" ".join(BeautifulSoup(part, "lxml").get_text(" ").split()) for part in parts)
