"""Tables and sentences as HTML: caption, scopes, everything escaped; text is never read as markup."""

from __future__ import annotations

import html
import re

from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Link, Part, Spark, Status, Table
from nelscb.inline_pictures import spark_svg, status_html
from nelscb.named_numbers import MARKED, plain, without_marks

_LINE_ENDS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


def inline(text: str) -> str:
    """Our own text as HTML: escaped, each named number in a ``data-cell``, ``**words**`` made strong."""
    first, *rest = [text] if text.isascii() else MARKED.split(text)
    parts = [as_written(first)]
    for expression, words, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        parts += [f'<span data-cell="{_attribute(expression)}">{as_written(words)}</span>', as_written(after)]
    return _STRONG.sub(r"<strong>\1</strong>", "".join(parts))


def as_written(text: str) -> str:
    """Text as HTML that shows it and does nothing; what would mark a number in it is taken out.

    On one line and without backticks of its own, so that it cannot end the block of a prose page it stands in.
    """
    if not text.isprintable():  # neither marks nor ends of lines are
        text = _LINE_ENDS.sub(" ", without_marks(text))
    return html.escape(text, quote=False).replace("`", "&#96;")


def _attribute(text: str) -> str:
    """Text inside an attribute's quotes; a star there is no sign of strong words."""
    return as_written(text).replace('"', "&quot;").replace("*", "&#42;")


def address(page: str) -> str:
    """Where a page of the book is found; ``page#place`` leads to a place on it."""
    name, sign, place = page.partition("#")
    return f"{name}.html{sign}{place}"


def table_html(exhibit: Exhibit) -> str:
    """The exhibit's table with its caption; it scrolls inside its own box where the screen is narrow."""
    table = exhibit.table
    if table is None:
        return ""
    caption_id = f"{exhibit.id}_caption"
    head = "".join(
        f'<th scope="col"{_class(c)}{_told_to_scripts(c, table)}>{inline(c.title)}</th>' for c in table.columns
    )
    kind = "exhibit-table interactive" if table.interactive else "exhibit-table"
    body = "\n".join(_row(row, table) for row in table.rows)
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-labelledby="{caption_id}">\n'
        f'<table class="{kind}">\n<caption id="{caption_id}">{inline(exhibit.caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _row(row: tuple[Cell, ...], table: Table) -> str:
    first, *rest = row
    cells = "".join(
        f"<td{_class(column)}>{cell_html(cell)}</td>" for cell, column in zip(rest, table.columns[1:], strict=True)
    )
    return f'<tr><th scope="row">{cell_html(first)}</th>{cells}</tr>'


def cell_html(cell: Cell) -> str:
    """What stands in a cell, or in a line of a card."""
    if isinstance(cell, str):
        return inline(cell)
    return "".join(_part(part) for part in cell)


def _part(part: Part) -> str:
    match part:
        case Link():
            return f'<a href="{address(part.page)}">{inline(part.words)}</a>'
        case AsWritten(quoted=True):
            return f'<q class="as-written">{as_written(part.words)}</q>'
        case AsWritten():
            return as_written(part.words)
        case Status():
            return status_html(part)
        case Spark():
            return spark_svg(part)
        case _:
            return inline(part)


def _class(column: Column) -> str:
    return ' class="number"' if column.numeric else ""


def _told_to_scripts(column: Column, table: Table) -> str:
    """What the script that sorts and filters must know of a column."""
    if not table.interactive:
        return ""
    return (' data-kind="number"' if column.numeric else "") + (" data-choices" if column.choices else "")


def text_html(lines: tuple[str, ...]) -> str:
    """Paragraphs; lines that begin with "- " become one list. Their class tells them from what people wrote."""
    parts: list[str] = []
    for line in lines:
        if line.startswith("- "):
            item = f"<li>{inline(line[2:])}</li>"
            if parts and parts[-1].endswith("</ul>"):
                parts[-1] = parts[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                parts.append(f'<ul class="told">{item}</ul>')
        else:
            parts.append(f'<p class="told">{inline(line)}</p>')
    return "\n".join(parts)


def notes_html(exhibit: Exhibit) -> str:
    """Notes beneath an exhibit: in plain sight where they stand alone, folded away with sources where there are any."""
    if not exhibit.sources:
        return "".join(f'<p class="exhibit-note">{inline(note)}</p>' for note in exhibit.notes)
    parts = [f"<li>{inline(note)}</li>" for note in exhibit.notes]
    parts += [f"<li>Source: {inline(source)}</li>" for source in exhibit.sources]
    return (
        f'<details class="exhibit-notes"><summary>Notes and sources{_for_ears(exhibit)}</summary>'
        f"<ul>{''.join(parts)}</ul></details>"
    )


def _for_ears(exhibit: Exhibit) -> str:
    """The caption again, for who hears the page: the eye has it just above."""
    return f'<span class="for-ears">: {inline(exhibit.caption)}</span>'


def figures_html(exhibit: Exhibit) -> str:
    """The table of a chart's figures, folded away beneath it."""
    return (
        f'<details class="exhibit-figures"><summary>The figures{_for_ears(exhibit)}</summary>\n'
        f"{table_html(exhibit)}\n</details>"
    )


def table_text(exhibit: Exhibit) -> str:
    """The table in plain text, for a notebook read without HTML."""
    if exhibit.table is None:
        return ""
    lines = [" | ".join(plain(c.title) for c in exhibit.table.columns)]
    lines += [" | ".join(cell_text(cell) for cell in row) for row in exhibit.table.rows]
    return "\n".join([exhibit.caption, *lines])


def cell_text(cell: Cell) -> str:
    """What stands in a cell, in plain text."""
    if isinstance(cell, str):
        return plain(cell)
    return "".join(_part_text(part) for part in cell)


def _part_text(part: Part) -> str:
    match part:
        case str():
            return plain(part)
        case AsWritten(quoted=True):
            return f"“{without_marks(part.words)}”"
        case AsWritten():
            return without_marks(part.words)
        case Status():
            return plain(part.word)
        case Link() | Spark():
            return plain(part.words)
