"""What an edition is asked for by: its quarter, its name and the day up to which what came in counts."""

from __future__ import annotations

from datetime import date

from nelscb.mistakes import WrongCall
from nelscb.quarters import Quarter, parse_day

EDITIONS = ("board", "public")


def check_call(quarter: Quarter | str, edition: str, as_of: date | str | None) -> tuple[Quarter, date | None]:
    """The quarter and the as-of day as values. Raises WrongCall for what is none, or an edition there is not."""
    quarter = quarter if isinstance(quarter, Quarter) else Quarter.parse(quarter)
    if edition not in EDITIONS:
        raise WrongCall(f"{edition!r} is no edition: there are {' and '.join(EDITIONS)}")
    if isinstance(as_of, str):
        as_of = parse_day(as_of)
    return quarter, as_of
