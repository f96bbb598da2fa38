"""One edition of a quarter: the whole pass from files to what each page may see, done once.

``open_edition`` reads everything, cuts the ledger by date and by quarter, works out every series, assesses the whole
family, tells the story, and releases page by page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from nelscb.assess import (
    Assessment,
    Break,
    Comparison,
    Control,
    CurveAgainstBaseline,
    FirstToLast,
    Judged,
    KeptAssessments,
    Place,
    TrendTests,
    Verdict,
    assess,
    with_all_intervals,
)
from nelscb.baselines import read_baselines
from nelscb.calls import check_call
from nelscb.core_data import Figure, Frequency, Ledger, Provenance, Revision, Text, current_texts
from nelscb.disclosure import (
    HeldBack,
    MeasureReturn,
    NotPublic,
    ProtectedSeries,
    PublishedBefore,
    Received,
    ReleasedPage,
    not_public,
    protection_of,
    public_view,
    published_before,
    refuse_withheld,
    release,
    series_name,
)
from nelscb.earlier import earlier_verdicts
from nelscb.error_rates import CellResult, FamilyResult
from nelscb.filed_editions import filed_editions
from nelscb.indicators import Indicators, Origin, Point, Series, indicators_of
from nelscb.issues import FIRST, Issue
from nelscb.levels import Level
from nelscb.plan import Chapter, Project, open_project
from nelscb.published import (
    Event,
    Finding,
    Source,
    read_events,
    read_findings,
    read_published_figures,
    read_sources,
)
from nelscb.quarters import Quarter
from nelscb.returns.acceptance import accepted_and_open
from nelscb.returns.intake import Intake, last_receipt, read_returns
from nelscb.returns.problems import AcceptedProblem, Problem
from nelscb.returns.quality import grades_of
from nelscb.returns.receipts import Grade, Receipt, counted_figures, receipts_of
from nelscb.statistics import BackTestRow, Change, ChangePoint, Detectable, Estimate, Trend
from nelscb.story import (
    NOTHING,
    FollowedUp,
    FourQuarters,
    Item,
    MeasureChange,
    PooledYears,
    QuarterMeetings,
    RaisedException,
    SinceLast,
    Story,
    VerdictChange,
    VoiceInCard,
    YearOfMeasure,
    story_of,
)
from nelscb.story.found import Pass
from nelscb.tried_out import BackTested, back_tested, simulated_rates

__all__ = [
    "FIRST", "AcceptedProblem", "Assessment", "BackTestRow", "BackTested", "Break", "CellResult", "Change",
    "ChangePoint", "Comparison", "Control", "CurveAgainstBaseline", "Detectable", "Edition", "Estimate", "Event",
    "FamilyResult", "Figure", "Finding", "FirstToLast", "FollowedUp", "FourQuarters", "Frequency", "Grade", "HeldBack",
    "Issue", "Item", "Judged", "Level", "MeasureChange", "MeasureReturn", "NotPublic", "Origin", "Place", "Point",
    "PooledYears", "Problem", "QuarterMeetings", "RaisedException", "Receipt", "Received", "ReleasedPage", "Revision",
    "Series", "SinceLast", "Source", "Story", "Text", "Trend", "TrendTests", "Verdict", "VerdictChange", "VoiceInCard",
    "YearOfMeasure", "open_edition", "series_name",
]  # fmt: skip
# The kinds of record that a page may see are named here, because what makes pages knows nothing above this door.

METHOD_PAGES = ("error_rates", "back_test")
"""Pages about the methods themselves: notebooks that are no chapter of the plan."""
BOARD_PAGES = ("at_a_glance", "exceptions", "tracker", "what_changed")
"""Pages about the whole board: notebooks that see every measure and the whole story."""
ANNUAL_PAGE = "annual_report"
"""The page of an annual edition."""
PROSE = "book"
"""The name under which what the prose pages may see is released."""


@dataclass(frozen=True)
class Edition:
    """What one quarter's book is made from, as it was known on ``as_of``."""

    project: Project
    quarter: Quarter
    name: str
    as_of: date
    retrospective: bool
    ledger: Ledger
    indicators: Indicators
    assessments: dict[str, Assessment]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    received: Received
    story: Story
    found: Pass
    """What the pass has found, before anything is kept from anybody: never shown as it is."""
    issue: Issue = FIRST
    """Which one of its edition the book is: known once its tables are (``nelscb.numbering``)."""

    @cached_property
    def protected(self) -> ProtectedSeries:
        """What of the board's figures the public is shown, beside the public editions that were signed off before."""
        return protection_of(self.found, self.published_before)

    @cached_property
    def published_before(self) -> tuple[PublishedBefore, ...]:
        """The public editions that were signed off by the as-of day, of this quarter and of those before it."""
        folders = [filed.folder for filed in filed_editions(self.project)]
        return published_before(folders, self.quarter, self.as_of)

    def release(self, page: str, held_back: bool = True) -> ReleasedPage:
        """What ``page`` may see: a chapter its own measures and those its charts look at, the prose all of them.

        ``held_back``: whether the board's prose is told what the public will not see, which takes longest to find.
        """
        if page in (*BOARD_PAGES, ANNUAL_PAGE):
            return self._whole_board.as_page(page)
        return replace(self._release(page, held_back), issue=self.issue)

    @cached_property
    def _whole_board(self) -> ReleasedPage:
        """What every page about the whole board may see."""
        return replace(self._release(ANNUAL_PAGE, held_back=False), issue=self.issue)

    def _release(self, page: str, held_back: bool) -> ReleasedPage:
        plan = self.project.plan
        chapter = next((c for c in plan.chapters if c.slug == page), None)
        if page in METHOD_PAGES:
            return self._release_of_methods(page)
        measures = _measures_seen(chapter) if chapter else set(plan.measures)
        released = release(
            page, measures, quarter=self.quarter, edition=self.name,
            as_of=self.as_of, retrospective=self.retrospective, board=self.project.board, plan=plan,
            indicators=self.indicators, assessments=self.assessments,
            events=[e for e in self.events if chapter is None or chapter.id in e.chapters],
            findings=[f for f in self.findings if chapter is None or f.chapter == chapter.id],
            sources=self.sources,
            received=self.received, story=self.story, known=self.found.indicators,
        )  # fmt: skip
        if self.name != "board":
            refuse_withheld(released.series, released.area, self.protected.decided.withheld)
            return released
        if page != PROSE or not held_back:
            return released
        return replace(released, not_public=not_public(self.indicators, self.protected, self.project.board))

    def _release_of_methods(self, page: str) -> ReleasedPage:
        """What a page about the methods may see: what was tried out, and no figure of any measure."""
        empty = release(
            page, (), quarter=self.quarter, edition=self.name, as_of=self.as_of, retrospective=self.retrospective,
            board=self.project.board, plan=self.project.plan, indicators=self.indicators, assessments={}, events=(),
            findings=(), sources={}, received=Received((), (), (), (), (), {}, ()),
            story=replace(NOTHING, partial=self.story.partial),
        )  # fmt: skip
        if page == "back_test":
            return replace(empty, back_test=back_tested(self.project, self.indicators))
        return replace(empty, error_rates=simulated_rates(self.project))


