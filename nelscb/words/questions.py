"""The question that an exception puts to a named agency or role: asked, not answered, and without blame."""

from __future__ import annotations

from nelscb.edition import RaisedException
from nelscb.plan import Measure

REASON_WORDS = {
    "worsening": "worsening",
    "turned the wrong way": "the curve has turned the wrong way",
    "target missed": "the Board's target is missed",
    "unusual": "an unusual latest quarter, on the worse side",
    "worse than the year before": "clearly worse than the year before",
    "apart from neighbours": "apart from the neighbours, on the worse side",
    "possible worsening": "perhaps worsening",
    "gap": "a gap or risk that is grave or has stood long",
    "overdue action": "an action past its day",
    "no score card": "no score card received",
    "late score card": "a late score card",
}
_OF_A_MEASURE = {
    "worsening": "what do you know of why it is worsening, what is being done, and when should it show?",
    "turned the wrong way": "what has changed since the plan began, and what would turn it back?",
    "target missed": "what stands between this figure and the Board's target, and by when will it be met?",
    "unusual": "what was different in the latest quarter: the children, the practice, or the counting?",
    "worse than the year before": "what was different this year: the children, the practice, or the counting?",
    "apart from neighbours": "what is different here from places like it, and has anyone asked them?",
    "possible worsening": "do you see it in your own work too, and what would you look at to find out?",
}
_OTHERS = {
    "gap": "who has this gap in hand, with what resource, and when will it be closed?",
    "overdue action": "what has held this action up, and what is its new day?",
    "no score card": "when will the score card come, and what would help you to send it?",
    "late score card": "what made the score card late, and what would help next time?",
}


def question(raised: RaisedException, measure: Measure | None, asked: str) -> str:
    """The question to ``asked``, about the first and gravest of the reasons."""
    reason = raised.reasons[0]
    words = _OF_A_MEASURE.get(reason) or _OTHERS[reason]
    about = f" on {measure.title} ({measure.id}):" if measure is not None else ""
    return f"**To ask.** {asked}:{about} {words}"


def reasons_cell(raised: RaisedException) -> str:
    """All the parts of the rule that an exception meets."""
    return ", ".join(REASON_WORDS[reason] for reason in raised.reasons)


def no_questions() -> str:
    """That the rule raises nothing here, which is not to say that all is well."""
    return (
        "The rule for exceptions raises none here in this edition. Where figures are missing, it has little to go by: "
        "no exception does not mean that all is well."
    )
