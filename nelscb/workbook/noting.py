"""Numbered notes: each said once, numbered as it is first used, with the sheets and measures that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from nelscb.words import workbook as words


class Notes:
    """The notes of one workbook, in the order in which they were first used."""

    def __init__(self) -> None:
        self._where: dict[str, dict[str, dict[str, None]]] = {}

    def mark(self, texts: Iterable[str], sheet: str, about: str = "") -> str:
        """The marks of the notes, such as ``[note 1] [note 4]``, used on ``sheet`` of the measure ``about``."""
        numbers = []
        for text in dict.fromkeys(texts):
            places = self._where.setdefault(text, {}).setdefault(sheet, {})
            if about:
                places[about] = None
            numbers.append(list(self._where).index(text) + 1)
        return " ".join(f"[note {n}]" for n in sorted(numbers)) or words.NO_NOTE

    def rows(self) -> list[tuple[str, str, str]]:
        """Number, text, and where it applies, a row a note."""
        return [
            (
                f"[note {place}]",
                text,
                "; ".join(words.in_sheet(sheet, list(about)) for sheet, about in sheets.items()),
            )
            for place, (text, sheets) in enumerate(self._where.items(), start=1)
        ]
