"""Where the board's latest figure lies among its statistical neighbours'."""

from __future__ import annotations

from nelscb.assess.changes import is_proportion
from nelscb.assess.lines import Subject
from nelscb.assess.results import Place
from nelscb.indicators import Indicators, Point
from nelscb.plan import Board
from nelscb.statistics import TooFewPoints, among_neighbours, rank_with_uncertainty, score_among_neighbours
from nelscb.statistics.neighbours import FEWEST_NEIGHBOURS, Kind


def place_of(subject: Subject, indicators: Indicators, board: Board) -> Place | None:
    """The limits of one more area like the neighbours, and the board's rank; None without three neighbours.

    Only shares, rates and scores are compared: a count says how large an area is. A neighbour whose figure is withheld
    is left out. Region and country contain neighbours and are drawn as lines beside them, never compared with.
    """
    measure, own = subject.measure, subject.reported[-1]
    if not measure.is_ratio and measure.unit != "score":
        return None
    there: list[tuple[str, Point]] = []
    for area in board.neighbours:
        series = indicators.series(measure.id, subject.series.frequency, area.code)
        point = series.at(own.period) if series else None
        if point is not None and point.state == "reported" and point.value is not None:
            there.append((area.name, point))
    if len(there) < FEWEST_NEIGHBOURS or own.value is None:
        return None
    points = [p for _, p in there]
    try:
        if measure.unit == "score":
            return Place(score_among_neighbours(own.value, [p.value or 0.0 for p in points]), None)
        kind: Kind = "proportion" if is_proportion(measure, [own, *points]) else "rate"
        events_of, totals = ([float(getattr(p, name) or 0.0) for p in points] for name in ("numerator", "denominator"))
        counts = float(own.numerator or 0.0), float(own.denominator or 0.0)
        among = among_neighbours(events_of, totals, *counts, kind, per=measure.scale)
        rank = rank_with_uncertainty([counts[0], *events_of], [counts[1], *totals], 0, kind)
    except TooFewPoints:
        return None
    return Place(among, rank)
