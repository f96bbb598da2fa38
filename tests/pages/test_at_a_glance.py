"""The first page, as the member reads it: the real board's with its holes, the illustrative one filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nelscb.edition import Edition, open_edition
from nelscb.exhibits import Card, Status
from nelscb.pages import Page, page_of
from nelscb.plan import Project


def cards(page: Page, what: str) -> dict[str, Card]:
    return {card.title: card for card in page.exhibit(what).cards}


def lines(card: Card) -> str:
    return " ".join(
        part if isinstance(part, str) else "".join(p for p in part if isinstance(p, str)) for part in card.lines
    )


def test_four_priorities_are_large_and_nine_objectives_small(page: Callable[[str], Page], project: Project) -> None:
    glance = page("at_a_glance")
    large, small = glance.exhibit("priorities").cards, glance.exhibit("objectives").cards
    assert [c.size for c in large] == ["large"] * 4
    assert [c.size for c in small] == ["small"] * 9
    assert [c.page for c in (*large, *small)] == [c.slug for c in project.plan.chapters]


def test_each_card_has_a_status_in_a_word_and_a_shape_a_sentence_and_its_curve(
    page: Callable[[str], Page], demo_page: Callable[[str], Page]
) -> None:
    for glance in (page("at_a_glance"), demo_page("at_a_glance")):
        for card in (*glance.exhibit("priorities").cards, *glance.exhibit("objectives").cards):
            assert isinstance(card.status, Status)
            assert card.status.word
            assert card.lines
            assert str(card.foot).startswith("Curve: ")


def test_the_real_board_is_partial_and_says_what_is_not_known(page: Callable[[str], Page]) -> None:
    glance = page("at_a_glance")
    assert "**Partial edition.** Of eleven score cards that were due, none" in glance.exhibit("partial").text[0]
    boxes = cards(glance, "boxes")
    assert "No headline figure is held for P3 Child sexual exploitation and P4 Domestic abuse." in lines(
        boxes["What we do not know"]
    )
    assert "Whether children **feel** safe: no figure is held" in lines(boxes["What we do not know"])
    assert "This book rests on published figures alone." in lines(boxes["Returns missing"])
    assert cards(glance, "priorities")["P3 Child sexual exploitation"].status == Status("No figure", "cross", "unknown")


def test_the_share_of_neglect_stands_beside_its_rate(
    page: Callable[[str], Page], demo_page: Callable[[str], Page]
) -> None:
    for glance in (page("at_a_glance"), demo_page("at_a_glance")):
        told = lines(cards(glance, "priorities")["P2 Neglect"])
        assert "% of CPP for neglect" in told
        assert "Rate of neglect CPP" in told


def test_low_re_referrals_are_read_beside_second_plans(page: Callable[[str], Page]) -> None:
    joins = lines(cards(page("at_a_glance"), "boxes")["What joins up"])
    assert joins.index("re-referrals") < joins.index("second or subsequent plans")
    assert "Help that ends too soon can come back as a new referral or as a second plan." in joins


def test_the_step_in_referrals_is_not_called_like_for_like(page: Callable[[str], Page]) -> None:
    told = lines(cards(page("at_a_glance"), "priorities")["P1 Early help"])
    assert "655 referrals in 2016-17 Q4" in told
    assert "not like for like" in told


def test_no_more_decisions_are_asked_for_than_the_rule_says(
    demo_edition: Edition, demo_project: Project, demo_page: Callable[[str], Page]
) -> None:
    asked = cards(demo_page("at_a_glance"), "boxes")["Decisions asked for"]
    assert 1 <= len(asked.lines) <= demo_project.board.exception_rule.decisions == 3
    fewer = replace(demo_project.board, exception_rule=replace(demo_project.board.exception_rule, decisions=1))
    glance = page_of(demo_edition.release("at_a_glance"), demo_project.plan, fewer)
    assert len(cards(glance, "boxes")["Decisions asked for"].lines) == 1


def test_no_test_statistic_stands_on_the_first_page(demo_page: Callable[[str], Page]) -> None:
    """The member two evenings before the meeting needs no p and no q."""
    glance = demo_page("at_a_glance")
    for exhibit in glance.exhibits.values():
        told = " ".join([*exhibit.text, *(lines(card) for card in exhibit.cards)])
        assert "p =" not in told
        assert " q " not in told


def test_the_last_challenge_is_followed_up(demo_page: Callable[[str], Page]) -> None:
    told = lines(cards(demo_page("at_a_glance"), "boxes")["What became of our last challenge"])
    assert "raised in the edition of October to December 2016" in told
    assert "answered" in told


def test_a_late_edition_shows_what_there_is_and_names_who_is_missing(
    demo_project: Project, read_page: Callable[[Page], Page]
) -> None:
    """By 25 April the Health sub-group's card of the quarter had not come: five days after its due day."""
    late = open_edition(demo_project, "2016-17-Q4", as_of="2017-04-25")
    assert late.story.partial
    glance = read_page(page_of(late.release("at_a_glance"), demo_project.plan, demo_project.board))
    assert "Of eleven score cards that were due, ten had come" in glance.exhibit("partial").text[0]
    assert "**partial**" in glance.exhibit("edition").text[0]
    assert "No usable score card from Health sub-group." in lines(cards(glance, "boxes")["Returns missing"])
    assert len(glance.exhibit("priorities").cards) == 4
    chapter = read_page(page_of(late.release("o7_emotional_health"), demo_project.plan, demo_project.board))
    told = " ".join(str(cell) for row in chapter.exhibit("measures").table.rows for cell in row)  # type: ignore[union-attr]
    assert "No return received from" in told