def _measures_seen(chapter: Chapter) -> set[str]:
    own = {m.id for m in chapter.measures}
    asked = {m for request in chapter.exhibits for m in request.measures}
    return own | asked


def open_edition(
    project: Project | Path | str,
    quarter: Quarter | str,
    edition: str = "board",
    as_of: date | str | None = None,
    figures_alone: bool = False,
) -> Edition:
    """Open the edition of ``quarter``: the one door from the files to the book.

    ``as_of``: only what had come in by the end of that day counts; where None, the quarter's file says, else
    the day of the last receipt. Nothing reads the clock. ``figures_alone``: the board's figures as they are, nothing
    assessed and no story told, for who asks what of them is held back. Raises Mistake or WrongCall with the place and
    the remedy.
    """
    quarter, as_of_day = check_call(quarter, edition, as_of)
    if not isinstance(project, Project):
        project = open_project(project)
    plan, folder = project.plan, project.published
    sources = read_sources(folder)
    provenance: Provenance = "illustrative" if project.board.illustrative else "published"
    published = read_published_figures(folder, plan, sources, provenance)
    events, findings = read_events(folder, plan, sources), read_findings(folder, plan, sources)
    days = [last_receipt(project), *(f.received for f in published), *(s.received for s in sources.values())]
    last_day = max((day for day in days if day is not None), default=None)
    as_of_day = as_of_day or project.settings(quarter).as_of or last_day or quarter.last_day
    intake = read_returns(project, published, as_of_day)
    counted = counted_figures(intake, quarter, as_of_day, plan, project.board)
    figures = [*published, *intake.figures, *counted]
    cut = Ledger.of(figures).received_by(as_of_day).up_to(quarter)
    indicators = with_all_intervals(indicators_of(cut, plan, project.board), plan, project.board)
    known_events = tuple(e for e in events if e.received <= as_of_day and e.day <= quarter.last_day)
    kept = KeptAssessments(project)
    earlier: list[Mapping[str, Verdict]] = []
    assessments: dict[str, Assessment] = {}
    if not figures_alone:
        earlier = earlier_verdicts(project, figures, events, quarter)
        baselines = read_baselines(project.folder / "params")
        assessments = assess(indicators, plan, project.board, known_events, quarter, baselines, earlier, kept)
    retrospective = _is_retrospective(project, quarter, cut)
    received = _received(project, quarter, intake, cut, known_events)
    found = Pass(
        project, quarter, as_of_day, retrospective, figures, events, cut, indicators, assessments, earlier,
        received.receipts, intake.texts, kept,
    )  # fmt: skip
    opened = Edition(
        project, quarter, edition, as_of_day, retrospective, cut, indicators, assessments, known_events,
        _known(findings, as_of_day), {n: s for n, s in sources.items() if s.received <= as_of_day}, received, NOTHING,
        found,
    )  # fmt: skip
    if edition == "board":
        opened = opened if figures_alone else replace(opened, story=story_of(found))
    kept.write()
    if edition == "board":
        return opened
    view = public_view(found, received, opened.protected)
    return replace(
        opened, indicators=view.indicators, assessments=view.assessments, received=view.received, story=view.story
    )


def _received(project: Project, quarter: Quarter, intake: Intake, cut: Ledger, events: Sequence[Event]) -> Received:
    """What the quarter's returns were, beyond their figures."""
    board, problems = project.board, intake.problems(quarter)
    accepted, still_open, _ = accepted_and_open(problems, project.settings(quarter))
    return Received(
        receipts=receipts_of(quarter, intake, board),
        refusals=tuple(p for p in problems if p.severity != "warning"),
        warnings=still_open,
        accepted=accepted,
        revisions=tuple(r for r in cut.revised() if r.after.area == board.area.code),
        grades=grades_of(quarter, intake, still_open, events, board),
        texts=tuple(t for t in current_texts(intake.texts) if t.quarter == quarter),
    )


def _known(findings: Sequence[Finding], as_of: date) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.received <= as_of)


def _is_retrospective(project: Project, quarter: Quarter, cut: Ledger) -> bool:
    """Whether the edition uses figures that came in after a book of its quarter was due."""
    due = quarter.last_day + timedelta(days=project.board.reporting_calendar.book_due_days)
    return any(received > due for received in cut.frame["received"])
