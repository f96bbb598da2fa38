"""Release: from indicators and assessments to what one page may see. Everything a reader sees comes through here.

The board edition passes whole; of a public one what comes here is the public's view already (``public_view``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from pydantic import ConfigDict, TypeAdapter

from nelscb.assess import Assessment
from nelscb.core_data import Frequency, Revision, State, Text
from nelscb.disclosure.naming import named_when_asked
from nelscb.disclosure.not_public import NotPublic
from nelscb.error_rates import CellResult, FamilyResult
from nelscb.indicators import Indicators, Key, Point, Series
from nelscb.issues import FIRST, Issue
from nelscb.plan import Board, Measure, Plan
from nelscb.published import Event, Finding, Source
from nelscb.quarters import Quarter, QuarterText
from nelscb.returns.problems import AcceptedProblem, Problem
from nelscb.returns.receipts import Grade, Receipt
from nelscb.story import NOTHING, Story, part_about
from nelscb.tried_out import BackTested


@dataclass(frozen=True)
class MeasureReturn:
    """Whether a return gave the measure a figure for the edition's quarter, and if not, who owes it.

    ``state`` is that of the quarter's return; ``published`` names the frequencies at which published
    figures, or figures computed from them, stand beside it. ``counted``: the book counts it from the returns
    themselves, and nobody sends it. ``answer`` is what a status line was answered with, ``grade`` the returned
    figure's data quality.
    """

    measure: str
    state: State
    agency: str
    published: tuple[Frequency, ...]
    counted: bool = False
    answer: str = ""
    grade: Grade | None = None


@dataclass(frozen=True)
class Received:
    """What is to be known of the quarter's returns beyond their figures.

    ``refusals`` are files and rows that were not used, ``warnings`` those that nobody has accepted.
    """

    receipts: tuple[Receipt, ...]
    refusals: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    accepted: tuple[AcceptedProblem, ...]
    revisions: tuple[Revision, ...]
    grades: dict[str, Grade]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class ReleasedPage:
    """All that one page can see, and all that a reader of it can find.

    ``error_rates`` and ``back_test`` are for the pages about the methods alone. ``not_public`` is what the public
    edition of the same figures holds back: for the board's prose alone. ``draft``: the book that is being made of it is
    not signed off; ``issue``: which one of its edition that book is. ``attacked``: of a public edition, how many
    withheld counts came out how when it was attacked.
    """

    __pydantic_config__ = ConfigDict(ser_json_inf_nan="constants")
    page: str
    quarter: QuarterText
    edition: str
    as_of: date
    retrospective: bool
    illustrative: bool
    area: str
    series: tuple[Series, ...]
    assessments: dict[str, Assessment]
    returns: dict[str, MeasureReturn]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    received: Received
    story: Story = NOTHING
    error_rates: tuple[CellResult | FamilyResult, ...] = ()
    back_test: BackTested | None = None
    not_public: NotPublic | None = None
    draft: bool = False
    attacked: dict[str, int] | None = None
    issue: Issue = FIRST

    def to_json(self) -> bytes:
        """The page as JSON; ``from_json`` reads it back to an equal page."""
        return self._json

    @cached_property
    def _json(self) -> bytes:
        return reader_of_pages().dump_json(self)

    def as_page(self, page: str) -> ReleasedPage:
        """The same content, released to another page."""
        other, own = replace(self, page=page), _page_in_json(self.page)
        assert self._json.startswith(own)
        # What is the same for pages that see the whole board is written once: there are millions of letters.
        other.__dict__["_json"] = _page_in_json(page) + self._json[len(own) :]
        return other

    @classmethod
    def from_json(cls, content: bytes) -> ReleasedPage:
        """Read what ``to_json`` wrote."""
        read = reader_of_pages().validate_json(content)
        read.__dict__["_json"] = content
        return read

    @cached_property
    def named(self) -> ReleasedPage:
        """The same page, in which every number carries the name of its cell."""
        kept = ("series", "assessments", "received", "story", "error_rates", "back_test", "not_public", "attacked")
        return named_when_asked(self, kept, self.area)

    def find(
        self,
        measure: str,
        frequency: Frequency,
        area: str | None = None,
        breakdown: str = "",
        category: str = "",
    ) -> Series | None:
        """The released series, of the board's own area where none is named; None where there is none."""
        return self._by_key.get((area or self.area, measure, frequency, breakdown, category))

    @cached_property
    def _by_key(self) -> dict[Key, Series]:
        return {(s.area, s.measure, s.frequency, s.breakdown, s.category): s for s in self.series}

    def assessment(self, measure: str, frequency: Frequency) -> Assessment | None:
        """The assessment of the board's own series."""
        return self.assessments.get(f"{measure}/{frequency}")


def _page_in_json(page: str) -> bytes:
    return b'{"page":' + json.dumps(page, ensure_ascii=False).encode()


