"""Links of an edition that has fewer pages than the board's: words are left of those, and real slips stay slips."""

from __future__ import annotations

from pathlib import Path

from nelscb.book.dead_links import without_dead_links


def test_a_link_to_a_page_of_the_boards_becomes_words_and_any_other_stays(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text(
        "See [exceptions](exceptions.ipynb#a), [P1](p1_early_help.ipynb) and [a slip](no_such_page.md).",
        encoding="utf-8",
    )
    (tmp_path / "p1_early_help.ipynb").write_text(
        r'"<a href=\"returns.html\">What was received</a> <a href=\"index.html\">front</a>"', encoding="utf-8"
    )
    without_dead_links(tmp_path, {"exceptions", "returns", "index", "p1_early_help"})
    assert (tmp_path / "index.md").read_text(encoding="utf-8") == (
        "See exceptions, [P1](p1_early_help.ipynb) and [a slip](no_such_page.md)."
    )
    assert (tmp_path / "p1_early_help.ipynb").read_text(encoding="utf-8") == (
        r'"What was received <a href=\"index.html\">front</a>"'
    )
