"""Reading the advice log and the register's four advice dates; it changes nothing and decides nothing of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.advice import AGENCIES, AdviceAsked, Outcome
from audit_app.domain.register import RegisterRow
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json

LIVE: Final = "a.erased IS NULL AND a.deleted IS NULL AND a.requested IS NOT NULL"
"""The lines of the log that count, as a condition on `advice_request a`."""

_LINE: Final = "a.plan_id, a.id, a.agency, a.service, a.provider, a.requested, a.due, a.received, a.outcome"
_LINES: Final = (
    f"SELECT {_LINE} FROM advice_request a JOIN entry e ON e.id = a.plan_id AND e.erased IS NULL WHERE {LIVE} "
    "ORDER BY a.requested, a.agency, a.service, a.id"
)
_OF_PLAN: Final = (
    f"SELECT {_LINE} FROM advice_request a WHERE {LIVE} AND a.plan_id = ? ORDER BY a.requested, a.agency, a.service"
)
_DECIDING: Final = (
    *("request_date", "request_outcome", "assessment_outcome", "advice_requested_date"),
    *(f"{agency}_advice_date" for agency in AGENCIES),
    *("draft_date", "final_date", "ceased_date", "casework_team"),
)
_WITH_ADVICE: Final = (
    f"SELECT id, plan_ref, {', '.join(_DECIDING)} FROM entry e WHERE plan_ref IS NOT NULL AND erased IS NULL "
    f"AND (advice_requested_date IS NOT NULL OR id IN (SELECT a.plan_id FROM advice_request a WHERE {LIVE})) "
    "ORDER BY plan_ref"
)

_FIELDS: Final = ("plan_id", "agency", "service", "provider", "requested", "due", "received", "outcome")
_HELD: Final = f"SELECT id, deleted, {', '.join(_FIELDS)} FROM advice_request WHERE erased IS NULL"


class HeldLine(NamedTuple):
    """A line of the log as it is kept; `is_live` is False where it was removed. Days are ISO text."""

    value: dict[str, Json]
    is_live: bool


class AdvicePlan(NamedTuple):
    """An entry with what decides whether advice on it is owed, and its lines of the log."""

    id: str
    plan_ref: str
    row: RegisterRow
    lines: tuple[AdviceAsked, ...]


def advice_lines(conn: Connection, plan_id: str) -> tuple[AdviceAsked, ...]:
    """The lines of the log about one plan, the earliest request first."""
    return tuple(_line(row) for row in conn.execute(_OF_PLAN, (plan_id,)))


def plans_with_advice(conn: Connection) -> Iterator[AdvicePlan]:
    """Every entry on which advice was asked for, by the log or by the register, by reference."""
    lines = log_lines(conn)
    for id_, ref, *values in conn.execute(_WITH_ADVICE):
        known = {name: value for name, value in zip(_DECIDING, values, strict=True) if value is not None}
        yield AdvicePlan(id_, ref, known, tuple(lines.get(id_, ())))


def log_lines(conn: Connection) -> dict[str, list[AdviceAsked]]:
    """The lines of the log by plan, the earliest request first."""
    lines: dict[str, list[AdviceAsked]] = {}
    for row in conn.execute(_LINES):
        lines.setdefault(row[0], []).append(_line(row))
    return lines


def held_lines(conn: Connection) -> dict[str, HeldLine]:
    """Every line of the log by its id, those too that were removed; none of what was erased."""
    return {row[0]: _held(row) for row in conn.execute(_HELD)}


def held_line(conn: Connection, id_: str) -> HeldLine | None:
    """One line of the log by its id; None where there is none or it was erased."""
    row = conn.execute(f"{_HELD} AND id = ?", (id_,)).fetchone()
    return None if row is None else _held(row)


def has_log(conn: Connection, agency: str) -> bool:
    """Whether the log has any line of an agency."""
    sql = f"SELECT 1 FROM advice_request a WHERE {LIVE} AND a.agency = ? LIMIT 1"
    return conn.execute(sql, (agency,)).fetchone() is not None


def register_has(conn: Connection, column: str) -> bool:
    """Whether the register's source has this column: a value anywhere, or the heading in an import."""
    if conn.execute(f"SELECT 1 FROM entry WHERE {column} IS NOT NULL LIMIT 1").fetchone():
        return True
    imported = "SELECT 1 FROM register_import, json_each(register_import.columns) c WHERE c.value = ? LIMIT 1"
    return conn.execute(imported, (column,)).fetchone() is not None


def agencies_of_register(conn: Connection) -> tuple[str, ...]:
    """The agencies whose advice dates the register's source has."""
    return tuple(agency for agency in AGENCIES if register_has(conn, f"{agency}_advice_date"))


def _line(row: Sequence[Json]) -> AdviceAsked:
    _, id_, agency, service, provider, requested, due, received, outcome = row
    known = Outcome(outcome) if outcome else None
    return AdviceAsked(id_, agency, service or "", provider or "", _day(requested), _day(due), _day(received), known)


def _held(row: Sequence[Json]) -> HeldLine:
    return HeldLine(dict(zip(_FIELDS, row[2:], strict=True)), row[1] is None)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
