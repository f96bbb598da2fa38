"""Returns with one thing wrong: the exact sentence for each, and what still comes in."""

# ruff: noqa: E501 (a sentence stands as it is read)

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from good_return import Damage, Received, Rows, as_csv, good_rows, row_of


@dataclass(frozen=True)
class Case:
    """What is done to the good return, every sentence that must follow, and which figures change: None, none at all."""

    name: str
    damage: Damage
    said: tuple[str, ...]
    changed: dict[str, str | None] | None = field(default_factory=dict)
    sub_group: str = "neglect"


def put(begins: str, at: int, text: str) -> Damage:
    """Write ``text`` into a cell of the row that begins with these cells, divided by ``/``."""

    def damage(rows: Rows) -> None:
        rows[row_of(rows, *begins.split("/")) - 1][at] = text

    return damage


def number(text: str, measure: str = "P2-05") -> Damage:
    return put(f"Figures/{measure}", 2, text)


def out_of(text: str, measure: str = "P2-03b") -> Damage:
    return put(f"Figures/{measure}", 3, text)


def add(*cells: str) -> Damage:
    def damage(rows: Rows) -> None:
        rows.append(list(cells))

    return damage


def add_after(begins: str, *cells: str) -> Damage:
    def damage(rows: Rows) -> None:
        rows.insert(row_of(rows, *begins.split("/")), list(cells))

    return damage


def drop(begins: str) -> Damage:
    def damage(rows: Rows) -> None:
        del rows[row_of(rows, *begins.split("/")) - 1]

    return damage


def rename_sheet(old: str, new: str) -> Damage:
    def damage(rows: Rows) -> None:
        for row in rows:
            row[0] = new if row[0] == old else row[0]

    return damage


def both(*damages: Damage) -> Damage:
    def damage(rows: Rows) -> None:
        for one in damages:
            one(rows)

    return damage


COUNT = "a count is a whole number"
WRITE = "write digits, or one of the marks N/A, -, *, <5, or leave it blank if it is not known yet"
SHARES = "counts belong here: write how many, and out of how many in the column beside it"
P205 = "sheet Figures, row 11, column 'Number': "
ALWAYS = "the number is withheld; "
"""The good return says so of P2-09b."""
REFUSED = {"P2-05": "refused"}
BLANK_CARD = "write it as it stands in the blank score card"
HEADINGS_BACK = "it must stand once: put the headings back as they are in the blank score card"
AGES = "Under 1, 1 to 4, 5 to 9, 10 to 15, 16 and over"
NO_AGES: dict[str, str | None] = {f"P2-03a age {age}": "refused" for age in AGES.split(", ")}
NO_FIGURES: dict[str, str | None] = dict.fromkeys(
    ("P2-03a", "P2-03b", "P2-05", "P2-06b", "P2-07", "P2-09a", "P2-09b", "P2-10a", "P2-11a")
)
NO_AGES_AT_ALL: dict[str, str | None] = dict.fromkeys(NO_AGES)

