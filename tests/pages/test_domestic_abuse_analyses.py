from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from altered_views import changed, last_is, last_only, view_of, withheld_at_last, without

from nelscb.drawings import TimePanels
from nelscb.edition import Edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import MARKED, plain
from nelscb.pages.analyses import ANALYSES
from nelscb.pages.analyses.children_behind import children_behind_cases
from nelscb.pages.analyses.repeats import call_outs_and_repeats, repeats_among_cases
from nelscb.pages.view import View

OWN = [call_outs_and_repeats, repeats_among_cases, children_behind_cases]


@pytest.fixture(scope="module")
def filled(demo_edition: Edition) -> Edition:
    """The invented board's edition, in which every figure is held."""
    return demo_edition


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def last_cells(exhibit: Exhibit) -> tuple[str, ...]:
    assert exhibit.table is not None
    return tuple(plain(str(c)) for c in exhibit.table.rows[-1])


@pytest.mark.parametrize("analysis", OWN)
def test_the_real_board_holds_nothing_and_says_who_would_send_it(
    analysis: Callable[[View], Exhibit], edition: Edition
) -> None:
    view = view_of(edition, "P4", analysis.__name__)
    exhibit = analysis(view)
    assert exhibit.drawing is None
    assert told(exhibit).startswith("No return received, and no published figure held, for: ")
    for measure in view.measures:
        assert f"({measure.id})" in told(exhibit)
    for measure in ("P4-H1c", "P4-22"):
        if f"({measure})" in told(exhibit):
            assert told(exhibit).index("Proposed, and not asked for yet: ") < told(exhibit).index(f"({measure})")


@pytest.mark.parametrize("analysis", OWN)
def test_the_filled_board_has_charts_and_quotes_no_other_place(
    analysis: Callable[[View], Exhibit], filled: Edition
) -> None:
    exhibit = analysis(view_of(filled, "P4", analysis.__name__))
    assert exhibit.drawing is not None
    assert exhibit.alt.endswith(".")
    everything = f"{told(exhibit)} {exhibit.alt} {' '.join(exhibit.notes)}"
    assert "10,000" not in everything
    assert "Humberside" not in everything


def test_calls_and_victims_each_have_a_panel_and_a_scale_of_their_own(filled: Edition) -> None:
    exhibit = call_outs_and_repeats(view_of(filled, "P4", "call_outs_and_repeats"))
    assert isinstance(exhibit.drawing, TimePanels)
    assert [p.unit for p in exhibit.drawing.panels] == ["call-outs", "victims", "% of victims"]
    assert not exhibit.drawing.same_scale
    assert exhibit.drawing.panels[0].breaks == ((12.5, "call-outs counted anew"),)
    assert exhibit.drawing.panels[1].breaks == ()
    assert "262 victims in the twelve months to 31 March 2017" in plain(exhibit.text[0])
    assert "beside the twelve months before" in plain(exhibit.text[0])
    assert "trust the police" in told(exhibit)
    assert "each panel has a scale of its own" in told(exhibit)


def test_repeats_are_drawn_on_the_scale_of_the_cases_they_are_part_of(filled: Edition) -> None:
    view = view_of(filled, "P4", "repeats_among_cases")
    exhibit = repeats_among_cases(view)
    assert isinstance(exhibit.drawing, TimePanels)
    counted, share = exhibit.drawing.panels
    assert [line.role for line in counted.lines] == ["part", "part"]
    assert share.target is None
    assert share.lines[0].low[-1] is not None
    series = view.released.find("P4-09b", "quarter")
    assert series is not None
    assert f"({series.last.numerator:.0f} of {series.last.denominator:.0f}; 95% interval" in told(exhibit)
    assert "No mark from elsewhere" in told(exhibit)


def test_the_share_without_the_counts_is_still_shown(filled: Edition) -> None:
    exhibit = repeats_among_cases(without(view_of(filled, "P4", "repeats_among_cases"), ["P4-04", "P4-07"]))
    assert isinstance(exhibit.drawing, TimePanels)
    assert len(exhibit.drawing.panels) == 1
    assert "for: Cases heard at MARAC (P4-04)" in told(exhibit)
    assert "MARAC repeat victims (P4-07)" in told(exhibit)


