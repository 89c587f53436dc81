"""Grades that a moderator changed after a challenge, as a weekly or team report tells them; no counting."""

from dataclasses import dataclass
from datetime import date

DAYS = 5
"""A team may challenge a score within so many days of its submission."""


@dataclass(frozen=True, slots=True)
class ChallengeTold:
    """One decision: of which plan, when submitted and decided, by whom, from and to which grade in words, and why.

    `is_in_time` says whether the decision came within DAYS days; None where the day of submission is not known.
    """

    plan_ref: str
    team: str
    submitted_on: date | None
    decided_on: date
    by: str
    scored: str
    given: str
    reason: str
    is_in_time: bool | None
