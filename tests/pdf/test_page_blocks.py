"""Nothing of a page is left out: the blocks' words are the article's words."""

from __future__ import annotations

import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from printing import SPARK, STATUS, blocks, table, texts

from nelscb.mistakes import Mistake

DROPPED = (
    "script, style, summary, nav, noscript, svg, math, .screen-only, .toctree-wrapper, .headerlink, .for-ears, "
    ".tag_parameters, .tag_injected-parameters"
)


def naive(inside: str) -> str:
    """The article's words by another reader, without what print drops by rule."""
    soup = BeautifulSoup(inside, "html.parser")
    for element in soup.select(DROPPED):
        element.decompose()
    for quote in soup.find_all("q"):
        quote.insert(0, "“")
        quote.append("”")
    return bare(soup.get_text())


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def told(inside: str) -> str:
    return bare("".join(texts(blocks(inside))))


SMALL = {
    "a paragraph": "<p>One <b>two</b> three.</p>",
    "headings": "<section id='s'><h1>A</h1><p>b</p><section id='t'><h2>C</h2><h3>D</h3></section></section>",
    "bare text beside inline tags": "<div>bare <em>leaning</em> tail <q>said</q>. <p>own</p> after <b>bold</b></div>",
    "text before, between and after blocks": "first<p>second</p>third<ul><li>fourth</li></ul>fifth",
    "nested lists": "<ul><li>a<ul><li>b<ol><li>c</li><li>d</li></ol></li></ul>e</li><li><p>f</p><p>g</p></li></ul>",
    "text after a table": table(["x", "y"], [["1", "2"]]) + "after <i>it</i> <b>all</b>",
    "paragraphs in a cell": table(["x", "y"], [["1", "<p>one</p><p>two</p>"], ["2", "<ul><li>a</li><li>b</li></ul>"]]),
    "a figure": "<figure id='f'><img src='c.svg' alt='A line.'><figcaption>Its <b>caption</b></figcaption></figure>",
    "cards": "<ul class='cards cards-small'><li class='card tone-good'><p class='card-title'>T</p>"
    "<p class='card-status'>" + STATUS.format("Rising") + "</p><p class='card-spark'>" + SPARK.format("x: 1 in 2016")
    + "</p><p>Body <q>q</q></p>"
    "<ul><li>i</li></ul><p class='card-foot'>F</p></li></ul>",
    "terms": "<dl><dt>Term</dt><dd>bare <b>b</b><p>p</p></dd><dt>Other</dt><dd><p>x</p></dd></dl>",
    "quotation and listing": "<blockquote><p>One</p><p>two</p></blockquote><pre>three\n  four</pre>",
    "folded": "<details class='exhibit-notes'><summary>Open</summary><p>note</p>bare</details>"
    "<details><p>plain</p></details>",
    "groups": "<div class='position'><p>a</p></div><div class='questions'><ul><li>b</li></ul></div>"
    "<div class='data_say'>c</div>",
    "comments": "<!-- no --><p>a<!-- no -->b</p><!-- no -->c",
    "dropped by rule": "<p class='screen-only'>no</p><script>no</script><div class='toctree-wrapper'>n</div><p>y</p>",
    "tails of what is dropped": "<div><script>no</script>tail<span class='for-ears'>no</span>end</div>",
    "empty": "<p></p><div></div><ul><li></li></ul>",
    "spaces between": "<div><b>a</b> <i>b</i>\n<span>c</span></div>",
}  # fmt: skip


@pytest.mark.parametrize("inside", SMALL.values(), ids=SMALL.keys())
def test_nothing_is_left_out(inside: str) -> None:
    assert told(inside) == naive(inside)


