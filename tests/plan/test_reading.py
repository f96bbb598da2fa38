"""Settings with one thing broken: the mistake names file, entry and key, in one sentence."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nelscb.mistakes import Mistake, WrongCall
from nelscb.plan import Board, Breakdown, Chapter, Project, open_project
from nelscb.plan.foundations import Foundations
from nelscb.plan.reading import read_record, read_yaml
from nelscb.quarters import Quarter

CHAPTER = "plan/o4_policies_and_procedures.yml"
KINDS = {
    "board.yml": Board,
    "plan/breakdowns.yml": dict[str, Breakdown],
    "plan/foundations.yml": Foundations,
    CHAPTER: Chapter,
}
LAST_QUARTER = Quarter.parse("2016-17-Q4")


@pytest.fixture
def params(root: Path, tmp_path: Path) -> Path:
    """A copy of the settings with one of the shipped chapters, which stands without the others."""
    copy = tmp_path / "params"
    (copy / "plan").mkdir(parents=True)
    for name in ("board.yml", "plan/breakdowns.yml", "plan/foundations.yml", CHAPTER):
        shutil.copy(root / "params" / name, copy / name)
    replace_in(copy / "board.yml", "population_measure: X-18\n", "")
    lines = (root / "params" / "plan" / "coverage.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if ",by figures," not in line or line.startswith("O4-")]
    (copy / "plan" / "coverage.csv").write_text("".join(kept), encoding="utf-8")
    return copy


def replace_in(path: Path, old: str, new: str) -> None:
    """Break one thing: a case whose text no longer stands in the file must not pass by finding nothing."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer has {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def mistake_of(params: Path, file: str | None = None) -> str:
    """What is said of one file read alone, or of the whole folder."""
    with pytest.raises(Mistake) as caught:
        if file is None:
            open_project(params.parent)
        else:
            read_record(KINDS[file], read_yaml(params / file), params / file)
    assert not isinstance(caught.value, WrongCall), "what stands in a file is no wrong call"
    return str(caught.value)


def test_the_copy_opens_while_nothing_is_broken(params: Path) -> None:
    project = open_project(params.parent)
    assert [c.id for c in project.plan.chapters] == ["O4"]
    assert len(project.plan.measures) == 8


