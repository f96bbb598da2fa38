"""Returns that come again: nothing is overwritten, what differs is listed, what repeats is no new row."""

# ruff: noqa: E501 (a sentence stands as it is read)

from __future__ import annotations

from datetime import date

from good_return import FIRST, SECOND, Received, as_csv, good_rows, row_of

from nelscb.returns.intake import last_receipt, read_returns

FIRST_NAME, SECOND_NAME = f"2017-18-Q1/neglect/{FIRST}.csv", f"2017-18-Q1/neglect/{SECOND}.csv"
Q2 = "2017-18-Q2"


def versions(
    received: Received, measure: str = "P2-05", period: str = "2017-18-Q1"
) -> list[tuple[float | str | None, str, str]]:
    """Every version of a figure: what it says, the day it came in, the reason."""
    return [
        (f.numerator if f.state == "reported" else f.state, f.received.isoformat(), f.reason)
        for f in received.read().figures if (f.measure, str(f.period), f.category) == (measure, period, "")
    ]  # fmt: skip


def again(changed: dict[tuple[str, ...], tuple[int, str]], quarter: str = "") -> bytes:
    """The good return with cells changed, by what their rows begin with; of another quarter where one is given."""
    rows = good_rows()
    if quarter:
        rows[row_of(rows, "Cover", "Quarter") - 1][2] = quarter
    for begins, (at, text) in changed.items():
        rows[row_of(rows, *begins) - 1][at] = text
    return as_csv(rows)


def said(received: Received, name: str) -> list[str]:
    return [s for s in received.sentences() if s.startswith(name) and "the number is withheld; " not in s]


def test_the_same_return_again_gives_no_new_row(received: Received) -> None:
    received.put(again({}))
    once = received.read().figures
    received.put(again({}), f"{SECOND}.csv")
    assert received.read().figures == once
    assert said(received, SECOND_NAME) == []


def test_a_figure_that_differs_is_accepted_and_listed_and_its_reason_is_asked_for(received: Received) -> None:
    received.put(again({}))
    received.put(again({("Figures", "P2-05"): (2, "65")}), f"{SECOND}.csv")
    assert versions(received) == [(63, FIRST, ""), (65, SECOND, "")]
    assert said(received, SECOND_NAME) == [
        f"{SECOND_NAME}, sheet Figures, row 11, column 'Number': found 65 for 2017-18-Q1; 63 was sent on 2017-07-14: say why: "
        "late data, definition, correction (on the cover, or beside the correction)"
    ]


def test_a_reason_on_the_cover_explains_every_figure(received: Received) -> None:
    received.put(again({}))
    cover = ("Cover", "If sent again, why")
    received.put(again({cover: (2, "late data"), ("Figures", "P2-05"): (2, "65")}), f"{SECOND}.csv")
    assert versions(received) == [(63, FIRST, ""), (65, SECOND, "late data")]
    assert said(received, SECOND_NAME) == []


def test_a_number_in_the_place_of_a_mark_is_a_revision_too(received: Received) -> None:
    received.put(again({}))
    received.put(again({("Figures", "P2-10a"): (2, "3")}), f"{SECOND}.csv")
    assert versions(received, "P2-10a") == [("not_collected", FIRST, ""), (3, SECOND, "")]
    assert said(received, SECOND_NAME)[0].split("'Number': ")[1].startswith(
        "found 3 for 2017-18-Q1; not collected was sent on 2017-07-14: say why"
    )  # fmt: skip


def test_a_figure_left_blank_the_second_time_stands(received: Received) -> None:
    received.put(again({}))
    received.put(again({("Figures", "P2-05"): (2, "")}), f"{SECOND}.csv")
    assert versions(received) == [(63, FIRST, "")]


def test_a_refused_correction_leaves_the_earlier_figure(received: Received) -> None:
    received.put(again({}))
    received.put(again({("Figures", "P2-05"): (2, "65%")}), f"{SECOND}.csv")
    assert versions(received) == [(63, FIRST, "")]
    assert len(said(received, SECOND_NAME)) == 1


