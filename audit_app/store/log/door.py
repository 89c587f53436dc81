"""The one door for writes: checks rights and locks, records the change and applies it, all in one transaction."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from audit_app.domain.people import Person
from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection
from audit_app.store.log import facts, people_log
from audit_app.store.log.apply import apply
from audit_app.store.log.canonical import NULL, Leaf, encode, op_digest, ops_digest, replaces_text
from audit_app.store.log.chain import (
    Clock,
    Link,
    Random,
    Signer,
    Tip,
    Words,
    add_change,
    heads,
    mint,
    next_lamport,
    sign_head,
    tip_of,
    utc_text,
)
from audit_app.store.log.rights import Op, demand, demand_unlocked, review_facts
from audit_app.store.transaction import rows_in, transaction
from audit_app.store.vocabulary import KINDS, LOGGED_ORDER

SALT = 16

_ORDER = {kind: place for place, kind in enumerate(LOGGED_ORDER)}
_ADD_OP = "INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
_LEAVES = "SELECT id, field, writer, seq, new FROM op WHERE leaf = 1 AND id IN ({marks})"
_REPLACE = "UPDATE op SET leaf = 0 WHERE id = ? AND field = ? AND writer = ? AND seq = ?"

Current = dict[tuple[str, str], list[tuple[str, int, str | None]]]
"""Of each (id, field) the leaves: writer, seq, value."""


class _LoggedOp(NamedTuple):
    """One row of the log about to be written, in the order of its columns."""

    id: str
    field: str
    writer: str
    seq: int
    kind: str
    replaces: str
    old: str
    new: str
    salt: bytes
    digest: bytes


class NothingToSave(AppError):
    """A change without operations was asked for."""


class Door:
    """Writes as one unlocked person on one installation; there is no other way into the logged tables."""

    def __init__(
        self,
        conn: Connection,
        workspace: str,
        signer: Signer,
        installation: str,
        *,
        clock: Clock,
        random: Random,
        continue_writer: str | None = None,
    ) -> None:
        """`continue_writer` names the chain to go on with; without it the first write begins a new one."""
        self._conn = conn
        self._workspace = workspace
        self._signer = signer
        self._installation = installation
        self._clock = clock
        self._random = random
        self._tip: Tip | None = tip_of(conn, continue_writer) if continue_writer else None
        self._people = people_log.people(conn)

    @property
    def person(self) -> Person | None:
        """The person who writes, as the workspace knows them now."""
        return self._people.get(self._signer.person)

    @property
    def tip(self) -> Tip | None:
        """Where this person's chain stands, None before its first change."""
        return self._tip

    def people_changed(self) -> None:
        """Read the people anew, after a merge."""
        self._people = people_log.people(self._conn)

    def write(self, label: str, ops: Sequence[Op], *, reason: str = "", touches: str = "", sign: str = "") -> Link:
        """Record and apply these operations as one change.

        `label` is what the person reads in the audit trail and in undo; `touches` names the plan or audit that
        the change is about; `sign` says why the head is signed with it (submit, close …), empty for not.
        Raises NotAllowed, ReviewLocked, StorageFull and the like; then nothing is kept.
        """
        if not ops:
            raise NothingToSave("There is nothing to save.")
        with transaction(self._conn):
            self._demand(ops)
            tip = self._tip or mint(self._conn, self._signer, self._installation, self._clock, self._random)
            link = self._record(tip, ops, Words(label, reason, touches))
            new_tip = Tip(link.writer, link.seq, link.hash)
            if sign:
                sign_head(self._conn, self._workspace, new_tip, self._signer, sign)
        self._tip = new_tip
        if any(op.kind == "person" for op in ops):
            self.people_changed()
        return link

    def sign(self, why: str) -> None:
        """Sign where this person's chain stands: at lock, backup, report, pack."""
        if self._tip is not None and self._tip.seq > 0:
            with transaction(self._conn):
                sign_head(self._conn, self._workspace, self._tip, self._signer, why)

    def knows(self) -> dict[str, int]:
        """What this replica holds: the last seq of every writer."""
        return heads(self._conn)

    def _demand(self, ops: Sequence[Op]) -> None:
        if self._is_founding(ops):
            return
        reviews = review_facts(self._conn, ops)
        demand(self.person, ops, reviews)
        demand_unlocked(ops, reviews)

    def _is_founding(self, ops: Sequence[Op]) -> bool:
        """The first change of a workspace makes the person who writes it."""
        return not self._people and any(op.kind == "person" and op.id == self._signer.person for op in ops)

    def _record(self, tip: Tip, ops: Sequence[Op], words: Words) -> Link:
        ops = self._with_locks(tip, sorted(ops, key=attrgetter("id", "field")) if len(ops) > 1 else ops)
        current = self._current(ops)
        salts = self._random(SALT * (len(ops) + 1))
        rows = [
            _op_row(op, tip, current.get((op.id, op.field), ()), salts[at : at + SALT])
            for op, at in zip(ops, range(SALT, len(salts), SALT), strict=True)
        ]
        link = add_change(
            self._conn,
            tip,
            next_lamport(self._conn),
            utc_text(self._clock()),
            words,
            salts[:SALT],
            ops_digest(row.digest for row in rows),
        )
        self._conn.executemany(_ADD_OP, rows)
        replaced = [(id_, field, writer, seq) for (id_, field), ends in current.items() for writer, seq, _ in ends]
        if replaced:
            self._conn.executemany(_REPLACE, replaced)
        self._apply(rows)
        return link

    def _with_locks(self, tip: Tip, ops: Sequence[Op]) -> Sequence[Op]:
        """A submission says what its writer knew, this change included: that is what the lock locks."""
        if not any(op.kind == "review" and op.field == "state" for op in ops):
            return ops
        knows = {**self.knows(), tip.writer: tip.seq + 1}
        return [_with_knows(op, knows) if op.kind == "review" and op.field == "state" else op for op in ops]

    def _current(self, ops: Sequence[Op]) -> Current:
        """The leaves that these operations replace."""
        wanted = {(op.id, op.field) for op in ops}
        if len(wanted) != len(ops):
            raise ValueError("one change names a field of an entity twice")
        kinds = {op.kind for op in ops}
        held = {kind for kind in kinds if self._conn.execute(f"SELECT 1 FROM {KINDS[kind].table} LIMIT 1").fetchone()}
        ids = list({op.id: None for op in ops if op.kind in held})
        current: Current = {}
        for id_, field, writer, seq, new in rows_in(self._conn, _LEAVES, ids):
            if (id_, field) in wanted:
                current.setdefault((id_, field), []).append((writer, seq, new))
        for ends in current.values():
            if len(ends) > 1:
                ends.sort(key=lambda end: (self._lamport(end[0], end[1]), end[0]))
        return current

    def _lamport(self, writer: str, seq: int) -> int:
        row = self._conn.execute("SELECT lamport FROM change WHERE writer = ? AND seq = ?", (writer, seq))
        return int(row.fetchone()[0])

    def _apply(self, rows: Sequence[_LoggedOp]) -> None:
        ordered = sorted(rows, key=lambda row: (_ORDER[row.kind], row.field)) if len(rows) > 1 else rows
        if len(rows) > 1:
            self._conn.execute("PRAGMA defer_foreign_keys=ON")
        apply(self._conn, ((row.kind, row.id, row.field, row.new) for row in ordered))
        facts.refresh(self._conn, _reviews_with_new_facts(rows))


