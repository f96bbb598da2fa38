"""How old a reader must be for the sentences about results, and words that they never use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_rows import (
    COUNT,
    FALL,
    FLAT,
    RISE,
    SCORE,
    SHARE,
    chart_of,
    curve_of,
    line_of,
    place_of,
    row,
    seen,
    step,
    trend,
)  # fmt: skip

from nelscb.words.control import false_alarms_sentence, latest_in_control
from nelscb.words.curves import curve_sentence
from nelscb.words.neighbours import place_sentence
from nelscb.words.verdicts import step_sentence, trend_sentence

HIGHEST_GRADE = 8.0
"""A pupil in the American grade g is about g + 5 years old: most sentences here ask for less than this."""
OTHERS = [200, 210, 220, 230, 240, 260, 270, 280, 290, 300]
LEVEL = [48, 52] * 7

TRENDS = [
    row("no evidence of change", line_of()), row("no evidence of change", line_of(), held=3),
    row("improving", line_of(FALL)), row("worsening", line_of(RISE), held=2), row("rising", line_of(RISE)),
    row("falling", line_of(FALL), family=1), row("possible change", line_of(RISE)),
    row("unclear", line_of(), breaks=2), row("unclear", line_of(FALL), breaks=1),
    row("unclear", line_of(FALL, step_p=0.001)), row("unclear", line_of(FALL, curve_p=0.001)),
    row("no evidence of change", line_of(trend(-7.6, -17.4, 3.4, 0.15, 8), seen(99.8, 60_000.0))),
    row("too few data"), row("too few data", frequency="year"), row("too few data", fitted_points=9),
    row("not tested"),
]  # fmt: skip
CHARTS = [
    chart_of(LEVEL), chart_of(LEVEL[:12]), chart_of([*LEVEL, 51], 14), chart_of([*LEVEL, 70], 14),
    chart_of([*LEVEL, 46, 47, 46, 47, 46, 47, 46], 14), chart_of([*LEVEL, 51, 58, 59], 14),
]  # fmt: skip
CURVES = [curve_of(None), *(curve_of([quarter] * 4) for quarter in (15.0, 20.5, 25.0, 29.0, 35.0, float("nan")))]
SENTENCES = [
    *(trend_sentence(found, COUNT) for found in TRENDS), trend_sentence(row("not tested"), SCORE),
    step_sentence(line_of(FLAT, candidate=step())), step_sentence(line_of(FLAT, candidate=step(wide=True))),
    *(latest_in_control(row("unclear", line_of(), control=chart), COUNT) for chart in CHARTS),
    false_alarms_sentence(1.3, 40, 2),
    *(curve_sentence(row("unclear", line_of(), curve=(curve,)), COUNT) for curve in CURVES),
    *(place_sentence(place_of(own, OTHERS), SHARE) for own in (100, 250, 400)),
]  # fmt: skip


def plain(words: str) -> str:
    """What is read as prose: without brackets, dates, numbers and the measure's title."""
    words = re.sub(r" ?\((?:[^()]|\([^()]*\))*\)", "", words)
    month = "(?:January|April|July|October|March|June|September|December)"
    words = re.sub(rf"(?:from )?{month} to {month} \d{{4}}", "then", words)
    words = words.replace(COUNT.title, "this")
    return re.sub(r"\b[\d,.]*\d%?", "ten", words)


def grade(words: str) -> float:
    """The school grade in which a text can be read.

    0.39 · words / sentences + 11.8 · syllables / words − 15.59: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and
    B. S. Chissom, Derivation of New Readability Formulas for Navy Enlisted Personnel, Research Branch Report 8-75
    (1975). A colon and a semicolon end no sentence here.
    """
    sentences = [s for s in re.split(r"[.!?](?:\s|$)", words) if s.strip()]
    found = re.findall(r"[A-Za-z][A-Za-z'-]*", words)
    return 0.39 * len(found) / len(sentences) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels less a silent e at the end, or in -ed and -es; at least one."""
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = (r"[^aeiouyl]e$", r"[aeiou]le$", r"[^aeiouytd]ed$", r"[^aeiouysxzcgh]es$")
    groups -= any(re.search(ending, word) for ending in silent)
    return max(1, groups)


@pytest.mark.parametrize(("word", "number"), [
    ("the", 1), ("line", 1), ("quarters", 2), ("evidence", 3), ("figures", 2), ("finding", 2), ("changed", 1),
    ("tested", 2), ("probably", 3), ("single", 2), ("rises", 2), ("while", 1), ("times", 1), ("neighbours", 2),
])  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, number: int) -> None:
    assert syllables(word) == number


def test_a_grade_by_hand() -> None:
    # Six words, one sentence, six syllables: 0.39 × 6 + 11.8 − 15.59 = −1.45.
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_titles_dates_numbers_and_brackets_are_not_read() -> None:
    assert plain(
        "Referrals rose 12% (95% interval 2 (of 3) to 4) from April to June 2012 to July to September 2012."
    ) == ("this rose ten then to then.")


def test_a_reader_of_twelve_or_thirteen_can_read_the_sentences() -> None:
    grades = {words: grade(plain(words)) for words in SENTENCES}
    assert all(grades)
    worst = sorted(grades.items(), key=lambda pair: -pair[1])[:5]
    assert sum(grades.values()) / len(grades) <= HIGHEST_GRADE, worst


def test_nothing_in_the_package_or_the_book_says_significant(root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{number}"
        for path in sorted([*(root / "nelscb").rglob("*.py"), *(root / "book").glob("*.md")])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "significan" in line.lower()
    ]
    assert found == []
