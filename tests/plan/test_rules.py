"""What a plan must keep to: every broken rule is said with file, entry and key, all of them at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nelscb.mistakes import Mistake
from nelscb.plan import Chapter, Project, open_project
from nelscb.plan.reading import read_record, read_yaml
from nelscb.plan.rules import problems_of

MISSING, PROCEDURES = "o6_missing_children.yml", "o4_policies_and_procedures.yml"

ProblemsAfter = Callable[..., list[str]]


@pytest.fixture
def problems_after(project: Project, tmp_path: Path) -> ProblemsAfter:
    """The rules' answer for the shipped plan with one chapter's file changed."""

    def after(name: str, *changes: tuple[str, str]) -> list[str]:
        copy = tmp_path / name
        text = (project.plan_folder / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"{name} no longer has {old!r}"
            text = text.replace(old, new, 1)
        copy.write_text(text, encoding="utf-8")
        chapters = {f"{c.slug}.yml": c for c in project.plan.chapters}
        chapters[name] = read_record(Chapter, read_yaml(copy), copy)
        return problems_of(project.board, chapters, project.plan.breakdowns)

    return after


def test_the_shipped_plan_breaks_no_rule(problems_after: ProblemsAfter) -> None:
    assert problems_after(MISSING) == []


RATE = '    unit: rate\n    per: 10000\n    unit_words: "per 10,000 aged 10-17"\n'
RATE_ENDS = "    direction: lower\n    breakdowns: [home_or_care_of_children]\n"
EPISODES = '    numerator: "Missing episodes in the quarter"\n'
INCIDENTS_FEED = "      - series: looked_after_missing_incidents\n        match: same\n"
FIRST_VERSION = "    definitions:\n      - {version: 1}\n"

BROKEN = {
    "an id that stands twice": (
        "id: O6-01", "id: O6-02", "O6-02, key 'id': stands 2 times; an id is used once",
    ),
    "a proportion without a denominator": (
        '    denominator: "All missing episodes ended in the quarter"\n', "",
        "O6-04, key 'denominator': a percent needs a denominator",
    ),
    "a rate without a denominator": (
        '    denominator: "Residents of {area} aged 10 to 17 (ONS mid-year estimate)"\n', "",
        "O6-01, key 'denominator': a rate needs a denominator",
    ),
    "a rate that does not say per how many": (
        RATE, RATE.replace("    per: 10000\n", ""), "O6-01, key 'per': a rate must say per how many",
    ),
    "a rate per none": (
        RATE, RATE.replace("10000\n", "0\n"), "O6-01, key 'per': a rate must say per how many",
    ),
    "a number without a word after it": (
        '    unit_words: "episodes"\n', "",
        "O6-02, key 'unit_words': is missing; say what a reader sees after the number",
    ),
    "an alias to nowhere": (
        EPISODES, EPISODES + "    alias_of: O6-99\n", "O6-02, key 'alias_of': 'O6-99' is no other measure",
    ),
    "an alias of an alias": (
        EPISODES, EPISODES + "    alias_of: P1-H1a\n",
        "O6-02, key 'alias_of': 'P1-H1a' is itself an alias; name the measure it stands for",
    ),
    "a numerator from nowhere": (
        EPISODES, EPISODES + "    numerator_measure: O6-99\n",
        "O6-02, key 'numerator_measure': 'O6-99' is no other measure",
    ),
    "a denominator from nowhere": (
        "denominator_measure: P3-10", "denominator_measure: P3-99",
        "O6-03, key 'denominator_measure': 'P3-99' is no other measure",
    ),
    "a sum of nothing": (
        EPISODES, EPISODES + "    sums: O6-99\n", "O6-02, key 'sums': 'O6-99' is no other measure",
    ),
    "a breakdown that is none": (
        "breakdowns: [home_or_care_of_episodes, missing_over_24_hours]", "breakdowns: [shoe_size]",
        "O6-02, key 'breakdowns': 'shoe_size' is no breakdown of breakdowns.yml",
    ),
    "a sub-group that is none": (
        "sub_group: missing", "sub_group: lost",
        "O6-S1, key 'sub_group': 'lost' is no sub-group of board.yml",
    ),
    "a group that is no sub-group and returns nothing": (
        "sub_group: missing", "sub_group: partner_agencies",
        "O6-S1, key 'sub_group': 'partner_agencies' is no sub-group of board.yml",
    ),
    "an agency that is none": (
        "source_agency: missing_sub_group", "source_agency: the_police",
        "O6-S1, key 'source_agency': 'the_police' is no agency of board.yml",
    ),
    "a further agency that is none": (
        "also_from: [nelc_cass]", "also_from: [the_police]",
        "O6-04, key 'also_from': 'the_police' is no agency of board.yml",
    ),
    "a measure's responsible group that is none": (
        "    responsible: [keeping_children_safe, missing]", "    responsible: [keeping_safe, missing]",
        "O6-S1, key 'responsible': 'keeping_safe' is no group of board.yml",
    ),
    "a chapter's responsible group that is none": (
        "{group: keeping_children_safe,", "{group: keeping_safe,",
        "O6, key 'responsible': 'keeping_safe' is no group of board.yml",
    ),
    "a headline of a measure that is none": (
        "headline: null", "headline: {text: Children missing, measures: [O6-99]}",
        "O6, key 'headline': 'O6-99' is no measure",
    ),
    "an exhibit of a measure that is none": (
        "measures: [X-16a, X-16b]", "measures: [X-16a, X-99]",
        "exhibit incidents, key 'measures': 'X-99' is no measure",
    ),
    "no version of the definition": (
        FIRST_VERSION, "    definitions: []\n",
        "O6-S1, key 'definitions': versions must count 1, 2, 3 …, not []",
    ),
    "versions in the wrong order": (
        FIRST_VERSION, "    definitions:\n      - {version: 2, from: 2015-16-Q1}\n      - {version: 1}\n",
        "O6-S1, key 'definitions': versions must count 1, 2, 3 …, not [2, 1]",
    ),
    "a version left out": (
        FIRST_VERSION, "    definitions:\n      - {version: 1}\n      - {version: 3, from: 2015-16-Q1}\n",
        "O6-S1, key 'definitions': versions must count 1, 2, 3 …, not [1, 3]",
    ),
    "a first version that says from when": (
        FIRST_VERSION, "    definitions:\n      - {version: 1, from: 2015-16-Q1}\n",
        "O6-S1, key 'definitions': every version but the first says from which quarter it holds",
    ),
    "a second version that does not say from when": (
        FIRST_VERSION, "    definitions:\n      - {version: 1}\n      - {version: 2}\n",
        "O6-S1, key 'definitions': every version but the first says from which quarter it holds",
    ),
    "a third version from before the second": (
        FIRST_VERSION,
        FIRST_VERSION + "      - {version: 2, from: 2016-17-Q1}\n      - {version: 3, from: 2015-16-Q4}\n",
        "O6-S1, key 'definitions': later versions must start later",
    ),
    "two versions from the same quarter": (
        FIRST_VERSION,
        FIRST_VERSION + "      - {version: 2, from: 2016-17-Q1}\n      - {version: 3, from: 2016-17-Q1}\n",
        "O6-S1, key 'definitions': later versions must start later",
    ),
    "published figures from no series": (
        INCIDENTS_FEED, "      - match: same\n",
        "X-16a, key 'published': name either one series or its categories",
    ),
    "published figures from a series and from categories": (
        INCIDENTS_FEED, INCIDENTS_FEED + "        breakdown: sex\n        categories: {girls: Female}\n",
        "X-16a, key 'published': name either one series or its categories",
    ),
    "a published category that the breakdown does not have": (
        INCIDENTS_FEED, "      - match: same\n        breakdown: sex\n        categories: {girls: Girls}\n",
        "X-16a, key 'published': 'Girls' is no category of 'sex'",
    ),
    "published categories of a breakdown that is none": (
        INCIDENTS_FEED,
        "      - match: same\n        breakdown: gender\n        categories: {girls: Female}\n",
        "X-16a, key 'published': 'gender' is no breakdown of breakdowns.yml",
    ),
    "published categories that name no breakdown": (
        INCIDENTS_FEED, "      - match: same\n        categories: {girls: Female}\n",
        "X-16a, key 'published': 'None' is no breakdown of breakdowns.yml",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_rule_is_said_with_file_entry_and_key(
    problems_after: ProblemsAfter, old: str, new: str, said: str
) -> None:
    assert problems_after(MISSING, (old, new)) == [f"{MISSING}: {said}"]


def test_an_alias_of_itself_is_refused(problems_after: ProblemsAfter) -> None:
    problems = problems_after(MISSING, (EPISODES, EPISODES + "    alias_of: O6-02\n"))
    assert f"{MISSING}: O6-02, key 'alias_of': 'O6-02' is no other measure" in problems


def test_an_id_used_in_two_chapters_is_said_of_both_files(problems_after: ProblemsAfter) -> None:
    said = "P1-04, key 'id': stands 2 times; an id is used once"
    problems = problems_after(MISSING, ("id: O6-01", "id: P1-04"))
    assert problems == [f"p1_early_help.yml: {said}", f"{MISSING}: {said}"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("numerator_category: {breakdown: category_of_abuse, category: Neglet}", "'Neglet'"),
        ("numerator_category: {breakdown: category_of_neglect, category: Neglect}", "'category_of_neglect'"),
    ],
    ids=["no category of the breakdown", "no breakdown"],
)
def test_a_numerator_that_is_a_category_nobody_has_is_said_and_not_an_empty_chart(
    problems_after: ProblemsAfter, line: str, said: str
) -> None:
    change = (EPISODES, f"{EPISODES}    numerator_measure: P1-05\n    {line}\n")
    (problem,) = problems_after(MISSING, change)
    assert problem.startswith(f"{MISSING}: O6-02, key 'numerator_category': ")
    assert said in problem


@pytest.mark.parametrize("summed", ["P1-05", "P1-04"], ids=["quarter ends of a stock", "percentages"])
def test_what_cannot_be_added_up_is_refused_as_a_sum(problems_after: ProblemsAfter, summed: str) -> None:
    """Four quarter ends of children on a plan are not a year's children, nor four shares a year's share."""
    problems = problems_after(MISSING, (EPISODES, f"{EPISODES}    sums: {summed}\n"))
    assert [p for p in problems if p.startswith(f"{MISSING}: O6-02, key 'sums': ")] != []


def test_months_of_a_stock_or_of_different_people_are_refused(problems_after: ProblemsAfter) -> None:
    """A child missing in April and in May is one child of the quarter; a month's end is no quarter's end."""
    more_than_once = "      - series: looked_after_children_missing_more_than_once\n"
    problems = problems_after(MISSING, (more_than_once, f"{more_than_once}        months: true\n"))
    assert [p for p in problems if p.startswith(f"{MISSING}: X-16b, key 'published': ")] != []


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("id", "id: O6\n", "id: O4\n"),
        ("slug", "slug: o6_missing_children", "slug: o4_policies_and_procedures"),
    ],
)
def test_two_chapters_with_one_name_are_said_before_one_page_overwrites_the_other(
    problems_after: ProblemsAfter, key: str, old: str, new: str
) -> None:
    problems = problems_after(MISSING, (old, new))
    assert [p for p in problems if p.startswith(f"{MISSING}: ") and f"key {key!r}" in p] != []


@pytest.mark.parametrize(("key", "value"), [("population_measure", "X-81"), ("adopted_measures", ("P1-05x",))])
def test_a_measure_of_board_yml_that_is_none_is_said(project: Project, key: str, value: object) -> None:
    """Otherwise every rate goes missing, or a decision of the Board goes unheard, without a word."""
    chapters = {f"{c.slug}.yml": c for c in project.plan.chapters}
    problems = problems_of(replace(project.board, **{key: value}), chapters, project.plan.breakdowns)
    assert [p for p in problems if "board.yml" in p and f"key {key!r}" in p] != []


def test_all_broken_rules_are_collected_and_said_once(problems_after: ProblemsAfter) -> None:
    problems = problems_after(
        MISSING,
        (RATE, RATE.replace("    per: 10000\n", "")),
        ("also_from: [nelc_cass]", "also_from: [nelc_cass]\n    alias_of: O6-99"),
        ("sub_group: missing", "sub_group: lost"),
    )
    assert problems == [
        f"{MISSING}: O6-S1, key 'sub_group': 'lost' is no sub-group of board.yml",
        f"{MISSING}: O6-01, key 'per': a rate must say per how many",
        f"{MISSING}: O6-04, key 'alias_of': 'O6-99' is no other measure",
    ]


def test_opening_a_project_with_broken_rules_names_folder_file_entry_and_key(project: Project, tmp_path: Path) -> None:
    plan = tmp_path / "params" / "plan"
    plan.mkdir(parents=True)
    board = (project.folder / "params" / "board.yml").read_text(encoding="utf-8")
    board = board.replace("population_measure: X-18", "population_measure: O4-02")
    (tmp_path / "params" / "board.yml").write_text(board, encoding="utf-8")
    for name in ("breakdowns.yml", "foundations.yml", "coverage.csv"):
        shutil.copy(project.plan_folder / name, plan)
    text = (project.plan_folder / PROCEDURES).read_text(encoding="utf-8")
    text = text.replace("sub_group: management_team", "sub_group: managers", 1)
    text = text.replace('    unit_words: "visits"\n', "")
    (plan / PROCEDURES).write_text(text, encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        open_project(tmp_path)
    assert str(caught.value) == (
        f"{plan}: {PROCEDURES}: O4-S1, key 'sub_group': 'managers' is no sub-group of board.yml; "
        f"{PROCEDURES}: O4-04, key 'unit_words': is missing; say what a reader sees after the number"
    )
