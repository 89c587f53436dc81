"""A round that runs already, changed: a later due date, a further member, a leaver's plans given on.

What was submitted stays sealed as it is: no box is opened or touched.
"""

from datetime import date

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Standing, gets_copies
from audit_app.services.refusals import demand_reason
from audit_app.services.rounds.latecomers import Late, late
from audit_app.services.rounds.progress import found_seat
from audit_app.services.rounds.sealing import demand_open
from audit_app.services.rounds.wishes import MemberWish
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_seats import HeldRound, seats_of
from audit_app.store.workspace import Workspace


def extend_due(workspace: Workspace, round_id: str, due: date, reason: str) -> tuple[str, ...]:
    """Let the round run longer; returns the names of those who were absent and are waited for again.

    Members see the new date with their next pack. Raises AppError where the round is open no more, the day is no later
    than the one it had, or has passed.
    """
    workspace.demand(Act.OPEN_ROUND)
    why = demand_reason(reason, "Extending a round")
    held, today = demand_open(workspace, round_id), workspace.means.now().date()
    if due <= held.due_day or due < today:
        raise AppError(
            f"The round {held.name} runs until {held.due_day:%d/%m/%Y}, and today is {today:%d/%m/%Y}. Choose a later "
            "day than both."
        )
    back = [one.seat for one in seats_of(workspace.conn, round_id) if one.seat.standing is Standing.ABSENT]
    there = {"state": Standing.TAKING_PART.value, "reason": None, "on": today.isoformat()}
    ops = [
        Op("round", round_id, "record", _record(workspace, held, due=due.isoformat())),
        *(Op("seat", Ids.seat(round_id, seat.person), "standing", there) for seat in back),
    ]
    workspace.door.write(f"The round {held.name} runs until {due:%d/%m/%Y}", ops, reason=why, touches=round_id)
    return tuple(seat.name for seat in back)


def seat_late(workspace: Workspace, round_id: str, wish: MemberWish, reason: str, instead_of: str = "") -> Late:
    """Give a member a seat in a round that runs, or the plans that somebody who withdrew left; as `late` tells.

    Their pack or sheet is then made as for everybody. Raises AppError as `late` does; then nothing is written.
    """
    workspace.demand(Act.OPEN_ROUND)
    why = demand_reason(reason, "Changing who scores")
    found, held = late(workspace, round_id, wish, instead_of), demand_open(workspace, round_id)
    ops = [Op("seat", Ids.seat(round_id, wish.person), "record", _seat(workspace, round_id, wish, found))]
    if not found.has_seat:
        members = [one.seat.person for one in seats_of(workspace.conn, round_id)]
        ops.append(Op("round", round_id, "record", _record(workspace, held, members=[*members, wish.person])))
    workspace.door.write(f"{found.name} scores in the round {held.name}", ops, reason=why, touches=round_id)
    return found


def take_off(workspace: Workspace, round_id: str, person: str, audit_id: str, reason: str) -> None:
    """Let a member not score a plan that they were given: they know the child, or the register has it only now.

    A pack that is out holds the plan still, so they are told; scores of theirs on it are not taken in any more. Raises
    AppError where the round is open no more, the plan is not theirs, is in already, or is their only one.
    """
    workspace.demand(Act.OPEN_ROUND)
    why = demand_reason(reason, "Taking a plan off somebody")
    held, seat = demand_open(workspace, round_id), found_seat(workspace, round_id, person).seat
    if audit_id not in seat.missing:
        raise AppError(f"{seat.name} has no such plan left to score. What is in stays in.")
    left = [one for one in seat.audits if one != audit_id]
    if not left:
        raise AppError(f"This is the only plan of {seat.name}. Withdraw them from the round instead.")
    value = {
        "agency": seat.agency,
        "way": seat.way.value,
        "markers": list(seat.markers),
        "audits": left,
        "copies": int(seat.wants_copies),
        "newcomer": int(seat.is_newcomer),
    }
    op = Op("seat", Ids.seat(round_id, person), "record", value)
    workspace.door.write(f"{seat.name} scores a plan less in the round {held.name}", [op], reason=why, touches=round_id)


def _seat(workspace: Workspace, round_id: str, wish: MemberWish, found: Late) -> dict[str, Json]:
    seated = found_seat(workspace, round_id, wish.person).seat if found.has_seat else None
    audits = (*(seated.audits if seated is not None else ()), *found.audits)
    agency = people(workspace.conn)[wish.person].agency.value
    return {
        "agency": agency if seated is None else seated.agency,
        "way": (wish.way if seated is None else seated.way).value,
        "markers": list(found.markers),
        "audits": list(audits),
        "copies": int(gets_copies(agency, wish.wants_copies) if seated is None else seated.wants_copies),
        "newcomer": int(wish.is_newcomer if seated is None else seated.is_newcomer),
    }


def _record(workspace: Workspace, held: HeldRound, **changed: Json) -> dict[str, Json]:
    """The round's record with something of it changed."""
    members = [one.seat.person for one in seats_of(workspace.conn, held.id)]
    kept = {
        "name": held.name,
        "cycle": held.cycle,
        "opened_on": held.opened_on,
        "due": held.due,
        "members": members,
        "draw_id": held.draw_id,
        "sealed": int(held.is_sealed),
    }
    return {**kept, **changed}
