"""A notice in the place of a book that was withdrawn: one page, without figures and with nothing to take away."""

from __future__ import annotations

import html

from nelscb.book.build import place_of, said_in_words
from nelscb.filed_editions import FiledEdition, filed_of_quarter
from nelscb.plan import Board, Project
from nelscb.progress import Progress
from nelscb.words.withdrawn import notice_line, notice_sentences, notice_title

STYLE = "notice.css"
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_LOOK = """:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 sans-serif; margin: 0 auto; max-width: 42rem; padding: 1rem; }
.line { border-bottom: 1px solid; font-weight: bold; padding-bottom: 0.5rem; }
"""


def put_notice(project: Project, filed: FiledEdition, progress: Progress | None = None) -> None:
    """Put the notice of a withdrawn issue in its book's place, in one step as a book takes another's.

    What replaces it is the last issue after it that was not withdrawn. Raises Mistake where it cannot be written: the
    book that was there then stays as it was.
    """
    after = filed_of_quarter(project, filed.quarter, filed.edition)[filed.issue :]
    later = next((one for one in reversed(after) if one.withdrawal is None), None)
    place = place_of(project, filed.quarter, filed.edition)
    with said_in_words(project.build), place.held((progress or Progress()).say), place.making() as beside:
        pages = beside / "html"
        pages.mkdir()
        (pages / STYLE).write_text(_LOOK, encoding="utf-8", newline="\n")
        (pages / "index.html").write_text(notice_html(filed, later, project.board), encoding="utf-8", newline="\n")
        place.put()


def notice_html(filed: FiledEdition, later: FiledEdition | None, board: Board) -> str:
    """The notice as a page; it may load nothing but its own style."""
    title, line = html.escape(notice_title(filed)), html.escape(notice_line(filed, board))
    told = "\n".join(f"<p>{html.escape(sentence)}</p>" for sentence in notice_sentences(filed, later, board))
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="stylesheet" href="{STYLE}">\n</head>\n<body>\n'
        f'<p class="line">{line}</p>\n<main>\n<h1>{title}</h1>\n{told}\n</main>\n</body>\n</html>\n'
    )
