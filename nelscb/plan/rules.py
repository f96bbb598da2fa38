"""What a plan must keep to beyond the shape of its records. All problems are collected and said at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from nelscb.plan.board import Board
from nelscb.plan.chapters import Chapter
from nelscb.plan.measures import Breakdown, Measure


def problems_of(board: Board, chapters: Mapping[str, Chapter], breakdowns: Mapping[str, Breakdown]) -> list[str]:
    """Every broken rule as ``file: entry, key: what is wrong``; an empty list where all is well.

    ``chapters`` maps a chapter file's name to what it holds.
    """
    known = {m.id: m for chapter in chapters.values() for m in chapter.measures}
    found = [*_duplicates(chapters), *_board_problems(board, known)]
    for file, chapter in chapters.items():
        for responsibility in chapter.responsible:
            if responsibility.group not in board.groups:
                found.append(_unknown(file, chapter.id, "responsible", responsibility.group, "group of board.yml"))
        for reference in chapter.headline.measures if chapter.headline else ():
            if reference not in known:
                found.append(_unknown(file, chapter.id, "headline", reference, "measure"))
        for reference in chapter.shown_first:
            if reference not in known:
                found.append(_unknown(file, chapter.id, "shown_first", reference, "measure"))
        for request in chapter.exhibits:
            found += [
                _unknown(file, f"exhibit {request.what}", "measures", reference, "measure")
                for reference in request.measures
                if reference not in known
            ]
        for measure in chapter.measures:
            found += _measure_problems(file, measure, known, board, breakdowns)
    return found


def _unknown(file: str, entry: str, key: str, value: str, what: str) -> str:
    return f"{file}: {entry}, key {key!r}: {value!r} is no {what}"


def _board_problems(board: Board, known: Mapping[str, Measure]) -> Iterator[str]:
    named = [("population_measure", board.population_measure)] if board.population_measure else []
    named += [("adopted_measures", measure) for measure in board.adopted_measures]
    named += [("targets", target.measure) for target in board.targets]
    named += [("disclosure_rule", exception.measure) for exception in board.disclosure_rule.exceptions]
    for key, measure in named:
        if measure not in known:
            yield f"board.yml: key {key!r}: {measure!r} is no measure of the plan"
    for target in board.targets:
        wanted = known.get(target.measure)
        if wanted is not None and (wanted.direction == "context" or wanted.unit in ("score", "status")):
            yield (
                f"board.yml: key 'targets': {target.measure!r} can have none: of it neither way is better, or it comes "
                "without counts"
            )


def _duplicates(chapters: Mapping[str, Chapter]) -> Iterator[str]:
    for key in ("id", "slug"):
        first: dict[str, str] = {}
        for file, chapter in chapters.items():
            name = getattr(chapter, key)
            if name in first:
                for place in (first[name], file):
                    yield f"{place}: key {key!r}: {name!r} names another chapter too; each needs its own"
            first.setdefault(name, file)
    ids = Counter(m.id for chapter in chapters.values() for m in chapter.measures)
    for file, chapter in chapters.items():
        for measure_id in dict.fromkeys(m.id for m in chapter.measures):
            if ids[measure_id] > 1:
                yield f"{file}: {measure_id}, key 'id': stands {ids[measure_id]} times; an id is used once"


def _measure_problems(
    file: str,
    measure: Measure,
    known: Mapping[str, Measure],
    board: Board,
    breakdowns: Mapping[str, Breakdown],
) -> Iterator[str]:
    place = f"{file}: {measure.id}, key"
    if measure.is_ratio and not (measure.denominator or measure.denominator_measure):
        yield f"{place} 'denominator': a {measure.unit} needs a denominator"
    if measure.unit != "status" and not measure.unit_words:
        yield f"{place} 'unit_words': is missing; say what a reader sees after the number"
    if measure.unit == "rate" and not measure.per:
        yield f"{place} 'per': a rate must say per how many"
    if bool(measure.answers) != (measure.unit == "status"):
        yield f"{place} 'answers': a status line lists what it may be answered with, and nothing else does"
    references = {
        "alias_of": measure.alias_of,
        "numerator_measure": measure.numerator_measure,
        "denominator_measure": measure.denominator_measure,
        "less_measure": measure.less_measure,
        "leavers_measure": measure.leavers_measure,
        "sums": measure.sums,
    }
    for key, reference in references.items():
        if reference is not None and (reference not in known or reference == measure.id):
            yield _unknown(file, measure.id, key, reference, "other measure")
        elif reference is not None and key != "alias_of" and known[reference].alias_of:
            yield f"{place} {key!r}: {reference!r} is an alias; name the measure it stands for"
    if measure.alias_of and measure.alias_of in known and known[measure.alias_of].alias_of:
        yield f"{place} 'alias_of': {measure.alias_of!r} is itself an alias; name the measure it stands for"
    if measure.sums in known and measure.window == "quarter":
        yield f"{place} 'window': a sum is over rolling_12_months or a running_total"
    if measure.sums in known and not _adds_up(known[str(measure.sums)]):
        yield f"{place} 'sums': {measure.sums!r} cannot be added up: only counts of what happened in a quarter can"
    yield from _name_problems(file, measure, board, breakdowns)
    yield from _definition_problems(place, measure)
    yield from _feed_problems(file, measure, breakdowns)


def _name_problems(file: str, measure: Measure, board: Board, breakdowns: Mapping[str, Breakdown]) -> Iterator[str]:
    for name in measure.breakdowns:
        if name not in breakdowns:
            yield _unknown(file, measure.id, "breakdowns", name, "breakdown of breakdowns.yml")
    part = measure.numerator_category
    if part and part.breakdown not in breakdowns:
        yield _unknown(file, measure.id, "numerator_category", part.breakdown, "breakdown of breakdowns.yml")
    elif part and part.category not in breakdowns[part.breakdown].named:
        yield _unknown(file, measure.id, "numerator_category", part.category, f"category of {part.breakdown!r}")
    if measure.sub_group not in board.sub_groups:
        yield _unknown(file, measure.id, "sub_group", measure.sub_group, "sub-group of board.yml")
    agencies = [("source_agency", measure.source_agency), *(("also_from", a) for a in measure.also_from)]
    for key, agency in agencies:
        if agency not in board.agencies:
            yield _unknown(file, measure.id, key, agency, "agency of board.yml")
    for group in measure.responsible:
        if group not in board.groups:
            yield _unknown(file, measure.id, "responsible", group, "group of board.yml")


def _definition_problems(place: str, measure: Measure) -> Iterator[str]:
    versions = [d.version for d in measure.definitions]
    if versions != list(range(1, len(versions) + 1)) or not versions:
        yield f"{place} 'definitions': versions must count 1, 2, 3 …, not {versions}"
        return
    starts = [d.from_quarter for d in measure.definitions[1:]]
    if measure.definitions[0].from_quarter is not None or None in starts:
        yield f"{place} 'definitions': every version but the first says from which quarter it holds"
    elif [s.ordinal for s in starts if s] != sorted({s.ordinal for s in starts if s}):
        yield f"{place} 'definitions': later versions must start later"


def _adds_up(measure: Measure) -> bool:
    """Whether periods can be added: counts of what happened, never a stock, a share, or people over 12 months."""
    return measure.unit == "count" and measure.basis == "flow"


def _feed_problems(file: str, measure: Measure, breakdowns: Mapping[str, Breakdown]) -> Iterator[str]:
    for feed in measure.published:
        place = f"{file}: {measure.id}, key 'published':"
        if feed.months and measure.basis != "flow":
            yield f"{place} months of a {measure.basis.replace('_', ' ')} cannot be added into a quarter"
        if bool(feed.series) == bool(feed.categories):
            yield f"{place} name either one series or its categories"
        if feed.categories:
            breakdown = breakdowns.get(feed.breakdown or "")
            if breakdown is None:
                yield _unknown(file, measure.id, "published", str(feed.breakdown), "breakdown of breakdowns.yml")
            else:
                for category in feed.categories.values():
                    if category not in breakdown.named:
                        yield f"{place} {category!r} is no category of {feed.breakdown!r}"
