"""References lead to places that are there; one that leads out of a document is its words."""

from __future__ import annotations

import json

import pytest
from printing import ABOUT, blocks, texts

from nelscb.mistakes import Mistake
from nelscb.pdf.chapters import Chapter
from nelscb.pdf.documents import content_of
from nelscb.pdf.references import check_references, nodes_of, places_of


def chapter(name: str, inside: str) -> Chapter:
    return Chapter(name, name, "", blocks(inside, name))


TWO = [
    chapter("one", "<section id='a'><h2>A</h2></section><p>see <a href='two.html#b'>the <b>other</b></a></p>"),
    chapter("two", "<section id='b'><h2>B</h2></section><p><a href='one.html'>back</a><a href='#b'>here</a></p>"),
]


def test_references_that_lead_somewhere() -> None:
    check_references(TWO)
    assert list(places_of(TWO[0].blocks)) == ["one#a"]


@pytest.mark.parametrize("href", ["#nowhere", "three.html", "two.html#a", "one.html#B", "../two.html", "file.pdf"])
@pytest.mark.parametrize("holder", ["<p>{}</p>", "<ul><li><p>{}</p></li></ul>", "<dl><dt>{}</dt><dd>x</dd></dl>"])
def test_one_that_leads_nowhere_is_a_mistake_that_names_both(href: str, holder: str) -> None:
    wrong = chapter("wrong", holder.format(f"<a href='{href}'>x</a>"))
    with pytest.raises(Mistake, match=r"^wrong: .*mend the link"):
        check_references([*TWO, wrong])


def test_in_a_table_and_a_card_too() -> None:
    link = "<a href='#no'>x</a>"
    cell = f"<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>{link}</td></tr></tbody></table>"
    card = f"<ul class='cards cards-small'><li class='card'><p class='card-title'>{link}</p></li></ul>"
    for inside in (cell, card):
        with pytest.raises(Mistake):
            check_references([chapter("wrong", inside)])


def test_a_reference_out_of_the_document_becomes_its_words() -> None:
    first = TWO[0]
    told = content_of([{"kind": "chapter", "name": "one", "title": "one", "part": "", "body": first.blocks}], ABOUT)
    assert not [node for node in nodes_of(told["chapters"]) if node["kind"] == "reference"]
    assert "".join(texts(told["chapters"][0]["body"][1:])) == "see the other"
    assert json.dumps(told)


def test_one_inside_the_document_stays() -> None:
    told = content_of(
        [{"kind": "chapter", "name": c.name, "title": "", "part": "", "body": c.blocks} for c in TWO], ABOUT
    )
    assert [n["to"] for n in nodes_of(told["chapters"]) if n["kind"] == "reference"] == ["two#b", "one", "two#b"]


def test_a_part_opens_once() -> None:
    made = [{"name": name, "part": part, "body": []} for name, part in (("a", ""), ("b", "P"), ("c", "P"), ("d", "Q"))]
    assert [c["opens"] for c in content_of(made, ABOUT)["chapters"]] == ["", "P", "", "Q"]
