"""Measures: what is counted, over what, in which version of its definition, and who returns it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from nelscb.plan.strict import STRICT
from nelscb.quarters import Quarter, QuarterText

TO_BE_NAMED = "to be named by the Board"
"""Stands for the categories of a breakdown that only the Board can name, such as localities."""
Direction = Literal["lower", "higher", "context"]
Basis = Literal[
    "flow", "snapshot", "ratio", "cohort", "census", "sample", "survey",
    "annual", "paired", "rolling", "rolling_distinct", "cumulative", "status",
]  # fmt: skip


@dataclass(frozen=True)
class Breakdown:
    """A way to split a measure. ``partitions`` says whether the categories add up to the total."""

    __pydantic_config__ = STRICT
    title: str
    categories: tuple[str, ...] | Literal["to be named by the Board"]
    partitions: bool

    @property
    def named(self) -> tuple[str, ...]:
        """The categories; none where the Board has yet to name them."""
        return self.categories if isinstance(self.categories, tuple) else ()


@dataclass(frozen=True)
class Definition:
    """One version of what a measure counts; a later version draws a break in the series."""

    __pydantic_config__ = STRICT
    version: int
    from_quarter: Annotated[QuarterText | None, Field(alias="from")] = None
    change: str | None = None


@dataclass(frozen=True)
class PublishedFeed:
    """Which published series fills a measure, and whether it is the same thing or near it (``proxy``).

    ``months``: the series is monthly, and three months make a quarter. ``title``: what a near figure is called
    where it is shown, so that it does not pass for the plan's own measure.
    """

    __pydantic_config__ = STRICT
    match: Literal["same", "proxy"]
    series: str | None = None
    months: bool = False
    title: str | None = None
    breakdown: str | None = None
    categories: dict[str, str] = field(default_factory=dict)
    denominator_series: str | None = None
    note: str | None = None

    @property
    def all_series(self) -> dict[str, str | None]:
        """Published series to the category each fills; None for the total."""
        return dict(self.categories) if self.categories else {str(self.series): None}


@dataclass(frozen=True)
class NumeratorCategory:
    """The category of another measure that is this measure's numerator."""

    __pydantic_config__ = STRICT
    breakdown: str
    category: str


@dataclass(frozen=True)
class Measure:
    """One line of the plan (or one needed to read it): what is counted, over what, and who returns it.

    ``answers`` are what a status line may be answered with. ``counted_by_the_book``: it is about the returns
    themselves, and is counted where they come in. ``leavers_measure`` counts those who leave a stock.
    """

    __pydantic_config__ = STRICT
    id: str
    standing: Literal["plan", "implied", "published", "proposed"]
    title: str
    type: Literal["how_much", "how_well", "better_off", "population"]
    unit: Literal["count", "percent", "profile", "status", "rate", "score"]
    counts: Literal["people", "events", "documents", "places"]
    basis: Basis
    window: Literal["quarter", "rolling_12_months", "running_total"]
    numerator: str
    direction: Direction
    definitions: tuple[Definition, ...]
    sub_group: str
    source_agency: str
    responsible: tuple[str, ...]
    unit_words: str = ""
    answers: tuple[str, ...] = ()
    text_in_plan: str | None = None
    per: int | None = None
    denominator: str | None = None
    numerator_measure: str | None = None
    numerator_category: NumeratorCategory | None = None
    denominator_measure: str | None = None
    less_measure: str | None = None
    leavers_measure: str | None = None
    sums: str | None = None
    plan_hopes: str | None = None
    alias_of: str | None = None
    breakdowns: tuple[str, ...] = ()
    also_from: tuple[str, ...] = ()
    published: tuple[PublishedFeed, ...] = ()
    published_check: str | None = None
    counted_by_the_book: bool = False
    disclosure_risk: Literal["high", "medium"] | None = None
    cautions: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The id as it stands in file, page and exhibit names: ``p1_04``."""
        return self.id.lower().replace("-", "_")

    @property
    def scale(self) -> float:
        """What numerator over denominator is multiplied by: 100 for a percentage, ``per`` for a rate."""
        return 100.0 if self.unit in ("percent", "profile") else float(self.per or 1)

    @property
    def is_ratio(self) -> bool:
        """Whether the value is a numerator over a denominator."""
        return self.unit in ("percent", "profile", "rate")

    @property
    def overlaps(self) -> bool:
        """Whether one quarter's figure counts again what the quarter before counted: rolling years, running totals.

        Such figures are no series of separate trials: they are never tested as they stand.
        """
        return self.basis in ("rolling", "rolling_distinct", "cumulative") or self.window != "quarter"

    def definition_at(self, quarter: Quarter) -> Definition:
        """The version of the definition in force in ``quarter``."""
        in_force = [d for d in self.definitions if d.from_quarter is None or d.from_quarter <= quarter]
        return in_force[-1]
