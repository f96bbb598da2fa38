"""Score cards as they come on a bad day: each change one that a sender could make, drawn with a fixed seed.

Left out is what is not asked for beside a score, a number under "Out of": the two ways read it differently.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

Rows = list[list[str]]
_TEXTS = (
    "Cover", "Story", "Voice", "Engagement", "Actions", "Challenges", "Gaps and risks", "Conflicts of interest",
)  # fmt: skip
_WRITTEN = (
    "N/A", "n/a", "-", "–", "*", "<5", "< 10", "abc", "12%", "-3", "1.5", "0.4", "", "0", "1,234", "12,34",
    "2017-01-01", "99999999", " 7 ", "7.0", "1e3", "TRUE", "<500",
)  # fmt: skip
_CORRECTIONS = ["Corrections", "Measure", "Quarter", "Breakdown", "Category", "Number", "Out of", "Value", "Answer"]
_WHY = ("", "correction", "late data", "because")
_EARLIEST_NUMBER = 3
"""Of the files of one day: no number under it is free on every day."""


def spoil(returns: Path, changes: int, scores: set[str], seed: int) -> None:
    """Change so many rows of the CSV score cards in a folder; ``scores`` are the measures that are scores."""
    chance = random.Random(seed)
    cards = sorted(returns.rglob("*.csv"))
    for change in range(changes):
        card = chance.choice(cards)
        rows = list(csv.reader(io.StringIO(card.read_text(encoding="utf-8"), newline="")))
        figures = [place for place, row in enumerate(rows) if row[0] not in _TEXTS and row[1] != "Measure"]
        if not figures:
            continue
        if change % 10 == 0:
            cards.append(_sent_again(card, rows, change, chance))
        elif change % 10 == 1:
            _correct(rows, chance.choice([c for c in cards if c.parent.name == card.parent.name]), chance)
            _write(card, rows)
        else:
            chance.choice(_CHANGES)(rows, chance.choice(figures), chance)
            _clear_beside_scores(rows, scores)
            _write(card, rows)


def _write(card: Path, rows: Rows) -> None:
    content = io.StringIO(newline="")
    csv.writer(content).writerows(rows)
    card.write_text(content.getvalue(), encoding="utf-8", newline="")


def _word(rows: Rows, place: int, chance: random.Random) -> None:
    row = rows[place]
    row[chance.randrange(2, len(row))] = chance.choice(_WRITTEN)


def _digit(rows: Rows, place: int, chance: random.Random) -> None:
    row = rows[place]
    counts = [at for at in range(2, len(row)) if row[at].isdecimal()]
    if counts:
        at = chance.choice(counts)
        row[at] = str(int(row[at]) + chance.choice((1, -1, 10)))


def _twice(rows: Rows, place: int, _: random.Random) -> None:
    rows.insert(place, list(rows[place]))


def _swapped(rows: Rows, place: int, _: random.Random) -> None:
    row = rows[place]
    if len(row) > 3:
        row[2], row[3] = row[3], row[2]


def _moved(rows: Rows, place: int, _: random.Random) -> None:
    row = rows[place]
    row[-1], row[-2] = row[-2], row[-1]


def _renamed(rows: Rows, place: int, chance: random.Random) -> None:
    rows[place][1] = chance.choice(rows)[1]


def _left_out(rows: Rows, place: int, _: random.Random) -> None:
    del rows[place]


_CHANGES: tuple[Callable[[Rows, int, random.Random], None], ...] = (
    _word, _word, _word, _digit, _twice, _swapped, _moved, _renamed, _left_out,
)  # fmt: skip


def _correct(rows: Rows, earlier: Path, chance: random.Random) -> None:
    """A row on the sheet of corrections, of a figure of another card: of an earlier quarter or, wrongly, not."""
    sent = csv.reader(io.StringIO(earlier.read_text(encoding="utf-8"), newline=""))
    figures = [row for row in sent if row[0] == "Figures" and row[1] != "Measure"]
    if figures:
        _, name, *parts = [*chance.choice(figures), "", "", ""]
        number = str(int(parts[0]) + 1) if parts[0].isdecimal() else parts[0]
        if all(row[0] != "Corrections" for row in rows):
            rows.append([*_CORRECTIONS, "Why"])
        quarter = earlier.parent.parent.name
        rows.append(["Corrections", name, quarter, "", "", number, parts[1], parts[2], "", chance.choice(_WHY)])


def _sent_again(card: Path, rows: Rows, number: int, chance: random.Random) -> Path:
    """A later file with some of the rows, some of those with another figure, some of which only repeat."""
    later = date.fromisoformat(card.stem[:10]) + timedelta(days=chance.choice((0, 1, 30, 200)))
    kept = [row for row in rows if row[0] == "Cover" or row[1] == "Measure" or chance.random() < 0.3]
    for row in kept:
        if row[0] not in _TEXTS and len(row) > 2 and row[2].isdecimal() and chance.random() < 0.5:
            row[2] = str(int(row[2]) + 1)
    again = card.with_name(f"{later}-{number + _EARLIEST_NUMBER}.csv")
    _write(again, kept)
    return again


def _clear_beside_scores(rows: Rows, scores: set[str]) -> None:
    out_of: dict[str, int] = {}
    for row in rows:
        if row[1] == "Measure" and "Out of" in row:
            out_of[row[0]] = row.index("Out of")
        elif row[1] in scores and out_of.get(row[0], len(row)) < len(row):
            row[out_of[row[0]]] = ""
