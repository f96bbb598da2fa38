from __future__ import annotations

import html
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from nelscb.drawings import TimePanels
from nelscb.exhibits import AsWritten, Column, Exhibit, Link, Spark, Status, Table
from nelscb.named_numbers import NamedNumber, count_of, mark, plain, without_marks
from nelscb.tables import as_written, cell_html, figures_html, inline, notes_html, table_html, table_text, text_html

TABLE = Table((Column("Quarter"), Column("Referrals", True)), (("2016-17 Q3", "484"), ("2016-17 Q4", "655")))
EXHIBIT = Exhibit("p1_early_help_referrals", "Referrals by quarter", table=TABLE, notes=("Near the plan's.",))


def test_a_table_has_caption_scopes_and_right_hand_numbers() -> None:
    soup = BeautifulSoup(table_html(EXHIBIT), "html.parser")
    assert soup.caption is not None
    assert soup.caption.get_text() == "Referrals by quarter"
    assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "row", "row"]
    assert [td["class"] for td in soup.find_all("td")] == [["number"], ["number"]]
    region = soup.find(role="region")
    assert region is not None
    assert region["aria-labelledby"] == soup.caption["id"]


def test_text_is_never_read_as_markup() -> None:
    nasty = '<script>alert(1)</script> & [words](page) *star* `code` <img src="x">'
    exhibit = Exhibit("x_y", nasty, text=(nasty,), table=Table((Column(nasty),), ((nasty,),)), notes=(nasty,))
    made = table_html(exhibit) + text_html(exhibit.text) + notes_html(exhibit) + figures_html(exhibit)
    soup = BeautifulSoup(made, "html.parser")
    assert not soup.find_all(["script", "img", "code", "em", "a"])
    assert "[words](page)" in soup.get_text()


def test_only_pairs_of_stars_make_words_strong() -> None:
    assert inline("a **b** c") == "a <strong>b</strong> c"
    assert inline("a ** b") == "a ** b"


def test_a_link_leads_to_a_page() -> None:
    exhibit = Exhibit("x_y", "Pages", table=Table((Column("Page"),), (((Link("P1 Early help", "p1_early_help"),),),)))
    assert '<a href="p1_early_help.html">P1 Early help</a>' in table_html(exhibit)
    assert "P1 Early help" in table_text(exhibit)


def test_lines_that_begin_with_a_dash_are_one_list() -> None:
    assert (
        text_html(("One.", "- two", "- three"))
        == '<p class="told">One.</p>\n<ul class="told"><li>two</li><li>three</li></ul>'
    )


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell a column"):
        Table((Column("A"), Column("B")), (("only one",),))


def test_a_chart_without_alternative_text_is_refused() -> None:
    with pytest.raises(ValueError, match="alternative text"):
        Exhibit("x_y", "Chart", table=TABLE, drawing=TimePanels(()))


NAMED = NamedNumber(9.04, "{P1-01/quarter/2016-17-Q4.value}")


def test_a_named_number_names_its_cell_and_reads_as_before() -> None:
    told = inline(f"Up to **{mark(NAMED, '9.0%')}** of them")
    assert told == (
        'Up to <strong><span data-cell="{P1-01/quarter/2016-17-Q4.value}">9.0%</span></strong> of them'
    )  # fmt: skip
    two = inline(mark(NAMED, "9") + " and " + mark(NAMED, "10") + ".")
    assert BeautifulSoup(two, "html.parser").get_text() == "9 and 10."
    assert two.count("data-cell") == 2


def test_an_expression_is_safe_in_its_attribute() -> None:
    cell = '{P1-01/quarter/2016-17-Q4[agency=A "B" & <C> `d` **e**].value}'
    number = NamedNumber(2.0, cell) * NamedNumber(3.0, cell)
    made = inline(f"**Up** {mark(number, '<6>')}")
    span = BeautifulSoup(made, "html.parser").span
    assert span is not None
    assert span["data-cell"] == f"({cell} * {cell})"
    assert span.get_text() == "<6>"
    assert made.count("<strong>") == 1
    assert "`" not in made


