from __future__ import annotations

from dataclasses import replace

from made_rows import COUNT, LAST, SHARE, quarterly

from nelscb.named_numbers import plain
from nelscb.words.audits import answers_sentence, grades_alt, lowest_and_highest, themes_without_figure
from nelscb.words.reviews import clock_sentence

FIRST_AUDIT, OTHER, THIRD = (replace(COUNT, title=title) for title in ("Section 11 audit", "GP audit", "School audit"))


def test_answers_are_gathered_and_silence_is_told_apart() -> None:
    told = answers_sentence([(FIRST_AUDIT, "yes"), (OTHER, ""), (THIRD, "yes")], LAST)
    assert told == (
        "Answered “yes” for January to March 2015: Section 11 audit and School audit. No answer is held for January to "
        "March 2015 on: GP audit."
    )
    each = answers_sentence([(FIRST_AUDIT, "late"), (OTHER, "not yet")], LAST)
    assert each.count("Answered") == 2
    assert "No answer" not in each


def test_the_same_share_in_every_theme_has_neither_lowest_nor_highest() -> None:
    half = quarterly([5], [10], SHARE).last
    assert plain(lowest_and_highest([("A", half), ("B", half)], SHARE)) == "Every theme has the same share: 50.0%."
    withheld = quarterly([None], None, SHARE).last
    assert lowest_and_highest([("A", withheld)], SHARE) == "Every theme is without a figure that can be shown."
    assert themes_without_figure([]) == ""
    assert "No row has a figure" in grades_alt([("A", withheld)], SHARE, LAST)


def test_without_either_figure_the_clock_says_nothing() -> None:
    assert clock_sentence(None, None) == ""
    assert "behind" not in clock_sentence(None, quarterly([3], None, COUNT).last)
