"""How a round stands: who has finished how much, never what; and what comes next for each member, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.counting import counted
from audit_app.domain.people import Person
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Holders, OpeningRule, RoundState, Seat, Standing, Way, finished, opening_rule
from audit_app.store.log.people_log import people
from audit_app.store.read_seats import HeldRound, HeldSeat, plans_of_round, round_of, rounds_held, seats_of
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round in a list: how many of its members who take part have finished, and how many plans it has."""

    id: str
    name: str
    state: RoundState
    is_void: bool
    is_sealed: bool
    due: date
    finished: int
    members: int
    plans: int


@dataclass(frozen=True, slots=True)
class SeatProgress:
    """One member's seat; `next_step` says in words what comes next for them. Days are ISO text, empty where none."""

    seat: Seat
    has_keys: bool
    invited_on: str
    returned_on: str
    handed_back: str
    next_step: str


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """How a round stands. `plans` are audit id and reference; `chairs` and `keyholders` id and name."""

    id: str
    name: str
    state: RoundState
    void_reason: str
    is_sealed: bool
    opened_on: str
    due: date
    framework: str
    plans: tuple[tuple[str, str], ...]
    seats: tuple[SeatProgress, ...]
    chairs: tuple[tuple[str, str], ...]
    keyholders: tuple[tuple[str, str], ...]
    rule: OpeningRule
    warnings: tuple[str, ...]


def found_round(workspace: Workspace, round_id: str) -> HeldRound:
    """The round with this id; raises AppError where there is none, or it was made without seats."""
    held = round_of(workspace.conn, round_id)
    if held is None:
        raise AppError("There is no such round in this workspace.")
    if not held.design:
        raise AppError(f"The round {held.name} came from earlier records and has no seats. It can be read in Reports.")
    return held


def found_seat(workspace: Workspace, round_id: str, person: str) -> HeldSeat:
    """A person's seat in a round; raises AppError where they have none."""
    held = next((one for one in seats_of(workspace.conn, round_id) if one.seat.person == person), None)
    if held is None:
        raise AppError("This person has no seat in the round.")
    return held


def rounds(workspace: Workspace) -> tuple[RoundLine, ...]:
    """Every round, the latest first; those from earlier records have no seats."""
    return tuple(_line(workspace, held) for held in rounds_held(workspace.conn) if held.due)


def _line(workspace: Workspace, held: HeldRound) -> RoundLine:
    done, members = finished(one.seat for one in seats_of(workspace.conn, held.id))
    plans = len(plans_of_round(workspace.conn, held.id))
    return RoundLine(held.id, held.name, held.state, held.is_void, held.is_sealed, held.due_day, done, members, plans)


def running_round(workspace: Workspace) -> RoundProgress | None:
    """The newest round that is neither closed nor void, None where there is none."""
    running = (one for one in rounds_held(workspace.conn) if one.design and not one.is_void)
    newest = next((one for one in running if one.state is not RoundState.CLOSED), None)
    return None if newest is None else progress(workspace, newest.id)


def progress(workspace: Workspace, round_id: str) -> RoundProgress:
    """How a round stands today; one from earlier records has no seats. Raises AppError where there is no such round."""
    held = round_of(workspace.conn, round_id)
    if held is None:
        raise AppError("There is no such round in this workspace.")
    seats = seats_of(workspace.conn, round_id)
    everybody = people(workspace.conn)
    holders = Holders(tuple(held.design.get("chairs", ())), tuple(held.design.get("keyholders", ())))
    today = workspace.means.now().date()
    return RoundProgress(
        id=held.id,
        name=held.name,
        state=held.state,
        void_reason=held.void_reason,
        is_sealed=held.is_sealed,
        opened_on=held.opened_on,
        due=held.due_day,
        framework=held.design.get("framework", ""),
        plans=tuple((plan.audit_id, plan.plan_ref) for plan in plans_of_round(workspace.conn, round_id)),
        seats=tuple(_seat(held, one) for one in seats),
        chairs=_named(holders.chairs, everybody),
        keyholders=_named(holders.keyholders, everybody),
        rule=opening_rule([one.seat for one in seats], held.due_day, today),
        warnings=holders.warnings() if held.design else (),
    )


def _named(persons: tuple[str, ...], everybody: Mapping[str, Person]) -> tuple[tuple[str, str], ...]:
    return tuple((one, everybody[one].name if one in everybody else one) for one in persons)


def _seat(held: HeldRound, one: HeldSeat) -> SeatProgress:
    return SeatProgress(
        seat=one.seat,
        has_keys=bool(one.box_key),
        invited_on=one.sent_on,
        returned_on=one.returned_on,
        handed_back=one.back_reason if one.back_number > one.returned_number else "",
        next_step=_next_step(held, one),
    )


def _next_step(held: HeldRound, one: HeldSeat) -> str:
    seat = one.seat
    if held.is_void:
        return "The round is void."
    if seat.standing is not Standing.TAKING_PART:
        return f"{seat.standing.value.capitalize()}: {seat.standing_reason}"
    if held.state is not RoundState.OPEN:
        return "The scores are open." if seat.is_finished else "What was not submitted counts as missing."
    if seat.is_finished:
        return "Everything is in."
    if seat.returned:
        return f"{counted(len(seat.missing), 'plan is', 'plans are')} still to come."
    if seat.way is Way.TABLE:
        return "Take down their scores when the group meets."
    if not one.sent_on:
        return "Make their scoring sheet." if seat.way is Way.SHEET else "Make their pack."
    return "Waiting for their sheet." if seat.way is Way.SHEET else "Waiting for their pack."
