from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made_rows import COUNT, FALL, FLAT, RISE, SCORE, line_of, row, seen, step, trend

from nelscb.edition import Assessment, ChangePoint, Edition
from nelscb.plan import Project
from nelscb.statistics.regression import Scale
from nelscb.words import verdicts

TWELVE = "Over the twelve quarters from April to June 2012 to January to March 2015 a straight line through them"
FALLS = f"{TWELVE} falls by 7.6% a year (95% interval down 17% to up 3.4%; p = 0.15)"
WEIGHED = "The finding stands when all 40 tests of its family are weighed together."
SEEN = (
    "A fall of 35% or a rise of 54% over those quarters would probably have been seen (eight times in ten). "
    "A smaller one might not."
)
NOT_CHANGED = "This is no evidence of change, which is not evidence that nothing changed."
TOO_FEW = " From eight quarters only a great change would show."
HELD = " This has been the verdict for three quarters running."

WHOLE: list[tuple[str, Assessment, str]] = [
    ("no evidence", row("no evidence of change", line_of()), f"{FALLS}. {NOT_CHANGED} {SEEN}"),
    ("held", row("no evidence of change", line_of(), held=3), f"{FALLS}. {NOT_CHANGED} {SEEN}{HELD}"),
    ("improving", row("improving", line_of(FALL)),
     f"{TWELVE} falls by 30% a year (95% interval down 40% to down 20%; p less than 0.001): it is "
     f"improving. {WEIGHED}"),
    ("worsening and held", row("worsening", line_of(RISE), held=3),
     f"{TWELVE} rises by 12% a year (95% interval up 2.0% to up 23%; p = 0.020): it is worsening. {WEIGHED}{HELD}"),
    ("rising", row("rising", line_of(RISE)),
     f"{TWELVE} rises by 12% a year (95% interval up 2.0% to up 23%; p = 0.020): it is rising, which is neither good "
     f"nor bad by itself. {WEIGHED}"),
    ("falling, the only test", row("falling", line_of(FALL), family=1),
     f"{TWELVE} falls by 30% a year (95% interval down 40% to down 20%; p less than 0.001): it is falling, which is "
     "neither good nor bad by itself. No other test was weighed with it."),
    ("possible change", row("possible change", line_of(RISE)),
     f"{TWELVE} rises by 12% a year (95% interval up 2.0% to up 23%; p = 0.020): a possible change. By itself it would "
     "be rare by chance. But among 40 tests some will be, and this one does not stand out enough."),
    ("one break", row("unclear", line_of(), breaks=1),
     "No trend is claimed: one dated break lies inside the series. The longest stretch without one is the twelve "
     "quarters from April to June 2012 to January to March 2015. There a straight line through them falls by 7.6% a "
     "year (95% interval down 17% to up 3.4%; p = 0.15), so that a rise cannot be told from a fall."),
    ("a step", row("unclear", line_of(FALL, step_p=0.004), held=3),
     f"No trend is claimed: one step fits the figures much better than a straight line.{HELD}"),
    ("a curve", row("unclear", line_of(FALL, curve_p=0.01)),
     "No trend is claimed: a curve fits the figures much better than a straight line."),
    ("too few", row("too few data"), "No trend is claimed for Referrals: fewer than eight quarters can be compared."),
    ("years", row("too few data", frequency="year"),
     "No trend is claimed for Referrals: a handful of yearly figures cannot tell a trend from chance."),
    ("no event", row("too few data", fitted_points=12),
     "No trend is claimed for Referrals: there are too few events, or they all stand at one end."),
    ("breaks leave too few", row("unclear", breaks=2),
     "No trend is claimed for Referrals: fewer than eight quarters can be compared."),
    ("overlapping", row("not tested"), "No trend is claimed for Referrals: its periods overlap."),
]  # fmt: skip


@pytest.mark.parametrize(("found", "words"), [w[1:] for w in WHOLE], ids=[w[0] for w in WHOLE])
def test_what_is_said_of_a_trend(found: Assessment, words: str) -> None:
    assert verdicts.trend_sentence(found, COUNT) == words


def test_a_score_is_not_tested_because_it_comes_without_counts() -> None:
    words = verdicts.trend_sentence(row("not tested"), SCORE)
    assert words == "No trend is claimed for Referrals: it comes without counts."


