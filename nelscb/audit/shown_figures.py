"""The figures that an edition shows as data, asked for by the names that its marked numbers give them.

A point's number is looked up. A year or several years put together are worked out again from points. Of a statistic
only its series is looked at: where that has a withheld number, nothing that was reckoned from the series may be told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from nelscb.audit.printed_numbers import WITHHELD_MARKS, plainly, ways_to_print
from nelscb.audit.years_together import PARTS_OF_A_YEAR, Points, quarters_shown, year_together, years_pooled

_POINT = re.compile(
    r"(?P<series>(?:[A-Z]\w+:)?[A-Z]\w*-\w+/(?P<frequency>quarter|year|day)(?:/.+)?)"
    r"/(?P<period>\d{4}-\d{2}(?:-Q[1-4]|-\d{2})?)\.(?P<part>numerator|denominator|value|low|high|state)"
)
_STATISTIC = re.compile(r"assessments\.(?P<series>[A-Z]\w*-\w+/(?:quarter|year|day))\.(?P<part>.+)")
_YEAR = re.compile(r"story\.year\.(?P<measure>[A-Z]\w*-\w+)\.(?P<which>now|before)\.(?P<part>\w+)")
_POOLED = re.compile(
    r"story\.pooled\.(?P<measure>[A-Z]\w*-\w+)/(?P<first>\d{4}-\d{2})-to-(?P<last>\d{4}-\d{2})\.(?P<part>\w+)"
)
_REVISED = re.compile(
    r"(?:received\.revisions|story\.since_last\.revised)\.(?P<measure>[A-Z]\w*-\w+)(?P<category>/.+)?"
    r"/(?P<period>\d{4}-\d{2}(?:-Q[1-4]|-\d{2})?)\.(?P<when>before|after)\.(?P<part>\w+)"
)
_FOLLOWED = re.compile(r"story\.since_last\.followed_up\.(?P<measure>[A-Z]\w*-\w+)\.(?P<part>then|now)")


class Withheld(Exception):
    """The number may not be told: it, or something that it was reckoned from, is withheld. The message says what."""


class NotShown(Exception):
    """The edition's data have no such number. The message says which."""


