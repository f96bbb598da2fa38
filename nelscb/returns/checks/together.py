"""Checks of rows together: what stands twice, categories that do not add up, parts that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from nelscb.plan import Plan
from nelscb.returns import layout
from nelscb.returns.cells import Wrong
from nelscb.returns.checks.finding import Finding
from nelscb.returns.lines import Line


def _cell(line: Line) -> tuple[str, int, str, str]:
    return line.measure.id, line.quarter.ordinal, line.breakdown, line.category


def rows_that_stand_twice(lines: Sequence[Line], plan: Plan) -> Iterator[Finding]:
    """The same figure in two rows: neither is used, because nobody can say which is meant."""
    rows: dict[tuple[str, int, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        rows[_cell(line)].append(line)
    for same in rows.values():
        if len(same) > 1:
            places = " and ".join(f"sheet {line.sheet}, row {line.row}" for line in same)
            wrong = Wrong(
                "duplicate", f"{same[0].measure.id} stands in {places}", "a figure stands once", "keep one of them"
            )
            yield Finding(tuple(same), layout.MEASURE, wrong)


def categories_that_do_not_add_up(lines: Sequence[Line], plan: Plan) -> Iterator[Finding]:
    """Categories that partition a total, all of them there, add up to it; numerators and denominators alike.

    Where one is withheld or blank the rest may not be more than the total. The total is kept, the categories
    are not: it is they that can only be checked against it.
    """
    totals = _totals(lines)
    for (measure, quarter, breakdown), parts in _by_breakdown(lines).items():
        total = totals.get((measure, quarter))
        if total is None or not plan.breakdowns[breakdown].partitions:
            continue
        for heading, whole, shares in _sums(total, parts):
            known = [share for share in shares if share is not None]
            complete = len(known) == len(plan.breakdowns[breakdown].named)
            if whole is not None and (sum(known) > whole or (complete and sum(known) != whole)):
                wrong = Wrong(
                    "does not add up",
                    f"the categories of {plan.breakdowns[breakdown].title!r} add up to {sum(known):,.0f}",
                    f"the total of {measure} is {whole:,.0f}",
                    "put right the categories or the total; no category is used until then",
                )  # fmt: skip
                yield Finding(tuple(parts), heading, wrong)
                break


def category_that_is_more_than_the_total(lines: Sequence[Line], plan: Plan) -> Iterator[Finding]:
    """Where categories overlap, no one of them can be more than the total."""
    totals = _totals(lines)
    for (measure, quarter, breakdown), parts in _by_breakdown(lines).items():
        total = totals.get((measure, quarter))
        if total is None or plan.breakdowns[breakdown].partitions:
            continue
        for part in parts:
            for heading, whole, (share,) in _sums(total, [part]):
                if whole is not None and share is not None and share > whole:
                    wrong = Wrong(
                        "more than all", f"{part.category!r} has {share:,.0f}",
                        f"the total of {measure} is {whole:,.0f}",
                        "put right the category or the total",
                    )  # fmt: skip
                    yield Finding((part,), heading, wrong)
                    break


def denominator_that_differs_from_its_own_measure(lines: Sequence[Line], plan: Plan) -> Iterator[Finding]:
    """Where the denominator is another measure of the same return, the two say the same."""
    numbers = {line.measure.id: line.number.number for line in lines if not line.breakdown and line.how == "number"}
    for line in lines:
        named = line.measure.denominator_measure
        there = numbers.get(named or "")
        if not line.breakdown and line.out_of.number is not None and there is not None and line.out_of.number != there:
            wrong = Wrong(
                "denominator", f"found out of {line.out_of.number:,.0f}", f"{named} says {there:,.0f}",
                "they count the same: put right the one that is wrong",
            )  # fmt: skip
            yield Finding((line,), layout.OUT_OF, wrong, "warning")


def _totals(lines: Sequence[Line]) -> dict[tuple[str, int], Line]:
    return {(line.measure.id, line.quarter.ordinal): line for line in lines if not line.breakdown}


def _by_breakdown(lines: Sequence[Line]) -> Mapping[tuple[str, int, str], list[Line]]:
    found: dict[tuple[str, int, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.breakdown:
            found[line.measure.id, line.quarter.ordinal, line.breakdown].append(line)
    return found


def _sums(total: Line, parts: Sequence[Line]) -> Iterator[tuple[str, float | None, list[float | None]]]:
    """Heading, the whole, and what each category has of it: a profile's categories share its total."""
    if total.how == "total":
        yield layout.NUMBER, total.out_of.number, [part.number.number for part in parts]
        return
    yield layout.NUMBER, total.number.number, [part.number.number for part in parts]
    if total.how == "number of":
        yield layout.OUT_OF, total.out_of.number, [part.out_of.number for part in parts]


def total_of_a_profile_without_categories(lines: Sequence[Line], plan: Plan) -> Iterator[Finding]:
    """A profile is its categories: its total by itself is no figure, so that must be said."""
    split = {(line.measure.id, line.quarter.ordinal) for line in lines if line.breakdown}
    for line in lines:
        if line.how == "total" and line.out_of.number is not None and _cell(line)[:2] not in split:
            wrong = Wrong(
                "no categories", f"there is a total of {line.measure.id} and no category that can be used",
                "the book shows its categories", "fill in the categories on their own sheet",
            )  # fmt: skip
            yield Finding((line,), layout.OUT_OF, wrong, "warning")


CHECKS_TOGETHER = (
    categories_that_do_not_add_up,
    category_that_is_more_than_the_total,
    denominator_that_differs_from_its_own_measure,
    total_of_a_profile_without_categories,
)
"""Of the rows that are right by themselves. ``rows_that_stand_twice`` looks at all of them, before any is left out."""
