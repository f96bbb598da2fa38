"""The three files that are signed off: the figures, what their columns mean, and what each measure counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nelscb.core_data_set.files import NAME, write_core_data_set
from nelscb.core_data_set.measures import write_measures
from nelscb.edition import FIRST, ReleasedPage
from nelscb.plan import Project

DATA = NAME
DESCRIPTION = f"{DATA}-metadata.json"
KNOWLEDGE = "measures.json"


def write_data(released: ReleasedPage, project: Project, folder: Path) -> None:
    """Write the three files into ``folder`` from what was released for the whole prose.

    They are the same whether the edition is a draft or signed off, and whichever issue it is: by their hash it is known
    which one it is.
    """
    write_core_data_set(replace(released, draft=False, issue=FIRST), project, folder)
    write_measures(released, project, folder / KNOWLEDGE)
