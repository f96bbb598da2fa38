"""Two-person sign-off, with tiny folders and a stub for the build: what is filed, and what leaves nothing behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nelscb.cli import main
from nelscb.filed_editions import filed_editions, hash_of_tables, signed
from nelscb.mistakes import Mistake
from nelscb.plan import Project
from nelscb.quarters import Quarter
from nelscb.signing import sign_off, signature_file

Q4 = Quarter.parse("2016-17-Q4")
MANAGER, CHAIR = "Board manager", "Independent chair"
MORNING = datetime(2017, 6, 9, 10, 30, tzinfo=UTC)
TABLES = {"core_data_set.csv", "core_data_set.csv-metadata.json", "measures.json"}


@dataclass
class Bench:
    """A board's folder with a build that writes a page and the tables, and an audit that says what it is told."""

    project: Project
    figures: str = "P1-01,c"
    audit_passes: bool = True
    calls: list[dict[str, Any]] = field(default_factory=list)

    def made(self, edition: str = "public", mark: str = "DRAFT") -> Path:
        folder = self.project.build / str(Q4) / edition
        (folder / "html").mkdir(parents=True, exist_ok=True)
        about = {"quarter": str(Q4), "edition": edition, "as_of": "2017-05-05"}
        (folder / "core_data_set.csv").write_text(f"figure,value\r\n{self.figures}\r\n", encoding="utf-8")
        (folder / "core_data_set.csv-metadata.json").write_text("{}", encoding="utf-8")
        (folder / "measures.json").write_text(json.dumps(about), encoding="utf-8")
        (folder / "html" / "index.html").write_text(mark, encoding="utf-8")
        return folder

    def build(self, project: Project, quarter: Quarter, edition: str, **how: Any) -> Path:
        assert (project, quarter) == (self.project, Q4)
        self.calls.append(how)
        folder = self.made(edition)
        if hash_of_tables(folder) == how["signed"]:
            self.made(edition, mark="")
        return folder

    def sign(self, role: str = MANAGER, at: datetime = MORNING, folder: Path | None = None) -> Path | None:
        folder = folder or self.project.build / str(Q4) / "public"
        return sign_off(folder, role, at, self.project, self.build, lambda _: self.audit_passes)

    def reasons(self, *issues: int, edition: str = "public", why: str = "A return was corrected") -> Path:
        """Write down why these issues replace those before them."""
        path = self.project.settings_file(Q4)
        path.parent.mkdir(parents=True, exist_ok=True)
        told = "".join(f"  - {{edition: {edition}, issue: {n}, why: '{why}'}}\n" for n in issues)
        path.write_text(f"reissues:\n{told}", encoding="utf-8")
        return path

    @property
    def files(self) -> dict[str, bytes]:
        """Every file beneath the board's folder, hidden ones too."""
        root = self.project.folder
        return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.fixture
def bench(project: Project, tmp_path: Path) -> Bench:
    made = Bench(replace(project, folder=tmp_path))
    made.made()
    return made


def refused(bench: Bench, words: str, sign: Callable[[], object]) -> None:
    """The call ends in one sentence with these words, and nothing is as it was not before."""
    before, folders = bench.files, sorted(p for p in bench.project.folder.rglob("*") if p.is_dir())
    with pytest.raises(Mistake, match=words) as stopped:
        sign()
    assert "\n" not in str(stopped.value)
    assert stopped.value.exit_code == 1
    assert bench.files == before
    assert sorted(p for p in bench.project.folder.rglob("*") if p.is_dir()) == folders


def test_one_role_files_nothing(bench: Bench) -> None:
    folder = bench.made()
    assert bench.sign() is None
    kept = folder.parent / ".public-signature.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == {
        "signature": {"role": MANAGER, "at": "2017-06-09T10:30:00Z"}, "hash": hash_of_tables(folder),
    }  # fmt: skip
    assert filed_editions(bench.project) == ()
    assert bench.calls == []


