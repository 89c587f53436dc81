"""What falls short: a marker, a limit, a break of the golden thread, or a pattern across plans. Knows no action."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType


class FindingKind(StrEnum):
    """What was found to fall short."""

    MARKER = "marker"
    LIMIT = "limit"
    THREAD = "thread"
    PHRASE = "phrase"
    ADVICE = "advice"
    TIMELINESS = "timeliness"
    DECISION = "decision"


KIND_WORDS: Mapping[FindingKind, str] = MappingProxyType(
    {
        FindingKind.MARKER: "Quality marker",
        FindingKind.LIMIT: "Limit on the grade",
        FindingKind.THREAD: "Break of the golden thread",
        FindingKind.PHRASE: "Phrase that recurs",
        FindingKind.ADVICE: "Late advice",
        FindingKind.TIMELINESS: "Timeliness",
        FindingKind.DECISION: "Decision",
    }
)
"""Each kind as it is called on screen and in reports."""

_OF_NO_PLAN = frozenset({FindingKind.PHRASE, FindingKind.ADVICE, FindingKind.TIMELINESS})


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen, as it was then: the audit behind it may be reopened later.

    `marker` and `score` (0, 1, "NE") belong to a marker; `pattern` is a limit's id, a kind of break, a phrase, a
    service, a figure. `grade` is the plan's at that time: it decides the deadline and is not kept.
    """

    kind: FindingKind
    words: str
    plan_id: str = ""
    audit_id: str = ""
    framework: str = ""
    marker: str = ""
    section: str = ""
    score: str = ""
    pattern: str = ""
    grade: str = ""

    @property
    def token(self) -> str:
        """Its own part of an id: the same finding attached twice, on two machines, stays one."""
        parts = (self.kind, self.plan_id, self.audit_id, self.marker, self.section, self.pattern)
        words = self.words if self.kind is FindingKind.DECISION else ""
        return sha256("\n".join((*parts, words)).encode()).hexdigest()[:16]

    @property
    def defect(self) -> str:
        """What makes two findings one defect, whichever plan they are of; empty where nothing else can be the same."""
        match self.kind:
            case FindingKind.MARKER:
                return f"marker/{self.marker}"
            case FindingKind.DECISION:
                return ""
            case FindingKind.THREAD:
                return f"thread/{self.pattern}/{self.section}"
            case _:
                return f"{self.kind}/{' '.join(self.pattern.split()).casefold()}"


def is_systemic(findings: Iterable[Finding]) -> bool:
    """Whether they are of more than one plan, or a pattern of none in particular."""
    listed = tuple(findings)
    plans = {one.plan_id for one in listed if one.plan_id}
    return len(plans) > 1 or any(one.kind in _OF_NO_PLAN and not one.plan_id for one in listed)
