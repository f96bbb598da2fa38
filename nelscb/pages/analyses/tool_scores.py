"""An assessment tool that is used twice: how many were completed and reviewed, and whether the score fell."""

from __future__ import annotations

from dataclasses import replace

from nelscb.drawings import TimePanels
from nelscb.exhibits import Exhibit
from nelscb.pages.analyses.quarter_panels import own_panel, parts_panel, quarters_of, quarters_table
from nelscb.pages.analyses.quarter_shares import held_by_quarter, not_held, nothing_by_quarter
from nelscb.pages.view import View
from nelscb.words import shapes
from nelscb.words import tool_scores as words


def tool_scores(view: View) -> Exhibit:
    """Completed, reviewed and lower scores as counts on one scale; the two shares each with its interval.

    The last measure is the share of reviewed tools with a lower score: what the plan asks under better off. Counts and
    shares as returned, no formula of its own; a part that nobody sent is named with who would send it.
    """
    found = held_by_quarter(view)
    if not found:
        nothing = nothing_by_quarter(view)
        return replace(nothing, text=(words.NOT_KNOWN, *nothing.text))
    shares, counts = [(m, s) for m, s in found if m.is_ratio], [(m, s) for m, s in found if not m.is_ratio]
    asked = [m for m in view.measures if m.is_ratio]
    series, line, now = {m.id: s for m, s in found}, quarters_of([s for _, s in found]), view.released.quarter
    weighed = {m.id: view.assessment(s) for m, s in found}
    text = [words.better_off_sentence(asked[-1], series.get(asked[-1].id), now, weighed.get(asked[-1].id))]
    text += [words.reviewed_sentence(m, series.get(m.id), now, weighed.get(m.id)) for m in asked[:-1]]
    told_already = {m.numerator_measure for m, _ in shares}
    text += [words.course_sentence(m, s, weighed[m.id]) for m, s in reversed(counts) if m.id not in told_already]
    text += [*not_held(view, found), words.CHOSEN, words.NOT_FOLLOWED]
    panels = [own_panel(view, m, s, line) for m, s in shares]
    if counts:
        unit = counts[0][0].unit_words
        panels.insert(0, parts_panel(view, "Tools in the quarter", unit, [(m.title, s) for m, s in counts], line))
    used = [s for _, s in found]
    return Exhibit(
        view.id, view.caption, text=tuple(t for t in text if t),
        table=quarters_table([(m.title, m, s) for m, s in found], line), drawing=TimePanels(tuple(panels)),
        alt=shapes.line_chart([(s, m) for m, s in found], by="quarter"),
        notes=view.notes(used), sources=view.sources(used),
    )  # fmt: skip
