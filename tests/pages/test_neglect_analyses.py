from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from altered_views import changed, view_of, withheld, without
from hypothesis import given, settings
from hypothesis import strategies as st

from nelscb.drawings import Stacks, TimePanels
from nelscb.edition import Edition, Series
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.analyses.share_parts import parts_of_change, what_moved_the_share
from nelscb.pages.analyses.together import share_and_rate_together
from nelscb.pages.analyses.tool_scores import tool_scores
from nelscb.pages.view import Analysis, View
from nelscb.quarters import Quarter

LAST = date(2017, 3, 31)
NOW = Quarter.parse("2016-17-Q4")
TOOL = ("P2-08", "P2-09a", "P2-09b", "P2-10a", "P2-10b")
counts = st.integers(min_value=0, max_value=5000)


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def rows(exhibit: Exhibit) -> dict[str, tuple[str, ...]]:
    assert exhibit.table is not None
    return {plain(str(row[0])): tuple(plain(str(cell)) for cell in row[1:]) for row in exhibit.table.rows}


def stacks(exhibit: Exhibit) -> Stacks:
    assert isinstance(exhibit.drawing, Stacks)
    return exhibit.drawing


def gone(period: object) -> Callable[[Series], Series]:
    def hide(series: Series) -> Series:
        return replace(series, points=tuple(withheld(p) if p.period == period else p for p in series.points))

    return hide


def moved(edition: Edition) -> View:
    return view_of(edition, "P2", "what_moved_the_share")


# The two parts of a change


@given(counts, counts, counts, counts)
@settings(derandomize=True, database=None, deadline=None)
def test_the_two_parts_add_up_to_the_whole_change(n0: int, n1: int, o0: int, o1: int) -> None:
    found = parts_of_change((n0, n1), (o0, o1))
    if 0 in (n0 + o0, n1 + o1, n1 + o0, n0 + o1):
        assert found is None
        return
    assert found is not None
    assert sum(found) == pytest.approx(100 * n1 / (n1 + o1) - 100 * n0 / (n0 + o0), abs=1e-9)


@given(counts, counts, counts, counts)
@settings(derandomize=True, database=None, deadline=None)
def test_the_parts_are_alike_from_both_sides_of_the_share_and_of_time(n0: int, n1: int, o0: int, o1: int) -> None:
    found, of_others = parts_of_change((n0, n1), (o0, o1)), parts_of_change((o0, o1), (n0, n1))
    back = parts_of_change((n1, n0), (o1, o0))
    if found is None:
        assert of_others is None and back is None
        return
    assert of_others == pytest.approx((-found[1], -found[0]), abs=1e-9)
    assert back == pytest.approx((-found[0], -found[1]), abs=1e-9)


@given(counts, counts, counts)
@settings(derandomize=True, database=None, deadline=None)
def test_a_count_that_stays_moves_nothing(n: int, o0: int, o1: int) -> None:
    found = parts_of_change((n, n), (o0, o1))
    assert found is None or found[0] == pytest.approx(0, abs=1e-12)


def test_the_parts_by_hand() -> None:
    # Neglect stays at 50, the others go from 50 to 150: the share falls from 50 to 25, all of it by the others.
    assert parts_of_change((50, 50), (50, 150)) == (0.0, -25.0)
    # 50 of 100 to 100 of 200: s(100, 50) = 66.67, s(50, 100) = 33.33: up 16.67 and down 16.67.
    assert parts_of_change((50, 100), (50, 100)) == pytest.approx((100 / 6, -100 / 6))
    assert parts_of_change((0, 0), (0, 10)) is None


# What moved the share


