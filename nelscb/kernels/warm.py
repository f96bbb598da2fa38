"""The warm process as the build holds it: started, found again by its address, and ended with all its kernels."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from nelscb.mistakes import WrongCall

ENGINE = "nelscb-warm"
"""The name of the papermill engine, and of the kernel provisioner that it uses."""
WARM, PLAIN = "warm", "plain"
ADDRESS = "NELSCB_WARM_KERNELS"
"""The environment variable with the address at which the warm process listens."""
MATRIX_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""The environment variables that say on how many threads numpy's libraries compute."""
ENVIRONMENT = {
    # A process that is forked must have one thread, and ordinary kernels are to compute as the forked ones do.
    **dict.fromkeys(MATRIX_THREADS, "1"),
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "JUPYTER_PLATFORM_DIRS": "1",
}
"""What every kernel is started with; the last two keep libraries from giving advice on the terminal."""
FOLDER = "nelscb-warm-"
"""How the name of a folder begins that goes with its process."""


_LONGEST_SILENCE = 5.0
"""Seconds after which a warm process that takes calls is at something else, and there all the same."""


def engine_of(name: str) -> str:
    """The engine of that name. Raises WrongCall for one that there is not."""
    if name not in (WARM, PLAIN):
        raise WrongCall(f"{name!r} is no engine: there are {WARM} and {PLAIN}")
    return name


def can_fork() -> bool:
    """Whether this system can fork a process and has sockets that are files: Linux and macOS."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX")


def is_warm(address: str) -> bool:
    """Whether a warm process listens there, and answers: one that is being killed takes calls for a moment more."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_LONGEST_SILENCE)
        try:
            line.connect(address)
            line.shutdown(socket.SHUT_WR)  # nothing is asked, so it hangs up
            return line.recv(1) == b""
        except TimeoutError:
            return True
        except OSError:
            return False


class WarmProcess:
    """One process with everything loaded. It ends when this one does, however that ends, and its kernels with it.

    ``preload``: what loads it, as ``module:function``, called with the arguments. It begins to load when this is
    entered, or ``begin`` is called, and ends when this is left or ``end`` is called, at the latest.
    """

    def __init__(self, preload: str, *arguments: str) -> None:
        self._preload = (preload, *arguments)
        self._asking = threading.Lock()
        self._told: bool | None = None
        self._has_begun = False

    def __enter__(self) -> WarmProcess:
        if not self._has_begun:
            self.begin()
        return self

    def begin(self) -> None:
        """Begin to load, before it is known whether anybody will ask for anything."""
        self.folder = own_folder()
        self.address = str(self.folder / "kernels")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nelscb.kernels.warm_process", self.address, *self._preload],
            env={**os.environ, **ENVIRONMENT}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._has_begun = True

    def ready(self) -> bool:
        """Wait until it listens; False where it ended before. Several threads may ask."""
        with self._asking:
            if self._told is None:
                assert self._process.stdout is not None
                self._told = self._process.stdout.readline() == "ready\n"
            return self._told

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """End it, if it has begun and not ended yet."""
        if not self._has_begun:
            return
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def temporary(folder: Path) -> dict[str, str]:
    """The environment of processes whose temporary files, such as those that say where a kernel is, go there."""
    return dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))


def own_folder() -> Path:
    """A new folder for what is needed as long as this process lives: a socket, temporary files of those it starts.

    If it is killed the next one that asks for a folder removes it.
    """
    if can_fork():
        _clear_up()
    return Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-"))


def _clear_up() -> None:
    """Remove the folders of processes that were killed together with their warm process, so that neither could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        owner = folder.name.removeprefix(FOLDER).split("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
