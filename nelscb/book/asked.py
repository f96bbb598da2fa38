"""What a build is asked for, without anything that takes long to load."""

from __future__ import annotations

from dataclasses import dataclass

from nelscb.mistakes import WrongCall
from nelscb.quarters import Quarter

FORMATS = ("html", "pdf", "xlsx")
"""What a book can be made into. The released tables stand beside it in every case."""


@dataclass(frozen=True)
class Asked:
    """What a build was asked for; ``as_of`` is a day, or "None". ``signed``: the tables that are being signed off."""

    quarter: Quarter
    edition: str
    as_of: str
    annual: bool
    formats: tuple[str, ...]
    signed: str = ""


def formats_of(text: str) -> tuple[str, ...]:
    """The formats named in a text such as "html,pdf". Raises WrongCall for one that there is not."""
    named = [name.strip() for name in text.split(",")]
    for name in named:
        if name not in FORMATS:
            raise WrongCall(f"{name!r} is no format of a book: there are {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in named)
