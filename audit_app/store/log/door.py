"""The one door for writes: checks rights and locks, records the change and applies it, all in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from audit_app.domain.people import Person
from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection
from audit_app.store.log import facts, people_log
from audit_app.store.log.apply import apply
from audit_app.store.log.blanking import blank_erased, erased_ids, holders
from audit_app.store.log.canonical import ops_digest
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
    own_tip,
    sign_head,
    sign_own_heads,
    tip_of,
    utc_text,
)
from audit_app.store.log.leaves import Current, Ends, kinds_held, leaves_of, sort_ends
from audit_app.store.log.long_change import LongChange
from audit_app.store.log.op_rows import (
    ADD_OP,
    REPLACE,
    SALT,
    LoggedOp,
    demand_sense,
    put_of,
    reopened_or_erased,
    row_of,
    with_knows,
)
from audit_app.store.log.rights import Op, demand, demand_unlocked, review_facts
from audit_app.store.log.sense import why_signed
from audit_app.store.log.settle import fields_of_review, in_order, settle_fields
from audit_app.store.transaction import transaction
from audit_app.store.vocabulary import LOGGED_ORDER

_ORDER = {kind: place for place, kind in enumerate(LOGGED_ORDER)}
_LEAVES_OF_ONE = (
    "SELECT field, writer, seq, new FROM op WHERE id = ? AND field = ? AND leaf = 1 "
    "UNION ALL SELECT field, writer, seq, new FROM op WHERE id = ? AND field = 'erased' AND leaf = 1 "
    "AND field <> ?"
)


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
        """`continue_writer` names the chain to go on with; without it the first write begins a new one.

        It begins a new one too where that chain is another person's or was signed with other keys.
        """
        self._conn = conn
        self._workspace = workspace
        self._signer = signer
        self._installation = installation
        self._clock = clock
        self._random = random
        self._tip: Tip | None = own_tip(conn, continue_writer, signer) if continue_writer else None
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
        """Read the people, and where this person's chain stands, anew: after a merge."""
        self._people = people_log.people(self._conn)
        if self._tip is not None:
            self._tip = tip_of(self._conn, self._tip.writer)

    def go_on_with(self, writer: str) -> None:
        """Go on where another connection of this process left this person's chain: after work in the background."""
        self._tip = own_tip(self._conn, writer, self._signer)
        self.people_changed()

    def write(self, label: str, ops: Sequence[Op], *, reason: str = "", touches: str = "", sign: str = "") -> Link:
        """Record and apply these operations as one change.

        `label` is what the person reads in the audit trail and in undo; `touches` names the plan or audit that
        the change is about; `sign` says why the head is signed with it. A submission, reveal, closing and erasure
        are always signed.
        Raises NotAllowed, ReviewLocked, NotStorable, StorageFull and the like, and KeyError or ValueError where an
        operation is none that the vocabulary knows; then nothing is kept.
        """
        if not ops:
            raise NothingToSave("There is nothing to save.")
        demand_sense(ops, label, reason, touches)
        sign = sign or next(filter(None, (why_signed(op.kind, op.field, op.value) for op in ops)), "")
        now = self._clock()
        with transaction(self._conn):
            self._demand(ops, now.date())
            tip = self._tip or mint(self._conn, self._signer, self._installation, self._clock, self._random)
            link = self._record(tip, ops, Words(label, reason, touches), utc_text(now))
            new_tip = Tip(link.writer, link.seq, link.hash)
            if sign:
                sign_head(self._conn, self._workspace, new_tip, self._signer, sign)
                link = replace(link, signed=True)
        self._tip = new_tip
        if any(op.kind == "person" for op in ops):
            self.people_changed()
        return link

    def write_long(self, label: str, parts: Iterable[Sequence[Op]]) -> Link:
        """Record and apply as one change more operations than memory should hold: of register entries and imports.

        They come in ascending (id, field) through all parts. Raises what `write` raises, ValueError where they are out
        of order, and whatever getting a part raises; then nothing is kept.
        """
        demand_sense((), label)
        now = self._clock()
        with transaction(self._conn):
            tip = self._tip or mint(self._conn, self._signer, self._installation, self._clock, self._random)
            digest = LongChange(self._conn, tip, self.person, now.date(), self._random).write(parts)
            link = add_change(
                self._conn,
                tip,
                next_lamport(self._conn),
                utc_text(now),
                Words(label, ""),
                self._random(SALT),
                digest,
            )
        self._tip = Tip(link.writer, link.seq, link.hash)
        return link

    def sign(self, why: str) -> None:
        """Sign where this person's chains stand: at lock, backup, report, pack."""
        with transaction(self._conn):
            sign_own_heads(self._conn, self._workspace, self._signer, why)

    def knows(self) -> dict[str, int]:
        """What this replica holds: the last seq of every writer."""
        return heads(self._conn)

    def _demand(self, ops: Sequence[Op], on: date) -> None:
        if self._is_founding(ops):
            return
        reviews = review_facts(self._conn, ops)
        demand(self.person, ops, reviews, on)
        demand_unlocked(ops, reviews)

    def _is_founding(self, ops: Sequence[Op]) -> bool:
        """The first change of a workspace makes the person who writes it."""
        if self._people or not any(op.kind == "person" and op.id == self._signer.person for op in ops):
            return False
        return self._conn.execute("SELECT 1 FROM change LIMIT 1").fetchone() is None

    def _record(self, tip: Tip, ops: Sequence[Op], words: Words, utc: str) -> Link:
        ops = self._with_locks(tip, sorted(ops, key=attrgetter("id", "field")) if len(ops) > 1 else ops)
        current, erased = self._current(ops)
        salts = self._random(SALT * (len(ops) + 1))
        rows = [
            row_of(op, tip, current.get((op.id, op.field), ()), salts[at : at + SALT])
            for op, at in zip(ops, range(SALT, len(salts), SALT), strict=True)
        ]
        link = add_change(
            self._conn,
            tip,
            next_lamport(self._conn),
            utc,
            words,
            salts[:SALT],
            ops_digest(row.digest for row in rows),
        )
        self._add_ops(rows)
        replaced = [(id_, field, writer, seq) for (id_, field), ends in current.items() for writer, seq, _ in ends]
        if replaced:
            self._conn.executemany(REPLACE, replaced)
        erased += [row.id for row in rows if row.field == "erased"]
        deleted = [op for op in ops if op.field == "deleted"]
        if deleted:  # the one answer that is not refused where its review is erased
            erased += erased_ids(self._conn, (one for op in deleted for one in holders(op.kind, op.id)))
        self._apply(ops, rows, blank_erased(self._conn, erased) if erased else set())
        return link

    def _add_ops(self, rows: Sequence[LoggedOp]) -> None:
        if len(rows) == 1:
            self._conn.execute(ADD_OP, rows[0])
        else:
            self._conn.executemany(ADD_OP, rows)

    def _with_locks(self, tip: Tip, ops: Sequence[Op]) -> Sequence[Op]:
        """A submission says what its writer knew, this change included: that is what the lock locks."""
        if not any(op.kind == "review" and op.field == "state" for op in ops):
            return ops
        knows = {**self.knows(), tip.writer: tip.seq + 1}
        return [with_knows(op, knows) if op.kind == "review" and op.field == "state" else op for op in ops]

    def _current(self, ops: Sequence[Op]) -> tuple[Current, list[str]]:
        """The leaves that these operations replace, and which of their entities are erased already."""
        if len(ops) == 1:
            return self._current_of_one(ops[0])
        return leaves_of(self._conn, ops, kinds_held(self._conn, {op.kind for op in ops}))

    def _current_of_one(self, op: Op) -> tuple[Current, list[str]]:
        """The same for one operation: a score given by key press waits for no more than it must."""
        ends: Ends = []
        erased = []
        for field, *end in self._conn.execute(_LEAVES_OF_ONE, (op.id, op.field, op.id, op.field)).fetchall():
            if field == "erased":
                erased.append(op.id)
            if field == op.field:
                ends.append((end[0], end[1], end[2]))
        current = {(op.id, op.field): ends} if ends else {}
        sort_ends(self._conn, ends)
        return current, erased

    def _apply(self, ops: Sequence[Op], rows: Sequence[LoggedOp], erased: set[str]) -> None:
        if len(ops) > 1:
            ops = sorted(ops, key=lambda op: (_ORDER[op.kind], op.field))
            self._conn.execute("PRAGMA defer_foreign_keys=ON")
        apply(self._conn, (put_of(op, erased) for op in ops))
        for review in reopened_or_erased(rows):
            # what was written elsewhere without knowing of the lock counts again now; what is erased goes
            settled = settle_fields(self._conn, in_order(fields_of_review(self._conn, review)))
            apply(self._conn, [one.put for one in settled])
        if any((row.kind, row.field) in facts.MOVED_BY for row in rows):
            facts.refresh(self._conn, facts.moved(self._conn, ((row.kind, row.id, row.field) for row in rows)))
