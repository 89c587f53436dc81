"""What every pack of a member or keyholder has: its sender, its addresses, and the first keys tied to an invitation."""

import hmac
from collections.abc import Sequence
from hashlib import sha256

from audit_app.domain.canonical_json import Json, encode
from audit_app.exchange.body import Body
from audit_app.exchange.header import Draft, Kind, Sender
from audit_app.exchange.pack import Address, make
from audit_app.services.rounds.outgoing import Outgoing, plain_name
from audit_app.store.read_assignments import Chair
from audit_app.store.workspace import Workspace


def pack_for(
    workspace: Workspace, partnership: str, round_id: str, kind: Kind, number: int, body: Json, chairs: Sequence[Chair]
) -> Outgoing:
    """A pack to these chairs of a round (empty for none), signed by the unlocked person; `number` counts from 1."""
    means, keys, person = workspace.means, workspace.unlocked.keys, workspace.person
    sender = Sender(person.id, person.name, keys.opening_public, keys.signing_public)
    draft = Draft(partnership, round_id, kind, number, sender, means.now().date().isoformat())
    to = [Address(one.person, bytes.fromhex(one.box_key)) for one in chairs]
    return Outgoing(plain_name(means.random), make(draft, Body(body), to, keys.sign, means.random))


def first_keys(workspace: Workspace, proof: str) -> Json:
    """The person's public keys, with what shows that they who send them had the invitation (`proof`, hexadecimal)."""
    keys, person = workspace.unlocked.keys, workspace.person.id
    box_key, sign_key = keys.opening_public.hex(), keys.signing_public.hex()
    said = encode(["keys", person, box_key, sign_key]).encode()
    return {"box_key": box_key, "sign_key": sign_key, "mac": hmac.new(bytes.fromhex(proof), said, sha256).hexdigest()}
