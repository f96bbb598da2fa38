"""The rule by which small counts are protected in public; each part of it has a reason, and the policy it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from nelscb.plan.strict import STRICT


@dataclass(frozen=True)
class RulePart:
    """Why a part of the rule is as it is, and the address of the policy that says so; none where no policy does."""

    __pydantic_config__ = STRICT
    reason: str
    policy: Annotated[str | None, Field(pattern=r"^https://\S+$")] = None


@dataclass(frozen=True)
class RuleException:
    """A measure whose small counts are published all the same: why, by whose decision, and since when."""

    __pydantic_config__ = STRICT
    measure: str
    reason: str
    role: str
    day: date


@dataclass(frozen=True)
class DisclosureRule:
    """Counts from 1 to ``largest_small`` of what is in ``protects`` are shown as ``symbol``; a true zero stays 0.

    Figures of England and of regions are rounded to ``large_areas_to``. A series that averages under
    ``fewest_a_quarter`` is published by financial years alone, and of each measure one breakdown.
    """

    __pydantic_config__ = STRICT
    largest_small: Annotated[int, Field(ge=1)]
    symbol: Literal["c"]
    protects: tuple[Literal["people", "events", "documents", "places"], ...]
    large_areas_to: Annotated[int, Field(ge=1)]
    fewest_a_quarter: Annotated[int, Field(ge=0)]
    small: RulePart
    zero: RulePart
    secondary: RulePart
    large_areas: RulePart
    years_alone: RulePart
    one_breakdown: RulePart
    exceptions: tuple[RuleException, ...] = ()