def test_the_real_share_taken_apart_by_hand(edition: Edition) -> None:
    exhibit = what_moved_the_share(moved(edition))
    table = rows(exhibit)
    # s(97, 104) = 48.26, s(117, 104) = 52.94, s(97, 105) = 48.02, s(117, 105) = 52.70:
    # neglect ((48.26 - 52.94) + (48.02 - 52.70)) / 2 = -4.68, the others (-0.24 - 0.24) / 2 = -0.24.
    assert table["31 Mar 2016 to 31 Mar 2017"] == (
        "117 to 97", "104 to 105", "52.9% to 48.0%", "down 4.9 points", "down 4.7 points", "down 0.2 points",
    )  # fmt: skip
    # From 2014 to 2015 the share rose while neglect plans fell by two fifths: the others fell by more.
    assert table["31 Mar 2014 to 31 Mar 2015"][3:] == ("up 2.8 points", "down 11.9 points", "up 14.7 points")
    assert list(table)[-1] == "31 Mar 2013 to 31 Mar 2017"
    assert [row.values for row in stacks(exhibit).rows][-1] == (97, 105)
    assert stacks(exhibit).parts == ("Neglect", "Every other category")
    first = plain(exhibit.text[0])
    assert "from 52.9% to 48.0%, down 4.9 points, which could be chance." in first
    assert first.endswith("34.6 on 31 March 2016 and 28.8 per 10,000 aged 0-17 on 31 March 2017.")


def test_no_category_but_neglect_is_told_apart(edition: Edition) -> None:
    exhibit = what_moved_the_share(moved(edition))
    assert exhibit.table is not None
    for words in (told(exhibit), exhibit.alt, *(plain(c.title) for c in exhibit.table.columns)):
        assert not [name for name in ("Sexual", "Physical", "Emotional", "Multiple") if name in words]


def test_every_row_of_the_filled_board_adds_up(demo_edition: Edition) -> None:
    exhibit = what_moved_the_share(moved(demo_edition))
    assert next(iter(rows(exhibit))) == "2012-13 Q4 to 2013-14 Q4"
    series = moved(demo_edition).released.find("P2-01", "quarter")
    assert series is not None
    held = [p for p in series.points if p.period in [NOW - 4 * n for n in range(5)]]
    for before, after in pairwise(held):
        pairs = [(p.numerator or 0.0, (p.denominator or 0.0) - (p.numerator or 0.0)) for p in (before, after)]
        found = parts_of_change((pairs[0][0], pairs[1][0]), (pairs[0][1], pairs[1][1]))
        assert found is not None and before.value is not None and after.value is not None
        assert sum(found) == pytest.approx(after.value - before.value)
    assert "which is not tested" in told(exhibit)  # five years of quarters: no assessment compares the two ends


def test_a_withheld_date_keeps_its_mark_and_nothing_is_worked_out_across_it(edition: Edition) -> None:
    exhibit = what_moved_the_share(changed(moved(edition), "P2-01", gone(date(2016, 3, 31))))
    table = rows(exhibit)
    assert table["31 Mar 2015 to 31 Mar 2016"] == ("–", "–", "67.7% to [c]", "–", "–", "–")
    assert table["31 Mar 2016 to 31 Mar 2017"][0] == "–"
    row = stacks(exhibit).rows[3]
    assert (row.values, row.mark) == ((None, None), "[c]")
    assert "No share is shown for 31 March 2016, so no change to or from it is worked out." in told(exhibit)
    assert plain(exhibit.text[0]).startswith("From 31 March 2014 to 31 March 2015")
    assert "31 Mar 2016: no figure" in exhibit.alt


def test_a_share_without_its_rate_says_so(edition: Edition) -> None:
    exhibit = what_moved_the_share(without(moved(edition), {"P2-02"}))
    assert "The rate is not held on 31 March 2017, so the share must not be read as more or less neglect." in told(
        exhibit
    )
    one_end = what_moved_the_share(changed(moved(edition), "P2-02", gone(date(2016, 3, 31))))
    assert "Read it beside the rate: 28.8 per 10,000 aged 0-17 on 31 March 2017." in told(one_end)


def test_one_date_alone_cannot_be_taken_apart_and_none_is_a_hole(edition: Edition) -> None:
    one = what_moved_the_share(changed(moved(edition), "P2-01", lambda s: replace(s, points=s.points[-1:])))
    assert told(one).startswith("% of CPP for neglect has counts for fewer than two dates")
    assert len(stacks(one).rows) == 1
    assert what_moved_the_share(without(moved(edition), {"P2-01"})).drawing is None


