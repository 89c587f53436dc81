"""What every pack of a chair has: its sender, its number and its addresses; what lies in it is for others to say."""

from collections.abc import Sequence

from audit_app.domain.canonical_json import Json
from audit_app.exchange.body import Body
from audit_app.exchange.code import new_code
from audit_app.exchange.header import Draft, Kind, Sender
from audit_app.exchange.pack import Address, CodeLock, make
from audit_app.services.rounds.outgoing import Outgoing, plain_name
from audit_app.store.log.people_log import people
from audit_app.store.read_seats import keys_held
from audit_app.store.workspace import Workspace


def packed(workspace: Workspace, round_id: str, kind: Kind, body: Body, number: int, to: Sequence[Address]) -> Outgoing:
    """A pack to these people, signed by whoever is unlocked."""
    draft = _draft(workspace, round_id, kind, number)
    data = make(draft, body, to, workspace.unlocked.keys.sign, workspace.means.random)
    return Outgoing(plain_name(workspace.means.random), data)


def packed_with_code(workspace: Workspace, round_id: str, kind: Kind, body: Body, number: int) -> Outgoing:
    """A pack locked by six words, for somebody whose keys are not known yet."""
    means = workspace.means
    code = new_code(means.random)
    draft = _draft(workspace, round_id, kind, number)
    data = make(draft, body, CodeLock(code, means.kdf), workspace.unlocked.keys.sign, means.random)
    return Outgoing(plain_name(means.random), data, code)


def chairs_named(workspace: Workspace, chairs: Sequence[str]) -> list[dict[str, Json]]:
    """The chairs by name and public keys, as packs name them."""
    keys, everybody = keys_held(workspace.conn), people(workspace.conn)
    return [
        {
            "person": person,
            "name": everybody[person].name,
            "box_key": keys[person].box_key,
            "sign_key": keys[person].sign_key,
        }
        for person in chairs
        if person in everybody and keys[person].box_key
    ]


def holder_key(workspace: Workspace, person: str) -> str:
    """The X25519 public half (hex) of somebody who holds a half: that of this workspace where they can open it, else
    that of their own small one; empty where there is none."""
    keys = keys_held(workspace.conn).get(person)
    if keys is None:
        return ""
    return keys.box_key if opens_here(workspace, person) else keys.member_box_key


def opens_here(workspace: Workspace, person: str) -> bool:
    """Whether somebody has keys to this workspace."""
    return any(entry.id == person for entry in workspace.key_file.people)


def next_number(workspace: Workspace) -> int:
    """A number for a pack of which nothing else keeps count: it grows with every change of the workspace."""
    return sum(workspace.door.knows().values())


def _draft(workspace: Workspace, round_id: str, kind: Kind, number: int) -> Draft:
    person, keys = workspace.person, workspace.unlocked.keys
    sender = Sender(person.id, person.name, keys.opening_public, keys.signing_public)
    return Draft(workspace.id, round_id, kind, number, sender, workspace.means.now().date().isoformat())
