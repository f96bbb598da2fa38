from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from altered_views import changed, view_of, withheld, without

from nelscb.drawings import Bars, TimePanels
from nelscb.edition import Edition, Series, open_edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.analyses.funnel import funnel
from nelscb.pages.analyses.need import need_by_tier
from nelscb.pages.analyses.quarterly import quarters_between_breaks
from nelscb.pages.analyses.together import two_shares_read_together
from nelscb.pages.view import Analysis, View
from nelscb.plan.board import Target
from nelscb.plan.chapters import ExhibitRequest
from nelscb.quarters import FinancialYear, Quarter

NOW = Quarter.parse("2016-17-Q4")


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def rows(exhibit: Exhibit) -> dict[str, tuple[str, ...]]:
    assert exhibit.table is not None
    return {plain(str(row[0])): tuple(plain(str(cell)) for cell in row[1:]) for row in exhibit.table.rows}


def headings(exhibit: Exhibit) -> list[str]:
    assert exhibit.table is not None
    return [plain(c.title) for c in exhibit.table.columns]


def panels(exhibit: Exhibit) -> TimePanels:
    assert isinstance(exhibit.drawing, TimePanels)
    return exhibit.drawing


def bars(exhibit: Exhibit) -> Bars:
    assert isinstance(exhibit.drawing, Bars)
    return exhibit.drawing


def curve_view(edition: Edition, measure: str) -> View:
    """The curve of any measure of early help."""
    view = view_of(edition, "P1", "referrals_by_quarter")
    return replace(view, request=ExhibitRequest("x", "quarters_between_breaks", (measure,), "The curve"))


def at(series: Series, period: object, change: Callable[..., object]) -> Series:
    """The series with one point changed."""
    points = tuple(change(p) if p.period == period else p for p in series.points)
    return replace(series, points=points)


def gone(period: object) -> Callable[[Series], Series]:
    return lambda series: at(series, period, withheld)


# The curve


def test_the_real_curve_has_no_forecast_and_says_why(edition: Edition) -> None:
    exhibit = quarters_between_breaks(view_of(edition, "P1", "referrals_by_quarter"))
    assert plain(exhibit.text[0]).startswith(
        "**Referrals to children's social care**: whether the curve has turned cannot be asked, because only four "
        "quarters lie between the last dated break and the plan, and a forecast needs eight. Referrals to children's "
        "social care fell in one step from 791 to 551, one year before the plan began,"
    )
    (panel,) = panels(exhibit).panels
    (band,) = panel.bands
    assert (band.role, band.trial) == ("limits", True)
    # The limits begin where the single assessment came in: what was counted before is not judged by them.
    assert [n for n, low in enumerate(band.low) if low is not None] == list(range(8, 20))
    assert [line.label for line in panel.lines] == ["North East Lincolnshire"]
    assert headings(exhibit) == [
        "Quarter", "Referrals", "On the quarter before", "Usual range, on trial", "Remark",
    ]  # fmt: skip
    assert rows(exhibit)["2013-14 Q4"][2] == "–"
    assert "on trial" in exhibit.alt


def test_a_curve_with_a_forecast_shows_its_band_as_an_average_quarter(demo_edition: Edition) -> None:
    view = curve_view(demo_edition, "P1-09")
    exhibit = quarters_between_breaks(view)
    assessment = view.released.assessment("P1-09", "quarter")
    assert assessment is not None
    curve = assessment.curve[-1]
    assert curve.turned is not None and curve.turned.value is not None
    (panel,) = panels(exhibit).panels
    (band,) = panel.bands
    assert (band.role, band.label) == ("forecast", "forecast, an average quarter")
    # Baseline to 2014-15 Q4: the eight quarters after it, and no other.
    assert [panel.periods[n] for n, low in enumerate(band.low) if low is not None] == [
        f"{year} Q{n}" for year in ("2015-16", "2016-17") for n in (1, 2, 3, 4)
    ]
    low = min(curve.walk.low, curve.line.low) / 8
    assert band.low[-1] == pytest.approx(low)
    assert band.high[-1] == pytest.approx(max(curve.walk.high, curve.line.high) / 8)
    own, average = panel.lines
    came = [v for v in own.values[12:] if v is not None]
    assert average.values[:12] == (None,) * 12
    assert average.values[12:] == pytest.approx([sum(came) / 8] * 8)
    assert plain(exhibit.text[0]).startswith(
        "**Open involvements at Prevention and Early Intervention**: after eight quarters under the plan the curve "
        "leans above one forecast"
    )
    assert "not for each" in told(replace(exhibit, text=exhibit.notes))
    assert "Band: forecast, an average quarter, 610 to 1,042 open involvements." in exhibit.alt


