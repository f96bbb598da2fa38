"""An errand for the warm process: it forks a process that calls one function and tells what came of it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nelscb.mistakes import WrongCall


class Lost(Exception):
    """The process that was to do it has ended before it could tell anything."""


def errand(
    address: str, function: str, arguments: list[Any], environment: Mapping[str, str], patience: int = 0
) -> Any:  # fmt: skip
    """What ``function``, as ``module:function``, gives for the ``arguments`` in a process that the warm one forks.

    Arguments and result are such as JSON knows. The more ``patience`` it has, up to 19, the more it lets other work go
    first; a kernel that it starts has as much. The process ends when this one does, and when the warm one does. Raises
    Lost where it ends sooner, or there is no warm process at the address; WrongCall for a name without colon.
    """
    if ":" not in function:
        raise WrongCall(f"{function!r} names no function: write it like module:function")
    asked = {
        "function": function, "arguments": arguments, "folder": str(Path.cwd()), "environment": dict(environment),
        "nice": os.nice(0) + patience,
    }  # fmt: skip
    with socket.socket(socket.AF_UNIX) as line:
        try:
            _ask(line, address, asked)
            with line.makefile() as told:
                _process, result = told.readline(), told.readline()
        except OSError as error:
            raise Lost(str(error)) from error
    # Where there is no result the second line is the process's exit code, or nothing.
    if not result.startswith("{"):
        raise Lost(f"the process ended with {result.strip() or 'the warm one'}")
    return json.loads(result)["result"]


def prepare(address: str, function: str, arguments: list[Any]) -> None:
    """Have ``function`` called in the warm process itself, for all that it forks for who asks after this.

    Nobody waits for it, and nobody hears how it ended: what it prepares may be missing. Raises Lost where there is no
    warm process at the address.
    """
    with socket.socket(socket.AF_UNIX) as line:
        try:
            _ask(line, address, {"prepare": function, "arguments": arguments})
        except OSError as error:
            raise Lost(str(error)) from error


def _ask(line: socket.socket, address: str, asked: dict[str, Any]) -> None:
    line.connect(address)
    line.sendall(f"{json.dumps(asked)}\n".encode())
