"""References lead to places that are there; one that leads out of a document is its words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from printing import ABOUT, blocks, texts

from nelscb.mistakes import Mistake
from nelscb.pdf.chapters import Chapter
from nelscb.pdf.parts import content_of
from nelscb.pdf.references import check_references, nodes_of, places_of, references_of


def chapter(name: str, inside: str) -> Chapter:
    return Chapter(name, name, "", blocks(inside, name))


TWO = [
    chapter("one", "<section id='a'><h2>A</h2></section><p>see <a href='two.html#b'>the <b>other</b></a></p>"),
    chapter("two", "<section id='b'><h2>B</h2></section><p><a href='one.html'>back</a><a href='#b'>here</a></p>"),
]


def check(chapters: list[Chapter]) -> None:
    places = {place for c in chapters for place in (c.name, *places_of(c.blocks))}
    check_references(places, {c.name: list(references_of(c.blocks)) for c in chapters})


def node(chapter: Chapter) -> dict[str, Any]:
    return {"kind": "chapter", "name": chapter.name, "title": "", "body": chapter.blocks}


def test_references_that_lead_somewhere() -> None:
    check(TWO)
    assert list(places_of(TWO[0].blocks)) == ["one#a"]


@pytest.mark.parametrize("href", ["#nowhere", "three.html", "two.html#a", "one.html#B", "../two.html", "file.pdf"])
@pytest.mark.parametrize("holder", ["<p>{}</p>", "<ul><li><p>{}</p></li></ul>", "<dl><dt>{}</dt><dd>x</dd></dl>"])
def test_one_that_leads_nowhere_is_a_mistake_that_names_both(href: str, holder: str) -> None:
    wrong = chapter("wrong", holder.format(f"<a href='{href}'>x</a>"))
    with pytest.raises(Mistake, match=r"^wrong: .*mend the link"):
        check([*TWO, wrong])


def test_in_a_table_and_a_card_too() -> None:
    link = "<a href='#no'>x</a>"
    cell = f"<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>{link}</td></tr></tbody></table>"
    card = f"<ul class='cards cards-small'><li class='card'><p class='card-title'>{link}</p></li></ul>"
    for inside in (cell, card):
        with pytest.raises(Mistake):
            check([chapter("wrong", inside)])


def test_a_reference_out_of_the_document_becomes_its_words() -> None:
    told = content_of(node(TWO[0]), ABOUT, others={"one", "one#a"})
    assert not [n for n in nodes_of(told["chapter"]) if n["kind"] == "reference"]
    assert "".join(texts(told["chapter"]["body"][1:])) == "see the other"
    assert json.dumps(told)


@pytest.mark.parametrize("others", [None, {"one", "one#a", "two", "two#b"}])
def test_one_inside_the_document_stays_and_knows_whether_it_leads_to_another_part(others: set[str] | None) -> None:
    told = [content_of(node(chapter), ABOUT, others=others)["chapter"] for chapter in TWO]
    found = [(n["to"], n["elsewhere"]) for n in nodes_of(told) if n["kind"] == "reference"]
    assert found == [("two#b", True), ("one", True), ("two#b", False)]
