"""Checks of a row by itself: what its cells say, which of them must be there, and whether they can be true."""

from __future__ import annotations

from collections.abc import Iterator

from nelscb.returns import layout
from nelscb.returns.cells import Wrong
from nelscb.returns.checks.finding import Finding
from nelscb.returns.lines import Line

_NONE_COUNTED = "write 0 if you counted and there were none"


def cells_that_say_no_count(line: Line) -> Iterator[Finding]:
    """Text, a percentage, a fraction, a date, a negative, a formula without a value: one finding a cell."""
    for heading, wrong in line.wrong:
        yield Finding((line,), heading, wrong)


def cell_that_is_not_asked_for(line: Line) -> Iterator[Finding]:
    """A denominator of a count or score, a number where only the total is asked for, a value of what is no score."""
    how, name = line.how, line.measure.id
    stray = {
        layout.NUMBER: how in ("total", "value", "answer") and not line.number.blank,
        layout.OUT_OF: how in ("number", "value", "answer") and not line.out_of.blank,
        layout.VALUE: how != "value" and not line.value.blank,
        layout.ANSWER: how != "answer" and bool(line.answer),
    }
    where = {
        "total": f"of {name} only the total is asked for here, under {layout.OUT_OF!r}",
        "number": f"{name} is a count, under {layout.NUMBER!r}"
        if not line.breakdown
        else f"{name} asks here for a count",
        "value": f"{name} is a score, under {layout.VALUE!r}",
        "number of": f"{name} is a count out of a count",
        "answer": f"{name} is answered in words, under {layout.ANSWER!r}",
    }[how]
    for heading, is_stray in stray.items():
        if is_stray:
            wrong = Wrong("not asked", f"there is a figure under {heading!r}", where, "clear that cell")
            yield Finding((line,), heading, wrong)


def part_that_is_missing(line: Line) -> Iterator[Finding]:
    """A count without what it is out of, or the reverse; a mark in one part stands for both."""
    if line.wrong or line.blank or line.how != "number of":
        return
    if line.number.blank:
        wrong = Wrong("missing part", f"{layout.NUMBER!r} is blank", "both parts are needed", _NONE_COUNTED)
        yield Finding((line,), layout.NUMBER, wrong)
    elif line.out_of.blank and line.number.state is None:
        wrong = Wrong("missing part", f"{layout.OUT_OF!r} is blank", "both parts are needed", "write out of how many")
        yield Finding((line,), layout.OUT_OF, wrong)


def part_that_is_more_than_the_whole(line: Line) -> Iterator[Finding]:
    """More of them than there are; rates may be over 1, shares may not."""
    if line.how != "number of" or line.measure.unit == "rate":
        return
    number, out_of = line.number.number, line.out_of.number
    if number is not None and out_of is not None and number > out_of:
        wrong = Wrong(
            "more than all", f"found {number:,.0f} out of {out_of:,.0f}", "a part cannot be more than the whole",
            "look whether the two are in each other's place",
        )  # fmt: skip
        yield Finding((line,), layout.NUMBER, wrong)


def number_beside_a_mark(line: Line) -> Iterator[Finding]:
    """A mark in one part stands for the whole figure, so that the number in the other is not used."""
    parts = {layout.NUMBER: line.number, layout.OUT_OF: line.out_of}
    numbers = [heading for heading, said in parts.items() if said.number is not None]
    marked = [heading for heading, said in parts.items() if said.state is not None]
    if line.how == "number of" and numbers and marked and line.number.state != "suppressed_by_publisher":
        wrong = Wrong(
            "mark", f"there is a mark, and a number under {numbers[0]!r}", "a mark stands for the whole figure",
            "write both numbers, or clear the one beside the mark",
        )  # fmt: skip
        yield Finding((line,), marked[0], wrong, "warning")


def answer_that_is_none_of_those_offered(line: Line) -> Iterator[Finding]:
    """A status line is answered in the plan's words, so that quarters can be compared."""
    if line.how == "answer" and line.answer and line.answer not in line.measure.answers:
        wrong = Wrong(
            "answer", f"found {line.answer[:40]!r}", f"{line.measure.id} is answered {', '.join(line.measure.answers)}",
            f"choose one, and put what else there is to say under {layout.EVIDENCE!r}",
        )  # fmt: skip
        yield Finding((line,), layout.ANSWER, wrong)


def evidence_without_an_answer(line: Line) -> Iterator[Finding]:
    """Evidence alone says nothing of where things stand."""
    if line.how == "answer" and line.evidence and not line.answer:
        wrong = Wrong("answer", "there is evidence and no answer", "both belong together", "choose an answer")
        yield Finding((line,), layout.ANSWER, wrong)


def count_that_is_withheld(line: Line) -> Iterator[Finding]:
    """The Board needs the number, and the book protects it: a sender need not."""
    if any(said.state == "suppressed_by_publisher" for said in (line.number, line.out_of, line.value)):
        under = any(said.under for said in (line.number, line.out_of, line.value))
        wrong = Wrong(
            "withheld", "the number is withheld" + (" as a small one" if under else ""),
            "the Board can be told small numbers, and the book protects them", "send the number if you may",
        )  # fmt: skip
        yield Finding((line,), layout.NUMBER, wrong, "warning")


CHECKS_OF_A_ROW = (
    cells_that_say_no_count,
    cell_that_is_not_asked_for,
    part_that_is_missing,
    part_that_is_more_than_the_whole,
    answer_that_is_none_of_those_offered,
    evidence_without_an_answer,
    count_that_is_withheld,
    number_beside_a_mark,
)