NOT_TO_LOSE = {
    "bare text beside paragraphs in a cell": table(["x", "y"], [["1", "before <p>one</p> between <p>two</p> after"]]),
    "a numbered list in a cell": table(["x", "y"], [["1", "<p>one</p><ol><li>two</li></ol>"]]),
    "a list in a list in a cell": table(["x", "y"], [["1", "<ul><li>one<ul><li>two</li></ul></li></ul>"]]),
    "a table's foot": "<table><thead><tr><th>x</th></tr></thead><tbody><tr><td>1</td></tr></tbody><tfoot><tr><td>sum"
    "</td></tr></tfoot></table>",
    "rows without a body": "<table><thead><tr><th>x</th></tr></thead><tr><td>1</td></tr></table>",
    "a paragraph in a figure": "<figure><img src='c.svg' alt='A.'><p>source</p><figcaption>c</figcaption></figure>",
    "a table in a figure": "<figure>" + table(["x"], [["1"]]) + "<img src='c.svg' alt='A.'></figure>",
    "bare text in a card": "<ul class='cards cards-box'><li class='card'>bare<p class='card-title'>T</p>tail</li></ul>",
    "a list's own words": "<ul>bare<li>item</li><p>between</p></ul>",
    "a term's neighbour": "<dl><dt>t</dt><dd>d</dd><p>between</p></dl>",
    "inline tags around blocks": "<div><span>one<p>two</p>three</span></div>",
}  # fmt: skip


@pytest.mark.parametrize("inside", NOT_TO_LOSE.values(), ids=NOT_TO_LOSE.keys())
def test_what_no_page_has_yet_is_printed_or_a_mistake(inside: str) -> None:
    """A page may change: then its words are printed, or somebody is told; they never go unseen."""
    try:
        shown = told(inside)
    except Mistake as wrong:
        assert str(wrong).startswith("a_page: ")
    else:
        assert sorted(shown) == sorted(naive(inside))


words = st.text(st.sampled_from("ab <>|#$@*_{}\\/\"'`ŵżé"), max_size=12).map(escape)
line = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "em", "strong", "span", "code", "q", "sub", "sup"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
block = st.recursive(
    st.builds(lambda parts: f"<p>{''.join(parts)}</p>", st.lists(line, max_size=3)),
    lambda inner: st.one_of(
        st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
            st.sampled_from(["div", "section", "aside"]), st.lists(st.one_of(inner, line), max_size=4),
        ),
        st.builds(
            lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>",
            st.sampled_from(["ul", "ol"]), st.lists(st.one_of(inner, line), max_size=3),
        ),
    ),
    max_leaves=8,
)  # fmt: skip


@given(st.lists(st.one_of(block, line), max_size=5).map("".join))
def test_no_word_of_any_page_is_lost_or_moved(inside: str) -> None:
    assert told(f"<div>{inside}</div>") == naive(inside)


def test_block_kinds() -> None:
    inside = "".join(SMALL[name] for name in ("headings", "nested lists", "a figure", "cards", "terms", "groups"))
    assert [block["kind"] for block in blocks(inside)] == [
        "heading", "paragraph", "heading", "heading", "list", "figure", "cards", "terms", "group", "group", "group",
    ]  # fmt: skip


def test_places_are_one_of_a_kind_in_the_book() -> None:
    (heading, _) = blocks("<section id='where'><h2>Where</h2><p>x</p></section>", "p2_neglect")
    assert heading["id"] == "p2_neglect#where"


def test_mathematics_that_stands_alone_is_a_block() -> None:
    alone, beside = blocks("<p><math><mi>x</mi></math></p><p>so <math><mi>x</mi></math></p>")
    assert (alone["kind"], alone["block"]) == ("math", True)
    assert beside["kind"] == "paragraph"


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<form>x</form>", "<form>"), ("<hr>", "<hr>"), ("<p><button>b</button></p>", "<button>"),
        ("<video></video>", "<video>"), ("<div><iframe></iframe></div>", "<iframe>"),
        ("<img src='a.png'>", "image"), ("<p><img src='a.png'></p>", "<img>"),
        ("<figure><figcaption>no image</figcaption></figure>", "figure"),
        ("<figure><img src='a.svg' alt=''></figure>", "alternative text"),
        ("<table><tbody><tr><td>1</td></tr></tbody></table>", "row of headings"),
        ("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>", "cells"),
        ("<table><thead><tr><th>a</th></tr><tr><th>b</th></tr></thead><tbody></tbody></table>", "one row of headings"),
        ("<p>x <math><mtable></mtable></math></p>", "<mtable>"),
    ],
)  # fmt: skip
def test_what_print_cannot_show_is_a_mistake_that_names_the_page(inside: str, named: str) -> None:
    with pytest.raises(Mistake, match=r"^some_page: ") as wrong:
        blocks(inside, "some_page")
    assert named in str(wrong.value)
