"""Reads which rounds there are, for whoever chooses one by its name; what was scored in them it does not look at."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.store.driver import Connection

_ROUNDS = (
    "SELECT round, min(date), max(date), count(DISTINCT plan_id) FROM audit "
    "WHERE cycle = ? AND round <> '' AND date IS NOT NULL AND abandoned IS NULL AND deleted IS NULL "
    "GROUP BY round ORDER BY max(date) DESC, round"
)


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round by its name, the days of its first and last audit, and how many plans it has."""

    name: str
    first: date
    last: date
    plans: int


def rounds_of(conn: Connection, cycle: Cycle) -> tuple[HeldRound, ...]:
    """The rounds of a cycle, the latest first."""
    rows = conn.execute(_ROUNDS, (cycle.value,))
    return tuple(HeldRound(name, date.fromisoformat(one), date.fromisoformat(other), n) for name, one, other, n in rows)
