"""Reading what the last import did not have, and what the log has of one entry's row; it changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.register import RegisterRow
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import REGISTER_COLUMNS


@dataclass(frozen=True, slots=True)
class MissingEntry:
    """An entry that the last import did not have; texts are empty where not known, dates are ISO text.

    `is_used` says that it was audited or drawn, or has documents or requests for advice.
    """

    id: str
    plan_ref: str
    team: str
    final_date: str
    last_review_date: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """The last import's file and day (ISO), and the entries that it did not have and of which nothing is said yet."""

    file: str
    imported_on: str
    entries: tuple[MissingEntry, ...]


_LAST: Final = (
    "SELECT r.file, r.imported_on, r.vanished, c.lamport FROM register_import r "
    "JOIN op o ON o.id = r.id AND o.field = 'record' JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
    "WHERE r.erased IS NULL ORDER BY c.lamport DESC, c.writer DESC LIMIT 1"
)
_USED: Final = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} t WHERE t.plan_id = e.id AND t.erased IS NULL)"
    for table in ("audit", "place", "document", "advice_request")
)

# Whatever was written of the entry since is an answer; a row written as it stood is one that lasts: it is kept.
_OPEN: Final = (
    f"SELECT e.id, e.plan_ref, coalesce(e.casework_team, ''), coalesce(e.final_date, ''), "
    f"coalesce(e.last_review_date, ''), {_USED} FROM entry e WHERE e.id IN ({{marks}}) AND e.plan_ref IS NOT NULL "
    "AND e.erased IS NULL AND (e.ceased_date IS NULL OR e.ceased_date > '{on}') AND NOT EXISTS (SELECT 1 FROM op o "
    "JOIN change c ON c.writer = o.writer AND c.seq = o.seq WHERE o.id = e.id AND o.kind = 'entry' AND o.field = 'row' "
    "AND (c.lamport > {lamport} OR (o.leaf = 1 AND o.old = o.new)))"
)


def missing(conn: Connection, on: date) -> Missing:
    """What the last import did not have and is still to be asked about on a day, by reference."""
    last = conn.execute(_LAST).fetchone()
    if last is None:
        return Missing("", "", ())
    file, imported_on, vanished, lamport = last
    sql = _OPEN.replace("{on}", on.isoformat()).replace("{lamport}", str(int(lamport)))
    rows = rows_in(conn, sql, decode(vanished) if vanished else [])
    found = [MissingEntry(id_, ref, team, final, review, bool(used)) for id_, ref, team, final, review, used in rows]
    return Missing(file or "", imported_on or "", tuple(sorted(found, key=lambda one: one.plan_ref)))


def recorded_missing(conn: Connection) -> frozenset[str]:
    """The ids of the entries that the last import did not have, whatever was said of them since."""
    last = conn.execute(_LAST).fetchone()
    return frozenset(decode(last[2])) if last is not None and last[2] else frozenset()


def rows_of(conn: Connection, ids: Sequence[str]) -> dict[str, RegisterRow]:
    """The filled fields of these entries by id."""
    sql = f"SELECT id, {', '.join(REGISTER_COLUMNS)} FROM entry WHERE plan_ref IS NOT NULL AND id IN ({{marks}})"
    return {
        id_: {name: value for name, value in zip(REGISTER_COLUMNS, values, strict=True) if value is not None}
        for id_, *values in rows_in(conn, sql, ids)
    }


class RowWritten(NamedTuple):
    """One change of an entry's row: when (UTC text), in the words of the change, and the row before and after."""

    utc: str
    label: str
    old: dict[str, Json]
    new: dict[str, Json]


_WRITTEN: Final = (
    "SELECT c.utc, coalesce(c.label, ''), o.old, o.new FROM op o "
    "JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
    "WHERE o.id = ? AND o.field = 'row' AND o.kind = 'entry' AND o.salt IS NOT NULL "
    "ORDER BY c.lamport DESC, c.writer DESC"
)


def rows_written(conn: Connection, entry_id: str) -> list[RowWritten]:
    """Every change of an entry's row, the newest first; an empty row is one that was not there, or was taken out."""
    return [
        RowWritten(utc, label, decode(old or "null") or {}, decode(new or "null") or {})
        for utc, label, old, new in conn.execute(_WRITTEN, (entry_id,))
    ]
