"""Make everything under ``examples/havenshire/data``: invented published figures and invented returns.

    .venv/bin/python examples/havenshire/make_data.py [FOLDER]

FOLDER is where ``data/`` is put, this folder if none is named. Every draw has a seed and nothing reads the clock, so
that running it again gives the same bytes. What was there is replaced.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from invented.content import Returns
from invented.files import fill_in, write_csv
from invented.levels import LAST, LEAD, QUARTERS
from invented.mishaps import received_on, sent
from invented.published import write_published
from invented.series import World

from nelscb.plan import Project, open_project
from nelscb.published import read_published_figures, read_sources
from nelscb.quarters import Quarter
from nelscb.returns.asked import asked_of
from nelscb.returns.intake import read_returns
from nelscb.returns.score_card import write_score_card

HERE = Path(__file__).resolve().parent
WRITTEN_BY_HAND = ("events.csv", "external_evidence.csv", "sources.yml")


def make(folder: Path) -> None:
    """Write ``folder/data`` from nothing."""
    project = open_project(HERE)
    world = World(project)
    published = folder / "data" / "published"
    published.mkdir(parents=True, exist_ok=True)
    for name in WRITTEN_BY_HAND:
        if folder != HERE:
            shutil.copyfile(HERE / "data" / "published" / name, published / name)
    write_published(published, project.board, world)
    shutil.rmtree(folder / "data" / "returns", ignore_errors=True)
    here = replace(project, folder=folder)
    returns = Returns(world)
    for quarter in QUARTERS[LEAD:-1]:
        _write_quarter(here, returns, quarter)
    _write_score_cards(here, returns)


def _write_quarter(project: Project, returns: Returns, quarter: Quarter) -> None:
    for sub_group in project.board.sub_groups:
        received = received_on(sub_group, quarter)
        asked = asked_of(sub_group, project.plan, project.board)
        content = returns.content(asked, quarter, received - timedelta(days=1))
        for file in sent(sub_group, quarter, content, received):
            name = file.received.isoformat() + (f"-{file.number}" if file.number > 1 else "")
            write_csv(
                project.returns / str(quarter) / sub_group / f"{name}.csv", file.content, project.plan
            )  # fmt: skip


def _write_score_cards(project: Project, returns: Returns) -> None:
    """The last quarter: blank score cards, made from what was sent before, and filled in."""
    sources = read_sources(project.published)
    published = read_published_figures(project.published, project.plan, sources, "illustrative")
    before = read_returns(project, published)
    for sub_group in project.board.sub_groups:
        received, asked = received_on(sub_group, LAST), before.asked[sub_group]
        content = returns.content(asked, LAST, received - timedelta(days=1))
        for file in sent(sub_group, LAST, content, received):
            path = project.returns / str(LAST) / sub_group / f"{file.received.isoformat()}.xlsx"
            write_score_card(path, asked, LAST, project, before, published)
            fill_in(path, file.content, project.plan, LAST)


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE)
