"""The cover of a return: whose it is, for which quarter, who filled it in. Without a cover nothing is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from nelscb.returns import layout
from nelscb.returns.cells import Wrong, read_day, read_text
from nelscb.returns.files import ReceivedFile
from nelscb.returns.grids import Cell, Grid


@dataclass(frozen=True)
class Cover:
    """What the sender says of the return. ``author`` is a role; ``why_again`` holds for every figure sent again."""

    author: str
    completed: date | None
    draft: bool
    why_again: str


Finding = tuple[int, str, Wrong, bool]
"""Row, heading, what is wrong, and whether the whole file is refused for it."""


def read_cover(grid: Grid | None, file: ReceivedFile) -> tuple[Cover, list[Finding]]:
    """The cover and what is wrong with it."""
    if grid is None:
        wrong = Wrong(
            "cover", f"there is no sheet {layout.COVER!r}", "a return needs its cover",
            "use the blank score card that was sent out",
        )  # fmt: skip
        return Cover("", None, False, ""), [(0, "", wrong, True)]
    told = _told(grid)
    found = list(_refusals(told, file))
    day = read_day(told.get("completed", (0, None))[1])
    cover = Cover(
        author=_text(told, "author"), completed=day, draft=_text(told, "status") == "draft",
        why_again=_text(told, "why_again") if _text(told, "why_again") in layout.REASONS else "",
    )  # fmt: skip
    return cover, [*found, *_warnings(told, cover, file)]


def _told(grid: Grid) -> dict[str, tuple[int, Cell]]:
    """Field to row and cell, for every label that stands in the sheet's first column."""
    labels = {label: name for name, label in layout.COVER_LABELS.items()}
    found: dict[str, tuple[int, Cell]] = {}
    for row, cells in sorted(grid.rows.items()):
        name = labels.get(read_text(cells[0]) if cells else "")
        if name and name not in found:
            found[name] = (row, cells[1] if len(cells) > 1 else None)
    return found


def _text(told: Mapping[str, tuple[int, Cell]], name: str) -> str:
    return read_text(told.get(name, (0, None))[1])


def _refusals(told: Mapping[str, tuple[int, Cell]], file: ReceivedFile) -> Iterator[Finding]:
    """The three things that must be those of the place where the file stands."""
    for name, must, remedy in (
        ("form", layout.FORM, "use the blank score card that was sent out"),
        ("quarter", str(file.quarter), "put the file under its own quarter, or send the score card of this one"),
        ("sub_group", file.sub_group, "put the file under its own sub-group"),
    ):
        label = layout.COVER_LABELS[name]
        if _text(told, name) != must:
            said = _text(told, name)
            found = f"the cover says {said[:40]!r}" if said else f"the cover leaves {label!r} blank"
            if name not in told:
                found = f"the cover has no line {label!r}"
            check = {"form": "form", "quarter": "wrong quarter", "sub_group": "wrong sub-group"}[name]
            wrong = Wrong(check, found, f"{label} must be {must!r} here", remedy)
            yield told.get(name, (0, None))[0], label, wrong, True


def _warnings(told: Mapping[str, tuple[int, Cell]], cover: Cover, file: ReceivedFile) -> Iterator[Finding]:
    def at(name: str, wrong: Wrong) -> Finding:
        return told.get(name, (0, None))[0], layout.COVER_LABELS[name], wrong, False

    if not cover.author:
        yield at("author", Wrong("author", "no role is named", "a return says who answers for it", "name the role"))
    if cover.completed is None:
        said = _text(told, "completed")
        found = f"found {said[:40]!r}" if said else "no day is named"
        yield at("completed", Wrong("completed", found, "it is a day", "write it like 2017-04-18"))
    elif cover.completed > file.received:
        wrong = Wrong(
            "completed", f"completed on {cover.completed.isoformat()}", f"it came in on {file.received.isoformat()}",
            "put right the day on the cover, or the file's name",
        )  # fmt: skip
        yield at("completed", wrong)
    if _text(told, "status") not in layout.STATUSES:
        status = _text(told, "status")
        found = f"found {status[:40]!r}" if status else "no status is chosen"
        yield at("status", Wrong("status", found, f"it is {' or '.join(layout.STATUSES)}", "choose one"))
    if cover.draft:
        yield at("status", Wrong("draft", "it is a draft", "the book is made from final returns", "send the final one"))
    why = _text(told, "why_again")
    if why and not cover.why_again:
        wrong = Wrong("reason", f"found {why[:40]!r}", f"it is one of {', '.join(layout.REASONS)}", "choose one")
        yield at("why_again", wrong)
    if file.received <= file.quarter.last_day:
        wrong = Wrong(
            "early", f"it came in on {file.received.isoformat()}",
            f"the quarter ended on {file.quarter.last_day.isoformat()}",
            "ask whether the figures are of the whole quarter",
        )  # fmt: skip
        yield at("quarter", wrong)
