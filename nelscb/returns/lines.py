"""Sheets of figures to lines: a line a figure, each cell read for what it says, with what was wrong in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nelscb.mistakes import WrongCall
from nelscb.plan import Measure, Plan
from nelscb.quarters import Quarter
from nelscb.returns import layout
from nelscb.returns.asked import Asked, How, how_asked
from nelscb.returns.cells import BLANK, Said, Wrong, read_count, read_score, read_text
from nelscb.returns.grids import Cell, Grid
from nelscb.returns.named import measure_named

SHEET_HEAD_WITHIN = 12
"""Rows from the top among which a sheet's headings are looked for."""
_WRITE_OR_CLEAR = "write the figure, or clear the row"
_PART_HEADINGS = {"number": layout.NUMBER, "out_of": layout.OUT_OF, "value": layout.VALUE}


@dataclass(frozen=True)
class Line:
    """One figure as it stands in a return.

    ``wrong`` are cells that are not what they must be, by their heading. ``history`` are the cells that the
    score card had filled in, by quarter. ``why`` is given on the sheet of corrections.
    """

    sheet: str
    row: int
    measure: Measure
    quarter: Quarter
    breakdown: str = ""
    category: str = ""
    number: Said = BLANK
    out_of: Said = BLANK
    value: Said = BLANK
    answer: str = ""
    evidence: str = ""
    why: str = ""
    wrong: tuple[tuple[str, Wrong], ...] = ()
    history: Mapping[str, str] = field(default_factory=dict)

    @property
    def how(self) -> How:
        """In which parts the figure is asked for."""
        return how_asked(self.measure, self.breakdown)

    @property
    def blank(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.answer or self.wrong) and self.number.blank and self.out_of.blank and self.value.blank


@dataclass(frozen=True)
class Refused:
    """A row that gives no line: the check that refuses it, and what was found, what must be, what to do."""

    sheet: str
    row: int
    heading: str
    wrong: Wrong
    measure: str = ""
    breakdown: str = ""
    rows: int = 1


@dataclass(frozen=True)
class Headed:
    """A sheet with its headings: where each column stands, and the rows beneath.

    ``above`` are rows above the headings that are no title: a title is one cell of text.
    """

    columns: Mapping[str, int]
    rows: Sequence[tuple[int, tuple[Cell, ...]]]
    above: tuple[int, ...] = ()

    def cell(self, cells: tuple[Cell, ...], heading: str) -> Cell:
        """The row's cell under ``heading``; None where it is blank or there is no such column."""
        at = self.columns.get(heading, -1)
        return cells[at] if 0 <= at < len(cells) else None

    def text(self, cells: tuple[Cell, ...], heading: str) -> str:
        """The row's cell under ``heading`` as text."""
        return read_text(self.cell(cells, heading))


def headed(grid: Grid, needed: Sequence[str]) -> Headed | Refused:
    """Find the row of headings among the first of the sheet; refused where a needed one is missing or stands twice."""
    best: list[str] = []
    for number, cells in sorted(grid.rows.items())[:SHEET_HEAD_WITHIN]:
        titles = [read_text(cell) for cell in cells]
        if needed[0] in titles:
            missing = [heading for heading in needed if titles.count(heading) != 1]
            if missing:
                return _refused_sheet(grid, number, missing[0], titles.count(missing[0]))
            columns = {title: at for at, title in enumerate(titles) if title}
            rows = sorted(grid.rows.items())
            above = (row for row, c in rows if row < number and not _is_a_title(c))
            return Headed(columns, [(row, c) for row, c in rows if row > number], tuple(above))
        best = best or titles
    return _refused_sheet(grid, min(grid.rows, default=1), needed[0], 0)


def _is_a_title(cells: tuple[Cell, ...]) -> bool:
    filled = [cell for cell in cells if cell is not None]
    return len(filled) < 2 and all(isinstance(cell, str) and isinstance(read_count(cell), Wrong) for cell in filled)


def _refused_sheet(grid: Grid, row: int, heading: str, times: int) -> Refused:
    found = f"the heading {heading!r} {'is missing' if not times else f'stands {times} times'}"
    wrong = Wrong("headings", found, "it must stand once", "put the headings back as they are in the blank score card")
    return Refused(grid.name, row, "", wrong, rows=max(1, len(grid.rows)))


def figure_lines(
    sheet: Headed, grid: Grid, asked: Asked, plan: Plan, quarter: Quarter, breakdown: str
) -> Iterator[Line | Refused]:
    """The lines of the sheet of figures, or of a breakdown's sheet."""
    categories = plan.breakdowns[breakdown].named if breakdown else ()
    history = [h for h in sheet.columns if h.count("-Q") == 1] if not breakdown else []
    for row, cells in sheet.rows:
        name = sheet.text(cells, layout.MEASURE)
        parts = [sheet.cell(cells, heading) for heading in _PART_HEADINGS.values()]
        if not name and all(part is None for part in parts):
            continue
        category = sheet.text(cells, layout.CATEGORY) if breakdown else ""
        known = asked.by_breakdown(breakdown) if breakdown else asked.figures
        measure = measure_named(name, known, asked, plan, breakdown)
        if isinstance(measure, Wrong):
            if any(part is not None for part in parts):
                yield Refused(grid.name, row, layout.MEASURE, measure, name, breakdown)
        elif breakdown and category not in categories:
            wrong = Wrong(
                "category", f"{category!r} is no category of this sheet", f"there are {', '.join(categories)}",
                "write it as it stands in the blank score card",
            )  # fmt: skip
            yield Refused(grid.name, row, layout.CATEGORY, wrong, name, breakdown)
        else:
            told = {h: text for h in history if (text := sheet.text(cells, h))}
            yield _line(sheet, grid, row, cells, measure, quarter, breakdown, category, history=told)


