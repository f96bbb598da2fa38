"""Which counts must be withheld so that none from one to five can be worked out: pure methods on cells and relations.

Nothing here knows of measures, quarters or editions: `nelscb.disclosure` says which cells and relations there are.
"""

from nelscb.suppression.cells import Cell, Decision, Range, Relation, Rule, is_same, is_total_of
from nelscb.suppression.components import Component
from nelscb.suppression.protection import Protected, Settled, protect
from nelscb.suppression.reader import ranges

__all__ = [
    "Cell", "Component", "Decision", "Protected", "Range", "Relation", "Rule", "Settled", "is_same", "is_total_of",
    "protect", "ranges",
]  # fmt: skip
