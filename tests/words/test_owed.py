from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_rows import COUNT, LAST

from nelscb.edition import Grade, MeasureReturn
from nelscb.words.owed import no_figure_now, owed_sentence, without_figures_from_elsewhere

PROPOSED = replace(COUNT, id="P1-99", title="Children helped", standing="proposed")
AGENCIES = {"local_authority": "the council"}


def returned(state: Any, grade: Grade | None = None) -> MeasureReturn:
    return MeasureReturn("P1-01", state, "local_authority", (), grade=grade)


def test_what_was_asked_for_is_told_apart_from_what_nobody_asked_for() -> None:
    returns = {COUNT.id: returned("not_returned"), PROPOSED.id: returned("not_collected")}
    assert owed_sentence([COUNT, PROPOSED], returns, AGENCIES) == (
        "No return received, and no published figure held, for: Referrals (P1-01), from the council. "
        "Proposed, and not asked for yet: Children helped (P1-99), which would come from the council."
    )
    assert owed_sentence([], returns, AGENCIES) == ""


@pytest.mark.parametrize(("state", "lead"), [
    ("not_due", "Not due yet"),
    ("refused", "The return was refused by the checks"),
    ("suppressed_by_publisher", "Withheld by its publisher or sender to protect confidentiality"),
])  # fmt: skip
def test_each_other_state_has_its_own_words(state: str, lead: str) -> None:
    assert owed_sentence([COUNT], {COUNT.id: returned(state)}, AGENCIES) == (
        f"{lead}: Referrals (P1-01), from the council."
    )


def test_a_proposed_measure_whose_sender_does_not_collect_it_was_asked_for() -> None:
    returns = {PROPOSED.id: returned("not_collected", Grade(True, True, True, True))}
    assert owed_sentence([PROPOSED], returns, AGENCIES).startswith("Not collected or not available: ")


def test_a_series_without_a_figure_for_this_quarter_says_why() -> None:
    assert no_figure_now(COUNT, returned("reported"), LAST, AGENCIES) == ""
    assert no_figure_now(COUNT, returned("not_returned"), LAST, AGENCIES) == (
        "Referrals has no figure for January to March 2015: no return received from the council."
    )
    assert no_figure_now(COUNT, returned("refused"), LAST, AGENCIES).endswith("the return was refused by the checks.")


def test_notes_that_quote_a_share_or_rate_of_other_places_are_left_out() -> None:
    quoting = (
        "The mean for England was 63% in 2023/24.", "A study found that only 3 of 10 boards published it.",
        "It expects 40 cases per 10,000 adult women a year.", "Of others 12.5% do.",
    )  # fmt: skip
    kept = (
        "Statutory guidance of 2014 sets 72 hours.", "The plan gives no window; 12 months is assumed.",
        "Show it also as a percentage of P4-04.", "Expect 1 to 5: in public it will usually have to be suppressed.",
    )  # fmt: skip
    assert without_figures_from_elsewhere([*quoting, *kept]) == kept
