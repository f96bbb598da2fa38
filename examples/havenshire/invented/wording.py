"""What the sub-groups write: story, voice, engagement, actions, challenges, gaps and interests, from ``texts.yml``."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from invented.chance import chance
from invented.levels import HERE
from nelscb.quarters import Quarter
from nelscb.returns.asked import Asked

Entry = dict[str, str]
LIFE = 5
"""Quarters from an action's first mention to its last."""


@cache
def bank() -> dict[str, dict[str, Any]]:
    """The texts by chapter."""
    return dict(yaml.safe_load((HERE / "texts.yml").read_text(encoding="utf-8")))


def texts_of(asked: Asked, quarter: Quarter, at: int) -> dict[str, list[Entry]]:
    """The entries of each sheet of texts: field to text. Chapters take turns, and each follows its own items."""
    found: dict[str, list[Entry]] = {
        "Story": [], "Voice": [], "Engagement": [], "Actions": [], "Challenges": [], "Gaps and risks": [],
        "Conflicts of interest": [],
    }  # fmt: skip
    chapters = [c for c in asked.chapters if c in bank()]
    for number, chapter in enumerate(chapters):
        said, draws = bank()[chapter], chance(f"texts {asked.sub_group} {quarter} {chapter}")
        for kind in ("what helps", "what hurts", "partners", "what works"):
            if kind in ("what helps", "what hurts") or draws.random() < 0.5:
                text = str(draws.choice(said[kind]))
                found["Story"].append(
                    {"kind": kind, "about": chapter, "text": text, "audience": "public" if at % 2 else "board"}
                )
        if (at + number) % 2 == 0:
            you, we = said["voice"][(at // 2) % len(said["voice"])]
            found["Voice"].append({"about": chapter, "text": you, "response": we, "audience": "public"})
        if (at + number) % 3 == 0:
            what, came_of_it = said["engagement"]
            found["Engagement"].append({"about": chapter, "text": what, "impact": came_of_it, "audience": "public"})
        found["Actions"].append(_action(chapter, said["action"], quarter, at))
        found["Gaps and risks"].append(_gap(chapter, said["gap"], quarter, at))
    if at % 7 == 3:
        found["Conflicts of interest"].append(
            {
                "item": f"I-{at // 7 + 1}", "text": "A member's own service bids for work that the group advises on.",
                "owner": "Member for commissioning", "response": "Left the room for the item; it is minuted.",
                "audience": "board",
            }
        )  # fmt: skip
    if asked.sub_group in CHALLENGES:
        found["Challenges"] += [entry for entry in CHALLENGES[asked.sub_group](at) if entry]
    return found


def _action(chapter: str, said: list[str], quarter: Quarter, at: int) -> Entry:
    """An action keeps its item for five quarters: not started, under way, done with what it changed."""
    text, changed, owner = said
    number, age = at // LIFE + 1, at % LIFE
    status = "not started" if age == 0 else "done" if age == LIFE - 1 else "under way"
    due = (quarter + (LIFE - 1 - age)).last_day
    return {
        "item": f"{chapter}-A{number}", "about": chapter, "text": text, "owner": owner, "due": due.isoformat(),
        "status": status, "resource": ("no cost", "low cost", "funded")[number % 3],
        "impact": changed if status == "done" else "", "audience": "board",
    }  # fmt: skip


def _gap(chapter: str, said: list[str], quarter: Quarter, at: int) -> Entry:
    text, response, owner, impact, resource = said
    number, age = at // 7 + 1, at % 7
    return {
        "kind": "risk" if number % 2 == 0 else "gap", "item": f"{chapter}-G{number}", "about": chapter, "text": text,
        "owner": owner, "due": (quarter + (6 - age)).last_day.isoformat(), "risk": ("high", "medium", "low")[age // 3],
        "status": "closed" if age == 6 else "open", "impact": impact, "resource": resource, "response": response,
        "audience": "board",
    }  # fmt: skip


def _visits(at: int) -> list[Entry]:
    """The exception that is followed up: challenged in 2016-17 Q1, answered in Q2, closed with its effect in Q3."""
    steps = {
        16: ("open", "", ""),
        17: ("answered", "A new service holds the interviews since January; it now has a second worker.", ""),
        18: ("closed", "The second worker began in August and the list of overdue interviews is empty.",
             "Seven in ten children are heard within three days of coming home; it was fewer than six in ten."),
    }  # fmt: skip
    if at not in steps:
        return []
    status, answer, changed = steps[at]
    return [
        {
            "item": "C-1", "about": "P3-12", "owner": "Head of children's social care", "status": status,
            "text": "Four in ten children who went missing were not heard within 72 hours. What will change by autumn?",
            "due": "2016-12-31", "response": answer, "impact": changed, "audience": "board",
        }
    ]  # fmt: skip


def _waiting(at: int) -> list[Entry]:
    """A challenge that is still open at the end, and has been for three quarters."""
    if at < 17:
        return []
    return [
        {
            "item": "C-2", "about": "O7-03", "owner": "Head of children's mental health", "status": "open",
            "text": "The share of children seen within the waiting standard falls. Which referrals wait longest?",
            "due": "2017-06-30" if at == 19 else "2017-03-31", "response": "",
            "impact": "", "audience": "board",
        }
    ]  # fmt: skip


def _tools(at: int) -> list[Entry]:
    """An exception of 2016-17 Q3 as it was carried on: its challenge has an answer in Q4, and stays open."""
    if at != 19:
        return []
    return [
        {
            "item": "2016-17-Q3 P2-09b", "about": "P2-09b", "owner": "Neglect lead", "status": "answered",
            "text": "Fewer than six in ten neglect tools were reviewed, and seven in ten is the target. Which teams "
            "are behind?",
            "due": "2017-04-20",
            "response": "Two of the three teams: they had nobody to keep the list. Each has a list every Monday now.",
            "impact": "", "audience": "board",
        }
    ]  # fmt: skip


def _audits(at: int) -> list[Entry]:
    """Another exception of 2016-17 Q3: answered and closed in Q4."""
    if at != 19:
        return []
    return [
        {
            "item": "2016-17-Q3 O2-03", "about": "O2-03", "owner": "Quality assurance manager", "status": "closed",
            "text": "Half of what the audits recommended was done by its day. Which recommendations are late, and why?",
            "due": "2017-04-20",
            "response": "Most waited for one course that was full. It was held twice more in February.",
            "impact": "Every recommendation that waited for the course has been carried out.", "audience": "board",
        }
    ]  # fmt: skip


CHALLENGES = {"missing": _visits, "health": _waiting, "neglect": _tools, "quality_assurance": _audits}
