"""The rows behind the numbers of a page: from the names of released cells to files, sheets and rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from nelscb.edition import Item, Point, ReleasedPage, Revision, Series, Text, series_name
from nelscb.quarters import FinancialYear, Period, Quarter

_STATISTIC = re.compile(r"assessments\.(?P<series>[A-Z]\w*-\w+/(?:quarter|year|day))\.(?P<part>.+)")
_OF_A_YEAR = re.compile(r"story\.year\.(?P<measure>[A-Z]\w*-\w+)\.(?P<when>now|before)\.")
_POOLED = re.compile(r"story\.pooled\.(?P<measure>[A-Z]\w*-\w+)/(?P<first>\d{4})-\d{2}-to-(?P<last>\d{4})-\d{2}\.")
_REVISED = re.compile(r"(?:received\.revisions|story\.since_last\.revised)\.(?P<measure>[A-Z]\w*-\w+)(?P<rest>/.+)")
_FOLLOWED = re.compile(r"story\.since_last\.followed_up\.(?P<measure>[A-Z]\w*-\w+)\.(?:then|now)")
_ITEM = re.compile(r"story\.(?:items|registers)\.(?P<item>.+?)\.(?:age|entries\b.*)")
_RECEIPT = re.compile(r"received\.receipts\.(?P<sub_group>\w+)\.")
_QUARTERS = 4


@dataclass(frozen=True)
class RowsOfSheet:
    """Rows of one sheet, or of one published table, in one file; ``release`` is empty for what was returned."""

    file: str
    sheet: str
    rows: tuple[int, ...]
    release: str


@dataclass(frozen=True)
class Behind:
    """What stands behind some cells.

    ``points``: each series' name, the series, and the periods of it that are used. ``texts``: entries of score cards.
    ``files``: score cards that were themselves looked at, for when they came.
    """

    points: tuple[tuple[str, Series, tuple[Point, ...]], ...]
    texts: tuple[Text, ...]
    files: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures used, each once."""
        return tuple(dict.fromkeys(series.measure for _, series, _ in self.points))

    @property
    def counted(self) -> bool:
        """Whether a figure is counted by the book itself, so that no row has it."""
        return any(not origin.file for _, _, points in self.points for p in points for origin in p.origins)

    @cached_property
    def rows(self) -> tuple[RowsOfSheet, ...]:
        """Every row used, sheet by sheet: published files first, then score cards by sub-group and quarter."""
        found: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for _, _, points in self.points:
            for point in points:
                for origin in point.origins:
                    if origin.file:
                        found[origin.file, origin.sheet, origin.release].add(origin.row)
        for text in self.texts:
            found[text.file, text.sheet, ""].add(text.row)
        sheets = [RowsOfSheet(file, sheet, tuple(sorted(r)), release) for (file, sheet, release), r in found.items()]
        return tuple(sorted(sheets, key=lambda s: (not s.release, s.file.split("/")[1:2], s.file, s.sheet, s.release)))


