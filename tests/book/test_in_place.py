"""A new book takes the old one's place whole, and what a killed run has left is finished or undone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from nelscb.book.in_place import Place, exchanged

WAYS = ("in one step", "by two renames")


@pytest.fixture(params=WAYS)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    if request.param == "by two renames":
        monkeypatch.setattr("nelscb.book.in_place.exchanged", lambda *_: False)
    return Place(tmp_path / "board", tmp_path / "locks" / "board.lock")


def book(folder: Path, word: str) -> None:
    folder.mkdir(parents=True)
    (folder / "which.txt").write_text(word, encoding="utf-8")


def which(folder: Path) -> str:
    return (folder / "which.txt").read_text(encoding="utf-8")


def there(place: Place) -> list[str]:
    return sorted(p.name for p in place.target.parent.iterdir() if p.name != "locks")


def test_folders_are_exchanged_in_one_step_on_linux(tmp_path: Path) -> None:
    book(tmp_path / "a", "a")
    book(tmp_path / "b", "b")
    if exchanged(tmp_path / "a", tmp_path / "b"):
        assert (which(tmp_path / "a"), which(tmp_path / "b")) == ("b", "a")
    else:
        assert (which(tmp_path / "a"), which(tmp_path / "b")) == ("a", "b")


def test_a_new_book_takes_the_place_of_the_old(place: Place) -> None:
    book(place.target, "old")
    with place.held(print), place.making() as beside:
        (beside / "which.txt").write_text("new", encoding="utf-8")
        place.put()
    assert which(place.target) == "new"
    assert there(place) == ["board"]


def test_the_first_book_has_no_old_one(place: Place) -> None:
    with place.held(print), place.making() as beside:
        (beside / "which.txt").write_text("new", encoding="utf-8")
        place.put()
    assert which(place.target) == "new"
    assert there(place) == ["board"]


def test_a_book_that_fails_leaves_the_old_one(place: Place) -> None:
    book(place.target, "old")
    with pytest.raises(KeyError), place.held(print), place.making():
        raise KeyError
    assert which(place.target) == "old"
    assert there(place) == ["board"]


def test_if_the_second_rename_fails_the_old_book_comes_back(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nelscb.book.in_place.exchanged", lambda *_: False)
    book(place.target, "old")
    with pytest.raises(OSError):
        place.put()
    assert which(place.target) == "old"
    assert there(place) == ["board"]


@pytest.mark.parametrize(
    ("left", "now"),
    [
        ({".board-being-made": "half", "board": "old"}, "old"),
        ({".board-being-made": "new", ".board-before": "old"}, "old"),  # killed between the two renames
        ({"board": "new", ".board-before": "old"}, "new"),  # killed before the old one was removed
        ({"board": "new", ".board-being-made": "old"}, "new"),  # killed after the exchange
    ],
)
def test_what_a_killed_run_left_is_finished_or_undone(left: dict[str, str], now: str, place: Place) -> None:
    for name, word in left.items():
        book(place.target.with_name(name), word)
    with place.held(print):
        assert which(place.target) == now
        assert there(place) == ["board"]


def test_a_second_run_waits_and_says_so(place: Place) -> None:
    said: list[str] = []
    order: list[str] = []

    def second() -> None:
        with place.held(said.append):
            order.append("second")

    with place.held(print):
        waiting = threading.Thread(target=second)
        waiting.start()
        while not said:
            waiting.join(0.05)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]
    assert said == [f"another run is making {place.target}: waiting until it ends"]


def test_a_lock_left_by_a_dead_run_holds_nobody_up(place: Place) -> None:
    place.lock.parent.mkdir()
    place.lock.write_text("4194305", encoding="utf-8")
    said: list[str] = []
    with place.held(said.append):
        assert not said
