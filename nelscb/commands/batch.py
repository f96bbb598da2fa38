"""Many boards' books and many quarters', side by side here or on a Dask cluster; a failure stays with its book.

Each book is made by a process of its own with the command that makes one book. A book for which nothing has changed is
left alone, so that a batch that was broken off goes on where it was.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nelscb.book.cluster import connected
from nelscb.book.made import UNCHANGED
from nelscb.progress import BookBegan, BookEnded, BooksAsked, Progress, Say, progress_of
from nelscb.quarters import Quarter

MADE, LEFT, FAILED = "made", "nothing had changed", "failed"


@dataclass(frozen=True)
class Order:
    """One book of a batch."""

    board: str
    quarter: str
    edition: str
    formats: str


@dataclass(frozen=True)
class Outcome:
    """What became of an order: the word, what was said where it failed, and how long it took, in seconds."""

    order: Order
    word: str
    said: str
    seconds: float


def run_batch(orders: Sequence[Order], jobs: int | None, cluster: str | None, say: Say | Progress) -> list[Outcome]:
    """Make every book of the batch; gives what became of each, in the order of the orders.

    ``say`` is given a line a book, or told events.
    """
    outcomes, progress = {}, progress_of(say)
    progress.tell(BooksAsked(tuple((order.board, order.quarter) for order in orders), far=bool(cluster)))
    for outcome in _on_cluster(orders, cluster) if cluster else _here(orders, jobs, progress):
        outcomes[outcome.order] = outcome
        board, quarter = outcome.order.board, outcome.order.quarter
        progress.tell(BookEnded(board, quarter, outcome.word, outcome.said, outcome.seconds))
    return [outcomes[order] for order in orders]


def orders_of(boards: Sequence[str], quarters: Sequence[Quarter], edition: str, formats: str) -> list[Order]:
    """One order for each board and quarter, none twice."""
    folders = dict.fromkeys(str(Path(board)) for board in boards)
    return [Order(board, str(quarter), edition, formats) for board in folders for quarter in dict.fromkeys(quarters)]


def table_of(outcomes: Sequence[Outcome]) -> list[str]:
    """The summary, a line an order with its columns one below another."""
    rows = [("Board", "Quarter", "What became of it", "Seconds")]
    rows += [(o.order.board, o.order.quarter, o.word, f"{o.seconds:.1f}") for o in outcomes]
    wide = [max(len(row[at]) for row in rows) for at in range(3)]
    return ["  ".join((*(cell.ljust(width) for cell, width in zip(row, wide, strict=False)), row[3])) for row in rows]


def made(order: Order) -> Outcome:
    """Make one book by the command, in a process of its own, one notebook at a time: books run side by side."""
    started = time.perf_counter()
    command = [
        sys.executable, "-m", "nelscb.cli", "build", order.quarter, "--project", order.board, "--edition",
        order.edition, "--formats", order.formats, "--jobs", "1",
    ]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    if ran.returncode:
        last = ran.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        return Outcome(order, FAILED, last[0].removeprefix("nelscb: "), seconds)
    lines = ran.stdout.splitlines()
    places = sum(line.startswith("the book is in ") for line in lines)
    same = sum(line.endswith(UNCHANGED) for line in lines)
    return Outcome(order, LEFT if places == same else MADE, "", seconds)


def _here(orders: Sequence[Order], jobs: int | None, progress: Progress) -> Iterator[Outcome]:
    def begun(order: Order) -> Outcome:
        progress.tell(BookBegan(order.board, order.quarter))
        return made(order)

    with ThreadPoolExecutor(max_workers=jobs or os.cpu_count() or 1) as pool:
        running = [pool.submit(begun, order) for order in orders]
        try:
            for future in as_completed(running):
                yield future.result()
        except BaseException:
            for future in running:
                future.cancel()
            raise


def _on_cluster(orders: Sequence[Order], address: str | None) -> Iterator[Outcome]:
    assert address is not None
    client = connected(address)
    try:
        import distributed

        completed: Any = distributed.as_completed
        running = {client.submit(made, _whole(order), pure=False): order for order in orders}
        for future in completed(running, loop=client.loop):
            order, wrong = running[future], future.exception()
            if wrong is not None:
                yield Outcome(order, FAILED, f"on the cluster: {' '.join(str(wrong).split())}", 0.0)
            else:
                outcome = future.result()
                yield Outcome(order, outcome.word, outcome.said, outcome.seconds)
    finally:
        with suppress(OSError, TimeoutError):
            client.close()


def _whole(order: Order) -> Order:
    """The order with its board's folder named from the root: a worker stands elsewhere."""
    return Order(str(Path(order.board).resolve()), order.quarter, order.edition, order.formats)
