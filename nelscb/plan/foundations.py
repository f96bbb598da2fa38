"""The plan's prose that every chapter rests on, and which page answers each of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from nelscb.plan.strict import STRICT


@dataclass(frozen=True)
class KeptPrinciple:
    """A value, principle or duty, and where the book keeps it."""

    __pydantic_config__ = STRICT
    text: str
    kept_where: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class DocumentControl:
    """The table on the plan's cover. What is blank there is None here.

    ``review_by`` is the last day of the month that ``review_date`` prints.
    """

    __pydantic_config__ = STRICT
    version: str
    approved: str
    date_approved: str | None
    author: str
    date_issued: str | None
    review_date: str
    review_by: date


@dataclass(frozen=True)
class Foundations:
    """The plan's prose that every chapter rests on: vision, duties, values, principles, abbreviations."""

    __pydantic_config__ = STRICT
    outcome: str
    vision: tuple[str, ...]
    definition_of_safeguarding: tuple[KeptPrinciple, ...]
    section_14: tuple[KeptPrinciple, ...]
    regulation_5: tuple[KeptPrinciple, ...]
    inspection_criteria: tuple[KeptPrinciple, ...]
    sources_of_priorities: tuple[str, ...]
    overarching_themes: tuple[str, ...]
    toxic_trio: tuple[str, ...]
    values: tuple[KeptPrinciple, ...]
    principles: tuple[KeptPrinciple, ...]
    closing: str
    document_control: DocumentControl
    glossary: dict[str, str]


@dataclass(frozen=True)
class CoverageLine:
    """A line of the plan, or a thing the plan promises, and the page of the book that answers it."""

    __pydantic_config__ = STRICT
    key: str
    where: str
    line: str
    page: str
    answered: Literal["yes", "partly", "not yet", "by figures"]
    how: str
