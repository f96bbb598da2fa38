"""What a count is called: as in the core data set, and for those of earlier editions with the edition behind it."""

from __future__ import annotations

from nelscb.audit.published import Part
from nelscb.quarters import Period


def cell_name(
    measure: str, frequency: str, period: Period, part: Part, breakdown: str = "", category: str = ""
) -> str:  # fmt: skip
    """``P1-02/quarter/tier=Child in need/2016-17-Q4.numerator``."""
    split = f"/{breakdown}={category}" if breakdown else ""
    return f"{measure}/{frequency}{split}/{period}.{part}"


def in_edition(name: str, edition: str) -> str:
    """The name of an earlier edition's count: ``P1-01/quarter/2016-17-Q4.numerator [2016-17-Q3]``."""
    return f"{name} [{edition}]"


def figure_of(cell: str) -> str:
    """The figure that a cell's name belongs to: the name without its part."""
    return cell.rpartition(".")[0]
