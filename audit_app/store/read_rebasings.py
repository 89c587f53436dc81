"""Reading from which months on the limits of charts are worked out anew, by whose decision; it changes nothing."""

from typing import Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.records_at import records_at

_HELD: Final = (
    "SELECT id, figure, cycle, month, cause, decided_on FROM rebasing "
    "WHERE erased IS NULL AND deleted IS NULL AND month IS NOT NULL ORDER BY figure, cycle, month, id"
)
_FIELDS: Final = ("figure", "cycle", "month", "cause", "decided_on")


class HeldRebasing(NamedTuple):
    """A decision: from `month` (YYYY-MM) on the limits of this figure's chart of this cycle are worked out anew."""

    id: str
    figure: str
    cycle: str
    month: str
    cause: str
    decided_on: str


def held_rebasings(conn: Connection) -> tuple[HeldRebasing, ...]:
    """Every decision that stands, by figure and cycle, the earliest month first."""
    return tuple(HeldRebasing(*row) for row in conn.execute(_HELD))


def rebasings_at(conn: Connection, utc: str) -> tuple[HeldRebasing, ...]:
    """The decisions that stood at a moment (UTC text)."""
    found = records_at(conn, "rebasing", utc).items()
    made = (HeldRebasing(id_, *(str(value.get(name, "")) for name in _FIELDS)) for id_, value in found)
    return tuple(sorted(made, key=lambda held: held[1:]))
