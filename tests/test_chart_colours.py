"""Colours that hold apart in grey, for colour-blind readers, in print and in the dark."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from nelscb.charts import style


def light(colour: str) -> float:
    """Relative luminance, by WCAG 2.2: what is left of a colour in grey."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_it_should_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


LETTERS = {
    style.INK, style.SOFT, style.OWN, *style.REFERENCE, style.BREAK, style.TARGET, style.FORECAST, style.LIMITS,
    *(part.colour for part in style.PARTS),
}  # fmt: skip


@pytest.mark.parametrize("colour", sorted(LETTERS))
def test_whatever_letters_are_written_in_can_be_read_on_white(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5


@pytest.mark.parametrize("reference", style.REFERENCE)
def test_in_grey_a_reference_is_lighter_than_the_boards_own_line(reference: str) -> None:
    assert light(reference) > light(style.OWN)
    assert contrast(style.OWN, reference) >= 1.5


def test_parts_are_told_apart_by_colour_and_dash_and_marker() -> None:
    for one, other in combinations(style.PARTS, 2):
        assert one.colour != other.colour
        assert one.dashes != other.dashes
        assert one.marker != other.marker


def seen_by(colour: str, kind: str) -> tuple[float, ...]:
    """A colour as who lacks red or green cones sees it (Viénot, Brettel and Mollon, 1999)."""
    red, green, blue = (((int(colour[i : i + 2], 16) / 255 + 0.055) / 1.055) ** 2.4 for i in (1, 3, 5))
    mixed = (0.11238 * red + 0.88762 * green) if kind == "red" else (0.29275 * red + 0.70725 * green)
    odd = (0.00401, -0.00401, 1.0) if kind == "red" else (-0.02234, 0.02234, 1.0)
    linear = (mixed, mixed, odd[0] * red + odd[1] * green + odd[2] * blue)
    return tuple(1.055 * max(v, 0.0) ** (1 / 2.4) - 0.055 for v in linear)


@pytest.mark.parametrize("kind", ["red", "green"])
def test_the_first_four_parts_hold_apart_for_colour_blind_readers(kind: str) -> None:
    seen = [seen_by(part.colour, kind) for part in style.PARTS[:4]]
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.12


def test_the_shades_of_a_stack_run_from_dark_to_light() -> None:
    for darker, lighter in pairwise(style.SHADES):
        assert contrast(darker, lighter) >= 1.25
        assert light(darker) < light(lighter)


def test_letters_can_be_read_on_every_shade_of_a_stack() -> None:
    from nelscb.charts.stacks import DARK

    for index, shade in enumerate(style.SHADES):
        assert contrast(shade, "#ffffff" if index < DARK else style.INK) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_statuss_colour_can_be_read_on_the_page(root: Path, theme: str) -> None:
    sheet = (root / "book" / "theme" / "nelscb.css").read_text(encoding="utf-8")
    opening = ":root {" if theme == "light" else 'html[data-theme="dark"] {'
    block = sheet[sheet.index(opening) :].split("}")[0]
    named = dict(re.findall(r"--nelscb-(\w+): (#\w{6});", block))
    grounds = (("#ffffff", named["wash"]) if theme == "light" else ("#121212", named["wash"]))  # fmt: skip
    for tone in ("good", "bad", "watch", "neutral", "unknown", "accent"):
        assert all(contrast(named[tone], ground) >= 4.5 for ground in grounds), tone
