"""Sentences and labels of the pages about the methods themselves."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment, BackTestRow, CellResult, FamilyResult
from nelscb.named_numbers import count_of, mark, name_of
from nelscb.words.numbers import whole

MODELS = {
    "poisson": "Chance alone (Poisson)",
    "over-dispersed": "Varying 2.5 times as much as chance",
    "seasons": "Seasons of 30% up and down",
    "varying rate 0.3": "Rate wanders by 20%, correlation 0.3",
    "varying rate 0.5": "Rate wanders by 20%, correlation 0.5",
    "varying rate 0.7": "Rate wanders by 20%, correlation 0.7",
    "stock": "Stock, correlation 0.7",
}
FORECASTS = {
    "walk": "The last year again, random walk (used)",
    "line": "Quasi-Poisson line with correlation (used)",
    "damped": "Damped trend",
    "last year": "Each quarter as a year ago",
    "plain line": "Straight line through the logarithms",
}


def share(value: float) -> str:
    """``4.5%``."""
    return mark(100 * value, f"{100 * value:.1f}%")


def false_alarm_sentences(rows: list[CellResult]) -> tuple[str, ...]:
    """What the simulation of series without change found, and which cells fail their limit."""
    failing = [r for r in rows if r.kept is False]
    runs = min(r.runs for r in rows)
    promised = count_of(name_of(r.limit) for r in rows if r.limit is not None)
    first = (
        f"Each cell holds {whole(runs)} invented series in which nothing changes. The table gives the worst rate over "
        "means of 1, 3, 10, 40 and 150 a quarter: how often a series by itself would be called a possible change, or "
        "more."
    )
    return first, kept_sentence(
        promised, [f"{MODELS[r.model]}, {r.n} quarters, mean {plainly(r.mean)}" for r in failing]
    )


def kept_sentence(promised: int, failing: list[str]) -> str:
    """Whether every cell that promises something keeps it; else which do not."""
    if not failing:
        return (
            f"The book promises at most 5% (and two simulation errors) in {whole(promised)} of these cells, and "
            "keeps it in all of them. Where the rate wanders with a correlation of 0.5 or 0.7 it promises nothing: "
            "there the rates are higher."
        )
    return f"Of {whole(promised)} cells with a promise {len(failing)} break it: {'; '.join(failing)}."


def detection_sentence(rows: list[CellResult]) -> str:
    """How often a real fall is found."""
    broken = [MODELS[r.model] for r in rows if r.kept is False]
    kept = f" These fall short of what is promised: {', '.join(broken)}." if broken else ""
    return (
        "Series that really fall by 40% over 20 quarters, and how often each method says so. Where a plain method "
        f"finds more, it is at the price of the false alarms above.{kept}"
    )


def family_sentence(row: FamilyResult) -> str:
    """How many of the verdicts given in a family of series are false."""
    changing = row.changing * float(row.members)
    kept = "keeps" if row.verdict <= row.limit else "breaks"
    return (
        f"In {whole(row.runs)} families of {whole(row.members)} series, {whole(changing)} of them really changing, "
        f"{share(row.verdict)} of the verdicts of change were false. A single test at 5% gives "
        f"{share(row.single_test)}, plain Mann-Kendall {share(row.mann_kendall)}. The book promises at most "
        f"{share(row.limit)}, and {kept} it. Of the real changes {share(row.detected)} were found: a verdict is hard "
        "to earn."
    )


def back_test_sentences(rows: tuple[BackTestRow, ...], measure: str) -> tuple[str, ...]:
    """What the back-test pooled, and what an honest method must show."""
    if not rows:
        return ("No measure has quarterly figures of three areas or more, so nothing can be tried out on the past.",)
    areas = max(row.areas for row in rows)
    used = [row.coverage for row in rows if row.method in ("walk", "line") and row.coverage is not None] or [0.0]
    return (
        f"Each method was asked, again and again, to forecast quarters of {measure} that are already known, in "
        f"{whole(areas)} areas. An honest interval of 95% covers what came in about 95 cases of 100. Methods are "
        "chosen by this, over all areas, and never by how well one series looks.",
        f"The two that are used covered {share(min(used))} to {share(max(used))}, at a price: their intervals are "
        "wide. With so short a baseline a curve will rarely be proved to have turned, and the book then says that "
        "nobody can tell. Areas may contain one another, as a country does, so these are not all separate trials.",
    )


def nothing_tested() -> str:
    """That no series could be tested."""
    return "No series has eight quarters or more: nothing could be tested."


def families(tested: Sequence[Assessment]) -> tuple[str, ...]:
    """How many tests each family has."""
    sizes = {a.judged.family: a.judged.family_size for a in tested}
    told = "; ".join(f"{name}: {whole(size)} tests" for name, size in sorted(sizes.items(), reverse=True))
    return (f"The families of this quarter: {told}. A dash for q: the series brought no p-value in.",)


def method_name(name: str) -> str:
    """What a method is called in the table of all methods."""
    return NAMES.get(name, name[:1].upper() + name[1:])


def small_share(p: float) -> str:
    """``0.03``, ``under 0.001``: a p or q in a table."""
    if 0.05 < p < 0.0505:
        return "just above 0.05"
    return "under 0.001" if p < 0.001 else mark(p, f"{p:.3f}" if p < 0.1 else f"{p:.2f}")


def plainly(number: float) -> str:
    """A number as short as it can be: ``2.5``, ``40``."""
    return mark(number, f"{number:g}")


def times(ratio: float) -> str:
    """``3.4 times``."""
    return f"{mark(ratio, f'{ratio:.1f}')} times"


def percent(size: float) -> str:
    """``12%``."""
    return mark(size, f"{size:.0f}%")


NAMES = {
    "q": "Many tests at once",
    "step": "A step or a curve beside the line",
    "runs": "Runs about the median",
    "baseline": "Baseline",
    "neighbours": "Neighbours",
    "non-central t": "What could have been seen",
    "XmR": "XmR chart",
    "exact": "Chart with exact limits",
    "u'": "Laney's u′ chart",
    "p'": "Laney's p′ chart",
    "Byar": "Byar's interval",
    "Wilson": "Wilson's interval",
    "Newcombe": "Newcombe's interval",
}
