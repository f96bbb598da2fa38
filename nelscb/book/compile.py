"""Compile the staged sources with jupyter-book; a warning is an error, said with its place."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from nelscb.book.mend import mend_book, mend_page
from nelscb.book.refused import raise_refused
from nelscb.mistakes import Mistake

_JUPYTER_BOOK = """
import gc, json, os, queue, sys, threading
gc.disable()  # a tenth of its time, for sixty megabytes
asked = queue.SimpleQueue()
def listen():
    with open(0, "rb", buffering=0, closefd=False) as build:  # unbuffered: at its end Python waits for no lock of it
        asked.put(build.readline())
        build.read(1)
    os._exit(1)
threading.Thread(target=listen, daemon=True).start()
import nelscb.book.sphinx_extension
nelscb.book.sphinx_extension.load()
from jupyter_book.cli.main import main
sys.argv[1:] = json.loads(asked.get())
sys.exit(main())
"""
"""Its command, without looking for a script on the path: the interpreter in use is the one that has it.

Its standard input stays open for as long as the build lives: when it ends, however that is, so does the compiler."""


class Compiler:
    """jupyter-book in a process of its own, which loads what it needs while its sources are still being written.

    It is begun once ``when`` returns, on a thread that waits for it.
    """

    def __init__(self, when: Callable[[], object] = lambda: None) -> None:
        self._when = when
        self._begun: Future[subprocess.Popen[str]] = Future()
        self._one_at_a_time, self._left = threading.Lock(), False

    def __enter__(self) -> Compiler:
        threading.Thread(target=self._begin, daemon=True).start()
        return self

    def _begin(self) -> None:
        # Sphinx writes the year of the build into pages unless it is told a date; nothing here reads the clock.
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1"}
        try:
            self._when()
            with self._one_at_a_time:
                if not self._left:
                    process = subprocess.Popen(
                        [sys.executable, "-c", _JUPYTER_BOOK], env=environment, text=True, encoding="utf-8",
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                    )  # fmt: skip
                    self._begun.set_result(process)
        except BaseException as wrong:  # raised where the process is asked for
            self._begun.set_exception(wrong)

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        with self._one_at_a_time:
            self._left = True
        if self._begun.done() and self._begun.exception() is None:
            with self._begun.result() as process:
                process.kill()
                assert process.stdin is not None
                with suppress(OSError):  # what it was asked may still be on the way to it
                    process.stdin.close()

    def compile(
        self, sources: Path, config: Path, work: Path, target: Path, take: Callable[[Path], None] = lambda _: None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """Build the HTML book of ``sources`` into ``target``, once. Raises Mistake with the first warnings.

        What was compiled in ``work`` before, with the same settings, is compiled again only where its source is
        another. ``take`` is given each page that is written, mended, while the next is still being written;
        ``meanwhile`` is called once, before the first is.
        """
        asked = [
            "build", str(sources), "--config", str(config), "--toc", str(sources / "_toc.yml"),
            "--path-output", str(work), "-W", "--keep-going",
        ]  # fmt: skip
        process = self._begun.result()
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError):  # it has ended already, and what it said tells why
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        built = work / "_build" / "html"
        told: list[str] = []
        try:
            meanwhile()
            for name in _finished_pages(process.stdout, told):
                mend_page(built / f"{name}.html")
                take(built / f"{name}.html")
        except Exception:
            # Half a page cannot be mended: if there was no room for the other half, the compiler says so.
            told += process.stdout
            raise_refused("".join(told))
            raise
        if process.wait() != 0 or not (built / "index.html").exists():
            raise_refused("".join(told))
            raise Mistake(f"the book could not be compiled: {_reasons(''.join(told))}")
        mend_book(built)
        # By what is left out here the compiler knows, another time, what it made.
        shutil.copytree(built, target, ignore=shutil.ignore_patterns(".buildinfo", "objects.inv", "_sources"))


def _finished_pages(said: Iterable[str], told: list[str]) -> Iterator[str]:
    """The name of each page once it is written, which is when the next is begun; all that is ``said`` goes to told."""
    writing = ""
    for line in said:
        told.append(line)
        begun = _WRITING.search(line)
        if writing and (begun or "generating indices" in line):
            yield writing
            writing = ""
        if begun:
            writing = begun[1]


def compile_html(sources: Path, config: Path, work: Path, target: Path) -> None:
    """Build the HTML book of ``sources`` into ``target``. Raises Mistake with the first warnings or errors."""
    with Compiler() as compiler:
        compiler.compile(sources, config, work, target)


_WRITING = re.compile(r"writing output\.\.\. .*?\[ *\d+%\] (?:\x1b\[[\d;]*m)*([\w-]+)")
"""What Sphinx says before it writes a page."""


def _reasons(output: str) -> str:
    told = [line.strip() for line in output.splitlines() if "WARNING" in line or "ERROR" in line]
    return " / ".join(told[:5]) or " / ".join(output.strip().splitlines()[-3:])
