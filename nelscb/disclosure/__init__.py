"""The one door out: what a page may see of the core data set and of the assessments."""

from nelscb.disclosure.release import BackTested, MeasureReturn, Received, ReleasedPage, release

__all__ = ["BackTested", "MeasureReturn", "Received", "ReleasedPage", "release"]
