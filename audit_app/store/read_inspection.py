"""Reading what stands behind named plans for an inspection: sealed boxes, overrides, links of the change log."""

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.read_trail import TrailFilter, TrailHead, trail


@dataclass(frozen=True, slots=True)
class BoxHeld:
    """One member's sealed scores of one plan as they came in: `digest` is SHA-256 over the box, never its content.

    `opened_by` and `opened_on` tell of the round's reveal, empty while it is sealed; days are ISO text.
    """

    plan_ref: str
    round: str
    member: str
    agency: str
    number: int
    source: str
    sent_on: str
    digest: str
    opened_by: str
    opened_with: str
    opened_on: str


@dataclass(frozen=True, slots=True)
class Overridden:
    """A grade that a moderator changed: when (UTC text), who, to which grade, why; days are ISO text."""

    plan_ref: str
    utc: str
    person: str
    grade: str
    reason: str
    submitted_on: str
    audited_on: str = ""
    framework: str = ""
    is_consensus: bool = False


_BOXES: Final = (
    "SELECT e.plan_ref, d.name, coalesce(p.name, s.person_id), coalesce(t.agency, ''), s.number, "
    "coalesce(s.source, ''), coalesce(s.sent_on, ''), s.box, coalesce(o.name, d.opened_by, ''), "
    "coalesce(w.name, d.opened_with, ''), coalesce(d.opened_on_day, '') "
    "FROM sealed_review s JOIN audit a ON a.id = s.audit_id "
    "JOIN entry e ON e.id = a.plan_id JOIN round d ON d.id = s.round_id "
    "LEFT JOIN seat t ON t.round_id = s.round_id AND t.person_id = s.person_id "
    "LEFT JOIN person p ON p.id = s.person_id LEFT JOIN person o ON o.id = d.opened_by "
    "LEFT JOIN person w ON w.id = d.opened_with "
    "WHERE a.plan_id = ? AND s.box IS NOT NULL AND s.erased IS NULL ORDER BY d.name, 3, s.number"
)
_ACTIONS: Final = (
    "SELECT DISTINCT f.action_id FROM action_finding f JOIN action a ON a.id = f.action_id WHERE f.plan_id = ? "
    "AND f.kind IS NOT NULL AND f.erased IS NULL AND f.deleted IS NULL AND a.opened_on IS NOT NULL "
    "AND a.erased IS NULL AND a.deleted IS NULL ORDER BY a.opened_on, a.id"
)
_PEOPLE: Final = "SELECT id, name FROM person WHERE name IS NOT NULL"
_REVIEWS: Final = (
    "SELECT r.id, coalesce(e.plan_ref, ''), coalesce(json_extract(r.state_detail, '$.on'), ''), a.date, a.framework, "
    "r.kind = 'consensus' FROM review r "
    "JOIN audit a ON a.id = r.audit_id LEFT JOIN entry e ON e.id = a.plan_id "
    "WHERE a.plan_id = ? AND r.override_grade IS NOT NULL AND r.erased IS NULL ORDER BY a.date, r.id"
)
_LINK: Final = "SELECT lamport, lower(hex(ops_digest)), lower(hex(hash)) FROM change WHERE writer = ? AND seq = ?"
_HEADS: Final = (
    "SELECT c.writer, c.seq, coalesce(p.name, w.person), lower(hex(c.hash)) FROM change c "
    "JOIN writer w ON w.writer = c.writer LEFT JOIN person p ON p.id = w.person "
    "WHERE c.seq = (SELECT max(seq) FROM change n WHERE n.writer = c.writer) ORDER BY c.writer"
)
_ROUNDS: Final = (
    "SELECT DISTINCT d.id FROM round d JOIN audit a ON a.round = d.name AND a.cycle = coalesce(d.cycle, a.cycle) "
    "WHERE a.plan_id = ?"
)


def actions_of_plan(conn: Connection, plan_id: str) -> tuple[str, ...]:
    """The actions that have a finding at a plan, by id, the earliest first."""
    return tuple(str(row[0]) for row in conn.execute(_ACTIONS, (plan_id,)))


def people_by_id(conn: Connection) -> dict[str, str]:
    """Who is who: those who did something have to be named to an inspector."""
    return {str(id_): str(name) for id_, name in conn.execute(_PEOPLE)}


def boxes_of(conn: Connection, plan_id: str) -> tuple[BoxHeld, ...]:
    """The sealed scores of a plan, round by round; what is in them stays closed."""
    return tuple(
        BoxHeld(ref, round_, member, agency, number or 0, source, sent, _digest(box), by, with_, on)
        for ref, round_, member, agency, number, source, sent, box, by, with_, on in conn.execute(_BOXES, (plan_id,))
    )


def _digest(box: str) -> str:
    return sha256(b64decode(box)).hexdigest()


def overrides_of(conn: Connection, plan_id: str) -> tuple[Overridden, ...]:
    """Every change of a grade by a moderator in the plan's audits, the oldest first."""
    found = []
    for review, ref, submitted, audited, framework, is_consensus in conn.execute(_REVIEWS, (plan_id,)).fetchall():
        wanted = TrailFilter(entities=frozenset((review,)), kinds=frozenset(("review",)), field="override")
        for change in trail(conn, wanted):
            said = [op.new for op in change.ops if op.field == "override" and isinstance(op.new, dict)]
            found += [
                Overridden(
                    *(ref, change.utc, change.person, str(one.get("grade") or ""), str(one.get("reason") or "")),
                    *(submitted, audited or "", framework or "", bool(is_consensus)),
                )
                for one in said
            ]
    return tuple(sorted(found, key=lambda one: one.utc))


def rounds_of_plan(conn: Connection, plan_id: str) -> frozenset[str]:
    """The ids of the rounds that the plan was scored in."""
    return frozenset(row[0] for row in conn.execute(_ROUNDS, (plan_id,)))


def links_of(conn: Connection, heads: Iterable[TrailHead]) -> dict[tuple[str, int], tuple[int, str, str]]:
    """For each change its place in logical time, the digest of its values and its hash, in hexadecimal."""
    wanted = {(head.writer, head.seq) for head in heads}
    return {key: conn.execute(_LINK, key).fetchone() for key in wanted}


def heads_of(conn: Connection) -> tuple[tuple[str, int, str, str], ...]:
    """Where each writer's chain stands: writer, number of its last change, whose it is, hash."""
    return tuple(conn.execute(_HEADS))
