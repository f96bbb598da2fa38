"""One invented example of each kind of chart, to choose among; called as a module, it writes them to a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from nelscb.charts.drawing import draw
from nelscb.drawings import (
    Band,
    Bar,
    Bars,
    DotRow,
    DotRows,
    Drawing,
    Line,
    StackedRow,
    Stacks,
    TimePanel,
    TimePanels,
    TwoSided,
)
from nelscb.words.editions import MARK

QUARTERS = tuple(f"20{y}-{y + 1} Q{q}" for y in range(13, 17) for q in range(1, 5))
YEARS = tuple(f"20{y}-{y + 1}" for y in range(10, 17))


def _periods() -> Drawing:
    values = (41, 44, 40, 47, 45, 52, 49, None, 55, 58, 51, 60, 57, 63, 61, 66)
    panel = TimePanel(
        "Illustrative: contacts passed on each quarter", "contacts", QUARTERS, (Line("Here", values),),
        breaks=((5.5, "A new way of counting"),),
        marks=((7.5, "The plan began"), (9.5, "New threshold document")),
    )  # fmt: skip
    return TimePanels((panel,))


def _yearly_numbers() -> Drawing:
    one = TimePanel("Illustrative: referrals", "referrals", YEARS[2:], (Line("Here", (1804, 2011, 2230, 1655, 1948)),))
    other = TimePanel("Illustrative: plans begun", "plans", YEARS[2:], (Line("Here", (214, 240, 231, 255, 0)),))
    return TimePanels((one, other))


def _compared() -> Drawing:
    own = (44.1, 47.3, 42.0, 51.2, 55.8, 52.4, 58.9)
    lines = (
        Line("Havenshire", own, tuple(v - 5.5 for v in own), tuple(v + 5.5 for v in own)),
        Line("The country", (43.2, 43.8, 44.0, 44.9, 45.1, 46.0, 46.4), role="reference"),
        Line("The region", (45.0, 45.2, 46.1, 46.0, 46.9, 47.3, 47.9), role="reference"),
    )
    scatter = tuple(tuple(38.0 + 3 * i + (7 * i * x) % 5 for x in range(7)) for i in range(7))
    panel = TimePanel("Illustrative: share of plans that name neglect", "% of plans", YEARS, lines, scatter=scatter)
    return TimePanels((panel,))


def _parts() -> Drawing:
    lines = (
        Line("Earlier help", (12, 15, 18, 22, 21, 26, 30, 33), role="part"),
        Line("Young and Safe", (20, 21, 19, 22, 24, 25, 27, 29), role="part"),
        Line("Exploitation panel", (31, 30, 28, None, 27, 25, 26, 24), role="part"),
    )
    panel = TimePanel("Illustrative: children helped by three services", "children", QUARTERS[8:], lines)
    return TimePanels((panel,))


def _forecast() -> Drawing:
    band = Band(
        "Forecast from before the plan", (*[None] * 7, 47, 45, 43, 42, 40, 38, 36, 35),
        (*[None] * 7, 58, 60, 62, 65, 67, 70, 72, 75), "forecast",
    )  # fmt: skip
    values = (41, 44, 40, 47, 45, 52, 49, 53, 50, 46, 44, 40, 39, 37, 33)
    panel = TimePanel(
        "Illustrative: repeat call-outs against a frozen forecast", "call-outs", QUARTERS[:15], (Line("Here", values),),
        marks=((6.5, "The plan began"),), bands=(band,),
    )  # fmt: skip
    return TimePanels((panel,))


def _limits() -> Drawing:
    band = Band("Control limits", (28.0,) * 10, (62.0,) * 10, "limits", (45.0,) * 10, trial=True)
    values = (41, 44, 40, 47, 45, 52, 49, 55, 50, 66)
    panel = TimePanel(
        "Illustrative: audits returned in a quarter", "audits", QUARTERS[6:], (Line("Here", values),), bands=(band,),
        target=("The Board's target", 60.0),
    )  # fmt: skip
    return TimePanels((panel,))


def _same_scale() -> Drawing:
    names = {"police": (22, 25, 31, 30, 35, 38), "schools": (12, 11, 15, 14, 13, 16), "health": (6, None, 7, 9, 8, 8)}
    panels = tuple(
        TimePanel(f"Illustrative: referrals from {name}", "referrals", YEARS[1:], (Line("Here", values),))
        for name, values in names.items()
    )
    return TimePanels(panels, same_scale=True)


def _places() -> Drawing:
    found = {
        "Northford": 61.2,
        "Havenshire": 55.0,
        "Westmere and the Dales": 51.4,
        "Eastleigh Vale": 44.9,
        "Southam": 39.0,
    }
    rows = tuple(DotRow(name, v, v - 6.1, v + 6.1, own=name == "Havenshire") for name, v in found.items())
    return DotRows(
        "% of plans (illustrative)",
        (*rows, DotRow("Little Marsh [c]", None)),
        (("The country", 46.4), ("The region", 47.9)),
    )


def _categories() -> Drawing:
    rows = (
        DotRow("Neglect", 121.0, 103.0, 141.0, 98.0),
        DotRow("Emotional abuse", 84.0, 68.0, 102.0, 90.0),
        DotRow("Physical abuse", 23.0, 15.0, 34.0, 30.0),
        DotRow("Sexual abuse [c]", None),
    )
    return DotRows("plans (illustrative)", rows, now="2016-17", before="2015-16")


def _funnel() -> Drawing:
    steps = (
        Bar("Contacts", 6120.0, "6,120", 5730.0),
        Bar("Referrals", 1948.0, "1,948, or 32 of each 100 contacts", 2105.0),
        Bar("Enquiries about a child at risk of harm", 655.0, "655, or 34 of each 100 referrals", 602.0),
        Bar("Conferences", None, mark="[nr]"),
        Bar("Plans", 240.0, "240", 231.0),
    )
    return Bars("children (illustrative)", steps, "2016-17", "2015-16")


def _stack() -> Drawing:
    rows = (
        StackedRow("2014-15", (12.0, 38.0, 36.0, 14.0)),
        StackedRow("2015-16", (15.0, 41.0, 33.0, 11.0)),
        StackedRow("2016-17", (21.0, 44.0, None, 8.0), "Requires improvement: c"),
    )
    return Stacks("% of audits (illustrative)", ("Outstanding", "Good", "Requires improvement", "Inadequate"), rows)


def _ages() -> Drawing:
    rows = (("Under 10", 4.0, 3.0), ("10 to 12", 9.0, 7.0), ("13 to 15", 31.0, 44.0), ("16 and 17", 38.0, None))
    return TwoSided("children who went missing (illustrative)", "Boys", "Girls", rows)


EXAMPLES = {
    "periods": _periods,
    "yearly_numbers": _yearly_numbers,
    "compared": _compared,
    "parts": _parts,
    "forecast": _forecast,
    "limits_and_target": _limits,
    "same_scale": _same_scale,
    "places": _places,
    "categories": _categories,
    "funnel": _funnel,
    "stack": _stack,
    "two_sided": _ages,
}


def example_svg(kind: str) -> str:
    """The example of one kind, with the mark that its figures are invented."""
    return draw(EXAMPLES[kind](), MARK)


def main(folder: Path) -> None:
    """Write every example to ``folder/<kind>.svg``."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in EXAMPLES:
        (folder / f"{kind}.svg").write_text(example_svg(kind), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
