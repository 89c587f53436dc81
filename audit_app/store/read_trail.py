"""Reading the change log as an audit trail: when, who, why, old and new, and which plan it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.blanking import holders
from audit_app.store.log.canonical import Json, decode
from audit_app.store.transaction import rows_in


@dataclass(frozen=True, slots=True)
class TrailOp:
    """One value that a change replaced; `is_erased` where both are gone under a retention rule."""

    kind: str
    id: str
    field: str
    old: Json
    new: Json
    is_erased: bool


@dataclass(frozen=True, slots=True)
class TrailChange:
    """One change: `utc` as ISO text, the person by name, label and reason empty where they were erased."""

    writer: str
    seq: int
    utc: str
    person: str
    label: str
    reason: str
    ops: tuple[TrailOp, ...]


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which changes are wanted; empty parts do not matter. Days are ISO text, both ends included."""

    entities: frozenset[str] | None = None
    person: str = ""
    first: str = ""
    last: str = ""


_CHANGES: Final = (
    "SELECT c.writer, c.seq, c.utc, coalesce(p.name, w.person), c.label, c.reason FROM change c "
    "JOIN writer w ON w.writer = c.writer LEFT JOIN person p ON p.id = w.person "
    "WHERE (? = '' OR p.name = ? OR w.person = ?) AND (? = '' OR substr(c.utc, 1, 10) >= ?) "
    "AND (? = '' OR substr(c.utc, 1, 10) <= ?) ORDER BY c.lamport DESC, c.writer DESC"
)
_OPS: Final = (
    "SELECT kind, id, field, old, new, salt IS NULL FROM op WHERE writer = ? AND seq = ? ORDER BY kind, id, field"
)
_TOUCHED: Final = "SELECT DISTINCT writer, seq FROM op WHERE "


def trail(conn: Connection, wanted: TrailFilter) -> Iterator[TrailChange]:
    """The changes that fit, newest first; of a change about several things only what concerns the wanted ones."""
    person, first, last = wanted.person, wanted.first, wanted.last
    touched = None if wanted.entities is None else _changes_of(conn, wanted.entities)
    for row in conn.execute(_CHANGES, (person, person, person, first, first, last, last)):
        writer, seq, utc, name, label, reason = row
        if touched is not None and (writer, seq) not in touched:
            continue
        ops = tuple(_ops(conn, writer, seq, wanted.entities))
        yield TrailChange(writer, seq, utc, name, label or "", reason or "", ops)


def _changes_of(conn: Connection, entities: Iterable[str]) -> set[tuple[str, int]]:
    """The changes that touch these entities, or what lies in them: a score's id is REVIEW.MARKER."""
    wanted = sorted(entities)
    found = {(writer, seq) for writer, seq in rows_in(conn, _TOUCHED + "id IN ({marks})", wanted)}
    for id_ in wanted:
        found |= set(conn.execute(_TOUCHED + "id > ? AND id < ?", (f"{id_}.", f"{id_}/")))  # "/" comes right after "."
    return found


def _ops(conn: Connection, writer: str, seq: int, entities: frozenset[str] | None) -> Iterator[TrailOp]:
    for kind, id_, field, old, new, is_erased in conn.execute(_OPS, (writer, seq)):
        if entities is None or not entities.isdisjoint(holders(kind, id_)):
            yield TrailOp(kind, id_, field, _value(old), _value(new), bool(is_erased))


def _value(text: str | None) -> Json:
    return decode(text) if text is not None else None


_OF_REVIEW: Final = (
    "SELECT e.plan_ref FROM review r JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id WHERE r.id = ?"
)
_PLAN_REF: Final = {
    "entry": "SELECT plan_ref FROM entry WHERE id = ?",
    "document": "SELECT e.plan_ref FROM document d JOIN entry e ON e.id = d.plan_id WHERE d.id = ?",
    "place": "SELECT e.plan_ref FROM place p JOIN entry e ON e.id = p.plan_id WHERE p.id = ?",
    "audit": "SELECT e.plan_ref FROM audit a JOIN entry e ON e.id = a.plan_id WHERE a.id = ?",
    "review": _OF_REVIEW,
    "score": _OF_REVIEW,
    "advice": _OF_REVIEW,
    "section_state": _OF_REVIEW,
}


def plan_ref_of(conn: Connection, kind: str, id_: str) -> str:
    """The reference of the plan that an entity is about; empty where it is about none or was erased."""
    sql = _PLAN_REF.get(kind)
    if sql is None:
        return ""
    key = id_.split(".", 1)[0] if sql == _OF_REVIEW else id_
    row = conn.execute(sql, (key,)).fetchone()
    return str(row[0]) if row and row[0] else ""
