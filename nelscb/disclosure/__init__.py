"""The one door out: what a page may see of the core data set and of the assessments, and what of it in public."""

from nelscb.disclosure.earlier_releases import PublishedBefore, published_before
from nelscb.disclosure.naming import series_name
from nelscb.disclosure.not_public import HeldBack, NotPublic, not_public
from nelscb.disclosure.protected import ProtectedSeries, refuse_withheld
from nelscb.disclosure.public_view import protection_of, public_view
from nelscb.disclosure.release import MeasureReturn, Received, ReleasedPage, release

__all__ = [
    "HeldBack", "MeasureReturn", "NotPublic", "ProtectedSeries", "PublishedBefore", "Received", "ReleasedPage",
    "not_public", "protection_of", "public_view", "published_before", "refuse_withheld", "release",
    "series_name",
]  # fmt: skip