CELLS = (
    # what stands in a cell, what is said of it
    ("text for a number", "about sixty", f"found 'about sixty'; {COUNT}: {WRITE}"),
    ("a number with a word", "63 children", f"found '63 children'; {COUNT}: {WRITE}"),
    ("a letter O for a nought", "6O", f"found '6O'; {COUNT}: {WRITE}"),
    ("a letter l for a one", "l2", f"found 'l2'; {COUNT}: {WRITE}"),
    ("powers of ten", "1e3", f"found '1e3'; {COUNT}: {WRITE}"),
    ("more than a computer counts", "1e400", f"found '1e400'; {COUNT}: {WRITE}"),
    ("not a number", "NaN", f"found 'NaN'; {COUNT}: {WRITE}"),
    ("infinity", "inf", f"found 'inf'; {COUNT}: {WRITE}"),
    ("hexadecimal", "0x3F", f"found '0x3F'; {COUNT}: {WRITE}"),
    ("digits with a low line", "1_000", f"found '1_000'; {COUNT}: {WRITE}"),
    ("a comma in a wrong place", "6,3", f"found '6,3'; {COUNT}: {WRITE}"),
    ("thousands with blanks", "1 063", f"found '1 063'; {COUNT}: {WRITE}"),
    ("thousands with hard blanks", "1\u00a0063", f"found '1\\xa0063'; {COUNT}: {WRITE}"),
    ("a character that cannot be seen", "6\u200b3", f"found '6\\u200b3'; {COUNT}: {WRITE}"),
    ("two numbers", "60/63", f"found '60/63'; {COUNT}: {WRITE}"),
    ("a range", "60-65", f"found '60-65'; {COUNT}: {WRITE}"),
    ("a plus", "63+", f"found '63+'; {COUNT}: {WRITE}"),
    ("a question", "63?", f"found '63?'; {COUNT}: {WRITE}"),
    ("money", "£63", f"found '£63'; {COUNT}: {WRITE}"),
    ("an accountant's negative", "(63)", f"found '(63)'; {COUNT}: {WRITE}"),
    ("NA without its stroke", "NA", f"found 'NA'; {COUNT}: {WRITE}"),
    ("nil", "nil", f"found 'nil'; {COUNT}: {WRITE}"),
    ("not known", "not known", f"found 'not known'; {COUNT}: {WRITE}"),
    ("true", "TRUE", f"found 'TRUE'; {COUNT}: {WRITE}"),
    ("two dashes", "--", f"found '--'; {COUNT}: {WRITE}"),
    ("under a large number", "<100", f"found '<100'; {COUNT}: {WRITE}"),
    ("over a number", ">5", f"found '>5'; {COUNT}: {WRITE}"),
    ("a formula as text", "=B4+B5", f"found '=B4+B5'; {COUNT}: {WRITE}"),
    ("an error of a spreadsheet", "#REF!", f"found '#REF!'; {COUNT}: {WRITE}"),
    ("a number that is not one", "½", f"found '½'; {COUNT}: {WRITE}"),
    ("a raised number", "6³", f"found '6³'; {COUNT}: {WRITE}"),
    ("a long text", "x" * 90, f"found '{'x' * 39}…'; {COUNT}: {WRITE}"),
    ("a percentage", "39%", f"found the percentage '39%'; {SHARES}"),
    ("a percentage with a blank", "39.5 %", f"found the percentage '39.5 %'; {SHARES}"),
    ("a share of one", "0.39", f"found '0.39', which looks like a percentage; {SHARES}"),
    ("a share of one without its nought", ".39", f"found '.39', which looks like a percentage; {SHARES}"),
    ("a fraction", "63.5", f"found the fraction '63.5'; {COUNT}: write the count itself"),
    ("a negative", "-63", f"found '-63'; nothing here can be less than 0: {WRITE}"),
    ("a negative with a long dash", "–63", f"found '–63'; nothing here can be less than 0: {WRITE}"),
    ("a negative fraction", "-0.5", f"found '-0.5'; nothing here can be less than 0: {WRITE}"),
    ("a telephone number", "01472326292", "found '01472326292'; no figure here is over 10,000,000: write the count itself"),
    ("a number of 400 digits", "9" * 400, f"found '{'9' * 39}…'; {COUNT}: {WRITE}"),
    ("a day for a count", "2017-06-30", f"found the date '2017-06-30'; {COUNT}: write the count itself"),
    ("an English day for a count", "30/06/2017", f"found the date '30/06/2017'; {COUNT}: write the count itself"),
)  # fmt: skip

