"""The people of the demo get their keys and their places in the log; those who wrote keep theirs until it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from audit_app.domain.people import Agency, Role
from audit_app.services.demo.changes import Cast
from audit_app.services.demo.dice import made_id
from audit_app.store import keyring
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.log.chain import Random, Signer
from audit_app.store.log.door import Door
from audit_app.store.person_ops import PersonDetails, person_ops
from audit_app.store.workspace import Workspace
from resources.demo import Member, Partnership

FOUNDER = "manager"
_ID_BYTES = 16
_WORKSPACE_ID = 3
"""Making a workspace asks for 16 bytes three times: the founder's id, the salt of their lock, the workspace's id."""


class DemoClock:
    """A clock that stands where it is set, so that the log goes through the two years."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The moment, in UTC."""
        return self.at


class IdFromSeed:
    """Random bytes of the machine, but for the workspace's id: the ids of plans, draws and audits follow from it.

    People's ids and all keys stay random: two demos of one seed on one computer are not copies of one another.
    """

    def __init__(self, random: Random, seed: str) -> None:
        self.workspace = made_id("workspace", seed)
        self._random = random
        self._asked = 0

    def __call__(self, size: int) -> bytes:
        """So many random bytes."""
        self._asked += size == _ID_BYTES
        if size == _ID_BYTES and self._asked == _WORKSPACE_ID:
            return bytes.fromhex(self.workspace)
        return self._random(size)


@dataclass(frozen=True, slots=True)
class People:
    """The cast, and the doors of those who write, by key."""

    cast: Cast
    doors: Mapping[str, Door]


def add_people(workspace: Workspace, words: Partnership, clock: DemoClock) -> People:
    """Add everybody but the founder, who made the workspace; those without a passphrase are in the log only."""
    ids, signers = {FOUNDER: workspace.unlocked.person}, {FOUNDER: workspace.unlocked.signer}
    for member in words.people:
        if member.key == FOUNDER:
            continue
        if member.opens:
            ids[member.key] = keyring.add(workspace, details_of(member), words.passphrase)
        else:
            signers[member.key] = _in_log_only(workspace, member)
            ids[member.key] = signers[member.key].person
    cast = Cast({member.key: member for member in words.people}, ids, workspace.id)
    return People(cast, {key: _door(workspace, signer, clock) for key, signer in signers.items()})


def details_of(member: Member) -> PersonDetails:
    """What is asked about a person when they are added."""
    roles = frozenset(Role(role) for role in member.roles)
    return PersonDetails(member.name, Agency(member.agency), roles, member.teams)


def _in_log_only(workspace: Workspace, member: Member) -> Signer:
    """A person whose keys lie in no key file: they sign while the demo is made, then their keys are gone."""
    means = workspace.means
    person, keys = means.random(_ID_BYTES).hex(), PersonKeys.generate(means.random)
    workspace.door.write(f"Add {member.name}", person_ops(person, details_of(member), keys, means))
    return Signer(person, keys.signing_public.hex(), _signing(keys))


def _signing(keys: PersonKeys) -> Callable[[bytes], bytes]:
    """The power to sign with the key prepared once: thousands of heads are signed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(keys.signing).sign


def _door(workspace: Workspace, signer: Signer, clock: DemoClock) -> Door:
    """A door of its own for each person; the founder goes on with the chain that made the workspace."""
    tip = workspace.door.tip
    return Door(
        workspace.conn,
        workspace.id,
        signer,
        workspace.means.host,
        clock=clock,
        random=workspace.means.random,
        continue_writer=tip.writer if tip is not None and signer.person == workspace.unlocked.person else None,
    )
