"""Sentences about two services of which one helps earlier: what moved, what the plan hopes, what it can mean."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment
from nelscb.plan import Measure
from nelscb.words.courses import in_a_sentence, moved, told_title, year_sentence

Weighed = tuple[Measure, Assessment | None]


def year_sentences(pair: Sequence[Weighed]) -> str:
    """Each service beside the same quarter a year before; empty where neither can be compared."""
    told = [(m, year_sentence(a)) for m, a in pair if a is not None]
    return " ".join(f"{told_title(m)}, {line}" for m, line in told if line)


def shift_sentence(pair: Sequence[Weighed]) -> str:
    """What the plan hopes of the two, and which of them has moved so; nothing is credited to anybody."""
    hopes = " and ".join(f"a {m.plan_hopes} in {in_a_sentence(told_title(m))}" for m, _ in pair if m.plan_hopes)
    lead = f"The plan hopes for {hopes}." if hopes else "The plan hopes for neither a rise nor a fall."
    ways = [(m, moved(a)) for m, a in pair if a is not None]
    as_hoped = [m for m, way in ways if way and way == m.plan_hopes]
    against = [m for m, way in ways if way and m.plan_hopes and way != m.plan_hopes]
    if against:
        names = " and ".join(in_a_sentence(told_title(m)) for m in against)
        return f"{lead} The other way went {names}."
    if len(ways) < len(pair):
        return f"{lead} With one side alone no shift can be seen."
    if not as_hoped:
        return f"{lead} Neither has moved by more than chance explains, so no shift is claimed."
    if len(as_hoped) == len(pair):
        return (
            f"{lead} Both moved so by more than chance explains. A shift to earlier help would look like this. The "
            "figures do not say why."
        )
    one, other = as_hoped[0], next(m for m, _ in pair if m not in as_hoped)
    number = "more" if one.plan_hopes == "rise" else "fewer"
    return (
        f"{lead} Only {in_a_sentence(told_title(one))} moved so by more than chance explains. Without a clear "
        f"{other.plan_hopes or 'move'} in the other it is no shift yet. It may be that {number} children need help, or "
        f"that {number} are found."
    )


def found_or_fewer(statutory: Measure) -> str:
    """What a lower count at the later service can mean, and that the two counts are never added."""
    return (
        f"Fewer {in_a_sentence(told_title(statutory))} can mean that fewer are at risk. It can also mean that fewer "
        "are found. A child can be in both counts, so the two are never added."
    )
