"""What stands inside a line passes as text, whatever signs it has."""

from __future__ import annotations

import unicodedata
from functools import cache
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printing import SPARK, STATUS, article

from nelscb.mistakes import Mistake
from nelscb.pdf.inline import pieces_of, words_of
from nelscb.pdf.lettering import font_files, printable, width

HOSTILE = (
    "a|b", "# no heading", "$x^2$", "@somebody", "<script>alert(1)</script>", "{include} file.md", "*stars* _lines_",
    r"C:\new\table", "\"quotes\" and 'more'", "// no comment", "en -- em --- dash", "`code` ```more```", "[a](b)",
    "= none", "#let x = 1", "~tilde~", "<label>", "&amp; &lt;", "%d %s", "{{ x }}", "- not a list", "1. nor this",
)  # fmt: skip
NAMES = ("Llŷr Gruffŷdd-Ŵyn", "Żółć Gęślą Jaźń", "Ó Súilleabháin", "Þórdís Ægisdóttir", "Straße", "Ṣàngó", "Đặng Thị")


def said(inside: str) -> str:
    return words_of(pieces_of(article(f"<p>{inside}</p>").find("p"), "a_page"))


@pytest.mark.parametrize("text", [*HOSTILE, *NAMES])
def test_text_stays_as_it_is(text: str) -> None:
    assert said(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("well 👋 done", "well [waving hand sign] done"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "[man][woman][girl]"),  # joined to one family on a screen
        ("tick \u2714\ufe0f", "tick ✔"),  # a sign that a face has; the asking for colours has no look
        ("a\u200eb\u202ec\u2066d", "abcd"),
        ("a\u0000b\u0007c", "abc"),
        ("a\ud800b", "ab"),
        ("10\u00a0000", "10\u00a0000"),
        ("one\u2028two\u3000three", "one two three"),
        ("\ue000x", "x"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
    ],
)
def test_signs_that_cannot_be_printed(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_right_to_left_text_is_kept() -> None:
    assert said("שלום, مرحبا!") == "שלום, مرحبا!"


def test_a_word_of_300_letters_gets_places_to_break_and_loses_nothing() -> None:
    for word in ("x" * 300, "https://example.org/" + "path" * 70, "é" * 300):
        shown = printable(word)
        assert shown.replace("\u200b", "") == word
        assert max(len(part) for part in shown.replace("/", "\u200b").split("\u200b")) <= 24


def test_a_usual_word_gets_none() -> None:
    assert printable("multi-agency safeguarding arrangements") == "multi-agency safeguarding arrangements"


@cache
def _signs() -> set[int]:
    """Every sign that a face of the book has."""
    from fontTools.ttLib import TTFont

    faces = [path for path in font_files() if path.stem in ("SourceSansPro-Regular", "DejaVuSans")]
    return set().union(*(TTFont(path, lazy=True).getBestCmap() for path in faces))


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()


@given(st.text())
def test_every_sign_is_printed_named_or_has_no_look(text: str) -> None:
    codes, shown = _signs(), printable(text)
    for sign in shown.replace("\u200b", ""):
        assert sign.isspace() or ord(sign) in codes or sign == "\u00ad"
    told = shown.replace("\u200b", "").lower()
    unnamed = {s for s in text if s not in shown and not s.isspace() and _name(s) not in told}
    for sign in unnamed:  # what is neither shown nor named has no look of its own
        assert unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} or 0xFE00 <= ord(sign) < 0xFE10


def test_width_is_the_sum_of_its_letters_and_bold_is_wider() -> None:
    assert width("", 10) == 0
    assert width("ab", 10) == pytest.approx(width("a", 10) + width("b", 10))
    assert width("neglect", 20) == pytest.approx(2 * width("neglect", 10))
    assert width("neglect", 10, bold=True) > width("neglect", 10)
    assert width("א", 10) > 0  # a sign of the second face has its width there


def test_spaces_are_as_in_a_browser() -> None:
    assert said("  one\n\t two <b>three</b>  four ") == "one two three four"
    assert said("<b>one</b><i>two</i> three") == "onetwo three"


def test_kinds_of_pieces() -> None:
    inside = (
        '<strong>a</strong><em>b</em><code>c</code><sup>d</sup><sub>e</sub><q>f</q><a href="x.html#y">g</a>'
        '<a href="https://example.org/h">h</a><br>' + STATUS.format("Rising") + SPARK.format("Plans: 1 in 2016")
    )
    pieces = pieces_of(article(f"<p>{inside}</p>").find("p"), "a_page")
    assert [piece["kind"] for piece in pieces if isinstance(piece, dict)] == [
        "strong", "emph", "code", "super", "sub", "quote", "reference", "link", "break", "status", "spark",
    ]  # fmt: skip
    assert words_of(pieces) == "abcde“f”gh Rising"
    references = {piece["kind"]: piece for piece in pieces if isinstance(piece, dict)}
    assert references["reference"]["to"] == "x#y"
    assert references["link"]["address"] == "https://example.org/h"
    assert references["spark"]["alt"] == "Plans: 1 in 2016"


@pytest.mark.parametrize(
    ("href", "to"),
    [("#part", "a_page#part"), ("other.html", "other"), ("other.html#a%20b", "other#a b"), ("#", "a_page")],
)
def test_where_a_reference_leads(href: str, to: str) -> None:
    (piece,) = pieces_of(article(f'<p><a href="{href}">there</a></p>').find("p"), "a_page")
    assert isinstance(piece, dict)
    assert (piece["kind"], piece["to"]) == ("reference", to)


def test_words_for_the_ear_alone_are_not_printed() -> None:
    assert said('seen<span class="for-ears"> heard</span> too<a class="headerlink" href="#x">¶</a>') == "seen too"


@pytest.mark.parametrize("name", ["img", "video", "iframe", "input", "button", "marquee", "canvas"])
def test_what_cannot_be_printed_is_a_mistake_that_names_the_page(name: str) -> None:
    with pytest.raises(Mistake, match=f"a_page: .*<{name}>"):
        said(f"words <{name}></{name}>")