def _reviews_with_new_facts(rows: Iterable[_LoggedOp]) -> list[str]:
    """The reviews whose counted scores a change can move: those submitted, reopened or erased."""
    return [row.id for row in rows if row.kind == "review" and row.field in ("state", "erased")]


def _with_knows(op: Op, knows: dict[str, int]) -> Op:
    if op.value["state"] != "submitted":
        return op
    detail = {**op.value.get("detail", {}), "knows": knows}
    return Op(op.kind, op.id, op.field, {"state": "submitted", "detail": detail})


def _op_row(op: Op, tip: Tip, ends: Sequence[tuple[str, int, str | None]], salt: bytes) -> _LoggedOp:
    """The row of the log for one operation: the greatest leaf's value is `old`."""
    if op.field not in KINDS[op.kind].fields:
        raise KeyError(f"{op.kind}.{op.field} is not in the vocabulary")
    replaced: list[Leaf] = [(writer, seq) for writer, seq, _ in ends]
    replaces = replaces_text(replaced) if replaced else "[]"
    old = (ends[-1][2] if ends else NULL) or NULL
    new = encode(op.value)
    digest = op_digest(salt, op.kind, op.id, op.field, replaces, old, new)
    return _LoggedOp(op.id, op.field, tip.writer, tip.seq + 1, op.kind, replaces, old, new, salt, digest)