def test_where_the_curve_has_turned_its_average_lies_outside_the_band_and_only_there(demo_edition: Edition) -> None:
    looked_at = 0
    for key, assessment in demo_edition.assessments.items():
        measure = demo_edition.project.plan.measures[key.split("/")[0]]
        turned = assessment.curve[-1].turned if assessment.curve else None
        if turned is None or turned.verdict is None or assessment.frequency != "quarter":
            continue
        chapter = next(c for c in demo_edition.project.plan.chapters if measure in c.measures)
        if chapter.id != "P1" or measure.alias_of:
            continue
        (panel,) = panels(quarters_between_breaks(curve_view(demo_edition, measure.id))).panels
        band = next(b for b in panel.bands if b.role == "forecast")
        average = panel.lines[1].values[-1]
        low, high = band.low[-1], band.high[-1]
        assert average is not None and low is not None and high is not None
        outside = not low <= average <= high
        assert outside == turned.verdict.startswith("turned"), measure.id
        looked_at += 1
    assert looked_at > 10


def test_a_share_has_its_band_in_per_cent(demo_edition: Edition) -> None:
    exhibit = quarters_between_breaks(curve_view(demo_edition, "P1-04"))
    (panel,) = panels(exhibit).panels
    for band in panel.bands:
        assert all(edge is None or 0 <= edge <= 100 for edge in (*band.low, *band.high))
    assert "It came to 13.2% of referrals on average." in told(exhibit)
    assert "lay between 10.9% and 16.1% in the plan's first eight quarters" in told(exhibit)


def test_a_band_far_above_the_figures_is_cut_and_says_so(demo_edition: Edition) -> None:
    view = replace(
        view_of(demo_edition, "P2", "rate_by_quarter"),
        request=ExhibitRequest("x", "quarters_between_breaks", ("P2-02",), "The curve"),
    )
    exhibit = quarters_between_breaks(view)
    (panel,) = panels(exhibit).panels
    (band,) = panel.bands
    highest = max(v for v in panel.lines[0].values if v is not None)
    assert band.high[-1] == pytest.approx(2 * highest)
    assert band.label.endswith("(cut off above)")
    assert "1.2 to 352.9" in rows(exhibit)["2016-17 Q4"]
    assert "does not draw it to its full height" in plain(" ".join(exhibit.notes))


def test_a_missing_quarter_is_a_gap_and_keeps_its_mark(demo_edition: Edition) -> None:
    quarter = Quarter.parse("2016-17-Q2")
    exhibit = quarters_between_breaks(changed(curve_view(demo_edition, "P1-09"), "P1-09", gone(quarter)))
    assert rows(exhibit)["2016-17 Q2"][0] == "[c]"
    assert panels(exhibit).panels[0].lines[0].values[-3] is None


def test_nothing_by_quarter_says_who_owes_it_and_that_a_year_is_held(edition: Edition) -> None:
    exhibit = quarters_between_breaks(curve_view(edition, "P1-04"))
    assert exhibit.drawing is None
    assert told(exhibit) == (
        "No quarter of % of re-referrals into MASH (within 12 months) (P1-04) has a figure. It is asked of NELC "
        "Children's Assessment and Safeguarding (MASH/CASS). A published figure once a year is held."
    )
    nothing = quarters_between_breaks(curve_view(edition, "P1-09"))
    assert told(nothing).startswith("No return received, and no published figure held, for: Open involvements")


