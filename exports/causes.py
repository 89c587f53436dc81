"""Why plans fall short, as a report tells it: findings by cause, and for advice whose it was; it counts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms.model import Cause

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        Cause.ADVICE.value: "Advice",
        Cause.DRAFTING.value: "Drafting",
        Cause.REVIEW.value: "Review: the plan was not amended",
        Cause.DECISION.value: "Decision",
        Cause.COMMISSIONING.value: "Commissioning",
        "": "Cause not said",
    }
)
OTHER_CAUSE = "Another cause"
"""What an imported audit wrote that is none of the causes."""
AGENCIES: Mapping[str, str] = MappingProxyType(
    {"education": "Education", "health": "Health", "social_care": "Social care", "": "Agency not said"}
)


@dataclass(frozen=True, slots=True)
class FindingTold:
    """One finding, for the audit group alone: `place` is a marker or an item of the thread, `words` are quoted."""

    plan_ref: str
    cause: str
    agency: str
    service: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class CauseTold:
    """How often a cause, or the advice of one agency's service, is behind findings, and in how many plans.

    Both numbers are None where they are withheld. `plans` names the plans, for the audit group alone.
    """

    cause: str
    agency: str
    service: str
    findings: int | None
    plan_count: int | None
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CausesTold:
    """Causes and, of advice, agencies with their services; each None where so much is withheld that a sentence stands.

    `audited` plans were looked at, `threads` of them with a confirmed thread.
    """

    causes: tuple[CauseTold, ...] | None
    advice: tuple[CauseTold, ...] | None
    findings: tuple[FindingTold, ...]
    audited: int
    threads: int