ROWS = (
    Case(
        "an unknown measure", put("Figures/P2-05", 1, "P2-5"),
        (f"sheet Figures, row 11, column 'Measure': 'P2-5' is no measure of the plan; an id looks like P1-04: {BLANK_CARD}",),
        {"P2-05": None},
    ),
    Case(
        "a measure in small letters", put("Figures/P2-05", 1, "p2-05"),
        (f"sheet Figures, row 11, column 'Measure': 'p2-05' is no measure of the plan; an id looks like P1-04: {BLANK_CARD}",),
        {"P2-05": None},
    ),
    Case(
        "no measure", put("Figures/P2-05", 1, ""),
        ("sheet Figures, row 11, column 'Measure': there is an entry in a row that names no measure; an id looks like "
         f"P1-04: {BLANK_CARD}, or clear the row",),
        {"P2-05": None},
    ),
    Case(
        "another sub-group's measure", put("Figures/P2-05", 1, "P1-01"),
        ("sheet Figures, row 11, column 'Measure': P1-01 is asked of another sub-group (early_help); this return is of "
         "neglect: send it on that sub-group's score card",),
        {"P2-05": None},
    ),
    Case(
        "a measure that is worked out", put("Figures/P2-05", 1, "P2-02"),
        ("sheet Figures, row 11, column 'Measure': P2-02 has a figure; it is not yours to send: it is worked out from "
         "P1-05 and X-18: leave the row blank",),
        {"P2-05": None},
    ),
    Case(
        "a headline that another measure stands for", put("Figures/P2-05", 1, "P2-H1a"),
        ("sheet Figures, row 11, column 'Measure': P2-H1a has a figure; P2-01 stands for it: fill in that row instead",),
        {"P2-05": None},
    ),
    Case(
        "a published measure", put("Figures/P2-05", 1, "X-15"),
        ("sheet Figures, row 11, column 'Measure': X-15 has a figure; it is not yours to send: it is published "
         "(Department for Education, Office for National Statistics): leave the row blank",),
        {"P2-05": None},
    ),
    Case(
        "an answer among the figures", put("Figures/P2-05", 1, "P2-S1"),
        ("sheet Figures, row 11, column 'Measure': P2-S1 has an entry; it stands on the sheet 'Reports': fill it in there",),
        {"P2-05": None},
    ),
    Case(
        "a figure among the answers", add_after("Reports/P2-S2", "Reports", "P2-06a", "12", ""),
        ("sheet Reports, row 28, column 'Measure': P2-06a has an entry; it stands on the sheet 'Figures': fill it in there",),
    ),
    Case(
        "a breakdown that is not asked for", add_after("Age/P2-03a/16 and over", "Age", "P2-05", "Under 1", "3", "", ""),
        ("sheet Age, row 25, column 'Measure': P2-05 is not asked for by 'Age'; this sheet asks for P2-03a, P2-03b: "
         "leave the row out",),
    ),
    Case(
        "an unknown category", put("Age/P2-03a/16 and over", 2, "16 to 18"),
        (f"sheet Age, row 24, column 'Category': '16 to 18' is no category of this sheet; there are {AGES}: {BLANK_CARD}",),
        {"P2-03a age 16 and over": None},
    ),
    Case(
        "the same measure twice", add_after("Figures/P2-05", "Figures", "P2-05", "64", "", ""),
        ("sheet Figures, row 11, column 'Measure': P2-05 stands in sheet Figures, row 11 and sheet Figures, row 12; a figure "
         "stands once: keep one of them",),
        REFUSED,
    ),
    Case(
        "the same measure twice, once wrong", add_after("Figures/P2-05", "Figures", "P2-05", "many", "", ""),
        (f"sheet Figures, row 12, column 'Number': found 'many'; {COUNT}: {WRITE}",
         "sheet Figures, row 11, column 'Measure': P2-05 stands in sheet Figures, row 11 and sheet Figures, row 12; a figure "
         "stands once: keep one of them"),
        REFUSED,
    ),
    Case(
        "the same measure twice, once blank", add_after("Figures/P2-05", "Figures", "P2-05", "", "", ""), (),
    ),
    Case(
        "the same category twice", add_after("Age/P2-03a/Under 1", "Age", "P2-03a", "Under 1", "4", "", ""),
        ("sheet Age, row 20, column 'Measure': P2-03a stands in sheet Age, row 20 and sheet Age, row 21; a figure stands "
         "once: keep one of them",),
        {"P2-03a age Under 1": "refused"},
    ),
    Case(
        "categories over the total", put("Age/P2-03a/5 to 9", 3, "13"),
        ("sheet Age, row 20, column 'Number': the categories of 'Age' add up to 41; the total of P2-03a is 40: put right "
         "the categories or the total; no category is used until then",),
        NO_AGES,
    ),
    Case(
        "categories under the total", put("Age/P2-03a/5 to 9", 3, "11"),
        ("sheet Age, row 20, column 'Number': the categories of 'Age' add up to 39; the total of P2-03a is 40: put right "
         "the categories or the total; no category is used until then",),
        NO_AGES,
    ),
    Case(
        "one category blank, the rest under the total", put("Age/P2-03a/5 to 9", 3, ""), (), {"P2-03a age 5 to 9": None},
    ),
    Case(
        "one category withheld, the rest over the total",
        both(put("Age/P2-03a/Under 1", 3, "<5"), put("Age/P2-03a/5 to 9", 3, "20")),
        ("sheet Age, row 20, column 'Number': the number is withheld as a small one; the Board can be told small numbers, "
         "and the book protects them: send the number if you may",
         "sheet Age, row 20, column 'Number': the categories of 'Age' add up to 44; the total of P2-03a is 40: put right "
         "the categories or the total; no category is used until then"),
        NO_AGES,
    ),
    Case(
        "a category over the total, where they overlap", put("Missing from home or from 2/P3-10/Care", 3, "31"),
        ("sheet Missing from home or from 2, row 14, column 'Number': 'Care' has 31; the total of P3-10 is 30: put right the "
         "category or the total",),
        {"P3-10 home_or_care_of_children Care": "refused"}, "missing",
    ),
    Case(
        "a total that only categories share, without them", both(*[drop("Age band and sex/P3-11")] * 7),
        ("sheet Figures, row 10, column 'Out of': there is a total of P3-11 and no category that can be used; the book shows "
         "its categories: fill in the categories on their own sheet",),
        dict.fromkeys(
            f"P3-11 age_by_sex {c}" for c in (
                "Female, under 10", "Female, 10 to 15", "Female, 16 and 17", "Male, under 10", "Male, 10 to 15",
                "Male, 16 and 17", "Sex not known",
            )
        ), "missing",
    ),
    Case(
        "a number where only the total is asked for", put("Figures/P3-11", 2, "30"),
        ("sheet Figures, row 10, column 'Number': there is a figure under 'Number'; of P3-11 only the total is asked for "
         "here, under 'Out of': clear that cell",),
        {"P3-11": "refused", "P3-11 age_by_sex Female, under 10": "1", "P3-11 age_by_sex Female, 10 to 15": "9",
         "P3-11 age_by_sex Female, 16 and 17": "7", "P3-11 age_by_sex Male, under 10": "0",
         "P3-11 age_by_sex Male, 10 to 15": "6", "P3-11 age_by_sex Male, 16 and 17": "7",
         "P3-11 age_by_sex Sex not known": "0"}, "missing",
    ),
    Case(
        "a numerator over its denominator", out_of("39"),
        ("sheet Figures, row 10, column 'Number': found 40 out of 39; a part cannot be more than the whole: look whether the "
         "two are in each other's place",),
        {"P2-03b": "refused"},
    ),
    Case(
        "no denominator", out_of(""),
        ("sheet Figures, row 10, column 'Out of': 'Out of' is blank; both parts are needed: write out of how many",),
        {"P2-03b": "refused"},
    ),
    Case(
        "no numerator", number("", "P2-03b"),
        ("sheet Figures, row 10, column 'Number': 'Number' is blank; both parts are needed: write 0 if you counted and there "
         "were none",),
        {"P2-03b": "refused"},
    ),
    Case(
        "a mark for a denominator", out_of("-"),
        ("sheet Figures, row 10, column 'Out of': there is a mark, and a number under 'Number'; a mark stands for the whole "
         "figure: write both numbers, or clear the one beside the mark",),
        {"P2-03b": "not_collected"},
    ),
    Case(
        "a denominator of a count", out_of("70", "P2-05"),
        ("sheet Figures, row 11, column 'Out of': there is a figure under 'Out of'; P2-05 is a count, under 'Number': clear "
         "that cell",),
        REFUSED,
    ),
    Case(
        "a value of a count", put("Figures/P2-05", 4, "63"),
        ("sheet Figures, row 11, column 'Value': there is a figure under 'Value'; P2-05 is a count, under 'Number': clear "
         "that cell",),
        REFUSED,
    ),
    Case(
        "a value of a share", put("Figures/P2-03b", 4, "25"),
        ("sheet Figures, row 10, column 'Value': there is a figure under 'Value'; P2-03b is a count out of a count: clear "
         "that cell",),
        {"P2-03b": "refused"},
    ),
    Case(
        "a percentage under Value", put("Figures/P2-03b", 4, "25%"),
        ("sheet Figures, row 10, column 'Value': found the percentage '25%'; a score stands as it was given: write the score "
         "itself",),
        {"P2-03b": "refused"},
    ),
    Case(
        "two cells of a row wrong", both(number("many", "P2-03b"), out_of("12%")),
        (f"sheet Figures, row 10, column 'Number': found 'many'; {COUNT}: {WRITE}",
         f"sheet Figures, row 10, column 'Out of': found the percentage '12%'; {SHARES}"),
        {"P2-03b": "refused"},
    ),
    Case(
        "a small number withheld", number("<5"),
        (f"{P205}the number is withheld as a small one; the Board can be told small numbers, and the book protects them: "
         "send the number if you may",),
        {"P2-05": "suppressed_by_publisher"},
    ),
    Case(
        "an answer that is not offered", put("Reports/P2-S1", 2, "nearly"),
        ("sheet Reports, row 26, column 'Answer': found 'nearly'; P2-S1 is answered yes, part, no: choose one, and put what "
         "else there is to say under 'Evidence'",),
        {"P2-S1": "refused"},
    ),
    Case(
        "evidence and no answer", put("Reports/P2-S1", 2, ""),
        ("sheet Reports, row 26, column 'Answer': there is evidence and no answer; both belong together: choose an answer",),
        {"P2-S1": "refused"},
    ),
    Case(
        "a column of one's own", both(put("Figures/Measure", 4, "Value"), *(
            lambda rows, at=at, text=text: rows[row_of(rows, "Figures", at) - 1].append(text)
            for at, text in (("Measure", "Number (checked)"), ("P2-05", "64"), ("P2-07", "21"))
        )),
        ("sheet Figures, row 11, column 'Number (checked)': 2 filled cells were not read; the headings are those of the blank "
         "score card: put what is there where the blank score card asks for it",),
    ),
    Case(
        "a cell beyond the headings", lambda rows: rows[row_of(rows, "Figures", "P2-05") - 1].append("64"),
        ("sheet Figures, row 11: 1 filled cell under no heading was not read; the headings are those of the blank score card: "
         "put what is there where the blank score card asks for it",),
    ),
    Case(
        "a heading renamed", put("Figures/Measure", 2, "Numbers"),
        (f"sheet Figures, row 8: the heading 'Number' is missing; {HEADINGS_BACK}",), NO_FIGURES,
    ),
    Case(
        "a heading twice", put("Figures/Measure", 4, "Number"),
        (f"sheet Figures, row 8: the heading 'Number' stands 2 times; {HEADINGS_BACK}",), NO_FIGURES,
    ),
    Case(
        "no headings", drop("Figures/Measure"),
        (f"sheet Figures, row 8: the heading 'Measure' is missing; {HEADINGS_BACK}",), NO_FIGURES,
    ),
    Case(
        "a row above the headings", lambda rows: rows.insert(7, rows.pop(row_of(rows, "Figures", "P2-05") - 1)),
        ("sheet Figures, row 8: the row stands above the headings; rows stand beneath them: move it beneath the headings",),
        {"P2-05": None},
    ),
    Case(
        "a sheet renamed", rename_sheet("Age", "Ages"),
        ("sheet Ages: the sheet's 6 filled rows were not read; the sheets are those of the blank score card: put the figures "
         "where the blank score card asks for them",),
        NO_AGES_AT_ALL,
    ),
    Case(
        "a sheet of one's own", add("Notes", "see the e-mail"),
        ("sheet Notes: the sheet's 1 filled row was not read; the sheets are those of the blank score card: put the figures "
         "where the blank score card asks for them",),
    ),
    Case(
        "a blank first column", put("Figures/P2-05", 0, ""),
        ("1 filled row without a sheet's name in the first column was not read; the sheets are those of the blank score card: put "
         "the figures where the blank score card asks for them",),
        {"P2-05": None},
    ),
    Case(
        "a sheet of another sub-group", add("Age band and sex", "P3-11", "Sex not known", "1", "", ""),
        ("sheet Age band and sex: the sheet's 1 filled row was not read; the sheets are those of the blank score card: put "
         "the figures where the blank score card asks for them",),
    ),
)  # fmt: skip

