"""Reading what lies in a small workspace: what a member is to score for which round, and what a keyholder keeps."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode
from audit_app.store.read_settings import workspace_settings


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody who opened a round, or their deputy, by the keys with which they sign and to which they are written."""

    person: str
    name: str
    box_key: str
    sign_key: str


@dataclass(frozen=True, slots=True)
class AssignedPlan:
    """One plan of an assignment: its audit and the member's review of it.

    `back` counts how often it was handed back, with the newest reason; it is 0 and empty where it never was.
    """

    audit_id: str
    review_id: str
    plan_ref: str
    back: int = 0
    back_reason: str = ""

    def value(self) -> Json:
        """As it stands in the assignment."""
        return {name: getattr(self, name) for name in ("audit_id", "review_id", "plan_ref", "back", "back_reason")}


@dataclass(frozen=True, slots=True)
class HeldAssignment:
    """What a member is to score; `id` is the round's. Keys and proof are hexadecimal, `number` that of the last pack.

    `returned_number` counts what was sent back, 0 for nothing yet; `result` is None until the round was closed.
    """

    id: str
    workspace: str
    organisation: str
    name: str
    framework: str
    due: date
    agency: str
    public: str
    is_sealed: bool
    number: int
    proof: str = field(repr=False)
    chairs: tuple[Chair, ...]
    plans: tuple[AssignedPlan, ...]
    returned_number: int
    returned_on: str
    result: Json

    @property
    def is_void(self) -> bool:
        """Whether the round can never be opened and is scored again."""
        return isinstance(self.result, dict) and bool(self.result.get("void"))


_ASSIGNMENTS: Final = (
    "SELECT id, workspace, organisation, name, framework, due, agency, public, sealed, number, proof, chair, audits, "
    "coalesce(returned_number, 0), coalesce(returned_on, ''), result FROM assignment "
    "WHERE name IS NOT NULL AND erased IS NULL AND deleted IS NULL"
)


def assignments_held(conn: Connection) -> tuple[HeldAssignment, ...]:
    """Every assignment, the one due last first."""
    return tuple(_assignment(row) for row in conn.execute(f"{_ASSIGNMENTS} ORDER BY due DESC, name, id"))


def assignment_of(conn: Connection, round_id: str) -> HeldAssignment | None:
    """The assignment of one round, None where there is none."""
    row = conn.execute(f"{_ASSIGNMENTS} AND id = ?", (round_id,)).fetchone()
    return None if row is None else _assignment(row)


def assignment_with(conn: Connection, audit_id: str) -> HeldAssignment | None:
    """The assignment that an audit belongs to, None for an audit of this workspace's own."""
    return next((one for one in assignments_held(conn) if any(p.audit_id == audit_id for p in one.plans)), None)


def _assignment(row: Sequence[Json]) -> HeldAssignment:
    id_, workspace, organisation, name, framework, due, agency, public, sealed, number, proof, *rest = row
    chairs, plans, returned, returned_on, result = rest
    return HeldAssignment(
        *(id_, workspace or "", organisation or "", name, framework, date.fromisoformat(due), agency, public or ""),
        is_sealed=str(sealed) == "1",
        number=number,
        proof=proof or "",
        chairs=tuple(Chair(**one) for one in decode(chairs)),
        plans=tuple(AssignedPlan(**one) for one in decode(plans)),
        returned_number=returned,
        returned_on=returned_on,
        result=decode(result) if result else None,
    )


_LOCKED: Final = (
    "SELECT o.id FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq JOIN review r ON r.id = o.id "
    "WHERE o.field = 'state' AND o.leaf = 1 AND r.state = 'submitted' AND c.lamport < (SELECT max(d.lamport) "
    "FROM op p JOIN change d ON d.writer = p.writer AND d.seq = p.seq "
    "WHERE p.id = ? AND p.field = 'returned' AND p.leaf = 1)"
)


def sent_back(conn: Connection, assignment: HeldAssignment) -> frozenset[str]:
    """The reviews of an assignment that went back to the chair as they stand now.

    A return takes every review that is submitted when it is made: what was locked before it has gone with it.
    """
    if not assignment.returned_number:
        return frozenset()
    locked = {review for (review,) in conn.execute(_LOCKED, (assignment.id,))}
    return frozenset(one.review_id for one in assignment.plans if one.review_id in locked)


@dataclass(frozen=True, slots=True)
class HeldCustody:
    """The half that a keyholder keeps of one round, wrapped to them (base64); `asked` is what the last request told."""

    id: str
    workspace: str
    organisation: str
    name: str
    due: date
    half: str
    number: int
    chairs: tuple[Chair, ...]
    asked: Json
    released_on: str


_CUSTODY: Final = (
    "SELECT id, workspace, organisation, name, due, half, number, chair, asked, coalesce(released_on, '') "
    "FROM custody WHERE name IS NOT NULL AND erased IS NULL AND deleted IS NULL"
)


def custodies_held(conn: Connection) -> tuple[HeldCustody, ...]:
    """Every half that is kept here, that of the round due last first."""
    return tuple(_custody(row) for row in conn.execute(f"{_CUSTODY} ORDER BY due DESC, name, id"))


def custody_of(conn: Connection, round_id: str) -> HeldCustody | None:
    """The half of one round, None where none is kept."""
    row = conn.execute(f"{_CUSTODY} AND id = ?", (round_id,)).fetchone()
    return None if row is None else _custody(row)


def _custody(row: Sequence[Json]) -> HeldCustody:
    id_, workspace, organisation, name, due, half, number, chairs, asked, released = row
    day = date.fromisoformat(due) if due else date.max
    return HeldCustody(
        *(id_, workspace or "", organisation or "", name, day, half or "", number),
        chairs=tuple(Chair(**one) for one in decode(chairs)),
        asked=decode(asked) if asked else None,
        released_on=released,
    )


PARTNERSHIP: Final = "partnership"
"""The setting of a small workspace that says whose it is: see `Partnership`."""


@dataclass(frozen=True, slots=True)
class Partnership:
    """The partnership that a small workspace belongs to: its workspace's id, its name and those who may send packs.

    `proof` (hexadecimal) ties the first keys of a keyholder to their invitation; empty for a member, whose assignment
    has its own.
    """

    workspace: str
    organisation: str
    chairs: tuple[Chair, ...]
    proof: str = field(repr=False, default="")

    def value(self) -> Json:
        """As it stands among the settings."""
        return {**asdict(self), "chairs": [asdict(one) for one in self.chairs]}


def partnership_of(conn: Connection) -> Partnership | None:
    """The partnership for which this workspace was made from a pack, None for a workspace of its own."""
    value = workspace_settings(conn).get(PARTNERSHIP)
    if not isinstance(value, dict):
        return None
    return Partnership(**{**value, "chairs": tuple(Chair(**one) for one in value["chairs"])})


def is_small(conn: Connection) -> bool:
    """Whether a workspace was made from a pack and has no register, draws or rounds of its own."""
    if partnership_of(conn) is None:
        return False
    own = ("register_import", "draw", "round")
    return not any(conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in own)


def was_erased(conn: Connection, kind: str, id_: str) -> bool:
    """Whether a thing was erased here: whatever comes for it later is left out."""
    sql = "SELECT 1 FROM op WHERE id = ? AND kind = ? AND field = 'erased' LIMIT 1"
    return conn.execute(sql, (id_, kind)).fetchone() is not None
