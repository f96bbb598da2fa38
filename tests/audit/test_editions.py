"""Several editions read together, what others have published, and what is shown though it should not be."""

from __future__ import annotations

from made_records import Line, by_kind, record
from test_attack import Q1, Q2, Q3, Q4, QUARTERS, of_kind, told, verdicts

from nelscb.audit import Verdict, attack

BEFORE = "2016-17-Q3"


def test_an_earlier_editions_number_gives_away_what_this_one_withholds() -> None:
    now, before = record(by_kind(Q3, "c", "c", 20, 17)), record(by_kind(Q3, 40, "c", 20, "c"), label=BEFORE)
    found = attack(now, [before], to_the_end=True)
    assert attack(now).passes
    # Together they show all but a; its total and its last category were shown once each.
    assert told(found)[of_kind("a", Q3)] == "3 to 3"
    # The total could be withheld no more, since it had been shown, but c need not have been shown beside it.
    assert verdicts(found)[of_kind("a", Q3)] is Verdict.FAILED
    assert "[2016-17-Q3]" in " ".join(found.failed[0].chain)


def test_what_earlier_editions_have_given_away_is_cut_back() -> None:
    now, before = record(by_kind(Q3, "c", "c", "c", "c")), record(by_kind(Q3, 40, "c", 20, 17), label=BEFORE)
    found = attack(now, [before])
    assert told(found)[of_kind("a", Q3)] == "3 to 3"
    assert verdicts(found)[of_kind("a", Q3)] is Verdict.CUT_BACK
    assert found.passes


def test_a_revised_number_is_another_number() -> None:
    # The total was 40 and is 41, b was 20 and is 21: a may be what it was, and follows from neither.
    now, before = record(by_kind(Q3, 41, "c", 21, "c")), record(by_kind(Q3, 40, "c", 20, "c"), label=BEFORE)
    assert told(attack(now, [before], to_the_end=True))[of_kind("a", Q3)] == "1 to 19"
    # Were b shown once and withheld once, the editions would only fit if it had been revised too.
    before = record(by_kind(Q3, 40, "c", 20, 18), label=BEFORE)
    now = record(by_kind(Q3, 45, "c", "c", 18))
    found = attack(now, [before], to_the_end=True)
    assert [relation.trust.name for relation in found.dropped] == ["UNREVISED"]


def test_what_only_an_earlier_edition_withheld_is_protected_too() -> None:
    # The year is new; the quarters were in the edition before, and this one has them no more.
    before = record({**dict.fromkeys((of_kind("a", q) for q in QUARTERS[:3]), 10), of_kind("a", Q4): "c"}, label=BEFORE)
    now = record({of_kind("a", "2016-17", "year"): 33})
    found = attack(now, [before])
    assert told(found) == {f"{of_kind('a')}.numerator [{BEFORE}]": "3 to 3"}
    assert not found.passes


def test_editions_of_one_quarter_are_told_apart() -> None:
    first, second = (record({of_kind("a"): shown}, label=BEFORE) for shown in ("c", 20))
    found = attack(record({of_kind("a"): "c"}), [first, second])
    assert told(found) == {of_kind("a"): "20 to 20"}
    assert verdicts(found)[of_kind("a")] is Verdict.LARGER


ABUSE = {f"M/year/kind={kind}/2015-16": n for kind, n in {"a": 218, "b": "c", "c": "c"}.items()}


def test_what_its_publisher_reveals_is_listed_and_passes() -> None:
    # 221 plans less the published categories leaves 3 for two others together.
    lines: dict[str, Line] = {"M/year/2015-16": 221, **ABUSE}
    withheld = tuple(figure for figure, line in ABUSE.items() if line == "c")
    known = ("M/year/2015-16", "M/year/kind=a/2015-16")
    found = attack(record(lines, published=known, by_publisher=withheld))
    assert set(told(found).values()) == {"1 to 2"}
    assert set(verdicts(found).values()) == {Verdict.PUBLISHER}
    assert found.counts["publisher"] == 2
    assert found.passes
    # Were the total the board's own figure, the board would reveal it.
    found = attack(record(lines, published=known[1:], by_publisher=withheld))
    assert set(verdicts(found).values()) == {Verdict.FAILED}


