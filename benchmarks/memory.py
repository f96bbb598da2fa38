"""The memory of a command and of all that it starts, together: pages that several share are counted once."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence

import psutil

EVERY = 0.25
"""Seconds between two looks."""


def most_memory(command: Sequence[str]) -> float:
    """Run the command; gives the most that it and its processes held at one time, in MB (10^6 bytes)."""
    most = 0
    with subprocess.Popen(command) as ran:
        while ran.poll() is None:
            most = max(most, sum(_shares(psutil.Process(ran.pid))))
            time.sleep(EVERY)
        if ran.returncode:
            raise SystemExit(f"{' '.join(command)}: ended with {ran.returncode}")
    return most / 1e6


def _shares(process: psutil.Process) -> Iterator[int]:
    """Each process's proportional share; one that has ended meanwhile has none."""
    try:
        every = [process, *process.children(recursive=True)]
    except psutil.Error:
        return
    for one in every:
        try:
            yield one.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue
