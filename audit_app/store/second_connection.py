"""Further connections to a workspace that is open, one for each thread of background work; it knows no threads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.store.anchoring import AnchoredDoor, MachineAnchor
from audit_app.store.driver import connect, sqlite3
from audit_app.store.keys.keyfile import KeyFile
from audit_app.store.means import Means
from audit_app.store.transaction import storage_error
from audit_app.store.workspace import DATABASE, Unlocked, Workspace

IsStopped = Callable[[], bool]

_LOOKS_EVERY = 20_000
"""Steps of SQLite's machine between two looks at whether to stop: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class SecondConnection:
    """What it takes to open the same workspace again; taken on one thread, opened on the thread that works with it."""

    folder: Path
    key_file: KeyFile
    unlocked: Unlocked
    means: Means
    writer: str | None

    @classmethod
    def of(cls, workspace: Workspace, *, writing: bool = False) -> "SecondConnection":
        """To this workspace; with `writing` it goes on with its chain. Raises ReadingOnly where nothing may be written.

        While a writing one is open, nothing may be written through the workspace itself.
        """
        tip = workspace.door.tip if writing else None
        return cls(
            workspace.folder, workspace.key_file, workspace.unlocked, workspace.means, tip.writer if tip else None
        )

    @contextmanager
    def reading(self, is_stopped: IsStopped | None = None) -> Iterator[Workspace]:
        """The workspace for reading only; what another connection saves is seen by the next statement.

        Once `is_stopped` says so a statement that is running is cut off: StorageStopped.
        """
        db = connect(self.folder / DATABASE, self.unlocked.database_key, read_only=True)
        db.conn.set_progress_handler(is_stopped, _LOOKS_EVERY)
        try:
            with storage_faults():
                yield Workspace(
                    self.folder, self.key_file, db, self.unlocked, self.means, None, None, self._machine_anchor()
                )
        finally:
            db.close()

    @contextmanager
    def writing(self, is_stopped: IsStopped | None = None) -> Iterator[Workspace]:
        """The workspace with a door of its own; the lease stays with the workspace that this was taken of.

        Once `is_stopped` says so a statement that is running is cut off, and its transaction is as if it had never
        begun: StorageStopped.
        """
        db = connect(self.folder / DATABASE, self.unlocked.database_key)
        db.conn.set_progress_handler(is_stopped, _LOOKS_EVERY)
        try:
            door = AnchoredDoor(
                db.conn,
                self.key_file.workspace,
                self.unlocked.signer,
                self.means.host,
                clock=self.means.clock,
                random=self.means.random,
                anchor=self._machine_anchor(),
                continue_writer=self.writer,
            )
            with storage_faults():
                yield Workspace(
                    self.folder, self.key_file, db, self.unlocked, self.means, None, door, self._machine_anchor()
                )
        finally:
            db.close()

    def _machine_anchor(self) -> MachineAnchor:
        return MachineAnchor(self.means.anchors, self.unlocked.person, self.folder, self.key_file.workspace)


@contextmanager
def storage_faults() -> Iterator[None]:
    """Damage that only shows while reading becomes an AppError; a fault of ours in a statement stays one."""
    try:
        yield
    except AppError:
        raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
            raise
        raise storage_error(error) from error