def test_quarters_that_were_all_refused_keep_their_marks(demo_edition: Edition) -> None:
    view = curve_view(demo_edition, "P1-16")
    view = changed(view, "P1-16", lambda s: replace(s, points=tuple(withheld(p) for p in s.points)))
    released = replace(
        view.released, assessments={k: a for k, a in view.released.assessments.items() if not k.startswith("P1-16/")}
    )
    exhibit = quarters_between_breaks(replace(view, released=released))
    assert exhibit.drawing is None
    assert rows(exhibit)["2016-17 Q4"] == ("[c]",)
    assert "A published figure" not in told(exhibit)


def test_returned_quarters_go_by_the_plans_own_name(demo_edition: Edition) -> None:
    exhibit = quarters_between_breaks(curve_view(demo_edition, "P1-02"))
    assert panels(exhibit).panels[0].title == "All open cases, CIN to LAC"
    assert exhibit.caption == "The curve"


def test_a_target_of_the_board_is_drawn_from_the_quarter_on_that_it_holds(demo_edition: Edition) -> None:
    view = curve_view(demo_edition, "P1-09")
    (panel,) = panels(quarters_between_breaks(view)).panels
    assert panel.target is None
    targets = tuple(
        Target("P1-09", value, Quarter.parse(start), "the Board", "made up")
        for value, start in ((900.0, "2015-16-Q1"), (950.0, "2016-17-Q1"), (999.0, "2017-18-Q1"))
    )
    (panel,) = panels(quarters_between_breaks(replace(view, board=replace(view.board, targets=targets)))).panels
    assert panel.target is not None and panel.target[1] == 950.0


# Referrals beside open cases


def test_real_need_is_published_counts_that_overlap_and_no_credit_is_given(edition: Edition) -> None:
    exhibit = need_by_tier(view_of(edition, "P1", "need_by_tier"))
    assert rows(exhibit)["2013-14"] == ("3,106", "2,366", "407", "263")
    assert rows(exhibit)["2016-17"] == ("1,948", "1,975", "202", "297")
    flow, stock = panels(exhibit).panels
    assert flow.periods == stock.periods
    assert [line.role for line in stock.lines] == ["part"] * 3
    assert [position for position, _ in flow.breaks] == [1.5, 4.0]
    assert not panels(exhibit).same_scale
    words = told(exhibit)
    assert "from 2015-16 to 2016-17 nothing grew and nothing shrank by more than chance in counting explains." in words
    assert "went from 1,725 to 1,948, which is not like for like" in words
    assert "went from 3,106 to 1,997 in 2014-15, when the single assessment came in." in words
    assert "That was before the plan began: the step is not the plan's." in words
    assert "The three counts on 31 March overlap" in words
    assert "no credit for early help can be read from them" in words
    assert "children looked after up 50% (up 25% to up 80%; more than chance in counting explains)" in words


def test_returned_tiers_stand_below_the_referrals_and_do_not_overlap(demo_edition: Edition) -> None:
    exhibit = need_by_tier(view_of(demo_edition, "P1", "need_by_tier"))
    flow, stock = panels(exhibit).panels
    assert flow.periods == stock.periods
    assert [line.label for line in stock.lines] == ["Child in need", "Child protection plan", "Looked after"]
    assert "(mean" not in told(exhibit)
    now = rows(exhibit)["2016-17 Q4"]
    # 1,593 + 221 + 261 = 2,075
    assert now == ("494", "2,075", "1,593", "221", "261")
    assert "Child in need 1,593 (1,578 a year before), Child protection plan 221 (206 a year before)" in told(exhibit)
    assert "each child is counted once, at the highest tier" in told(exhibit)
    assert "overlap, so" not in told(exhibit)


def test_a_tier_withheld_now_is_a_gap_named_without_a_figure(demo_edition: Edition) -> None:
    def hide(series: Series) -> Series:
        return at(series, NOW, withheld) if series.category == "Looked after" else series

    exhibit = need_by_tier(changed(view_of(demo_edition, "P1", "need_by_tier"), "P1-02", hide))
    assert panels(exhibit).panels[1].lines[2].values[-1] is None
    assert rows(exhibit)["2016-17 Q4"][-1] == "[c]"
    assert "No figure is shown for Looked after." in told(exhibit)
    assert "Looked after 2" not in told(exhibit)


