"""Reads what was released to the public before."""

from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode

_ENDED: Final = (
    "SELECT first, cells FROM release WHERE audience = 'public' AND kind = ? AND last = ? AND first IS NOT NULL "
    "ORDER BY released_on DESC LIMIT 1"
)


def released_until(conn: Connection, kind: str, last: str) -> tuple[str, dict[str, Json]] | None:
    """The public release of this kind that ends on that day (ISO text): its first day and its cells by figure."""
    row = conn.execute(_ENDED, (kind, last)).fetchone()
    return (str(row[0]), decode(row[1])) if row is not None else None
