"""One open workspace: its folder, database, unlocked person, door and lease; how it closes."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from weakref import finalize

from audit_app.domain.people import Act, Person, holds_right
from audit_app.domain.problems import AppError
from audit_app.machine.lease import HeldBy, Lease
from audit_app.store.access import AccessLog
from audit_app.store.anchoring import MachineAnchor
from audit_app.store.driver import Connection, Database, sqlite3
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.keys.keyfile import KeyFile
from audit_app.store.log.chain import Signer
from audit_app.store.log.door import Door
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import demand_not_left
from audit_app.store.log.verify import BadLink
from audit_app.store.means import Means
from audit_app.store.transaction import fold_in

SUFFIX = ".ehcpaudit"
DATABASE = "audit.db"
DOCUMENTS = "documents"
BACKUPS = "backups"

UNLOCK, LOCK = "unlock", "lock"
"""The access log's acts at the beginning and the end of a session: a last unlock without its lock was a crash."""


class ReadingOnly(AppError):
    """The workspace is open for reading only."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The person whose keys are open in this process, and the database key they opened."""

    person: str
    keys: PersonKeys
    database_key: bytes

    @property
    def signer(self) -> Signer:
        """The person as the change log knows them."""
        return Signer(self.person, self.keys.signing_public.hex(), self.keys.sign)


class Workspace:
    """An open workspace; `opening` makes one. Everything that writes goes through `door`."""

    def __init__(
        self,
        folder: Path,
        key_file: KeyFile,
        db: Database,
        unlocked: Unlocked,
        means: Means,
        lease: Lease | HeldBy | None,
        door: Door | None,
        anchor: MachineAnchor,
        faults: tuple[BadLink, ...] = (),
        gap: str = "",
    ) -> None:
        """`faults` keep the door shut; `gap` says, in words, what this machine has seen and the file lacks."""
        self.folder = folder
        self.key_file = key_file
        self.db = db
        self.unlocked = unlocked
        self.means = means
        self.faults = faults
        self.gap = gap
        self._access = AccessLog(db.conn, unlocked.person, means.clock)
        self._lease = lease
        self._door = door
        self._anchor = anchor
        self._is_open = True
        # Whoever lets a workspace go without closing it has the engine close the file: no end was lost then.
        self._let_go = finalize(self, _note_end, self._access) if door is not None else None
        self.session_began = door.tip.seq if door is not None and door.tip is not None else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def id(self) -> str:
        """The workspace's id, 32 hexadecimal digits."""
        return self.key_file.workspace

    @property
    def name(self) -> str:
        """The folder's name without its ending."""
        return self.folder.name.removesuffix(SUFFIX)

    @property
    def conn(self) -> Connection:
        """The database connection, for reading."""
        return self.db.conn

    @property
    def holder(self) -> HeldBy | None:
        """Who else has the workspace open for writing, None where we do."""
        return self._lease if isinstance(self._lease, HeldBy) else None

    @property
    def is_open(self) -> bool:
        """Whether the database is still open here."""
        return self._is_open

    @property
    def can_write(self) -> bool:
        """Whether this process may write."""
        return self._door is not None

    @property
    def door(self) -> Door:
        """The one door for writes; raises ReadingOnly with the reason where there is none."""
        if self._door is not None:
            return self._door
        if self.holder is not None:
            raise ReadingOnly(self.holder.sentence)
        if self.faults:
            raise ReadingOnly(
                f"The change log does not hold together ({self.faults[0]}), so nothing is written into this "
                "workspace. Run a check, then restore the newest good backup."
            )
        raise ReadingOnly("The workspace was opened for reading only. Open it again to change it.")

    def demand_writing(self) -> None:
        """Raise ReadingOnly where this process may not write: keys.json too belongs to whoever holds the lease."""
        if not self.can_write:
            _ = self.door

    @property
    def person(self) -> Person:
        """The unlocked person as the workspace knows them; raises AppError where they are gone from it."""
        found = people(self.conn).get(self.unlocked.person)
        if found is None:
            raise AppError("You have keys to this workspace but are no longer one of its people. Ask an owner.")
        return found

    def demand(self, act: Act) -> None:
        """Raise AppError where the unlocked person may not do this at all."""
        person = self.person
        demand_not_left(person, self.means.now().date())
        if not holds_right(person, act):
            raise AppError(
                f"{person.name} has no right to {act.value.replace('_', ' ')}. Ask an owner of the workspace."
            )

    def note_access(self, act: str, thing: str) -> None:
        """Note in the access log that the person read, exported or printed this.

        A window that may only read cannot write this either; whoever holds the workspace then is on record.
        """
        if self.can_write and self._is_open:
            self._access.note(act, thing)

    def close(self, why: str = "lock") -> None:
        """Sign where the log stands, note it on this machine, close the database and give the lease back.

        A second call does nothing. What was saved is saved: a full disk here keeps nobody from closing.
        """
        if not self._is_open:
            return
        try:
            with suppress(AppError):
                self._sign_off(why)
        finally:
            self._shut()
            if isinstance(self._lease, Lease):
                self._lease.release()

    def settle(self, why: str) -> None:
        """Sign and note as at closing, and bring everything into the one file, whose place another will take.

        Raises StorageBusy while another window reads what would be moved.
        """
        self._sign_off(why)
        fold_in(self.conn)

    def hand_over(self) -> Lease:
        """Close after `settle`, but keep the lease: no other process may open before the other file is in place."""
        lease = self._lease
        if not isinstance(lease, Lease):
            raise ReadingOnly("The workspace was opened for reading only. Open it again to change it.")
        self._shut()
        return lease

    def _sign_off(self, why: str) -> None:
        if self._door is not None:
            self._access.note(LOCK, why)
            self._door.sign(why)

    def _shut(self) -> None:
        self._is_open = False
        if self._let_go is not None:
            self._let_go.detach()
        if self._door is not None:
            self._anchor.leave(self._door.tip)
        self.db.close()

    def note_anchor(self) -> None:
        """Keep where the log stands outside the file, so that a cut or an older copy is noticed."""
        self._anchor.note(self._door.tip if self._door is not None else None)


def _note_end(access: AccessLog) -> None:
    with suppress(AppError, sqlite3.Error):
        access.note(LOCK, "let go without closing")
