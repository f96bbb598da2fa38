"""Write ``core_data_set.csv`` and, beside it, its description as CSV on the Web.

A text that begins like a formula stays as it is. The file is data, and whoever reads it with a program must get what
was released, letter by letter. Its texts come from the plan, from its lists of answers and categories, and from the
files that the board keeps, never from the free text of a score card. For a spreadsheet there is the workbook.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from nelscb.core_data_set.columns import COLUMNS
from nelscb.core_data_set.rows import rows_of
from nelscb.edition import ReleasedPage
from nelscb.plan import Board, Project
from nelscb.words import core_data_set as words

NAME = "core_data_set.csv"


def write_core_data_set(released: ReleasedPage, project: Project, folder: Path) -> None:
    """Write the two files into ``folder`` from what was released for the whole prose, which sees every measure.

    UTF-8 without a mark at its beginning, lines that end as on the web. The same release gives the same bytes.
    """
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows(rows_of(released, project.plan, project.board))
    # A half of a character, which no file can hold, becomes a question mark.
    (folder / NAME).write_bytes(content.getvalue().encode("utf-8", "replace"))
    described = json.dumps(description_of(released, project.board), ensure_ascii=False, indent=2) + "\n"
    (folder / f"{NAME}-metadata.json").write_bytes(described.encode("utf-8", "replace"))


def description_of(released: ReleasedPage, board: Board) -> dict[str, Any]:
    """The description of the file: W3C's "Metadata Vocabulary for Tabular Data"."""
    origins = {o for s in released.series for p in s.points for o in p.origins}
    used = {released.sources[o.file].licence for o in origins if o.file in released.sources}
    returned = any(o.file and o.file not in released.sources for o in origins)
    addresses = {words.LICENCES.get(licence, "") for licence in used}
    # One licence is told as the file's only where all of it stands under that one.
    licence = addresses.pop() if len(addresses) == 1 and not returned and not released.illustrative else ""
    attributions = [
        released.sources[name].attribution for name in sorted({o.file for o in origins} & set(released.sources))
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": NAME,
        "dc:title": words.title(released, board),
        "dc:description": words.description(released, board),
        "dc:publisher": board.name,
        "dc:language": "en-GB",
        "dc:modified": {"@value": released.as_of.isoformat(), "@type": "date"},
        **({"dc:license": {"@id": licence}} if licence else {}),
        "dc:rights": words.rights(released, attributions, returned),
        "dialect": {
            "encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True,
            "headerRowCount": 1, "lineTerminators": ["\r\n"],
        },
        "tableSchema": {"columns": [column.described() for column in COLUMNS], "primaryKey": "figure"},
    }  # fmt: skip
