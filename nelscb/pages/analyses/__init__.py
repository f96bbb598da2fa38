"""Analyses by name: what a chapter's file asks for under ``analysis``.

Each is a function from a view to an exhibit, named for what it does; which measures it looks at stands in
the chapter's file. ``text[0]`` of its exhibit is the sentence that the chapter's opening takes over.
"""

from nelscb.pages.analyses.age_and_sex import age_and_sex
from nelscb.pages.analyses.audits import audit_grades, audits_asked_for
from nelscb.pages.analyses.categories import categories_compared
from nelscb.pages.analyses.challenge_log import ages_of_open_challenges, challenge_log
from nelscb.pages.analyses.children_behind import children_behind_cases
from nelscb.pages.analyses.funnel import funnel
from nelscb.pages.analyses.gap_register import gap_register
from nelscb.pages.analyses.linked_risks import linked_risks
from nelscb.pages.analyses.milestones import milestones
from nelscb.pages.analyses.missing import missing_and_debriefs
from nelscb.pages.analyses.need import need_by_tier
from nelscb.pages.analyses.pooled import pooled_shares, pooled_years
from nelscb.pages.analyses.quarter_shares import shares_over_quarters
from nelscb.pages.analyses.quarterly import quarters_between_breaks
from nelscb.pages.analyses.reach_and_change import reach_and_change
from nelscb.pages.analyses.repeats import call_outs_and_repeats, repeats_among_cases
from nelscb.pages.analyses.review_clock import review_clock
from nelscb.pages.analyses.risk_levels import risk_in_closed_cases, risk_levels
from nelscb.pages.analyses.score import score_with_its_doubt
from nelscb.pages.analyses.share_parts import what_moved_the_share
from nelscb.pages.analyses.shares import among_neighbours, share_over_years
from nelscb.pages.analyses.shift import shift_between_services
from nelscb.pages.analyses.together import (
    share_and_rate_together,
    two_flows_and_their_ratio,
    two_shares_read_together,
)
from nelscb.pages.analyses.tool_scores import tool_scores
from nelscb.pages.analyses.voices import feeling_safe_and_heard, voice_in_every_card
from nelscb.pages.analyses.waiting import waiting_and_outcome
from nelscb.pages.analyses.years import yearly_counts
from nelscb.pages.view import Analysis

ANALYSES: dict[str, Analysis] = {
    analysis.__name__: analysis
    for analysis in (
        age_and_sex,
        ages_of_open_challenges,
        among_neighbours,
        audit_grades,
        audits_asked_for,
        call_outs_and_repeats,
        categories_compared,
        challenge_log,
        children_behind_cases,
        feeling_safe_and_heard,
        funnel,
        gap_register,
        linked_risks,
        milestones,
        missing_and_debriefs,
        need_by_tier,
        pooled_shares,
        pooled_years,
        quarters_between_breaks,
        reach_and_change,
        repeats_among_cases,
        review_clock,
        risk_in_closed_cases,
        risk_levels,
        score_with_its_doubt,
        share_and_rate_together,
        share_over_years,
        shares_over_quarters,
        shift_between_services,
        tool_scores,
        two_flows_and_their_ratio,
        two_shares_read_together,
        voice_in_every_card,
        waiting_and_outcome,
        what_moved_the_share,
        yearly_counts,
    )
}

__all__ = ["ANALYSES"]