class OfAKind(Exception):
    """The number is no figure of the data; ``kind`` tells what it is."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class ShownFigures:
    """What an edition's data show: ``shown`` gives each cell's text by its name; ``measures`` is ``measures.json``."""

    def __init__(
        self, shown: Mapping[str, str], measures: Mapping[str, Any], titles: Mapping[str, Collection[str]] | None = None
    ) -> None:
        """``titles``: further titles under which measures are shown, by their numbers."""
        self.shown = shown
        self.measures: Mapping[str, Any] = measures.get("measures", {})
        self._further_titles = titles or {}
        self.largest_small = int(measures.get("rule", {}).get("largest_small", 5))
        self.quarter = str(measures.get("quarter", ""))
        self._symbols = WITHHELD_MARKS | {str(measures.get("rule", {}).get("symbol", "c"))}
        self._points: dict[str, Points] = defaultdict(dict)
        self._told: dict[str, set[str]] = {}
        for name, text in shown.items():
            if (match := _POINT.fullmatch(name)) and match["part"] != "state":
                self._points[match["series"]].setdefault(match["period"], {})[match["part"]] = text

    def is_small(self, number: str) -> bool:
        """Whether a printed number, by its key, is a count that the rule withholds."""
        return number.isdigit() and 1 <= int(number) <= self.largest_small

    def is_withheld(self, text: str) -> bool:
        """Whether a cell's text says that its number is withheld."""
        return text in self._symbols

    def numbers(self) -> Iterator[float]:
        """Every number that the data show."""
        for text in self.shown.values():
            if text and not self.is_withheld(text):
                yield float(text)

    def printed(self) -> set[str]:
        """Every number that the data show, in the usual ways to print it, by key."""
        return {key for number in set(self.numbers()) for key in ways_to_print(number)}

    def printed_of(self, measures: Iterable[str]) -> set[str]:
        """The numbers of these measures as a text tells them: counts whole, whatever else with one decimal."""
        found: set[str] = set()
        for measure in measures:
            found |= self._told_of(measure)
        return found

    def titled(self, text: str) -> list[str]:
        """The measures whose titles stand in a plain text."""
        return [measure for title, measure in self._titles if title in text]

    def first_titled(self, text: str) -> list[str]:
        """The measures with whose title, and nothing longer, a plain text begins."""
        return [measure for title, measure in self._titles if text.startswith(f"{title}:")]

    @cached_property
    def _titles(self) -> list[tuple[str, str]]:
        told = [
            (plainly(str(title)), name)
            for name, about in self.measures.items()
            for title in {about.get("title", ""), *self._further_titles.get(name, ())}
            if title
        ]
        return [(title, str(self.measures[name].get("alias_of") or name)) for title, name in told]

    def _told_of(self, measure: str) -> set[str]:
        if measure not in self._told:
            self._told[measure] = {
                told
                for series in self._series_of.get(measure, ())
                for parts in self._points[series].values()
                for part, text in parts.items()
                if text and not self.is_withheld(text)
                for told in _ways(part, float(text))
            }
        return self._told[measure]

    @cached_property
    def _series_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for series in self._points:
            found[series.split("/")[0].split(":")[-1]].append(series)
        return found

    def has_withheld(self, series: str) -> bool:
        """Whether any number of the series is withheld."""
        return any(self.is_withheld(text) for parts in self._points.get(series, {}).values() for text in parts.values())

    def number(self, name: str) -> float:
        """The number of that name. Raises Withheld, NotShown or OfAKind where the data do not say it."""
        if name in self.shown or _POINT.fullmatch(name):
            return self._cell(name)
        if match := _STATISTIC.fullmatch(name):
            return self._statistic(match["series"], match["part"])
        if match := _YEAR.fullmatch(name):
            return self._year(match)
        if match := _POOLED.fullmatch(name):
            return self._pooled(match)
        if match := _REVISED.fullmatch(name):
            return self._revised(match)
        if match := _FOLLOWED.fullmatch(name):
            self._refuse_withheld(f"{match['measure']}/quarter", name)
        raise OfAKind(kind_of(name))

    def is_point(self, name: str) -> bool:
        """Whether the name is that of a point's number, not of its state."""
        match = _POINT.fullmatch(name)
        return match is not None and match["part"] != "state"

    def _cell(self, name: str) -> float:
        text = self.shown.get(name, "")
        if self.is_withheld(text):
            raise Withheld(f"{name} is withheld")
        if not text:
            raise NotShown(f"{name} is not in the core data set")
        return float(text)

    def _statistic(self, series: str, part: str) -> float:
        if not part.startswith("value."):
            self._refuse_withheld(series, f"{part} of {series}")
            raise OfAKind(kind_of(f"assessments.{series}.{part}"))
        held = [(period, parts) for period, parts in sorted(self._points[series].items()) if parts.get("value")]
        if not held:
            raise NotShown(f"{series} has no figure in the core data set")
        if part not in ("value.value", "value.low", "value.high"):
            raise OfAKind(kind_of(f"assessments.{series}.{part}"))
        return self._cell(f"{series}/{held[-1][0]}.{part.removeprefix('value.')}")

    def _refuse_withheld(self, series: str, what: str) -> None:
        if series not in self._points:
            raise NotShown(f"{what}: the core data set does not show the series {series}")
        if self.has_withheld(series):
            raise Withheld(f"{what}: the series {series} has a withheld number")

    def _year(self, match: re.Match[str]) -> float:
        about = self._measure(match["measure"])
        if match["part"] == "held":
            quarters = self._by_quarter_and_year(match["measure"])[0]
            return quarters_shown(quarters, self.quarter, match["which"])
        if match["part"] not in PARTS_OF_A_YEAR:
            self._refuse_withheld(f"{match['measure']}/quarter", match[0])
            raise OfAKind(kind_of(match[0]))
        found = year_together(self._by_quarter_and_year(match["measure"]), about, self.quarter, match["which"])
        return self._worked_out(found, match["part"], match[0])

    def _pooled(self, match: re.Match[str]) -> float:
        about = self._measure(match["measure"])
        found = years_pooled(self._by_quarter_and_year(match["measure"]), about, match["first"], match["last"])
        return self._worked_out(found, match["part"], match[0])

    def _worked_out(self, found: Mapping[str, float] | None, part: str, name: str) -> float:
        """A part of years put together. Its interval follows from its counts, so it is only counted."""
        if found is None or (part in ("numerator", "denominator", "value") and part not in found):
            raise Withheld(f"{name} cannot be worked out from what is shown")
        if part not in found:
            raise OfAKind(kind_of(name))
        return found[part]

    def _revised(self, match: re.Match[str]) -> float:
        period = match["period"]
        frequency = "quarter" if "Q" in period else "day" if period.count("-") == 2 else "year"
        now = f"{match['measure']}/{frequency}{match['category'] or ''}/{period}.{match['part']}"
        number = self._cell(now)
        if match["when"] == "after":
            return number
        raise OfAKind("former figures of what was revised")

    def _measure(self, measure: str) -> Mapping[str, Any]:
        about = self.measures.get(measure)
        if about is None:
            raise NotShown(f"{measure} is not in measures.json")
        return about  # type: ignore[no-any-return]

    def _by_quarter_and_year(self, measure: str) -> tuple[Points, Points]:
        quarters, years = self._points.get(f"{measure}/quarter", {}), self._points.get(f"{measure}/year", {})
        return _without_withheld(quarters, self._symbols), _without_withheld(years, self._symbols)


def _ways(part: str, number: float) -> tuple[str, ...]:
    whole = (f"{round(abs(number))}",) if number.is_integer() else ()
    return whole if part in ("numerator", "denominator") else (f"{abs(number):.1f}", *whole)


def _without_withheld(points: Points, symbols: frozenset[str]) -> Points:
    return {
        period: {part: text for part, text in parts.items() if text and text not in symbols}
        for period, parts in points.items()
    }


def kind_of(name: str) -> str:
    """What kind of number a name is of, so that like ones are counted together: ``assessments.….judged.q``."""
    if name.endswith(".state") and _POINT.fullmatch(name):
        return "numbers named by states of figures"
    told = re.sub(r"[A-Z]\w*-\w+/(?:quarter|year|day)", "…", name)
    told = re.sub(r"\b[A-Z]\w*-\w+(?=[./ ]|$)|\d{4}-\d{2}(?:-Q\d|-\d{2})?", "…", told)
    told = re.sub(r"(?<=\.)\d+(?=\.|$)", "…", told)
    parts = told.split(".")
    if parts[0] in ("story", "received") and len(parts) > 3:
        parts[2:-1] = ["…"]
    return "numbers named by " + ".".join(parts)
