"""The score card: three columns of measures, the whole population apart from them, what is missing said aloud."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.exhibits import Card, Cell, Exhibit
from nelscb.pages.scope import Scope
from nelscb.pages.standing import Standing, standings, status_of
from nelscb.words import score_cards
from nelscb.words.score_cards import QUESTIONS


def score_card(scope: Scope) -> Exhibit:
    """One card a question, and one for the whole population: each measure with its latest figure and its verdict."""
    found = standings(scope)
    by_kind = {kind: [s for s in found if s.measure.type == kind] for kind in QUESTIONS}
    empty = [
        kind for kind, there in by_kind.items() if kind != "population" and there and not any(s.held for s in there)
    ]
    told = score_cards.columns_sentence(empty)
    return Exhibit(
        scope.id("score_card"), f"Score card: {scope.title}", text=(told,) if told else (),
        cards=tuple(_card(kind, there) for kind, there in by_kind.items()),
    )  # fmt: skip


def _card(kind: str, there: Sequence[Standing]) -> Card:
    title = QUESTIONS[kind]
    if not there:
        none = score_cards.none_in_population() if kind == "population" else score_cards.none_in_column(title)
        return Card(title, "box", (none,))
    held = [s for s in there if s.held]
    lines: list[Cell] = [_line(standing) for standing in held]
    proposed = [s for s in there if not s.held and s.measure.standing == "proposed" and _not_asked(s)]
    gone = [s for s in there if not s.held and s.returned.state == "suppressed"]
    missing = [s for s in there if not s.held and s not in proposed and s not in gone]
    said = (
        score_cards.withheld([s.cell for s in gone]),
        score_cards.missing([s.cell for s in missing], [s.agency for s in missing], len(there)),
        score_cards.not_asked_for([s.cell for s in proposed], len(there)),
    )
    return Card(title, "box", (*lines, *(words for words in said if words)))


def _not_asked(standing: Standing) -> bool:
    return standing.returned.state == "not_collected" and standing.returned.grade is None


def _line(standing: Standing) -> Cell:
    told = score_cards.card_line(
        standing.measure.id, standing.shown, standing.point, standing.parts, standing.withheld_since
    )
    if standing.point is None:
        return (told,)
    return (f"{told} ", status_of(standing.assessment))
