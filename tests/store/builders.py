"""Small workspaces for store tests: a database, people with signing keys, doors, a clock that only goes on."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit_app.store.driver import Connection, Database, connect
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import Signer
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op
from audit_app.store.schema import MIGRATIONS

KEY = bytes(range(32))
WORKSPACE = "w" * 32
EVERY_ROLE = ["owner", "auditor", "moderator", "chair", "keyholder"]


def seeded(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    counter = itertools.count()

    def more(size: int) -> bytes:
        block = b"".join(sha256(f"{seed}/{next(counter)}".encode()).digest() for _ in range(size // 32 + 1))
        return block[:size]

    return more


def ticking(start: datetime = datetime(2026, 11, 2, 9, 0, tzinfo=UTC), step: int = 1) -> Callable[[], datetime]:
    """A clock that goes on by `step` seconds each time it is read."""
    counter = itertools.count()
    return lambda: start + timedelta(seconds=step * next(counter))


def signer(person: str) -> Signer:
    """A person's signing key, the same for the same id."""
    private = Ed25519PrivateKey.from_private_bytes(sha256(person.encode()).digest())
    return Signer(person, private.public_key().public_bytes_raw().hex(), private.sign)


def person_ops(person: str, *, roles: Sequence[str] = EVERY_ROLE, name: str = "", agency: str = "coordinator") -> list[Op]:
    """The operations that make a person."""
    values: dict[str, Json] = {
        "name": name or person.title(),
        "agency": agency,
        "roles": list(roles),
        "teams": [],
        "keys": {"box_key": "00", "sign_key": signer(person).sign_key},
        "period": {"from": "2020-01-01", "to": None},
    }
    return [Op("person", person, name_, value) for name_, value in values.items()]


@dataclass
class Replica:
    """One copy of the workspace, with the doors of the people who write in it."""

    db: Database
    name: str
    doors: dict[str, Door] = field(default_factory=dict)
    clock: Callable[[], datetime] = field(default_factory=ticking)

    @property
    def conn(self) -> Connection:
        return self.db.conn

    def door(self, person: str) -> Door:
        if person not in self.doors:
            self.doors[person] = Door(
                self.conn,
                WORKSPACE,
                signer(person),
                self.name,
                clock=lambda: self.clock(),
                random=seeded(f"{self.name}/{person}"),
            )
        self.doors[person].people_changed()
        return self.doors[person]


def make_replica(path: Path, name: str = "laptop") -> Replica:
    """An empty database with its tables."""
    db = connect(path, KEY)
    MIGRATIONS.apply(db)
    return Replica(db, name)


def founded(path: Path, name: str = "laptop") -> Replica:
    """A workspace that Mary made, with every role."""
    replica = make_replica(path, name)
    ops = [*person_ops("mary"), Op("workspace", WORKSPACE, "organisation", "Ashford")]
    replica.door("mary").write("Make the workspace", ops)
    return replica


def review_ops(review: str = "r1", *, person: str = "mary", kind: str = "single", source: str = "app") -> list[Op]:
    """A plan, a framework, an audit and a review of it."""
    entry = {"plan_ref": f"P-{review}", "final_date": "2024-03-01"}
    audit = {
        "plan_id": f"plan-{review}",
        "framework": "weekly-18/1",
        "cycle": "weekly",
        "date": "2026-11-02",
        "purpose": "sample",
    }
    record = {
        "audit_id": f"audit-{review}",
        "reviewer": person.title(),
        "person_id": person,
        "agency": "coordinator",
        "kind": kind,
        "source": source,
    }
    return [
        Op("entry", f"plan-{review}", "row", entry),
        Op("audit", f"audit-{review}", "record", audit),
        Op("review", review, "record", record),
    ]


FRAMEWORK_OP = Op("framework", "weekly-18/1", "record", {"framework": "weekly-18", "version": 1, "text": "…"})


def submit_op(review: str = "r1") -> Op:
    """The operation that submits a review."""
    return Op("review", review, "state", {"state": "submitted", "detail": {"on": "2026-11-03"}})


def score(review: str, marker: str, value: Json) -> Op:
    """The operation that gives a score."""
    return Op("score", f"{review}.{marker}", "score", value)
