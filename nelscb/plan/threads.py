"""Threads: what runs across chapters. Measures read together, themes, the toxic trio, documents, milestones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nelscb.plan.strict import STRICT


@dataclass(frozen=True)
class Join:
    """Two measures, often of two chapters, that mean more side by side; ``why`` says how, without figures."""

    __pydantic_config__ = STRICT
    measures: tuple[str, str]
    why: str


@dataclass(frozen=True)
class Theme:
    """An overarching theme, the page that carries it, and the measures that speak to it."""

    __pydantic_config__ = STRICT
    theme: str
    page: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Trouble:
    """One of the three troubles of parents that the plan calls the toxic trio, with its measures."""

    __pydantic_config__ = STRICT
    trouble: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A document that the plan names: what it is to the plan, the agency that holds it, pages and status lines."""

    __pydantic_config__ = STRICT
    name: str
    what: str
    holder: str
    pages: tuple[str, ...]
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Milestone:
    """A thing to be built, explored or reviewed, and the status line that says how far it is."""

    __pydantic_config__ = STRICT
    what: str
    measure: str


@dataclass(frozen=True)
class SourceOfPriorities:
    """One of the plan's six sources of its priorities, and what in the book comes from it."""

    __pydantic_config__ = STRICT
    source: str
    pages: tuple[str, ...]
    measures: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class HalfOfOutcome:
    """One half of the Board's outcome, and the figures nearest to it."""

    __pydantic_config__ = STRICT
    half: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Threads:
    """All threads of the plan, from ``threads.yml``."""

    __pydantic_config__ = STRICT
    joins: tuple[Join, ...] = ()
    themes: tuple[Theme, ...] = ()
    toxic_trio: tuple[Trouble, ...] = ()
    documents: tuple[Document, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sources: tuple[SourceOfPriorities, ...] = ()
    outcome: tuple[HalfOfOutcome, ...] = ()

    def named(self) -> Iterator[tuple[str, str]]:
        """Every measure that a thread names, with the key of the file under which it does."""
        parts = (
            ("joins", self.joins), ("themes", self.themes), ("toxic_trio", self.toxic_trio),
            ("documents", self.documents), ("sources", self.sources), ("outcome", self.outcome),
        )  # fmt: skip
        yield from ((key, name) for key, entries in parts for entry in entries for name in entry.measures)
        yield from (("milestones", milestone.measure) for milestone in self.milestones)
