"""Tables and sentences as HTML: caption, scopes, everything escaped; text is never read as markup."""

from __future__ import annotations

import html
import re

from nelscb.exhibits import AsWritten, Cell, Column, Exhibit, Link, Table

_LINE_ENDS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STRONG = re.compile(r"\*\*(.+?)\*\*")


def inline(text: str) -> str:
    """Text as HTML: escaped, then ``**words**`` made strong."""
    return _STRONG.sub(r"<strong>\1</strong>", as_written(text))


def as_written(text: str) -> str:
    """Text as HTML that shows it and does nothing.

    On one line and without backticks of its own, so that it cannot end the block of a prose page it stands in.
    """
    return html.escape(_LINE_ENDS.sub(" ", text), quote=False).replace("`", "&#96;")


def table_html(exhibit: Exhibit) -> str:
    """The exhibit's table with its caption; it scrolls inside its own box where the screen is narrow."""
    table = exhibit.table
    if table is None:
        return ""
    caption_id = f"{exhibit.id}_caption"
    head = "".join(f'<th scope="col"{_class(c)}>{inline(c.title)}</th>' for c in table.columns)
    body = "\n".join(_row(row, table) for row in table.rows)
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-labelledby="{caption_id}">\n'
        f'<table class="exhibit-table">\n<caption id="{caption_id}">{inline(exhibit.caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _row(row: tuple[Cell, ...], table: Table) -> str:
    first, *rest = row
    cells = "".join(
        f"<td{_class(column)}>{_cell(cell)}</td>" for cell, column in zip(rest, table.columns[1:], strict=True)
    )
    return f'<tr><th scope="row">{_cell(first)}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return inline(cell)
    return "".join(_part(part) for part in cell)


def _part(part: str | Link | AsWritten) -> str:
    if isinstance(part, Link):
        return f'<a href="{part.page}.html">{inline(part.words)}</a>'
    return as_written(part.words) if isinstance(part, AsWritten) else inline(part)


def _class(column: Column) -> str:
    return ' class="number"' if column.numeric else ""


def text_html(lines: tuple[str, ...]) -> str:
    """Paragraphs; lines that begin with "- " become one list."""
    parts: list[str] = []
    for line in lines:
        if line.startswith("- "):
            item = f"<li>{inline(line[2:])}</li>"
            if parts and parts[-1].endswith("</ul>"):
                parts[-1] = parts[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                parts.append(f"<ul>{item}</ul>")
        else:
            parts.append(f"<p>{inline(line)}</p>")
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
    lines = [" | ".join(c.title for c in exhibit.table.columns)]
    lines += [" | ".join(_plain(cell) for cell in row) for row in exhibit.table.rows]
    return "\n".join([exhibit.caption, *lines])


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "".join(part if isinstance(part, str) else part.words for part in cell)
