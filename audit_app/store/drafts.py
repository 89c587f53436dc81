"""What is kept on this machine alone and never logged: texts being typed, and where somebody was in the window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.transaction import demand_storable, transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was typed and not saved: of which entity and field, when, and how it stood."""

    id: str
    field: str
    utc: str
    value: str


@contextmanager
def without_waiting(conn: Connection) -> Iterator[None]:
    """Meanwhile StorageBusy comes at once where another connection is writing: who types must not wait for it."""
    before = conn.execute("PRAGMA busy_timeout").fetchone()[0]
    conn.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        conn.execute(f"PRAGMA busy_timeout={before}")


def save_draft(conn: Connection, person: str, draft: Draft) -> None:
    """Keep a draft in place of the one before it. Raises AppError where the disk is full or the text no text."""
    demand_storable(draft.value)
    with transaction(conn):
        conn.execute(
            "INSERT INTO draft (id, field, person, utc, value) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (id, field, person) DO UPDATE SET utc = excluded.utc, value = excluded.value",
            (draft.id, draft.field, person, draft.utc, draft.value),
        )


def drop_draft(conn: Connection, person: str, id_: str, field: str) -> None:
    """The text was saved or thrown away; without a draft nothing is written."""
    key = (id_, field, person)
    if conn.execute("SELECT 1 FROM draft WHERE id = ? AND field = ? AND person = ?", key).fetchone() is None:
        return
    with transaction(conn):
        conn.execute("DELETE FROM draft WHERE id = ? AND field = ? AND person = ?", key)


def drafts_of(conn: Connection, person: str, review_id: str) -> tuple[Draft, ...]:
    """A person's drafts in one review, in the order of markers and fields as text."""
    rows = conn.execute(
        "SELECT id, field, utc, value FROM draft WHERE person = ? AND id > ? AND id < ? ORDER BY id, field",
        (person, f"{review_id}.", f"{review_id}/"),  # "/" is the character after "."
    )
    return tuple(Draft(*row) for row in rows)


def remember(conn: Connection, person: str, name: str, value: str) -> None:
    """Keep where a person was; an empty value forgets it."""
    if remembered(conn, person, name) == value:
        return
    with transaction(conn):
        if value:
            conn.execute(
                "INSERT OR REPLACE INTO ui_state (person, name, value) VALUES (?, ?, ?)", (person, name, value)
            )
        else:
            conn.execute("DELETE FROM ui_state WHERE person = ? AND name = ?", (person, name))


def remembered(conn: Connection, person: str, name: str) -> str:
    """What was kept under a name, empty where nothing was."""
    row = conn.execute("SELECT value FROM ui_state WHERE person = ? AND name = ?", (person, name)).fetchone()
    return "" if row is None else str(row[0])
