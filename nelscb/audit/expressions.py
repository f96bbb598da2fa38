"""What a marked number says it is: an expression over cells in braces, worked out here by a reckoner of its own.

``{P1-01/quarter/2016-17-Q4.value}`` is one cell; sums, differences, products and quotients of cells and plain numbers
are written with ``sum(…)``, ``-``, ``*`` and ``/``; ``count(…)`` is how many cells it names.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

PLAIN_NUMBERS = frozenset({0.0, 1.0, 2.0, 100.0, 1000.0, 10_000.0, 100_000.0})
"""The numbers that reckoning needs beside cells: changes, halves, percentages and rates."""
_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_ONE_CELL = re.compile(r"\{([^{}]*)\}")


class Unreadable(ValueError):
    """The expression is none."""


@dataclass(frozen=True)
class Expression:
    """A parsed expression: the cells that it reckons with, those that it only counts, and plain numbers in it."""

    reckoned: tuple[str, ...]
    counted: tuple[str, ...]
    plain_numbers: tuple[float, ...]
    tree: ast.expr
    names: tuple[str, ...]

    def value(self, number: Callable[[str], float]) -> float:
        """The number it stands for, where ``number`` gives each cell's. Raises ZeroDivisionError as reckoning does."""
        return _value(self.tree, lambda place: number(self.names[place]))


@lru_cache(maxsize=50_000)
def parsed(text: str) -> Expression:
    """Parse an expression. Raises Unreadable for anything but cells, plain numbers and the signs between them."""
    names: list[str] = []

    def place(match: re.Match[str]) -> str:
        names.append(match[1])
        return f"c{len(names) - 1}"

    if "{" in _ONE_CELL.sub("", text) or re.search(r"\bc\d", _ONE_CELL.sub("", text)):
        raise Unreadable(text)
    try:
        tree = ast.parse(_ONE_CELL.sub(place, text), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise Unreadable(text) from error
    reckoned: list[str] = []
    counted: list[str] = []
    numbers: list[float] = []
    _gather(tree, names, reckoned, counted, numbers)
    return Expression(tuple(reckoned), tuple(counted), tuple(numbers), tree, tuple(names))


def _gather(node: ast.expr, names: list[str], reckoned: list[str], counted: list[str], numbers: list[float]) -> None:
    match node:
        case ast.Constant(value=int() | float()):
            numbers.append(float(node.value))  # type: ignore[arg-type]
        case ast.Name(id=name):
            reckoned.append(names[int(name[1:])])
        case ast.Call(func=ast.Name(id="count"), args=args, keywords=[]) if all(isinstance(a, ast.Name) for a in args):
            counted += [names[int(a.id[1:])] for a in args if isinstance(a, ast.Name)]
        case ast.Call(func=ast.Name(id="sum"), args=args, keywords=[]):
            for argument in args:
                _gather(argument, names, reckoned, counted, numbers)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _gather(operand, names, reckoned, counted, numbers)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            _gather(left, names, reckoned, counted, numbers)
            _gather(right, names, reckoned, counted, numbers)
        case _:
            raise Unreadable(ast.dump(node))


def _value(node: ast.expr, cell: Callable[[int], float]) -> float:
    match node:
        case ast.Constant(value=value):
            found = float(value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            found = cell(int(name[1:]))
        case ast.Call(func=ast.Name(id="count"), args=args):
            found = float(len(args))
        case ast.Call(args=args):
            found = sum(_value(argument, cell) for argument in args)
        case ast.UnaryOp(operand=operand):
            found = -_value(operand, cell)
        case ast.BinOp(left=left, op=op, right=right):
            found = _SIGNS[type(op)](_value(left, cell), _value(right, cell))
        case _:
            raise Unreadable(ast.dump(node))
    return found
