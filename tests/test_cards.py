from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from nelscb.cards import cards_html, cards_text
from nelscb.exhibits import AsWritten, Card, Spark, Status
from nelscb.named_numbers import NamedNumber, mark

NINE = mark(NamedNumber(9.0, "{P1-01/quarter/2016-17-Q4.value}"), "nine")
LARGE = Card(
    "P1 Early help", "large", (f"There were {NINE} more.", "Read **both**."), "p1_early_help",
    Status("To watch", "diamond", "watch"), Spark((1.0, 2.0), "From 1 to 2"), "Turned: not yet",
)  # fmt: skip
SMALL = Card("O1 Governance", "small", ("Nothing was sent.",), "o1_governance", Status("No figure", "ring", "unknown"))
BOX = Card("How much", "box", ("Referrals", ("- Said: ", AsWritten("<i>", quoted=True))))


def soup(*cards: Card) -> BeautifulSoup:
    return BeautifulSoup(cards_html(cards), "html.parser")


def test_a_card_shows_its_title_status_line_sentences_and_foot() -> None:
    card = soup(LARGE).select_one("li.card.card-large.tone-watch")
    assert card is not None
    assert [p.get("class", [""])[0] for p in card.find_all("p")] == [  # type: ignore[index]
        "card-title", "card-status", "card-spark", "", "", "card-foot",
    ]  # fmt: skip
    link = card.select_one(".card-title a")
    assert isinstance(link, Tag)
    assert (link["href"], link.get_text()) == ("p1_early_help.html", "P1 Early help")
    named = card.select_one("[data-cell]")
    assert isinstance(named, Tag)
    assert named.get_text() == "nine"
    assert card.strong is not None


def test_each_size_has_a_list_of_its_own_in_the_order_given() -> None:
    lists = soup(LARGE, LARGE, SMALL, SMALL, SMALL, BOX).select("ul.cards")
    assert [each["class"] for each in lists] == [["cards", f"cards-{size}"] for size in ("large", "small", "box")]
    assert [len(each.find_all("li", recursive=False)) for each in lists] == [2, 3, 1]


def test_cards_leave_the_pages_outline_alone() -> None:
    assert not soup(LARGE, SMALL, BOX).find_all(["h1", "h2", "h3", "h4", "h5", "h6"])


def test_a_boxs_lines_are_a_list() -> None:
    items = soup(BOX).select("ul.card-lines > li")
    assert [item.get_text() for item in items] == ["Referrals", "Said: <i>"]
    assert soup(BOX).q is not None


def test_lines_that_begin_with_a_dash_are_a_list_in_any_card() -> None:
    card = Card("A", "large", ("- one", "- two"))
    assert [item.get_text() for item in soup(card).select("ul.card-lines > li")] == ["one", "two"]


def test_a_bare_card_has_a_title_and_no_more() -> None:
    card = soup(Card("Nothing yet", "box", ())).li
    assert card is not None
    assert card["class"] == ["card", "card-box"]
    assert [tag.name for tag in card.find_all(True)] == ["p"]
    assert not soup(Card("Nothing yet", "box", ())).a


def test_no_cards_are_nothing() -> None:
    assert cards_html(()) == ""
    assert cards_text(()) == ""


def test_text_is_never_read_as_markup() -> None:
    nasty = "<script>alert(1)</script>"
    made = soup(Card(nasty, "small", (nasty, (nasty, AsWritten(nasty, True))), "p", Status(nasty, "up"), foot=nasty))
    assert not made.find_all("script")
    assert made.get_text().count(nasty) == 6


def test_cards_in_plain_text() -> None:
    assert cards_text((LARGE, BOX)) == (
        "P1 Early help (To watch)\nFrom 1 to 2\n- There were nine more.\n- Read **both**.\nTurned: not yet\n\n"
        "How much\n- Referrals\n- Said: “<i>”"
    )
