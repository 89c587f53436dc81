"""What a report tells of actions: opened, open and overdue, closed, abandoned; counted nowhere here, and no names."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.status import LETTERS, MEANINGS, NOT_REPORTED, Status
from scoring.comparison import Comparison
from scoring.figures import AGENCY_NAMES


def status_words(status: Status | None) -> str:
    """A status with its letter and meaning, “Not reported” where there is none."""
    if status is None:
        return NOT_REPORTED.capitalize()
    return f"{LETTERS[status]}, {status.value.capitalize()}: {MEANINGS[status]}"


@dataclass(frozen=True, slots=True)
class ActionTold:
    """One action as it stood at the end of a period.

    `standing` says in words how it stands; `plans` names its plans, for the audit group alone. `why` is what the
    closing person, or whoever abandoned it, said; `comparison` the figure before and in the later sample.
    """

    what: str
    agency: str
    service: str
    owner: str
    leader: str
    opened_on: date
    due: date | None
    standing: str
    is_overdue: bool
    status: Status | None
    reported_on: date | None
    is_systemic: bool
    plan_count: int
    success: str
    comment: str
    plans: tuple[str, ...] = ()
    why: str = ""
    figure: str = ""
    comparison: Comparison | None = None

    @property
    def agency_name(self) -> str:
        """The agency as a cell says it."""
        return AGENCY_NAMES.get(self.agency, "Agency not said")

    @property
    def status_words(self) -> str:
        """“A, Amber: progressing”: a letter and words, so that no colour is needed."""
        return status_words(self.status)


@dataclass(frozen=True, slots=True)
class ActionsTold:
    """Actions of a period; `current` are open at its end, the overdue first. `is_brief` tells those opened alone."""

    opened: tuple[ActionTold, ...]
    current: tuple[ActionTold, ...]
    closed: tuple[ActionTold, ...]
    abandoned: tuple[ActionTold, ...]
    is_brief: bool
    with_plans: bool

    @property
    def overdue(self) -> int:
        """How many of the open ones are past their day."""
        return sum(one.is_overdue for one in self.current)
