"""The story of an edition: exceptions and what became of them, registers, what changed, the year, the two boards."""

from nelscb.story.exceptions import FollowedUp, RaisedException
from nelscb.story.last_edition import MeasureChange, SinceLast, VerdictChange
from nelscb.story.pooled import PooledYears, pooled_for
from nelscb.story.records import NOTHING, QuarterMeetings, Story, part_about
from nelscb.story.registers import Item, items_of
from nelscb.story.rule import REASONS, Reason
from nelscb.story.voices import VoiceInCard
from nelscb.story.whole import story_of
from nelscb.story.year import FourQuarters, YearOfMeasure, year_of

__all__ = [
    "NOTHING", "REASONS", "FollowedUp", "FourQuarters", "Item", "MeasureChange", "PooledYears", "QuarterMeetings",
    "RaisedException", "Reason", "SinceLast", "Story", "VerdictChange", "VoiceInCard", "YearOfMeasure", "items_of",
    "part_about", "pooled_for", "story_of", "year_of",
]  # fmt: skip