def test_two_roles_file_the_edition_as_it_is_made_again_without_the_mark_of_a_draft(bench: Bench) -> None:
    folder = bench.made()
    tables_hash = hash_of_tables(folder)
    bench.sign()
    filed_in = bench.sign(CHAIR, MORNING + timedelta(days=1))
    assert filed_in == bench.project.folder / "data" / "editions" / "2016-17-Q4" / "public"
    assert bench.calls == [{"as_of": date(2017, 5, 5), "annual": False, "signed": tables_hash}]
    assert {p.name for p in filed_in.iterdir()} == {*TABLES, "html", "sign_off.json"}
    assert (filed_in / "html" / "index.html").read_text(encoding="utf-8") == ""
    assert json.loads((filed_in / "sign_off.json").read_text(encoding="utf-8")) == {
        "roles": [{"role": MANAGER, "at": "2017-06-09T10:30:00Z"}, {"role": CHAIR, "at": "2017-06-10T10:30:00Z"}],
        "hash": tables_hash, "quarter": "2016-17-Q4", "edition": "public",
    }  # fmt: skip
    assert signed(bench.project, Q4, "public", tables_hash) is not None
    assert not signature_file(folder).exists()
    assert [p.name for p in filed_in.parent.iterdir()] == ["public"]


def test_a_board_may_keep_the_tables_alone(bench: Bench) -> None:
    bench.project = replace(bench.project, board=replace(bench.project.board, editions_keep="tables"))
    bench.sign()
    filed_in = bench.sign(CHAIR)
    assert filed_in is not None
    assert {p.name for p in filed_in.iterdir()} == {*TABLES, "sign_off.json"}
    assert len(filed_editions(bench.project)) == 1


def test_a_corrected_edition_is_filed_beside_the_first(bench: Bench) -> None:
    bench.reasons(2, 3)
    for issue, figures in enumerate(["P1-01,c", "P1-01,7", "P1-01,8"], 1):
        bench.figures = figures
        bench.made()
        before = {name: content for name, content in bench.files.items() if name.startswith("data")}
        bench.sign()
        filed_in = bench.sign(CHAIR)
        assert filed_in is not None
        assert filed_in.name == ("public" if issue == 1 else f"public-{issue}")
        assert before.items() <= bench.files.items()
    assert [f.issue for f in filed_editions(bench.project)] == [1, 2, 3]


def filed_once(bench: Bench) -> None:
    """The first issue is on file, and other figures stand in ``build``."""
    bench.sign()
    bench.sign(CHAIR)
    bench.figures = "P1-01,7"
    bench.made()


def test_a_corrected_edition_without_a_reason_is_not_signed(bench: Bench) -> None:
    filed_once(bench)
    bench.reasons(2, edition="board")
    refused(
        bench,
        r"params/quarters/2016-17-Q4.yml: does not say why issue 2 of the public edition replaces issue 1; write "
        r"'reissues: \[\{edition: public, issue: 2, why: …\}\]' there, and build it again",
        bench.sign,
    )
    bench.reasons(2)
    assert bench.sign() is None


@pytest.mark.parametrize(
    ("issues", "why", "words"),
    [
        ((2, 2), "A return was corrected", "key 'reissues': says twice why there is issue 2 of the public edition"),
        (
            (2,),
            "It showed 2 children",
            "'reissues': the public would read 'It showed 2 children', which may be a small",
        ),
        ((2,), " ", "key 'reissues.why'"),
        ((1,), "There is no issue before it", "key 'reissues.issue'"),
    ],
)
def test_a_reason_that_cannot_stand_is_refused(issues: tuple[int, ...], why: str, words: str, bench: Bench) -> None:
    filed_once(bench)
    bench.reasons(*issues, why=why)
    refused(bench, words, bench.sign)


def test_the_board_edition_needs_no_audit_and_is_counted_by_itself(bench: Bench) -> None:
    bench.audit_passes = False
    folder = bench.made("board")
    bench.sign(folder=folder)
    filed_in = bench.sign(CHAIR, folder=folder)
    assert filed_in is not None
    assert filed_in.name == "board"
    assert filed_editions(bench.project, "public") == ()


def test_an_annual_edition_is_made_again_as_one(bench: Bench) -> None:
    notebooks = bench.made() / "notebooks"
    notebooks.mkdir()
    (notebooks / "annual_report.ipynb").write_text("{}", encoding="utf-8")
    bench.sign()
    bench.sign(CHAIR)
    assert bench.calls[0]["annual"] is True


