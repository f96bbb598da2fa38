"""A page by its name: a chapter's exhibits, a sub-group's score card, or those of the book's prose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from nelscb.edition import ANNUAL_PAGE, METHOD_PAGES, PROSE, ReleasedPage
from nelscb.exhibits import Exhibit
from nelscb.mistakes import WrongCall
from nelscb.pages.annual import annual_exhibits
from nelscb.pages.at_a_glance import at_a_glance_exhibits
from nelscb.pages.card_page import card_exhibits, card_pages
from nelscb.pages.chapter import chapter_exhibits
from nelscb.pages.disclosure import BOARDS_PAGE, disclosure_exhibits
from nelscb.pages.exceptions import exceptions_exhibits
from nelscb.pages.for_the_public import for_the_public
from nelscb.pages.methods import method_exhibits
from nelscb.pages.origins import Origins
from nelscb.pages.prose import prose_exhibits
from nelscb.pages.tracker import tracker_exhibits
from nelscb.pages.what_changed import what_changed_exhibits
from nelscb.plan import Board, Plan
from nelscb.words.editions import MARK

_BOARD_PAGES = {
    "at_a_glance": at_a_glance_exhibits,
    "exceptions": exceptions_exhibits,
    "tracker": tracker_exhibits,
    "what_changed": what_changed_exhibits,
    ANNUAL_PAGE: annual_exhibits,
}
"""Pages about the whole board, and what makes their exhibits."""


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
    """The page that was released, with every exhibit it can show; each number in it carries its cell's name.

    Each exhibit that shows a table, a chart or a number on a card says where it comes from.
    """
    return _page_of_named(released.named, plan, board)


def _page_of_named(released: ReleasedPage, plan: Plan, board: Board) -> Page:
    cards = card_pages(board)
    exhibits: Mapping[str, Exhibit]
    if released.page in cards:
        exhibits = card_exhibits(cards[released.page], released, plan, board)
    elif released.page == PROSE:
        exhibits = prose_exhibits(released, plan, board)
    elif released.page == BOARDS_PAGE:
        exhibits = disclosure_exhibits(released, plan, board)
    elif released.page in _BOARD_PAGES:
        exhibits = _BOARD_PAGES[released.page](released, plan, board)
    elif released.page in METHOD_PAGES:
        exhibits = method_exhibits(released, plan, board)
    else:
        exhibits = chapter_exhibits(plan.chapter(released.page), released, plan, board)
    if released.edition == "public":
        exhibits = for_the_public(exhibits)
    if released.illustrative:
        exhibits = {what: _marked(exhibit) for what, exhibit in exhibits.items()}
    is_notebook = released.page not in cards and released.page not in (PROSE, BOARDS_PAGE)
    origins = Origins(released, plan, board, is_notebook)
    return Page(released.page, {what: origins.told(exhibit) for what, exhibit in exhibits.items()})


def own_pages(released: ReleasedPage, plan: Plan, board: Board, only: Collection[str] | None = None) -> dict[str, Page]:
    """The prose pages that have exhibits of their own, by the name they are staged under, or ``only`` those named.

    Each is made from what was released for the whole prose.
    """
    named = released.named
    names = [name for name in card_pages(board) if only is None or name in only]
    return {name: _page_of_named(replace(named, page=name), plan, board) for name in names}


def _marked(exhibit: Exhibit) -> Exhibit:
    """The exhibit with the mark that its figures are invented, in its caption and in its chart."""
    caption = f"{exhibit.caption} ({MARK.lower()})" if exhibit.caption else ""
    return replace(exhibit, caption=caption, mark=MARK)
