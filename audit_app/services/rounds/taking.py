"""What members and keyholders send comes in: known, newer, signed and final, as one change or not at all.

Nothing that it takes in can be read here: it is kept as boxes. What comes after the reveal is opened at once and marked
late.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from audit_app.domain.people import Act
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import Opened, look, open_pack
from audit_app.exchange.refusals import Altered, PackRefused
from audit_app.services.rounds.coming import NOTHING, Coming, demand_bound, is_known, keys_op, unknown_sender
from audit_app.services.rounds.progress import found_round, found_seat
from audit_app.services.rounds.return_body import read_hello, read_return
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_sealed import invitation_of
from audit_app.store.workspace import Workspace

_ELSEWHERE: Final = MappingProxyType(
    {
        Kind.INVITE: "This is an invitation, for whom it was made. They choose “Open a pack” on the start screen.",
        Kind.ASSIGN: "These are plans to score, for a member. They take it in in their own workspace.",
        Kind.CUSTODY: "This is a keyholder's half. The keyholder takes it in in their own workspace.",
        Kind.ASK: "This asks a keyholder for their half. The keyholder takes it in in their own workspace.",
        Kind.RELEASE: "This is a keyholder's answer. Choose “Open with a keyholder's answer” at the round.",
        Kind.RESULT: "This is the result of a round, for a member. They take it in in their own workspace.",
        Kind.CHANGES: "These are changes of another copy of the workspace. Take them in under Exchange.",
    }
)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in, in words; `new` is False where it had been taken in before."""

    kind: Kind
    words: str
    new: bool = True


def take_in(workspace: Workspace, data: bytes) -> TakenIn:
    """Take in what a member sent back, or the keys of an invited keyholder.

    The same pack again changes nothing, and packs may come in any order. Raises AppError with the reason for whatever
    is refused: not for here, unknown sender, another content under a number that was there, scores that are final.
    Then nothing is changed.
    """
    workspace.demand(Act.OPEN_ROUND)
    workspace.demand_writing()
    header = look(data)
    if header.kind in _ELSEWHERE:
        raise PackRefused(f"{_ELSEWHERE[header.kind]} {NOTHING}")
    if header.workspace != workspace.id:
        raise PackRefused(f"This pack is for another workspace. {NOTHING} Open that one and take it in there.")
    opened = open_pack(data, workspace.person.id, workspace.unlocked.keys)
    return _take_hello(workspace, opened) if header.kind is Kind.HELLO else _take_return(workspace, opened)


def _take_hello(workspace: Workspace, opened: Opened) -> TakenIn:
    sender = opened.header.sender
    person, keys = read_hello(opened.body.value)
    who = people(workspace.conn).get(person)
    if who is None or person != sender.person:
        raise unknown_sender()
    invited = invitation_of(workspace.conn, person)
    if is_known(workspace, sender):
        return TakenIn(Kind.HELLO, f"The keys of {who.name} are here already.", new=False)
    demand_bound(keys, sender, invited.proof)
    ops = [
        keys_op(person, keys),
        Op("person", person, "invited", {"number": invited.number, "on": invited.on, "proof": None}),
    ]
    workspace.door.write(f"Keys of {who.name} taken in", ops, sign="pack")
    return TakenIn(Kind.HELLO, f"The keys of {who.name} are here. They can be keyholder of the next round.")


def _take_return(workspace: Workspace, opened: Opened) -> TakenIn:
    said, header = read_return(opened.body.value), opened.header
    if (said.round_id, said.person, said.number) != (header.round, header.sender.person, header.number):
        raise Altered("it is about another round inside than outside")
    held, seat = found_round(workspace, said.round_id), found_seat(workspace, said.round_id, said.person)
    coming = Coming(workspace, held, seat, said, header.sender)
    if coming.is_in_already:
        return TakenIn(Kind.RETURN, f"This pack of {seat.seat.name} is in already.", new=False)
    ops = list(coming.ops())
    workspace.door.write(f"Sealed scores of {seat.seat.name} taken in", ops, touches=held.id, sign="pack")
    return TakenIn(Kind.RETURN, coming.words)
