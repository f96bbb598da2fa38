from __future__ import annotations

from collections.abc import Callable

import pytest
from made_rows import COUNT, FIRST, LAST, SHARE, chart_of, line_of, quarterly, row

from nelscb.edition import Edition, Level, open_edition
from nelscb.pages import Page
from nelscb.plan import Measure, Project
from nelscb.words.levels import level_sentences, limits_in_words, limits_note, no_quarter


def told(edition: Edition, project: Project) -> list[str]:
    series = edition.indicators.series("P1-01", "quarter", project.board.area.code)
    assert series is not None
    return level_sentences(
        edition.assessments["P1-01/quarter"], series, project.plan.measures["P1-01"],
        project.board.baseline.first_compared, "Under the plan",
    )  # fmt: skip


def test_referrals_are_told_as_steps_at_dated_events_and_no_trend_is_claimed(
    edition: Edition, project: Project
) -> None:
    whole, first_step, level, last_quarter, trend, latest = told(edition, project)
    assert whole == (
        "Referrals into MASH fell in one step from 791 to 551, one year before the plan began, when the single "
        "assessment came in; in the plan's first seven quarters they lay between 375 and 484; in the one quarter since "
        "a new front door opened there were 655, after 484. No trend is claimed."
    )
    # Means by hand: (910+945+833+780+859+762+694+791)/8 = 821.75; (551+459+534+453)/4 = 499.25.
    assert "the eight quarters before averaged 822, the next four 499" in first_step
    # 499.25 / 821.75 = 0.61: two fifths are gone.
    assert "the next four 499, about two fifths less. " in first_step
    assert "a step and not a trend" in first_step
    # (470+375+413+467+424+385+484)/7 = 431.1
    assert "the seven quarters to October to December 2016 lie between 375 and 484 referrals (mean 431)" in level
    assert "the plan's eighth quarter" in last_quarter
    assert "One quarter cannot show whether that is a step" in last_quarter
    assert trend.startswith("No trend is claimed: two dated breaks lie inside the series.")
    assert "so that a rise cannot be told from a fall" in trend
    assert trend.endswith("From eleven quarters only a great change would show.")
    assert latest.startswith("The latest quarter, January to March 2017, is unusually high (655 referrals; ")
    assert latest.endswith("A dated break lies between, so the cause may be the counting.")


def test_early_help_tells_enquiries_against_conferences(page: Callable[[str], Page]) -> None:
    opening = " ".join(page("p1_early_help").exhibit("position").text)
    assert "58 enquiries, 16 conferences and 14 plans" in opening
    opening = " ".join(page("p1_early_help").exhibit("enquiries_and_conferences").text)
    assert "enquiries rose from 849 to 1,132, up 33%" in opening
    assert "while conferences fell from 376 to 306, down 19%" in opening


def test_a_series_without_breaks_is_told_without_steps(project: Project) -> None:
    early = open_edition(project, "2013-14-Q4")
    whole, *rest = told(early, project)
    assert (
        whole == "Referrals into MASH lay between 694 and 945 a quarter. No trend is claimed."
        or "No trend is claimed" not in whole
    )
    assert not any("in one step" in line for line in rest)


def plain_levels(measure: Measure, *levels: Level) -> list[str]:
    """Levels of a series cut only where the plan begins."""
    found = row("no evidence of change", line_of(), levels=levels)
    series = quarterly([10.0] * 8, [100.0] * 8 if measure.is_ratio else None, measure)
    return level_sentences(found, series, measure, LAST - 3, "Under the plan")


@pytest.mark.parametrize(("measure", "words"), [
    (COUNT, "Referrals lay between 5 and 15 in the plan's first four quarters (mean 10), and between 6 and 18 "
     "in the eight "
     "quarters before (mean 12). No trend is claimed."),
    (SHARE, "Referrals lay between 5.0% and 15.0% in the plan's first four quarters (mean 10.0%), and between 6.0% and "
     "18.0% in the eight quarters before (mean 12.0%). No trend is claimed."),
])  # fmt: skip
def test_a_count_and_a_share_without_breaks_are_told_in_one_sentence(measure: Measure, words: str) -> None:
    before = Level(FIRST, LAST - 4, 8, 12.0, 6.0, 18.0)
    after = Level(LAST - 3, LAST, 4, 10.0, 5.0, 15.0)
    sentences = plain_levels(measure, before, after)
    assert sentences[0] == words
    assert not any(line.startswith("Under the plan") for line in sentences)


def test_a_stretch_from_before_the_plan_alone() -> None:
    (first, *_) = plain_levels(COUNT, Level(FIRST, LAST, 12, 10.0, 5.0, 15.0))
    assert first == "Referrals lay between 5 and 15 a quarter. No trend is claimed."


def test_no_quarter_names_who_would_send_it() -> None:
    assert no_quarter(COUNT, "the council", False) == (
        "No quarter of Referrals (P1-01) has a figure. It is asked of the council."
    )
    assert no_quarter(COUNT, "the council", True).endswith(" A published figure once a year is held.")


def test_limits_say_what_they_rest_on_and_that_they_are_on_trial() -> None:
    settled, trial = chart_of([48, 52] * 7), chart_of([48, 52] * 4)
    assert limits_note(settled).startswith(
        "The usual range comes from the 14 quarters with a figure from April to June"
    )
    assert "on trial" not in limits_note(settled)
    assert limits_note(trial).endswith("They rest on few quarters, and are on trial.")
    # Mean 50, moving range 4 throughout: 50 - 2.66 x 4 = 39.4, 50 + 2.66 x 4 = 60.6.
    assert limits_in_words(settled, COUNT) == " Band: usual range, 39 to 61 in the last quarter."
    assert limits_in_words(chart_of([50] * 14), COUNT) == ""
