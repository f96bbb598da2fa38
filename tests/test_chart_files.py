"""What a reader takes away of a chart, in tables small enough to be checked by eye."""

from __future__ import annotations

import csv
import io

import pytest

from nelscb.chart_files import chart_figures, chart_links_html, figures_csv
from nelscb.exhibits import AsWritten, Column, Exhibit, Link, Status, Table

MARK = b"\xef\xbb\xbf"


def written(cell: str) -> str:
    """A cell's text as it stands in the file."""
    made = figures_csv({"columns": ["A"], "rows": [[cell]], "source": ""}, "")
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))[1][0]


def test_a_file_is_a_mark_a_line_of_headings_and_a_line_a_row_with_source_and_edition() -> None:
    figures = {"columns": ["Quarter", "Referrals"], "rows": [["2016-17 Q4", "1,655"], ["2016-17 Q3", "[nr]"]],
               "source": "DfE, table C1"}  # fmt: skip
    assert (
        figures_csv(figures, "NELSCB · 2016-17 Q4")
        == MARK
        + (
            "Quarter,Referrals,Source,Edition\r\n"
            '2016-17 Q4,1655,"DfE, table C1",NELSCB · 2016-17 Q4\r\n'
            '2016-17 Q3,[nr],"DfE, table C1",NELSCB · 2016-17 Q4\r\n'
        ).encode()
    )


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ("1,948", "1948"), ("12,345,678.9", "12345678.9"), ("655", "655"), ("0", "0"), ("12.9%", "12.9%"),
        ("−3", "-3"), ("-3", "-3"), ("−1,948.5", "-1948.5"), ("+2", "+2"),
        # No plain numbers: their commas and dashes stay.
        ("1,94", "1,94"), ("1,948 (2014-15)", "1,948 (2014-15)"), ("95% interval 48.2% to 64.4%",) * 2,
        ("2011-12", "2011–12"), ("2016-17 Q4", "2016-17 Q4"), ("12-2011", "12-2011"),
        ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("  =1+1", "'=1+1"),
        ("a  b\r\n c", "a b c"), ("", ""), ("[c]", "[c]"), ("–", "–"),
        ('say "no", twice', 'say "no", twice'), ("Łódź, Ynys Môn 🙂", "Łódź, Ynys Môn 🙂"),
    ],
)  # fmt: skip
def test_a_cell(shown: str, kept: str) -> None:
    assert written(shown) == kept


def test_headings_sources_and_the_edition_are_kept_from_a_spreadsheet_too() -> None:
    made = figures_csv({"columns": ["=A"], "rows": [["1"]], "source": "@source"}, "+edition").decode("utf-8-sig")
    assert made == "'=A,Source,Edition\r\n1,'@source,'+edition\r\n"


def test_a_half_of_a_character_becomes_a_question_mark() -> None:
    assert written("a\ud83db") == "a?b"


def test_a_table_is_taken_as_it_is_read() -> None:
    row = ((Link("Referrals", "p1_early_help"),), (AsWritten("we = they", quoted=True),), (Status("Rising", "up"),))
    table = Table((Column("Measure"), Column("Said"), Column("Verdict")), (row,))
    exhibit = Exhibit("a_chart", "A chart", table=table, sources=("One", "Two"))
    assert chart_figures(exhibit) == {
        "columns": ["Measure", "Said", "Verdict"],
        "rows": [["Referrals", "“we = they”", "Rising"]],
        "source": "One; Two",
    }


def test_there_are_no_figures_without_a_table() -> None:
    with pytest.raises(ValueError, match="a_chart: there are no figures"):
        chart_figures(Exhibit("a_chart", "A chart"))


def test_both_links_say_to_the_ear_which_chart_they_are_of() -> None:
    made = chart_links_html("a_chart", "Boys & girls")
    assert made.count('<span class="for-ears">: Boys &amp; girls</span>') == 2
    assert 'href="_static/charts/a_chart.svg" download>Chart (SVG)' in made
    assert 'href="_static/charts/a_chart.csv" download>Figures (CSV)' in made
