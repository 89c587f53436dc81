"""Advice asked for on a plan: who was asked when, what came, and whether it is owed; it knows no file and no table.

Sources: the SEND Regulations 2014, reg 6 (from whom advice is sought, and that existing advice may be agreed to be
enough) and reg 8 (six weeks, and its exceptions).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final

from audit_app.domain.register import RegisterRow, ceased
from scoring.figures import TIMED_ADVICE
from scoring.timeliness.limits import ADVICE_DAYS

AGENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {agency: agency.replace("_", " ").capitalize() for agency in TIMED_ADVICE}
)
"""The agencies whose advice has a time limit, each with its words: education, psychology, health, social care."""


class Outcome(StrEnum):
    """What came of a request; None while nothing did."""

    REPORT = "report"
    NIL_RETURN = "nil return"
    EXISTING = "existing advice agreed"
    EXCEPTION = "exception"


class State(Enum):
    """How a request stands on a day."""

    IN_TIME = "received in time"
    LATE = "received late"
    RECEIVED = "received, day not known"
    OWED = "owed"
    OVERDUE = "overdue"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class AdviceAsked:
    """One request for advice on one plan.

    `id` is that of a line of the advice log, empty where the request is known from the register's four dates alone;
    those name no service, and `requested` may then be unknown. `due` is None where the six weeks of reg 8 hold.
    """

    id: str
    agency: str
    service: str = ""
    provider: str = ""
    requested: date | None = None
    due: date | None = None
    received: date | None = None
    outcome: Outcome | None = None

    @property
    def due_by(self) -> date | None:
        """The last day on which it is in time; None where neither that nor the day of the request is known."""
        if self.due is not None or self.requested is None:
            return self.due
        return self.requested + timedelta(days=ADVICE_DAYS)

    @property
    def from_log(self) -> bool:
        """Whether it is a line of the advice log, which can be changed here."""
        return bool(self.id)


def state_of(asked: AdviceAsked, today: date, *, is_settled: bool = False) -> State:
    """How a request stands; `is_settled` says that the plan waits for no advice any more (see `settled`).

    Existing advice that was agreed is not waited for, and an exception lifts the time limit: neither is needed.
    """
    if asked.outcome in (Outcome.EXISTING, Outcome.EXCEPTION):
        return State.NOT_NEEDED
    due, received = asked.due_by, asked.received
    if received is not None:
        if due is None or received > today:
            return State.RECEIVED
        return State.LATE if received > due else State.IN_TIME
    if asked.outcome is not None:
        return State.RECEIVED
    if is_settled or due is None:
        return State.NOT_NEEDED
    return State.OVERDUE if today > due else State.OWED


def days_late(asked: AdviceAsked, today: date) -> int:
    """Days between the due day and the day on which it came, or today where it has not; 0 or less is in time."""
    due = asked.due_by
    return 0 if due is None else ((asked.received or today) - due).days


def settled(row: Mapping[str, str | int], requested: date | None, on: date) -> bool:
    """Whether the plan waits for advice no more: refused, ceased, or drafted or final since the advice was asked for.

    Advice that is asked for after the final plan belongs to a reassessment and is waited for.
    """
    if row.get("request_outcome") == "N" or row.get("assessment_outcome") == "N" or ceased(row, on):
        return True
    since = requested.isoformat() if requested is not None else ""
    steps = (str(row.get(name) or "") for name in ("draft_date", "final_date"))
    return any(since <= step <= on.isoformat() for step in steps if step)


def merged(
    row: Mapping[str, str | int], lines: Sequence[AdviceAsked], known: Collection[str] = tuple(AGENCIES)
) -> tuple[AdviceAsked, ...]:
    """The advice asked for on one plan: the lines of the log, and the register's dates of agencies without a line.

    A line wins over the register's date of the same agency, whatever either says. `known` are the agencies whose
    dates the register's source has: of others nothing can be said.
    """
    logged = {line.agency for line in lines}
    others = (agency for agency in AGENCIES if agency in known and agency not in logged)
    found = [*lines, *_of_register(row, others)]
    order = tuple(AGENCIES)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.agency), one.service.casefold(), one.requested or date.min))
    )


def with_log(row: RegisterRow, lines: Sequence[AdviceAsked], today: date) -> RegisterRow:
    """The register's row with the log's word on each agency that it has lines of, to tell dates and next steps by.

    Advice that is still waited for has no date; of several answers the last one counts.
    """
    told = dict(row)
    for agency in {line.agency for line in lines}:
        own = [line for line in lines if line.agency == agency]
        field = f"{agency}_advice_date"
        told.pop(field, None)
        days = [line.received for line in own if line.received is not None]
        if not any(state_of(line, today) in (State.OWED, State.OVERDUE) for line in own):
            answered = max(days, default=None) or max((line.requested for line in own if line.requested), default=None)
            if answered is not None:
                told[field] = answered.isoformat()
    return told


def _of_register(row: Mapping[str, str | int], agencies: Iterator[str]) -> Iterator[AdviceAsked]:
    requested = _day(row, "advice_requested_date")
    for agency in agencies:
        received = _day(row, f"{agency}_advice_date")
        if requested is not None or received is not None:
            yield AdviceAsked("", agency, requested=requested, received=received)


def _day(row: Mapping[str, str | int], field: str) -> date | None:
    value = row.get(field)
    return date.fromisoformat(str(value)) if value else None
