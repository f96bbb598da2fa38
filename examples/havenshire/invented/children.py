"""A small world of children: referrals by month, open cases, families on plans, children in care.

A stock is the stock before, with those who came and without those who left. Brothers and sisters come on a plan
together and leave it together, so plans are counted by family.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from invented.chance import Counts, a_count, a_part, chance, drawn_from, shared_out
from invented.levels import LEAD, QUARTERS

QUARTERS_IN_ALL = len(QUARTERS)
SEASON = (1.02, 1.08, 1.06, 0.98, 0.72, 0.94, 1.05, 1.1, 0.86, 1.04, 1.0, 1.15)
"""Referrals by month, from April: August is low because schools refer, December a little."""
FAMILY_SIZES = (1, 2, 3, 4)
CATEGORIES = (50.0, 31.0, 14.0, 4.0, 1.0)
POPULATION = {2011: 33610, 2012: 33700, 2013: 33790, 2014: 33880, 2015: 33940, 2016: 34010, 2017: 34080}
"""Children aged 0 to 17 in the middle of each year."""


@dataclass(frozen=True)
class Children:
    """What happened: ``series`` by name (a number a quarter), ``splits`` by series and breakdown, ``months``."""

    series: dict[str, Counts]
    splits: dict[tuple[str, str], Counts]
    months: Counts


def children() -> Children:
    """The world, the same each time."""
    months = _referrals_by_month()
    referrals = months.reshape(-1, 3).sum(axis=1)
    plans, starting, ending, by_category, starting_by_category, by_family = _plans()
    looked_after, came, went = _stock("looked after", 262, 0.12, 1.3)
    episodes, episodes_ending, in_need = _children_in_need(referrals)
    draws = chance("what follows a referral")
    conferences = np.array([n + a_part(draws, round(0.16 * n), 0.9) for n in starting])
    in_year = np.array(
        [looked_after[max(at - 4, 0)] + came[max(at - 3, 0) : at + 1].sum() for at in range(QUARTERS_IN_ALL)]
    )
    series = {
        "P1-01": referrals,
        "contacts": np.array([n + a_count(draws, 2.35 * n, 2.5) for n in referrals]),
        "children in need": in_need, "P1-05": plans, "P1-08": looked_after, "P1-02": in_need + plans + looked_after,
        "episodes starting": episodes, "episodes ending": episodes_ending,
        "plans starting": starting, "plans ending": ending, "neglect plans": by_category[:, 0],
        "starting to be looked after": came, "ceasing to be looked after": went,
        "looked after in the year": in_year, "conferences": conferences,
        "enquiries": np.array([n + a_count(draws, 1.35 * n, 1.6) for n in conferences]),
        "waiting": np.array([a_part(draws, n, 0.06) for n in in_need]),
        "no further action": np.array([a_part(draws, n, 0.17) for n in referrals]),
        "open two years": np.array([a_part(draws, n, 0.035) for n in plans]),
        "abuse or neglect": np.array([a_part(draws, n, 0.61) for n in in_need + plans + looked_after]),
    }  # fmt: skip
    splits = {
        ("P1-02", "tier"): np.stack([in_need, plans, looked_after], axis=1),
        ("P1-05", "category_of_abuse"): by_category,
        ("P1-05", "sibling_group"): by_family,
        ("plans starting", "category_of_abuse"): starting_by_category,
    }
    return Children(series, splits, months)


def _referrals_by_month() -> Counts:
    """Overdispersed, with a season and a slow rise: schools and police refer in waves."""
    draws = chance("referrals by month")
    season = np.roll(SEASON, -3)  # The first month is July.
    means = [148 * 1.015 ** ((m - 3 * LEAD) / 12) * season[m % 12] for m in range(3 * QUARTERS_IN_ALL)]
    return np.array([a_count(draws, mean, 2.0) for mean in means])


def _stock(name: str, level: float, leave: float, spread: float) -> tuple[Counts, Counts, Counts]:
    """A stock at each quarter's end, those who came in the quarter, and those who left."""
    draws = chance(name)
    stock, found = round(level), []
    for _ in range(QUARTERS_IN_ALL):
        came, went = a_count(draws, leave * level, spread), int(draws.binomial(stock, leave))
        stock += came - went
        found.append((stock, came, went))
    stocks, comings, goings = np.array(found).T
    return stocks, comings, goings


def _children_in_need(referrals: Counts) -> tuple[Counts, Counts, Counts]:
    """Episodes starting, ending, and the stock of children in need: nine in ten referrals open one."""
    draws = chance("children in need")
    stock, found = 1380, []
    for referred in referrals:
        came, went = a_part(draws, int(referred), 0.87), int(draws.binomial(stock, 0.272))
        stock += came - went
        found.append((came, went, stock))
    starting, ending, stocks = np.array(found).T
    return starting, ending, stocks


def _plans() -> tuple[Counts, Counts, Counts, Counts, Counts, Counts]:
    """Plans at each quarter's end, starting, ending; by category, starting by category, and by size of family.

    A row of ``families`` is a category, a column a number of children; a family has one category.
    """
    draws = chance("families on plans")
    families = np.stack([shared_out(draws, round(w), (30, 17, 7, 3)) for w in np.array(CATEGORIES) * 1.16])
    sizes = np.array(FAMILY_SIZES)
    found = []
    for at in range(QUARTERS_IN_ALL):
        # The share of neglect falls a little over the years and emotional abuse takes its place.
        weights = np.array(CATEGORIES) * [1 - 0.006 * at, 1 + 0.008 * at, 1, 1, 1]
        came_of = shared_out(draws, a_count(draws, 37 * 1.006**at, 1.3), weights)
        came = np.stack([shared_out(draws, int(n), (30, 17, 7, 3)) for n in came_of])
        went = draws.binomial(families, 0.33)
        families = families + came - went
        found.append((families @ sizes, came @ sizes, went @ sizes, families.sum(axis=0) * sizes))
    by_category, starting, ending, by_family = (np.stack(part) for part in zip(*found, strict=True))
    return (
        by_category.sum(axis=1), starting.sum(axis=1), ending.sum(axis=1), by_category, starting, by_family,
    )  # fmt: skip


def share_of(name: str, whole: Counts, many: Counts) -> Counts:
    """``many`` of each quarter's ``whole`` by category: a part keeps to what there is of each category."""
    draws = chance(name)
    return np.stack([drawn_from(draws, w, int(n)) for w, n in zip(whole, many, strict=True)])
