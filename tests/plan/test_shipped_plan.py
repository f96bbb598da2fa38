"""The plan as shipped: every line of the Board's plan is there, whole, once, and answered somewhere."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from nelscb.edition import BOARD_PAGES, METHOD_PAGES
from nelscb.pages.card_page import TEMPLATE
from nelscb.plan import Measure, Project
from nelscb.plan.measures import TO_BE_NAMED
from nelscb.plan.reading import read_rows
from nelscb.published import read_sources

# The plan's lines that are measures, chapter by chapter: 124 in all.
LINES_OF_THE_PLAN = {
    "P1": 21, "P2": 22, "P3": 20, "P4": 30,
    "O1": 6, "O2": 3, "O3": 4, "O4": 3, "O5": 2, "O6": 3, "O7": 4, "O8": 3, "O9": 3,
}  # fmt: skip
# Statements of the plan's prose, section by section; section 0 is its cover.
STATEMENTS = {"s0": 7, "s1": 26, "s2": 4, "s3": 4, "s4": 7, "s5": 41}
PROMISES = [f"D{number:02d}" for number in range(1, 58)]
ENTRIES = ("baseline_of_activity", "what_needs_to_happen", "outcomes", "review_points", "responsible")


def measures(project: Project) -> list[Measure]:
    return list(project.plan.measures.values())


def test_there_are_four_priorities_and_nine_objectives_in_the_plans_order(project: Project) -> None:
    chapters = project.plan.chapters
    assert [c.id for c in chapters] == list(LINES_OF_THE_PLAN)
    assert Counter(c.kind for c in chapters) == {"priority": 4, "objective": 9}


def test_a_priority_has_a_reason_an_indicator_and_a_headline_and_an_objective_has_none(
    project: Project,
) -> None:
    for chapter in project.plan.chapters:
        has = {key: getattr(chapter, key) is not None for key in ("why", "indicator", "headline")}
        assert set(has.values()) == {chapter.kind == "priority"}, (chapter.id, has)


def test_every_chapter_says_all_that_the_plan_says_of_it(project: Project) -> None:
    empty = [
        f"{c.id} {key}"
        for c in project.plan.chapters
        for key in (*ENTRIES, "title", "short_title", "aim", "measures")
        if not getattr(c, key)
    ]
    assert empty == []


def test_the_124_lines_of_the_plan_are_there(project: Project) -> None:
    there = {c.id: sum(m.standing == "plan" for m in c.measures) for c in project.plan.chapters}
    assert there == LINES_OF_THE_PLAN
    assert sum(there.values()) == 124


def test_80_series_of_the_plan_are_neither_status_lines_nor_the_same_series_again(project: Project) -> None:
    lines = [m for m in measures(project) if m.standing == "plan" and m.unit != "status"]
    assert len([m for m in lines if not m.alias_of]) == 80


def test_a_measure_stands_in_the_chapter_that_its_id_names(project: Project) -> None:
    """X- measures are not in the plan, and stand where they are needed."""
    elsewhere = [m.id for c in project.plan.chapters for m in c.measures if m.id.split("-")[0] not in (c.id, "X")]
    assert elsewhere == []


def test_ids_and_slugs_are_used_once(project: Project) -> None:
    plan = project.plan
    declared = [m for c in plan.chapters for m in c.measures]
    assert len(declared) == len(plan.measures) == 211
    for names in ([m.id for m in declared], [m.slug for m in declared]):
        assert [name for name, times in Counter(names).items() if times > 1] == []
    chapter_names = [name for c in plan.chapters for name in (c.id, c.slug)]
    assert len(set(chapter_names)) == 26


def test_a_slug_can_be_a_file_name_and_leads_back_to_its_measure(project: Project) -> None:
    for measure in measures(project):
        assert re.fullmatch(r"[a-z0-9_]+", measure.slug), measure.id
        assert project.plan.measure(measure.slug) is measure
        assert project.plan.chapter_of(measure.id) in project.plan.chapters


def test_every_measure_says_all_that_the_contract_asks_of_it(project: Project) -> None:
    board, lacking = project.board, []
    for m in measures(project):
        says = {
            "title": m.title.strip(),
            "numerator": m.numerator.strip(),
            "unit_words": m.unit_words.strip(),
            "denominator": not m.is_ratio or (m.denominator or "").strip(),
            "per": m.unit != "rate" or m.per,
            "sub_group": m.sub_group in board.sub_groups,
            "source_agency": m.source_agency in board.agencies,
            "also_from": set(m.also_from) <= board.agencies.keys() - {m.source_agency},
            "responsible": m.responsible and set(m.responsible) <= board.groups.keys(),
            "text_in_plan": m.standing == "implied" or (m.standing == "plan") == bool(m.text_in_plan),
            "definitions": [d.version for d in m.definitions] == list(range(1, len(m.definitions) + 1)),
            "change": all((d.change or "").strip() for d in m.definitions[1:]),
            "basis": (m.basis == "status") == (m.unit == "status"),
            "plan_hopes": m.plan_hopes in (None, "fall", "rise"),
            "cautions": all(c.strip().endswith(".") for c in m.cautions),
        }
        lacking += [f"{m.id} {key}" for key, said in says.items() if not said]
    assert lacking == []


def test_what_the_plan_hopes_for_stands_beside_context_and_never_instead_of_a_direction(
    project: Project,
) -> None:
    hopes = {m.id: m for m in measures(project) if m.plan_hopes}
    assert len(hopes) == 10
    against = [m.id for m in hopes.values() if (m.direction, m.plan_hopes) in (("lower", "rise"), ("higher", "fall"))]
    assert against == []


def test_a_figure_says_whether_it_counts_people_events_documents_or_places(project: Project) -> None:
    """People and events are what a small count can harm; the Board's own paper and places are not persons."""
    by_unit: dict[str, set[str]] = {}
    for m in measures(project):
        by_unit.setdefault(m.unit, set()).add(m.counts)
    assert by_unit == {
        "status": {"documents"},
        "count": {"people", "events", "documents"},
        "percent": {"people", "events", "documents", "places"},
        "rate": {"people", "events"},
        "profile": {"people", "events"},
        "score": {"people"},
    }


