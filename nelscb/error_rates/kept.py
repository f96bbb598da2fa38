"""The simulated error rates, kept in one CSV file for as long as the code that they describe stays the same."""

from __future__ import annotations

import ast
import csv
import hashlib
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from nelscb.error_rates import cells
from nelscb.error_rates.cells import CellResult, FamilyResult

Row = CellResult | FamilyResult

PACKAGE = Path(__file__).resolve().parent.parent
RESTS_ON = (
    "statistics/trend.py", "statistics/regression.py", "statistics/dependence.py", "statistics/change_point.py",
    "statistics/finding.py", "statistics/many_tests.py", "statistics/mann_kendall.py",
    "statistics/distributions.py", "error_rates/invented_series.py", "error_rates/cells.py",
)  # fmt: skip
"""The modules that decide what the rates are, from the package's folder."""
CODE_HASH = "code_hash"
COLUMNS = (
    *dict.fromkeys(f.name for of in (CellResult, FamilyResult) for f in fields(of) if f.name != "limit"),
    "limit",
)
WORDS, WHOLE_NUMBERS = {"kind", "model"}, {"n", "runs", "members"}


def error_rates(path: Path, say: Callable[[str], None]) -> tuple[Row, ...]:
    """The kept rows where they fit the code; else all simulated anew, a matter of minutes, and ``path`` written whole.

    The file is written beside its place and then put there, so that it is never half done. ``say`` is told before
    each model. Raises OSError where the file cannot be written.
    """
    kept = kept_error_rates(path)
    if kept is not None:
        return kept
    rows: list[Row] = []
    last = None
    for kind, model, n, mean in cells.grid():
        if last != (kind, model):
            say(f"Simulating {kind} rates, {model}, {cells.RUNS} series a cell.")
            last = (kind, model)
        rows.append(cells.cell(kind, model, n, mean, cells.RUNS))
    say(f"Simulating {cells.FAMILIES} families of tests.")
    rows.append(cells.family(cells.FAMILIES))
    _write(path, rows)
    return tuple(rows)


def kept_error_rates(path: Path) -> tuple[Row, ...] | None:
    """The rows of the file at ``path``; None where it is missing, damaged, incomplete, or of other code."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        if {line[CODE_HASH] for line in lines} != {code_hash()}:
            return None
        rows = tuple(_row(line) for line in lines)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    found = [(r.kind, r.model, r.n, r.mean) for r in rows if isinstance(r, CellResult)]
    whole = found == list(cells.grid()) and [r.kind for r in rows[len(found) :]] == ["family"]
    return rows if whole else None


def code_hash() -> str:
    """Names the code behind the rates, whatever its comments and docstrings say, with the seed and numbers of runs."""
    digest = hashlib.sha256(f"{cells.SEED} {cells.RUNS} {cells.FAMILIES}".encode())
    for name in RESTS_ON:
        digest.update(f"\n{name} {outline((PACKAGE / name).read_text(encoding='utf-8'))}".encode())
    return digest.hexdigest()[:16]


def outline(source: str) -> str:
    """The syntax tree of a module without docstrings, comments or places; the same in every version of Python.

    ``ast.dump`` prints empty fields in some versions and not in others, so they are left out here. Raises SyntaxError.
    """
    return _outline(ast.parse(source))


def _outline(node: object) -> str:
    if isinstance(node, list):
        # A string that stands as a statement is a docstring, of a module, function, class or constant.
        return f"[{', '.join(_outline(part) for part in node if not _is_docstring(part))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    filled = [(name, value) for name, value in ast.iter_fields(node) if value is not None and value != []]
    return f"{type(node).__name__}({', '.join(f'{name}={_outline(value)}' for name, value in filled)})"


def _is_docstring(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _write(path: Path, rows: list[Row]) -> None:
    beside = path.with_name(path.name + ".part")
    own = code_hash()
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, CODE_HASH], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**asdict(row), CODE_HASH: own} for row in rows)
    beside.replace(path)


def _row(line: dict[str, str]) -> Row:
    of = FamilyResult if line["kind"] == "family" else CellResult
    return of(**{f.name: _value(f.name, line[f.name]) for f in fields(of)})


def _value(name: str, text: str) -> Any:
    if name in WORDS:
        return text
    if name in WHOLE_NUMBERS:
        return int(text)
    return None if name == "limit" and not text else float(text)
