"""Letters in print: which files they come from, how wide words are, and what no typeface here can show."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

FAMILY, FALLBACK = "Source Sans Pro", "DejaVu Sans"
"""The book's one face, and the one that has the signs which the first has not; both come in wheels."""
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Unicode's categories of what has no look of its own: control signs, joiners, halves of pairs, private signs."""
_KEPT = "\u00ad\u200b"
"""The soft hyphen and the zero-width space: places where a word may break."""
_LONGEST_WORD = 24
_WORD = re.compile(r"\S+")
BREAKS = re.compile(r"[ \u200b]|(?<=[-/–])(?=[^\W\d_])")
"""Where a line may end: at a space, and after a dash or a slash before a letter. A period such as 2016-17 does not."""
_JOINERS = range(0xFE00, 0xFE10)


def font_files() -> list[Path]:
    """The files of both faces, as their wheels carry them."""
    import font_source_sans_pro
    import matplotlib

    own = Path(font_source_sans_pro.__file__).parent / "files"
    other = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    names = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
    return [*(own / f"SourceSansPro-{name}.ttf" for name in names), other / "DejaVuSans.ttf"]


def load() -> None:
    """Read how wide signs are, which else is read when the first word is laid out."""
    for name in ("SourceSansPro-Regular", "SourceSansPro-Semibold", "DejaVuSans"):
        _advances(name)


@cache
def _advances(name: str) -> tuple[dict[int, int], int]:
    """Each sign's width in a face, and the units of its em."""
    from fontTools.ttLib import TTFont

    path = next(path for path in font_files() if path.stem == name)
    with TTFont(path, lazy=True) as font:
        widths = font["hmtx"].metrics
        signs = {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}
        return signs, int(font["head"].unitsPerEm)


@cache
def _ems(sign: str, bold: bool) -> float:
    """A sign's width in ems; the fallback's where the book's face has none."""
    code = ord(sign)
    for name in ("SourceSansPro-Semibold" if bold else "SourceSansPro-Regular", "DejaVuSans"):
        advances, units = _advances(name)
        if code in advances:
            return advances[code] / units
    return 0.0


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is in points, on one line, set ``size`` points high."""
    return size * sum(_ems(sign, bold) for sign in text)


def printable(text: str) -> str:
    """The text as it can be printed: a sign that no face here has is named in brackets; what has no look is left out.

    Such as "[waving hand sign]" for an emoji. A word without any place to break gets some, so that it stays on
    the page.
    """
    if text.isascii() and text.isprintable():
        return _breakable(text)
    return _breakable("".join(_shown(sign) for sign in text))


@cache
def _shown(sign: str) -> str:
    code = ord(sign)
    if sign in _KEPT:
        return sign
    if sign.isspace():
        return " " if sign != "\u00a0" else sign
    if unicodedata.category(sign) in _UNSEEN or code in _JOINERS:
        return ""
    if any(code in _advances(name)[0] for name in ("SourceSansPro-Regular", "DejaVuSans")):
        return sign
    name = unicodedata.name(sign, f"U+{code:04X}")
    return f"[{name.lower() if name != f'U+{code:04X}' else name}]"


def _breakable(text: str) -> str:
    if len(text) <= _LONGEST_WORD or max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return text
    return _WORD.sub(lambda match: _with_places(match[0]), text)


def _with_places(word: str) -> str:
    """A word with places to break in what is long between two of its own."""
    if len(word) <= _LONGEST_WORD:
        return word
    starts = [0, *(match.end() for match in BREAKS.finditer(word)), len(word)]
    parts = (word[first:after] for first, after in pairwise(starts))
    return "".join(_in_pieces(part) if len(part) > _LONGEST_WORD else part for part in parts)


def _in_pieces(part: str) -> str:
    step = _LONGEST_WORD // 2
    return "\u200b".join(part[start : start + step] for start in range(0, len(part), step))
