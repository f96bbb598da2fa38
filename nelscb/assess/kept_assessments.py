"""Assessments of single series, kept under all that they are made from: of a quarter's series few are ever new.

What a series shares with all others, its place in the family of tests, is no part of what is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from pydantic import ConfigDict, TypeAdapter

from nelscb.assess.lines import Line, Subject
from nelscb.assess.results import Assessment, Break
from nelscb.baselines import Baseline
from nelscb.fingerprint import code_and_libraries, hash_of
from nelscb.indicators import Indicators, Series
from nelscb.kept import KeptParts
from nelscb.plan import Board, Project
from nelscb.quarters import Quarter

MOST = 1000
"""How many are kept, those that were asked for last; an edition asks for some three hundred."""


class KeptAssessments:
    """The assessments of before, in ``build/.cache``, by the same code, for the same plan and board."""

    def __init__(self, project: Project) -> None:
        self._kept = KeptParts(project.build / ".cache" / "assessments.json", _reader(), MOST)
        self._of_all = hash_of(code_and_libraries(), project.plan, project.board)
        self.write = self._kept.write

    def of(
        self, subject: Subject, line: Line | None, indicators: Indicators, board: Board, quarter: Quarter,
        baselines: Sequence[Baseline], work: Callable[[], Assessment],
    ) -> Assessment:  # fmt: skip
        """The assessment of a series as it was kept, or that of ``work``, kept from now on."""
        digest = hashlib.sha256(self._of_all.encode())
        for part in _content(subject, line, indicators, board, quarter, baselines):
            digest.update(len(part).to_bytes(8) + part)
        key = digest.hexdigest()[:32]
        found = self._kept.take(key)
        if found is None:
            found = self._kept.keep(key, work())
        return found


def _content(
    subject: Subject, line: Line | None, indicators: Indicators, board: Board, quarter: Quarter,
    baselines: Sequence[Baseline],
) -> Iterable[bytes]:  # fmt: skip
    """All that an assessment is made from: the series, its frozen forecasts and line, the neighbours' series of it."""
    own = [b for b in baselines if b.measure == subject.measure.id]
    yield repr((subject.key, str(quarter), subject.floor, own)).encode()
    frequency = subject.series.frequency
    others = [indicators.series(subject.measure.id, frequency, area.code) for area in board.neighbours]
    yield _series_reader().dump_json([subject.series, *(s for s in others if s is not None)])
    yield _breaks_reader().dump_json(subject.breaks)
    if line is not None:
        yield repr((line.scale, line.problem, line.times.tolist())).encode()
        yield from (array.tobytes() for array in (line.y, line.size))
        for table in (line.found, line.misfits):
            yield from (_row(value, line.row) for value in vars(table).values())


def _row(value: Any, row: int) -> bytes:
    """What a table of all series says of one."""
    one = value[row]
    return one.tobytes() if isinstance(one, np.ndarray | np.generic) else repr(one).encode()


@cache
def _reader() -> TypeAdapter[dict[str, Assessment]]:
    # A series without a figure in a quarter has no number there, which JSON has no word for.
    return TypeAdapter(dict[str, Assessment], config=ConfigDict(ser_json_inf_nan="constants"))


@cache
def _series_reader() -> TypeAdapter[list[Series]]:
    return TypeAdapter(list[Series])


@cache
def _breaks_reader() -> TypeAdapter[tuple[Break, ...]]:
    return TypeAdapter(tuple[Break, ...])