def test_without_referrals_the_tiers_still_stand_and_the_hole_is_named(demo_edition: Edition) -> None:
    exhibit = need_by_tier(without(view_of(demo_edition, "P1", "need_by_tier"), {"P1-01"}))
    (stock,) = panels(exhibit).panels
    assert len(stock.lines) == 3
    assert "(P1-01), from" in told(exhibit)


def test_part_of_the_published_counts_is_drawn_and_the_rest_is_named(edition: Edition) -> None:
    exhibit = need_by_tier(without(view_of(edition, "P1", "need_by_tier"), {"P1-02", "P1-05"}))
    _, stock = panels(exhibit).panels
    assert [line.label for line in stock.lines] == ["Children looked after"]
    assert "overlap" not in told(exhibit)
    assert "(P1-02), from" in told(exhibit) and "(P1-05), from" in told(exhibit)


def test_nothing_of_need_is_held(edition: Edition) -> None:
    exhibit = need_by_tier(without(view_of(edition, "P1", "need_by_tier"), {"P1-01", "P1-02", "P1-05", "P1-08"}))
    assert exhibit.drawing is None
    assert told(exhibit).startswith("No return received, and no published figure held, for:")


# From contact to plan


def test_the_real_funnel_by_hand(edition: Edition) -> None:
    exhibit = funnel(view_of(edition, "P1", "from_contact_to_plan"))
    table = rows(exhibit)
    # 100 × 1,132 / 1,948 = 58.1; 100 × 849 / 1,725 = 49.2; 100 × 274 / 1,948 = 14.1
    assert table["Section 47 enquiries started"][:4] == ("849", "1,132", "49", "58")
    assert table["Child protection plans starting"][:4] == ("334", "274", "19", "14")
    contacts, referrals, enquiries, *_ = bars(exhibit).bars
    assert (contacts.value, contacts.mark) == (None, "[nr] no return gives contacts")
    assert (referrals.value, referrals.earlier) == (1948, 1725)
    assert plain(enquiries.told) == "1,132 (58 for each 100 referrals)"
    assert (bars(exhibit).now, bars(exhibit).before) == ("2016-17", "2015-16")
    words = told(exhibit)
    assert "in 2016-17 there were 58 enquiries, 16 conferences and 14 plans starting for each 100 referrals." in words
    assert "no return gives contacts (P1-03). It is asked of NELC Children's Assessment" in words
    assert "not like for like, because a new front door opened" in words
    assert "They do not follow the same children" in words


def test_the_neighbours_range_is_worked_out_from_their_own_counts(edition: Edition) -> None:
    view = view_of(edition, "P1", "from_contact_to_plan")
    year, shares = FinancialYear(2016), []
    for area in view.board.neighbours:
        counts = []
        for measure in ("X-01", "P1-01"):
            series = edition.indicators.series(measure, "year", area.code)
            point = series.at(year) if series else None
            counts.append(point.value if point else None)
        if counts[0] is not None and counts[1]:
            shares.append(100 * counts[0] / counts[1])
    exhibit = funnel(view)
    assert rows(exhibit)["Section 47 enquiries started"][4] == f"{min(shares):.0f} to {max(shares):.0f}"
    assert f"run from {min(shares):.0f} to {max(shares):.0f}." in told(exhibit)
    assert max(shares) < 58 and "All ten neighbours are lower." in told(exhibit)


def test_contacts_of_four_quarters_make_a_year_and_of_three_do_not(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "P1", "from_contact_to_plan")
    series = view.released.find("P1-03", "quarter")
    assert series is not None
    four = sum(series.at(q).denominator or 0.0 for q in FinancialYear(2016).quarters)  # type: ignore[union-attr]
    contacts = bars(funnel(view)).bars[0]
    assert contacts.value == four
    assert plain(contacts.told).endswith("contacts of the four quarters")
    exhibit = funnel(changed(view, "P1-03", gone(Quarter.parse("2016-17-Q2"))))
    contacts = bars(exhibit).bars[0]
    assert contacts.value is None
    assert "not all four quarters are there" in contacts.mark
    assert "a year needs all four quarters" in told(exhibit)


