"""The page of a notebook that failed: its title, and what went wrong in words, for who has to mend it."""

from __future__ import annotations

import html
import json
from pathlib import Path


def write_failed_page(source: Path, problem: str, target: Path) -> None:
    """Write to ``target`` the notebook of a page that could not be made: the title of ``source``, and the problem."""
    notebook = json.loads(source.read_text(encoding="utf-8"))
    told = (
        f"This page could not be made: its notebook failed {problem}. The other pages do not depend on it. "
        "The book that was there before is as it was."
    )
    output = {
        "output_type": "display_data", "metadata": {},
        "data": {"text/html": f'<p class="failed">{html.escape(told)}</p>', "text/plain": told},
    }  # fmt: skip
    said = {
        "cell_type": "code", "id": "failed", "metadata": {}, "execution_count": 1, "outputs": [output],
        "source": ["# failed"],  # a cell without source is left out of the book
    }  # fmt: skip
    notebook["cells"] = [notebook["cells"][0], said]
    target.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
