"""What a report tells of an improvement plan: statuses, what slipped, what is unexplained, logs; it names no child."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.improvement_counts import StatusCounts
from audit_app.domain.risks import Escalation, Risk
from audit_app.domain.status import LETTERS, NOT_REPORTED, Status


@dataclass(frozen=True, slots=True)
class StepTold:
    """One action between two checkpoints: `why` says in words why it is told (“turned worse”)."""

    why: str
    label: str
    words: str
    before: Status | None
    after: Status | None
    comment: str
    due: date | None
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImprovementTold:
    """One plan at the last checkpoint that was reported by the end of a period, and the one reported before it.

    `before` is empty where there is none. `themes` are named with their letter; `checkpoints` are all that were
    reported, the whole plan at each. `risks` and `escalations` are those open at the end of the period.
    """

    title: str
    checkpoint: str
    before: str
    themes: tuple[tuple[str, StatusCounts], ...]
    checkpoints: tuple[tuple[str, StatusCounts], ...]
    slipped: tuple[StepTold, ...]
    unexplained: tuple[StepTold, ...]
    overdue: int
    risks: tuple[tuple[Risk, str], ...]
    escalations: tuple[tuple[Escalation, str], ...]
    on: date

    @property
    def whole(self) -> StatusCounts:
        """The whole plan at the checkpoint."""
        return self.checkpoints[-1][1]


def status_text(status: Status | None) -> str:
    """“A Amber”: a letter and a word, so that no colour is needed."""
    return NOT_REPORTED.capitalize() if status is None else f"{LETTERS[status]} {status.value.capitalize()}"
