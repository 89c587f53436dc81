"""Reading the change log as an audit trail: when, who, why, old and new, and which plan it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.blanking import holders
from audit_app.store.log.canonical import Json, decode, encode
from audit_app.store.matching import like_words
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import KINDS


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
class TrailHead:
    """One change without its values: `utc` as ISO text, the person by name, label and reason empty where erased."""

    writer: str
    seq: int
    utc: str
    person: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class TrailChange(TrailHead):
    """One change with its values."""

    ops: tuple[TrailOp, ...]


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which changes are wanted; empty parts do not matter.

    `first` and `last`, both included, are days or UTC moments as ISO text. Of `kinds` and `field` one value of the
    change must be; every one of `words` must stand in its label or its reason.
    """

    entities: frozenset[str] | None = None
    person: str = ""
    first: str = ""
    last: str = ""
    kinds: frozenset[str] = frozenset()
    field: str = ""
    words: str = ""


_FROM: Final = "FROM change c JOIN writer w ON w.writer = c.writer LEFT JOIN person p ON p.id = w.person WHERE "
_HEADS: Final = (
    f"SELECT c.writer, c.seq, c.utc, coalesce(p.name, w.person), coalesce(c.label, ''), coalesce(c.reason, '') {_FROM}"
)
_ORDER: Final = " ORDER BY c.lamport DESC, c.writer DESC"
_OPS: Final = (
    "SELECT kind, id, field, old, new, salt IS NULL FROM op WHERE writer = ? AND seq = ? ORDER BY kind, id, field"
)
_OF_KIND: Final = "EXISTS (SELECT 1 FROM op o WHERE o.writer = c.writer AND o.seq = c.seq AND {what})"
_TOUCHED: Final = "SELECT DISTINCT writer, seq FROM op WHERE "


def trail(conn: Connection, wanted: TrailFilter) -> Iterator[TrailChange]:
    """The changes that fit, newest first; of a change about several things only what concerns the wanted ones."""
    for head in trail_heads(conn, wanted):
        yield TrailChange(
            head.writer, head.seq, head.utc, head.person, head.label, head.reason, tuple(ops_of(conn, head, wanted))
        )


def trail_heads(conn: Connection, wanted: TrailFilter, first: int = 0, many: int = -1) -> Iterator[TrailHead]:
    """The changes that fit without their values, newest first: so many from the `first` on, counted from 0."""
    where, values = _where(conn, wanted)
    for row in conn.execute(f"{_HEADS}{where}{_ORDER} LIMIT ? OFFSET ?", (*values, many, first)):
        yield TrailHead(*row)


def trail_count(conn: Connection, wanted: TrailFilter) -> int:
    """How many changes fit."""
    where, values = _where(conn, wanted)
    return int(conn.execute(f"SELECT count(*) {_FROM}{where}", values).fetchone()[0])


def ops_of(conn: Connection, head: TrailHead, wanted: TrailFilter) -> Iterator[TrailOp]:
    """The values of a change, of those about other things than the wanted ones none."""
    entities = wanted.entities
    for kind, id_, field, old, new, is_erased in conn.execute(_OPS, (head.writer, head.seq)):
        if entities is None or not entities.isdisjoint(holders(kind, id_)):
            yield TrailOp(kind, id_, field, _value(old), _value(new), bool(is_erased))


def op_count(conn: Connection, head: TrailHead) -> int:
    """How many values a change has."""
    row = conn.execute("SELECT count(*) FROM op WHERE writer = ? AND seq = ?", (head.writer, head.seq))
    return int(row.fetchone()[0])


