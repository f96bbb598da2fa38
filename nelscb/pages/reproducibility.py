"""The data quality statement: what is asked of figures, and what the quarter's own figures say of each."""

from __future__ import annotations

from collections import defaultdict

from nelscb.edition import Point, ReleasedPage, Revision
from nelscb.exhibits import Column, Exhibit, Table
from nelscb.plan import Board, Plan
from nelscb.words import reproducibility as words

ON_TIME_MEASURE, COMPLETE_MEASURE = "O1-03", "X-20"


def data_quality_exhibit(released: ReleasedPage, plan: Plan, board: Board) -> Exhibit:
    """A row for each of the six dimensions of quality of the European Statistical System."""
    said = {
        "Relevance": words.relevance(*_returned(released)),
        "Accuracy": words.accuracy(_graded(released), _revised(released), released.edition == "public"),
        "Timeliness": words.timeliness(_now(ON_TIME_MEASURE, released), _now(COMPLETE_MEASURE, released)),
        "Comparability": words.comparability(
            [f"assessments.{key}.breaks" for key, found in released.assessments.items() if found.breaks],
            [f"assessments.{key}.breaks" for key in released.assessments],
        ),
        "Coherence": words.COHERENCE,
        "Accessibility": words.ACCESSIBILITY,
    }
    columns = (Column("Asked for"), Column("What that means"), Column("What there is to say"))
    rows = tuple((name, asked, said[name]) for name, asked in words.ASKED.items())
    return Exhibit("reproducibility_data_quality", words.CAPTION, table=Table(columns, rows))


def _returned(released: ReleasedPage) -> tuple[list[str], list[str]]:
    """The names of the states of measures with a returned figure of the quarter, and of those without one."""
    held = [f"returns.{m}.state" for m, returned in released.returns.items() if returned.state == "reported"]
    # What is withheld came all the same, and nobody is to be told that it did not.
    there = {
        f"returns.{m}.state" for m, returned in released.returns.items() if returned.state.startswith("suppressed")
    }
    held += sorted(there)
    return held, [name for m in released.returns if (name := f"returns.{m}.state") not in held]


def _graded(released: ReleasedPage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for measure, grade in released.received.grades.items():
        found[grade.letter].append(f"received.grades.{measure}")
    return found


def _revised(released: ReleasedPage) -> list[str]:
    return [f"received.revisions.{_name_of(revision)}" for revision in released.received.revisions]


def _name_of(revision: Revision) -> str:
    after = revision.after
    part = f"/{after.breakdown}={after.category}" if after.breakdown else ""
    return f"{after.measure}{part}/{after.period}"


def _now(measure: str, released: ReleasedPage) -> Point | None:
    series = released.find(measure, "quarter")
    return series.at(released.quarter) if series else None
