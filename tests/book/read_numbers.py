"""Read a built page's numbers and hold each against the released cell it names: a second way, without the package.

What was released is read from the JSON files that the build leaves, by plain dictionaries; expressions are worked out
by a small evaluator of their own.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

WORDS = {
    word: number
    for number, word in enumerate(
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}
WORDS["no"] = 0
FRACTIONS = {
    "a tenth": 0.1, "a fifth": 0.2, "a quarter": 0.25, "a third": 1 / 3, "two fifths": 0.4, "half": 0.5,
    "three fifths": 0.6, "two thirds": 2 / 3, "three quarters": 0.75, "four fifths": 0.8,
}  # fmt: skip
NEAR_A_FRACTION = 0.03
SENTENCES = "p.told, ul.told li, .card-lines li, .card p, .exhibit-note"
"""Where generated sentences stand on a page."""
NO_RESULT = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{4}-\d{2}(?:[- ]Q[1-4])?\b"  # days, years, quarters
    r"|\b\d{1,2} [A-Z][a-z]+(?: \d{4})?\b|\b[A-Z][a-z]+ \d{4}\b(?!-\d)"  # days and months in words
    r"|\b(?:[PO]\d|X)-[A-Z]?\d+[a-z]?\b|\b[PO]\d\b|\b[A-Z]\d?-[A-Z]?\d+\b"  # measures, chapters, items
    r"|\bper 10{1,5},?0{0,3}\b(?: aged \d+-\d+)?|\beach 100\b|\b95%|\bages? \d+(?:-\d+| to \d+)?\b"  # units, levels
    r"|\b[pq] of 0\.\d+\b|\bless than 0\.\d+"  # thresholds, and what is too small to be told
)
"""What has digits and is no result: periods and days, names of measures, units, levels and thresholds."""


def released_cells(cache: Path, page: str, quarter: str) -> dict[str, Any]:
    """Every cell of a quarter's released page by its name, with its value; of several the one made last."""
    kept = sorted(cache.glob(f"released/*/{page}.json"), key=lambda path: path.stat().st_mtime)
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in kept]
    content = [content for content in contents if content["quarter"] == quarter][-1]
    found: dict[str, Any] = {}
    for series in content["series"]:
        area = "" if series["area"] == content["area"] else f"{series['area']}:"
        part = f"/{series['breakdown']}={series['category']}" if series["breakdown"] else ""
        way = f"{area}{series['measure']}/{series['frequency']}{part}"
        found[way] = series
        for point in series["points"]:
            for name in ("numerator", "denominator", "value", "low", "high", "state"):
                found[f"{way}/{point['period']}.{name}"] = point[name]
    for part in ("assessments", "returns", "received", "story", "error_rates", "back_test", "not_public"):
        found |= dict(_cells(content[part], part))
    return found


def _cells(value: Any, way: str) -> Iterator[tuple[str, Any]]:
    yield way, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _cells(part, f"{way}.{key}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _cells(part, f"{way}.{place}")
            if isinstance(part, dict) and (name := _name(part)):
                yield from _cells(part, f"{way}.{name}")


def _name(record: dict[str, Any]) -> str:
    """What a record of a list is named by, where it has a name."""
    keys = record.keys()
    if {"kind", "sub_group", "item", "entries"} <= keys:
        return f"{record['kind']}/{record['sub_group']}/{record['item']}"
    if {"sub_group", "asked", "answered"} <= keys:
        return str(record["sub_group"])
    if {"id", "reasons"} <= keys:
        return str(record["id"])
    if "raised" in keys:
        return str(record["raised"]["id"])
    if {"measure", "now", "before", "how"} <= keys:
        return str(record["measure"])
    if {"measure", "frequency", "then", "now"} <= keys:
        return f"{record['measure']}/{record['frequency']}"
    if {"measure", "first", "last", "state", "numerator"} <= keys:
        first, last = (f"{y}-{(y + 1) % 100:02d}" for y in (record["first"]["start"], record["last"]["start"]))
        return f"{record['measure']}/{first}-to-{last}"
    if {"sub_group", "quarter", "heard"} <= keys:
        return f"{record['sub_group']}/{record['quarter']}"
    if {"before", "after"} <= keys:
        figure = record["after"]
        part = f"/{figure['breakdown']}={figure['category']}" if figure["breakdown"] else ""
        return f"{figure['measure']}{part}/{figure['period']}"
    return ""


def worked_out(expression: str, cells: dict[str, Any]) -> float:
    """The number that an expression over cells stands for. Raises KeyError for a cell that was not released."""
    names: list[str] = []

    def place(match: re.Match[str]) -> str:
        names.append(match[1])
        return f"c{len(names) - 1}"

    tree = ast.parse(re.sub(r"\{([^{}]*)\}", place, expression), mode="eval")
    return _value(tree.body, lambda name: cells[names[int(name[1:])]])


def _value(node: ast.expr, cell: Any) -> float:
    match node:
        case ast.Constant(value=value):
            return float(value)
        case ast.Name(id=name):
            return float(cell(name))
        case ast.Call(func=ast.Name(id="count"), args=args):
            for argument in args:
                assert isinstance(argument, ast.Name)
                cell(argument.id)
            return float(len(args))
        case ast.Call(func=ast.Name(id="sum"), args=args):
            return sum(_value(argument, cell) for argument in args)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, cell)
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _value(left, cell), _value(right, cell)
            if isinstance(op, ast.Add):
                return first + second
            if isinstance(op, ast.Sub):
                return first - second
            if isinstance(op, ast.Mult):
                return first * second
            if isinstance(op, ast.Div):
                return first / second
    raise ValueError(ast.dump(node))


def shows(words: str, value: float) -> bool:
    """Whether the words show the value, to the last digit that they print."""
    told = words.strip().lower()
    if told in WORDS:
        return value == WORDS[told]
    if told in FRACTIONS:
        return abs(value - FRACTIONS[told]) <= NEAR_A_FRACTION + 1e-9
    match = re.fullmatch(r"([+−-]?)([\d,]+)(?:\.(\d+))?(?:st|nd|rd|th)?%?", told)
    if match is None:
        return False
    number = float(f"{match[2].replace(',', '')}.{match[3] or 0}") * (-1 if match[1] in ("-", "−") else 1)
    return abs(number - value) <= 0.5 * 10 ** -len(match[3] or "") + 1e-9


def wrong_numbers(article: Tag, cells: dict[str, Any]) -> list[str]:
    """Every number of the page that is not what the cells it names say."""
    found = []
    for shown in article.select("[data-cell]"):
        expression, words = str(shown["data-cell"]), shown.get_text()
        try:
            value = worked_out(expression, cells)
        except (KeyError, TypeError, ZeroDivisionError, ValueError) as error:
            found.append(f"{words!r} names {expression[:120]}: {error!r}")
            continue
        if not shows(words, value):
            found.append(f"{words!r} stands for {value} ({expression[:120]})")
    return found


def nameless_numbers(article: Tag, units: tuple[str, ...] = ()) -> list[str]:
    """Every number in a generated sentence that names no cell. ``units`` are words with digits that are no results."""
    found = []
    for sentence in article.select(SENTENCES):
        copy = BeautifulSoup(str(sentence), "html.parser")
        for named in copy.select("[data-cell], q, code, .as-written, svg"):
            named.replace_with(" ")
        text = copy.get_text()
        for unit in units:
            text = text.replace(unit, " ")
        text = NO_RESULT.sub(" ", text)
        found += [f"{number} in: {' '.join(text.split())[:200]}" for number in re.findall(r"\d[\d,.]*", text)]
    return found