def test_a_time_in_another_zone_is_kept_in_utc(bench: Bench) -> None:
    bench.sign(at=datetime.fromisoformat("2017-06-09T11:30:00+01:00"))
    assert "2017-06-09T10:30:00Z" in signature_file(bench.made()).read_text(encoding="utf-8")


@pytest.mark.parametrize("again", [MANAGER, "board MANAGER", "  Board  manager "])
def test_the_same_role_twice_completes_nothing(again: str, bench: Bench) -> None:
    bench.sign()
    refused(
        bench, "Board manager has signed it already; a second, different role completes it", lambda: bench.sign(again)
    )


@pytest.mark.parametrize("role", ["", "  ", "\n"])
def test_a_role_has_to_be_named(role: str, bench: Bench) -> None:
    refused(bench, "the role is empty", lambda: bench.sign(role))


def test_a_folder_that_changed_since_the_first_signature_is_not_signed_by_the_second_role(bench: Bench) -> None:
    bench.sign()
    bench.figures = "P1-01,7"
    bench.made()
    refused(bench, "figures have changed since Board manager signed at 2017-06-09T10:30:00Z", lambda: bench.sign(CHAIR))


def test_the_first_role_may_sign_what_stands_there_now(bench: Bench) -> None:
    bench.sign()
    bench.figures = "P1-01,7"
    bench.made()
    assert bench.sign() is None
    assert bench.sign(CHAIR) is not None


def test_what_is_made_again_with_other_figures_is_not_filed(bench: Bench) -> None:
    bench.sign()
    bench.figures = "P1-01,7"
    with pytest.raises(Mistake, match="its figures have changed since Board manager signed, because the data"):
        bench.sign(CHAIR)
    assert not (bench.project.folder / "data").exists()
    page = bench.project.build / str(Q4) / "public" / "html" / "index.html"
    assert page.read_text(encoding="utf-8") == "DRAFT"


def test_what_was_signed_off_is_not_signed_off_again(bench: Bench) -> None:
    bench.sign()
    bench.sign(CHAIR)
    refused(bench, "was signed off already, and stands in .*/data/editions/2016-17-Q4/public", bench.sign)


def test_a_public_edition_that_no_audit_has_passed_is_not_signed(bench: Bench) -> None:
    bench.audit_passes = False
    refused(bench, "no audit has passed on these figures; run 'nelscb audit ", bench.sign)
    bench.audit_passes = True
    bench.sign()
    bench.audit_passes = False
    refused(bench, "no audit has passed", lambda: bench.sign(CHAIR))


def test_a_signature_before_the_first_is_refused(bench: Bench) -> None:
    bench.sign()
    refused(bench, "which is after --at", lambda: bench.sign(CHAIR, MORNING - timedelta(seconds=1)))


@pytest.mark.parametrize("lost", sorted(TABLES))
def test_a_folder_without_the_tables_is_no_edition(lost: str, bench: Bench) -> None:
    (bench.made() / lost).unlink()
    refused(bench, "is no edition; name a folder such as .*/build/QUARTER/public", bench.sign)


def test_a_folder_that_is_not_there_or_stands_elsewhere_is_no_edition_of_the_project(bench: Bench) -> None:
    elsewhere = bench.project.folder / "build" / "2016-17-Q3" / "public"
    refused(bench, "is no edition", lambda: bench.sign(folder=elsewhere))
    elsewhere.parent.mkdir(parents=True)
    bench.made().rename(elsewhere)
    refused(
        bench,
        "holds the public edition of 2016-17-Q4, which is signed where it was built",
        lambda: bench.sign(folder=elsewhere),
    )


def test_a_signature_that_cannot_be_read_is_said(bench: Bench) -> None:
    signature_file(bench.made()).write_text("{", encoding="utf-8")
    refused(bench, "public-signature.json: is no JSON", bench.sign)


