from __future__ import annotations

from dataclasses import replace

from made_rows import COUNT, FALL, FLAT, RISE, assessed, line_of, row

from nelscb.named_numbers import plain
from nelscb.words.shifts import found_or_fewer, shift_sentence, year_sentences

LATER = replace(COUNT, title="Headline: children referred late", plan_hopes="fall")
EARLIER = replace(COUNT, title="Headline: children referred early", plan_hopes="rise")
HOPES = "The plan hopes for a fall in children referred late and a rise in children referred early."
FALLS, RISES, FLATLY = row("falling", line_of(FALL)), row("rising", line_of(RISE)), row("unclear", line_of(FLAT))


def told(later: object, earlier: object) -> str:
    return plain(shift_sentence([(LATER, later), (EARLIER, earlier)]))  # type: ignore[list-item]


def test_both_as_hoped_looks_like_a_shift_and_credits_nobody() -> None:
    assert told(FALLS, RISES) == (
        f"{HOPES} Both moved so by more than chance explains. A shift to earlier help would look like this. The "
        "figures do not say why."
    )


def test_one_alone_is_no_shift_and_may_be_more_need_or_more_found() -> None:
    assert told(FLATLY, RISES) == (
        f"{HOPES} Only children referred early moved so by more than chance explains. Without a clear fall in the "
        "other it is no shift yet. It may be that more children need help, or that more are found."
    )
    assert told(FALLS, FLATLY).endswith("It may be that fewer children need help, or that fewer are found.")


def test_neither_claims_nothing_and_a_possible_change_is_not_enough() -> None:
    assert told(FLATLY, row("possible change", line_of(RISE))) == (
        f"{HOPES} Neither has moved by more than chance explains, so no shift is claimed."
    )


def test_a_move_the_other_way_is_named() -> None:
    assert told(RISES, RISES) == f"{HOPES} The other way went children referred late."
    assert told(RISES, FALLS).endswith("The other way went children referred late and children referred early.")


def test_one_side_alone_shows_no_shift() -> None:
    assert told(None, RISES) == f"{HOPES} With one side alone no shift can be seen."


def test_a_year_is_told_of_each_that_has_one() -> None:
    year, short = assessed([50, 50, 50, 50, 100], None, LATER), assessed([50], None, EARLIER)
    words = plain(year_sentences([(LATER, year), (EARLIER, short)]))
    assert words.startswith("Children referred late, beside April to June 2012: up 100% (")
    assert "early" not in words
    assert year_sentences([(LATER, None)]) == ""


def test_fewer_can_mean_fewer_found_and_nothing_is_added() -> None:
    words = found_or_fewer(LATER)
    assert "fewer are found" in words
    assert "never added" in words
