"""Writing one change with more operations than memory should hold, part by part, in the order in which it is hashed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from audit_app.domain.people import Person
from audit_app.store.driver import Connection
from audit_app.store.log.apply import apply_together
from audit_app.store.log.blanking import blank_erased
from audit_app.store.log.canonical import ops_digest
from audit_app.store.log.chain import Random, Tip
from audit_app.store.log.leaves import kinds_held, leaves_of
from audit_app.store.log.op_rows import ADD_OP, REPLACE, SALT, LoggedOp, demand_sense, put_of, row_of
from audit_app.store.log.rights import Op, demand

PLAIN_KINDS: Final = frozenset({"entry", "register_import"})
"""Kinds on whose values no lock, no state and no derived number hangs."""


class LongChange:
    """The operations of one change: logged, applied and forgotten part by part; the caller holds the transaction."""

    def __init__(self, conn: Connection, tip: Tip, person: Person | None, on: date, random: Random) -> None:
        """`tip` is where the chain stands before; `person` writes, on a day."""
        conn.execute("PRAGMA defer_foreign_keys=ON")  # operations come before their change
        self._conn, self._tip, self._random = conn, tip, random
        self._person, self._on = person, on
        self._held = kinds_held(conn, PLAIN_KINDS)  # before anything is written
        self._last = ("", "")

    def write(self, parts: Iterable[Sequence[Op]]) -> bytes:
        """Log and apply every part, in ascending (id, field) through all of them; returns the digest of all.

        Raises ValueError for a part out of order, or an operation that no long change may have.
        """
        return ops_digest(row.digest for part in parts for row in self._written(part))

    def _written(self, ops: Sequence[Op]) -> Iterator[LoggedOp]:
        self._demand(ops)
        current, erased = leaves_of(self._conn, ops, self._held)
        salts = self._random(SALT * len(ops))
        rows = [
            row_of(op, self._tip, current.get((op.id, op.field), ()), salts[at : at + SALT])
            for op, at in zip(ops, range(0, len(salts), SALT), strict=True)
        ]
        self._conn.executemany(ADD_OP, rows)
        replaced = [(id_, field, writer, seq) for (id_, field), ends in current.items() for writer, seq, _ in ends]
        if replaced:
            self._conn.executemany(REPLACE, replaced)
        gone = blank_erased(self._conn, erased) if erased else set()
        apply_together(self._conn, (put_of(op, gone) for op in ops))
        yield from rows

    def _demand(self, ops: Sequence[Op]) -> None:
        for op in ops:
            if op.kind not in PLAIN_KINDS or op.field in ("erased", "deleted"):
                raise ValueError(f"no long change may write {op.kind} {op.field}")
            if (op.id, op.field) <= self._last:
                raise ValueError("the operations of a long change come in order")
            self._last = (op.id, op.field)
        demand_sense(ops)
        demand(self._person, ops, {}, self._on)