FIRST = '    title: "Annual review of procedures completed"\n'
SHAPES = {
    "an unknown key of a measure": (
        CHAPTER, FIRST, FIRST + "    colour: red\n", ("O4-S1", "measures.colour", "knows"),
    ),
    "an unknown key of a chapter": (
        CHAPTER, "kind: objective\n", "kind: objective\ncolour: red\n", ("key 'colour'", "knows"),
    ),
    "an unknown key of a definition": (
        CHAPTER, "- {version: 1}", "- {version: 1, form: 2016-17-Q4}", ("O4-S1", "definitions.form", "knows"),
    ),
    "an unknown key of a review point": (
        CHAPTER, "cadence: yearly}", "cadence: yearly, when: May}",
        ("Annual review of procedures", "when", "knows"),
    ),
    "an unknown key of the board": (
        "board.yml", "short_name: NELSCB", "short_name: NELSCB\nlogo: x", ("key 'logo'", "knows"),
    ),
    "an unknown key of a neighbour": (
        "board.yml", "name: Doncaster}", "name: Doncaster, distance: 3}",
        ("Doncaster", "neighbours.distance"),
    ),
    "a rule that protects no count": (
        "board.yml", "largest_small: 5", "largest_small: 0", ("disclosure_rule.largest_small", "1", "0"),
    ),
    "a policy without an address": (
        "board.yml", "policy: &dfe https", "policy: &dfe http", ("disclosure_rule.small.policy", "https"),
    ),
    "an exception of which nobody says who decided it": (
        "board.yml", "  symbol: c\n", "  symbol: c\n  exceptions: [{measure: P1-05, reason: known, day: 2017-05-10}]\n",
        ("disclosure_rule.exceptions.role",),
    ),
    "an unknown key of a breakdown": (
        "plan/breakdowns.yml", "adult_age:\n", "adult_age:\n  colour: red\n", ("adult_age.colour", "knows"),
    ),
    "an unknown key of a principle": (
        "plan/foundations.yml", "principles:\n  - text: >-", "principles:\n  - owner: x\n    text: >-",
        ("entry 1", "principles.owner", "knows"),
    ),
    "a direction that is none of the three": (
        CHAPTER, "direction: lower", "direction: down",
        ("O4-02", "direction", "'lower', 'higher' or 'context'", "'down'"),
    ),
    "a breakdown that does not say whether it partitions": (
        "plan/breakdowns.yml", "[Female, Male, Not known]\n  partitions: true\n",
        "[Female, Male, Not known]\n",
        ("'sex.partitions'", "is missing"),
    ),
    "a breakdown that partitions perhaps": (
        "plan/breakdowns.yml", "[Female, Male, Not known]\n  partitions: true\n",
        "[Female, Male, Not known]\n  partitions: perhaps\n", ("sex.partitions", "'perhaps'"),
    ),
    "a breakdown with one word for its categories": (
        "plan/breakdowns.yml", "categories: [Female, Male, Not known]", "categories: Female",
        ("sex.categories", "'Female'"),
    ),
    "a category that is a number": (
        "plan/breakdowns.yml", 'deprived), "2", "3"', 'deprived), 2, "3"',
        ("deprivation_fifth.categories", "must be text (put it in quotes)"),
    ),
    "a title that is a number": (
        CHAPTER, '"Procedure chapters past their review date"', "2015", ("O4-02", "title", "must be text"),
    ),
    "a unit that is none": (CHAPTER, "unit: count", "unit: number", ("O4-02", "unit", "'number'")),
    "a basis that is none": (CHAPTER, "basis: census", "basis: counted", ("O4-01", "basis", "'counted'")),
    "a measure without a numerator": (
        CHAPTER, '    numerator: "Chapters past review date at quarter end"\n', "",
        ("O4-02", "numerator", "is missing"),
    ),
    "a measure that does not say what it counts": (
        CHAPTER, '    unit_words: "chapters"\n    counts: documents\n', '    unit_words: "chapters"\n',
        ("O4-02", "counts", "is missing"),
    ),
    "a review date that is no day": (
        "plan/foundations.yml", "review_by: 2016-11-30", "review_by: November",
        ("document_control.review_by", "'November'"),
    ),
    "a definition from a quarter that is none": (
        CHAPTER, "- {version: 1}", "- {version: 1, from: 2016-17-Q9}",
        ("O4-S1", "definitions.from", "'2016-17-Q9'"),
    ),
    "a definition from a year instead of a quarter": (
        CHAPTER, "- {version: 1}", "- {version: 1}\n      - {version: 2, from: 2016-17}",
        ("O4-S1", "definitions.from", "2016-17"),
    ),
    "a baseline that ends with a year instead of a quarter": (
        "board.yml", "last_quarter: 2014-15-Q4", "last_quarter: 2014-15",
        ("baseline.last_quarter", "2014-15"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), SHAPES.values(), ids=SHAPES.keys())
def test_what_does_not_fit_is_said_with_file_entry_and_key(
    params: Path, file: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    replace_in(params / file, old, new)
    message = mistake_of(params, file)
    assert message.startswith(f"{params / file}: ")
    assert [word for word in said if word not in message] == [], message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key,where,line", "key,place,line", ", row 1: the column 'where' is missing; put it back"),
        (
            "index,yes,The front page names",
            "index,maybe,The front page names",
            ": entry s0.1, key 'answered': Input should be 'yes', 'partly', 'not yet' or 'by figures', not 'maybe'",
        ),
        ("s0.1,cover,", "s0.1,cover,,", ", row 2: has too many or too few fields; one for each column"),
    ],
    ids=["a column renamed", "an answer that there is no word for", "a comma too many"],
)
def test_a_line_of_the_coverage_table_that_does_not_fit_is_named(params: Path, old: str, new: str, said: str) -> None:
    table = params / "plan" / "coverage.csv"
    replace_in(table, old, new)
    assert mistake_of(params) == f"{table}{said}"


def test_a_further_column_of_the_coverage_table_is_named_and_not_passed_over(params: Path) -> None:
    table = params / "plan" / "coverage.csv"
    lines = table.read_text(encoding="utf-8").splitlines()[:2]
    table.write_text(f"{lines[0]},owner\n{lines[1]},the Board\n", encoding="utf-8")
    assert mistake_of(params) == f"{table}: entry s0.1, key 'owner': is not a key that this entry knows"


@pytest.mark.parametrize(
    ("new", "line"),
    [
        ("kind: objective\nkind: priority\n", 4),
        ("kind: [objective\n", 4),
        ("kind: objective\n\ttitle: x\n", 4),
        ("kind: objective: yes\n", 3),
        ("kind: *nowhere\n", 3),
        ("kind: objective }\n}\n", 4),
    ],
    ids=["a key twice", "an open bracket", "a tab", "two colons", "an undefined alias", "a bracket too many"],
)
def test_what_is_no_yaml_is_said_with_file_and_line(params: Path, new: str, line: int) -> None:
    replace_in(params / CHAPTER, "kind: objective\n", new)
    assert mistake_of(params, CHAPTER).startswith(f"{params / CHAPTER}, line {line}: is not valid YAML (")


