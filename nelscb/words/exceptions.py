"""Sentences of the exceptions report: the rule, why something is an exception, what is asked, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from nelscb.edition import Assessment, FollowedUp, Item, Point, RaisedException
from nelscb.named_numbers import NamedNumber, count_of
from nelscb.plan import Board, ExceptionRule, Measure, Plan, Target
from nelscb.quarters import day_in_words
from nelscb.words.changes import amount, limits
from nelscb.words.control import latest_in_control
from nelscb.words.curves import curve_sentence
from nelscb.words.neighbours import place_sentence
from nelscb.words.numbers import figure_with_unit, in_or_on, interval, number_word, period, sentence_case
from nelscb.words.verdicts import trend_sentence

NONE = "The rule raises no exception this quarter. That says nothing of what is not counted."
NO_LAST = "There is no edition before this one to follow up."
NONE_THEN = "The last edition raised no exception about a figure, a gap, a risk or an action."
NOTHING_CAME = (
    "This book was given no return at all. That says nothing of whether the sub-groups sent their cards elsewhere."
)
ALL_CARDS_CAME = "Every score card came, and none was late by the rule."
NO_PROGRESS = "In what the sub-groups wrote no action that is done says what it changed."
NO_STEPS = "No open action in what the sub-groups wrote."
NO_GAP = "No gap or risk in what the sub-groups wrote."
NO_ITEMS = "No gap, risk or late action meets the rule in what the sub-groups wrote."


def rule_lines(rule: ExceptionRule, targets: Sequence[Target]) -> tuple[str, ...]:
    """The written rule, a line a part, with its thresholds as the Board's settings have them."""
    lines = ["- A measure whose verdict is worsening."]
    if rule.possible:
        lines.append("- An outcome measure with a possible change for the worse.")
    lines.append("- A curve that turned against what the plan hopes for.")
    lines.append(
        "- A target missed: the whole interval lies on its worse side."
        if targets
        else "- A target missed: the Board has set none, so none can be."
    )
    if rule.unusual:
        lines.append("- A latest quarter outside its limits on the worse side.")
    if rule.years:
        lines.append(
            "- A yearly figure that is worse than the year before by more than chance in counting explains, or that "
            "lies apart from the neighbours on the worse side."
        )
    risks = " or ".join(rule.gap_risks)
    lines.append(
        f"- A gap or risk rated {risks}, or open for more than {number_word(rule.gap_quarters)} quarters; an action "
        "past its date."
    )
    lines.append(f"- A score card that did not come, or came more than {number_word(rule.late_days)} days late.")
    return (
        "The same rule holds for every measure and every quarter. Measures of which neither way is better are never an "
        "exception for their trend alone.",
        *lines,
    )


def summary(raised: Sequence[RaisedException], partial: bool) -> str:
    """How many exceptions there are, of what kind, and how many were there in the last edition."""
    if not raised:
        return NONE
    figures = [e for e in raised if e.measure]
    cards = [e for e in raised if not e.measure and not e.item]
    items = [e for e in raised if e.item]
    parts = [
        f"{number_word(_count(some))} {what}"
        for some, what in (
            (figures, "about figures"),
            (items, "about gaps, risks and actions"),
            (cards, "about returns"),
        )
        if some
    ]
    again = [e for e in raised if e.quarters > 1]
    before = (
        f" {sentence_case(number_word(_count(again)))} of them {'was' if len(again) == 1 else 'were'} in the last "
        "edition too."
        if again
        else ""
    )
    holes = " Returns are missing, so some things that should be here cannot be seen." if partial else ""
    noun = "exception" if len(raised) == 1 else "exceptions"
    return f"{sentence_case(number_word(_count(raised)))} {noun}: {', '.join(parts)}.{before}{holes}"


def _count(raised: Sequence[RaisedException]) -> int:
    return count_of(f"story.exceptions.{e.id}.quarters" for e in raised)


def what_it_is_about(raised: RaisedException, plan: Plan, board: Board) -> str:
    """The measure, the sub-group's card or the item, in words."""
    if raised.measure:
        measure = plan.measures[raised.measure]
        return f"{measure.title} ({measure.id})"
    if raised.item:
        return f"{raised.item} of the {board.groups.get(raised.sub_group, raised.sub_group)}"
    return f"the score card of the {board.groups.get(raised.sub_group, raised.sub_group)}"


def why_here(raised: RaisedException, assessment: Assessment, measure: Measure, targets: Sequence[Target]) -> list[str]:
    """Why a measure is an exception: a sentence for each part of the rule that it meets."""
    lines = []
    for reason in raised.reasons:
        if reason in ("worsening", "possible worsening"):
            lines.append(trend_sentence(assessment, measure))
        elif reason == "unusual":
            lines.append(latest_in_control(assessment, measure))
        elif reason == "turned the wrong way":
            lines.append(curve_sentence(assessment, measure))
        elif reason == "apart from neighbours":
            lines.append(place_sentence(assessment.place, measure))
        elif reason == "worse than the year before" and assessment.on_previous is not None:
            comparison = assessment.on_previous
            lines.append(
                f"On {period(comparison.earlier)} it is {amount(comparison.change)} "
                f"(95% interval {limits(comparison.change)}), for the worse. Chance in counting alone does not "
                "explain it."
            )
        elif reason == "target missed":
            wanted = max((t for t in targets if t.measure == measure.id), key=lambda t: t.from_quarter.ordinal)
            lines.append(
                f"The Board's target is {figure_with_unit(_named(wanted), measure)}, set by the {wanted.role}. The "
                "whole interval lies on the worse side of it."
            )
    return [line for line in lines if line]