def _line(
    sheet: Headed, grid: Grid, row: int, cells: tuple[Cell, ...], measure: Measure, quarter: Quarter,
    breakdown: str = "", category: str = "", why: str = "", history: Mapping[str, str] | None = None,
) -> Line:  # fmt: skip
    said: dict[str, Said] = {}
    wrong: list[tuple[str, Wrong]] = []
    for part, heading in _PART_HEADINGS.items():
        at = sheet.columns.get(heading, -1)
        if (row, at) in grid.unvalued:
            read: Said | Wrong = Wrong(
                "formula", "found a formula without a value", "a figure must be there",
                "write the number itself, or open and save the workbook in a spreadsheet program",
            )  # fmt: skip
        else:
            cell = cells[at] if 0 <= at < len(cells) else None
            read = read_score(cell) if part == "value" else read_count(cell)
        if isinstance(read, Wrong):
            wrong.append((heading, read))
        else:
            said[part] = read
    return Line(
        grid.name, row, measure, quarter, breakdown, category, said.get("number", BLANK), said.get("out_of", BLANK),
        said.get("value", BLANK), answer=sheet.text(cells, layout.ANSWER), why=why,
        wrong=tuple(wrong), history=history or {},
    )  # fmt: skip


def answer_lines(sheet: Headed, grid: Grid, asked: Asked, plan: Plan, quarter: Quarter) -> Iterator[Line | Refused]:
    """The lines of the sheet of reports and assurances."""
    for row, cells in sheet.rows:
        name, answer = sheet.text(cells, layout.MEASURE), sheet.text(cells, layout.ANSWER)
        evidence = sheet.text(cells, layout.EVIDENCE)
        if not name and not answer and not evidence:
            continue
        measure = measure_named(name, asked.answers, asked, plan, "")
        if isinstance(measure, Wrong):
            if answer or evidence:
                yield Refused(grid.name, row, layout.MEASURE, measure, name)
        else:
            yield Line(grid.name, row, measure, quarter, answer=answer, evidence=evidence)


def correction_lines(sheet: Headed, grid: Grid, asked: Asked, plan: Plan, quarter: Quarter) -> Iterator[Line | Refused]:
    """The lines of the sheet of corrections, each for an earlier quarter."""
    titles = {plan.breakdowns[name].title: name for name in asked.breakdowns}
    for row, cells in sheet.rows:
        texts = {heading: sheet.text(cells, heading) for heading in layout.NEEDED[layout.CORRECTIONS]}
        if not any(texts.values()):
            continue
        name, title = texts[layout.MEASURE], texts[layout.BREAKDOWN]
        wrong = _wrong_correction(texts, titles, plan, quarter)
        known = asked.by_breakdown(titles[title]) if title in titles else asked.all
        measure = measure_named(name, known, asked, plan, titles.get(title, ""))
        if wrong is not None:
            yield Refused(grid.name, row, wrong[0], wrong[1], name)
        elif isinstance(measure, Wrong):
            yield Refused(grid.name, row, layout.MEASURE, measure, name)
        else:
            earlier = Quarter.parse(texts[layout.QUARTER])
            line = _line(
                sheet, grid, row, cells, measure, earlier, titles.get(title, ""), texts[layout.CATEGORY],
                why=texts[layout.WHY],
            )  # fmt: skip
            if line.blank:
                heading = layout.ANSWER if line.how == "answer" else layout.NUMBER
                wrong_figure = Wrong(
                    "missing part", "there is no figure", "a correction says what is right", _WRITE_OR_CLEAR
                )
                yield Refused(grid.name, row, heading, wrong_figure, name, titles.get(title, ""))
            else:
                yield line


def _wrong_correction(
    texts: Mapping[str, str], titles: Mapping[str, str], plan: Plan, quarter: Quarter
) -> tuple[str, Wrong] | None:
    """What is wrong with the place that a correction names: heading and reason; None where nothing is."""
    try:
        earlier = Quarter.parse(texts[layout.QUARTER])
    except WrongCall as said:
        return layout.QUARTER, Wrong(
            "wrong quarter",
            str(said).split(": write it")[0] if texts[layout.QUARTER] else "no quarter is named",
            "a correction names its quarter", "write it like 2016-17-Q3",
        )  # fmt: skip
    if earlier >= quarter:
        return layout.QUARTER, Wrong(
            "wrong quarter", f"found {earlier}", f"a correction is of a quarter before {quarter}",
            "put this quarter's figure on its own sheet",
        )  # fmt: skip
    title, category = texts[layout.BREAKDOWN], texts[layout.CATEGORY]
    if title and title not in titles:
        return layout.BREAKDOWN, Wrong(
            "category", f"{title!r} is no breakdown of this score card",
            f"there are {', '.join(map(repr, titles)) or 'none'}",
            "write it as its sheet is headed, or leave it blank for the total",
        )  # fmt: skip
    known = plan.breakdowns[titles[title]].named if title else ("",)
    if category not in known:
        return layout.CATEGORY, Wrong(
            "category", f"{category!r} is no category of {title or 'a total'}",
            f"there are {', '.join(known)}" if title else "a total has none",
            "write it as it stands on the breakdown's sheet",
        )  # fmt: skip
    if texts[layout.WHY] and texts[layout.WHY] not in layout.REASONS:
        return layout.WHY, Wrong(
            "reason", f"found {texts[layout.WHY]!r}", f"it is one of {', '.join(layout.REASONS)}", "choose one",
        )  # fmt: skip
    return None
