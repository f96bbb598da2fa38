"""From a drawing's record to SVG. What is not there is a gap; nothing missing is drawn as zero."""

from __future__ import annotations

import io
from collections import Counter

from nelscb.charts.bars import bars
from nelscb.charts.dot_rows import dot_rows
from nelscb.charts.sheet import Sheet
from nelscb.charts.stacks import stacks
from nelscb.charts.style import look
from nelscb.charts.time_panels import time_panels
from nelscb.charts.two_sided import two_sided
from nelscb.drawings import Bars, DotRows, Drawing, Stacks, TimePanels, TwoSided
from nelscb.named_numbers import plain


def draw(drawing: Drawing, mark: str = "") -> str:
    """The drawing as SVG text: no date, no random id, so the same exhibit gives the same bytes.

    ``mark`` is written above it, so that it goes with the chart wherever somebody copies it. Where it may be cut in
    print, its ``data-cuts`` say so, in points.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    with look():
        sheet = sheet_of(drawing, mark)
        _name_apart(sheet)
        FigureCanvasSVG(sheet.figure)
        out = io.StringIO()
        sheet.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    cuts = " ".join(map(str, sheet.cuts))
    return out.getvalue().replace("<svg ", f'<svg data-cuts="{cuts}" ', 1) if cuts else out.getvalue()


def _name_apart(sheet: Sheet) -> None:
    """No two things in a file have one id: the second ``break`` is ``break-2``."""
    seen: Counter[str] = Counter()
    for artist in sheet.figure.findobj():
        gid = artist.get_gid()
        if gid:
            seen[gid] += 1
            if seen[gid] > 1:
                artist.set_gid(f"{gid}-{seen[gid]}")


def sheet_of(drawing: Drawing, mark: str = "") -> Sheet:
    """The drawing on its sheet, not yet written out; to be called, and used, inside ``look``."""
    match drawing:
        case TimePanels():
            return time_panels(drawing, plain(mark))
        case DotRows():
            return dot_rows(drawing, plain(mark))
        case Bars():
            return bars(drawing, plain(mark))
        case Stacks():
            return stacks(drawing, plain(mark))
        case TwoSided():
            return two_sided(drawing, plain(mark))
