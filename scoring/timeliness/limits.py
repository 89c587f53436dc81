"""The lengths that the law gives to each step, in days; nothing is measured here.

Sources: the SEND Regulations 2014 (regulation numbers beside each); for the weeks after a review R (L, M & P) v Devon
[2022] EWHC 493 (Admin).
"""

from enum import StrEnum
from typing import Final

DECIDE_DAYS: Final = 42  # whether to assess, reg 5(3)
ADVICE_DAYS: Final = 42  # advice, reg 8
NO_PLAN_DAYS: Final = 112  # that there will be no plan, reg 10(1)
FINAL_DAYS: Final = 140  # the final plan, reg 13(2)
DRAFT_WINDOW_DAYS: Final = 15  # to comment on the draft, at least, reg 13(1)
REVIEW_DECISION_DAYS: Final = 28  # reg 20(10)
AMENDED_DAYS: Final = 84  # reg 22: within eight weeks of a notice that is due within four
YEAR_DAYS: Final = 364  # 52 weeks, where the official statistics divide late plans


class Stage(StrEnum):
    """The four stages from request to final plan, in their order."""

    DECISION = "decision"
    ADVICE = "advice"
    DRAFT = "draft"
    FINAL = "final"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    @property
    def days(self) -> int:
        """How many of the 140 days it has: the four add up to them.

        The first two are the law's; the plan has to be decided on in sixteen weeks, which leaves four weeks to draft
        it, and four for comments and the final plan.
        """
        return _DAYS[self]


_LABELS: Final = {
    Stage.DECISION: "Decision to assess",
    Stage.ADVICE: "Advice",
    Stage.DRAFT: "Draft",
    Stage.FINAL: "Consultation and final plan",
}
_DAYS: Final = {
    Stage.DECISION: DECIDE_DAYS,
    Stage.ADVICE: ADVICE_DAYS,
    Stage.DRAFT: NO_PLAN_DAYS - DECIDE_DAYS - ADVICE_DAYS,
    Stage.FINAL: FINAL_DAYS - NO_PLAN_DAYS,
}