COVERS = (
    Case(
        "no cover", rename_sheet("Cover", "Front"),
        ("there is no sheet 'Cover'; a return needs its cover: use the blank score card that was sent out",), None,
    ),
    Case(
        "another form", put("Cover/Form", 2, "2"),
        ("sheet Cover, row 1, column 'Form': the cover says '2'; Form must be '1' here: use the blank score card that was "
         "sent out",), None,
    ),
    Case(
        "no form", drop("Cover/Form"),
        ("column 'Form': the cover has no line 'Form'; Form must be '1' here: use the blank score card that was sent out",),
        None,
    ),
    Case(
        "a wrong quarter", put("Cover/Quarter", 2, "2016-17-Q4"),
        ("sheet Cover, row 3, column 'Quarter': the cover says '2016-17-Q4'; Quarter must be '2017-18-Q1' here: put the file "
         "under its own quarter, or send the score card of this one",), None,
    ),
    Case(
        "no quarter", put("Cover/Quarter", 2, ""),
        ("sheet Cover, row 3, column 'Quarter': the cover leaves 'Quarter' blank; Quarter must be '2017-18-Q1' here: put the "
         "file under its own quarter, or send the score card of this one",), None,
    ),
    Case(
        "another sub-group's cover", put("Cover/Sub-group", 2, "missing"),
        ("sheet Cover, row 2, column 'Sub-group': the cover says 'missing'; Sub-group must be 'neglect' here: put the file "
         "under its own sub-group",), None,
    ),
    Case(
        "a quarter and a form that are wrong", both(put("Cover/Form", 2, "0"), put("Cover/Quarter", 2, "Q1")),
        ("sheet Cover, row 1, column 'Form': the cover says '0'; Form must be '1' here: use the blank score card that was "
         "sent out",
         "sheet Cover, row 3, column 'Quarter': the cover says 'Q1'; Quarter must be '2017-18-Q1' here: put the file under "
         "its own quarter, or send the score card of this one"), None,
    ),
    Case(
        "no role", put("Cover/Author's role", 2, ""),
        ("sheet Cover, row 4, column \"Author's role\": no role is named; a return says who answers for it: name the role",),
    ),
    Case(
        "no day", put("Cover/Date completed", 2, "last week"),
        ("sheet Cover, row 5, column 'Date completed': found 'last week'; it is a day: write it like 2017-04-18",),
    ),
    Case(
        "a day after it came in", put("Cover/Date completed", 2, "20/07/2017"),
        ("sheet Cover, row 5, column 'Date completed': completed on 2017-07-20; it came in on 2017-07-14: put right the day "
         "on the cover, or the file's name",),
    ),
    Case(
        "no status", put("Cover/Status", 2, ""),
        ("sheet Cover, row 6, column 'Status': no status is chosen; it is final or draft: choose one",),
    ),
    Case(
        "a draft", put("Cover/Status", 2, "draft"),
        ("sheet Cover, row 6, column 'Status': it is a draft; the book is made from final returns: send the final one",),
    ),
    Case(
        "a reason of one's own", put("Cover/If sent again, why", 2, "oops"),
        ("sheet Cover, row 7, column 'If sent again, why': found 'oops'; it is one of late data, definition, correction: "
         "choose one",),
    ),
)  # fmt: skip

