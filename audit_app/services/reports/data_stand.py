"""Which data a report or a screen is made from: where every writer's log stands, and the day of its latest change."""

from datetime import date
from hashlib import sha256

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import encode

_LATEST = (
    "SELECT c.writer, c.seq, lower(hex(c.hash)), c.utc FROM change c WHERE c.writer = ? AND EXISTS "
    "(SELECT 1 FROM op o WHERE o.writer = c.writer AND o.seq = c.seq "
    "AND o.kind NOT IN ('release', 'issued_report', 'restatement')) "
    "ORDER BY c.seq DESC LIMIT 1"
)


def where_data_stand(conn: Connection) -> tuple[str, date]:
    """The head of the data and the day of their latest change; that a report was released or issued changes no data."""
    writers = [row[0] for row in conn.execute("SELECT writer FROM writer ORDER BY writer")]
    stands = [row for writer in writers if (row := conn.execute(_LATEST, (writer,)).fetchone()) is not None]
    head = sha256(encode([list(row[:3]) for row in stands]).encode()).hexdigest()
    return head, date.fromisoformat(max(row[3] for row in stands)[:10])
