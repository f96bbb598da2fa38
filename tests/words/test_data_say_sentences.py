"""What the data say: each sentence names its measure and its certainty, and no more is said than its row allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_rows import COUNT, FALL, RISE, SHARE, chart_of, curve_of, line_of, place_of, row
from test_reading_age import HIGHEST_GRADE, grade
from test_reading_age import plain as read

from nelscb.edition import Comparison, Estimate
from nelscb.named_numbers import MARKED, plain
from nelscb.quarters import FinancialYear
from nelscb.statistics import proportion_difference
from nelscb.words import data_say

VALUE = Estimate(1948.0, 1900.0, 2000.0, 0.95, 1, "made up", {})


@pytest.mark.parametrize(
    ("verdict", "line", "told"),
    [
        ("worsening", RISE, "is worsening. A straight line through twelve quarters rises by 12% a year"),
        ("improving", FALL, "is improving. A straight line through twelve quarters falls by 30% a year"),
        ("rising", RISE, "is rising, which by itself is neither good nor bad. A straight line"),
        ("possible change", RISE, "may be changing. A straight line through twelve quarters rises by 12% a year"),
    ],
)
def test_a_line_is_told_with_its_interval_and_what_its_verdict_allows(verdict: str, line: object, told: str) -> None:
    words = plain(data_say.line_sentence(row(verdict, line_of(line)), COUNT))  # type: ignore[arg-type]
    assert words.startswith(f"**Referrals** (P1-01) {told}")
    assert "95% interval" in words
    assert ("some such lines come by chance" in words) == (verdict == "possible change")
    assert ("This stands" in words) == (verdict != "possible change")


def test_the_latest_figure_closes_the_sentence_where_there_is_one() -> None:
    words = plain(data_say.line_sentence(row("worsening", line_of(RISE), value=VALUE), COUNT))
    assert words.endswith("It was 1,948 referrals in January to March 2015.")


def test_an_unusual_quarter_and_a_turned_curve_name_their_measure_first() -> None:
    unusual = row("no evidence of change", line_of(), control=chart_of([*[48, 52] * 7, 70], 14))
    said = plain(data_say.unusual_sentence(unusual, COUNT))
    assert said.startswith("**Referrals** (P1-01): the latest quarter,")
    assert "is unusually high" in said
    turned = row("unclear", line_of(), curve=(curve_of([15.0] * 4),))
    assert plain(data_say.turned_sentence(turned, COUNT)).startswith(
        "**Referrals** (P1-01): after four quarters under the plan the curve has turned, and lies below both forecasts."
    )


def test_a_clear_year_and_a_place_apart_carry_figure_and_interval() -> None:
    change = Comparison(FinancialYear(2015), proportion_difference(30, 100, 60, 100, 100), across_break=False)
    value = Estimate(60.0, 50.2, 69.1, 0.95, 100, "made up", {})
    year = row(
        "too few data", frequency="year", period=FinancialYear(2016), value=value, on_previous=change,
        place=place_of(400, [200, 210, 220, 230, 240, 260]),
    )  # fmt: skip
    said = plain(data_say.year_sentence(year, SHARE))
    assert said.startswith("**Referrals** (P1-01): 60.0% of children in 2016-17 (95% interval 50.2% to 69.1%); up ")
    assert "chance in counting explains" in said
    apart = plain(data_say.apart_sentence(year, SHARE))
    assert "60.0% of children in 2016-17" in apart
    assert "It lies above what its neighbours would lead one to expect." in apart


def test_what_is_counted_is_counted_from_named_cells_and_none_says_nothing() -> None:
    cells = [f"assessments.P1-0{n}/quarter.judged.verdict" for n in range(3)]
    words = data_say.no_evidence(cells)
    assert plain(words) == "Three measures show no evidence of change. That is not evidence that nothing changed."
    assert MARKED.findall(words)[0][0].count("{assessments.P1-0") == 3
    assert plain(data_say.no_evidence(cells[:1])).startswith("One measure shows")
    assert data_say.no_evidence([]) == ""
    assert data_say.further([]) == ""
    assert plain(data_say.further(cells[:1])) == "Findings on one more measure stand in the chapter's table."


def test_measures_that_cannot_be_judged_and_measures_without_figures_are_two_things() -> None:
    untested, without = ["a.verdict"], ["b.state", "c.state"]
    said = plain(data_say.cannot_be_judged(untested, without, 5))
    assert said == (
        "Of the measures here one has figures from which no trend can be judged yet and two have no figure at all."
    )
    assert data_say.cannot_be_judged([], without, 2).startswith("None of the measures here has a figure")
    assert data_say.cannot_be_judged([], [], 3) == ""
    assert data_say.cannot_be_judged([], [], 0) == ""


def test_the_worst_hole_is_named_with_who_would_send_it_and_why_it_is_worst() -> None:
    outcome = replace(COUNT, type="better_off")
    assert data_say.worst_hole(outcome, "the school", False) == (
        "The worst hole is **Referrals** (P1-01), which would come from the school: it would tell whether children are "
        "better off."
    )
    assert data_say.worst_hole(COUNT, "the school", True).endswith("the plan's headline rests on it.")


def test_a_reader_of_twelve_or_thirteen_can_read_what_the_data_say() -> None:
    sentences = [
        data_say.line_sentence(row("worsening", line_of(RISE), value=VALUE), COUNT),
        data_say.line_sentence(row("possible change", line_of(FALL)), COUNT),
        data_say.line_sentence(row("rising", line_of(RISE)), COUNT),
        data_say.nothing_found(), data_say.no_evidence(["a", "b"]), data_say.cannot_be_judged(["a"], ["b"], 5),
        data_say.worst_hole(COUNT, "the school", False), data_say.further(["a", "b"]),
    ]  # fmt: skip
    grades = [grade(read(plain(words).replace("**", ""))) for words in sentences]
    assert sum(grades) / len(grades) <= HIGHEST_GRADE, grades