def test_the_ratios_are_those_of_the_quarters_own_counts(filled: Edition) -> None:
    view = view_of(filled, "P4", "children_behind_cases")
    exhibit = children_behind_cases(view)
    counts = {}
    for measure in view.measures:
        series = view.released.find(measure.id, "quarter")
        assert series is not None
        counts[measure.id] = float(series.last.numerator or 0.0)
    cells = last_cells(exhibit)
    assert cells[6] == f"{100 * counts['P4-05'] / counts['P4-04']:.1f}"
    assert cells[7] == f"{counts['P4-06'] / counts['P4-05']:.1f}"
    assert cells[8] == f"{100 * counts['P4-22'] / counts['P4-06']:.0f}"
    assert f"or {cells[8]} for each 100 children living with a MARAC victim" in told(exhibit)
    assert "They are not the same children." in told(exhibit)


def test_a_break_in_the_help_is_said_and_drawn_where_the_help_is(filled: Edition) -> None:
    exhibit = children_behind_cases(view_of(filled, "P4", "children_behind_cases"))
    assert isinstance(exhibit.drawing, TimePanels)
    cases, children = exhibit.drawing.panels
    assert cases.breaks == ()
    assert children.breaks == ((18.5, "a second provider"),)
    assert "before and after 1 January 2017 are not like for like: a second provider." in told(exhibit)


def test_nothing_is_worked_out_from_a_withheld_count(filled: Edition) -> None:
    view = changed(view_of(filled, "P4", "children_behind_cases"), "P4-06", withheld_at_last)
    exhibit = children_behind_cases(view)
    assert last_cells(exhibit)[7:] == ("[c]", "[c]")
    assert "for each 100" not in told(exhibit)
    assert "Children living with a MARAC victim**: " not in told(exhibit)


def test_no_case_with_children_is_zero_and_no_ratio(filled: Edition) -> None:
    view = changed(view_of(filled, "P4", "children_behind_cases"), "P4-05", lambda s: last_is(s, 0.0))
    view = changed(view, "P4-06", lambda s: last_is(s, 0.0))
    exhibit = children_behind_cases(view)
    assert last_cells(exhibit)[6:] == ("0.0", "[0]", "[0]")
    assert "for each" not in told(exhibit).split("They are not")[0]


def test_help_without_cases_is_shown_with_what_is_owed(filled: Edition) -> None:
    view = without(view_of(filled, "P4", "children_behind_cases"), ["P4-04", "P4-05", "P4-06"])
    exhibit = children_behind_cases(view)
    assert isinstance(exhibit.drawing, TimePanels)
    assert [p.title for p in exhibit.drawing.panels] == ["Children"]
    assert exhibit.text[0].startswith("**Children admitted to the refuge**")
    assert last_cells(exhibit)[6:] == ("–", "–", "–")
    assert "for: Cases heard at MARAC (P4-04)" in told(exhibit)


@pytest.mark.parametrize("analysis", OWN)
def test_one_quarter_alone_is_shown_as_it_is(analysis: Callable[[View], Exhibit], filled: Edition) -> None:
    view = view_of(filled, "P4", analysis.__name__)
    for measure in view.measures:
        view = changed(view, measure.id, last_only)
    exhibit = analysis(view)
    assert exhibit.table is not None
    assert len(exhibit.table.rows) == 1


@pytest.mark.parametrize("chapter", ["P3", "P4"])
def test_every_number_in_a_sentence_names_its_cell(chapter: str, filled: Edition) -> None:
    """What is left once marked numbers are taken out: dates, ids, the 95 of an interval, time limits and units."""
    months = "January|March|April|June|July|September|October|December"
    allowed = rf"\b\d{{0,2}} ?(?:{months}) \d{{4}}|[A-Z]\d-[A-Z]?\d+[a-z]?|95% interval|72 hours|12 months|each 100 "
    allowed += "|aged 10 to 15|aged 16 and 17|aged under 10"
    requests = next(c for c in filled.project.plan.chapters if c.id == chapter).exhibits
    for request in requests:
        for line in ANALYSES[request.analysis](view_of(filled, chapter, request.what)).text:
            rest = re.sub(allowed, "", MARKED.sub("", line))
            assert not re.search(r"\d", rest), f"{request.what}: {rest}"