def test_a_withheld_step_has_no_bar_and_its_mark(edition: Edition) -> None:
    view = changed(view_of(edition, "P1", "from_contact_to_plan"), "X-02", gone(FinancialYear(2016)))
    exhibit = funnel(view)
    conferences = bars(exhibit).bars[3]
    assert (conferences.value, conferences.mark) == (None, "[c]")
    assert rows(exhibit)["Initial child protection conferences"][1] == "[c]"
    assert "No figure is shown for conferences." in told(exhibit)


def test_nothing_of_the_steps_is_held_and_one_year_alone(edition: Edition) -> None:
    view = view_of(edition, "P1", "from_contact_to_plan")
    nothing = funnel(without(view, {"P1-03", "P1-01", "X-01", "X-02", "X-04"}))
    assert nothing.drawing is None
    one = view
    for measure in ("P1-01", "X-01", "X-02", "X-04"):
        one = changed(one, measure, lambda s: replace(s, points=s.points[-1:]))
    exhibit = funnel(one)
    assert bars(exhibit).before == ""
    assert "The year before it was" not in told(exhibit)


# Do referrals and plans come back?


def test_low_re_referrals_are_read_beside_second_plans(edition: Edition) -> None:
    exhibit = two_shares_read_together(view_of(edition, "P1", "coming_back"))
    first = plain(exhibit.text[0])
    assert first.startswith("**Do families come back?** In 2016-17 9.0% of referrals followed an earlier one within a")
    assert "20.1% of children starting a plan had been on one before" in first
    assert first.endswith("So a low share of re-referrals is no proof that help lasts.")
    assert panels(exhibit).same_scale
    assert len(panels(exhibit).panels) == 2


def test_without_years_the_returned_quarters_stand_in_and_alone_neither_is_shown(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "P1", "coming_back")
    kept = tuple(s for s in view.released.series if not (s.measure in ("P1-04", "P1-06") and s.frequency == "year"))
    quarters = two_shares_read_together(replace(view, released=replace(view.released, series=kept)))
    assert panels(quarters).panels[0].periods[-1] == "2016-17 Q4"
    assert "The two are read as a pair" in told(quarters)
    assert two_shares_read_together(without(view, {"P1-06"})).drawing is None


# All of them


@pytest.mark.parametrize(
    ("analysis", "what"),
    [
        (quarters_between_breaks, "referrals_by_quarter"), (need_by_tier, "need_by_tier"),
        (funnel, "from_contact_to_plan"), (two_shares_read_together, "coming_back"),
    ],
)  # fmt: skip
def test_every_digit_of_a_sentence_names_its_cell(
    analysis: Analysis, what: str, edition: Edition, demo_edition: Edition
) -> None:
    for board in (edition, demo_edition):
        exhibit = analysis(view_of(board, "P1", what))
        assert any(MARKED.search(line) for line in exhibit.text)
        for line in exhibit.text:
            assert not re.search(r"\d", NO_RESULT.sub("", MARKED.sub("", line))), MARKED.sub("", line)


NO_RESULT = re.compile(
    r"[A-Z]\d?-\w+|\d{4}-\d{2}|31 March( \d{4})?|(December|March|June|September) \d{4}|95%|each 100|12 "
    r"months|0-17|10,000"
)
"""What is no result: ids, dates, units."""


def test_an_earlier_edition_shows_nothing_later(edition: Edition) -> None:
    early = open_edition(edition.project, "2015-16-Q4")
    exhibit = funnel(view_of(early, "P1", "from_contact_to_plan"))
    assert exhibit.caption.endswith("2015-16")
    assert "1,132" not in told(exhibit) and "1,132" not in exhibit.alt
