"""The attack: what a reader of the published files alone can work out of each count that they withhold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from nelscb.audit.chains import chain
from nelscb.audit.contradictions import Read, readable
from nelscb.audit.judging import (
    Measured,
    at_once,
    judged,
    publishers_alone,
    without_this_edition,
    worse,
)
from nelscb.audit.knowledge import Knowledge, knowledge_of
from nelscb.audit.linking import Linked, linked
from nelscb.audit.names import in_edition
from nelscb.audit.programme import quiet
from nelscb.audit.published import WITHHELD, Published
from nelscb.audit.ranges import Range
from nelscb.audit.relations import Relation
from nelscb.audit.results import Attack, CellResult
from nelscb.audit.rows import System, components_of


def attack(
    edition: Published,
    earlier: Sequence[Published] = (),
    true_counts: Mapping[str, int] | None = None,
    *,
    true_before: Sequence[Mapping[str, int]] = (),
    to_the_end: bool = False,
    never_shown: bool = False,
) -> Attack:
    """Attack an edition with those signed off before it, the earliest first.

    ``true_counts``, which only the board has, tell by name (``P1-01/quarter/2016-17-Q4.numerator``) which of the
    narrowed counts are no small ones, and ``true_before``, of each earlier edition, which were revised unseen.
    ``to_the_end`` finds both ends of every range, however far they are. ``never_shown`` judges what is in no file too.
    """
    now = knowledge_of(edition, true_counts)
    labels = _labels(earlier)
    truths = [*true_before, *({} for _ in earlier)]
    before = [knowledge_of(one, truth) for one, truth in zip(earlier, truths, strict=False)]
    links = linked(now, before, labels, true_counts or {}, truths)
    own = list(now.cells.withheld)
    # What an earlier edition withheld and this one withholds too is judged as this one's.
    former = [
        in_edition(name, label)
        for knowledge, label in zip(before, labels, strict=True)
        for name in knowledge.cells.withheld
        if name not in now.cells.withheld
    ]
    small = {
        name: Range(count, count)
        for name, count in now.cells.shown.items()
        if 1 <= count <= edition.rule.largest_small
        and name not in links.published
        and edition.protects(now.cells.all[name].key[0])
    }
    unseen = [name for name in now.cells.lowest if name not in now.cells.withheld]
    # Where the true counts are given, what is not among them does not exist, whatever a reader believes.
    looked_at = [name for name in unseen if never_shown and (not true_counts or name in true_counts)]
    truth = dict(true_counts or {})
    dropped = list(now.dropped)
    for label, knowledge, counts in zip(labels, before, truths, strict=False):
        truth |= {in_edition(name, label): count for name, count in counts.items()}
        dropped += [relation.renamed(partial(in_edition, edition=label)) for relation in knowledge.dropped]
    stage = _Stage(edition, now, links, truth, to_the_end)
    with quiet():
        first = stage.read(links.alone, [*own, *looked_at], small)
        second = stage.read(links.together, [*own, *former, *looked_at], small) if earlier else first
    merged = {name: _narrower(first.results.get(name), result) for name, result in second.results.items()}
    dropped += [*first.dropped, *second.dropped]
    return Attack(
        cells=tuple(merged[name] for name in own),
        earlier=tuple(merged[name] for name in former),
        shown=tuple(merged[name] for name in small),
        never_shown=tuple(merged[name] for name in looked_at),
        with_limits=tuple(
            point.figure
            for point in edition.points
            if point.limits and WITHHELD in (point.numerator, point.denominator)
        ),
        used=Counter(relation.trust.name.lower() for relation in links.together.relations),
        dropped=tuple(dict.fromkeys(dropped)),
        components=second.components,
        unseen=len(unseen),
    )


def _labels(earlier: Sequence[Published]) -> list[str]:
    """What each edition is called, no two alike."""
    seen: Counter[str] = Counter()
    labels = []
    for one in earlier:
        seen[one.label] += 1
        labels.append(one.label if seen[one.label] == 1 else f"{one.label}, {seen[one.label]}")
    return labels


def _narrower(one: CellResult | None, other: CellResult) -> CellResult:
    """Of the two readings the narrower range, the worse verdict, and the chain of that."""
    if one is None or worse(one.verdict, other.verdict) is other.verdict:
        return other
    return one if not one.verdict.passes else replace(other, verdict=one.verdict)


@dataclass(frozen=True)
class _Reading:
    results: Mapping[str, CellResult]
    dropped: list[Relation]
    components: int


@dataclass(frozen=True)
class _Stage:
    edition: Published
    now: Knowledge
    links: Linked
    true_counts: Mapping[str, int]
    to_the_end: bool

    def read(self, system: System, targets: Sequence[str], small: Mapping[str, Range]) -> _Reading:
        """Read a system, and judge each target, and the small counts that are shown."""
        dropped: list[Relation] = []
        read = _reads(system, targets, dropped)
        largest = self.edition.rule.largest_small
        ranges = dict(small)
        for name in targets:
            if name in system.known:
                ranges[name] = Range(system.known[name], system.known[name])
            else:
                ranges[name] = read[name].reader.range_of(name, None if self.to_the_end else largest)
        verdicts = {name: at_once(found, largest) for name, found in ranges.items()}
        against = self._against(system, [name for name, verdict in verdicts.items() if verdict is None], dropped)
        results = {}
        for name, found in ranges.items():
            verdict = verdicts[name] or judged(found, against[name], largest, self.true_counts.get(name))
            told: tuple[str, ...] = ()
            if not verdict.passes:
                told = (
                    (f"{name} is shown",) if name in small
                    else chain(read[name].component, name, found, largest, system.known)
                )  # fmt: skip
            results[name] = CellResult(name, found, verdict, told)
        return _Reading(results, dropped, len({id(one) for one in read.values()}))

    def _against(self, system: System, names: Sequence[str], dropped: list[Relation]) -> dict[str, Measured]:
        if not names:
            return {}
        gone = set(dropped)
        system = replace(system, relations=[relation for relation in system.relations if relation not in gone])
        largest = self.edition.rule.largest_small
        ranges = []
        for less in (
            without_this_edition(system, self.edition, self.now.cells, self.links),
            publishers_alone(system, self.now.cells, self.links),
        ):
            read = _reads(less, [name for name in names if name not in less.known], [])
            ranges.append(
                {
                    name: Range(less.known[name], less.known[name])
                    if name in less.known
                    else read[name].reader.range_of(name, largest)
                    for name in names
                }
            )
        baseline, publishers = ranges
        return {name: Measured(baseline[name], publishers[name]) for name in names}


def _reads(system: System, targets: Collection[str], dropped: list[Relation]) -> dict[str, Read]:
    """The reader of each target's component."""
    wanted = set(targets) - set(system.known)
    found: dict[str, Read] = {}
    for component in components_of(system, [name for name in targets if name in wanted]):
        for read in readable(component, wanted, dropped):
            found |= {name: read for name in read.component.names if name in wanted}
    return found
