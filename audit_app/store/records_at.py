"""What stood on record at an earlier moment, read from the change log; for the few kinds that a report goes back to."""

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.read_trail import TrailFilter, trail, trail_heads


def records_at(conn: Connection, kind: str, utc: str) -> dict[str, dict[str, Json]]:
    """The records of a kind by id as they stood at a moment (UTC text); those emptied or erased by then are left out.

    It reads every change of the kind: for kinds of which a workspace has dozens.
    """
    found: dict[str, Json] = {}
    for change in trail(conn, TrailFilter(kinds=frozenset({kind}), last=utc)):
        for op in change.ops:
            if op.kind == kind and op.field == "record":
                found.setdefault(op.id, op.new)  # the newest change comes first
    return {id_: value for id_, value in found.items() if isinstance(value, dict)}


def changed_last(conn: Connection, id_: str) -> str:
    """The moment (UTC text) of the last change of an entity, or of what lies in it; empty where there is none."""
    return next((head.utc for head in trail_heads(conn, TrailFilter(frozenset({id_})))), "")
