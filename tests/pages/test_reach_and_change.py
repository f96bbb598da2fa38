from __future__ import annotations

from altered_views import changed, last_is, last_only, view_of, withheld_at_last, without

from nelscb.drawings import TimePanels
from nelscb.edition import Edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.pages.analyses.reach_and_change import reach_and_change

WHAT = "reach_and_change"
ALL = {"P1-13a", "P2-11a", "O3-01", "O3-04", "P1-13b", "O3-02", "O3-03"}
NO_CHANGE = "A good rating is not a change in practice"


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def test_reach_stands_above_change(demo_edition: Edition) -> None:
    exhibit = reach_and_change(view_of(demo_edition, "O3", WHAT))
    assert isinstance(exhibit.drawing, TimePanels)
    above, below = exhibit.drawing.panels
    assert above.title.startswith("Reach")
    assert [line.values[-1] for line in above.lines] == [184, 38]
    assert all(line.low == () for line in above.lines)
    assert below.title.startswith("Change")
    assert [line.label for line in below.lines] == [
        "Rated the course good or excellent", "Named a change in practice",
    ]  # fmt: skip
    assert round(float(below.lines[1].values[-1] or 0), 1) == 72.1
    text = told(exhibit)
    assert "Level 1 and 2 safeguarding training: 184. Staff completing neglect training: 38." in text
    assert "72.1% of those who replied after three months named a change in practice" in text
    assert "rests on 197 replies" in text
    assert "94.2% of evaluation forms" in text
    assert NO_CHANGE in text
    assert "by 1.4 points on a scale" in text
    assert "No interval can be given" in text


def test_a_rating_without_replies_says_nothing_of_practice(demo_edition: Edition) -> None:
    text = told(reach_and_change(without(view_of(demo_edition, "O3", WHAT), {"O3-02"})))
    assert "what they did differently is not known" in text
    assert NO_CHANGE in text
    assert "the rating says nothing of practice" in text
    assert "(O3-02)" in text


def test_replies_without_a_rating_are_told_alone(demo_edition: Edition) -> None:
    text = told(reach_and_change(without(view_of(demo_edition, "O3", WHAT), {"P1-13b", "O3-03"})))
    assert NO_CHANGE not in text
    assert "Confidence" not in text
    assert "72.1%" in text


def test_change_without_reach_has_one_panel(demo_edition: Edition) -> None:
    exhibit = reach_and_change(without(view_of(demo_edition, "O3", WHAT), {"P1-13a", "P2-11a"}))
    assert isinstance(exhibit.drawing, TimePanels)
    assert [p.title for p in exhibit.drawing.panels] == ["Change: what delegates say"]
    assert "how many were trained in January to March 2017 is not known" in told(exhibit)


def test_what_has_no_panel_of_its_own_draws_nothing_by_itself(demo_edition: Edition) -> None:
    exhibit = reach_and_change(without(view_of(demo_edition, "O3", WHAT), ALL - {"O3-03"}))
    assert exhibit.drawing is None
    assert exhibit.table is not None
    assert "by 1.4 points" in told(exhibit)


def test_nobody_trained_is_not_the_same_as_not_known(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O3", WHAT)
    nobody = told(reach_and_change(changed(view, "P2-11a", lambda s: last_is(s, 0))))
    assert "Staff completing neglect training: none." in nobody
    withheld = told(reach_and_change(changed(view, "P2-11a", withheld_at_last)))
    assert "neglect training" not in withheld.split("**Change**")[0]


def test_one_quarter_is_enough(demo_edition: Edition) -> None:
    view = view_of(demo_edition, "O3", WHAT)
    for measure in ALL:
        view = changed(view, measure, last_only)
    exhibit = reach_and_change(view)
    assert isinstance(exhibit.drawing, TimePanels)
    assert all(p.periods == ("2016-17 Q4",) for p in exhibit.drawing.panels)


def test_the_real_board_holds_nothing(edition: Edition) -> None:
    view = view_of(edition, "O3", WHAT)
    exhibit = reach_and_change(view)
    assert exhibit.drawing is None
    assert "is not known here" in exhibit.text[0]
    assert all(f"({measure})" in exhibit.text[1] for measure in ALL)
    assert "LSCB training team" in exhibit.text[1]
