"""What this copy of a workspace remembers for those who use it: kept in its file, never logged and never merged."""

from audit_app.store.driver import Connection
from audit_app.store.transaction import transaction


def local_settings(conn: Connection, prefix: str) -> dict[str, str]:
    """Every setting whose name begins with the prefix, by the rest of its name."""
    rows = conn.execute("SELECT name, value FROM local_setting WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
    return {name[len(prefix) :]: value for name, value in rows}


def keep_local_setting(conn: Connection, name: str, value: str) -> None:
    """Keep a value in place of the one before it. Raises AppError where the disk is full or the text no text."""
    with transaction(conn):
        conn.execute(
            "INSERT INTO local_setting (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )


def drop_local_setting(conn: Connection, name: str) -> None:
    """Forget a value; nothing to do where there is none."""
    with transaction(conn):
        conn.execute("DELETE FROM local_setting WHERE name = ?", (name,))
