from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from made_story import AS_OF, BOARD, NOW, PLAN, curve, entry, estimate, row

from nelscb.assess import Assessment
from nelscb.core_data import Text
from nelscb.plan import Target
from nelscb.quarters import FinancialYear
from nelscb.story import RaisedException
from nelscb.story.exceptions import MOST_EDITIONS, DueCard, Looked, exceptions_of
from nelscb.story.registers import items_of

DUE = date(2017, 4, 20)
WORSE = row("worsening", measure="P1-04")


def looked(
    assessments: Sequence[Assessment] = (), texts: Sequence[Text] = (), cards: Sequence[DueCard] = (),
    as_of: date = AS_OF,
) -> Looked:  # fmt: skip
    by_key = {f"{a.measure}/{a.frequency}": a for a in assessments}
    return Looked(NOW, as_of, by_key, items_of(texts, NOW, as_of), cards)


def raised(*args: Sequence[object], earlier: Sequence[set[str]] = (), **kwargs: object) -> tuple[RaisedException, ...]:
    return exceptions_of(looked(*args, **kwargs), PLAN, BOARD, earlier)  # type: ignore[arg-type]


def test_nothing_raises_nothing() -> None:
    assert raised() == ()


# Measures.


def test_an_exception_about_a_measure_says_where_it_is_told_who_reports_and_whom_to_ask() -> None:
    assert raised([WORSE]) == (
        RaisedException(
            "P1-04", ("worsening",), "P1", "early_help", "nelc_cass", "P1-04", "quarter", "",
            "2016-17-Q4 P1-04", False, 1,
        ),
    )  # fmt: skip


def test_a_measure_is_raised_once_by_its_quarters_where_they_raise_it_else_by_its_years() -> None:
    board = replace(BOARD, targets=(Target("P1-04", 15.0, NOW - 3, "Chair", "a reason"),))
    high, low = estimate(20.0, 16.0, 24.0), estimate(9.0, 8.0, 10.0)
    year = row(measure="P1-04", frequency="year", period=FinancialYear(2016), value=high)
    missed, met = row(measure="P1-04", value=high), row(measure="P1-04", value=low)
    for order in ([year, missed], [missed, year]):
        assert [(e.id, e.frequency) for e in exceptions_of(looked(order), PLAN, board)] == [("P1-04", "quarter")]
    assert [(e.id, e.frequency) for e in exceptions_of(looked([met, year]), PLAN, board)] == [("P1-04", "year")]


def test_what_the_plan_hopes_of_an_alias_is_hoped_of_the_measure_it_stands_for() -> None:
    assert PLAN.measures["P1-H1a"].alias_of == "P1-01" and PLAN.measures["P1-01"].direction == "context"
    assert PLAN.measures["P1-H1a"].plan_hopes == "fall"
    found = raised([row(measure="P1-01", curve=(curve(130.0),))])
    assert [(e.id, e.reasons) for e in found] == [("P1-01", ("turned the wrong way",))]
    assert raised([row(measure="P1-01", curve=(curve(70.0),))]) == ()
    assert raised([row(measure="X-12", curve=(curve(130.0),))]) == ()


def test_an_open_challenge_about_the_measure_is_carried_on_and_no_second_one_opened() -> None:
    challenge = entry("challenge", "C-1", NOW - 1, about="P1-04", status="open")
    (found,) = raised([WORSE], [challenge])
    assert (found.challenge, found.already_open) == ("C-1", True)
    answered = replace(challenge, status="answered")
    assert raised([WORSE], [answered])[0].already_open
    for other in (
        replace(challenge, status="closed"), replace(challenge, about="P1-06"), replace(challenge, about="P1"),
        replace(challenge, kind="action"),
    ):  # fmt: skip
        (found,) = raised([WORSE], [other])
        assert (found.challenge, found.already_open) == ("2016-17-Q4 P1-04", False)


# Gaps, risks and actions.


