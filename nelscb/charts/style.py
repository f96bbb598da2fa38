"""One look for all charts: colours that hold apart in print and for colour-blind readers, one typeface, one width."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

WIDTH = 403.2
"""Points. Every chart is as wide as every other, so that letters are of one size throughout the book."""
BODY = 11.5
SMALL = 11.0
"""Points; the smallest letters of any chart."""
TITLE = 12.5

INK = "#1f2933"
SOFT = "#52606d"
OWN = "#0b4f8a"
OTHER = "#9aa5b1"
REFERENCE = ("#b05a00", "#8562b8")
BREAK = "#8a1c1c"
TARGET = "#00695c"
FORECAST = "#7b3f8c"
LIMITS = "#616e7c"
GRID = "#e4e7eb"

Dashes = tuple[float, ...]


class PartStyle(NamedTuple):
    """How one of several lines of the board's own is told apart: by colour, by dash and by marker."""

    colour: str
    dashes: Dashes
    marker: str


PARTS = (
    PartStyle(OWN, (), "o"),
    PartStyle("#b34700", (6, 2), "s"),
    PartStyle("#2f7a52", (2, 1.5), "^"),
    PartStyle("#591b3a", (6, 2, 1.5, 2), "D"),
    PartStyle("#7a6000", (10, 3), "v"),
    PartStyle(INK, (1, 2), "X"),
)
REFERENCE_DASHES: tuple[Dashes, ...] = ((1.5, 1.5), (5, 1.5, 1, 1.5))
SHADES = ("#12355b", "#2a6a9e", "#5a9bab", "#a9bfa0", "#e0d39a", "#f2eede")
"""Parts of a stack, from dark to light, so that they hold apart in grey."""
NO_FIGURE = "no figure"
WITHHELD = "c"
"""In the place of what would be drawn, had anybody sent it."""
FACES = ("Regular", "Semibold", "Bold", "It")
"""The weights in use, in charts and on pages alike."""


@cache
def typeface() -> str:
    """Register the book's typeface with matplotlib and give its name; the wheel carries the files."""
    import font_source_sans_pro
    from matplotlib import font_manager

    files = Path(font_source_sans_pro.__file__).parent / "files"
    for weight in FACES:
        font_manager.fontManager.addfont(str(files / f"SourceSansPro-{weight}.ttf"))
    return "Source Sans Pro"


@contextmanager
def look() -> Iterator[None]:
    """Everything drawn and written out inside has the book's look."""
    import matplotlib as mpl
    import seaborn as sns

    with mpl.rc_context():
        sns.set_theme(style="whitegrid", rc=theme())
        yield


def theme() -> dict[str, Any]:
    """Settings under which every chart is drawn; a fixed salt and no date make the bytes repeat."""
    return {
        "svg.hashsalt": "nelscb",
        "svg.fonttype": "path",
        "font.family": [typeface()],
        "font.size": BODY,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "grid.color": GRID,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "figure.facecolor": "white",
        "savefig.facecolor": "white",
        "legend.frameon": False,
    }
