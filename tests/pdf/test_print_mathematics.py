"""Each kind of mathematics has its parts and its words."""

from __future__ import annotations

import pytest
from lxml import html

from nelscb.mistakes import Mistake
from nelscb.pdf.mathematics import equation


def made(inside: str, display: str = "inline") -> dict[str, object]:
    return equation(html.fragment_fromstring(f'<math display="{display}">{inside}</math>'), "a_page")


A, B, ONE = "<mi>a</mi>", "<mi>b</mi>", "<mn>1</mn>"


@pytest.mark.parametrize(
    ("inside", "kind", "words"),
    [
        (A, "mi", "a"), (ONE, "mn", "1"), ("<mo>≤</mo>", "mo", "is at most"), ("<mtext>so</mtext>", "mtext", "so"),
        (f"<mrow>{A}<mo>+</mo>{B}</mrow>", "row", "a plus b"), (f"<mfrac>{A}{B}</mfrac>", "fraction", "a over b"),
        (f"<msup>{A}<mn>2</mn></msup>", "attached", "a to the power 2"),
        (f"<msub>{A}{ONE}</msub>", "attached", "a sub 1"),
        (f"<msubsup>{A}{ONE}<mn>2</mn></msubsup>", "attached", "a sub 1 to the power 2"),
        (f"<msqrt>{A}</msqrt>", "root", "the root of a"),
        ("<mover accent='true'><mi>φ</mi><mo>^</mo></mover>", "accent", "phi hat"),
        ("<mover accent='true'><mi>x</mi><mo>¯</mo></mover>", "accent", "x bar"),
        (f"<munderover><mo>∑</mo>{ONE}<mi>n</mi></munderover>", "attached", "the sum of 1 n"),
        ("<mspace></mspace>", "mspace", ""),
    ],
)  # fmt: skip
def test_each_kind(inside: str, kind: str, words: str) -> None:
    told = made(inside)
    assert told["alt"] == words
    assert [part["kind"] for part in told["body"]] == [kind]  # type: ignore[attr-defined]


def test_brackets_that_grow() -> None:
    fence = '<mo fence="true">{}</mo>'
    (row,) = made(f"<mrow>{fence.format('(')}{A}{fence.format(')')}</mrow>")["body"]  # type: ignore[attr-defined]
    assert row["fenced"] is True
    (row,) = made(f"<mrow><mo>(</mo>{A}<mo>)</mo></mrow>")["body"]  # type: ignore[attr-defined]
    assert row["fenced"] is False


def test_whether_it_stands_alone() -> None:
    assert (made(A, "block")["block"], made(A)["block"]) == (True, False)


@pytest.mark.parametrize("name", ["mtable", "mmultiscripts", "menclose", "mroot", "maction"])
def test_what_cannot_be_set_is_a_mistake_that_names_the_page(name: str) -> None:
    with pytest.raises(Mistake, match=f"a_page: .*<{name}>"):
        made(f"<mrow><{name}>{A}</{name}></mrow>")
