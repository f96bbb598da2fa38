"""What ``nelscb check`` says: who sent what, every problem, and how the figures differ from the quarter before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nelscb.core_data import current_texts
from nelscb.plan import Project
from nelscb.plan.board import AcceptedText, AcceptedWarning
from nelscb.quarters import Quarter, last_day_of
from nelscb.returns.acceptance import accepted_and_open
from nelscb.returns.figures import last_known, shown
from nelscb.returns.intake import Intake
from nelscb.returns.problems import AcceptedProblem, Problem
from nelscb.returns.public_texts import SmallNumbers, shown_in, small_numbers_in, texts_for_the_public, unaccepted
from nelscb.returns.receipts import Receipt, receipts_of


@dataclass(frozen=True)
class Checked:
    """The quarter's returns as the checks found them."""

    quarter: Quarter
    receipts: tuple[Receipt, ...]
    refusals: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    accepted: tuple[AcceptedProblem, ...]
    idle_acceptances: tuple[AcceptedWarning, ...]
    small_numbers: tuple[SmallNumbers, ...]
    accepted_texts: tuple[tuple[SmallNumbers, AcceptedText], ...]
    idle_texts: tuple[AcceptedText, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing that came in was refused; what has not come, or only asks to be looked at, does not fail."""
        return not self.refusals


def check(project: Project, quarter: Quarter, intake: Intake) -> Checked:
    """Sort what was found in the quarter's returns."""
    problems = intake.problems(quarter)
    accepted, still_open, idle = accepted_and_open(problems, project.settings(quarter))
    refusals = tuple(p for p in problems if p.severity != "warning")
    return Checked(
        quarter, receipts_of(quarter, intake, project.board), refusals, still_open, accepted, idle,
        *_texts_for_the_public(project, quarter, intake),
    )  # fmt: skip


def _texts_for_the_public(
    project: Project, quarter: Quarter, intake: Intake
) -> tuple[tuple[SmallNumbers, ...], tuple[tuple[SmallNumbers, AcceptedText], ...], tuple[AcceptedText, ...]]:
    """Texts with small numbers that nobody has accepted, those accepted, and the quarter's acceptances of none."""
    texts = shown_in(quarter, current_texts(intake.texts))
    figures = [f for f in intake.figures if last_day_of(f.period) <= quarter.last_day]
    found = small_numbers_in(texts_for_the_public(texts, figures), project.board.disclosure_rule)
    accepted = project.accepted_texts(quarter)
    by_key = {acceptance.key: acceptance for acceptance in accepted}
    keys = {numbers.text.key for numbers in found}
    return (
        unaccepted(found, accepted),
        tuple((numbers, by_key[numbers.text.key]) for numbers in found if numbers.text.key in by_key),
        tuple(a for a in project.settings(quarter).accepted_texts if a.key not in keys),
    )


def report(checked: Checked, project: Project, intake: Intake) -> Iterator[str]:
    """The report, line by line."""
    yield f"{checked.quarter} ({checked.quarter.in_words}), returns due {_due(checked)}"
    for receipt in checked.receipts:
        yield f"  {project.board.groups[receipt.sub_group]}: {_received(receipt)}"
    yield from _part("Refused, and not used", [f"{p.sentence}" for p in checked.refusals])
    yield from _part("To look at; used as it came", [f"{p.sentence} [{p.key}]" for p in checked.warnings])
    if checked.warnings:
        settings = project.settings_file(checked.quarter).relative_to(project.folder)
        yield (
            f"  A role can accept a warning in {settings}, under accepted_warnings: the words in brackets as "
            "'warning', with 'reason' and 'role'."
        )
    yield from _part("Accepted", [f"{a.problem.key}: {a.reason} ({a.role})" for a in checked.accepted])
    yield from _part(
        "Accepted, but no such warning is there any more",
        [f"{a.warning}: {a.reason}" for a in checked.idle_acceptances],
    )
    yield from _part(
        "Small numbers in texts for the public; they stop the public edition and nothing else",
        [numbers.sentence for numbers in checked.small_numbers],
    )
    if checked.small_numbers:
        settings = project.settings_file(checked.quarter).relative_to(project.folder)
        yield (
            "  Have each mended by who sent it. One that tells of nobody a role can accept, in "
            f"{settings}, with reason, role and day:"
        )
        yield "  accepted_texts:"
        yield from (f"    {numbers.line_to_paste}" for numbers in checked.small_numbers)
    yield from _part(
        "Small numbers in texts for the public, accepted",
        [f"{numbers.sentence}: {a.reason} ({a.role}, {a.day})" for numbers, a in checked.accepted_texts],
    )
    yield from _part(
        "Accepted for the public, but no such text has a small number any more",
        [f"{a.key}: {a.reason}" for a in checked.idle_texts],
    )
    yield from _part(f"Against {checked.quarter - 1}", list(_differences(checked.quarter, intake)))


def _due(checked: Checked) -> str:
    return checked.receipts[0].due.isoformat() if checked.receipts else "from nobody"


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        yield from (f"  {line}" for line in lines)


def _received(receipt: Receipt) -> str:
    if not receipt.files:
        return f"nothing received; {receipt.asked} figures and answers are asked for"
    files = ", ".join(
        f"{file.received.isoformat()}{' (refused whole)' if file.refused else ''}"
        f"{f' ({file.days_late} days late)' if file.days_late > 0 else ''}"
        for file in receipt.files
    )
    refused = f", {receipt.refused} refused" if receipt.refused else ""
    return f"received {files}; {receipt.answered} of {receipt.asked} figures and answers{refused}"


def _differences(quarter: Quarter, intake: Intake) -> Iterator[str]:
    """Each total of the quarter beside the quarter before."""
    for asked in intake.asked.values():
        for measure in asked.all.values():
            now = last_known(intake.known, (measure.id, quarter.ordinal, "", ""))
            before = last_known(intake.known, (measure.id, quarter.ordinal - 1, "", ""))
            if now is not None:
                was = f"was {shown(before)}" if before is not None else "nothing the quarter before"
                yield f"{measure.id} {measure.title}: {shown(now)} ({was})"