CHILDREN = re.compile(r"\b(child|children|women|victims?|people|mothers?|LAC)\b", re.IGNORECASE)


def test_what_is_counted_in_children_or_women_counts_people(project: Project) -> None:
    """A measure whose own unit is children must never be let past the rule on small counts as paper."""
    wrong = [
        f"{m.id} {m.unit_words}: {m.counts}"
        for m in measures(project)
        if m.counts in ("documents", "places") and m.unit != "status" and CHILDREN.search(m.unit_words)
    ]
    assert wrong == []


def test_every_breakdown_lists_its_categories_and_is_used(project: Project) -> None:
    plan = project.plan
    for name, breakdown in plan.breakdowns.items():
        if breakdown.categories != TO_BE_NAMED:
            assert isinstance(breakdown.categories, tuple), name
            assert breakdown.categories, name
            assert len(set(breakdown.categories)) == len(breakdown.categories), name
        assert breakdown.title.strip(), name
    used = {name for m in measures(project) for name in m.breakdowns}
    used |= {feed.breakdown for m in measures(project) for feed in m.published if feed.breakdown}
    used |= {m.numerator_category.breakdown for m in measures(project) if m.numerator_category}
    assert plan.breakdowns.keys() - used == set()


def test_a_breakdown_of_different_children_by_where_they_were_missing_from_does_not_partition(
    project: Project,
) -> None:
    """One child goes missing from home and from care; one episode starts in one of the two."""
    breakdowns = project.plan.breakdowns
    assert breakdowns["home_or_care_of_episodes"].partitions
    assert not breakdowns["home_or_care_of_children"].partitions
    assert not breakdowns["toxic_trio"].partitions
    assert breakdowns["category_of_abuse"].partitions
    for m in measures(project):
        if m.unit == "count" and m.counts == "people":
            assert "home_or_care_of_episodes" not in m.breakdowns, m.id


def test_computed_measures_are_made_from_measures_that_have_figures_of_their_own(project: Project) -> None:
    """An alias holds no figures: what is computed from one would stay empty without a word."""
    known, wrong = project.plan.measures, []
    for m in measures(project):
        for reference in (m.numerator_measure, m.denominator_measure, m.sums):
            if reference is not None and known[reference].alias_of:
                wrong.append(f"{m.id} from {reference}")
        if m.numerator_category:
            listed = project.plan.breakdowns[m.numerator_category.breakdown].categories
            assert m.numerator_category.category in listed, m.id
    assert wrong == []


def test_only_what_may_be_added_up_is_summed(project: Project) -> None:
    """Different people over 12 months are never the sum of four quarters' different people."""
    summing = {m.id: (m.sums, m.window, m.basis) for m in measures(project) if m.sums}
    assert summing == {
        "P3-07b": ("P3-07a", "running_total", "cumulative"),
        "P4-09a": ("P4-07", "rolling_12_months", "rolling"),
        "P4-14": ("P4-14q", "rolling_12_months", "rolling"),
    }
    for part, _, _ in summing.values():
        summed = project.plan.measures[str(part)]
        assert (summed.unit, summed.basis, summed.window) == ("count", "flow", "quarter"), summed.id


