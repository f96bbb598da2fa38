"""Every measure that is asked for, as the figures of twenty quarters: totals, categories, answers.

Whatever the plan says of two measures holds: a part is no more than its whole, categories that partition add up,
and where a denominator is another measure both say the same.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from invented.chance import Counts, a_count, a_part, again_until, chance, shared_out
from invented.children import QUARTERS_IN_ALL, children, share_of
from invented.levels import LEAD, QUARTERS, Level, level_of, read_levels, read_weights, weights_of
from nelscb.plan import Measure, Project

Split = Counts
NO_SUMS = ("looked after in the year",)
"""Series that look back over twelve months already."""


class World:
    """Havenshire: each series is worked out once, when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self.plan, self.board = project.plan, project.board
        self.children = children()
        self.levels, self.weights = read_levels(), read_weights()
        self._series = dict(self.children.series)
        self._splits = dict(self.children.splits)
        self.within = {"neglect plans": "P1-05", "open two years": "P1-05"}

    def level(self, name: str) -> Level:
        """How the series behaves."""
        return level_of(name, self.plan.measures.get(name), self.levels)

    def number(self, name: str) -> Counts:
        """The count of each quarter (of twelve months nowhere): of a share, how many of what it is out of."""
        if name not in self._series:
            self._series[name] = self._new(name)
        return self._series[name]

    def out_of(self, name: str) -> Counts:
        """What a share is out of, quarter by quarter."""
        other = self.denominator_name(name)
        if other != f"{name} out of":
            return self.number(other)
        if other not in self._series:
            level, measure = self.level(name), self.plan.measures[name]
            is_stock = measure.basis == "snapshot"
            self._series[other] = self._stock(other, level) if is_stock else self._flow(other, level)
        return self._series[other]

    def denominator_name(self, name: str) -> str:
        """The series that ``name`` is out of: another measure's, or one of its own."""
        declared = self.plan.measures[name].denominator_measure if name in self.plan.measures else None
        published = declared is not None and self.plan.measures[declared].standing == "published"
        return self.level(name).out_of or (declared if declared and not published else "") or f"{name} out of"

    def _new(self, name: str) -> Counts:
        level, measure = self.level(name), self.plan.measures.get(name)
        if level.number:
            return self.number(level.number)
        if level.within:
            self.within[name] = level.within
            return self._part(name, level, self.number(level.within))
        if measure is not None and measure.unit == "rate" and level.spread == 0:
            draws = chance(name)
            return np.array([a_count(draws, level.level * level.share_at(at), 1.3) for at in range(QUARTERS_IN_ALL)])
        if measure is not None and measure.unit in ("percent", "rate"):
            return self._part(name, level, self.out_of(name))
        is_stock = measure.basis == "snapshot" if measure else bool(self.levels[name]["leave"])
        return self._stock(name, level) if is_stock else self._flow(name, level)

    def _flow(self, name: str, level: Level) -> Counts:
        """Counts by chance. One that the checks would ask about is drawn again: jumps are for the few planned ones."""
        draws, found = chance(name), []
        for at in range(QUARTERS_IN_ALL):
            planned = level.step is not None and level.step > 1.5 and QUARTERS[at] == level.step_from
            before = found[-1] if found and not planned else None
            found.append(
                again_until(
                    lambda at=at: a_count(draws, level.mean(at), level.spread),
                    lambda n, before=before: before is None or abs(n - before) < max(10, 0.5 * before),
                    *((0.6 * before, max(1.4 * before, before + 9)) if before is not None else (0, 10**9)),
                )
            )
        return np.array(found)

    def _stock(self, name: str, level: Level) -> Counts:
        """Next is last, with those who came and without those who went."""
        draws, stock, found = chance(name), round(level.level), []
        for at in range(QUARTERS_IN_ALL):
            went = int(draws.binomial(stock, level.leave))
            stock += a_count(draws, level.leave * level.mean(at), level.spread) - went
            found.append(stock)
        return np.array(found)

    def _part(self, name: str, level: Level, whole: Counts) -> Counts:
        draws, found = chance(f"part {name}"), []
        for at, n in enumerate(whole):
            before = (found[-1], int(whole[at - 1])) if found else None

            def fits(k: int, n: int = int(n), before: tuple[int, int] | None = before) -> bool:
                is_share = not level.within
                if before is None or (is_share and min(n, before[1]) < self.board.jump.at_least):
                    return True
                if is_share:
                    return abs(k / n - before[0] / before[1]) <= 0.24
                return abs(k - before[0]) < max(10, 0.5 * before[0])

            found.append(
                again_until(lambda n=int(n), at=at: a_part(draws, n, min(level.share_at(at), 0.98)), fits, 0, float(n))
            )
        return np.array(found)

    # Categories

    def split(self, name: str, breakdown: str) -> Split:
        """The count of ``name`` by category (quarters by categories)."""
        key = (name, breakdown)
        if key not in self._splits:
            level = self.level(name)
            self.number(name)
            whole = self.within.get(name) or level.number
            if level.number:
                self._splits[key] = self.split(level.number, breakdown)
            elif whole and self._is_split(whole, breakdown) and self.partitions(breakdown):
                self._splits[key] = share_of(f"{name} {breakdown}", self.split(whole, breakdown), self.number(name))
            else:
                self._splits[key] = self._fresh(f"{name} {breakdown}", self.number(name), breakdown)
        return self._splits[key]

    def parts(self, name: str, breakdown: str) -> tuple[Split, Split]:
        """Of a share, how many and out of how many in each category."""
        level, other, named = self.level(name), self.denominator_name(name), f"{name} {breakdown}"
        number, out_of = self.number(name), self.out_of(name)
        if not self.partitions(breakdown):
            if self.plan.measures[name].unit == "rate":
                counted = self.split(level.number, breakdown) if level.number else self._fresh(named, number, breakdown)
                return counted, np.repeat(out_of[:, None], counted.shape[1], axis=1)
            whole = self.split(other, breakdown) if self._is_split(other, breakdown) else self._fresh(
                f"{named} out of", out_of, breakdown
            )  # fmt: skip
            draws = chance(named)
            rows = [
                [int(draws.hypergeometric(k, n - k, w)) if w else 0 for w in row]
                for k, n, row in zip(number, out_of, whole, strict=True)
            ]
            return np.array(rows), whole
        if level.number and self._is_split(level.number, breakdown):
            counted = self.split(level.number, breakdown)
            if self._is_split(other, breakdown):
                return counted, self.split(other, breakdown)
            return counted, counted + self._fresh(f"{named} rest", out_of - number, breakdown)
        whole = self.split(other, breakdown) if self._is_split(other, breakdown) else self._fresh(
            f"{named} out of", out_of, breakdown, even=level.spread == 0
        )  # fmt: skip
        return share_of(named, whole, number), whole

    def partitions(self, breakdown: str) -> bool:
        """Whether the categories add up to the total."""
        return self.plan.breakdowns[breakdown].partitions

    def _is_split(self, name: str, breakdown: str) -> bool:
        measure = self.plan.measures.get(name)
        return (name, breakdown) in self._splits or (measure is not None and breakdown in measure.breakdowns) or (
            measure is None and not name.endswith("out of") and name != "contacts"
        )  # fmt: skip

    def _fresh(self, name: str, totals: Counts, breakdown: str, even: bool = False) -> Split:
        draws, weights = chance(name), weights_of(breakdown, self.plan.breakdowns[breakdown], self.weights)
        if not self.partitions(breakdown):
            return np.array([_overlapping(draws, int(n), weights, breakdown) for n in totals])
        if even:
            share, rest = np.divmod(totals, len(weights))
            return np.stack([share + (at < rest) for at in range(len(weights))], axis=1)
        return np.stack([shared_out(draws, int(n), weights) for n in totals])

    # What a return says

    def looks_back(self, measure: Measure, name: str) -> bool:
        """Whether the figure is of twelve months: its quarters are then added up, stocks and fixed totals not."""
        fixed = self.level(measure.id).spread == 0 and (measure.unit == "percent" or name.endswith("out of"))
        long_already = self.denominator_name(measure.id) in NO_SUMS
        return measure.window == "rolling_12_months" and not fixed and not long_already

    def sent(self, measure: Measure, name: str, counts: Counts) -> Counts:
        """The quarters that are sent, of a quarter's count or of twelve months."""
        if self.looks_back(measure, name):
            counts = sum(counts[LEAD - back : len(counts) - back] for back in range(LEAD + 1))
            return counts
        return counts[LEAD:]

    @cached_property
    def scores(self) -> dict[str, np.ndarray]:
        """Means of scores, with one decimal (two where they are small), by measure."""
        found = {}
        for measure in self.plan.measures.values():
            if measure.unit == "score":
                level, draws = self.level(measure.id).level, chance(measure.id)
                noise = draws.normal(0, 0.03 * level, LEAD + 20).cumsum() * 0.4
                found[measure.id] = np.round(level + noise, 1 if level > 5 else 2)[LEAD:]
        return found

    def answers(self, measure: Measure) -> list[str]:
        """An answer a quarter: it stays what it was more often than it changes, and slowly gets better."""
        draws, choices = chance(measure.id), measure.answers
        if choices[0].startswith("not"):  # Milestones, in their order.
            return [choices[min(at // 4, len(choices) - 1)] for at in range(20)]
        at, found = int(draws.integers(1, len(choices))), []
        for _ in range(20):
            if draws.random() < 0.22:
                at = int(np.clip(at + (-1 if draws.random() < 0.68 else 1), 0, len(choices) - 1))
            found.append(choices[at])
        return found


def _overlapping(draws: np.random.Generator, whole: int, weights: list[float], breakdown: str) -> list[int]:
    """Categories that may overlap; of home and care everyone is in at least one."""
    first = int(draws.binomial(whole, weights[0] / 100))
    if breakdown == "home_or_care_of_children":
        return [first, whole - first + int(draws.binomial(first, 0.12))]
    return [first, *(int(draws.binomial(whole, w / 100)) for w in weights[1:])]
