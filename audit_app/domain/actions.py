"""What is done about findings: an action with its checkpoints, how it stands, and what may be done next.

It knows no plan beyond what its findings say, and no clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from audit_app.domain.status import Status


class State(StrEnum):
    """Where an action stands. Overdue is no state: an action is open, or waits for a second person, until its end."""

    OPEN = "open"
    ASKED = "asked"
    CLOSED = "closed"
    ABANDONED = "abandoned"


STATE_WORDS: Final = {
    State.OPEN: "Open",
    State.ASKED: "Closure asked for",
    State.CLOSED: "Closed",
    State.ABANDONED: "Abandoned",
}


class Scope(StrEnum):
    """One plan's, or a defect that several plans have: then a later sample has to show that it went."""

    SINGLE = "single"
    SYSTEMIC = "systemic"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far an action was on a day; no status where nobody reported."""

    on: date
    status: Status | None
    comment: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to an action: on which day (ISO), by whom (a person's id), and why."""

    on: str
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A figure in the sample before and in the later one, each as (count, of how many)."""

    figure: str
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Action:
    """One action. Days that people fill in are ISO text, empty where they did not; owner and leader are roles."""

    id: str
    opened_on: str
    opened_by: str
    agency: str
    what: str
    service: str = ""
    team: str = ""
    owner: str = ""
    leader: str = ""
    timescale: str = ""
    due: str = ""
    success: str = ""
    cause: str = ""
    scope: Scope = Scope.SINGLE
    figure: str = ""
    comments: str = ""
    evidence: str = ""
    plan_action: str = ""
    source: str = ""
    cycle: str = ""
    round: str = ""
    framework: str = ""
    asked: Step | None = None
    closed: Step | None = None
    abandoned: Step | None = None
    sample: Sample | None = None
    last: Checkpoint | None = None

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.closed is not None:
            return State.CLOSED
        if self.abandoned is not None:
            return State.ABANDONED
        return State.OPEN if self.asked is None else State.ASKED

    @property
    def is_open(self) -> bool:
        """Whether it is neither closed nor abandoned."""
        return self.closed is None and self.abandoned is None

    @property
    def is_systemic(self) -> bool:
        """Whether it is about a practice, and not about one plan."""
        return self.scope is Scope.SYSTEMIC

    @property
    def status(self) -> Status | None:
        """The status at its latest checkpoint, None where nobody reported."""
        return None if self.last is None else self.last.status

    def is_overdue(self, on: date) -> bool:
        """Whether its day is over and it is still open."""
        return self.is_open and bool(self.due) and self.due < on.isoformat()

    def is_due_soon(self, on: date, days: int) -> bool:
        """Whether its day lies within so many days, today with them."""
        return self.is_open and on.isoformat() <= (self.due or "") <= (on + timedelta(days=days)).isoformat()


@dataclass(frozen=True, slots=True)
class Next:
    """What may be done next with an action, whoever asks."""

    edit: bool
    ask: bool
    close: bool
    reopen: bool
    abandon: bool


def next_of(action: Action) -> Next:
    """What its state allows."""
    state = action.state
    return Next(
        edit=action.is_open,
        ask=state is State.OPEN,
        close=state is State.ASKED,
        reopen=state is not State.OPEN,
        abandon=action.is_open,
    )


def missing_to_close(action: Action) -> tuple[str, ...]:
    """What has to be filled in before anybody is asked to close it, as sentences."""
    return tuple(_missing(action))


def _missing(action: Action) -> Iterator[str]:
    if not action.owner.strip():
        yield "It has no owner: say which role does it."
    if not action.success.strip():
        yield "It has no measure of success: say by what anybody would see that it worked."
    if not (action.evidence.strip() or (action.last is not None and action.last.evidence.strip())):
        yield "It has no evidence: say what shows that it was done, and where that is kept."
    if action.status in (Status.AMBER, Status.RED):
        yield f"Its latest checkpoint is {action.status.value.capitalize()}: report where it stands now."
    if action.is_systemic and not action.figure:
        yield "It has no figure: choose what has to move in a later sample."


def latest(checkpoints: Sequence[Checkpoint], by: date | None = None) -> Checkpoint | None:
    """The latest checkpoint up to a day, None where there is none."""
    return max((one for one in checkpoints if by is None or one.on <= by), key=lambda one: one.on, default=None)


TOLD: Final = {
    "agency": "Agency",
    "service": "Service",
    "team": "Casework team",
    "what": "What will be done",
    "owner": "Owner (role)",
    "leader": "Accountable leader (role)",
    "timescale": "Timescale",
    "due": "Due",
    "success": "Measure of success",
    "cause": "Cause",
    "scope": "About",
    "figure": "Figure that has to move",
    "comments": "Comments",
    "evidence": "Evidence",
    "plan_action": "Action of the improvement plan",
}
"""The fields that people fill in, each a value of its own in the log, as they are called on screen and in files."""

MOST_LETTERS: Final = {
    "what": 1_000,
    "success": 1_000,
    "comments": 4_000,
    "evidence": 4_000,
    "cause": 600,
    "timescale": 200,
}
MOST_IN_LINE: Final = 120
"""How long a field of one line may be; the others by MOST_LETTERS."""
