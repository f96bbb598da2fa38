"""One mail text per sender: what could not be used, what to look at, and what has not come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from nelscb.mistakes import WrongCall
from nelscb.plan import Project
from nelscb.quarters import day_in_words
from nelscb.returns.card_content import ILLUSTRATIVE
from nelscb.returns.check_report import Checked
from nelscb.returns.intake import Intake
from nelscb.returns.receipts import Receipt


def write_letters(folder: Path, checked: Checked, project: Project, intake: Intake) -> list[Path]:
    """Write a text for every sub-group that is to be told something; give the files.

    Raises WrongCall where ``folder`` is no folder that can be written to.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for receipt in checked.receipts:
            lines = list(letter(receipt, checked, project, intake))
            if lines:
                path = folder / f"{checked.quarter}_{receipt.sub_group}.txt"
                beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
                beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
                beside.replace(path)
                written.append(path)
    except OSError as error:
        raise WrongCall(f"{folder}: letters cannot be written there ({error.strerror}); name another folder") from error
    return written


def letter(receipt: Receipt, checked: Checked, project: Project, intake: Intake) -> Iterator[str]:
    """The text for one sub-group; no line where there is nothing to tell."""
    refused = [p for p in checked.refusals if p.sub_group == receipt.sub_group]
    warned = [p for p in checked.warnings if p.sub_group == receipt.sub_group]
    missing = _missing(receipt, checked, intake)
    if not (refused or warned or missing):
        return
    quarter, group = checked.quarter, project.board.groups[receipt.sub_group]
    yield f"Subject: {project.board.short_name} score card {quarter}: {group}"
    yield ""
    if project.board.illustrative:
        yield f"{ILLUSTRATIVE}."
        yield ""
    yield f"To the author of the score card of the {group}"
    yield ""
    if not receipt.files:
        yield f"Your score card for {quarter.in_words} has not been received. It is due by {day_in_words(receipt.due)}."
        yield f"{receipt.asked} figures and answers are asked for. Please send it, even where some are not known yet."
    else:
        yield f"Thank you for your score card for {quarter.in_words}."
    for title, sentences in (
        (
            "These could not be used. Please put them right and send the score card again:",
            [p.sentence for p in refused],
        ),
        ("Please look at these. They are used as they came:", [p.sentence for p in warned]),
        ("These have not come:", missing if receipt.files else []),
    ):
        if sentences:
            yield ""
            yield title
            yield ""
            for number, sentence in enumerate(sentences, start=1):
                yield f"{number}. {sentence}"
    yield ""
    yield "A second score card does not take the place of the first as a whole: only the figures in it are read again."


def _missing(receipt: Receipt, checked: Checked, intake: Intake) -> list[str]:
    """Measures that were asked for and have neither a usable nor a refused figure."""
    asked = intake.asked[receipt.sub_group]
    there = {f.measure for f in intake.figures if f.period == checked.quarter}
    return [f"{m.title} ({m.id})" for m in asked.all.values() if m.id not in there]
