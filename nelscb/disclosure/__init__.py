"""The one door out: what a page may see of the core data set and of the assessments."""

from nelscb.disclosure.release import MeasureReturn, Received, ReleasedPage, release

__all__ = ["MeasureReturn", "Received", "ReleasedPage", "release"]
