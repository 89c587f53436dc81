"""What somebody would score who comes into a round that runs, judged as at its opening; writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit_app.domain.people import Person, Role
from audit_app.domain.problems import AppError
from audit_app.domain.round_plan import Barred, Member, RoundPlan, barred_from
from audit_app.domain.rounds import Seat, Standing
from audit_app.services.rounds.progress import found_seat
from audit_app.services.rounds.sealing import demand_open
from audit_app.services.rounds.wishes import MemberWish
from audit_app.store.grades import stored_framework
from audit_app.store.log.people_log import people
from audit_app.store.read_seats import HeldRound, HeldSeat, close_to, keys_held, plans_of_round, seats_of
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Late:
    """What somebody who joins, or takes plans over, would score: references and ids of audits; `barred` with why not.

    `has_seat` tells that they score in this round already.
    """

    person: str
    name: str
    plans: tuple[str, ...]
    audits: tuple[str, ...]
    markers: tuple[str, ...]
    barred: tuple[Barred, ...]
    has_seat: bool


def late(workspace: Workspace, round_id: str, wish: MemberWish, instead_of: str = "") -> Late:
    """What this member would score if they came in now; writes nothing.

    Without `instead_of`, every plan of the round; else those that this member left without scores when they withdrew.
    Raises AppError where the round is open no more, the member cannot take part, or nothing is left for them.
    """
    held = demand_open(workspace, round_id)
    person = _able(workspace, wish.person)
    seats = {one.seat.person: one for one in seats_of(workspace.conn, round_id)}
    seated = seats.get(wish.person)
    _demand_place(person, seated, instead_of)
    offered = _offered(workspace, held, person, seats, instead_of)
    is_new = seated.seat.is_newcomer if seated is not None else wish.is_newcomer
    member = _member(workspace, person, is_new)
    refs = {one.audit_id: one.plan_ref for one in plans_of_round(workspace.conn, round_id)}
    close = close_to(workspace.conn, list(offered.values()))
    judged = {
        audit: barred_from(member, close.get(plan_id, RoundPlan(refs[audit]))) or _unpaired(member, audit, seats)
        for audit, plan_id in offered.items()
    }
    free = tuple(audit for audit, why in judged.items() if not why)
    barred = tuple(Barred(refs[audit], why) for audit, why in judged.items() if why)
    if not free:
        said = " ".join(f"{one.plan_ref}: they {one.reason}." for one in barred)
        raise AppError(f"There is no plan in the round {held.name} that {person.name} could score. {said}".strip())
    markers = _markers(workspace, held, person, seated or seats.get(instead_of), wish)
    plans = tuple(refs[audit] for audit in free)
    return Late(person.id, person.name, plans, free, markers, barred, seated is not None)


def demand_far(workspace: Workspace, held: HeldRound, seat: Seat, audits: Sequence[str]) -> None:
    """Raise AppError where the register or the advice log says by now that a member stands close to one of these."""
    person = people(workspace.conn).get(seat.person)
    if person is None:
        return
    member = _member(workspace, person, seat.is_newcomer)
    plans = [plan for plan in plans_of_round(workspace.conn, held.id) if plan.audit_id in audits]
    close = close_to(workspace.conn, [plan.plan_id for plan in plans])
    for plan in plans:
        if plan.plan_id in close and (why := barred_from(member, close[plan.plan_id])):
            raise AppError(
                f"{seat.name} may not score {plan.plan_ref}: they {why}, as the register and the advice log say now. "
                "Take this plan off them with a reason, and try again."
            )


def _member(workspace: Workspace, person: Person, is_newcomer: bool) -> Member:
    names = (person.name, *keys_held(workspace.conn)[person.id].known_as)
    return Member(person.id, person.agency.value, names, person.teams, is_newcomer)


def _able(workspace: Workspace, id_: str) -> Person:
    person = people(workspace.conn).get(id_)
    if person is None or not person.is_active(workspace.means.now().date()):
        raise AppError("This person is not among the people of this workspace today. Add them first.")
    if Role.AUDITOR not in person.roles:
        raise AppError(f"{person.name} has not the role of auditor. An owner can give it in Settings.")
    return person


def _demand_place(person: Person, seated: HeldSeat | None, instead_of: str) -> None:
    """Raise AppError where they score here already and take nothing over, or are not waited for any more."""
    if seated is None:
        return
    if not instead_of:
        raise AppError(f"{person.name} scores in this round already.")
    if seated.seat.standing is not Standing.TAKING_PART:
        raise AppError(f"{person.name} is {seated.seat.standing.value} in this round, so they take nothing over.")


def _offered(
    workspace: Workspace, held: HeldRound, person: Person, seats: Mapping[str, HeldSeat], instead_of: str
) -> dict[str, str]:
    """Plan ids by audit: what there is to be given, in the order of the draw."""
    wanted: Sequence[str] | None = None
    if instead_of:
        gone = found_seat(workspace, held.id, instead_of).seat
        if gone.standing is not Standing.WITHDRAWN:
            raise AppError(f"{gone.name} takes part in this round. Their plans can be given on once they withdrew.")
        if gone.agency != person.agency.value:
            raise AppError(
                f"{gone.name} and {person.name} are of different agencies, which score different markers. Choose "
                f"somebody of the agency of {gone.name}."
            )
        wanted = gone.missing
    mine = seats[person.id].seat.audits if person.id in seats else ()
    return {
        plan.audit_id: plan.plan_id
        for plan in plans_of_round(workspace.conn, held.id)
        if plan.plan_ref
        and not plan.abandoned
        and plan.audit_id not in mine
        and (wanted is None or plan.audit_id in wanted)
    }


def _unpaired(member: Member, audit: str, seats: Mapping[str, HeldSeat]) -> str:
    """Why a newcomer may not score this plan: another of the agency does."""
    if not member.is_newcomer:
        return ""
    others = (one.seat for one in seats.values() if one.seat.person != member.person)
    beside = (one for one in others if one.agency == member.agency and one.is_newcomer and audit in one.audits)
    names = [one.name for one in beside if one.standing is not Standing.WITHDRAWN or audit in one.returned]
    return f"are new to it, and so is {names[0]}, who scores it too" if names else ""


def _markers(
    workspace: Workspace, held: HeldRound, person: Person, like: HeldSeat | None, wish: MemberWish
) -> tuple[str, ...]:
    """Those of the seat that is there, or that is taken over; else what is wished, else what the framework gives."""
    if like is not None:
        return like.seat.markers
    framework = stored_framework(workspace.conn, held.design["framework"])
    own = {marker.id for marker in framework.scored_by(person.agency.value)}
    wanted = own if wish.markers is None else set(wish.markers)
    return tuple(marker.id for marker in framework.markers if marker.id in wanted)
