"""Every marked number of a page held against the figures that the edition shows as data."""

from __future__ import annotations

from nelscb.audit.expressions import PLAIN_NUMBERS, Expression, Unreadable, parsed
from nelscb.audit.findings import Notes
from nelscb.audit.printed_numbers import shows
from nelscb.audit.shown_figures import NotShown, OfAKind, ShownFigures, Withheld, kind_of
from nelscb.audit.web_pages import Marked, WebPage

_SMALL = (3.0, 4.0, 5.0)


def check_marked(page: WebPage, figures: ShownFigures, notes: Notes) -> None:
    """Note each marked number that names what is withheld or not shown, or that does not show what it names."""
    for marked in page.marked:
        notes.looked("marked numbers")
        try:
            expression = parsed(marked.expression)
        except Unreadable:
            notes.fails(page.file, _place(marked), f"cannot be read: {marked.expression[:120]}", "unreadable marks")
            continue
        _check_plain(page.file, marked, expression, notes)
        _check_counted(page.file, marked, expression, figures, notes)
        _check_value(page.file, marked, expression, figures, notes)


def _check_plain(file: str, marked: Marked, expression: Expression, notes: Notes) -> None:
    """A plain number in an expression may be a cell that lost its name on the way."""
    for number in expression.plain_numbers:
        if number in _SMALL:
            notes.fails(file, _place(marked), f"reckons with {number:g}, which names no cell", "numbers without a name")
        elif number not in PLAIN_NUMBERS:
            notes.counts("plain numbers that marked numbers reckon with")


def _check_counted(file: str, marked: Marked, expression: Expression, figures: ShownFigures, notes: Notes) -> None:
    """What is counted must be there; whether it is withheld does not matter, for that can be seen."""
    for name in expression.counted:
        if figures.is_point(name):
            if name not in figures.shown:
                notes.fails(file, _place(marked), f"counts {name}, which is not in the core data set", "not shown")
        else:
            notes.counts(kind_of(name).replace("numbers named by", "counted things named by"))


def _check_value(file: str, marked: Marked, expression: Expression, figures: ShownFigures, notes: Notes) -> None:
    kinds: list[str] = []
    for name in expression.reckoned:  # whatever may not be told comes before what is only counted
        try:
            figures.number(name)
        except OfAKind as other:
            kinds.append(other.kind)
        except Withheld as withheld:
            notes.fails(file, _place(marked), str(withheld), "withheld numbers told")
            return
        except NotShown as missing:
            notes.fails(file, _place(marked), str(missing), "not shown")
            return
    if kinds:
        notes.counts(kinds[0])
        return
    try:
        value = expression.value(figures.number)
    except ZeroDivisionError:
        notes.fails(file, _place(marked), f"divides by nought: {marked.expression[:120]}", "unreadable marks")
        return
    notes.looked("marked numbers worked out again")
    if not shows(marked.words, value):
        notes.fails(file, _place(marked), f"stands for {value:.10g} ({marked.expression[:120]})", "other numbers")


def _place(marked: Marked) -> str:
    return f"{marked.words!r} after {marked.before!r}"
