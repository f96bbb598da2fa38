"""Attack a published edition as its reader could, with nothing but its files and those of earlier editions.

It shares nothing with what chose the counts to withhold: the rule and the declarations are those that are published.
"""

from nelscb.audit.attack import attack
from nelscb.audit.everything import read_everything
from nelscb.audit.judging import Verdict
from nelscb.audit.published import Published
from nelscb.audit.ranges import Range
from nelscb.audit.reading import read_published
from nelscb.audit.results import Attack, CellResult

__all__ = ["Attack", "CellResult", "Published", "Range", "Verdict", "attack", "read_everything", "read_published"]
