"""What is told while books are made, and the ways of showing it: a live table, plain lines, a log of the run.

Whatever makes a book tells events, and knows nothing of how they are shown.
"""

from nelscb.progress.events import (
    BookBegan,
    BookEnded,
    BooksAsked,
    Event,
    Listener,
    Making,
    NotebookBegan,
    NotebookEnded,
    NotebooksAsked,
    Progress,
    Said,
    StepBegan,
    StepEnded,
)
from nelscb.progress.lines import PlainLines, Say, progress_of
from nelscb.progress.log import RunLog
from nelscb.progress.shown import shown

__all__ = [
    "BookBegan", "BookEnded", "BooksAsked", "Event", "Listener", "Making", "NotebookBegan", "NotebookEnded",
    "NotebooksAsked", "PlainLines", "Progress", "RunLog", "Said", "Say", "StepBegan", "StepEnded", "progress_of",
    "shown",
]  # fmt: skip
