"""Reading improvement plans, their versions, risks and escalations as they are kept; it changes nothing."""

from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.improvement import ImprovementPlan, Reported
from audit_app.domain.plan_rows import (
    ACTION,
    FIELDS,
    LISTS,
    OUTCOME,
    PLAN,
    THEME,
    Row,
    plan_of,
    read_plan_value,
)
from audit_app.domain.risks import Escalation, Risk
from audit_app.domain.status import Status
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode

_HELD: Final = "erased IS NULL AND deleted IS NULL"
_PLANS: Final = f"SELECT id, title FROM improvement_plan WHERE {_HELD} AND title IS NOT NULL ORDER BY title, id"
_THEMES: Final = f"SELECT id FROM plan_theme WHERE {_HELD} AND plan = ?"
_OUTCOMES: Final = f"SELECT id FROM required_outcome WHERE {_HELD} AND theme IN ({_THEMES})"
_ACTIONS: Final = f"SELECT id FROM plan_action WHERE {_HELD} AND outcome IN ({_OUTCOMES})"
_ROWS: Final = {
    PLAN: ("improvement_plan", "id, ''", f"{_HELD} AND title IS NOT NULL AND id = ?"),
    THEME: ("plan_theme", "id, plan", f"{_HELD} AND plan = ?"),
    OUTCOME: ("required_outcome", "id, theme", f"{_HELD} AND theme IN ({_THEMES})"),
    ACTION: ("plan_action", "id, outcome", f"{_HELD} AND outcome IN ({_OUTCOMES})"),
}
_PROGRESS: Final = (
    "SELECT action_id, checkpoint, status, coalesce(comment, ''), coalesce(evidence, '') FROM plan_progress "
    f"WHERE {_HELD} AND action_id IN ({_ACTIONS})"
)
_VERSIONS: Final = (
    "SELECT id, number, made_on, made_by, coalesce(note, ''), digest, signed_on, coalesce(signed_by, ''), "
    f"coalesce(signed_board, '') FROM plan_version WHERE {_HELD} AND content IS NOT NULL AND plan = ? "
    "ORDER BY made_on, CAST(number AS INTEGER), id"
)
_RISKS: Final = (
    "SELECT id, kind, words, opened_on, coalesce(owner, ''), coalesce(likelihood, 0), coalesce(impact, 0), "
    "coalesce(mitigation, ''), coalesce(about, ''), closed_on, coalesce(closed_why, '') "
    f"FROM risk WHERE {_HELD} AND words IS NOT NULL AND plan = ? ORDER BY opened_on, id"
)
_ESCALATIONS: Final = (
    "SELECT id, words, coalesce(from_whom, ''), coalesce(to_whom, ''), on_date, coalesce(about, ''), answered_on, "
    f"coalesce(answer, '') FROM escalation WHERE {_HELD} AND words IS NOT NULL ORDER BY on_date, id"
)


class PlanName(NamedTuple):
    """A plan that is kept."""

    id: str
    title: str


class HeldVersion(NamedTuple):
    """A version as it was made, without its content; days are ISO, `signed_on` None until it was signed off."""

    id: str
    number: str
    made_on: str
    made_by: str
    note: str
    digest: str
    signed_on: str | None
    signed_by: str
    signed_board: str


def plan_names(conn: Connection) -> tuple[PlanName, ...]:
    """Every plan, by title."""
    return tuple(PlanName(*row) for row in conn.execute(_PLANS))


def held_plan(conn: Connection, plan_id: str) -> ImprovementPlan | None:
    """A plan with all that stands in it, None where it is not kept any more."""
    rows = [row for kind in _ROWS for row in _rows(conn, kind, plan_id)]
    return plan_of(rows, _told(conn, plan_id)) if rows and rows[0].kind == PLAN else None


def versions_of(conn: Connection, plan_id: str) -> tuple[HeldVersion, ...]:
    """The versions of a plan in the order in which they were made."""
    return tuple(HeldVersion(*row) for row in conn.execute(_VERSIONS, (plan_id,)))


def version_content(conn: Connection, version_id: str) -> tuple[Json, ImprovementPlan] | None:
    """What a version keeps, as it was signed and as the plan that it tells; None where it is not kept."""
    row = conn.execute(f"SELECT content FROM plan_version WHERE id = ? AND {_HELD}", (version_id,)).fetchone()
    if row is None or row[0] is None:
        return None
    value = decode(row[0])
    return value, read_plan_value(value)


def risks_of(conn: Connection, plan_id: str) -> tuple[Risk, ...]:
    """The risks and issues of a plan, the oldest first."""
    return tuple(_risk(row) for row in conn.execute(_RISKS, (plan_id,)))


def escalations(conn: Connection) -> tuple[Escalation, ...]:
    """Every escalation of the workspace, the oldest first."""
    return tuple(_escalation(row) for row in conn.execute(_ESCALATIONS))


def ids_taken(conn: Connection) -> frozenset[str]:
    """The ids that anything of a plan has or had: a new one must not wake one that was taken away."""
    tables = ("improvement_plan", "plan_theme", "required_outcome", "plan_action", "risk", "escalation")
    return frozenset(row[0] for table in tables for row in conn.execute(f"SELECT id FROM {table}"))


def _told(conn: Connection, plan_id: str) -> dict[str, dict[str, Reported]]:
    """What was reported of every action; a status without words is the same object wherever it stands."""
    bare = {status.value: Reported(status) for status in Status}
    found: dict[str, dict[str, Reported]] = {}
    for action_id, checkpoint, status, comment, evidence in conn.execute(_PROGRESS, (plan_id,)):
        if comment or evidence:
            found.setdefault(action_id, {})[checkpoint] = Reported(
                Status(status) if status else None, comment, evidence
            )
        elif status:
            found.setdefault(action_id, {})[checkpoint] = bare[status]
    return found


def _rows(conn: Connection, kind: str, plan_id: str) -> list[Row]:
    table, keys, wanted = _ROWS[kind]
    names = FIELDS[kind]
    found = conn.execute(f"SELECT {keys}, {', '.join(names)} FROM {table} WHERE {wanted}", (plan_id,))
    return [
        Row(kind, row[0], row[1], "", {name: _value(name, one) for name, one in zip(names, row[2:], strict=True)})
        for row in found
    ]


def _value(name: str, stored: Json) -> Json:
    return decode(stored) if name in LISTS and stored is not None else stored


def _risk(row: tuple[Json, ...]) -> Risk:
    id_, kind, words, opened, owner, likelihood, impact, mitigation, about, closed, why = row
    numbers = int(likelihood), int(impact)
    return Risk(id_, kind or "risk", words, _day(opened), owner, *numbers, mitigation, about, _day(closed), why)


def _escalation(row: tuple[Json, ...]) -> Escalation:
    id_, words, from_whom, to_whom, on, about, answered, answer = row
    return Escalation(id_, words, from_whom, to_whom, _day(on), about, _day(answered), answer)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
