"""The whole workbook: cover, contents, notes, a sheet a chapter, the tracker, the registers."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from gptables import Cover

from nelscb.edition import ReleasedPage
from nelscb.plan import Project, open_project
from nelscb.words import workbook as words
from nelscb.words.editions import announcement
from nelscb.workbook.figures import chapter_sheet
from nelscb.workbook.front import contents_sheet, notes_sheet
from nelscb.workbook.noting import Notes
from nelscb.workbook.registers import register_sheets
from nelscb.workbook.sheets import Sheet
from nelscb.workbook.tracker_sheet import tracker_sheet
from nelscb.workbook.writing import BookWorkbook

_COVER_WIDTH = 100


def write_workbook(released: ReleasedPage, project: Project, path: Path) -> None:
    """Write ``tables.xlsx`` from what was released for the whole prose, which sees every measure and the whole story.

    The same release gives the same bytes.
    """
    board = project.board
    foot = announcement(released, board)
    content = BytesIO()  # the library, where it finds no room, would complain on the terminal beside our sentence
    book = BookWorkbook(content)
    book.set_properties({
        "title": words.workbook_title(released, board), "subject": words.workbook_subject(released, board),
        "author": board.name, "company": board.name, "category": words.CATEGORY,
        "created": datetime.combine(released.as_of, time()),
    })  # fmt: skip
    book.set_custom_property("Language", "en-GB", "text")
    cover = book.add_worksheet(words.COVER, gridlines="hide_all")
    sections = words.cover_sections(released, board, list(released.sources.values()))
    cover.write_cover(Cover(words.workbook_title(released, board), about=list(sections), width=_COVER_WIDTH))
    cover.set_printed(foot)
    for sheet in sheets_of(released, project):
        worksheet = book.add_worksheet(sheet.name)
        worksheet.write_sheet(sheet)
        worksheet.set_printed(foot)
    book.close()
    path.write_bytes(content.getvalue())


def write_workbook_of(project: str, page: str, path: str) -> None:
    """The same in a process of its own: of what was released as it stands in the file ``page``."""
    released = ReleasedPage.from_json(Path(page).read_bytes())
    write_workbook(released, open_project(project), Path(path))


def sheets_of(released: ReleasedPage, project: Project) -> list[Sheet]:
    """Every sheet after the cover, in the workbook's order."""
    plan, board = project.plan, project.board
    notes = Notes()
    figures = [chapter_sheet(chapter, released, plan, board, notes) for chapter in plan.chapters]
    registers: list[Sheet] = []
    if released.edition == "board":
        figures.append(tracker_sheet(released, plan, board, notes))
        registers = register_sheets(released, plan, board, notes)
    noted = notes_sheet(notes, figures, released, board)
    return [contents_sheet([noted, *figures, *registers], released, board), noted, *figures, *registers]
