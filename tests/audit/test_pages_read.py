from __future__ import annotations

import pytest
from made_edition import MEASURES, SHOWN, marked, page_of

from nelscb.audit.findings import Notes, Reading
from nelscb.audit.marked_numbers import check_marked
from nelscb.audit.pictures import check_attributes
from nelscb.audit.printed_numbers import OwnWords
from nelscb.audit.shown_figures import ShownFigures
from nelscb.audit.unmarked_numbers import check_unmarked, numbers_marked
from nelscb.audit.web_pages import page_from

FIGURES, WORDS = ShownFigures(SHOWN, MEASURES), OwnWords(MEASURES)
NOW = "{P1-01/quarter/2016-17-Q4.value}"
TABLE = (
    '<table class="exhibit-table"><caption id="p1_referrals_caption">Referrals</caption>'
    "<tr><th>Tier</th><th>Count</th></tr>"
    f"<tr><th>Child in need</th><td>{marked('{P1-02/quarter/tier=Child in need/2016-17-Q4.numerator}', '31')}</td></tr>"
    "<tr><th>Looked after</th><td>c</td></tr></table>"
)


def read(body: str, before: str = "", file: str = "p1_early_help.html") -> Reading:
    """What is noted of a page with this body."""
    page, notes = page_from(page_of(body, before), file), Notes()
    check_marked(page, FIGURES, notes)
    check_unmarked(page, WORDS, FIGURES.printed() | numbers_marked([page]), set(), 5, notes)
    check_attributes(page, FIGURES, WORDS, notes)
    return notes.read()


def kinds(reading: Reading) -> list[str]:
    return [finding.kind for finding in reading.fails]


def test_a_sound_page_has_no_finding() -> None:
    change = marked("(100 * (({P1-01/quarter/2016-17-Q4.value} / {P1-01/quarter/2016-17-Q3.value}) - 1))", "3%")
    said = f'<p class="told">In 2016-17 Q4 there were {marked(NOW, "494")}, up {change}, within 45 working days.</p>'
    assert read(said + TABLE).fails == ()
    assert read(said).looked_at["marked numbers worked out again"] == 2


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (marked(NOW, "495"), "other numbers"),
        (marked("{P1-01/quarter/2014-15-Q4.value}", "494"), "not shown"),
        (marked("{O9-01/quarter/2016-17-Q4.numerator}", "3"), "withheld numbers told"),
        (marked("({O9-01/quarter/2016-17-Q3.numerator} - {O9-01/quarter/2016-17-Q4.numerator})", "4"),
         "withheld numbers told"),
        (marked("{assessments.O9-01/quarter.tests.trend.p}", "0.31"), "withheld numbers told"),
        (marked("({P1-01/quarter/2016-17-Q4.value} - 3)", "491"), "numbers without a name"),
        (marked("{P1-01", "494"), "unreadable marks"),
        (marked("count({P1-01/quarter/2001-02-Q4.value})", "one"), "not shown"),
        (marked("count({P1-01/quarter/2016-17-Q4.value})", "two"), "other numbers"),
    ],
)  # fmt: skip
def test_a_marked_number_that_is_not_what_it_names_is_found(number: str, kind: str) -> None:
    assert kinds(read(f'<p class="told">There were {number}.</p>')) == [kind]


def test_what_is_counted_may_be_withheld() -> None:
    counted = marked("count({O9-01/quarter/2016-17-Q4.numerator})", "One")
    assert read(f'<p class="told">{counted} figure is withheld.</p>').fails == ()


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("<td>3</td>", "small numbers beside withheld"),
        ("<td>three</td>", "small numbers beside withheld"),
        ("<td>(3 of 31)</td>", "small numbers beside withheld"),
        ("<td>7,777</td>", "unknown numbers"),
    ],
)
def test_a_number_without_a_mark_in_a_table_is_found(cell: str, kind: str) -> None:
    altered = TABLE.replace("</tr></table>", f"{cell}</tr></table>")
    assert altered != TABLE
    assert kind in kinds(read(altered))
    alone = f'<table class="exhibit-table"><tr><th>Tier</th>{cell}</tr></table>'
    assert bool(kinds(read(alone))) == (cell != "<td>three</td>")


def test_a_small_number_in_a_column_with_a_withheld_one_is_found() -> None:
    altered = TABLE.replace("</table>", "<tr><th>Other</th><td>2</td></tr></table>")
    assert "small numbers beside withheld" in kinds(read(altered))


@pytest.mark.parametrize("number", ["3", "three", "Three"])
def test_a_small_number_in_a_sentence_about_what_is_withheld_is_found(number: str) -> None:
    assert "small numbers beside withheld" in kinds(read(f'<p class="told">Withheld are {number} deaths.</p>'))
    assert "small numbers beside withheld" not in kinds(read('<p class="told">It is withheld as a small one.</p>'))
    assert read("", before="<p>Counts from one to five are withheld, three of them.</p>").fails == ()


def test_a_small_number_without_a_mark_is_found_in_what_is_generated_only() -> None:
    assert kinds(read('<p class="told">There were 4.</p>')) == ["small numbers without a mark"]
    assert read("", before="<p>There are 4 priorities.</p>").fails == ()
    assert read('<p class="told">It is asked 4 times.</p>', file="methods.html").fails == ()
    assert read('<p class="told">They said <q>there were 4 of us</q>.</p>').fails == ()


def test_a_number_around_the_article_must_stand_in_an_article() -> None:
    page, notes = page_from(page_of("").replace("<p>PUBLIC</p>", "<nav>Deaths: 4</nav>"), "index.html"), Notes()
    check_unmarked(page, WORDS, set(), {"3"}, 5, notes)
    assert kinds(notes.read()) == ["numbers around the article"]


@pytest.mark.parametrize(
    ("alt", "fails"),
    [
        ("Referrals: 480 in 2016-17 Q3, 494 in 2016-17 Q4", 0),
        ("Referrals: 480 in 2016-17 Q3, 495 in 2016-17 Q4", 1),
        ("Child deaths: 7 in 2016-17 Q3, 4 in 2016-17 Q4", 1),
        ("Of the Referrals: 494 and 3", 1),
        ("Bars by tier: 31 children in need", 0),
        ("Bars by tier: 31 children in need, 3 looked after", 1),
    ],
)
def test_a_number_in_an_alternative_text_must_be_of_its_table_or_its_measure(alt: str, fails: int) -> None:
    picture = f'<img alt="{alt}" src="_static/charts/p1_referrals.svg">'
    assert kinds(read(picture + TABLE)) == ["numbers in the words of pictures"] * fails
    spark = f'<svg class="spark" viewBox="0 0 9 9" aria-label="{alt}"><path d="M4 4V3"/></svg>'
    assert len(read(spark + TABLE).fails) == fails


def test_a_number_in_an_attribute_that_nobody_knows_is_found() -> None:
    assert kinds(read('<p class="told" data-count="4">Deaths.</p>')) == ["numbers in the words of pictures"]
    assert kinds(read("<p>Deaths.</p><!-- 4 -->")) == ["numbers in the words of pictures"]


def test_words_of_neighbouring_cells_never_run_together() -> None:
    page = page_from(page_of(TABLE), "a.html")
    assert page.tables[0].rows == (("Tier", "Count"), ("Child in need", "31"), ("Looked after", "c"))
    assert "need 31 Looked after c" in page.words
    assert page.marked[0].before.endswith("Child in need")
