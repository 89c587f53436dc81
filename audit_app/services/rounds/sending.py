"""What goes out of a round as packs: invitations, plans to score, halves to keep, requests and results."""

from collections.abc import Sequence

from audit_app.domain.people import Act, Role
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Way
from audit_app.exchange.body import Body
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import Address
from audit_app.services.refusals import demand_reason
from audit_app.services.rounds.asking import ask_body, custody_body, result_body
from audit_app.services.rounds.assignment_body import assignment_body
from audit_app.services.rounds.latecomers import demand_far
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.rounds.packing import (
    chairs_named,
    holder_key,
    next_number,
    opens_here,
    packed,
    packed_with_code,
)
from audit_app.services.rounds.progress import found_round, found_seat
from audit_app.services.rounds.sealing import demand_open, demand_taking_part
from audit_app.store.ids import Ids
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_seats import HeldRound, HeldSeat
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace

_PROOF_BYTES = 32


def invite(workspace: Workspace, round_id: str, person: str) -> Outgoing:
    """The first pack of a member, locked by six words to be told by phone; also where they have lost their keys.

    It holds what they have not submitted yet. Whatever an earlier invitation opened is still theirs, but keys that come
    back by it are refused. Raises AppError where the round is not open, they score otherwise, or nothing is left.
    """
    held, seat = _open_seat(workspace, round_id, person)
    proof, number = workspace.means.random(_PROOF_BYTES).hex(), seat.sent_number + 1
    demand_far(workspace, held, seat.seat, seat.seat.missing)
    body = assignment_body(workspace, held, seat, _left(seat), number, proof, "")
    made = packed_with_code(workspace, round_id, Kind.INVITE, body, number)
    return _sent(workspace, held, seat, made, number, proof)


def assign(workspace: Workspace, round_id: str, person: str) -> Outgoing:
    """The pack of a member whose keys are known; it needs no code. Raises AppError as `invite`, or without keys."""
    held, seat = _open_seat(workspace, round_id, person)
    number = seat.sent_number + 1
    demand_far(workspace, held, seat.seat, seat.seat.missing)
    body = assignment_body(workspace, held, seat, _left(seat), number, "", "")
    made = packed(workspace, round_id, Kind.ASSIGN, body, number, [_member(seat)])
    return _sent(workspace, held, seat, made, number, seat.proof)


def hand_back(workspace: Workspace, round_id: str, person: str, reason: str) -> Outgoing:
    """Hand a member's submitted plans back, with a reason; what they then submit takes the place of what is here.

    Until it comes the earlier scores stand. Raises AppError where the round is not open, or nothing is in.
    """
    why = demand_reason(reason, "Handing scores back")
    held, seat = _open_seat(workspace, round_id, person)
    back = [audit for audit in seat.seat.audits if audit in seat.seat.returned]
    if not back:
        raise AppError(f"Nothing of {seat.seat.name} is in yet, so there is nothing to hand back.")
    number = seat.sent_number + 1
    body = assignment_body(workspace, held, seat, back, number, "", why)
    made = packed(workspace, round_id, Kind.ASSIGN, body, number, [_member(seat)])
    value = {"number": seat.returned_number + 1, "reason": why, "on": workspace.means.now().date().isoformat()}
    more = [Op("seat", Ids.seat(round_id, person), "handed_back", value)]
    return _sent(workspace, held, seat, made, number, seat.proof, more, reason=why)


def invite_keyholder(workspace: Workspace, person: str) -> Outgoing:
    """The first pack of a keyholder who cannot open this workspace, locked by six words; their keys come back.

    Raises AppError where the person is no keyholder, or opens this workspace.
    """
    workspace.demand(Act.OPEN_ROUND)
    who = people(workspace.conn).get(person)
    if who is None or Role.KEYHOLDER not in who.roles:
        raise AppError("Only somebody with the role of keyholder is invited so. An owner can give it in Settings.")
    if opens_here(workspace, person):
        raise AppError(f"{who.name} can open this workspace, so they need no invitation.")
    proof, today = workspace.means.random(_PROOF_BYTES).hex(), workspace.means.now().date().isoformat()
    number = next_number(workspace)
    value = {
        "for": "custody",
        "organisation": organisation(workspace.conn),
        "workspace": workspace.id,
        "person": {"id": person, "name": who.name, "agency": who.agency.value},
        "chairs": chairs_named(workspace, [workspace.person.id]),
        "proof": proof,
    }
    made = packed_with_code(workspace, "", Kind.INVITE, Body(value), number)
    ops = [Op("person", person, "invited", {"number": number, "on": today, "proof": proof})]
    workspace.door.write(f"{who.name} invited as keyholder", ops, sign="pack")
    workspace.note_access("export", f"invitation of the keyholder {who.name}")
    return made


