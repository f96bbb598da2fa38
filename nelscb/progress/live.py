"""The live table of a terminal, drawn by rich and redrawn in place; it is imported only where it is used."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from nelscb.progress.events import Event, Said
from nelscb.progress.lines import time_in_words
from nelscb.progress.rows import Row, Rows, State

TIMES_A_SECOND = 4
"""How often the table is redrawn."""
LONGEST_NAME = 36
"""Letters of a name that are shown, so that quarter, state and time have room in a terminal 80 wide."""
_AROUND = 4
"""Lines that are no rows: the title, the headings, and two that stay free so that nothing scrolls."""
_STYLES = {
    State.RUNNING: "bold", State.MADE: "green", State.DONE: "green", State.KEPT: "green", State.LEFT: "green",
    State.FAILED: "bold red", State.STOPPED: "bold red",
}  # fmt: skip
"""Colours only repeat what the words say."""


class LiveTable:
    """The table on a terminal, from the first event that has a row until it is left; then it stays, with all rows."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._rows = Rows()
        self._closed = False
        self._live: Live | None = None

    def __enter__(self) -> LiveTable:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self._rows.close()
        self._closed = True
        if self._live is not None:
            self._live.stop()

    def tell(self, event: Event) -> None:
        """Bring the table up to date; a sentence of its own is printed above it."""
        if self._closed:
            return
        if isinstance(event, Said):
            self._console.print(Text(event.line))
        self._rows.tell(event)
        if self._rows and self._live is None:
            self._live = Live(
                get_renderable=self.drawn, console=self._console, refresh_per_second=TIMES_A_SECOND,
                vertical_overflow="crop",
            )  # fmt: skip
            self._live.start(refresh=True)

    def drawn(self) -> RenderableType:
        """The table as it stands: with as many rows as the screen is high, and all of them at the end."""
        rows, others = self._rows.seen(None if self._closed else max(self._console.height - _AROUND, 1))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for heading in self._rows.headings:
            table.add_column(heading, no_wrap=True, overflow="ellipsis")
        # As wide as the usual words, so that the columns stay where they are while the words change.
        table.add_column("State", no_wrap=True, overflow="ellipsis", min_width=len(State.LEFT))
        table.add_column("Time", no_wrap=True, justify="right", min_width=len("100.0 s"))
        for row in rows:
            table.add_row(*map(_name, row.named), _state(row), Text(self._time(row)))
        title = f"{self._rows.title}: {time_in_words(self._rows.elapsed)}"
        under = [Text(others, no_wrap=True, overflow="ellipsis")] if others else []
        return Group(Text(title, no_wrap=True, overflow="ellipsis", style="bold"), table, *under)

    def _time(self, row: Row) -> str:
        seconds = self._rows.seconds(row)
        return "" if seconds is None else time_in_words(seconds)


def _name(name: str) -> Text:
    """A name, of a long one its end: folders of boards differ there."""
    return Text(name if len(name) <= LONGEST_NAME else f"…{name[1 - LONGEST_NAME :]}")


def _state(row: Row) -> Text:
    return Text(f"{row.state} {row.where}".rstrip(), style=_STYLES.get(row.state, ""))
