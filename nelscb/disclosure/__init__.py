"""The one door out: what a page may see of the core data set and of the assessments, and what of it in public."""

from nelscb.disclosure.not_public import HeldBack, NotPublic, not_public
from nelscb.disclosure.protected import ProtectedSeries, refuse_withheld
from nelscb.disclosure.public_view import protection_of, public_view
from nelscb.disclosure.release import MeasureReturn, Received, ReleasedPage, release

__all__ = [
    "HeldBack", "MeasureReturn", "NotPublic", "ProtectedSeries", "Received", "ReleasedPage", "not_public",
    "protection_of", "public_view", "refuse_withheld", "release",
]  # fmt: skip
