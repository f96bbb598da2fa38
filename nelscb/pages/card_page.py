"""The score card page of a sub-group: who answers for it, its measures in three columns, its story, its sign-off."""

from __future__ import annotations

from collections import defaultdict

from nelscb.edition import Receipt, ReleasedPage
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Table
from nelscb.pages.measures_table import measures_table, status_lines
from nelscb.pages.proposals import actions, challenges, gaps, interests
from nelscb.pages.questions import exceptions
from nelscb.pages.scope import Scope, sub_group_scope
from nelscb.pages.score_card import score_card
from nelscb.pages.written import engagement, helps_and_hurts, voice
from nelscb.plan import Board, Plan
from nelscb.words import card_pages as words
from nelscb.words import editions

TEMPLATE = "score_card"
"""The prose page that each sub-group's score card is written after."""
_LEADS, _MANAGEMENT, _LEADERSHIP = "sub_group_leads", "management_team", "leadership_board_members"


def card_pages(board: Board) -> dict[str, str]:
    """The page of each sub-group's score card, and the sub-group."""
    return {f"{TEMPLATE}_{name}": name for name in board.sub_groups}


def card_exhibits(sub_group: str, released: ReleasedPage, plan: Plan, board: Board) -> dict[str, Exhibit]:
    """Every exhibit of a sub-group's score card by its name."""
    scope = sub_group_scope(sub_group, released, plan, board)
    receipt = next((r for r in released.received.receipts if r.sub_group == sub_group), None)
    return {
        "edition": Exhibit(scope.id("edition"), "", text=(editions.edition_line(released, board),)),
        "who": _who(sub_group, scope, receipt),
        "score_card": score_card(scope),
        "measures": measures_table(scope),
        "status_lines": status_lines(scope),
        "helps_and_hurts": helps_and_hurts(scope),
        "voice": voice(scope),
        "engagement": engagement(scope),
        "actions": actions(scope),
        "challenges": challenges(scope),
        "gaps": gaps(scope),
        "interests": interests(scope),
        "exceptions": exceptions(scope),
        "sign_off": _sign_off(scope, receipt),
    }


def _who(sub_group: str, scope: Scope, receipt: Receipt | None) -> Exhibit:
    """Where the card goes, when it came, and the roles that the plan and the score card name."""
    named = _named_in_plan(sub_group, scope)
    rows: list[tuple[Cell, ...]] = [("Score Card Author", _author(receipt), "as the score card says")]
    rows += [(role, scope.group(group), words.in_chapters(found)) for (group, role), found in named.items()]
    text = [
        words.goes_to(scope.group("operational_board"), "Leadership Board"),
        words.received_sentence(receipt, scope.released.quarter),
    ]
    if not any(group == sub_group for group, _ in named):
        text.append(words.asked_of_nobody(scope.title))
    columns = (Column("Role"), Column("Who"), Column("Named in"))
    return Exhibit(
        scope.id("who"), "Who answers for this score card", text=tuple(text), table=Table(columns, tuple(rows))
    )


def _named_in_plan(sub_group: str, scope: Scope) -> dict[tuple[str, str], list[str]]:
    """The sub-group, its leads, the Management Team and the designated members, as the plan's chapters name them."""
    wanted = (sub_group, _LEADS, _MANAGEMENT, _LEADERSHIP)
    mine = {m.id for m in scope.measures}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group in dict.fromkeys(wanted):
        for chapter in scope.plan.chapters:
            reports = any(m.id in mine for m in chapter.measures)
            for named in chapter.responsible:
                if named.group == group and (reports or group == sub_group):
                    found[group, named.role].append(chapter.id)
    return dict(found)


def _author(receipt: Receipt | None) -> Cell:
    sent = receipt.first_used if receipt else None
    return (AsWritten(sent.author),) if sent and sent.author else words.NOT_KNOWN


def _sign_off(scope: Scope, receipt: Receipt | None) -> Exhibit:
    """A line for each role that signs, blank: a sign-off is never made up."""
    rows: list[tuple[Cell, ...]] = [
        ("Sub-group Lead", scope.title, words.TO_BE_SIGNED, ""),
        ("Score Card Author", _author(receipt), words.TO_BE_SIGNED, ""),
        ("Chair", scope.group("operational_board"), words.TO_BE_SIGNED, ""),
    ]
    columns = (Column("Role"), Column("For"), Column("Signed"), Column("Day"))
    return Exhibit(scope.id("sign_off"), "Sign-off", text=(words.sign_off(),), table=Table(columns, tuple(rows)))