def test_our_edition_may_not_narrow_further_what_its_publisher_withholds() -> None:
    lines: dict[str, Line] = {"M/year/2015-16": 221, **ABUSE}
    withheld = tuple(figure for figure, line in ABUSE.items() if line == "c")
    lines |= {f"M/quarter/kind=b/2015-16-Q{q}": n for q, n in zip((1, 2, 3, 4), (0, 0, 0, 2), strict=True)}
    known = ("M/year/2015-16", "M/year/kind=a/2015-16")
    found = attack(record(lines, published=known, by_publisher=withheld))
    assert verdicts(found)["M/year/kind=b/2015-16"] is Verdict.FAILED
    assert told(found)["M/year/kind=c/2015-16"] == "1 to 1"


def test_a_small_count_that_is_shown_fails_unless_it_is_known_or_excepted() -> None:
    lines: dict[str, Line] = {f"M/quarter/{Q4}": 3, f"N/quarter/{Q4}": 0, f"PAPERS/quarter/{Q4}": 2}
    lines |= {f"EXCEPTED/quarter/{Q4}": 2, f"STOCK/quarter/{Q4}": 5, f"SHARE/quarter/{Q4}": (8, 9)}
    found = attack(record(lines, published=(f"STOCK/quarter/{Q4}",)))
    assert {r.cell for r in found.failed} == {f"M/quarter/{Q4}.numerator"}
    assert found.failed[0].chain == (f"M/quarter/{Q4}.numerator is shown",)
    # What an earlier edition has shown stands; what is computed from what its publisher shows is known.
    assert attack(record({f"M/quarter/{Q4}": 3}), [record({f"M/quarter/{Q4}": 3}, label=BEFORE)]).passes
    assert not attack(record({f"M/quarter/{Q4}": 3}), [record({f"M/quarter/{Q4}": 4}, label=BEFORE)]).passes
    lines = {f"M/quarter/{Q4}": 40, f"N/quarter/{Q4}": 37, f"REST/quarter/{Q4}": 3}
    known = tuple(lines)[:2]
    assert verdicts(attack(record(lines, published=known)))[f"REST/quarter/{Q4}"] is Verdict.PUBLISHER


def test_an_interval_beside_a_withheld_count_fails() -> None:
    figure, other = f"SHARE/quarter/{Q4}", f"SHARE/quarter/{Q3}"
    found = attack(record({figure: ("c", 100), other: (20, 100)}, limits=(figure, other)))
    assert found.with_limits == (figure,)
    assert not found.passes


def test_what_is_no_count_is_left_alone() -> None:
    found = attack(record({f"SCORE/quarter/{Q4}": ("c", None, "2.5"), f"M/quarter/{Q4}": None}))
    assert (found.cells, found.counts["withheld"], found.passes) == ((), 0, True)


def test_counts_add_up() -> None:
    lines = {**by_kind(Q1, 40, "c", "c", 17), **by_kind(Q2, 40, "c", 20, 17), f"SHARE/quarter/{Q3}": ("c", 1000, "1")}
    lines |= {"N/year/2015-16": 50}
    found = attack(record(lines))
    assert found.counts == {
        "withheld": 4, "kept": 2, "larger": 0, "secondary": 0, "misled": 0, "publisher": 0, "cut_back": 0,
        "in_doubt": 1, "failed": 1,
    }  # fmt: skip
    # The four quarters of 2015-16.
    assert found.unseen == 4
    assert found.components == 3
    assert found.used["breakdown"] == 2
    assert not found.dropped


def test_what_is_in_no_file_is_judged_where_it_is_asked_for() -> None:
    # Three quarters of a kind are known by what they are parts of; the fourth is what its year leaves.
    lines: dict[str, Line] = {f"M/quarter/{q}": 20 for q in QUARTERS} | {f"M/quarter/kind=b/{q}": 9 for q in QUARTERS}
    lines |= {f"M/quarter/kind=c/{q}": n for q, n in zip(QUARTERS, (11, 11, 11, 8), strict=True)}
    lines |= {of_kind("a", "2016-17", "year"): "c"}
    found = attack(record(lines), never_shown=True)
    assert {r.cell: str(r.range) for r in found.never_shown if "kind=a" in r.cell} == {
        f"{of_kind('a', q)}.numerator": "0 to 0" if q != Q4 else "3 to 3" for q in QUARTERS
    }
    assert {r.cell for r in found.failed} == {
        f"{of_kind('a', Q4)}.numerator",
        f"{of_kind('a', '2016-17', 'year')}.numerator",
    }
    assert not attack(record(lines)).never_shown


def test_nothing_published_is_nothing_to_attack() -> None:
    assert attack(record({})).passes


def test_nothing_is_printed(capfd) -> None:  # type: ignore[no-untyped-def]
    attack(record(by_kind(Q4, 40, "c", "c", 17)), to_the_end=True)
    assert capfd.readouterr().out == ""