@pytest.mark.parametrize(("found", "must", "must_not"), [
    (row("unclear", line_of(), breaks=2), ["two dated breaks lie inside"], ["may be real", "running"]),
    (row("unclear", line_of(FALL), breaks=2, held=2),
     ["which may be real within that stretch", "two quarters running"], ["cannot be told"]),
    (row("no evidence of change", line_of(trend(0.01, -5.0, 5.2, 0.99))), ["is level (95%"], ["rises", "falls"]),
    # Of very many events even so little is known.
    (row("falling", line_of(trend(-0.04, -0.06, -0.02, 0.001))), ["falls by less than 0.1% a year"], ["level"]),
    (row("rising", line_of(trend(1500.0, 200.0, 8000.0, 0.01))),
     ["rises more than tenfold a year (95% interval up 200% to up more than tenfold;"], []),
    (row("falling", line_of(trend(-99.8, -99.99, -60.0, 0.01))),
     ["falls by more than 99% a year (95% interval down more than 99% to down 60%;"], ["100%"]),
    (row("no evidence of change", line_of(trend(-7.6, -17.4, 3.4, 0.15, 8))), [SEEN + TOO_FEW], []),
    (row("possible change", line_of(trend(12.0, 2.0, 23.0, 0.02, 8))), [TOO_FEW], ["no evidence"]),
    (row("rising", line_of(trend(12.0, 2.0, 23.0, 0.02, 8))), [TOO_FEW], ["no evidence"]),
    (row("no evidence of change", line_of(trend(-7.6, -17.4, 3.4, 0.15, scale="odds"))),
     ["falls by 7.6% a year in the odds", "a rise of 54% in the odds over"], []),
])  # fmt: skip
def test_a_trend_is_never_told_stronger_than_its_row(found: Assessment, must: list[str], must_not: list[str]) -> None:
    words = verdicts.trend_sentence(found, COUNT)
    assert [part for part in must if part not in words] == []
    assert [part for part in must_not if part in words] == []


@pytest.mark.parametrize(("fall", "rise", "scale", "words"), [
    (35.4, 54.4, "rate", SEEN),
    (95.0, 1900.0, "rate", "A fall of 95% or a rise to more than ten times the level over those quarters would "
     "probably have been seen (eight times in ten). A smaller one might not."),
    (95.0, 1900.0, "odds", "A fall of 95% or a rise to more than ten times the level in the odds over those quarters "
     "would probably have been seen (eight times in ten). A smaller one might not."),
    # A fall to nothing would have been seen, so that it must not be said to be missed.
    (99.7, 33_000.0, "rate", "Over those quarters only a fall to almost nothing, or a rise to more than ten times the "
     "level, would probably have been seen (eight times in ten)."),
])  # fmt: skip
def test_what_would_have_been_seen(fall: float, rise: float, scale: Scale, words: str) -> None:
    tests = line_of(replace(FLAT, scale=scale), seen(fall, rise))
    assert verdicts.detectable_sentence(tests) == words


@pytest.mark.parametrize(("candidate", "words"), [
    (step(), "A step is worth talking about: from October to December 2013, a fall of 40% beside the line (95% "
     "interval down 50% to down 30%; p = 0.020). Only a dated event that somebody writes down would make it a break."),
    (step(60.0, 20.0, 110.0, wide=True),
     "A step is worth talking about: from October to December 2013 (it may lie anywhere from July to September 2013 to "
     "January to March 2014), a rise of 60% beside the line (95% interval up 20% to up 110%; p = 0.020). Only a dated "
     "event that somebody writes down would make it a break."),
])  # fmt: skip
def test_a_step_is_named_as_a_candidate_and_no_more(candidate: ChangePoint, words: str) -> None:
    assert verdicts.step_sentence(line_of(candidate=candidate)) == words


def test_a_huge_step_and_none() -> None:
    assert "a rise more than tenfold beside the line" in verdicts.step_sentence(line_of(candidate=step(2000.0)))
    assert verdicts.step_sentence(line_of()) == ""
    assert verdicts.step_sentence(None) == ""


@pytest.mark.parametrize(("found", "cell"), [
    (row("no evidence of change", line_of()), "No evidence of change"),
    (row("improving", line_of(FALL), held=2), "Improving (two quarters running)"),
    (row("too few data", held=5), "Too few data"),
    (row("not tested"), "Not tested"),
])  # fmt: skip
def test_a_verdict_in_a_table(found: Assessment, cell: str) -> None:
    assert verdicts.verdict_cell(found) == cell


@pytest.mark.parametrize(("p", "words"), [
    (0.0004, "less than 0.001"), (0.001, "= 0.001"), (0.02, "= 0.020"), (0.15, "= 0.15"), (1.0, "= 1.00"),
])  # fmt: skip
def test_a_p_value_in_words(p: float, words: str) -> None:
    assert verdicts.p_value(p) == words


def test_no_sentence_of_the_book_about_a_trend_says_significant(edition: Edition, project: Project) -> None:
    for key, assessment in edition.assessments.items():
        words = verdicts.trend_sentence(assessment, project.plan.measures[key.split("/")[0]])
        assert not re.search(r"\b(nan|None|inf|significant)\b", words)
        assert words.endswith(".")
