"""How long things are kept, as data, and when one is due for erasure; it erases nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from audit_app.domain.period import add_months


class Kept(StrEnum):
    """What a retention rule is about."""

    DOCUMENTS = "documents"
    AUDITS = "audits"
    CEASED_ENTRIES = "ceased_entries"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Kept for `months` months and then `days` days after the day that `since` names."""

    kept: Kept
    months: int
    days: int
    since: str
    words: str


RULES: Mapping[Kept, RetentionRule] = MappingProxyType(
    {
        Kept.DOCUMENTS: RetentionRule(
            Kept.DOCUMENTS,
            0,
            30,
            "the audit was closed",
            "Plan documents: 30 days after the audit was closed",
        ),
        Kept.AUDITS: RetentionRule(Kept.AUDITS, 72, 0, "the audit", "Audits: 6 years after the audit"),
        Kept.CEASED_ENTRIES: RetentionRule(
            Kept.CEASED_ENTRIES,
            12,
            0,
            "the plan ceased",
            "Ceased register rows: 1 year after the plan ceased",
        ),
    }
)


def due_on(rule: RetentionRule, start: date) -> date:
    """The first day on which the whole time has passed since `start`; never a day early."""
    after = add_months(start, rule.months)
    if after.day != start.day:  # 29 February has no anniversary: the year is over a day later
        after += timedelta(days=1)
    return after + timedelta(days=rule.days)


def due(rule: RetentionRule, start: date, today: date) -> bool:
    """Whether what began to age on `start` may be erased today."""
    return today >= due_on(rule, start)
