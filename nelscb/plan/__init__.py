"""The Board's plan and settings: everything in ``params/``, frozen and validated."""

from nelscb.plan.board import Board, ExceptionRule, MeetingRecord, QuarterSettings, Target
from nelscb.plan.chapters import Chapter
from nelscb.plan.disclosure_rule import DisclosureRule
from nelscb.plan.foundations import CoverageLine
from nelscb.plan.measures import Breakdown, Measure
from nelscb.plan.project import Plan, Project, open_project

__all__ = [
    "Board",
    "Breakdown",
    "Chapter",
    "CoverageLine",
    "DisclosureRule",
    "ExceptionRule",
    "Measure",
    "MeetingRecord",
    "Plan",
    "Project",
    "QuarterSettings",
    "Target",
    "open_project",
]
