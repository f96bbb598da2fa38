"""Every public page can be made whatever has to be kept back of its series, and says nothing that is not so."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from nelscb.assess import Verdict
from nelscb.disclosure.public_assessments import _told
from nelscb.edition import ANNUAL_PAGE, PROSE, Edition, ReleasedPage, open_edition
from nelscb.named_numbers import plain
from nelscb.pages import page_of
from nelscb.plan import Project

WORDS: tuple[Verdict, ...] = ("withheld", "no evidence of change", "falling", "worsening", "possible change", "unclear")


@pytest.fixture(scope="module")
def public(demo_project: Project) -> Edition:
    return open_edition(demo_project, "2016-17-Q4", "public")


def kept_back(released: ReleasedPage, word: Verdict, project: Project) -> ReleasedPage:
    """The page with the statistics of each quarterly series kept back, and every third of its quarters withheld."""
    series, assessments = [], dict(released.assessments)
    for one in released.series:
        key = f"{one.measure}/{one.frequency}"
        if one.area == released.area and one.frequency == "quarter" and not one.breakdown and key in assessments:
            gone = tuple(
                replace(p, numerator=None, value=None, low=None, high=None, state="suppressed")
                if place % 3 == 1 and p.state == "reported" else p
                for place, p in enumerate(one.points)
            )  # fmt: skip
            series.append(replace(one, points=gone))
            told = _told(assessments[key], series[-1], word, project.plan)
            if told is None:
                del assessments[key]
            else:
                assessments[key] = told
        else:
            series.append(one)
    return replace(released, series=tuple(series), assessments=assessments)


@pytest.mark.parametrize("word", WORDS)
def test_every_page_is_made_whatever_is_kept_back(public: Edition, word: Verdict) -> None:
    project, told = public.project, []
    for name in (*(c.slug for c in project.plan.chapters), ANNUAL_PAGE, PROSE):
        page = page_of(kept_back(public.release(name), word, project), project.plan, project.board)
        told += [plain(str(line)) for e in page.exhibits.values() for line in (*e.text, *e.notes, e.alt)]
    every = " ".join(told)
    assert "periods withheld" in every
    if word != "withheld":
        assert f"the verdict is the same: {word}" in every


def test_nobody_is_told_that_a_figure_was_not_sent_when_it_was(public: Edition) -> None:
    project = public.project
    came = {
        m for m, returned in public.release(PROSE).returns.items() if returned.state == "suppressed"
    }  # fmt: skip
    assert len(came) > 5
    for chapter in project.plan.chapters:
        page = page_of(public.release(chapter.slug), project.plan, project.board)
        for exhibit in page.exhibits.values():
            for line in map(plain, exhibit.text):
                if "No return received" in line or "no return was received" in line:
                    assert not any(f"({m})" in line for m in came), line


def test_a_figure_that_is_older_than_a_withheld_one_says_so(public: Edition) -> None:
    project = public.project
    page = page_of(public.release("p3_child_sexual_exploitation"), project.plan, project.board)
    lines = [plain(str(line)) for card in page.exhibit("score_card").cards for line in card.lines]
    assert any("(P3-04): c in 2016-17; shown last: " in line for line in lines)
    table = page.exhibit("measures").table
    assert table is not None
    assert any("; shown last: " in plain(str(row[2])) for row in table.rows)


def test_nobody_is_told_that_nothing_was_written_asked_or_sent(public: Edition) -> None:
    """Of what the Board keeps to itself the public is told that it is not shown."""
    untrue = re.compile(
        r"No score card is held|No sub-group is asked|raises none here|no score card says|was reported here|"
        r"has written what helps|Nothing was written|Nobody wrote"
    )
    project, told = public.project, 0
    for name in (*(c.slug for c in project.plan.chapters), ANNUAL_PAGE):
        page = page_of(public.release(name), project.plan, project.board)
        for what, exhibit in page.exhibits.items():
            lines = [plain(line) for line in exhibit.text]
            assert not any(untrue.search(line) for line in lines), (name, what, lines)
            told += any("was written for the public" in line for line in lines)
    assert told > 30
