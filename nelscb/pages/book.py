"""A page by its name: a chapter's exhibits, or those of the book's prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nelscb.edition import METHOD_PAGES, ReleasedPage
from nelscb.exhibits import Exhibit
from nelscb.mistakes import WrongCall
from nelscb.pages.chapter import chapter_exhibits
from nelscb.pages.methods import method_exhibits
from nelscb.pages.prose import prose_exhibits
from nelscb.plan import Board, Plan
from nelscb.words.editions import MARK

PROSE = "book"
"""The name under which what the prose pages may see is released."""


@dataclass(frozen=True)
class Page:
    """A page's name and its exhibits."""

    name: str
    exhibits: Mapping[str, Exhibit]

    def exhibit(self, what: str) -> Exhibit:
        """The exhibit called ``what``. Raises WrongCall, naming those there are."""
        if what not in self.exhibits:
            there = ", ".join(self.exhibits)
            raise WrongCall(f"page {self.name} has no exhibit {what!r}: it has {there}")
        return self.exhibits[what]


def page_of(released: ReleasedPage, plan: Plan, board: Board) -> Page:
    """The page that was released, with every exhibit it can show."""
    if released.page == PROSE:
        exhibits = prose_exhibits(released, plan, board)
    elif released.page in METHOD_PAGES:
        exhibits = method_exhibits(released, plan, board)
    else:
        exhibits = chapter_exhibits(plan.chapter(released.page), released, plan, board)
    if released.illustrative:
        exhibits = {what: _marked(exhibit) for what, exhibit in exhibits.items()}
    return Page(released.page, exhibits)


def _marked(exhibit: Exhibit) -> Exhibit:
    """The exhibit with the mark that its figures are invented, in its caption and in its chart."""
    caption = f"{exhibit.caption} ({MARK.lower()})" if exhibit.caption else ""
    return replace(exhibit, caption=caption, mark=MARK)
