"""The questions that this edition's exceptions ask, each of a named agency; and the exceptions themselves."""

from __future__ import annotations

from nelscb.edition import RaisedException
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Link, Table
from nelscb.pages.scope import Scope
from nelscb.words import questions as words


def questions(scope: Scope) -> Exhibit:
    """A question an exception; that there is none, where the rule raises none."""
    if not scope.exceptions:
        return Exhibit(scope.id("questions"), "Questions to ask", text=(words.no_questions(),))
    return Exhibit(
        scope.id("questions"), "Questions to ask", text=tuple(question_of(raised, scope) for raised in scope.exceptions)
    )


def question_of(raised: RaisedException, scope: Scope) -> str:
    """The question of one exception, to the agency it names."""
    board = scope.board
    asked = board.agencies.get(raised.agency) or board.groups.get(raised.agency) or scope.group(raised.sub_group)
    return words.question(raised, scope.plan.measures.get(raised.measure), asked)


def exceptions(scope: Scope) -> Exhibit:
    """What the rule raises from the scope: what it is about, why it is here, where it is told, what is asked."""
    caption = "Exceptions from this score card"
    if not scope.exceptions:
        return Exhibit(scope.id("exceptions"), caption, text=(words.no_questions(),))
    columns = (Column("About"), Column("Why it is here"), Column("Question"), Column("Chapter"))
    rows = tuple(_row(raised, scope) for raised in scope.exceptions)
    return Exhibit(scope.id("exceptions"), caption, table=Table(columns, rows))


def _row(raised: RaisedException, scope: Scope) -> tuple[Cell, ...]:
    measure = scope.plan.measures.get(raised.measure)
    about: Cell = f"{measure.title} ({measure.id})" if measure else (AsWritten(raised.item or scope.title),)
    chapter = next((c for c in scope.plan.chapters if c.id == raised.chapter), None)
    where: Cell = (Link(f"{chapter.id} {chapter.short_title}", chapter.slug),) if chapter else "–"
    return about, words.reasons_cell(raised), question_of(raised, scope), where
