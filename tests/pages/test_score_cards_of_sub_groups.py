"""Every sub-group's score card page, of both boards: three columns, what is missing said aloud, nothing made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from nelscb.book.stage import write_toc
from nelscb.cards import cards_text
from nelscb.edition import Edition, open_edition
from nelscb.exhibits import Exhibit
from nelscb.named_numbers import plain
from nelscb.pages import Page
from nelscb.pages.book import own_pages
from nelscb.pages.card_page import TEMPLATE, card_pages
from nelscb.plan import Project, open_project
from nelscb.plan.reading import read_yaml
from nelscb.tables import table_text

COLUMNS = ["How much did we do?", "How well did we do it?", "Is anyone better off?", "The whole population"]


@pytest.fixture(scope="module")
def havenshire(root: Path) -> tuple[Project, Edition]:
    project = open_project(root / "examples" / "havenshire")
    return project, open_edition(project, "2016-17-Q4")


@pytest.fixture(scope="module")
def real_cards(project: Project, edition: Edition, read_page: Callable[[Page], Page]) -> Mapping[str, Page]:
    found = own_pages(edition.release("book"), project.plan, project.board)
    return {name: read_page(found[name]) for name in card_pages(project.board)}


@pytest.fixture(scope="module")
def invented_cards(
    havenshire: tuple[Project, Edition], read_page: Callable[[Page], Page]
) -> Mapping[str, Page]:  # fmt: skip
    project, opened = havenshire
    found = own_pages(opened.release("book"), project.plan, project.board)
    return {name: read_page(found[name]) for name in card_pages(project.board)}


def told(exhibit: Exhibit) -> str:
    return plain("\n".join((*exhibit.text, cards_text(exhibit.cards), table_text(exhibit), *exhibit.notes)))


def test_every_sub_group_of_both_boards_has_a_card_with_three_columns(
    project: Project, real_cards: Mapping[str, Page], havenshire: tuple[Project, Edition],
    invented_cards: Mapping[str, Page],
) -> None:  # fmt: skip
    for board, cards in ((project.board, real_cards), (havenshire[0].board, invented_cards)):
        assert set(card_pages(board)) <= set(cards)
        assert list(card_pages(board).values()) == list(board.sub_groups)
        for name in card_pages(board):
            exhibits = cards[name].exhibits
            assert [card.title for card in exhibits["score_card"].cards] == COLUMNS
            assert all(card.lines for card in exhibits["score_card"].cards)
            assert [e.id for e in exhibits.values()] == [f"{name}_{what}" for what in exhibits]


def test_a_column_names_each_measure_or_counts_it_as_missing(
    project: Project, real_cards: Mapping[str, Page], edition: Edition
) -> None:
    """Naive: the measures of the plan with a figure, an id each, are the lines; the rest is said aloud."""
    released = edition.release("book")
    held = {s.measure for s in released.series if s.area == released.area}
    for name, sub_group in card_pages(project.board).items():
        for card, kind in zip(
            real_cards[name].exhibits["score_card"].cards, ("how_much", "how_well", "better_off", "population"),
            strict=True,
        ):  # fmt: skip
            own = [
                m for m in project.plan.measures.values()
                if m.sub_group == sub_group and m.type == kind and m.unit != "status" and not m.alias_of
                and m.id != project.board.population_measure
            ]  # fmt: skip
            lines = [plain(str(line)) for line in card.lines]
            with_figure = {m.id for m in own if m.id in held}
            assert {m.id for m in own if any(f"({m.id}):" in line for line in lines)} == with_figure
            said = [line for line in lines if "no figure" in line or "has not asked for" in line or "None of" in line]
            assert bool(said) == (len(with_figure) < len(own)), (name, kind)
            if not own:
                assert lines[0].startswith("The plan names no measure")


def test_a_sub_group_that_sent_nothing_says_from_whom_it_would_come(real_cards: Mapping[str, Page]) -> None:
    cse = real_cards["score_card_cse"]
    card = told(cse.exhibit("score_card"))
    assert "figure. They would come from" in card
    assert "Humberside Police" in card
    assert "None was received. What stands below without a figure is a hole." in told(cse.exhibit("who"))
    assert "not known: no score card that names a role has come" in told(cse.exhibit("who"))
    assert "the CSE sub-group" in told(cse.exhibit("helps_and_hurts"))
    assert cse.exhibit("actions").table is None
    assert told(cse.exhibit("interests")).startswith("For this quarter no conflict of interest was declared here.")


def test_the_page_says_where_the_card_goes_who_wrote_it_and_when_it_came(invented_cards: Mapping[str, Page]) -> None:
    who = told(invented_cards["score_card_health"].exhibit("who"))
    assert "This score card goes to the Operational Board." in who
    assert "was due by 20 April 2017. Received: 11 May 2017 (21 days late)." in who
    assert "Score Card Author | Score card author of the sub-group | as the score card says" in who
    assert "As a body | Health sub-group | O7" in who
    assert "As a body | LSCB Management Team | O7" in who
    assert "Designated Leadership Board Members" in who


def test_nobody_is_signed_for(real_cards: Mapping[str, Page], invented_cards: Mapping[str, Page]) -> None:
    for cards in (real_cards, invented_cards):
        for name in (n for n in cards if n.startswith(TEMPLATE)):
            table = cards[name].exhibit("sign_off").table
            assert table is not None
            assert {row[2:] for row in table.rows} == {("to be signed", "")}


def test_what_a_sub_group_wrote_stands_on_its_own_card_and_on_no_other(invented_cards: Mapping[str, Page]) -> None:
    words = "School nurses hold a drop-in each week."
    on = [name for name, card in invented_cards.items() if name.startswith(TEMPLATE)
          and words in told(card.exhibit("helps_and_hurts"))]  # fmt: skip
    assert on == ["score_card_health"]
    assert "C-2" in told(invented_cards["score_card_health"].exhibit("challenges"))
    assert "C-2" not in told(invented_cards["score_card_missing"].exhibit("challenges"))


def test_the_template_names_every_exhibit_of_a_card(real_cards: Mapping[str, Page], root: Path) -> None:
    text = (root / "book" / f"{TEMPLATE}.md").read_text(encoding="utf-8")
    named = [line.removeprefix("```{exhibit} ") for line in text.splitlines() if line.startswith("```{exhibit} ")]
    assert sorted(named) == sorted(real_cards["score_card_cse"].exhibits)
    assert "# Score card: {group}" in text


def test_the_table_of_contents_lists_each_sub_groups_card_in_place_of_the_template(
    tmp_path: Path, project: Project, root: Path
) -> None:
    toc = read_yaml(root / "book" / "_toc.yml")
    write_toc(toc, {TEMPLATE: {page: {} for page in card_pages(project.board)}}, tmp_path / "_toc.yml")
    written = read_yaml(tmp_path / "_toc.yml")
    (part,) = [part for part in written["parts"] if part["caption"] == "Score cards"]
    assert [c["file"] for c in part["chapters"]] == [f"score_card_{name}" for name in project.board.sub_groups]
    others = [part for part in toc["parts"] if part["caption"] != "Score cards"]
    assert [part for part in written["parts"] if part["caption"] != "Score cards"] == others