def test_a_refused_figure_gives_way_to_a_good_one(received: Received) -> None:
    received.put(again({("Figures", "P2-05"): (2, "65%")}))
    received.put(again({}), f"{SECOND}.csv")
    assert versions(received) == [("refused", FIRST, ""), (63, SECOND, "")]
    assert said(received, SECOND_NAME) == []


def test_a_refused_file_takes_nothing_back(received: Received) -> None:
    received.put(again({}))
    received.put(again({("Cover", "Form"): (2, "0"), ("Figures", "P2-05"): (2, "65")}), f"{SECOND}.csv")
    assert versions(received) == [(63, FIRST, "")]
    assert [read.refused for read in received.read().files] == [False, True]


def test_the_sheet_of_corrections_of_the_next_quarter(received: Received) -> None:
    received.put(again({}))
    rows = good_rows()
    rows[row_of(rows, "Cover", "Quarter") - 1][2] = Q2
    rows[row_of(rows, "Corrections", "P2-05") - 1] = [
        "Corrections",
        "P2-05",
        "2017-18-Q1",
        "",
        "",
        "66",
        "",
        "",
        "",
        "definition",
    ]
    rows.insert(
        row_of(rows, "Corrections", "P2-05"), ["Corrections", "P2-03b", "2017-18-Q1", "", "", "41", "160", "", "", ""]
    )
    received.put(as_csv(rows), "2017-10-12.csv", quarter=Q2)
    assert versions(received) == [(63, FIRST, ""), (66, "2017-10-12", "definition")]
    assert versions(received, "P2-03b")[1] == (41, "2017-10-12", "")
    assert said(received, "2017-18-Q2") == [
        "2017-18-Q2/neglect/2017-10-12.csv, sheet Corrections, row 30, column 'Number': found 41 of 160 (25.6%) for 2017-18-Q1; "
        "40 of 160 (25.0%) was sent on 2017-07-14: say why: late data, definition, correction (on the cover, or beside the "
        "correction)"
    ]
    assert (
        read_returns(received.project, as_of=date(2017, 10, 11)).figures
        == read_returns(received.project, as_of=date.fromisoformat(FIRST)).figures
    )


def test_a_jump_and_a_dash_after_a_figure_are_asked_about(received: Received) -> None:
    received.put(again({}))
    changed = {
        ("Figures", "P2-05"): (2, "100"), ("Figures", "P2-06b"): (2, "24"), ("Figures", "P2-07"): (2, "-"),
        ("Corrections", "P2-05"): (5, ""), ("Corrections", "P2-05", ""): (1, ""),
    }  # fmt: skip
    del changed["Corrections", "P2-05", ""]
    received.put(again(changed, Q2), "2017-10-12.csv", quarter=Q2)
    name = "2017-18-Q2/neglect/2017-10-12.csv, sheet Figures, row"
    sure = "look whether it is right; if it is, say why in the story, or let a role accept it"
    assert [s for s in said(received, "2017-18-Q2") if "Corrections" not in s] == [
        f"{name} 11, column 'Number': found 100, more than 50% away; it was 63 in 2017-18-Q1: {sure}",
        f"{name} 12, column 'Number': found 24 of 30 (80.0%), more than 25 points away; it was 9 of 30 (30.0%) in 2017-18-Q1: {sure}",
        f"{name} 13, column 'Number': found a dash, which says: not collected; there was 20 the quarter before: write 0 if you "
        "counted and there were none",
    ]


def test_a_step_within_the_limit_is_no_jump(received: Received) -> None:
    received.put(again({}))
    changed = {("Figures", "P2-05"): (2, "94"), ("Figures", "P2-11a"): (2, "9"), ("Figures", "P2-06b"): (2, "16")}
    received.put(again(changed, Q2), "2017-10-12.csv", quarter=Q2)
    assert said(received, "2017-18-Q2") == []


