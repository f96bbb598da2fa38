"""What the public reads of the assessments: no statistic of a series with a withheld figure, and no q at all."""

from __future__ import annotations

from nelscb.assess import interval_of
from nelscb.edition import Edition, Series


def totals(edition: Edition) -> dict[str, Series]:
    area = edition.project.board.area.code
    return {
        f"{s.measure}/{s.frequency}": s for s in edition.indicators if s.area == area and not s.breakdown
    }  # fmt: skip


def withheld(series: Series) -> bool:
    return any(point.state == "suppressed" for point in series.points)


def test_a_series_with_a_withheld_figure_has_no_statistic_that_used_it(demo_public: Edition) -> None:
    plan, shown = demo_public.project.plan, totals(demo_public)
    touched = [key for key, series in shown.items() if withheld(series) and key in demo_public.assessments]
    assert len(touched) >= 10
    for key in touched:
        found, series = demo_public.assessments[key], shown[key]
        assert (found.tests, found.control, found.place, found.first_to_last) == (None, None, None, None), key
        assert (found.on_previous, found.on_year_earlier, found.on_baseline) == (None, None, None), key
        assert (found.levels, found.curve, found.judged.q, found.judged.held) == ((), (), None, 1), key
        last = series.at(found.period)
        assert last is not None
        assert last.state == "reported"
        assert found.value == interval_of(last, plan.measures[series.measure])


def test_a_series_that_is_shown_whole_keeps_everything_but_q(demo_edition: Edition, demo_public: Edition) -> None:
    shown, kept = totals(demo_public), 0
    for key, found in demo_public.assessments.items():
        assert found.judged.q is None, key
        true = demo_edition.assessments.get(key)
        if true is None or withheld(shown[key]) or found.tests is None:
            continue
        kept += 1
        assert (found.tests, found.control, found.on_previous, found.place) == (
            true.tests, true.control, true.on_previous, true.place,
        )  # fmt: skip
        assert found.verdict == true.verdict
    assert kept > 60


def test_a_word_that_is_told_is_the_true_one(demo_edition: Edition, demo_public: Edition) -> None:
    words = {
        (found.verdict, demo_edition.assessments[key].verdict)
        for key, found in demo_public.assessments.items()
        if key in demo_edition.assessments
    }
    assert {told for told, true in words if told != true} <= {"withheld"}


def test_a_stock_is_not_tested_with_leavers_that_are_withheld(demo_public: Edition) -> None:
    plan, shown = demo_public.project.plan, totals(demo_public)
    stocks = [m for m in plan.measures.values() if m.leavers_measure]
    assert stocks
    for stock in stocks:
        leavers = shown.get(f"{stock.leavers_measure}/quarter")
        found = demo_public.assessments.get(f"{stock.id}/quarter")
        if found is not None and found.tests is not None:
            assert leavers is None or not withheld(leavers), stock.id