CORRECTION = "Corrections/P2-05"
CORRECTIONS = (
    Case(
        "a correction of no quarter", put(CORRECTION, 2, ""),
        ("sheet Corrections, row 29, column 'Quarter': no quarter is named; a correction names its quarter: write it like "
         "2016-17-Q3",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction of what is no quarter", put(CORRECTION, 2, "last winter"),
        ("sheet Corrections, row 29, column 'Quarter': 'last winter' is not a quarter; a correction names its quarter: write "
         "it like 2016-17-Q3",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction of this quarter", put(CORRECTION, 2, "2017-18-Q1"),
        ("sheet Corrections, row 29, column 'Quarter': found 2017-18-Q1; a correction is of a quarter before 2017-18-Q1: put "
         "this quarter's figure on its own sheet",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction of an unknown breakdown", put(CORRECTION, 3, "Ages"),
        ("sheet Corrections, row 29, column 'Breakdown': 'Ages' is no breakdown of this score card; there are 'Age, "
         "unborn children apart', 'Category at the start of plans that are now for neglect', 'Age', \"Reason for closing a case "
         "of children's social care\", 'What followed the closure', 'Tier, early help included': write it as its sheet is headed, or "
         "leave it blank for the total",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction of an unknown category", both(put(CORRECTION, 3, "Age"), put("Corrections/P2-05", 4, "Baby")),
        (f"sheet Corrections, row 29, column 'Category': 'Baby' is no category of Age; there are {AGES}: write it as it stands "
         "on the breakdown's sheet",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction of a category of a total", put(CORRECTION, 4, "Under 1"),
        ("sheet Corrections, row 29, column 'Category': 'Under 1' is no category of a total; a total has none: write it as it "
         "stands on the breakdown's sheet",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction for a reason of one's own", put(CORRECTION, 9, "typo"),
        ("sheet Corrections, row 29, column 'Why': found 'typo'; it is one of late data, definition, correction: choose one",),
        {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction without a figure", put(CORRECTION, 5, ""),
        ("sheet Corrections, row 29, column 'Number': there is no figure; a correction says what is right: write the figure, "
         "or clear the row",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction of no measure", put(CORRECTION, 1, ""),
        ("sheet Corrections, row 29, column 'Measure': there is an entry in a row that names no measure; an id looks like "
         f"P1-04: {BLANK_CARD}, or clear the row",), {"P2-05 2016-17-Q4": None},
    ),
    Case(
        "a correction with a percentage", put(CORRECTION, 5, "60%"),
        (f"sheet Corrections, row 29, column 'Number': found the percentage '60%'; {SHARES}",),
        {"P2-05 2016-17-Q4": "refused"},
    ),
)  # fmt: skip

TEXTS = (
    Case(
        "a part of the story that is none", put("Story/what helps", 1, "what is good"),
        ("sheet Story, row 31, column 'Part': found 'what is good'; it is one of what helps, what hurts, partners, what works: "
         "choose one",),
    ),
    Case(
        "a story without its text", put("Story/what helps", 3, ""),
        ("sheet Story, row 31, column 'Text': it is blank; an entry needs it: fill it in, or clear the row",),
    ),
    Case(
        "a story about nothing of the plan", put("Story/what helps", 2, "P9"),
        ("sheet Story, row 31, column 'About': 'P9' is no chapter or measure of the plan; an entry is about one, such as P2: choose one, or leave it "
         "blank",),
    ),
    Case(
        "a story for nobody known", put("Story/what helps", 4, "everybody"),
        ("sheet Story, row 31, column 'Who may read it': found 'everybody'; it is one of board, public: choose one",),
    ),
    Case(
        "a story that is too long", put("Story/what helps", 3, "x" * 32_768),
        ("sheet Story, row 31, column 'Text': the entry has 32,768 characters; it has at most 32,767: shorten it",),
    ),
    Case(
        "an action of no day", both(
            add("Actions", "Item", "About", "Action", "Owner (a role)", "Due", "Status", "Cost", "What it changed",
                "Who may read it"),
            add("Actions", "A1", "P2", "Train ten people", "Lead", "soon", "under way", "", "", ""),
            add("Actions", "A1", "P2", "Train ten more", "Lead", "2017-09-30", "under way", "", "", ""),
            add("Actions", "A1", "P2", "Train them all", "Lead", "2017-12-31", "under way", "", "", ""),
            add("Actions", "A2", "", "", "", "", "", "", "", ""),
        ),
        ("sheet Actions, row 33, column 'Due': found 'soon'; it is a day: write it like 2017-06-30",
         "sheet Actions, row 34, column 'Item': the item 'A1' stands in row 33 too; an item stands once: give the second one "
         "its own",
         "sheet Actions, row 35, column 'Item': the item 'A1' stands in row 33 too; an item stands once: give the second one "
         "its own",
         "sheet Actions, row 36, column 'Action': it is blank; an entry needs it: fill it in, or clear the row"),
    ),
)  # fmt: skip

CASES = (
    *(Case(name, number(text), (P205 + said,), REFUSED) for name, text, said in CELLS),
    *ROWS, *COVERS, *CORRECTIONS, *TEXTS,
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_said_of_a_bad_return_and_what_still_comes_in(received: Received, case: Case) -> None:
    rows = good_rows(case.sub_group)
    received.put(as_csv(rows), sub_group=case.sub_group)
    good = received.told()
    case.damage(rows)
    name = received.put(as_csv(rows), sub_group=case.sub_group)
    said = [s for s in received.sentences() if ALWAYS not in s]
    assert said == [f"{name}{', ' if text.startswith(('sheet ', 'column ')) else ': '}{text}" for text in case.said]
    expected = {} if case.changed is None else {**good, **case.changed}
    assert received.told() == {place: told for place, told in expected.items() if told is not None}


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 100
    assert len({case.name for case in CASES}) == len(CASES)
