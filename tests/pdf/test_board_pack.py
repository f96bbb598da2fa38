"""The pack takes of each chapter what goes on one page, and leaves out what a chapter has not."""

from __future__ import annotations

from printing import blocks, table, texts

from nelscb.pdf.board_pack import sheet_of, sheets_of
from nelscb.pdf.chapters import Chapter

WHERE = "<section id='where-we-are'><h2>Where we are</h2><div class='position'><p>position</p></div></section>"
CURVE = (
    "<section id='curve'><h2>The curve</h2><p>words of the curve</p>"
    "<figure id='first'><img src='1.svg' alt='One.'></figure>"
    "<figure id='second'><img src='2.svg' alt='Two.'></figure></section>"
)
STORY = (
    "<section id='the-story-behind-the-baseline'><h2>The story</h2><div class='data_say'><p>data say</p></div>"
    + table(["Event"], [["event"]]) + "<p>after the table</p></section>"
)  # fmt: skip
ASK = (
    "<section id='questions-to-ask'><h2>Questions</h2><ul><li>question</li></ul></section>"
    "<section id='l'><h2>L</h2></section>"
)


def made(name: str, *sections: str) -> Chapter:
    return Chapter(name, f"Title of {name}", "A part", blocks("".join(sections), name))


def pack(*sections: str) -> list[Chapter]:
    pages = {"exceptions": made("exceptions", "<p>e</p>"), "at_a_glance": made("at_a_glance", "<p>g</p>")}
    pages["p9"] = made("p9", *sections)
    return [sheet_of(pages[name]) for name in sheets_of(["p9"])]


def words(chapter: Chapter) -> list[str]:
    return [part for block in chapter.blocks for part in texts(block)]


def test_at_a_glance_comes_first_then_exceptions_then_the_plan() -> None:
    chapters = pack(WHERE, CURVE, STORY, ASK)
    assert [chapter.name for chapter in chapters] == ["at_a_glance", "exceptions", "p9"]
    assert (words(chapters[0]), words(chapters[1])) == (["g"], ["e"])


def test_what_a_chapter_shows() -> None:
    chapter = pack(WHERE, CURVE, STORY, ASK)[2]
    assert words(chapter) == ["Where we are", "position", "The story", "data say", "Questions", "question"]
    assert [block["id"] for block in chapter.blocks if block["kind"] == "figure"] == ["p9#first"]


def test_a_chapter_without_a_chart() -> None:
    chapter = pack(WHERE, STORY, ASK)[2]
    assert words(chapter) == ["Where we are", "position", "The story", "data say", "Questions", "question"]


def test_a_chapter_without_questions_or_a_story() -> None:
    assert words(pack(WHERE, CURVE)[2]) == ["Where we are", "position"]


def test_a_chapter_of_nothing_has_its_title_alone() -> None:
    chapter = pack("<p>bare</p>")[2]
    assert (chapter.title, chapter.blocks) == ("Title of p9", [])
