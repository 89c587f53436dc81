"""Which migrations a file has had, told without the library that runs them; sqlite-utils is loaded to run one."""

from collections.abc import Callable
from dataclasses import dataclass

from audit_app.store.driver import Connection, Database

Step = Callable[[Database], None]

_TABLE = "_sqlite_migrations"
"""Where sqlite-utils notes which migrations ran: a name for each, by the name of their set."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a version to the next; its name stands in every file that it ran on."""

    name: str
    step: Step


class Migrations:
    """A set of migrations, oldest first; `@MIGRATIONS()` adds one under the function's own name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._migrations: list[Migration] = []

    def __call__(self, *, name: str = "") -> Callable[[Step], Step]:
        """Add the decorated function as the newest."""

        def add(step: Step) -> Step:
            self._migrations.append(Migration(name or step.__name__, step))
            return step

        return add

    @property
    def names(self) -> tuple[str, ...]:
        """Of every migration of this version, oldest first."""
        return tuple(one.name for one in self._migrations)

    def applied(self, db: Database) -> tuple[str, ...]:
        """The names of those that ran on this file, in their order; ones that this version does not know too."""
        if not _is_noted(db.conn):
            return ()
        rows = db.conn.execute(f"SELECT name FROM {_TABLE} WHERE migration_set = ? ORDER BY rowid", (self.name,))
        return tuple(str(name) for (name,) in rows)

    def pending(self, db: Database) -> tuple[Migration, ...]:
        """Those that this file lacks, oldest first."""
        applied = self.applied(db)
        return tuple(one for one in self._migrations if one.name not in applied)

    def apply(self, db: Database) -> None:
        """Run what this file lacks, each in a transaction of its own with the note that it ran."""
        import sqlite_utils

        running = sqlite_utils.Migrations(self.name)
        for one in self._migrations:
            running(name=one.name)(_on(one.step, db))
        running.apply(sqlite_utils.Database(db.conn, strict=True, execute_plugins=False))


def _on(step: Step, db: Database) -> Callable[[object], None]:
    def run(_library: object) -> None:
        step(db)

    return run


def _is_noted(conn: Connection) -> bool:
    return (
        conn.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (_TABLE,)).fetchone() is not None
    )
