"""Mathematics: from the page's MathML to nodes that the templates set as mathematics, and to words for who hears it."""

from __future__ import annotations

from typing import Any

from lxml import html

from nelscb.mistakes import Mistake

Node = dict[str, Any]
_SAID = {"+": "plus", "-": "minus", "−": "minus", "=": "equals", "≤": "is at most", "≥": "is at least",
         "<": "is less than", ">": "is more than", "∑": "the sum of", "·": "times", "×": "times", "/": "over",
         "^": "hat", "¯": "bar", "∼": "about", "≈": "about", "∞": "infinity", "α": "alpha", "β": "beta",
         "λ": "lambda", "μ": "mu", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi",
         "θ": "theta"}  # fmt: skip
_ROWS = {"mrow", "math", "mstyle", "mpadded", "semantics"}
_SCRIPTS = {
    "msup": ("top",), "msub": ("bottom",), "msubsup": ("bottom", "top"), "mover": ("over",), "munder": ("under",),
    "munderover": ("under", "over"),
}  # fmt: skip


def equation(element: html.HtmlElement, page: str) -> Node:
    """A ``math`` element as a node: its parts, whether it stands on lines of its own, and its words.

    Raises Mistake for a kind of mathematics that the printed book cannot set.
    """
    parts = [_part(child, page) for child in element]
    return {
        "kind": "math",
        "block": element.get("display") == "block",
        "alt": " ".join(_words(child) for child in element).replace("  ", " ").strip(),
        "body": parts,
    }


def _part(element: html.HtmlElement, page: str) -> Node:  # noqa: PLR0911 - one answer a kind
    name, text = str(element.tag), (element.text or "").strip()
    children = [child for child in element if isinstance(child.tag, str)]
    if name in ("mi", "mn", "mo", "mtext"):
        return {"kind": name, "text": text}
    if name == "mspace":
        return {"kind": "mspace"}
    parts = [_part(child, page) for child in children]
    if name in _ROWS:
        return {"kind": "row", "fenced": _is_fenced(children), "body": parts}
    if name == "mfrac":
        return {"kind": "fraction", "top": parts[0], "bottom": parts[1]}
    if name == "msqrt":
        return {"kind": "root", "body": parts}
    if name in _SCRIPTS:
        places = dict(zip(_SCRIPTS[name], parts[1:], strict=True))
        if name == "mover" and element.get("accent") == "true":
            return {"kind": "accent", "body": parts[0], "accent": places["over"]["text"]}
        return {"kind": "attached", "body": parts[0], **places}
    raise Mistake(f"{page}: the printed book cannot set the mathematics <{name}>; say it otherwise")


def _is_fenced(children: list[html.HtmlElement]) -> bool:
    """Whether a row stands between a pair of brackets that grow with it."""
    return len(children) > 1 and all(
        child.tag == "mo" and child.get("fence") == "true" for child in (children[0], children[-1])
    )


def _words(element: html.HtmlElement) -> str:  # noqa: PLR0911 - one answer a kind
    """The mathematics as it would be read out."""
    name, text = str(element.tag), (element.text or "").strip()
    said = [_words(child) for child in element if isinstance(child.tag, str)]
    match name:
        case "mo" | "mi" | "mn" | "mtext":
            return _SAID.get(text, text)
        case "mfrac":
            return f"{said[0]} over {said[1]}"
        case "msup":
            return f"{said[0]} to the power {said[1]}"
        case "msub":
            return f"{said[0]} sub {said[1]}"
        case "msubsup":
            return f"{said[0]} sub {said[1]} to the power {said[2]}"
        case "msqrt":
            return f"the root of {' '.join(said)}"
        case _:
            return " ".join(said)
