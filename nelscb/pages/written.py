"""What the sub-groups wrote for the quarter, as quotations: the story, what children said, work with the community."""

from __future__ import annotations

from collections.abc import Iterable

from nelscb.edition import Text
from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Table
from nelscb.pages.scope import Scope
from nelscb.words import written
from nelscb.words.lists import joined


def helps_and_hurts(scope: Scope) -> Exhibit:
    """What helps, what hurts, who the partners are and what works, with who wrote it."""
    caption = "The story, as the sub-groups wrote it"
    texts = [t for kind in written.STORY_KINDS for t in scope.texts if t.kind == kind]
    if not texts:
        return Exhibit(scope.id("helps_and_hurts"), caption, text=(written.no_story(scope.reporting_names),))
    rows = merged(
        (written.STORY_KINDS[t.kind], quoted(t.text), (AsWritten(t.about or "–"),), scope.group(t.sub_group))
        for t in texts
    )
    there = {t.kind for t in texts}
    missing = written.kinds_missing([kind for kind in written.STORY_KINDS if kind not in there])
    columns = (Column("Part"), Column("What was written"), Column("About"), Column("From"))
    return Exhibit(scope.id("helps_and_hurts"), caption, text=(missing,) if missing else (), table=Table(columns, rows))


def voice(scope: Scope) -> Exhibit:
    """You said, we did: what children and families said, and what was done because of it."""
    caption = "You said, we did"
    texts = [t for t in scope.texts if t.kind == "voice"]
    if not texts:
        last = max((t.quarter for t in _earlier(scope) if t.kind == "voice"), default=None)
        return Exhibit(scope.id("voice"), caption, text=(written.no_voice(scope.reporting_names, last),))
    rows = merged(
        (quoted(t.text), quoted(t.response) if t.response else written.NO_ANSWER, scope.group(t.sub_group))
        for t in texts
    )
    columns = (Column("You said"), Column("We did"), Column("From"))
    return Exhibit(scope.id("voice"), caption, table=Table(columns, rows))


def engagement(scope: Scope) -> Exhibit:
    """Work with the community in the quarter, and what came of it."""
    caption = "Work with the community"
    texts = [t for t in scope.texts if t.kind == "engagement"]
    if not texts:
        return Exhibit(scope.id("engagement"), caption, text=(written.no_engagement(scope.reporting_names),))
    rows = merged(
        (quoted(t.text), quoted(t.impact) if t.impact else written.NOT_SAID, scope.group(t.sub_group)) for t in texts
    )
    columns = (Column("What was done"), Column("What came of it"), Column("From"))
    return Exhibit(scope.id("engagement"), caption, table=Table(columns, rows))


def merged(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows that say the same, word for word, as one: its last cell, from whom, names every sender."""
    senders: dict[tuple[Cell, ...], list[str]] = {}
    for *told, sender in rows:
        senders.setdefault(tuple(told), []).append(str(sender))
    return tuple((*told, joined(names)) for told, names in senders.items())


def quoted(words: str) -> Cell:
    """Somebody's words as a quotation in a cell."""
    return (AsWritten(words, quoted=True),)


def _earlier(scope: Scope) -> list[Text]:
    """The texts of the four quarters that are of the scope: a sub-group's own, or all that the chapter sees."""
    return [t for t in scope.released.story.texts if t.sub_group in scope.reporting]
