"""The live table as a terminal shows it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO

import pytest
from rich.console import Console
from told import PROBLEM, a_run

from nelscb.progress import BookEnded, BooksAsked, Making, NotebooksAsked, Said
from nelscb.progress.live import LiveTable
from nelscb.progress.shown import can_redraw, shown

WIDE = 80
LINE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def terminal(height: int = 40, **environment: str) -> Console:
    return Console(
        file=StringIO(), width=WIDE, height=height, force_terminal=True, color_system="standard", highlight=False,
        _environ={"TERM": "xterm", **environment},
    )  # fmt: skip


def written(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def last_drawn(console: Console) -> list[str]:
    """The lines of the last drawing, without their colours."""
    last = re.split(r"\r\x1b\[2K(?:\x1b\[1A\x1b\[2K)*", written(console))[-1]
    return [line.rstrip() for line in LINE.sub("", last).splitlines()]


def run_shown(console: Console) -> None:
    with LiveTable(console) as table:
        for event in a_run():
            table.tell(event)


def test_what_is_left_on_the_screen_tells_every_row_in_words() -> None:
    console = terminal()
    run_shown(console)
    title, *lines = last_drawn(console)
    assert re.fullmatch(r"2016-17-Q4, board edition: \d+\.\d s", title)
    assert [re.sub(r"  +", " | ", line) for line in lines if line] == [
        "Notebook or step | State | Time",
        "working out the figures | done | 2.3 s",
        "p1_early_help | kept from before",
        "p2_neglect | made | 1.4 s",
        "tracker | failed in cell 7 | 0.6 s",
        "what_changed | stopped | 0.0 s",
        "compiling the book | not made",
        "typesetting the PDFs | not made",
    ]
    assert len({len(line) for line in lines if line.endswith(" s")}) == 1, "times stand one below another"


def test_it_is_redrawn_in_its_place() -> None:
    console = terminal()
    run_shown(console)
    assert "\x1b[1A\x1b[2K" in written(console), "the cursor goes up and each line is wiped"
    assert "\x1b[?25l" in written(console), "while it is redrawn the cursor is hidden"
    assert written(console).rindex("\x1b[?25h") > written(console).rindex("\x1b[?25l"), "and afterwards it is there"


@pytest.mark.parametrize("said", ["1", "yes"])
def test_colours_are_left_out_where_nobody_wants_them(said: str) -> None:
    coloured, plain = terminal(), terminal(NO_COLOR=said)
    run_shown(coloured)
    run_shown(plain)
    colour = re.compile(r"\x1b\[(?:\d+;)*3\d(?:;\d+)*m")
    assert colour.search(written(coloured))
    assert not colour.search(written(plain))
    assert last_drawn(plain)[1:] == last_drawn(coloured)[1:]


def test_what_a_cell_said_is_no_markup_and_not_in_the_table() -> None:
    console = terminal()
    run_shown(console)
    assert "such thing" in PROBLEM
    assert "such thing" not in written(console)


@pytest.mark.parametrize("height", [5, 10, 24])
def test_a_table_higher_than_the_screen_is_folded_while_it_is_redrawn_and_whole_at_the_end(height: int) -> None:
    console = terminal(height)
    names = tuple(f"p{number}_{'long_name_of_a_chapter'}" for number in range(30))
    with LiveTable(console) as table:
        table.tell(Making("2016-17-Q4", "board", ("compiling the book",)))
        table.tell(NotebooksAsked(names, frozenset()))
        assert table._live is not None
        table._live.refresh()
        lines = last_drawn(console)
    assert len(lines) < height
    assert re.fullmatch(r"and \d+ waiting", lines[-1])
    assert [name for name in names if not any(name in line for line in last_drawn(console))] == []


def test_nothing_is_wider_than_the_terminal() -> None:
    console = terminal()
    folders = tuple((f"/a/folder/{'very/' * 20}deep/board_{number}", "2016-17-Q4") for number in range(3))
    with LiveTable(console) as table:
        table.tell(BooksAsked(folders))
        table.tell(BookEnded(*folders[1], "nothing had changed", "", 1234.5))
    lines = last_drawn(console)
    assert max(map(len, lines)) <= WIDE
    for number in range(3):
        assert any(f"deep/board_{number}  2016-17-Q4" in line for line in lines), "the end of a folder tells which"
    assert any(re.search(r"nothing had changed +1234\.5 s$", line) for line in lines)


def test_a_sentence_of_its_own_stands_above_the_table() -> None:
    console = terminal()
    with LiveTable(console) as table:
        table.tell(Said("another run is making [the book]: waiting until it ends"))
        table.tell(Making("2016-17-Q4", "board", ("compiling the book",)))
        table.tell(Said("a second sentence"))
    text = LINE.sub("", written(console))
    assert text.startswith("another run is making [the book]: waiting until it ends\n")
    assert text.count("a second sentence") == 1
    assert not any("sentence" in line for line in last_drawn(console))


def test_where_nothing_was_told_nothing_is_shown() -> None:
    console = terminal()
    with LiveTable(console):
        pass
    assert written(console) == ""


class Terminal(StringIO):
    """Output that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "term", "redraws"),
    [(Terminal(), "xterm", True), (Terminal(), "dumb", False), (StringIO(), "xterm", False)],
    ids=["a terminal", "a dumb one", "a pipe"],
)
def test_the_table_is_for_terminals_alone(
    out: StringIO, term: str, redraws: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", term)
    assert can_redraw() is redraws
    with shown(quiet=False) as progress:
        for event in a_run():
            progress.tell(event)
    assert ("\x1b[1A" in out.getvalue()) is redraws
    assert ("2016-17-Q4: p2_neglect 1.4 s\n" in out.getvalue()) is not redraws


def test_a_terminal_that_cannot_write_every_letter_has_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr(out, "encoding", "ascii", raising=False)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", "xterm")
    assert not can_redraw()


def test_quiet_says_nothing_even_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", "xterm")
    with shown(quiet=True) as progress:
        for event in a_run():
            progress.tell(event)
    assert out.getvalue() == ""


def test_only_the_table_loads_what_draws_it() -> None:
    """A book for which nothing has changed is answered at once, and so is a slip."""
    loads = (
        "import sys, nelscb.cli, nelscb.progress, nelscb.book.made, nelscb.commands.batch\n"
        "with nelscb.progress.shown(quiet=False): pass\n"
        "sys.exit('rich' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", loads], check=False, stdout=subprocess.PIPE, env=dict(os.environ))
    assert ran.returncode == 0