@cache
def reader_of_pages() -> TypeAdapter[ReleasedPage]:
    """How pages are written and read, worked out once."""
    return TypeAdapter(ReleasedPage)


def release(
    page: str,
    measures: Iterable[str],
    *,
    quarter: Quarter,
    edition: str,
    as_of: date,
    retrospective: bool,
    board: Board,
    plan: Plan,
    indicators: Indicators,
    assessments: Mapping[str, Assessment],
    events: Sequence[Event],
    findings: Sequence[Finding],
    sources: Mapping[str, Source],
    received: Received,
    story: Story,
    known: Indicators | None = None,
) -> ReleasedPage:
    """What ``page`` may see: the series of ``measures`` (aliases resolved), the board's own and its comparators'.

    ``known`` are the series that the board has, where ``indicators`` are the public's: a quarter that the public is not
    shown was returned all the same, and nobody is to be told that it was not.
    """
    wanted = {plan.measures[m].alias_of or m for m in measures}
    series = tuple(s for s in indicators if s.measure in wanted)
    return ReleasedPage(
        page=page, quarter=quarter, edition=edition, as_of=as_of, retrospective=retrospective,
        illustrative=board.illustrative, area=board.area.code, series=series,
        assessments={key: a for key, a in assessments.items() if a.measure in wanted},
        returns={
            m: _return_of(plan.measures[m], board, indicators, quarter, as_of, received, known or indicators)
            for m in sorted(wanted | set(measures))
        },
        events=tuple(events), findings=tuple(findings), sources=dict(sources),
        received=_of_page(received, page, wanted, plan), story=_story_of_page(story, page, wanted, plan),
    )  # fmt: skip


def _of_page(received: Received, page: str, measures: set[str], plan: Plan) -> Received:
    """What a chapter may see of the returns: what is about its measures or itself. Other pages see all of it.

    Whose register is a chapter's business, all sub-groups', also sees whether they sent anything.
    """
    chapter = next((c for c in plan.chapters if c.slug == page), None)
    if chapter is None:
        return received
    about = {chapter.id, *(m.id for m in chapter.measures)}
    reporting = {m.sub_group for m in chapter.measures}
    return replace(
        received,
        receipts=tuple(r for r in received.receipts if chapter.registers or r.sub_group in reporting),
        refusals=tuple(p for p in received.refusals if p.measure in measures),
        warnings=tuple(p for p in received.warnings if p.measure in measures),
        accepted=tuple(a for a in received.accepted if a.problem.measure in measures),
        revisions=tuple(r for r in received.revisions if r.after.measure in measures),
        grades={m: grade for m, grade in received.grades.items() if m in measures},
        texts=tuple(t for t in received.texts if t.about in about or (not t.about and t.sub_group in reporting)),
    )


def _story_of_page(story: Story, page: str, measures: set[str], plan: Plan) -> Story:
    """What a chapter may see of the story; other pages see all of it."""
    chapter = next((c for c in plan.chapters if c.slug == page), None)
    if chapter is None:
        return story
    return part_about(story, chapter.id, measures, {m.sub_group for m in chapter.measures}, chapter.registers)


def _return_of(
    measure: Measure, board: Board, indicators: Indicators, quarter: Quarter, as_of: date, received: Received,
    known: Indicators,
) -> MeasureReturn:  # fmt: skip
    named = measure.alias_of or measure.id
    there = [s for s in indicators if s.measure == named and s.area == board.area.code]
    point = _returned_point(there, quarter)
    if known is not indicators and point is None:
        point = _returned_point([s for s in known if s.measure == named and s.area == board.area.code], quarter)
        if point is not None and point.state == "reported":
            point = replace(point, state="suppressed", answer=None)
    if point is not None:
        state: State = point.state
    elif measure.standing == "published" or (
        measure.standing == "proposed" and measure.id not in board.adopted_measures
    ):
        state = "not_collected"
    else:
        receipt = next((r for r in received.receipts if r.sub_group == measure.sub_group), None)
        state = receipt.missing_state(as_of) if receipt else "not_returned"
    return MeasureReturn(
        measure.id,
        state,
        measure.source_agency,
        tuple(dict.fromkeys(s.frequency for s in there if _is_published(s.last))),
        measure.counted_by_the_book,
        (point.answer or "") if point else "",
        received.grades.get(named),
    )


def _returned_point(series: Sequence[Series], quarter: Quarter) -> Point | None:
    """The quarter's returned figure: that of the total, or where there is none that of a category."""
    quarterly = [s for s in series if s.frequency == "quarter" and (p := s.at(quarter)) and not _is_published(p)]
    own = next((s for s in quarterly if not s.breakdown), None) or next(iter(quarterly), None)
    return own.at(quarter) if own else None


def _is_published(point: Point) -> bool:
    """Whether any part of the figure came out of a publication: only those name a release."""
    return any(origin.release for origin in point.origins)