def test_files_of_one_day_come_in_the_order_of_their_numbers(received: Received) -> None:
    for number, count in ((10, "70"), (2, "64"), (1, "63")):
        name = f"{FIRST}-{number}.csv" if number > 1 else f"{FIRST}.csv"
        received.put(again({("Figures", "P2-05"): (2, count)}), name)
    assert [v[0] for v in versions(received)] == [63, 64, 70]
    last = said(received, f"2017-18-Q1/neglect/{FIRST}-10.csv")
    assert "found 70 for 2017-18-Q1; 64 was sent on 2017-07-14" in last[0]


def test_what_had_come_in_by_a_day(received: Received) -> None:
    received.put(again({}))
    received.put(again({("Figures", "P2-05"): (2, "65")}), f"{SECOND}.csv")
    by = {day: read_returns(received.project, as_of=date(2017, 7, day)) for day in (13, 14, 17, 18)}
    assert [len(by[day].files) for day in by] == [0, 1, 1, 2]
    assert by[13].figures == ()
    assert last_receipt(received.project) == date(2017, 7, 18)


def test_files_in_no_right_place_are_told_and_hidden_ones_are_not(received: Received) -> None:
    good = again({})
    for name in (
        "2017-07-14.csv", "2017-18-Q1/2017-07-14.csv", "2017-18-Q5/neglect/2017-07-14.csv", "2017-18-Q1/negligence/2017-07-14.csv",
        "2017-18-Q1/neglect/old/2017-07-14.csv", "2017-18-Q1/neglect/return.csv", "2017-18-Q1/neglect/2017-02-30.csv",
        "2017-18-Q1/neglect/~$2017-07-14.xlsx", "2017-18-Q1/neglect/.2017-07-14.csv.swp",
    ):  # fmt: skip
        received.put_at(name, good)
    must = "a return stands in <quarter>/<sub-group>/<day received>.xlsx or .csv"
    named = "name it like 2017-04-18.xlsx, the second of a day 2017-04-18-2.xlsx"
    groups = (
        "early_help, neglect, cse, domestic_abuse, missing, quality_assurance, learning_and_development, "
        "serious_case_review, health, child_death, management_team"
    )
    assert sorted(received.sentences()) == sorted([
        f"2017-07-14.csv: the file stands in no sub-group's folder; {must}: move it there",
        f"2017-18-Q1/2017-07-14.csv: the file stands in no sub-group's folder; {must}: move it there",
        f"2017-18-Q1/neglect/2017-02-30.csv: '2017-02-30' is not the day it was received; {must}: {named}",
        f"2017-18-Q1/neglect/old/2017-07-14.csv: the file stands in no sub-group's folder; {must}: move it there",
        f"2017-18-Q1/neglect/return.csv: 'return' is not the day it was received; {must}: {named}",
        f"2017-18-Q1/negligence/2017-07-14.csv: 'negligence' is no sub-group of board.yml; {must}: use one of {groups}",
        f"2017-18-Q5/neglect/2017-07-14.csv: '2017-18-Q5' is no quarter; {must}: name the folder like 2016-17-Q4",
    ])  # fmt: skip
    assert received.read().figures == ()


def test_a_return_that_comes_before_its_quarter_ended(received: Received) -> None:
    received.put(again({("Cover", "Date completed"): (2, "2017-06-20")}), "2017-06-30.csv")
    name = "2017-18-Q1/neglect/2017-06-30.csv"
    assert said(received, name) == [
        f"{name}, sheet Cover, row 3, column 'Quarter': it came in on 2017-06-30; the quarter ended on 2017-06-30: ask whether the "
        "figures are of the whole quarter"
    ]


def test_one_figure_among_the_figures_and_the_corrections_of_two_quarters(received: Received) -> None:
    received.put(again({}))
    assert versions(received, "P2-05", "2016-17-Q4") == [(60, FIRST, "late data")]
