"""Status cards as HTML: side by side where there is room, one below another on a telephone."""

from __future__ import annotations

from itertools import groupby

from nelscb.exhibits import Card, Cell
from nelscb.inline_pictures import spark_svg, status_html
from nelscb.tables import address, cell_html, cell_text, inline


def cards_html(cards: tuple[Card, ...]) -> str:
    """A list of cards for each run of one size. Titles are no headings: the page's outline stays as it is."""
    lists = []
    for size, run in groupby(cards, key=lambda card: card.size):
        items = "\n".join(_card(card) for card in run)
        lists.append(f'<ul class="cards cards-{size}" role="list">\n{items}\n</ul>')
    return "\n".join(lists)


def _card(card: Card) -> str:
    title = inline(card.title)
    if card.page:
        title = f'<a href="{address(card.page)}">{title}</a>'
    parts = [f'<p class="card-title">{title}</p>']
    if card.status is not None:
        parts.append(f'<p class="card-status">{status_html(card.status)}</p>')
    if card.spark is not None:
        parts.append(f'<p class="card-spark">{spark_svg(card.spark)}</p>')
    parts.append(_lines(card))
    if card.foot:
        parts.append(f'<p class="card-foot">{cell_html(card.foot)}</p>')
    tone = f" tone-{card.status.tone}" if card.status is not None else ""
    return f'<li class="card card-{card.size}{tone}">{"".join(parts)}</li>'


def _lines(card: Card) -> str:
    """Sentences as paragraphs; a box's lines, and lines that begin with "- ", as a list."""
    if card.size in ("box", "wide") or (card.lines and all(_is_item(line) for line in card.lines)):
        items = "".join(f"<li>{cell_html(_item(line))}</li>" for line in card.lines)
        return f'<ul class="card-lines" role="list">{items}</ul>' if items else ""
    return "".join(f"<p>{cell_html(_item(line))}</p>" for line in card.lines)


def _is_item(line: Cell) -> bool:
    first = line if isinstance(line, str) else line[0] if line else ""
    return isinstance(first, str) and first.startswith("- ")


def _item(line: Cell) -> Cell:
    if not _is_item(line):
        return line
    if isinstance(line, str):
        return line.removeprefix("- ")
    first, *rest = line
    return (str(first).removeprefix("- "), *rest)


def cards_text(cards: tuple[Card, ...]) -> str:
    """The cards in plain text, for a notebook read without HTML."""
    told = []
    for card in cards:
        status = f" ({cell_text((card.status,))})" if card.status is not None else ""
        lines = [f"{cell_text(card.title)}{status}"]
        if card.spark is not None:
            lines.append(cell_text((card.spark,)))
        lines += [f"- {cell_text(_item(line))}" for line in card.lines]
        if card.foot:
            lines.append(cell_text(card.foot))
        told.append("\n".join(lines))
    return "\n\n".join(told)