def _where(conn: Connection, wanted: TrailFilter) -> tuple[str, list[Json]]:
    """The condition as SQL with its values."""
    parts, values = ["1"], list[Json]()
    for sql, value in (
        ("(p.name = ? OR w.person = ?)", wanted.person),
        ("substr(c.utc, 1, length(?)) >= ?", wanted.first),
        ("substr(c.utc, 1, length(?)) <= ?", wanted.last),
        (_OF_KIND.format(what="o.field = ?"), wanted.field),
    ):
        if value:
            parts.append(sql)
            values += [value] * sql.count("?")
    if wanted.kinds:
        parts.append(_OF_KIND.format(what=f"o.kind IN ({', '.join('?' * len(wanted.kinds))})"))
        values += sorted(wanted.kinds)
    for word in like_words(wanted.words):
        parts.append("(c.label LIKE ? ESCAPE '\\' OR c.reason LIKE ? ESCAPE '\\')")
        values += [word, word]
    if wanted.entities is not None:
        touched = sorted(f"{seq} {writer}" for writer, seq in _changes_of(conn, wanted.entities))
        parts.append("c.seq || ' ' || c.writer IN (SELECT value FROM json_each(?))")
        values.append(encode(touched))
    return " AND ".join(parts), values


def _changes_of(conn: Connection, entities: Iterable[str]) -> set[tuple[str, int]]:
    """The changes that touch these entities, or what lies in them: a score's id is REVIEW.MARKER."""
    wanted = sorted(entities)
    found = {(writer, seq) for writer, seq in rows_in(conn, _TOUCHED + "id IN ({marks})", wanted)}
    for id_ in wanted:
        found |= set(conn.execute(_TOUCHED + "id > ? AND id < ?", (f"{id_}.", f"{id_}/")))  # "/" comes right after "."
    return found


def _value(text: str | None) -> Json:
    return decode(text) if text is not None else None


_OF_REVIEW: Final = (
    "SELECT e.plan_ref FROM review r JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id WHERE r.id = ?"
)
_PLAN_REF: Final = {
    "entry": "SELECT plan_ref FROM entry WHERE id = ?",
    "advice_request": "SELECT e.plan_ref FROM advice_request a JOIN entry e ON e.id = a.plan_id WHERE a.id = ?",
    "document": "SELECT e.plan_ref FROM document d JOIN entry e ON e.id = d.plan_id WHERE d.id = ?",
    "place": "SELECT e.plan_ref FROM place p JOIN entry e ON e.id = p.plan_id WHERE p.id = ?",
    "family_voice": "SELECT e.plan_ref FROM family_voice v JOIN entry e ON e.id = v.plan_id WHERE v.id = ?",
    "action_finding": (
        "SELECT e.plan_ref FROM action_finding f JOIN entry e ON e.id = f.plan_id "
        "WHERE f.action_id || '.' || f.number = ?"
    ),
    "adulthood": "SELECT plan_ref FROM entry WHERE id = ?",
    "ehc_outcome": "SELECT e.plan_ref FROM ehc_outcome o JOIN entry e ON e.id = o.plan_id WHERE o.id = ?",
    "outcome_progress": (
        "SELECT e.plan_ref FROM outcome_progress p JOIN ehc_outcome o ON o.id = p.outcome_id "
        "JOIN entry e ON e.id = o.plan_id WHERE p.outcome_id || '.' || p.reviewed = ?"
    ),
    "sealed_review": (
        "SELECT e.plan_ref FROM sealed_review s JOIN audit a ON a.id = s.audit_id JOIN entry e ON e.id = a.plan_id "
        "WHERE s.id = ?"
    ),
    "audit": "SELECT e.plan_ref FROM audit a JOIN entry e ON e.id = a.plan_id WHERE a.id = ?",
}


def plan_ref_of(conn: Connection, kind: str, id_: str) -> str:
    """The reference of the plan that an entity is about; empty where it is about none or was erased."""
    in_review = kind == "review" or (kind in KINDS and KINDS[kind].of_review)
    sql = _OF_REVIEW if in_review else _PLAN_REF.get(kind)
    if sql is None:
        return ""
    row = conn.execute(sql, (id_.split(".", 1)[0] if in_review else id_,)).fetchone()
    return str(row[0]) if row and row[0] else ""
