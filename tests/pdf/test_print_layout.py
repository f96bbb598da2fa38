"""Where blocks stand: charts on the page, wide tables on turned pages with their headings and notes, figures behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from printing import blocks, table

from nelscb.mistakes import Mistake
from nelscb.pdf.chapters import Chapter
from nelscb.pdf.columns import UPRIGHT
from nelscb.pdf.layout import laid_out
from nelscb.pdf.references import nodes_of

WIDE = table(["Measure", *[f"Column {i}" for i in range(15)]], [["a", *["1,234,567"] * 15]] * 3, "Wide")
SMALL = table(["x", "y"], [["1", "2"]], "Small")


def laid(inside: str, folder: Path) -> dict[str, Any]:
    return laid_out(Chapter("a_page", "A page", "", blocks(inside)), folder)


def drawn(folder: Path, width: str, height: str) -> dict[str, Any]:
    (folder / "c.svg").write_text(f'<svg xmlns="x" width="{width}" height="{height}"></svg>', encoding="utf-8")
    (figure,) = laid("<figure id='f'><img src='c.svg' alt='A line.'></figure>", folder)["body"]
    return figure


@pytest.mark.parametrize(
    ("width", "height"),
    [("300pt", "100pt"), ("4000px", "100px"), ("100pt", "9000pt"), ("900", "900"), ("400mm", "3in")],
)
def test_a_chart_is_never_larger_than_the_page(tmp_path: Path, width: str, height: str) -> None:
    points = {"pt": 1, "px": 0.75, "mm": 72 / 25.4, "in": 72}

    def length(text: str) -> float:
        unit = text.lstrip("0123456789.")
        return float(text.removesuffix(unit)) * points.get(unit, 0.75)

    across = drawn(tmp_path, width, height)["width"]
    assert 0 < across <= min(UPRIGHT[0], length(width)) + 0.01
    assert across * length(height) / length(width) <= UPRIGHT[1]


def test_a_small_chart_keeps_its_size(tmp_path: Path) -> None:
    assert drawn(tmp_path, "200pt", "100pt")["width"] == pytest.approx(200)


def cut_chart(folder: Path, height: float, cuts: str, one_page: bool = False) -> dict[str, Any]:
    svg = f'<svg data-cuts="{cuts}" xmlns="x" width="400pt" height="{height}pt"></svg>'
    (folder / "c.svg").write_text(svg, encoding="utf-8")
    chapter = Chapter("a_page", "A page", "", blocks("<figure id='f'><img src='c.svg' alt='Lines.'></figure>"))
    (figure,) = laid_out(chapter, folder, one_page)["body"]
    return figure


def test_a_chart_too_tall_to_be_read_is_cut_where_it_may_be_and_stands_in_two_columns(tmp_path: Path) -> None:
    figure = cut_chart(tmp_path, 1000, "200.0 400.0 600.0 800.0")
    assert figure["slices"] == [[0.0, 0.4], [0.4, 1.0]]
    assert figure["width"] == pytest.approx((UPRIGHT[0] - 12) / 2)
    assert figure["ratio"] == pytest.approx(2.5)


def test_a_chart_that_can_be_read_is_cut_only_on_a_sheet_with_little_room(tmp_path: Path) -> None:
    assert cut_chart(tmp_path, 500, "250.0")["slices"] == []
    assert cut_chart(tmp_path, 500, "250.0", one_page=True)["slices"] == [[0.0, 0.5], [0.5, 1.0]]


def test_a_drawing_without_a_size_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="how large"):
        drawn(tmp_path, "100%", "auto")


def test_wide_tables_share_turned_pages_with_their_heading_and_notes(tmp_path: Path) -> None:
    note = "<details class='exhibit-notes'><summary>o</summary><p>about it</p></details>"
    inside = f"<p>a</p><section id='s'><h2>H</h2>{WIDE}{note}{WIDE}</section><p>b</p>{SMALL}"
    body = laid(inside, tmp_path)["body"]
    kinds = [block["kind"] for block in body]
    assert kinds.count("turned") == 1
    turned = body[kinds.index("turned")]["body"]
    assert [block["kind"] for block in turned if block["kind"] != "paragraph"] == [
        "heading",
        "tables",
        "notes",
        "tables",
    ]
    assert kinds[kinds.index("turned") + 1 :] == ["paragraph", "tables"]


def test_the_order_of_words_stays(tmp_path: Path) -> None:
    inside = f"<p>one</p>{SMALL}<h2>two</h2>{WIDE}<p>three</p><h2>four</h2><h3>five</h3>{WIDE}{SMALL}<p>six</p>"
    (told,) = [laid(inside, tmp_path)]
    order = [
        "".join(map(str, node["body"])) if node["kind"] in ("paragraph", "heading") else node["parts"][0]["caption"][0]
        for node in nodes_of(told["body"])
        if node["kind"] in ("paragraph", "heading", "tables")
    ]
    assert order == ["one", "Small", "two", "Wide", "three", "four", "five", "Wide", "Small", "six"]


def test_figures_of_a_chart_stand_at_the_end_and_each_knows_the_other(tmp_path: Path) -> None:
    (tmp_path / "c.svg").write_text('<svg width="200pt" height="100pt"></svg>', encoding="utf-8")
    inside = (
        "<figure id='f'><img src='c.svg' alt='A line.'><figcaption>C</figcaption></figure>"
        f"<details class='exhibit-figures'><summary>o</summary>{SMALL}</details><p>after</p>"
    )
    told = laid(inside, tmp_path)
    assert [block["kind"] for block in told["body"]] == ["figure", "paragraph"]
    assert [block["id"] for block in told["figures"]] == [told["body"][0]["figures"]] == ["a_page#f-figures"]


def test_parts_of_a_cut_table_say_so_and_repeat_the_rows_names(tmp_path: Path) -> None:
    head = ["Measure", *[f"Column {i}" for i in range(39)]]
    (only,) = [
        n for n in nodes_of(laid(table(head, [["a", *["1,234,567"] * 39]], "Wide"), tmp_path)) if n["kind"] == "tables"
    ]
    parts = only["parts"]
    assert len(parts) > 1
    assert all(part["head"][0] == ["Measure"] and part["rows"][0][0] == ["a"] for part in parts)
    assert [cell for part in parts for cell in part["head"][1:]] == [[name] for name in head[1:]]
    assert [part["caption"][-1] for part in parts] == [f" (part {i} of {len(parts)})" for i in range(1, len(parts) + 1)]


@pytest.mark.parametrize("holder", ["<ul><li>{}</li></ul>", "<div class='questions'>{}</div>",
                                    "<dl><dt>t</dt><dd>{}</dd></dl>",
                                    "<ul class='cards cards-wide'><li class='card'>{}</li></ul>",
                                    "<details class='exhibit-notes'><summary>s</summary>{}</details>"])  # fmt: skip
def test_a_table_has_its_widths_wherever_it_stands(tmp_path: Path, holder: str) -> None:
    """Or it is a mistake that names the page: the templates know no table without widths."""
    try:
        told = laid(holder.format(SMALL), tmp_path)
    except Mistake as wrong:
        assert str(wrong).startswith("a_page: ")
    else:
        assert [node["kind"] for node in nodes_of(told) if node["kind"] in ("table", "tables")] == ["tables"]
