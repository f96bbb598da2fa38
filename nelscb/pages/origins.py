"""Where an exhibit comes from: its measures, the rows behind its numbers, when they were known, by which methods.

It is worked out from the names of the cells that the exhibit shows, so that a new exhibit needs nothing of its own. The
public is told of publications, and for the rest of the core data set: of no file, sheet or row. What the plan says, and
what a paper says, stands as a quotation: their digits are no figures of this book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nelscb.edition import ReleasedPage
from nelscb.exhibit_hash import hash_of_exhibit
from nelscb.exhibits import AsWritten, Cell, Exhibit, ExhibitOrigin, Link, Part
from nelscb.pages.cells_shown import Shown, shown_in
from nelscb.pages.methods_used import methods_used
from nelscb.pages.rows_behind import Behind, RowsBehind, RowsOfSheet
from nelscb.plan import Board, Measure, Plan
from nelscb.plan.measures import Definition
from nelscb.quarters import day_in_words
from nelscb.words import origins as words
from nelscb.words.methods import method_name

HASH_DIGITS = 16
"""So many digits of an exhibit's hash are shown."""
_DEFINED = 4
"""Of more measures than these it is told where they are found, not what each counts."""
_REVISIONS_TOLD = 4


class Origins:
    """Gives the exhibits of one page their origins."""

    def __init__(self, released: ReleasedPage, plan: Plan, board: Board, notebook: bool) -> None:
        """``notebook``: the page is a notebook's, and no page of prose."""
        self._released, self._plan, self._board = released, plan, board
        self._lookup = RowsBehind(released)
        self._notebook = f"notebooks/{released.page}.ipynb" if notebook else ""

    def told(self, exhibit: Exhibit) -> Exhibit:
        """The exhibit with its origin; as it is where it has no table, no chart, and no number on a card."""
        if exhibit.table is None and exhibit.drawing is None and not exhibit.cards:
            return exhibit
        shown = shown_in(exhibit)
        if exhibit.table is None and exhibit.drawing is None and not shown.cells:
            return exhibit
        released = self._released
        behind = self._lookup.behind(shown.cells, shown.written, shown.heads)
        parts = [
            (words.MEASURES, tuple(self._measures(behind))),
            (words.ROWS, self._rows(behind, shown)),
            (words.KNOWN, self._known(behind)),
            (words.METHODS, self._methods(shown, behind)),
            (
                words.WITHHELD,
                tuple(
                    (f"{line} (", Link(words.THE_RULE, "small_numbers"), ")") for line in words.withheld(shown.marks)
                ),
            ),
        ]
        return replace(
            exhibit,
            origin=ExhibitOrigin(
                tuple((heading, lines) for heading, lines in parts if lines),
                hash_of_exhibit(exhibit)[:HASH_DIGITS],
                command_of(exhibit.id, released),
                self._notebook,
            ),
        )

    def _measures(self, behind: Behind) -> Iterator[Cell]:
        measures = [self._plan.measures[m] for m in behind.measures]
        if len(measures) <= _DEFINED:
            for measure in measures:
                yield self._defined(measure, behind)
            return
        by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
        for measure in measures:
            by_place[self._place(measure)].append(measure.id)
        for (place, page), ids in by_place.items():
            yield (Link(place, page), f": {', '.join(ids)}")
        changed = [m for m in measures if len(self._definitions(m, behind)) > 1]
        for measure in changed:
            yield (f"{measure.id}", *self._versions(measure, behind))
        yield words.one_definition(others=bool(changed))

    def _defined(self, measure: Measure, behind: Behind) -> Cell:
        """What a measure counts, out of what, and in which versions of its definition."""
        over = (words.OUT_OF, AsWritten(measure.denominator, quoted=True)) if measure.denominator else ()
        return (
            f"{words.measure_name(measure, self._is_near(measure, behind))}: ",
            AsWritten(measure.numerator, quoted=True),
            *over,
            *self._versions(measure, behind),
        )

    def _versions(self, measure: Measure, behind: Behind) -> Iterator[Part]:
        for definition in self._definitions(measure, behind):
            yield f"; {words.version(definition)}"
            if definition.change:
                yield from (": ", AsWritten(definition.change, quoted=True))

    def _place(self, measure: Measure) -> tuple[str, str]:
        """The page of a measure: its sub-group's score card or, in the public edition, which has none, its chapter."""
        if self._released.edition == "board" and measure.sub_group in self._board.sub_groups:
            return self._board.groups[measure.sub_group], f"score_card_{measure.sub_group}"
        chapter = self._plan.chapter_of(measure.id)
        return f"{chapter.id} {chapter.short_title}", chapter.slug

    def _is_near(self, measure: Measure, behind: Behind) -> bool:
        """Whether published figures stand for the measure, which may go by another name."""
        return any(
            origin.release
            for _, series, points in behind.points
            if series.measure == measure.id
            for point in points
            for origin in point.origins
        )

    def _definitions(self, measure: Measure, behind: Behind) -> list[Definition]:
        used = {p.definition for _, series, points in behind.points if series.measure == measure.id for p in points}
        return [d for d in measure.definitions if d.version in used] or [measure.definitions[-1]]

    def _rows(self, behind: Behind, shown: Shown) -> tuple[Cell, ...]:
        lines = list(self._published(behind.rows))
        if self._released.edition == "board":
            lines += self._returned(behind)
        elif behind.points:
            lines.append(words.in_the_data_set())
        if behind.counted:
            lines.append(words.COUNTED)
        lines += words.other_sources(shown.cells)
        return tuple(lines) or ((words.NO_FIGURE,) if not behind.points else ())

    def _published(self, rows: Sequence[RowsOfSheet]) -> Iterator[str]:
        by_file: dict[tuple[str, str], list[RowsOfSheet]] = defaultdict(list)
        for sheet in rows:
            if sheet.release:
                by_file[sheet.file, sheet.release].append(sheet)
        public: dict[str, None] = {}
        for (file, release), sheets in by_file.items():
            source = self._released.sources.get(file)
            received = words.received_on(day_in_words(source.received) if source else "")
            if self._released.edition == "board":
                yield words.published_rows(file, release, [(s.sheet, s.rows) for s in sheets], received)
            else:
                public[words.published_source(release, source.publisher if source else file, received)] = None
        yield from public

    def _returned(self, behind: Behind) -> Iterator[str]:
        """Score cards of which the same rows are used stand in one line."""
        by_file: dict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
        for sheet in behind.rows:
            if not sheet.release:
                by_file[sheet.file].append((sheet.sheet, sheet.rows))
        alike: dict[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], list[str]] = defaultdict(list)
        for file, sheets in by_file.items():
            alike[words.sender_of(file, self._board), tuple(sheets)].append(file)
        for (sender, rows), files in alike.items():
            yield words.returned_rows(sender, rows, [words.short_file(f) for f in files] if len(files) > 1 else files)
        looked_at: dict[str, list[str]] = defaultdict(list)
        for file in behind.files:
            looked_at[words.sender_of(file, self._board)].append(words.short_file(file))
        for sender, files in looked_at.items():
            yield words.looked_at(sender, files)
        if alike or looked_at:
            yield words.FILES_BY_DAY

    def _known(self, behind: Behind) -> tuple[Cell, ...]:
        told = words.as_known(self._released)
        if not behind.points and not behind.texts and not behind.files:
            return ()
        # Who sent a figure again is the board's business, so the public's page knows of no revision.
        if self._released.edition != "board" or not behind.points:
            return (told,)
        revised = self._lookup.revised(behind)
        if revised:
            return (told, *words.revised(revised, _REVISIONS_TOLD))
        return (told, words.NO_REVISION) if self._knows_all_parts(behind) else (told,)

    def _knows_all_parts(self, behind: Behind) -> bool:
        """Whether the page sees every revision of what its figures are worked out from: a chapter has its own."""
        if self._released.page not in (chapter.slug for chapter in self._plan.chapters):
            return True
        measures = [self._plan.measures[m] for m in behind.measures]
        parts = {
            part for m in measures for part in (m.numerator_measure, m.denominator_measure, m.less_measure, m.sums)
        }
        return {part for part in parts if part} <= self._released.returns.keys()

    def _methods(self, shown: Shown, behind: Behind) -> tuple[Cell, ...]:
        used = methods_used(shown.cells, behind, self._released, self._plan)
        sources = {name: source for name in used if (source := words.source_of_method(name))}
        lines = [(f"{method_name(name)}: ", AsWritten(source, quoted=True)) for name, source in sources.items()]
        return (*lines, (words.FORMULAS_IN, Link("Methods", "methods"))) if lines else ()


def command_of(exhibit: str, released: ReleasedPage) -> str:
    """The command that makes an exhibit of an edition again."""
    return f"nelscb verify build/{released.quarter}/{released.edition} --exhibit {exhibit}"