class RowsBehind:
    """Looks up what stands behind the cells of one released page."""

    def __init__(self, released: ReleasedPage) -> None:
        """``released``: the page, its numbers named or not."""
        self._released = released
        self._dated: dict[str, Mapping[str, tuple[Point, ...]]] = {}

    def behind(self, cells: Iterable[str], written: Iterable[str] = (), heads: Iterable[str] = ()) -> Behind:
        """What stands behind ``cells``, the texts ``written``, and the answers of status lines that rows are named by.

        Of a statistic that is the whole of its series.
        """
        points: dict[str, dict[Period, Point]] = defaultdict(dict)
        texts: dict[Text, None] = {}
        files: dict[str, None] = {}
        for cell in cells:
            for series, found in self._points(cell):
                points[series] |= {p.period: p for p in found}
            texts |= dict.fromkeys(self._texts_of_item(cell))
            files |= dict.fromkeys(self._files(cell))
        for head in heads:
            points |= self._answers(head)
        texts |= {text: None for words in written for text in self._by_words.get(words, ())}
        return Behind(
            tuple((name, self._series[name], tuple(points[name].values())) for name in points),
            tuple(texts), tuple(files),
        )  # fmt: skip

    def revised(self, behind: Behind) -> tuple[Revision, ...]:
        """The revisions of what stands behind: each figure that took the place of an earlier one."""
        used = {(sheet.file, sheet.sheet, row) for sheet in behind.rows for row in sheet.rows}
        return tuple(r for r in self._released.received.revisions if (r.after.file, r.after.sheet, r.after.row) in used)

    @cached_property
    def _series(self) -> dict[str, Series]:
        return {series_name(s, self._released.area): s for s in self._released.series}

    def _points(self, cell: str) -> Iterator[tuple[str, tuple[Point, ...]]]:
        name, _, last = cell.rpartition("/")
        if name in self._series:
            period = last.split(".", 1)[0]
            yield name, self._by_date(name).get(period, ())
        elif match := _STATISTIC.fullmatch(cell):
            # That a series has a dated break is told by an event, and by none of its figures.
            if match["series"] in self._series and match["part"] != "breaks":
                yield match["series"], self._where(match["series"], lambda _: True)
        elif match := _OF_A_YEAR.match(cell):
            last_quarter = self._released.quarter - (0 if match["when"] == "now" else _QUARTERS)
            yield from self._of_measure(match["measure"], lambda when: _ends_in(when, last_quarter))
        elif match := _POOLED.match(cell):
            first, last_year = int(match["first"]), int(match["last"])
            yield from self._of_measure(match["measure"], lambda when: first <= _year_of(when) <= last_year)
        elif match := _REVISED.match(cell):
            way, _, when = match["rest"].rpartition("/")
            period = when.split(".", 1)[0]
            for frequency in ("quarter", "year", "day"):
                name = f"{match['measure']}/{frequency}{way}"
                if name in self._series:
                    yield name, self._by_date(name).get(period, ())
        elif match := _FOLLOWED.match(cell):
            yield from self._of_measure(match["measure"], lambda when: _ends_in(when, self._released.quarter))

    def _of_measure(self, measure: str, wanted: Callable[[Period], bool]) -> Iterator[tuple[str, tuple[Point, ...]]]:
        for frequency in ("quarter", "year"):
            name = f"{measure}/{frequency}"
            if name in self._series and (found := self._where(name, wanted)):
                yield name, found

    def _by_date(self, name: str) -> Mapping[str, tuple[Point, ...]]:
        """A series' points by what their periods are called."""
        if name not in self._dated:
            found: dict[str, tuple[Point, ...]] = {}
            for point in self._series[name].points:
                found[str(point.period)] = (*found.get(str(point.period), ()), point)
            self._dated[name] = found
        return self._dated[name]

    def _where(self, name: str, wanted: Callable[[Period], bool]) -> tuple[Point, ...]:
        return tuple(p for p in self._series[name].points if wanted(p.period))

    def _answers(self, measure: str) -> dict[str, dict[Period, Point]]:
        """The quarter's answer of a status line."""
        name = f"{measure}/quarter"
        held = self._where(name, lambda when: when == self._released.quarter) if name in self._series else ()
        return {name: {p.period: p for p in held}} if any(p.answer for p in held) else {}

    def _texts_of_item(self, cell: str) -> Iterator[Text]:
        """Where an item of a register began, and its last word."""
        match = _ITEM.match(cell)
        item = self._items.get(match["item"]) if match else None
        yield from (item.entries[0], item.entries[-1]) if item else ()

    def _files(self, cell: str) -> Iterator[str]:
        if match := _RECEIPT.match(cell):
            for receipt in self._released.received.receipts:
                if receipt.sub_group == match["sub_group"]:
                    yield from (file.name for file in receipt.files)

    @cached_property
    def _items(self) -> dict[str, Item]:
        story = self._released.story
        return {f"{item.kind}/{item.sub_group}/{item.item}": item for item in (*story.items, *story.registers)}

    @cached_property
    def _by_words(self) -> dict[str, list[Text]]:
        story = self._released.story
        entries = [entry for item in (*story.items, *story.registers) for entry in item.entries]
        found: dict[str, list[Text]] = defaultdict(list)
        for text in dict.fromkeys((*self._released.received.texts, *story.texts, *entries)):
            for words in {text.text, text.response} - {""}:
                found[words].append(text)
        return found


def _ends_in(when: Period, last: Quarter) -> bool:
    """Whether a period lies in the year that ends with a quarter."""
    if isinstance(when, Quarter):
        return 0 <= last.ordinal - when.ordinal < _QUARTERS
    return isinstance(when, FinancialYear) and when == last.year


def _year_of(when: Period) -> int:
    if isinstance(when, Quarter):
        return when.year.start
    return when.start if isinstance(when, FinancialYear) else 0
