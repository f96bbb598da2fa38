"""Write the blank score cards of a quarter, one per sub-group that is asked for anything."""

from __future__ import annotations

from pathlib import Path

from nelscb.core_data import Figure, Provenance
from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Project
from nelscb.published import read_published_figures, read_sources
from nelscb.quarters import Quarter
from nelscb.returns.intake import Intake, read_returns
from nelscb.returns.score_card import write_score_card


def intake_of(project: Project) -> tuple[Intake, list[Figure]]:
    """All that has come in: returns, and published figures."""
    sources = read_sources(project.published)
    provenance: Provenance = "illustrative" if project.board.illustrative else "published"
    published = list(read_published_figures(project.published, project.plan, sources, provenance))
    return read_returns(project, published), published


def write_score_cards(project: Project, quarter: Quarter, folder: Path, sub_group: str | None = None) -> list[Path]:
    """Write them into ``folder`` and give the files.

    Raises WrongCall for a sub-group that there is not, and Mistake where a file that differs stands in a card's
    place: it may have been filled in.
    """
    if sub_group is not None and sub_group not in project.board.sub_groups:
        known = ", ".join(project.board.sub_groups)
        raise WrongCall(f"{sub_group!r} is no sub-group of board.yml: there are {known}")
    intake, published = intake_of(project)
    wanted = [a for a in intake.asked.values() if a.all and sub_group in (None, a.sub_group)]
    if not wanted:
        raise Mistake(f"{sub_group}: nothing is asked of this sub-group; adopt a measure of it in board.yml")
    made = []
    for asked in wanted:
        beside = folder / f".{asked.sub_group}.new.xlsx"
        write_score_card(beside, asked, quarter, project, intake, published)
        made.append((beside, folder / f"{asked.sub_group}.xlsx"))
    changed = [path for beside, path in made if path.exists() and path.read_bytes() != beside.read_bytes()]
    for beside, path in made:
        if changed:
            beside.unlink()
        else:
            beside.replace(path)
    if changed:
        raise Mistake(
            f"{changed[0]} is there already and differs from a blank score card; move it away, or name another folder "
            "with --to"
        )
    return [path for _, path in made]
