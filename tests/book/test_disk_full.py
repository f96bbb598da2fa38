"""A build that finds no room says so in one sentence, whatever the stage; the old book and what is kept stay whole."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_board import book_of, command, environment, files_of, number, one_sentence, run, small_board

from nelscb.book.refused import refusal
from nelscb.mistakes import Mistake
from nelscb.pdf.marking import save

pytestmark = [pytest.mark.book, pytest.mark.skipif(os.name == "nt", reason="Windows knows no limit on a file's size")]

LIMITS = {
    "a released page": 1_000,
    "an executed notebook": 4_000,
    "the released tables": 13_000,
    "a typeface": 80_000,
    "a file of the compiler's": 500_000,
}
"""The largest file that may be written, in bytes, by the first for which there is no room then."""
STAGES = ("notebooks to run", "error_rates made", "compiling the book began", "typesetting the PDFs began")
"""What the build has just written into its log when the disk fills up."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small board with its book, which the tests here leave as it is."""
    folder = small_board(tmp_path_factory.mktemp("full") / "board")
    assert run(folder).returncode == 0
    return folder


def whole(folder: Path, before: dict[str, bytes]) -> None:
    """The old book is there, nothing is beside it, and of what is kept nothing is half-written."""
    assert files_of(book_of(folder)) == before
    assert [path.name for path in book_of(folder).parent.iterdir()] == ["board"]
    kept = folder / "build" / ".cache"
    assert not list(kept.rglob("*.tmp"))
    for path in kept.glob("notebooks/*"):
        assert path.stem.endswith(hashlib.sha256(path.read_bytes()).hexdigest()[:32])


@pytest.mark.parametrize("what", LIMITS)
def test_a_file_that_may_not_be_written_whole(what: str, made: Path) -> None:
    before = files_of(book_of(made))
    number(made, 1)
    limited = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMITS[what]}, {LIMITS[what]}))"
    call = [sys.executable, "-c", f"{limited}; runpy.run_module('nelscb.cli', run_name='__main__')", *command(made)[3:]]
    more = ["--fresh"] if what in ("a released page", "an executed notebook") else []
    ran = subprocess.run([*call, *more], env=environment(), capture_output=True, text=True, check=False)
    said = one_sentence(ran, "a file would be larger than is allowed (ulimit -f); allow larger ones and build again")
    assert str(made / "build") in said
    assert "notebook" not in said.replace("/notebooks/", "")
    whole(made, before)


@pytest.fixture(scope="module")
def small_disk(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same board, its folder ``build`` on a disk of its own."""
    folder = tmp_path_factory.mktemp("disk") / "board"
    shutil.copytree(made, folder)
    shutil.move(folder / "build", folder / "made")
    (folder / "build").mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder / "build")], capture_output=True, text=True,
        check=False,
    ) if shutil.which("mount") else None  # fmt: skip
    if mounting is None or mounting.returncode:
        pytest.skip(f"no disk can be mounted here: {mounting.stderr.strip() if mounting else 'there is no mount'}")
    try:
        shutil.copytree(folder / "made", folder / "build", dirs_exist_ok=True)
        yield folder
    finally:
        subprocess.run(["umount", str(folder / "build")], check=True)


def fill(disk: Path) -> None:
    """Leave not a byte of room."""
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    ballast.write(bytes(size))
            except OSError as error:
                assert error.errno == errno.ENOSPC


def logs(folder: Path) -> set[Path]:
    return set((folder / "build" / "logs").glob("*.log"))


@pytest.mark.parametrize("stage", STAGES)
def test_a_disk_that_fills_up_while_the_book_is_made(stage: str, small_disk: Path) -> None:
    before = files_of(book_of(small_disk))
    number(small_disk, 2 + STAGES.index(stage))
    call, before_it = command(small_disk, *(["--fresh"] if stage in STAGES[:2] else [])), logs(small_disk)
    build = subprocess.Popen(call, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while build.poll() is None and not any(stage in log.read_text() for log in logs(small_disk) - before_it):
        time.sleep(0.005)
    fill(small_disk / "build")
    out, wrong = build.communicate(timeout=120)
    try:
        ran = subprocess.CompletedProcess(call, build.returncode, out, wrong)
        one_sentence(ran, f"{small_disk / 'build'}: there is no room left; make room there and build again")
        assert not any(" failed in cell" in line or " failed because" in line for line in out.splitlines()), out
        whole(small_disk, before)
    finally:
        (small_disk / "build" / "ballast").unlink()
    if stage == STAGES[-1]:
        assert run(small_disk).returncode == 0
        assert f"Number {2 + STAGES.index(stage)}:".encode() in files_of(book_of(small_disk))["html/index.html"]


def typst_writes() -> None:
    import typst

    try:
        typst.compile(b"Words", output="/dev/full")
    except typst.TypstError as wrong:
        raise Mistake(f"book.pdf could not be typeset: {wrong.message}") from wrong


def pikepdf_writes() -> None:
    import pikepdf

    with pikepdf.new() as document:
        document.add_blank_page()
        save(document, Path("/dev/full"))


def python_writes() -> None:
    Path("/dev/full").write_text("words", encoding="utf-8")


def python_copies() -> None:
    shutil.copy(__file__, "/dev/full")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "writes", [typst_writes, pikepdf_writes, python_writes, python_copies], ids=lambda w: w.__name__
)
def test_a_full_disk_is_told_alike_whatever_library_found_it(writes: Callable[[], None], tmp_path: Path) -> None:
    with pytest.raises(Exception) as wrong:
        writes()
    said = refusal(wrong.value, tmp_path / "build")
    assert said is not None
    assert said.endswith(": there is no room left; make room there and build again")


def test_what_is_no_fault_of_the_machine_is_told_as_it_is(tmp_path: Path) -> None:
    try:
        try:
            (tmp_path / "params.yml").read_bytes()
        except OSError as error:
            raise Mistake("params.yml: there is no such file; it must be there") from error
    except Mistake as mistake:
        assert refusal(mistake, tmp_path) is None
    assert refusal(KeyError("x"), tmp_path) is None


def test_the_copy_of_a_whole_folder_names_the_first_file_that_it_could_not_write(tmp_path: Path) -> None:
    error = shutil.Error([("from", "to/a.css", f"[Errno {errno.EACCES}] {os.strerror(errno.EACCES)}: 'to/a.css'")])
    said = refusal(error, tmp_path)
    assert said is not None
    assert said.startswith("to/a.css: this may not be written")
