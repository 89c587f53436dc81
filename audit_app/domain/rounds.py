"""One multi-agency round: seats, ways to score, how it stands, and the rule by which it may be opened; no keys here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit_app.domain.people import Agency

WAS_NOT_SEALED = "This round was not sealed: it had no keyholder, so the chair alone could open it."
"""What every page of an opened round without a keyholder says."""


class Way(StrEnum):
    """How a member scores; the last two are blind by procedure, not by encryption."""

    PACK = "app"
    SHEET = "sheet"
    TABLE = "table"

    @property
    def is_blind_by_procedure(self) -> bool:
        """Whether only the procedure keeps the member blind, so that it is reported apart."""
        return self is not Way.PACK


def gets_copies(agency: str, wishes: bool) -> bool:
    """Whether a member scores from reading copies: parent carer representatives always, others on request."""
    return wishes or agency == Agency.PARENT_CARER.value


class Standing(StrEnum):
    """Where a member stands: taking part, gone for good, or excused because the date passed without their scores."""

    TAKING_PART = ""
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"


class RoundState(StrEnum):
    """How far a round is; the furthest stands."""

    OPEN = "open"
    REVEALED = "revealed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Seat:
    """One member's part: what they score and how. `audits` and `markers` are ids, the latter in framework order.

    `returned` holds the audits whose sealed scores have come in; `answered` of `asked` is how much is finished.
    """

    person: str
    name: str
    agency: str
    way: Way
    audits: tuple[str, ...]
    markers: tuple[str, ...]
    wants_copies: bool = False
    is_newcomer: bool = False
    standing: Standing = Standing.TAKING_PART
    standing_reason: str = ""
    returned: frozenset[str] = frozenset()
    answered: int = 0
    asked: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The audits whose scores have not come in."""
        return tuple(audit for audit in self.audits if audit not in self.returned)

    @property
    def is_finished(self) -> bool:
        """Whether everything that the member was to score is in."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """Whether a round may be opened: `reasons` says what stands against it, none means that it may."""

    reasons: tuple[str, ...]
    absentees: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons


def opening_rule(seats: Sequence[Seat], due: date, today: date) -> OpeningRule:
    """The rule for opening (asked by the chair's app and by the keyholder's).

    Every member who takes part has submitted everything; or the due date has passed and each who has not is recorded
    as absent with a reason. Who withdrew with a reason is not waited for. A date alone opens nothing, and neither does
    a round in which nobody has submitted anything.
    """
    reasons = [f"{seat.name} withdrew without a reason." for seat in seats if _left_silently(seat)]
    waiting = [seat for seat in seats if seat.standing is Standing.TAKING_PART and not seat.is_finished]
    absent = [seat for seat in seats if seat.standing is Standing.ABSENT]
    if not any(seat.returned for seat in seats):
        reasons.append("No scores have come in yet.")
    elif waiting and today <= due:
        reasons += [
            f"{seat.name} has not submitted everything, and the round runs until {due:%d/%m/%Y}." for seat in waiting
        ]
    else:
        reasons += [f"{seat.name} has not submitted everything. Record why they are absent." for seat in waiting]
    if today <= due:
        reasons += [f"{seat.name} cannot be absent before {due:%d/%m/%Y} has passed." for seat in absent]
    reasons += [f"{seat.name} is absent without a reason." for seat in absent if not seat.standing_reason]
    return OpeningRule(tuple(reasons), tuple(seat.person for seat in absent))


def _left_silently(seat: Seat) -> bool:
    return seat.standing is Standing.WITHDRAWN and not seat.standing_reason


@dataclass(frozen=True, slots=True)
class Holders:
    """Who can open a round together: one of `chairs` and one of `keyholders`, ids of people; nobody is both."""

    chairs: tuple[str, ...]
    keyholders: tuple[str, ...]

    @property
    def seals(self) -> bool:
        """Whether two people are needed to open it; without a keyholder the round is not sealed, and that is said."""
        return bool(self.chairs) and bool(self.keyholders)

    def warnings(self) -> tuple[str, ...]:
        """What is thin about them, a sentence each."""
        found = []
        if not self.keyholders:
            found.append("There is no keyholder, so this round is not sealed. That is said on every page of it.")
        elif len(self.keyholders) < 2:
            found.append("There is one keyholder only. If they are lost, the round is void and has to be scored again.")
        if len(self.chairs) < 2:
            found.append("There is no deputy. If the chair is lost, the round is void and has to be scored again.")
        return tuple(found)

    def faults(self) -> tuple[str, ...]:
        """What will not do, a sentence each."""
        both = set(self.chairs) & set(self.keyholders)
        found = ["A round needs a chair."] if not self.chairs else []
        if both:
            found.append("A keyholder cannot be chair or deputy: nobody may open a round alone.")
        return tuple(found)


def finished(seats: Iterable[Seat]) -> tuple[int, int]:
    """How many of the members who take part have submitted everything, of how many."""
    asked = [seat for seat in seats if seat.standing is Standing.TAKING_PART]
    return sum(1 for seat in asked if seat.is_finished), len(asked)