def test_a_count_of_cells_names_each() -> None:
    assert 'data-cell="count({a}, {b})"' in inline(mark(count_of(["a", "b"]), "two"))


def test_numbers_in_every_place_of_an_exhibit_name_their_cells() -> None:
    nine = mark(NAMED, "9.0%")
    table = Table((Column("A"), Column("B", True)), ((f"a {nine}", nine),))
    exhibit = Exhibit("x_y", f"Caption {nine}", text=(nine, f"- {nine}"), table=table, notes=(nine,))
    assert table_html(exhibit).count("data-cell") == 2
    assert text_html(exhibit.text).count("data-cell") == 2
    assert notes_html(exhibit).count("data-cell") == 1
    assert "\ue000" not in table_html(exhibit) + notes_html(exhibit) + table_text(exhibit)
    assert table_text(exhibit).endswith("a 9.0% | 9.0%")


def test_what_others_wrote_can_name_no_cell() -> None:
    forged = mark(NAMED, "9.0%")
    assert "data-cell" not in as_written(forged) + cell_html((AsWritten(forged), AsWritten(forged, quoted=True)))
    assert "\ue000" not in as_written(forged)
    assert inline("a \ue000 b \ue001 c") == "a  b  c"


@given(st.text(st.sampled_from("ab <&`'\"*é\n\r\t\v\f\x00\x1c\x85\u2028\ue000\ue001\ue002\ue003"), max_size=8))
def test_text_that_needs_no_care_is_written_as_any_other(text: str) -> None:
    bare = re.sub("[\ue000-\ue002]", "", text)
    bare = re.sub("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", " ", bare)
    assert without_marks(text) == re.sub("[\ue000-\ue002]", "", text)
    assert as_written(text) == html.escape(bare, quote=False).replace("`", "&#96;")
    assert inline(text) == re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", as_written(text)) or "\ue000" in text
    assert plain(text) == text or "\ue000" in text


def test_a_quotation_is_marked_as_one_and_does_nothing() -> None:
    assert cell_html((AsWritten("We <b>did</b> **it**", True),)) == (
        '<q class="as-written">We &lt;b&gt;did&lt;/b&gt; **it**</q>'
    )
    exhibit = Exhibit("x_y", "Said", table=Table((Column("A"),), (((AsWritten("we did", True), " so"),),)))
    assert table_text(exhibit).endswith("“we did” so")


def test_a_cell_holds_statuses_and_small_lines() -> None:
    parts = (Status("Better", "up", "good"), " ", Spark((1.0, 2.0), "From 1 to 2"))
    soup = BeautifulSoup(cell_html(parts), "html.parser")
    assert soup.get_text().split() == ["Better"]
    image = soup.find(attrs={"role": "img"})
    assert image is not None
    assert image["aria-label"] == "From 1 to 2"
    exhibit = Exhibit("x_y", "Parts", table=Table((Column("A"),), ((parts,),)))
    assert table_text(exhibit).endswith("Better From 1 to 2")


def test_a_link_can_lead_to_a_place_on_a_page() -> None:
    assert cell_html((Link("There", "exceptions#first"),)) == '<a href="exceptions.html#first">There</a>'


def test_an_interactive_table_tells_the_script_what_its_columns_are() -> None:
    columns = (Column("Measure"), Column("Now", True), Column("Direction", choices=True))
    rows = (("A", "1", "up"),)
    soup = BeautifulSoup(table_html(Exhibit("x_y", "T", table=Table(columns, rows, True))), "html.parser")
    assert soup.table is not None
    assert soup.table["class"] == ["exhibit-table", "interactive"]
    heads = soup.find_all("th", scope="col")
    assert [head.get("data-kind") for head in heads] == [None, "number", None]
    assert [head.has_attr("data-choices") for head in heads] == [False, False, True]
    still = table_html(Exhibit("x_y", "T", table=Table(columns, rows)))
    assert "data-" not in still
    assert "interactive" not in still
