"""Time ``nelscb batch`` over many boards on one worker of a Dask cluster and on two, each with one core of its own.

Every board is a copy of the illustrative one, full of figures. The workers are pinned to a core each, as machines of
one core would be; where the system cannot pin them, that is said. Then twice as many boards and more: does one cost the
same among many as it did alone?
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from build_against_plain import copied, timed
from distributed import Client, LocalCluster
from readme_table import put

from nelscb.commands.batch import MADE, Outcome, orders_of, run_batch
from nelscb.quarters import Quarter

QUARTER = Quarter.parse("2016-17-Q4")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boards", type=int, default=20)
    parser.add_argument("--most", type=int, default=50)
    parser.add_argument("--formats", default="html")
    called = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        boards = list(copies(Path(scratch), max(called.boards, called.most)))
        few = boards[: called.boards]
        single = batch(boards[:1], called.formats, cores=[0])[1][0].seconds
        print(f"one board, one worker: {single:.1f} s", flush=True)
        alone = batch(few, called.formats, cores=[0])
        print(f"{called.boards} boards, one worker: {alone[0]:.1f} s", flush=True)
        both = batch(few, called.formats, cores=[0, 1])
        print(
            f"{called.boards} boards, two workers: {both[0]:.1f} s, {alone[0] / both[0]:.2f} times faster", flush=True
        )
        many = batch(boards[: called.most], called.formats, cores=[0, 1])
        first, last = (statistics.median(o.seconds for o in part) for part in (many[1][:10], many[1][-10:]))
        one = statistics.median(o.seconds for o in both[1])
        print(f"{called.most} boards: {first:.1f} s each of the first ten, {last:.1f} s of the last ten", flush=True)
    put(
        "many boards",
        [
            (f"{called.boards} boards, 1 worker", f"{alone[0]:.0f} s", ""),
            (f"{called.boards} boards, 2 workers", f"{both[0]:.0f} s", f"{alone[0] / both[0]:.2f} times faster"),
            (f"one of {called.most} boards", f"{last:.1f} s, the last ten", f"{first:.1f} s, the first ten"),
            (f"one of {called.boards} boards", f"{one:.1f} s", ""),
            ("a board alone", f"{single:.1f} s", ""),
        ],
    )


def copies(folder: Path, number: int) -> Iterator[Path]:
    """So many copies of the illustrative board, which borrow one plan."""
    first = copied(folder).folder
    for place in range(1, number + 1):
        target = first.with_name(f"board_{place:02d}")
        shutil.copytree(first, target)
        yield target


def batch(boards: Sequence[Path], formats: str, cores: Sequence[int]) -> tuple[float, list[Outcome]]:
    """Seconds for all the boards' books from nothing, and what became of each."""
    for board in boards:
        shutil.rmtree(board / "build", ignore_errors=True)
    orders = orders_of([str(board) for board in boards], [QUARTER], "board", formats)
    outcomes: list[Outcome] = []
    with workers(cores) as address:
        seconds = timed(lambda: outcomes.extend(run_batch(orders, None, address, lambda _: None)))
    wrong = [outcome.said for outcome in outcomes if outcome.word != MADE]
    if wrong:
        raise SystemExit(wrong[0])
    return seconds, outcomes


@contextmanager
def workers(cores: Sequence[int]) -> Iterator[str]:
    """The address of a cluster with one worker on each of the cores."""
    with LocalCluster(n_workers=0, dashboard_address=None) as cluster, Client(cluster) as client:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", cluster.scheduler_address]
        command += ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        started = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in cores]
        try:
            for core, worker in zip(cores, started, strict=True):
                if hasattr(os, "sched_setaffinity"):
                    os.sched_setaffinity(worker.pid, {core})
                else:
                    print("the workers are not pinned to a core each: this system cannot", flush=True)
            client.wait_for_workers(len(cores))
            yield cluster.scheduler_address
        finally:
            for worker in started:
                worker.terminate()
                worker.wait()


if __name__ == "__main__":
    main()
