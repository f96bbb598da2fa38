"""The illustrative board as the public would see it, attacked: a book of thousands of counts, many of them small."""

from __future__ import annotations

import pytest
from published_books import as_published

from nelscb.audit import Attack, attack
from nelscb.audit.published import Published
from nelscb.disclosure.counts import counts_of
from nelscb.disclosure.protected import ProtectedSeries, protected_series
from nelscb.disclosure.public_series import public_series
from nelscb.edition import Edition


@pytest.fixture(scope="module")
def seen(demo_edition: Edition) -> ProtectedSeries:
    project = demo_edition.project
    return protected_series(demo_edition.indicators, project.plan, project.board)


@pytest.fixture(scope="module")
def published(demo_edition: Edition, seen: ProtectedSeries) -> Published:
    return as_published(demo_edition.project, demo_edition.quarter, seen)


@pytest.fixture(scope="module")
def truth(demo_edition: Edition) -> dict[str, int]:
    project, area = demo_edition.project, demo_edition.project.board.area.code
    rule, measures = project.board.disclosure_rule, project.plan.measures
    given = list(demo_edition.indicators)
    shown, _ = public_series(given, project.plan, area, rule)
    return {
        name: count
        for some in (shown, given)
        for name, count in counts_of(some, measures, area, rule, {}).values.items()
    }


@pytest.fixture(scope="module")
def found(published: Published, truth: dict[str, int]) -> Attack:
    return attack(published, (), truth, never_shown=True)


def test_nothing_that_the_board_withholds_can_be_worked_out(found: Attack) -> None:
    assert not found.failed
    assert len(found.cells) > 300
    assert len(found.never_shown) > 1_000


def test_no_range_is_narrower_than_its_protection(found: Attack, seen: ProtectedSeries) -> None:
    by_name = {result.cell: result.range for result in found.every}
    looked_at = [name for name in seen.decided.protection if name in by_name]
    assert len(looked_at) > 500
    for name in looked_at:
        protection = seen.decided.protection[name]
        assert by_name[name].holds(protection.low, protection.high or 5), name


def test_no_true_count_lies_outside_its_range(published: Published, truth: dict[str, int]) -> None:
    # Whatever a reader would believe that is not so, would show here.
    for result in attack(published, to_the_end=True).cells:
        if result.cell in truth:
            assert result.range.holds(truth[result.cell], truth[result.cell]), result.cell


def test_the_same_edition_again_tells_nothing_more(published: Published, truth: dict[str, int]) -> None:
    again = attack(published, [published], truth, true_before=[truth])
    assert not again.failed
    assert not again.dropped
    assert not again.earlier
