from __future__ import annotations

from datetime import date

from altered_views import changed as with_series
from altered_views import last_is, view_of, without
from made_register import entry, items, seeing

from nelscb.drawings import Stacks
from nelscb.edition import Edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.pages.analyses.gap_register import gap_register

WHAT = "gap_register"
DUE = date(2017, 6, 30)
REGISTER = items(
    entry("2016-17-Q2", "open", "G-1", "gap", DUE, "high"),
    entry("2016-17-Q4", "open", "G-1", "gap", DUE, "high"),
    entry("2016-17-Q4", "open", "G-2", "gap", DUE, "Low"),
    entry("2016-17-Q4", "open", "G-3", "gap", None, ""),
    entry("2016-17-Q3", "open", "G-4", "gap", date(2017, 3, 31), "medium"),
    entry("2016-17-Q4", "open", "R-1", "risk", date(2017, 3, 31), "high"),
    entry("2016-17-Q4", "closed", "R-2", "risk", DUE, "high"),
)
# By eye: gaps, risks, up to two quarters, longer, past their day.
BY_RATING = {
    "High": ("1", "1", "1", "1", "1"),
    "Medium": ("1", "0", "1", "0", "1"),
    "Low": ("1", "0", "1", "0", "0"),
    "Not yet rated": ("1", "0", "1", "0", "0"),
    "All": ("4", "1", "4", "1", "2"),
}


def told(exhibit: Exhibit) -> str:
    return plain(" ".join(exhibit.text))


def test_the_register_by_rating_and_age(demo_edition: Edition) -> None:
    exhibit = gap_register(seeing(view_of(demo_edition, "O5", WHAT), REGISTER))
    assert exhibit.table is not None
    assert {str(r[0]): tuple(plain(str(c)) for c in r[1:6]) for r in exhibit.table.rows} == BY_RATING
    assert isinstance(exhibit.drawing, Stacks)
    assert [r.values for r in exhibit.drawing.rows] == [(1, 1), (1, 0), (1, 0), (1, 0)]
    text = told(exhibit)
    assert "holds four open gaps and one open risk at the end of January to March 2017" in text
    assert "Two are rated high, and one has been open for more than two quarters" in text
    assert "Two are past the day that was set" in text
    assert "One has no owner, no rating or no date" in text
    assert "One is not mentioned in the score cards" in text


def test_a_return_that_counts_otherwise_is_set_beside_the_register(demo_edition: Edition) -> None:
    view = seeing(view_of(demo_edition, "O5", WHAT), REGISTER)
    text = told(gap_register(view))
    assert "the return counts 21 (O5-01), but the register shows four. The two differ" in text
    assert "the return counts four (O5-03), but the register shows one. The two differ" in text
    agreed = with_series(with_series(view, "O5-01", lambda s: last_is(s, 4)), "O5-03", lambda s: last_is(s, 1))
    assert told(gap_register(agreed)).count("and the register agrees") == 2
    none_old = with_series(view, "O5-03", lambda s: last_is(s, 0))
    assert "the return counts none (O5-03)" in told(gap_register(none_old))


def test_the_same_entry_from_two_sub_groups_is_said_to_be_counted_twice(demo_edition: Edition) -> None:
    twice = items(
        entry("2016-17-Q4", "open", "G-1", "gap", DUE, "high"),
        entry("2016-17-Q4", "open", "G-1", "gap", DUE, "high", sub_group="cse"),
    )
    text = told(gap_register(seeing(view_of(demo_edition, "O5", WHAT), twice)))
    assert "Of these, two stand in more than one sub-group's register" in text
    assert "more than one sub-group's register" not in told(
        gap_register(seeing(view_of(demo_edition, "O5", WHAT), REGISTER))
    )


def test_only_the_register_or_only_the_return(demo_edition: Edition) -> None:
    alone = gap_register(without(seeing(view_of(demo_edition, "O5", WHAT), REGISTER), {"O5-01", "O5-03"}))
    assert isinstance(alone.drawing, Stacks)
    assert "The two differ" not in told(alone)
    assert "(O5-01)" in told(alone)
    returned = gap_register(seeing(view_of(demo_edition, "O5", WHAT), ()))
    assert returned.drawing is None
    assert "hold no gap and no risk" in returned.text[0]
    assert "21 gaps" in told(returned)
    over = gap_register(seeing(view_of(demo_edition, "O5", WHAT), [i for i in REGISTER if i.ended]))
    assert over.text[0] == "No gap and no risk in the register is open."


def test_the_real_board_holds_neither(edition: Edition) -> None:
    exhibit = gap_register(view_of(edition, "O5", WHAT))
    assert exhibit.drawing is None
    assert "A list that has not come is not a list without gaps" in exhibit.text[0]
    assert "(O5-01)" in told(exhibit)
    assert "(O5-03)" in told(exhibit)
    assert "LSCB Management Team" in told(exhibit)


def test_the_register_holds_the_gaps_and_risks_of_every_sub_group(demo_edition: Edition) -> None:
    seen = view_of(demo_edition, "O5", WHAT).released.story.registers
    every = [i for i in demo_edition.story.items if i.kind in ("gap", "risk")]
    assert len(seen) == len(every) > 40
    exhibit = gap_register(view_of(demo_edition, "O5", WHAT))
    assert exhibit.table is not None
    open_now = [i for i in every if not i.ended]
    assert plain(str(exhibit.table.rows[-1][1])) == str(sum(i.kind == "gap" for i in open_now))
