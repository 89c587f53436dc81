"""Small workspaces for store tests: a database, people with signing keys, doors, a clock that only goes on."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit_app.store.driver import Connection, Database, connect, in_memory
from audit_app.store.log import facts
from audit_app.store.log.bundle import Bundle, read_changes
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import Signer
from audit_app.store.log.door import Door
from audit_app.store.log.merge import Merged, merge
from audit_app.store.log.replay import differences
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import verify
from audit_app.store.schema import LOG_TABLES, MIGRATIONS
from audit_app.store.vocabulary import KINDS

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


def person_ops(
    person: str, *, roles: Sequence[str] = EVERY_ROLE, name: str = "", agency: str = "coordinator"
) -> list[Op]:
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

    def bundle(self, since: Mapping[str, int] | None = None) -> Bundle:
        """Everything after `since`, signed by everybody who wrote here, as for a pack."""
        for door in self.doors.values():
            door.sign("pack")
        return read_changes(self.conn, WORKSPACE, since)

    def take(self, bundle: Bundle) -> Merged:
        """Merge a bundle in."""
        merged = merge(self.conn, WORKSPACE, bundle)
        for door in self.doors.values():
            door.people_changed()
        return merged


def make_replica(path: Path | None, name: str = "laptop") -> Replica:
    """An empty database with its tables; without a path it is plain and in memory."""
    db = connect(path, KEY) if path is not None else in_memory()
    MIGRATIONS.apply(db)
    return Replica(db, name)


def copied(replica: Replica, name: str) -> Replica:
    """Another machine in memory with the same database, where nobody has written yet."""
    db = in_memory()
    replica.conn.backup(db.conn)
    return Replica(db, name)


def founded(path: Path | None, name: str = "laptop") -> Replica:
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


def evidence(review: str, marker: str, value: Json) -> Op:
    """The operation that notes evidence for a score."""
    return Op("score", f"{review}.{marker}", "evidence", value)


def reopen_op(review: str = "r1") -> Op:
    """The operation that reopens a review."""
    return Op("review", review, "state", {"state": "open", "detail": {"reason": "a marker was missed"}})


LOGGED_TABLES = tuple(dict.fromkeys(spec.table for spec in KINDS.values()))


def rows(conn: Connection, tables: Sequence[str]) -> dict[str, list[tuple[Json, ...]]]:
    """Every row of these tables, in an order that hangs on nothing but their content."""
    return {table: sorted(_rows(conn, table), key=repr) for table in tables}


def _rows(conn: Connection, table: str) -> list[tuple[Json, ...]]:
    names = [row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[1] != "no"]
    return list(conn.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall())  # noqa: S608 - our own names


def tables_of(replica: Replica) -> dict[str, list[tuple[Json, ...]]]:
    """The logged tables, row for row, without the numbers that rows have on this machine."""
    return rows(replica.conn, LOGGED_TABLES)


def everything_of(replica: Replica) -> dict[str, list[tuple[Json, ...]]]:
    """The logged tables and the log itself, row for row."""
    return rows(replica.conn, (*LOGGED_TABLES, *LOG_TABLES))


def faults_of(replica: Replica) -> list[str]:
    """Everything that the invariants of the change log find wrong; empty where all hold."""
    conn = replica.conn
    found = [str(bad) for bad in verify(conn, WORKSPACE, everything=True)]
    found += [str(bad) for bad in verify(conn, WORKSPACE, everything=False)]
    found += list(differences(conn))
    found += [f"{facts.wrong_rows(conn)} wrong facts"] if facts.wrong_rows(conn) else []
    found += [f"foreign key {row}" for row in conn.execute("PRAGMA foreign_key_check").fetchall()]
    found += [f"gap in the chain of {row[0]}" for row in conn.execute(_GAPS)]
    found += [f"{row} replaces nothing that is there" for row in conn.execute(_LEAVES_OF_NOTHING)]
    found += [f"change {row} has no operations" for row in conn.execute(_HOLLOW)]
    found += [f"{row[0]} writes under the key of another" for row in conn.execute(_STRANGERS)]
    return found


_GAPS = "SELECT writer FROM change GROUP BY writer HAVING min(seq) <> 1 OR max(seq) <> count(*)"
_HOLLOW = (
    "SELECT c.writer, c.seq FROM change c LEFT JOIN op o ON o.writer = c.writer AND o.seq = c.seq WHERE o.id IS NULL"
)
_LEAVES_OF_NOTHING = "SELECT o.id, o.field FROM op o GROUP BY o.id, o.field HAVING sum(o.leaf) = 0"
_STRANGERS = (
    "SELECT w.person FROM writer w WHERE w.sign_key NOT IN (SELECT json_extract(o.new, '$.sign_key') FROM op o "
    "WHERE o.kind = 'person' AND o.field = 'keys' AND o.id = w.person AND o.new IS NOT NULL)"
)
