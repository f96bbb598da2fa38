"""What a printed document says of itself: its title, its marks, the lines at the foot of its pages, its imprint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nelscb.edition import ReleasedPage
from nelscb.plan import Board
from nelscb.quarters import day_in_words
from nelscb.words.editions import marking, marks_with_meaning, which_edition
from nelscb.words.numbers import short_period

PUBLISHED = (
    "Published figures contain public sector information, Crown copyright, licensed under the Open Government "
    "Licence v3.0. The sources stand beneath each chart."
)


@dataclass(frozen=True)
class About:
    """A document about itself. ``meanings``: each mark with what it means. ``line`` stands at the foot of each page."""

    title: str
    heading: str
    board: str
    description: str
    marking: str
    marks: str
    line: str
    cover: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    imprint: tuple[str, ...]
    as_of: date


def about_book(released: ReleasedPage, board: Board) -> About:
    """The whole book about itself."""
    return _about(released, board, "Report book", "What the Board's plan set out to change, and whether it changed.")


def about_pack(released: ReleasedPage, board: Board) -> About:
    """The pack for a meeting about itself."""
    return _about(
        released, board, "Board pack",
        "At a glance, the exceptions report, and one page for each priority and objective.",
    )  # fmt: skip


def _about(released: ReleasedPage, board: Board, kind: str, description: str) -> About:
    quarter, marks = released.quarter, marks_with_meaning(released)
    day = day_in_words(released.as_of)
    return About(
        title=f"{board.name}: {kind[0].lower()}{kind[1:]}, {quarter.in_words}",
        heading=kind,
        board=board.name,
        description=description,
        marking=marking(released),
        marks=" · ".join(mark.upper() for mark, _ in marks),
        line=" · ".join((board.short_name, short_period(quarter), *which_edition(released))),
        cover=(
            f"{quarter.in_words} ({short_period(quarter)})",
            f"{', '.join(which_edition(released)).capitalize()}, as of {day}",
        ),
        meanings=tuple(marks),
        imprint=() if released.illustrative else (PUBLISHED,),
        as_of=released.as_of,
    )
