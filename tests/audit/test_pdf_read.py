from __future__ import annotations

import pytest
import typst
from made_edition import page_of

from nelscb.audit.findings import Notes
from nelscb.audit.pdf_numbers import check_pdf, pairs_in, pairs_on
from nelscb.audit.pdf_text import PdfText, text_of_pdf
from nelscb.audit.web_pages import page_from

PAGE = page_from(page_of("<p>There were 1,494 (25.0%) referrals.</p><img alt='Bars: 31 and 4'>"), "p1.html")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PdfText:
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    source = (
        '#set document(title: "Deaths 7")\n'
        '#set page(header: [Referrals 8], numbering: "1 of 1")\n'
        'There were 1,494 (25.0%) #strong[refer]rals (a ((b) c), d\\\\e) "quoted" ½ − 4.\n'
        '#figure(rect(), alt: "Bars: 31 and 4")\n#link("https://example.org/9")[there]\n#pagebreak()\nMore 2016-\\\n17.'
    )
    path.write_bytes(typst.compile(source.encode(), format="pdf"))
    return text_of_pdf(path)


def test_text_is_read_by_pages_and_apart_from_what_runs_at_the_edges(made: PdfText) -> None:
    body = "".join(made.pages[0].split())
    assert "Therewere1,494(25.0%)referrals(a((b)c),d\\e)" in body
    assert "−4." in body
    assert "8" not in body
    assert "Referrals8" in "".join(made.edges[0].split())
    assert "1of2" in "".join(made.edges[0].split())
    assert len(made.pages) == 2
    assert made.unread == 0


def test_what_is_not_seen_is_read_too(made: PdfText) -> None:
    assert "Bars: 31 and 4" in made.unseen
    assert "Deaths 7" in made.unseen


def checked(*pages: str, edge: str = "Referrals 1 of 1", unseen: tuple[str, ...] = (), unread: int = 0) -> list[str]:
    notes = Notes()
    text = PdfText(pages, (edge,) * len(pages), unseen, unread)
    check_pdf("book.pdf", text, pairs_on([PAGE]), notes)
    return [f"{finding.place}: {finding.what}" for finding in notes.read().fails]


def test_a_number_goes_with_the_word_before_it() -> None:
    assert pairs_in("There were 1,494 (25.0%) in 2016-17") == [
        ("were", "1494"), ("1494", "25.0"), ("in", "2016"), ("2016", "17"),
    ]  # fmt: skip


def test_a_number_must_stand_on_a_page_after_the_same_word() -> None:
    assert checked("There were 1,494 (25.0%) refer-\nrals.") == []
    assert checked("There were 494.") == ["page 1: 494 stands after 'were' on no page of the book"]
    assert checked("There were 25.0.") == ["page 1: 25.0 stands after 'were' on no page of the book"]
    assert checked("There were", "1,494.") == []
    assert checked("There were", "31.") == ["page 2: 31 stands after 'were' on no page of the book"]


def test_numbers_of_sheets_and_of_lists_are_no_figures() -> None:
    assert checked("1. The curve. 2. The story. See page 2.", "More.") == []
    assert checked("See page 3.", "More.") == ["page 1: 3 stands after 'page' on no page of the book"]
    assert checked("Referrals 2", "More.", edge="Contents") == []
    assert checked("Referrals 3", "More.", edge="Contents") == ["edge of page 1: 3 is on no page of the book"]
    assert checked("More", edge="Deaths 7") == ["edge of page 1: 7 is on no page of the book"]


def test_what_is_not_seen_must_stand_on_a_page_too() -> None:
    assert checked("", unseen=("Bars: 31 and 4", "https://example.org/9")) == []
    assert checked("", unseen=("Bars: 31 and 5",)) == ["what is not seen: 5 stands after 'and' on no page of the book"]
    assert checked("", unseen=("r sub 7 equals 8",)) == []


def test_text_that_cannot_be_read_is_found() -> None:
    assert checked("More", unread=2) == [": 2 texts cannot be turned into letters"]
