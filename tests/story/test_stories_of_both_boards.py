"""The stories of the shipped boards: what exceptions rest on, and how one is carried from opened to followed up."""

from __future__ import annotations

import pytest

import nelscb.edition
from nelscb.edition import Edition, FollowedUp, ReleasedPage, open_edition
from nelscb.plan import Project
from nelscb.quarters import Quarter, last_day_of
from nelscb.story.earlier_editions import EarlierEditions
from nelscb.story.found import Pass
from nelscb.story.whole import story_of

NOW = Quarter.parse("2016-17-Q4")


@pytest.fixture(scope="module")
def passed(demo_project: Project) -> Pass:
    """What the invented board's edition told its story from."""
    kept: list[Pass] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nelscb.edition, "story_of", lambda found: kept.append(found) or story_of(found))
        open_edition(demo_project, NOW)
    return kept[0]


@pytest.fixture(scope="module")
def before(demo_project: Project) -> Edition:
    return open_edition(demo_project, NOW - 1)


def test_the_last_edition_made_again_is_the_one_that_was_made(passed: Pass, before: Edition) -> None:
    """Every assessment, entry and score card, and so every exception, for how long it has been one included."""
    made = EarlierEditions(passed).made_again(1)
    assert (made.looked.quarter, made.looked.as_of) == (before.quarter, before.as_of)
    # As text: a chart's missing quarters are nan, which is never the same as itself.
    assert (
        {k: repr(a) for k, a in made.looked.assessments.items()}
        == {k: repr(a) for k, a in before.assessments.items()}
        != {}
    )
    assert tuple(made.looked.items) == before.story.items != ()
    came = {r.sub_group: r.first_used.received for r in before.received.receipts if r.first_used}
    assert {card.sub_group: card.came for card in made.looked.cards} == came
    since = story_of(passed).since_last
    assert since is not None and since.exceptions == before.story.exceptions != ()


def test_an_earlier_edition_that_is_looked_at_for_a_few_measures_says_of_them_what_it_says_of_all(passed: Pass) -> None:
    editions = EarlierEditions(passed)
    few, whole = editions.made_again(2, only={"O7-03", "P2-09b"}), editions.made_again(2)
    assert set(few.looked.assessments) == {"O7-03/quarter", "P2-09b/quarter"}
    for key, assessment in few.looked.assessments.items():
        other = whole.looked.assessments[key]
        assert assessment.verdict == other.verdict
        for part in ("period", "value", "on_previous", "control", "curve", "place", "tests"):
            assert getattr(assessment, part) == getattr(other, part), part


def test_its_revisions_are_those_of_the_ledger_that_came_in_between(passed: Pass) -> None:
    since = story_of(passed).since_last
    assert since is not None
    between = [
        r for r in passed.cut.revised()
        if r.after.area == passed.project.board.area.code and r.before.received <= since.as_of < r.after.received
        and last_day_of(r.after.period) <= since.quarter.last_day
    ]  # fmt: skip
    assert list(since.revised) == between != []


def test_an_exception_is_opened_in_one_edition_and_followed_up_in_the_next(
    before: Edition, demo_edition: Edition
) -> None:
    opened = {e.id: e for e in before.story.exceptions if e.quarters == 1}
    assert {"P2-09b", "O2-03"} <= opened.keys()
    assert [(opened[m].challenge, opened[m].already_open) for m in ("P2-09b", "O2-03")] == [
        ("2016-17-Q3 P2-09b", False), ("2016-17-Q3 O2-03", False),
    ]  # fmt: skip
    since = demo_edition.story.since_last
    assert since is not None
    followed = {f.raised.id: f for f in since.followed_up}
    assert told(followed["P2-09b"]) == (True, "2016-17-Q3 P2-09b", True, False)
    assert told(followed["O2-03"]) == (False, "2016-17-Q3 O2-03", True, True)
    assert told(followed["O7-03"]) == (True, "C-2", False, False)
    now = {e.id: e for e in demo_edition.story.exceptions}
    assert (now["P2-09b"].quarters, now["P2-09b"].already_open) == (2, True)
    assert since.opened == ("P3-12",) and since.closed == ("O2-03",)


def told(followed: FollowedUp) -> tuple[object, ...]:
    return followed.still, followed.challenge_item, followed.answered, followed.closed


def test_what_the_two_boards_decided_is_told_once_they_have_met(before: Edition, demo_edition: Edition) -> None:
    """The edition of the third quarter is made before the Leadership Board reads it."""
    then, now = before.story.meetings, demo_edition.story.meetings
    assert [[m.board for m in q.meetings] for q in then] == [["operational_board"], []]
    assert [[m.board for m in q.meetings] for q in now] == [
        ["operational_board"], ["operational_board", "leadership_board"],
    ]  # fmt: skip
    for edition in (before, demo_edition):
        days = [m.day for q in edition.story.meetings for m in q.meetings]
        assert max(days) <= edition.as_of < edition.story.meeting  # type: ignore[operator]


def test_every_decision_about_an_exception_names_one_that_there_was(before: Edition, demo_edition: Edition) -> None:
    for edition, place in ((before, 0), (demo_edition, 0), (demo_edition, 1)):
        raised = before if edition is before or place == 1 else demo_edition
        ids = {e.id for e in raised.story.exceptions}
        decided = [d for m in edition.story.meetings[place].meetings for d in m.decided]
        assert decided and {d.about for d in decided} <= ids


def test_the_real_board_has_no_target_and_its_exceptions_about_figures_rest_on_published_ones(edition: Edition) -> None:
    assert edition.project.board.targets == ()
    about = [e for e in edition.story.exceptions if e.measure]
    assert [(e.id, e.reasons) for e in about] == [("O7-01", ("apart from neighbours",))]
    place = edition.assessments["O7-01/year"].place
    assert place is not None and place.among.high is not None
    assert (place.among.value, round(place.among.high, 1), place.among.k) == (19.8, 17.3, 10)


def test_the_real_board_has_one_exception_for_each_card_that_did_not_come_and_nothing_else(edition: Edition) -> None:
    rest = [e for e in edition.story.exceptions if not e.measure]
    assert {e.reasons for e in rest} == {("no score card",)}
    assert [e.sub_group for e in rest] == [r.sub_group for r in edition.received.receipts]


@pytest.mark.parametrize("page", ["book", "p2_neglect", "exceptions"])
def test_a_story_comes_back_from_its_json_as_it_was(demo_edition: Edition, page: str) -> None:
    released = demo_edition.release(page)
    assert released.story.since_last is not None and released.story.since_last.followed_up
    assert released.story.year and released.story.exceptions
    assert ReleasedPage.from_json(released.to_json()).story == released.story