def test_a_date_with_no_plan_at_all_is_no_share_of_nothing(edition: Edition) -> None:
    def nobody(series: Series) -> Series:
        last = replace(series.points[-1], numerator=0.0, denominator=0.0, value=None)
        return replace(series, points=(*series.points[:-1], last))

    exhibit = what_moved_the_share(changed(moved(edition), "P2-01", nobody))
    assert stacks(exhibit).rows[-1].values == (None, None)
    assert rows(exhibit)["31 Mar 2016 to 31 Mar 2017"][0] == "–"


# Share and rate


def test_the_pair_says_whether_its_curves_turned_where_quarters_are_returned(
    edition: Edition, demo_edition: Edition
) -> None:
    first = plain(share_and_rate_together(view_of(demo_edition, "P2", "share_and_rate")).text[0])
    assert first.endswith(
        "After eight quarters under the plan nobody can tell whether the curve of the share or that of the rate "
        "has turned."
    )
    assert "curve" not in plain(share_and_rate_together(view_of(edition, "P2", "share_and_rate")).text[0])


# The neglect tool


def test_nothing_is_held_of_the_tool_and_the_question_stays_open(edition: Edition) -> None:
    exhibit = tool_scores(view_of(edition, "P2", "tool_scores"))
    assert exhibit.drawing is None
    assert plain(exhibit.text[0]) == (
        "**Is anyone better off?** It is not known: nothing is held about the tool or its scores."
    )
    assert all(f"({measure})" in told(exhibit) for measure in TOOL)


def test_the_tool_by_hand(demo_edition: Edition) -> None:
    exhibit = tool_scores(view_of(demo_edition, "P2", "tool_scores"))
    # 28 of 42 is two thirds; 38 of 65 leaves 27.
    assert plain(exhibit.text[0]).startswith(
        "**Is anyone better off?** In January to March 2017 the score fell in 28 of the 42 tools reviewed: 66.7% (95%"
    )
    assert "Of the 65 tools due for review in January to March 2017, 38 were reviewed (58.5%" in told(exhibit)
    assert "The other 27 were not" in told(exhibit)
    assert isinstance(exhibit.drawing, TimePanels)
    together, reviewed, lower = exhibit.drawing.panels
    assert [line.role for line in together.lines] == ["part"] * 3
    assert (together.lines[0].values[-1], reviewed.unit, lower.unit) == (70, "% of tools due", "% of tools reviewed")
    assert rows(exhibit)["2016-17 Q4"] == ("70", "42", "58.5% (38 of 65)", "28", "66.7% (28 of 42)")


def test_a_share_withheld_now_leaves_the_question_open(demo_edition: Edition) -> None:
    exhibit = tool_scores(changed(view_of(demo_edition, "P2", "tool_scores"), "P2-10b", gone(NOW)))
    assert "gives no share of reviewed tools with a lower score: withheld by its publisher" in plain(exhibit.text[0])
    assert rows(exhibit)["2016-17 Q4"][-1] == "[c]"
    assert isinstance(exhibit.drawing, TimePanels)
    assert exhibit.drawing.panels[2].lines[0].values[-1] is None


def test_a_part_that_nobody_sent_is_named(demo_edition: Edition) -> None:
    exhibit = tool_scores(without(view_of(demo_edition, "P2", "tool_scores"), {"P2-09b", "P2-10a"}))
    assert isinstance(exhibit.drawing, TimePanels)
    assert len(exhibit.drawing.panels) == 2
    assert "(P2-09b), from" in told(exhibit) and "(P2-10a), from" in told(exhibit)
    assert "due for review" not in told(exhibit)


# All of them


@pytest.mark.parametrize("analysis", [what_moved_the_share, tool_scores])
def test_every_digit_of_a_sentence_names_its_cell(analysis: Analysis, edition: Edition, demo_edition: Edition) -> None:
    for board in (edition, demo_edition):
        for line in analysis(view_of(board, "P2", analysis.__name__)).text:
            left = NO_RESULT.sub("", MARKED.sub("", line))
            assert not re.search(r"\d", left), left


NO_RESULT = re.compile(r"[A-Z]\d?-\w+|31 March \d{4}|(December|March|June|September) \d{4}|95%|per 10,000 aged 0-17")
"""What is no result: ids, dates, units."""