@pytest.mark.parametrize(
    ("kind", "risk", "age", "status", "is_one"),
    [
        ("gap", "high", 1, "open", True), ("risk", "High ", 1, "open", True), ("gap", "medium", 1, "open", False),
        ("gap", "medium", 2, "open", False), ("gap", "medium", 3, "open", True), ("gap", "", 3, "", True),
        ("gap", "high", 3, "closed", False), ("conflict of interest", "high", 3, "", False),
        ("challenge", "high", 3, "open", False), ("action", "high", 3, "under way", False),
    ],
)  # fmt: skip
def test_a_gap_or_risk_is_one_while_it_is_open_if_it_is_grave_or_old(
    kind: str, risk: str, age: int, status: str, is_one: bool
) -> None:
    assert (BOARD.exception_rule.gap_risks, BOARD.exception_rule.gap_quarters) == (("high",), 2)
    text = entry(kind, "G-1", NOW - (age - 1), about="P1", risk=risk, status=status)  # type: ignore[arg-type]
    found = raised(texts=[text])
    assert [(e.id, e.reasons, e.item, e.measure) for e in found] == (
        [("early_help G-1", ("gap",), "G-1", "")] if is_one else []
    )


def test_an_action_is_one_from_the_day_after_its_due_day_until_it_is_done() -> None:
    action = entry("action", "A-1", about="P1-04", due=AS_OF, status="under way")
    assert raised(texts=[action]) == ()
    late = replace(action, due=date(2017, 5, 25))
    (found,) = raised(texts=[late])
    assert (found.id, found.reasons, found.chapter, found.agency) == (
        "early_help A-1", ("overdue action",), "P1", "nelc_cass",
    )  # fmt: skip
    assert raised(texts=[replace(late, status="done")]) == ()
    assert raised(texts=[replace(late, kind="challenge")]) == ()


def test_two_sub_groups_may_give_an_entry_the_same_name() -> None:
    gap = entry("gap", "G-1", about="P1", risk="high")
    found = raised(texts=[gap, replace(gap, sub_group="neglect", about="P2")])
    assert [(e.id, e.chapter) for e in found] == [("early_help G-1", "P1"), ("neglect G-1", "P2")]


def test_a_gap_and_an_action_of_one_name_are_one_exception_with_both_reasons() -> None:
    gap, action = entry("gap", "7", risk="high"), entry("action", "7", due=date(2017, 1, 1))
    (found,) = raised(texts=[gap, action])
    assert (found.id, found.reasons) == ("early_help 7", ("gap", "overdue action"))


def test_an_entry_about_nothing_in_particular_is_told_in_the_chapter_its_sub_group_reports_most_on() -> None:
    assert raised(texts=[entry("gap", "G-1", risk="high")])[0].chapter == "P1"
    team = entry("gap", "G-1", risk="high", sub_group="management_team")
    assert raised(texts=[team])[0].chapter == "O1"


# Score cards.


@pytest.mark.parametrize(
    ("came", "as_of", "reasons"),
    [
        (None, DUE, []), (None, date(2017, 4, 21), ["no score card"]), (DUE, AS_OF, []),
        (date(2017, 4, 30), AS_OF, []), (date(2017, 5, 1), AS_OF, ["late score card"]),
    ],
)  # fmt: skip
def test_a_card_that_has_not_come_after_its_day_or_came_more_than_ten_days_late_is_one(
    came: date | None, as_of: date, reasons: list[str]
) -> None:
    assert BOARD.exception_rule.late_days == 10
    found = raised(cards=[DueCard("neglect", DUE, came)], as_of=as_of)
    assert [(e.id, *e.reasons, e.chapter, e.sub_group, e.agency) for e in found] == [
        ("neglect", reason, "P2", "neglect", "") for reason in reasons
    ]


# Order, and for how long.


def test_what_is_known_of_children_comes_first_and_measures_stand_in_the_plans_order() -> None:
    found = raised(
        [row("worsening", measure="O7-03"), row("worsening", measure="P1-04")],
        [entry("action", "A-1", due=date(2017, 1, 1)), entry("gap", "G-1", risk="high")],
        [DueCard("neglect", DUE, date(2017, 5, 20)), DueCard("cse", DUE, None)],
    )
    assert [e.id for e in found] == ["P1-04", "O7-03", "early_help G-1", "early_help A-1", "cse", "neglect"]
    assert len({e.id for e in found}) == len(found)


@pytest.mark.parametrize(
    ("earlier", "quarters"),
    [
        ([], 1), ([{"P1-06"}], 1), ([{"P1-04"}], 2), ([{"P1-04"}, set(), {"P1-04"}], 2),
        ([set(), {"P1-04"}], 1), ([{"P1-04"}] * 3, 4), ([{"P1-04"}] * 9, 4),
    ],
)  # fmt: skip
def test_editions_running_are_counted_back_until_one_without_it_and_no_further_than_a_year(
    earlier: list[set[str]], quarters: int
) -> None:
    assert MOST_EDITIONS == 4
    assert raised([WORSE], earlier=earlier)[0].quarters == quarters