def test_an_alias_has_the_unit_and_definitions_of_what_it_stands_for(project: Project) -> None:
    known = project.plan.measures
    aliases = {m.id: m.alias_of for m in measures(project) if m.alias_of}
    assert aliases == {
        "P1-H1a": "P1-01", "P1-H1b": "P1-02", "P2-H1a": "P2-01", "P2-H1b": "P2-02", "P4-H1b": "P4-01",
    }  # fmt: skip
    for name, target in aliases.items():
        one, other = known[name], known[target]
        assert (one.unit, one.per, one.basis, one.counts, one.direction, one.definitions) == (
            other.unit, other.per, other.basis, other.counts, other.direction, other.definitions,
        ), name  # fmt: skip


def test_every_published_series_fills_one_measure_or_checks_one(project: Project) -> None:
    path = project.published / "published_statistics.csv"
    assert path.name in read_sources(project.published)
    in_file = {fields["series"] for _, fields in read_rows(path, ("series",))}
    fed = [series for m in measures(project) for feed in m.published for series in feed.all_series]
    assert [series for series, times in Counter(fed).items() if times > 1] == []
    checks = {m.published_check for m in measures(project) if m.published_check}
    assert checks == {"cp_plans_at_31_march_rate"}
    assert set(fed) | checks == in_file


def test_the_population_that_rates_divide_by_is_a_measure_of_the_plan(project: Project) -> None:
    people = project.plan.measures[project.board.population_measure]
    assert (people.unit, people.counts, people.basis) == ("count", "people", "snapshot")


def test_no_baseline_sees_what_the_plan_is_compared_with(project: Project) -> None:
    baseline = project.board.baseline
    assert (str(baseline.last_quarter), str(baseline.first_compared)) == ("2014-15-Q4", "2015-16-Q1")
    assert baseline.last_quarter + 1 == baseline.first_compared


def test_the_area_has_ten_neighbours_a_region_and_a_country(project: Project) -> None:
    board = project.board
    assert len(board.neighbours) == 10
    assert len(board.areas) == 13
    assert next(iter(board.areas)) == board.area.code == "E06000012"


# What the coverage table must answer, and where.


def entries_of_the_chapters(project: Project) -> dict[str, str | None]:
    """Key to the words that its line must have; None where the table has its own."""
    wanted: dict[str, str | None] = {}
    for c in project.plan.chapters:
        wanted[f"{c.id}.aim"] = c.aim
        if c.kind == "priority":
            wanted |= {
                f"{c.id}.indicator": c.indicator,
                f"{c.id}.headline": c.headline.text if c.headline else "",
            }
        for key in ENTRIES:
            for number, entry in enumerate(getattr(c, key), start=1):
                wanted[f"{c.id}.{key}.{number}"] = entry if isinstance(entry, str) else None
        wanted |= {m.id: m.title for m in c.measures if m.standing in ("plan", "implied")}
    return wanted


def test_every_entry_of_a_chapter_and_every_measure_of_the_plan_is_answered_once_in_its_own_words(
    project: Project,
) -> None:
    wanted = entries_of_the_chapters(project)
    lines = [line for line in project.plan.coverage if not re.fullmatch(r"s\d\.\d+|D\d\d", line.key)]
    assert Counter(line.key for line in lines) == Counter(list(wanted))
    assert [line.key for line in lines if wanted[line.key] not in (None, line.line)] == []


def test_review_points_and_responsible_groups_are_answered_by_their_names(project: Project) -> None:
    lines = {line.key: line.line for line in project.plan.coverage}
    for c in project.plan.chapters:
        for number, point in enumerate(c.review_points, start=1):
            assert lines[f"{c.id}.review_points.{number}"] == f"{point.what} ({point.cadence})"
        for number, one in enumerate(c.responsible, start=1):
            assert lines[f"{c.id}.responsible.{number}"].startswith(project.board.groups[one.group])


def test_every_promise_of_the_plan_is_answered_once(project: Project) -> None:
    promised = [line.key for line in project.plan.coverage if line.key.startswith("D")]
    assert promised == PROMISES


@pytest.mark.parametrize(("section", "statements"), STATEMENTS.items())
def test_every_statement_of_the_plans_prose_has_a_line(project: Project, section: str, statements: int) -> None:
    keys = [line.key for line in project.plan.coverage if line.key.startswith(f"{section}.")]
    assert keys == [f"{section}.{number}" for number in range(1, statements + 1)]


def test_nothing_else_stands_in_the_coverage_table(project: Project) -> None:
    expected = len(entries_of_the_chapters(project)) + len(PROMISES) + sum(STATEMENTS.values())
    assert len(project.plan.coverage) == expected


