"""Scores typed in round a table: one member at a time, each plan sealed before the next; it holds nothing typed."""

from dataclasses import dataclass

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState, Standing, Way
from audit_app.services.rounds.latecomers import demand_far
from audit_app.services.rounds.progress import found_round, found_seat
from audit_app.services.rounds.sealing import review_of_seat, seal_answers
from audit_app.services.sheets_of_round.saying import PlanSaid, answer_ops
from audit_app.services.sheets_of_round.seats import SeatAsked, seat_asked
from audit_app.store.read_seats import HeldRound, seats_of
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TableSeat:
    """Somebody who scores round the table: how many of their plans are sealed, of how many."""

    person: str
    name: str
    agency: str
    sealed: int
    plans: int

    @property
    def is_done(self) -> bool:
        """Whether everything is sealed."""
        return self.sealed >= self.plans


@dataclass(frozen=True, slots=True)
class Table:
    """The members of a round who score round the table, by agency and name; `why_not` says why nobody can now."""

    round_id: str
    name: str
    seats: tuple[TableSeat, ...]
    why_not: str
    is_sealed: bool


def table(workspace: Workspace, round_id: str) -> Table:
    """Who scores round the table, and how far they are. Raises AppError where there is no such round."""
    held = found_round(workspace, round_id)
    why_not = _why_not(workspace, held)
    here = [
        one.seat
        for one in seats_of(workspace.conn, round_id)
        if one.seat.way is Way.TABLE and one.seat.standing is not Standing.WITHDRAWN
    ]
    seats = () if why_not else tuple(_seat(seat_asked(workspace, round_id, seat.person, Way.TABLE)) for seat in here)
    if not why_not and not here:
        why_not = "No member of this round scores round the table."
    return Table(round_id, held.name, seats, why_not, held.is_sealed)


def turn(workspace: Workspace, round_id: str, person: str) -> SeatAsked:
    """What is asked of the member whose turn it is.

    Raises AppError where whoever types may not seal, and as `seats.seat_asked`.
    """
    workspace.demand(Act.OPEN_ROUND)
    workspace.demand_writing()
    return seat_asked(workspace, round_id, person, Way.TABLE)


def seal_plan(workspace: Workspace, round_id: str, person: str, audit_id: str, told: PlanSaid) -> None:
    """Seal what a member said of one plan: from then on nobody can read or change it before the round is opened.

    Raises AppError with a problem for everything that is missing, where the plan is sealed already, and where the
    round does not take it; then nothing was kept.
    """
    asked = turn(workspace, round_id, person)
    held, seat = found_round(workspace, round_id), found_seat(workspace, round_id, person)
    demand_far(workspace, held, seat.seat, [audit_id])
    plan = next((one for one in asked.to_come if one.audit_id == audit_id), None)
    if plan is None:
        raise AppError("This plan is sealed already for this member. Go on with the next.")
    ops = answer_ops(review_of_seat(workspace, audit_id, person), asked, plan, told)
    seal_answers(workspace, round_id, person, audit_id, ops, Way.TABLE.value)


def _why_not(workspace: Workspace, held: HeldRound) -> str:
    if held.is_void:
        return "The round is void."
    if held.state is not RoundState.OPEN:
        return "The scores of the round are open already, so nobody can score blind round the table any more."
    if not holds_right(workspace.person, Act.OPEN_ROUND):
        return "Scores round the table are taken down by somebody with the role of chair."
    if not workspace.can_write:
        return "The workspace is open for reading only, so nothing can be taken down here."
    return ""


def _seat(asked: SeatAsked) -> TableSeat:
    seat = asked.seat
    return TableSeat(seat.person, seat.name, seat.agency, len(asked.plans) - len(asked.to_come), len(asked.plans))
