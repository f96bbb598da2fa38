"""A run as it is told, for every way of showing it."""

from __future__ import annotations

from nelscb.progress import Event, Making, NotebookBegan, NotebookEnded, NotebooksAsked, StepBegan, StepEnded

STEPS = ("working out the figures", "compiling the book", "typesetting the PDFs")
PROBLEM = "in cell 7: ValueError: [red]no[/red] such thing: 3"


def a_run() -> list[Event]:
    """A run of four notebooks: one kept, one made, one failed, one that its end finds running."""
    return [
        Making("2016-17-Q4", "board", STEPS),
        StepBegan("working out the figures"),
        NotebooksAsked(("p1_early_help", "p2_neglect", "tracker", "what_changed"), frozenset({"p1_early_help"})),
        StepEnded("working out the figures", 2.34),
        NotebookBegan("p2_neglect"),
        NotebookBegan("tracker"),
        NotebookEnded("p2_neglect", 1.44),
        NotebookEnded("tracker", 0.61, PROBLEM),
        NotebookBegan("what_changed"),
    ]