@pytest.mark.parametrize("raised", [Mistake("no notebook"), KeyboardInterrupt(), RuntimeError("ours")])
def test_a_build_that_fails_leaves_nothing_half_filed(raised: BaseException, bench: Bench) -> None:
    bench.sign()
    before = bench.files

    def fails(*_: object, **__: object) -> Path:
        raise raised

    with pytest.raises(type(raised)):
        sign_off(bench.project.build / str(Q4) / "public", CHAIR, MORNING, bench.project, fails, lambda _: True)
    assert bench.files == before
    assert not (bench.project.folder / "data").exists()


def test_a_place_that_cannot_be_written_is_said_before_anything_is_built(bench: Bench) -> None:
    bench.sign()
    (bench.project.folder / "data").write_text("a file where a folder should be", encoding="utf-8")
    refused(bench, r"data/editions/2016-17-Q4/public: cannot be written \(Not a directory\)", lambda: bench.sign(CHAIR))
    assert bench.calls == []


def test_a_folder_without_the_right_to_write_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    bench.sign()
    monkeypatch.setattr(Path, "mkdir", denied)
    refused(bench, r"cannot be written \(Permission denied\)", lambda: bench.sign(CHAIR))


def test_a_copy_that_fails_half_way_leaves_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, target: Path, **__: object) -> None:
        (Path(target) / "half").write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    bench.sign()
    monkeypatch.setattr("nelscb.signing.shutil.copytree", full)
    with pytest.raises(Mistake, match=r"cannot be written \(No space left on device\); mend that and sign again"):
        bench.sign(CHAIR)
    assert not (bench.project.folder / "data").exists()
    assert signature_file(bench.made()).exists()


def test_what_another_signer_filed_in_the_meantime_is_never_replaced(bench: Bench) -> None:
    bench.sign()
    target = bench.project.editions / str(Q4) / "public"

    def slow(*arguments: Any, **how: Any) -> Path:
        made = bench.build(*arguments, **how)
        target.mkdir()
        (target / "sign_off.json").write_text("{}", encoding="utf-8")
        return made

    with pytest.raises(Mistake, match="cannot be written"):
        sign_off(bench.made(), CHAIR, MORNING, bench.project, slow, lambda _: True)
    assert [p.name for p in target.parent.iterdir()] == ["public"]
    assert (target / "sign_off.json").read_text(encoding="utf-8") == "{}"


def called(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["sign-off", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["no/such/folder", "--role", MANAGER], 1, "is no edition; name what was built"),
        (["/", "--role", MANAGER], 1, "is no edition"),
        (["build/2016-17-Q4/public", "--role", MANAGER, "--at", "in June"], 2, "is no time with its zone"),
        (["build/2016-17-Q4/public", "--role", MANAGER, "--at", "2017-06-09T10:30"], 2, "is no time with its zone"),
        (["build/2016-17-Q4/public", "--role", MANAGER, "--project", "no/such/folder"], 2, "is no project"),
    ],
)
def test_a_wrong_call_is_said_in_one_sentence(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    ended, out, err = called(arguments, capsys)
    assert (ended, out) == (code, "")
    assert err.startswith("nelscb: ")
    assert words in err
    assert err.count("\n") == 1


def test_the_command_signs_the_board_that_the_folder_is_in(
    bench: Bench, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (bench.project.folder / "params").symlink_to(root / "params")
    folder = bench.made("board")
    monkeypatch.setattr(
        "nelscb.commands.sign_off._made_again", lambda _, __, edition, **___: bench.made(edition, mark="")
    )
    code, out, _ = called([str(folder), "--role", MANAGER, "--at", "2017-06-09T10:30Z"], capsys)
    assert (code, out) == (0, "signed by Board manager; a second, different role completes it\n")
    code, _, err = called([str(folder), "--role", MANAGER], capsys)
    assert (code, err.count("\n")) == (1, 1)
    code, out, _ = called([str(folder), "--role", CHAIR], capsys)
    target = bench.project.folder / "data" / "editions" / "2016-17-Q4" / "board"
    assert (code, out) == (0, f"signed off by two roles, and filed in {target}\n")


def test_the_command_asks_for_a_role(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sign-off", "build/2016-17-Q4/public"])
    assert ended.value.code == 2
    assert "--role" in capsys.readouterr().err