def test_a_line_answered_by_figures_must_be_a_measure(params: Path) -> None:
    table = params / "plan" / "coverage.csv"
    replace_in(table, "O4-S1,", "O4-S9,")
    assert mistake_of(params).startswith(f"{table}: O4-S9, key 'answered': ")


def test_an_open_quotation_mark_is_said_with_a_line_behind_it(params: Path) -> None:
    """What a reader of YAML finds is where the quotation can no longer go on, not where it was opened."""
    replace_in(params / CHAPTER, "kind: objective\n", 'kind: "objective\n')
    place, rest = mistake_of(params, CHAPTER).removeprefix(f"{params / CHAPTER}, line ").split(": ", 1)
    assert int(place) > 3
    assert rest.startswith("is not valid YAML (")


def test_a_key_that_stands_twice_deep_in_a_measure_is_found_too(params: Path) -> None:
    replace_in(params / CHAPTER, "direction: lower\n", "direction: lower\n    direction: higher\n")
    text = (params / CHAPTER).read_text(encoding="utf-8").splitlines()
    line = text.index("    direction: higher", text.index("    direction: lower")) + 1
    said = f", line {line}: is not valid YAML (the key 'direction' stands twice); mend that line"
    assert mistake_of(params, CHAPTER) == str(params / CHAPTER) + said


def test_a_key_may_stand_in_two_entries_of_a_list(params: Path) -> None:
    """Every measure has a title: only a key twice in one entry is a slip."""
    assert (params / CHAPTER).read_text(encoding="utf-8").count("\n    title:") == 10
    open_project(params.parent)


