"""The warm process itself: it loads what notebooks use, then forks a kernel for whoever asks, or runs them an errand.

What several of them will need it can be asked to prepare once, in itself.

Who asks keeps the line open: over it comes the number of the process that was forked, what came of an errand, and the
exit code when it ends; when the line is closed the process is killed. When this process's own standard input ends, so
do all that it has forked, and it.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from select import select
from typing import Any, NoReturn

from nelscb.kernels.warm import FOLDER

PATIENCE = 1.5
"""Seconds in which nobody has asked for anything, after which the warm process loads what can wait."""


def serve(address: str, preload: str, *arguments: str) -> None:
    """Listen at ``address`` and fork kernels until standard input ends.

    ``preload``: what is called first with the arguments, as ``module:function``. It is a generator: what it does to its
    first yield is done before anything is forked, and each part after that while nobody asks.
    """
    gc.disable()  # what is loaded stays
    with _ending_with_the_build(Path(address)):
        parts = _call(preload, list(arguments))
        next(parts, None)
    gc.enable()
    _be_ready_to_fork()
    warm = _Warm(address)
    with suppress(BrokenPipeError):  # nobody is there any more, which standard input tells too
        print("ready", flush=True)
    warm.serve(parts)


def _be_ready_to_fork() -> None:
    gc.freeze()  # So that looking for what can go does not copy every page of memory into every kernel.
    gc.set_threshold(50_000)  # A kernel lives for a second or two: hardly anything in it has to go.
    if threading.active_count() != 1:
        raise SystemExit(f"the warm process has other threads and cannot be forked: {threading.enumerate()}")


@contextmanager
def _ending_with_the_build(address: Path) -> Iterator[None]:
    """Loading takes seconds: a build that is killed meanwhile is noticed by a thread, which is gone before a fork."""
    ours, theirs = socket.socketpair()

    def watch() -> None:
        ended, _, _ = select([sys.stdin, ours], [], [])
        if sys.stdin in ended:
            _clear_up(address)
            os._exit(1)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        theirs.close()
        watching.join()
        ours.close()


def _clear_up(address: Path) -> None:
    """Remove the socket; and its folder, if that is one which was made for it, with the kernels' temporary files."""
    address.unlink(missing_ok=True)
    if address.parent.name.startswith(FOLDER):
        shutil.rmtree(address.parent, ignore_errors=True)


class _Warm:
    def __init__(self, address: str) -> None:
        self._address = Path(address)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(address)
        self._listening.listen(64)
        self._lines: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._told, self._tells = socket.socketpair()
        self._tells.setblocking(False)
        self._lives, self._living = socket.socketpair()
        signal.set_wakeup_fd(self._tells.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # Ctrl-C reaches the whole terminal; the build says when this process ends.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for part in (self._listening, self._told, sys.stdin):
            self._selector.register(part, selectors.EVENT_READ)

    def serve(self, parts: Iterator[None]) -> None:
        """Fork until standard input ends, and load one part after another while nobody asks for anything.

        Not at once: where somebody is about to ask, he needs the machine, and hardly what is still to load.
        """
        more, patience = True, PATIENCE
        while True:
            asked = self._selector.select(patience if more else None)
            patience = PATIENCE
            if more and not asked:
                more, patience = next(parts, self) is not self, 0
                _be_ready_to_fork()
            for key, _ in asked:
                if key.fileobj is sys.stdin:
                    self._end()
                    return
                if key.fileobj is self._listening:
                    self._fork()
                elif key.fileobj is self._told:
                    self._told.recv(4096)
                    self._bury()
                else:
                    self._left(key.data)

    def _fork(self) -> None:
        line, _ = self._listening.accept()
        with line.makefile() as reading:
            said = reading.readline()
        if not said:
            line.close()  # somebody only asked whether anybody is here
            return
        asked = json.loads(said)
        if "prepare" in asked:
            line.close()
            with suppress(Exception):  # who needs it prepares it then, or says what is wrong
                _call(asked["prepare"], asked["arguments"])
            _be_ready_to_fork()
            return
        process = os.fork()
        if process == 0:
            self._become(asked, line)
        with suppress(OSError):
            line.sendall(f"{process}\n".encode())
        self._lines[process] = line
        self._selector.register(line, selectors.EVENT_READ, process)

    def _become(self, asked: dict[str, Any], line: socket.socket) -> NoReturn:
        """What this process is from now on: a kernel, or whoever runs an errand."""
        code = 1
        try:
            self._part_from_the_others(asked["folder"], asked["environment"])
            os.nice(max(asked["nice"] - os.nice(0), 0))
            if "function" in asked:
                _run_errand(asked["function"], asked["arguments"], line)
            else:
                line.close()
                _run_kernel(asked["arguments"])
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        finally:
            os._exit(code)

    def _part_from_the_others(self, folder: str, environment: dict[str, str]) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._selector.close()
        for other in (self._listening, self._told, self._tells, self._living, *self._lines.values()):
            other.close()
        os.setsid()
        threading.Thread(target=_end_with, args=(self._lives,), daemon=True).start()
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(nothing, standard)
        os.environ.clear()
        os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))
        tempfile.tempdir = None  # which the environment may have moved
        os.chdir(folder)
        sys.path[0] = ""

    def _bury(self) -> None:
        """Tell whoever asked for a process how it ended."""
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not process:
                return
            line = self._lines.pop(process, None)
            if line is not None:
                self._selector.unregister(line)
                with suppress(OSError):
                    line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
                line.close()

    def _left(self, process: int) -> None:
        """Whoever asked for the process is gone: so must it be."""
        line = self._lines.get(process)
        if line is not None and not line.recv(4096):
            del self._lines[process]
            self._selector.unregister(line)
            line.close()
            _kill(process)

    def _end(self) -> None:
        # From here on nobody asks how a process ended, and what a signal would write to is soon closed.
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for process in self._lines:
            _kill(process)
        _clear_up(self._address)


def _run_kernel(arguments: list[str]) -> None:
    sys.argv = ["ipykernel_launcher", *arguments]
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(sys.argv[1:])


def _run_errand(function: str, arguments: list[Any], line: socket.socket) -> None:
    line.sendall(f"{json.dumps({'result': _call(function, arguments)})}\n".encode())


def _call(function: str, arguments: list[Any]) -> Any:
    module, _, name = function.partition(":")
    return getattr(import_module(module), name)(*arguments)


def _end_with(lives: socket.socket) -> None:
    """End a process, with all that it started, when nobody holds the other end: the warm process was killed."""
    lives.recv(1)
    os.killpg(0, signal.SIGKILL)


def _kill(process: int) -> None:
    """Kill a process with all that it started; one that has not set itself apart yet, alone."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


if __name__ == "__main__":
    serve(*sys.argv[1:])
