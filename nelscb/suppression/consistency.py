"""What cells and relations must be like before anything is withheld: every fault is found, and said at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import inf, isfinite, isnan

from nelscb.mistakes import Mistake
from nelscb.suppression.cells import TOLERANCE, Cell, Decision, Relation, Rule

MOST_SAID = 5
"""So many faults are named; the others are counted."""
MOST_TERMS_SAID = 8


def check(cells: Sequence[Cell], relations: Sequence[Relation], rule: Rule) -> None:
    """Refuse, in one sentence that names the cells, what cannot be protected because it does not fit together.

    A reader of figures that contradict what is known of them could rule out the truth, and then nothing said of
    ranges would hold. So categories that exceed their total are refused; where categories are missing, the caller says
    so with a relation that has no lower bound.
    """
    if rule.largest_small < 1:
        raise Mistake(f"the largest small count is {rule.largest_small}, but it must be 1 or more")
    faults = [*_faults_of_cells(cells)]
    values = {cell.name: cell.value for cell in cells}
    if not faults:
        faults = [fault for relation in relations for fault in [_fault_of(relation, values)] if fault]
    if faults:
        more = f"; and {len(faults) - MOST_SAID} more faults like these" if len(faults) > MOST_SAID else ""
        raise Mistake("nothing can be protected: " + "; ".join(faults[:MOST_SAID]) + more)


def activity(relation: Relation, values: Mapping[str, int]) -> tuple[float, float]:
    """The relation's sum at these counts, and by how much rounding may have moved it (0 where all is whole)."""
    products = [coefficient * values[name] for coefficient, name in relation.terms]
    whole = all(float(coefficient).is_integer() for coefficient, _ in relation.terms) and all(
        not isfinite(bound) or float(bound).is_integer() for bound in (relation.low, relation.high)
    )
    return sum(products), 0.0 if whole else TOLERANCE * (1 + sum(map(abs, products)))


def _faults_of_cells(cells: Sequence[Cell]) -> list[str]:
    names = Counter(cell.name for cell in cells)
    faults = [f"{name} is the name of {many} cells" for name, many in names.items() if many > 1]
    for cell in cells:
        # A numpy integer is a whole number too; a float is none, though it may have the same value.
        if not hasattr(cell.value, "__index__") or cell.value < 0:
            faults.append(f"{cell.name} is {cell.value}, which is no whole number of at least 0")
        elif cell.least not in (0, 1):
            faults.append(f"{cell.name} is to be at least {cell.least}, which is neither 0 nor 1")
        elif cell.decision is Decision.WITHHELD and cell.value == 0 and cell.least:
            faults.append(f"{cell.name} is 0 and withheld, but a zero is always published")
        elif not (isfinite(cell.information) and cell.information > 0) and cell.value > 0:
            faults.append(f"{cell.name} has the weight {cell.information}, which must be a number above 0")
    return faults


def _fault_of(relation: Relation, values: Mapping[str, int]) -> str | None:
    unknown = [name for _, name in relation.terms if name not in values]
    if unknown:
        return f"{_in_words(relation)} names {', '.join(unknown)}, which is no cell"
    if any(not isfinite(coefficient) for coefficient, _ in relation.terms):
        return f"{_in_words(relation)} has a coefficient that is no number"
    if isnan(relation.low) or isnan(relation.high) or relation.low == inf or relation.high == -inf:
        return f"{_in_words(relation)} has a bound that is no number"
    if relation.low > relation.high:
        return f"{_in_words(relation)} is to be at least {relation.low:g} and at most {relation.high:g}"
    total, slip = activity(relation, values)
    if relation.low - slip <= total <= relation.high + slip:
        return None
    wanted = (
        f"{relation.low:g}"
        if relation.low == relation.high
        else f"at least {relation.low:g}"
        if total < relation.low
        else f"at most {relation.high:g}"
    )
    counts = ", ".join(f"{name} is {values[name]}" for _, name in relation.terms[:MOST_TERMS_SAID])
    return f"{_in_words(relation)} should be {wanted} but is {total:g} ({counts})"


def _in_words(relation: Relation) -> str:
    """The sum as it would be written down: total - girls - boys."""
    words = ""
    for coefficient, name in relation.terms[:MOST_TERMS_SAID]:
        sign = ("" if coefficient >= 0 else "-") if not words else " + " if coefficient >= 0 else " - "
        words += sign + (name if abs(coefficient) == 1 else f"{abs(coefficient):g} x {name}")
    more = len(relation.terms) - MOST_TERMS_SAID
    return (words or "a relation without cells") + (f" and {more} more" if more > 0 else "")
