"""Reads what families said: every consented conversation about a plan; it counts nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode

_LIVE: Final = "v.erased IS NULL AND v.deleted IS NULL AND v.consent = 1 AND v.plan_id IS NOT NULL"
_CONVERSATIONS: Final = (
    "SELECT v.id, v.plan_id, e.plan_ref, coalesce(v.round_id, ''), coalesce(r.name, ''), v.on_date, v.how, v.who, "
    "v.quote_consent, v.answers, coalesce(v.quote, ''), coalesce(v.note, '') FROM family_voice v "
    f"JOIN entry e ON e.id = v.plan_id AND e.erased IS NULL LEFT JOIN round r ON r.id = v.round_id WHERE {_LIVE}"
)
_ORDER: Final = " ORDER BY v.on_date DESC, e.plan_ref, v.id"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One call, meeting or letter to which the family consented.

    `answers` are levels from 1 by question, without those that were not asked. The quote leaves the workspace in a
    report only where `may_quote`.
    """

    id: str
    plan_id: str
    plan_ref: str
    round_id: str
    round: str
    on: str
    how: str
    who: str
    may_quote: bool
    answers: Mapping[str, int]
    quote: str
    note: str


def conversations_between(
    conn: Connection, first: str, last: str, *, round_name: str = "", team: str = ""
) -> tuple[Conversation, ...]:
    """The conversations from one day to another (ISO, both included), the latest first; of one round or team alone."""
    sql = (
        f"{_CONVERSATIONS} AND v.on_date BETWEEN ? AND ? AND (? = '' OR r.name = ?) AND (? = '' OR e.casework_team = ?)"
    )
    values = (first, last, round_name, round_name, team, team)
    return tuple(_conversation(row) for row in conn.execute(sql + _ORDER, values))


def conversations_of_round(conn: Connection, round_id: str) -> tuple[Conversation, ...]:
    """The conversations of a round, the latest first."""
    sql = f"{_CONVERSATIONS} AND v.round_id = ?"
    return tuple(_conversation(row) for row in conn.execute(sql + _ORDER, (round_id,)))


def conversation_of(conn: Connection, id_: str) -> Conversation | None:
    """One conversation; None where there is none, or it was taken away or erased."""
    row = conn.execute(f"{_CONVERSATIONS} AND v.id = ?", (id_,)).fetchone()
    return None if row is None else _conversation(row)


def round_named(conn: Connection, round_id: str) -> str:
    """What a round is called; empty where there is none of this id."""
    row = conn.execute("SELECT name FROM round WHERE id = ?", (round_id,)).fetchone()
    return str(row[0]) if row and row[0] else ""


def plans_of_round(conn: Connection, round_id: str) -> tuple[str, ...]:
    """The references of the plans that are audited in a round, in order."""
    sql = (
        "SELECT DISTINCT e.plan_ref FROM audit a JOIN round r ON r.name = a.round JOIN entry e ON e.id = a.plan_id "
        "WHERE r.id = ? AND e.plan_ref IS NOT NULL AND a.abandoned IS NULL ORDER BY e.plan_ref"
    )
    return tuple(ref for (ref,) in conn.execute(sql, (round_id,)))


def _conversation(row: Sequence[Json]) -> Conversation:
    id_, plan_id, ref, round_id, round_, on, how, who, may_quote, answers, quote, note = row
    said: dict[str, Json] = decode(answers) if answers else {}
    levels = {name: int(level) for name, level in said.items() if level is not None}
    return Conversation(
        id_, plan_id, ref or "", round_id, round_, on or "", how or "", who or "", bool(may_quote), levels, quote, note
    )