def _named(target: Target) -> float:
    """The target with the name by which the Board's settings hold it."""
    return NamedNumber(target.value, f"{{targets.{target.measure}}}")


def figure_line(assessment: Assessment, point: Point, measure: Measure) -> str:
    """The figure with its interval; of a score, that it came without one and how far to trust it."""
    if point.value is None:
        return f"No value {in_or_on(assessment.period)}."
    told = sentence_case(f"{figure_with_unit(point.value, measure)} {in_or_on(assessment.period)}")
    if measure.unit == "score":
        return f"{told}. It came without its spread, so it has no interval. Ask first whether the figure is right."
    return f"{told} (95% interval {interval(point, measure)})."


def running(raised: RaisedException) -> str:
    """For how many editions running it has been an exception."""
    if raised.quarters < 2:
        return "New in this edition."
    return f"An exception for {number_word(raised.quarters)} editions running."


def challenge_entry(raised: RaisedException) -> str:
    """The entry of the challenge log that it opens, or that is open already."""
    if raised.already_open:
        return f"Challenge {raised.challenge} is open already: this is added to it."
    return f"Opens entry {raised.challenge} of the challenge log."


def decision(raised: RaisedException, about: str, agency: str) -> str:
    """What the Leadership Board is asked to decide about an exception about a figure, a gap or an action."""
    if raised.item and "overdue action" in raised.reasons:
        return f"**{sentence_case(about)}** is past its date: agree a new date with {agency}, or drop it openly."
    if raised.item:
        return f"**{sentence_case(about)}**: decide who closes it, by when, and what it may cost, with {agency}."
    if "target missed" in raised.reasons:
        return f"**{about}**: ask {agency} what will be done by when to reach the target, or change the target openly."
    if raised.reasons == ("apart from neighbours",):
        return f"**{about}** stands apart: ask {agency} whether the figure is right, and if it is, why."
    if raised.quarters > 1:
        return f"**{about}** is an exception again: decide whether what {agency} does is enough."
    return f"**{about}**: ask {agency} for the cause, and for what will change by the next edition."


def item_line(item: Item) -> str:
    """Who holds an action, gap or risk, until when, and how it stands."""
    now = item.now
    due = f", due {day_in_words(now.due)}" if now.due else ""
    late = ", overdue" if item.overdue else ""
    risk = f", risk {now.risk}" if now.risk else ""
    cost = f", {now.resource}" if now.resource else ""
    return f"{item.item}: {now.owner or 'no owner named'}{due}{late}, {now.status or 'no status'}{risk}{cost}"


def became(followed: FollowedUp) -> str:
    """What became of an exception, in a word."""
    if followed.still:
        return "Still an exception"
    return "No exception any more"


def answer_cell(followed: FollowedUp) -> str:
    """Whether the challenge about it was answered."""
    if not followed.challenge_item:
        return "no challenge on record"
    if followed.closed:
        return f"{followed.challenge_item}: answered and closed"
    return f"{followed.challenge_item}: {'answered, still open' if followed.answered else 'no answer yet'}"


def then_and_now(followed: FollowedUp, measure: Measure | None) -> tuple[str, str]:
    """The figure that an exception rested on, then and now."""
    if measure is None:
        return "–", "–"
    cells = []
    for value, when in ((followed.then, followed.then_period), (followed.now, followed.now_period)):
        if value is None or when is None:
            cells.append("no figure")
        else:
            cells.append(f"{figure_with_unit(value, measure)} {in_or_on(when)}")
    return cells[0], cells[1]


def compared_with(quarter_words: str, same_day: bool, day: str) -> str:
    """Which edition this one is held against, and how that one was come by."""
    if same_day:
        return (
            f"The last edition is that of {quarter_words}. This book is made in hindsight, so that one is taken as it "
            "would be made from the same files today: only the quarter differs."
        )
    return f"The last edition is that of {quarter_words}, with what had come in by {day}."


def follow_up_summary(followed: Sequence[FollowedUp]) -> str:
    """How many of the last edition's exceptions are there again, and how many were answered."""
    if not followed:
        return NONE_THEN
    still = count_of(f"story.since_last.followed_up.{f.raised.id}.still" for f in followed if f.still)
    answered = count_of(f"story.since_last.followed_up.{f.raised.id}.answered" for f in followed if f.answered)
    all_of = count_of(f"story.since_last.followed_up.{f.raised.id}.still" for f in followed)
    return (
        f"Of the last edition's {number_word(all_of)} exceptions about figures, gaps, risks and actions "
        f"{number_word(still) if still else 'none'} {'is' if still < 2 else 'are'} an exception again. About "
        f"{number_word(answered) if answered else 'none'} of them a challenge was answered."
    )