@pytest.mark.parametrize(
    "content",
    [
        "title: Caf\xe9".encode("cp1252"),
        b"title: Procedures\x0bfor all\n",
        b"{title}: Procedures\n",
        b"? [one, two]\n: Procedures\n",
    ],
    ids=[
        "not UTF-8",
        "a control character pasted from a word processor",
        "a key in braces",
        "a list as a key",
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_still_one_sentence_with_its_name(params: Path, content: bytes) -> None:
    (params / CHAPTER).write_bytes(content)
    assert mistake_of(params, CHAPTER).startswith(str(params / CHAPTER))


def test_an_empty_file_is_refused_with_its_name(params: Path) -> None:
    (params / CHAPTER).write_text("", encoding="utf-8")
    assert mistake_of(params, CHAPTER).startswith(str(params / CHAPTER))


@pytest.mark.parametrize("name", ["breakdowns.yml", "foundations.yml", "coverage.csv"])
def test_a_file_of_the_plan_that_is_not_there_is_named(params: Path, name: str) -> None:
    (params / "plan" / name).unlink()
    assert mistake_of(params) == f"{params / 'plan' / name}: there is no such file; it must be there"


def test_a_coverage_table_with_the_mark_that_a_spreadsheet_puts_first_is_read(params: Path) -> None:
    table = params / "plan" / "coverage.csv"
    table.write_text(table.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert open_project(params.parent).plan.coverage[0].key == "s0.1"


def test_a_coverage_table_that_is_not_utf_8_is_named(params: Path) -> None:
    table = params / "plan" / "coverage.csv"
    text = table.read_text(encoding="utf-8")
    table.write_bytes(text.replace("left blank", "left blank \u2013 so far", 1).encode("cp1252"))
    assert mistake_of(params).startswith(str(table))


def test_all_slips_of_a_file_are_said_at_once(params: Path) -> None:
    replace_in(params / CHAPTER, "direction: lower", "direction: down")
    replace_in(params / CHAPTER, "basis: census", "basis: counted")
    replace_in(params / CHAPTER, FIRST, FIRST + "    colour: red\n")
    message = mistake_of(params, CHAPTER)
    assert all(word in message for word in ("O4-02", "'down'", "O4-01", "'counted'", "O4-S1", "colour"))
    assert message.count(str(params / CHAPTER)) == 1


def test_a_folder_that_is_no_project_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall) as caught:
        open_project(tmp_path / "elsewhere")
    assert str(caught.value) == (
        f"{tmp_path / 'elsewhere'} is no project: it has no params/board.yml; name the folder with --project"
    )
    assert caught.value.exit_code == 2
    assert Mistake.exit_code == 1


def test_a_borrowed_plan_is_read_where_board_yml_points(params: Path, tmp_path: Path) -> None:
    (params / "plan").rename(tmp_path / "shared_plan")
    replace_in(params / "board.yml", "short_name: NELSCB", "short_name: NELSCB\nplan: shared_plan")
    project = open_project(tmp_path)
    assert project.plan_folder == tmp_path / "shared_plan"
    assert tmp_path / "shared_plan" / "breakdowns.yml" in project.input_files()


def test_a_borrowed_plan_that_is_not_there_is_said_with_its_key(params: Path) -> None:
    replace_in(params / "board.yml", "short_name: NELSCB", "short_name: NELSCB\nplan: nowhere")
    assert mistake_of(params) == f"{params / 'board.yml'}: key 'plan': there is no folder 'nowhere'"


SETTINGS = """\
as_of: 2017-05-31
meeting: 2017-06-15
accepted_warnings:
  - {warning: return late, reason: staff change, role: Sub-group lead}
"""


@pytest.fixture
def quarter_file(project: Project, tmp_path: Path) -> tuple[Project, Path]:
    """The project with a folder for its quarters' settings and none there yet."""
    file = tmp_path / "params" / "quarters" / f"{LAST_QUARTER}.yml"
    file.parent.mkdir(parents=True)
    return replace(project, folder=tmp_path), file


@pytest.mark.parametrize(
    ("content", "as_of", "meeting", "warnings"),
    [
        (SETTINGS, date(2017, 5, 31), date(2017, 6, 15), ["return late"]),
        ("as_of:\nmeeting:\naccepted_warnings: []\n", None, None, []),
        ("# nothing decided yet\n", None, None, []),
        (None, None, None, []),
    ],
    ids=["all decided", "left blank", "only a comment", "no file"],
)
def test_a_quarter_takes_what_was_decided_for_it_and_nothing_else(
    quarter_file: tuple[Project, Path],
    content: str | None,
    as_of: date | None,
    meeting: date | None,
    warnings: list[str],
) -> None:
    project, file = quarter_file
    if content is not None:
        file.write_text(content, encoding="utf-8")
    settings = project.settings(LAST_QUARTER)
    assert (settings.as_of, settings.meeting) == (as_of, meeting)
    assert [w.warning for w in settings.accepted_warnings] == warnings
    assert project.settings(LAST_QUARTER - 1).as_of is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("asof: 2017-05-31\n", ("key 'asof'", "knows")),
        ("as_of: 31/05/2017\n", ("key 'as_of'", "'31/05/2017'")),
        ("as_of: 2017-05-31\nas_of: 2017-06-30\n", ("line 2", "'as_of' stands twice")),
        (
            "accepted_warnings:\n  - {warning: late, reason: ill}\n",
            ("entry 1", "accepted_warnings.role", "is missing"),
        ),
    ],
    ids=["an unknown key", "a day written another way", "a key twice", "a warning that no role accepted"],
)
def test_a_quarters_settings_that_cannot_be_used_are_named(
    quarter_file: tuple[Project, Path], content: str, said: tuple[str, ...]
) -> None:
    project, file = quarter_file
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        project.settings(LAST_QUARTER)
    assert str(caught.value).startswith(str(file))
    assert [word for word in said if word not in str(caught.value)] == []


def test_the_shipped_quarters_settings_are_those_of_a_quarter(project: Project) -> None:
    files = sorted((project.folder / "params" / "quarters").iterdir())
    assert files != []
    for file in files:
        assert project.settings_file(Quarter.parse(file.stem)) == file
        project.settings(Quarter.parse(file.stem))


@pytest.mark.parametrize("name", ["P1-04", "p1_04"])
def test_a_measure_is_found_by_id_and_by_slug(project: Project, name: str) -> None:
    assert project.plan.measure(name).id == "P1-04"


@pytest.mark.parametrize("name", ["o4_policies_and_procedures", "O4", "o4"])
def test_a_chapter_is_found_by_page_and_by_id(project: Project, name: str) -> None:
    assert project.plan.chapter(name).title == "Policies and Procedures"


@pytest.mark.parametrize("name", ["P9-99", "", "p1-04"])
def test_a_measure_that_is_none_is_a_wrong_call(project: Project, name: str) -> None:
    with pytest.raises(WrongCall, match="is no measure of the plan: ids look like P1-04"):
        project.plan.measure(name)


def test_a_chapter_that_is_none_is_answered_with_those_there_are(project: Project) -> None:
    with pytest.raises(WrongCall, match=r"'p9' is no chapter: there are p1_early_help, .*o9_child_death_review"):
        project.plan.chapter("p9")