def give_custody(workspace: Workspace, round_id: str, person: str) -> Outgoing:
    """The half of a round for a keyholder elsewhere, as it was wrapped to their keys when the round was opened.

    Raises AppError where they hold none, or their keys are not those that it was wrapped to.
    """
    workspace.demand(Act.OPEN_ROUND)
    held = demand_open(workspace, round_id)
    to = _keyholder(workspace, held, person)
    number = next_number(workspace)
    made = packed(workspace, round_id, Kind.CUSTODY, custody_body(workspace, held, person, number), number, [to])
    return _noted(workspace, f"half of the round {held.name} for {_name(workspace, person)}", made)


def ask_release(workspace: Workspace, round_id: str, person: str) -> Outgoing:
    """The request to a keyholder elsewhere to release their half: how the round stands, for their app to check.

    Raises AppError as `give_custody` does. The rule need not be met yet: their app says what stands against it.
    """
    workspace.demand(Act.REVEAL)
    held = demand_open(workspace, round_id)
    to = _keyholder(workspace, held, person)
    number = next_number(workspace)
    made = packed(workspace, round_id, Kind.ASK, ask_body(workspace, held, number), number, [to])
    return _noted(workspace, f"request to {_name(workspace, person)} to open the round {held.name}", made)


def result(workspace: Workspace, round_id: str, person: str) -> Outgoing:
    """What a member's plans came to, for their calibration card; or that the round is void, and why.

    Raises AppError where the round is neither closed nor void, or the member has no keys.
    """
    workspace.demand(Act.OPEN_ROUND)
    held, seat = found_round(workspace, round_id), found_seat(workspace, round_id, person)
    number = next_number(workspace)
    body = result_body(workspace, held, seat, number)
    made = packed(workspace, round_id, Kind.RESULT, body, number, [_member(seat)])
    return _noted(workspace, f"result of the round {held.name} for {seat.seat.name}", made)


def _open_seat(workspace: Workspace, round_id: str, person: str) -> tuple[HeldRound, HeldSeat]:
    workspace.demand(Act.OPEN_ROUND)
    held, seat = demand_open(workspace, round_id), found_seat(workspace, round_id, person)
    demand_taking_part(seat)
    if seat.seat.way is not Way.PACK:
        raise AppError(f"{seat.seat.name} scores {_HOW[seat.seat.way]} in this round, so they get no pack.")
    return held, seat


_HOW = {Way.SHEET: "on a sheet", Way.TABLE: "round the table"}


def _left(seat: HeldSeat) -> Sequence[str]:
    if not seat.seat.missing:
        raise AppError(f"Everything of {seat.seat.name} is in. Hand it back with a reason where it is to be changed.")
    return seat.seat.missing


def _member(seat: HeldSeat) -> Address:
    if not seat.box_key:
        raise AppError(f"The keys of {seat.seat.name} are not known yet. Invite them with a code first.")
    return Address(seat.seat.person, bytes.fromhex(seat.box_key))


def _keyholder(workspace: Workspace, held: HeldRound, person: str) -> Address:
    if person not in held.design["keyholders"]:
        raise AppError("This person is no keyholder of the round.")
    if opens_here(workspace, person):
        raise AppError(
            f"{_name(workspace, person)} can open this workspace: they give their passphrase here when the round is "
            "opened, and need no pack."
        )
    return Address(person, bytes.fromhex(holder_key(workspace, person)))


def _sent(
    workspace: Workspace,
    held: HeldRound,
    seat: HeldSeat,
    made: Outgoing,
    number: int,
    proof: str,
    more: Sequence[Op] = (),
    reason: str = "",
) -> Outgoing:
    """Note that a pack of this number went out, and the secret that it carried."""
    value = {"number": number, "on": workspace.means.now().date().isoformat(), "proof": proof or None}
    ops = [Op("seat", Ids.seat(held.id, seat.seat.person), "invited", value), *more]
    workspace.door.write(f"Pack for {seat.seat.name} made", ops, reason=reason, sign="pack")
    return _noted(workspace, f"pack of the round {held.name} for {seat.seat.name}", made)


def _noted(workspace: Workspace, words: str, made: Outgoing) -> Outgoing:
    workspace.note_access("export", words)
    return made


def _name(workspace: Workspace, person: str) -> str:
    return people(workspace.conn)[person].name
