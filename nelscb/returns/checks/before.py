"""Checks of a figure against what was sent before: jumps, revisions, and figures that were filled in already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nelscb.core_data import Figure
from nelscb.mistakes import WrongCall
from nelscb.plan import Board
from nelscb.quarters import Quarter
from nelscb.returns import layout
from nelscb.returns.cells import Wrong
from nelscb.returns.checks.finding import Finding
from nelscb.returns.figures import Cell, cell_of, last_known, same, shown
from nelscb.returns.lines import Line

BACK = 4
"""Quarters back in which the figure to compare with is looked for."""


@dataclass(frozen=True)
class Before:
    """What had come in before a file: every version of every quarterly figure of the board's own area.

    ``published_since`` are publications that came in later: a score card made after them shows them.
    """

    figures: Mapping[Cell, list[Figure]]
    board: Board
    published_since: Sequence[Figure] = ()

    def last(self, cell: Cell) -> Figure | None:
        """The last word on a cell."""
        return last_known(self.figures, cell)


def jump(line: Line, figure: Figure, before: Before) -> Iterator[Finding]:
    """A total that differs from the quarter before (or the last of the four) by more than board.yml says."""
    if line.breakdown or figure.state != "reported" or line.how == "answer":
        return
    measure, quarter, *_ = cell_of(line)
    for ordinal in range(quarter - 1, quarter - 1 - BACK, -1):
        earlier = before.last((measure, ordinal, "", ""))
        if earlier is not None and earlier.state == "reported":
            words = _jumped(figure, earlier, before.board)
            if words:
                wrong = Wrong(
                    "jump", words, f"it was {shown(earlier)} in {Quarter.from_ordinal(ordinal)}",
                    "look whether it is right; if it is, say why in the story, or let a role accept it",
                )  # fmt: skip
                yield Finding((line,), layout.NUMBER, wrong, "warning")
            return


def _jumped(figure: Figure, earlier: Figure, board: Board) -> str:
    """What jumped, in words; empty where nothing did."""
    rule = board.jump
    if figure.value is not None and earlier.value is not None:
        far = abs(figure.value - earlier.value) > rule.percent / 100 * abs(earlier.value)
        return f"found {figure.value:g}, more than {rule.percent}% away" if far else ""
    if figure.numerator is None or earlier.numerator is None:
        return ""
    if figure.denominator and earlier.denominator:
        points = 100 * abs(figure.numerator / figure.denominator - earlier.numerator / earlier.denominator)
        far = points > rule.points and min(figure.denominator, earlier.denominator) >= rule.at_least
        return f"found {shown(figure)}, more than {rule.points} points away" if far else ""
    difference = abs(figure.numerator - earlier.numerator)
    far = difference >= rule.at_least and difference > rule.percent / 100 * earlier.numerator
    return f"found {shown(figure)}, more than {rule.percent}% away" if far else ""


def revision_without_a_reason(line: Line, figure: Figure, before: Before) -> Iterator[Finding]:
    """A figure that was sent before and now differs is accepted and listed; why it differs should be said."""
    earlier = before.last(cell_of(line))
    if earlier is not None and not earlier.release and not same(earlier, figure) and not figure.reason:
        wrong = Wrong(
            "revision", f"found {shown(figure)} for {figure.period}",
            f"{shown(earlier)} was sent on {earlier.received.isoformat()}",
            f"say why: {', '.join(layout.REASONS)} (on the cover, or beside the correction)",
        )  # fmt: skip
        yield Finding((line,), layout.NUMBER, wrong, "warning")


def figure_that_differs_from_the_published_one(line: Line, figure: Figure, before: Before) -> Iterator[Finding]:
    """The agency's own count beside the published count of the same quarter."""
    earlier = before.last(cell_of(line))
    if earlier is not None and earlier.release and not same(earlier, figure):
        wrong = Wrong(
            "published", f"found {shown(figure)} for {figure.period}", f"{shown(earlier)} is published",
            "say in the story why the two differ",
        )  # fmt: skip
        yield Finding((line,), layout.NUMBER, wrong, "warning")


def dash_after_a_figure(line: Line, figure: Figure, before: Before) -> Iterator[Finding]:
    """A dash says "we do not collect it": after a quarter with a figure it may have been meant as a zero."""
    if figure.state != "not_collected":
        return
    measure, quarter, breakdown, category = cell_of(line)
    earlier = before.last((measure, quarter - 1, breakdown, category))
    if earlier is not None and earlier.state == "reported":
        wrong = Wrong(
            "dash", "found a dash, which says: not collected", f"there was {shown(earlier)} the quarter before",
            "write 0 if you counted and there were none",
        )  # fmt: skip
        yield Finding((line,), layout.NUMBER, wrong, "warning")


def earlier_figure_that_was_changed(line: Line, before: Before) -> Iterator[Finding]:
    """The columns of earlier quarters show what was sent; a change there is not read, so it must be said."""
    for heading, told in line.history.items():
        try:
            quarter = Quarter.parse(heading)
        except WrongCall:
            continue
        name = line.measure.id
        since = [f for f in before.published_since if (f.measure, f.period, f.breakdown) == (name, quarter, "")]
        versions = [*before.figures.get((name, quarter.ordinal, "", ""), []), *since]
        if told not in {shown(version) for version in versions}:
            there = _came(versions[-1]) if versions else "none was sent"
            wrong = Wrong(
                "earlier figure", f"the column {heading} says {told[:40]!r}", there,
                f"these columns are not read: put a correction on the sheet {layout.CORRECTIONS!r}",
            )  # fmt: skip
            yield Finding((line,), heading, wrong, "warning")


def _came(figure: Figure) -> str:
    return f"{shown(figure)} {'is published' if figure.release else 'was sent'}"


CHECKS_AGAINST_BEFORE = (
    jump,
    revision_without_a_reason,
    figure_that_differs_from_the_published_one,
    dash_after_a_figure,
)
