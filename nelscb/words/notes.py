"""What stands beneath an exhibit: what the figures are not, how wide an interval should be, where they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nelscb.edition import Point, Series, Source
from nelscb.plan import Measure, Plan
from nelscb.quarters import day_in_words
from nelscb.words.states import MARKS, key_to_marks

NEAR = " (published figures, near the plan's own measure)"
SIBLINGS = (
    "The intervals take each child, or each event, as independent. Brothers and sisters come together, and no family "
    "numbers are held, so the intervals are too narrow."
)
SAME_CHILDREN = (
    "Counts on two days a year apart share children who were there on both: they are not two separate samples, and "
    "their change is less sure than two flows' would be."
)
SEVERAL_QUARTERS = (
    "A year here is the sum of its four quarters: somebody who was counted in several of them is in it several times."
)
COUNTING_ONLY = (
    "A change is weighed against chance in counting only: with so few periods nothing is known of how much "
    "they vary by themselves, so even a clear change may be less sure than it looks."
)


def shown_title(measure: Measure) -> str:
    """What a measure is called where its figures are shown: a near figure goes by its own name."""
    return next((f.title for f in measure.published if f.title), None) or measure.title


def as_its_figures_are(measure: Measure, point: Point | None) -> Measure:
    """The measure under the name of a figure of it: a published one that is only near goes by its own name."""
    published = point is not None and any(origin.release for origin in point.origins)
    return replace(measure, title=shown_title(measure)) if published else measure


def measure_notes(
    measures: Sequence[Measure], used: Sequence[Series], marked: Sequence[Series], plan: Plan
) -> tuple[str, ...]:
    """Notes on the series used, each once: proxies and cautions, the intervals, and the marks of those in the table."""
    notes = [note for measure in measures for note in _of_measure(measure, plan)]
    if any(m.counts in ("people", "events") and m.unit != "score" for m in measures):
        notes.append(SIBLINGS)
    if any(s.frequency != "quarter" for s in used) and any(m.unit != "score" for m in measures):
        notes.append(COUNTING_ONLY)
    people = {m.id for m in measures if m.counts == "people"}
    if any(s.measure in people and _is_a_sum_of_quarters(s) for s in used):
        notes.append(SEVERAL_QUARTERS)
    if any(s.frequency == "day" for s in used):
        notes.append(SAME_CHILDREN)
    marks = {MARKS[p.state] for s in marked for p in s.points if p.state != "reported"}
    if marks:
        notes.append(f"Marks: {key_to_marks(marks)}.")
    return tuple(dict.fromkeys(notes))


def _is_a_sum_of_quarters(series: Series) -> bool:
    """Whether the years were added up from quarters: each has the files of four behind it."""
    last = series.last
    quarters = {origin.file.split("/", 1)[0] for origin in last.origins}
    return series.frequency == "year" and last.provenance == "computed" and len(quarters) > 1


def _of_measure(measure: Measure, plan: Plan) -> list[str]:
    notes = [
        f"{measure.title} ({measure.id}): the published figure stands near the plan's measure and is not equal to "
        f"it. {_sentence(f.note)}"
        for f in measure.published
        if f.match == "proxy" and f.note
    ]
    notes += list(measure.cautions)
    for part in (measure.numerator_measure, measure.denominator_measure):
        if part:
            notes += [n for n in plan.measures[part].cautions if "published" in n.lower()]
    return notes


def _sentence(text: str | None) -> str:
    text = (text or "").strip()
    return text if text.endswith(".") else f"{text}."


def source_lines(used: Iterable[Series], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """One line a release: publisher's title, its tables, the file and the day it came in, the licence; one for returns.

    What came on score cards has no release: the line says of which quarters they are.
    """
    tables: dict[tuple[str, str], set[str]] = defaultdict(set)
    cards: set[str] = set()
    for series in used:
        for point in series.points:
            for origin in point.origins:
                if origin.release:
                    tables[origin.file, origin.release].add(origin.sheet)
                elif origin.file:
                    cards.add(origin.file.split("/", 1)[0])
    lines = [
        f"{release} (table{'s' if len(sheets) > 1 else ''} {', '.join(sorted(sheets))}; {file}, received "
        f"{day_in_words(sources[file].received) if file in sources else 'on a day not recorded'})"
        for (file, release), sheets in sorted(tables.items())
    ]
    attributions = {sources[file].attribution for file, _ in tables if file in sources}
    return (*_cards_line(cards), *lines, *sorted(attributions))


def _cards_line(quarters: Iterable[str]) -> tuple[str, ...]:
    """The score cards that figures came on, by the first and the last quarter."""
    found = sorted(quarters)
    if not found:
        return ()
    span = found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}"
    return (f"Score cards of the sub-groups, received for {span}",)


def nothing_shown(measures: Sequence[Measure]) -> str:
    """That figures of these measures are held, and none of them shown here."""
    names = "; ".join(f"{m.title} ({m.id})" for m in measures)
    return f"Not shown here, to protect children: {names}."


def nothing_held(measures: Sequence[Measure], agencies: Mapping[str, str]) -> str:
    """That no figure is held for these measures, and who would send them."""
    names = "; ".join(f"{m.title} ({m.id}), from {agencies[m.source_agency]}" for m in measures)
    return f"No return received, and no published figure held, for: {names}."
