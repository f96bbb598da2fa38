"""Which findings a chapter tells as its own: the most important of each measure, the worst first, six at most."""

from __future__ import annotations

from collections.abc import Callable

from nelscb.edition import Assessment
from nelscb.exhibits import Exhibit
from nelscb.pages.scope import Scope
from nelscb.pages.standing import Standing, standings
from nelscb.plan import Chapter, Measure
from nelscb.words import data_say as words
from nelscb.words.changes import is_clear

MOST_TOLD = 6
Sentence = Callable[[Assessment, Measure], str]
_LAST_OF_THE_CURVE = 3
"""Up to here a finding of any measure is told before those of years and places."""
_NOTHING_KNOWN = ("better_off", "population", "how_well", "how_much")
"""The order in which a missing figure matters, after the plan's headline."""


_NOT_JUDGED = ("unclear", "too few data", "not tested", "withheld")


def data_say(chapter: Chapter, scope: Scope) -> Exhibit:
    """The findings in the order of ``_findings``, then what shows no change, what cannot be judged, the worst hole."""
    # An alias is told once, under the measure that it stands for or, in another chapter, under its own line.
    found = list({s.named.id: s for s in reversed(standings(scope))}.values())[::-1]
    told = sorted(
        ((*finding, s) for s in found if s.assessment and (finding := _finding(s.assessment))), key=_importance
    )
    text = [say(s.assessment, s.shown) + _beside(s, scope) for _, say, s in told[:MOST_TOLD] if s.assessment]
    if not text and any(s.held for s in found):
        text.append(words.nothing_found())
    text.append(words.further([s.verdict_cell for _, _, s in told[MOST_TOLD:]]))
    even = [s for s in found if s.assessment and s.assessment.verdict == "no evidence of change"]
    untested = [s for s in found if s.assessment and s.assessment.verdict in _NOT_JUDGED]
    without = [s for s in found if not s.held]
    text.append(words.no_evidence([s.verdict_cell for s in even]))
    text.append(words.cannot_be_judged([s.verdict_cell for s in untested], [s.cell for s in without], len(found)))
    hole = _worst_hole(chapter, without)
    if hole is not None:
        text.append(words.worst_hole(hole.measure, hole.agency, _is_headline(chapter, hole)))
    return Exhibit(scope.id("data_say"), "What the data say", text=tuple(line for line in text if line))


def _beside(standing: Standing, scope: Scope) -> str:
    """Which other measures the plan's threads set beside this one, so that no figure is believed alone."""
    name = standing.named.id
    joins = [join for join in scope.plan.threads.joins if name in join.measures]
    others = [scope.plan.measures[other] for join in joins for other in join.measures if other != name]
    return words.read_beside(others)


def _finding(assessment: Assessment) -> tuple[int, Sentence] | None:
    """The most important thing that can be said of a series and its place in the order; None where nothing can."""
    control, change = assessment.control, assessment.on_previous
    passed = [c.turned.verdict or "" for c in assessment.curve if c.turned is not None]
    place = assessment.place.among.outside if assessment.place else None
    yearly = assessment.frequency != "quarter" and change is not None and not change.across_break
    findings: tuple[tuple[bool, Sentence], ...] = (
        (assessment.verdict == "worsening", words.line_sentence),
        (assessment.verdict == "improving", words.line_sentence),
        (control is not None and control.variation.startswith("special cause"), words.unusual_sentence),
        (bool(passed) and passed[-1].startswith(("turned", "leaning")), words.turned_sentence),
        (yearly and change is not None and is_clear(change.change), words.year_sentence),
        (place in ("above", "below"), words.apart_sentence),
        (assessment.verdict in ("rising", "falling"), words.line_sentence),
        (assessment.verdict == "possible change", words.line_sentence),
    )
    return next(((n, say) for n, (holds, say) in enumerate(findings) if holds), None)


def _importance(told: tuple[int, Sentence, Standing]) -> tuple[bool, int, bool]:
    """Measures of which one way is better come before context, and the plan's own before what only stands beside."""
    place, _, standing = told
    return (
        standing.named.direction == "context" and place > _LAST_OF_THE_CURVE,
        place,
        standing.measure.standing != "plan",
    )


def _worst_hole(chapter: Chapter, without: list[Standing]) -> Standing | None:
    """The missing figure that matters most: of the plan's own measures, the headline's first, then the outcomes'."""
    asked = [s for s in without if s.measure.standing == "plan"]
    return min(asked, key=lambda s: (not _is_headline(chapter, s), _NOTHING_KNOWN.index(s.measure.type)), default=None)


def _is_headline(chapter: Chapter, standing: Standing) -> bool:
    return chapter.headline is not None and standing.measure.id in chapter.headline.measures
