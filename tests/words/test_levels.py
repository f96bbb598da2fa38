from __future__ import annotations

from collections.abc import Callable

from nelscb.edition import Edition, open_edition
from nelscb.pages import Page
from nelscb.plan import Project
from nelscb.words.levels import level_sentences


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


def test_the_opening_of_early_help_tells_enquiries_against_conferences(page: Callable[[str], Page]) -> None:
    opening = " ".join(page("p1_early_help").exhibit("position").text)
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