def test_a_measure_is_answered_by_its_figures_and_nothing_else_is(project: Project) -> None:
    by_figures = {line.key for line in project.plan.coverage if line.answered == "by figures"}
    assert by_figures == {m.id for m in measures(project) if m.standing in ("plan", "implied")}


def pages(project: Project) -> set[str]:
    """The pages that every edition has: neither the template of the score cards, nor the annual report of some."""
    prose = {path.stem for path in project.book.glob("*.md")} - {TEMPLATE}
    return {c.slug for c in project.plan.chapters} | prose | {*BOARD_PAGES, *METHOD_PAGES}


def test_every_page_that_answers_is_a_page_of_the_book(project: Project) -> None:
    lines = project.plan.coverage
    assert {line.page for line in lines} - pages(project) == set()
    assert [line.key for line in lines if not (line.where.strip() and line.how.strip().endswith("."))] == []
    for c in project.plan.chapters:
        assert (project.notebooks / f"{c.slug}.ipynb").is_file()


def test_nothing_that_the_book_has_is_said_to_be_missing_from_it(project: Project) -> None:
    """A register, a report or a tracker that the book has is never told to be missing from it."""
    missing = re.compile(
        r"\b(?:no|not a|neither) (?:\w+ ){0,3}(?:register|log|tracker|edition)\b|not built|not tagged", re.I
    )
    assert missing.search("There is no challenge log and no register of actions yet.")
    assert missing.search("The exceptions report is not built yet.")
    told = [(line.key, line.how) for line in project.plan.coverage]
    for name in ("definition_of_safeguarding", "section_14", "regulation_5", "values", "principles"):
        told += [(name, entry.how) for entry in getattr(project.plan.foundations, name)]
    public = "no public edition"
    assert [
        (key, how)
        for key, how in told
        if missing.search(how.replace(public, "").replace("no edition for the public", ""))
    ] == []


def test_another_boards_book_may_show_what_is_said_of_the_answers(project: Project) -> None:
    """The table is borrowed: what it says of the book names no place of this board's."""
    names = {project.board.area.name, project.board.short_name, project.board.names["area_short"], "Ofsted"}
    told = [line.how for line in project.plan.coverage]
    assert [how for how in told for name in names if re.search(rf"\b{name}\b", how)] == []


def test_a_chapters_own_lines_are_answered_on_its_own_page(project: Project) -> None:
    slugs = {c.id: c.slug for c in project.plan.chapters}
    slugs |= {m.id: project.plan.chapter_of(m.id).slug for m in measures(project)}
    elsewhere = [
        line.key
        for line in project.plan.coverage
        if slugs.get(line.key, slugs.get(line.key.split(".")[0], line.page)) != line.page
    ]
    assert elsewhere == []


def test_every_duty_value_and_principle_says_where_the_book_keeps_it(project: Project) -> None:
    foundations = project.plan.foundations
    kept = {
        "definition_of_safeguarding": 4, "section_14": 2, "regulation_5": 4, "values": 4, "principles": 7,
        "inspection_criteria": 9,
    }  # fmt: skip
    for name, number in kept.items():
        entries = getattr(foundations, name)
        assert len(entries) == number, name
        for entry in entries:
            assert entry.kept_where, entry.text
            assert len(set(entry.kept_where)) == len(entry.kept_where), entry.text
            assert set(entry.kept_where) <= pages(project), entry.text
            assert entry.how.strip().endswith("."), entry.text
    assert len(foundations.vision) == 2
    assert len(foundations.sources_of_priorities) == 6
    assert len(foundations.overarching_themes) == 4
    assert len(foundations.toxic_trio) == 3
    assert foundations.outcome == "All Children in NEL feel safe and are safe"


def test_the_plans_own_review_date_is_the_last_day_of_the_month_that_it_prints(project: Project) -> None:
    control = project.plan.foundations.document_control
    assert control.review_date == "November 2016"
    assert str(control.review_by) == "2016-11-30"
    assert (control.date_approved, control.date_issued) == (None, None), "the plan leaves both blank"


def test_the_glossary_explains_every_abbreviation_of_the_measures(project: Project) -> None:
    words = " ".join(f"{m.title} {m.text_in_plan or ''}" for m in measures(project))
    used = set(re.findall(r"\b[A-Z](?:[A-Z]|&(?=[A-Z]))+\b|\b[A-Z]\d\b", words))
    assert {"MASH", "CIN", "LAC", "CSE", "SDQ", "L1"} <= used
    glossary = project.plan.foundations.glossary
    explained = {word for key in glossary for word in (key, *key.split())}
    for meaning in glossary.values():
        explained |= set(re.findall(r"also written ([A-Z]+)", meaning))
    assert used - explained == set()
    assert [key for key, meaning in glossary.items() if not meaning.strip().endswith(".")] == []
