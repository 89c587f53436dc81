"""How long things are kept, as data within bounds, and when one is due for erasure; it erases nothing itself."""

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


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which times an owner may choose: `usual`, `least` and `most`, counted in `unit` (days, months).

    `what` and `since` are words for the rule, `why` says why the usual time is what it is.
    """

    what: str
    since: str
    unit: str
    usual: int
    least: int
    most: int
    why: str


BOUNDS: Mapping[Kept, Bounds] = MappingProxyType(
    {
        Kept.DOCUMENTS: Bounds(
            "Plan documents",
            "the audit was closed",
            "days",
            30,
            7,
            180,
            "The case system keeps the plan itself. Here it is needed for the audit, and for a challenge soon after.",
        ),
        Kept.AUDITS: Bounds(
            "Audits",
            "the audit",
            "months",
            72,
            24,
            120,
            "Six years is the usual time within which claims can be brought (Limitation Act 1980).",
        ),
        Kept.CEASED_ENTRIES: Bounds(
            "Ceased register rows",
            "the plan ceased",
            "months",
            12,
            6,
            36,
            "A year lets the figures of the year in which the plan ceased be counted and compared.",
        ),
    }
)
"""The rules with what may be chosen; the usual times are those of the design."""


def rules_of(chosen: Mapping[str, object]) -> Mapping[Kept, RetentionRule]:
    """The rules in force, given what was chosen by rule; what is missing or out of bounds is as usual."""
    return MappingProxyType({kept: _rule(kept, chosen.get(kept.value)) for kept in Kept})


def _rule(kept: Kept, chosen: object) -> RetentionRule:
    bounds = BOUNDS[kept]
    number = chosen if isinstance(chosen, int) and within(bounds, chosen) else bounds.usual
    words = f"{bounds.what}: {time_words(number, bounds.unit)} after {bounds.since}"
    months, days = (number, 0) if bounds.unit == "months" else (0, number)
    return RetentionRule(kept, months, days, bounds.since, words)


def within(bounds: Bounds, number: int) -> bool:
    """Whether this time may be chosen."""
    return bounds.least <= number <= bounds.most


def time_words(number: int, unit: str) -> str:
    """A time in words: whole years where months make such."""
    if unit == "months" and number % 12 == 0:
        number, unit = number // 12, "years"
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"


RULES: Mapping[Kept, RetentionRule] = rules_of({})
"""The rules as they are where nobody chose others."""


def due_on(rule: RetentionRule, start: date) -> date:
    """The first day on which the whole time has passed since `start`; never a day early."""
    after = add_months(start, rule.months)
    if after.day != start.day:  # 29 February has no anniversary: the year is over a day later
        after += timedelta(days=1)
    return after + timedelta(days=rule.days)


def due(rule: RetentionRule, start: date, today: date) -> bool:
    """Whether what began to age on `start` may be erased today."""
    return today >= due_on(rule, start)
