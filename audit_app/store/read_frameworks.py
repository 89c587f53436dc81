"""Reading which frameworks the workspace keeps and which audits rest on each."""

from typing import Final, NamedTuple

from audit_app.store.driver import Connection

_USED: Final = (
    "SELECT framework, count(*), min(date), max(date) FROM audit "
    "WHERE erased IS NULL AND abandoned IS NULL AND framework IS NOT NULL GROUP BY framework"
)


class UsedBy(NamedTuple):
    """How many audits rest on a framework, and the days (ISO text) of the first and the last."""

    audits: int
    first: str
    last: str


def framework_uses(conn: Connection) -> dict[str, UsedBy]:
    """Of each framework that an audit rests on, by key."""
    return {key: UsedBy(count, first or "", last or "") for key, count, first, last in conn.execute(_USED)}
