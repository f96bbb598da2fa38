"""Sentences about people who come back: what more calls can mean, what repeats can mean, what no figure settles."""

from __future__ import annotations

from nelscb.plan import Measure
from nelscb.words.courses import in_a_sentence, told_title


def calls_and_victims(calls: Measure, victims: Measure) -> str:
    """What more calls can mean, and why repeat victims say more; and what the plan hopes of the two."""
    hopes = [f"a {m.plan_hopes} in {in_a_sentence(told_title(m))}" for m in (calls, victims) if m.plan_hopes]
    hoped = f" The plan hopes for {' and '.join(hopes)}." if hopes else ""
    return (
        f"{told_title(calls)} can go up because more harm is done. They can also go up because more people trust the "
        "police, or because calls are counted in another way. Repeat victims say more about whether anybody is safer. "
        f"Even they are known only where somebody called again.{hoped}"
    )


def different_windows(calls: Measure, victims: Measure) -> str:
    """That the two are never set on one scale; empty where both look at one window."""
    if calls.window == victims.window:
        return ""
    return (
        f"The calls are of one quarter and the victims of twelve months, and one counts {calls.unit_words} where the "
        f"other counts {victims.unit_words}. So each panel has a scale of its own."
    )


def repeats_meaning(repeats: Measure) -> str:
    """What a share of repeats can mean either way, and that no yardstick from elsewhere is set beside it."""
    return (
        f"{told_title(repeats)}: more can mean that people were not made safe. It can also mean that they came back "
        "because the first time helped. Fewer can mean safety, or that nobody brought the case back. No mark from "
        "elsewhere is set beside the share: the Board has confirmed none."
    )
