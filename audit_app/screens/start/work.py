"""What the start screen does in the background: everything that stretches a passphrase or copies a workspace.

A database connection belongs to its thread, so each piece of work closes what it opened and hands over the keys.
What only some of the work needs is loaded by that work, so that the start screen comes up sooner.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from audit_app.domain.people import Agency, Role
from audit_app.services.progress import Progress
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.keys.keyfile import KeyFile
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.means import Means
from audit_app.store.opening import key_file_of, resolve, unlock_one
from audit_app.store.workspace import Workspace

Work = Callable[[Progress], Any]


@dataclass(frozen=True, slots=True)
class Unlocking:
    """A workspace whose keys are open in this process: where it lies, whose keys, and what to say of it."""

    folder: Path
    person: str
    keys: PersonKeys
    notes: tuple[str, ...] = ()
    sheet: RecoverySheet | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A workspace that is locked: where it lies, its key file, and who can open it."""

    folder: Path
    key_file: KeyFile

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each."""
        return tuple((entry.id, entry.name) for entry in self.key_file.people)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the walk to a new workspace was told."""

    folder: Path
    organisation: str
    name: str
    passphrase: str


def look_at(path: Path) -> Known:
    """Who can open this workspace; raises NotAWorkspace, DamagedKeyFile, NewerVersion."""
    folder = resolve(path)
    return Known(folder, key_file_of(folder))


def unlocking(known: Known, person: str, passphrase: str) -> Work:
    """Try a passphrase; gives Unlocking, raises WrongPassphrase."""

    def work(_progress: Progress) -> Unlocking:
        entry, keys = unlock_one(known.key_file, passphrase, person or None)
        return Unlocking(known.folder, entry.id, keys)

    return work


def making(asked: Asked, means: Means) -> Work:
    """Make a workspace; gives Unlocking with its recovery sheet."""

    def work(_progress: Progress) -> Unlocking:
        from audit_app.services.frameworks import ensure_shipped
        from audit_app.services.sheet_kept import note_not_kept
        from audit_app.store.creating import Founder, create_workspace

        founder = Founder(asked.organisation, asked.name, asked.passphrase)
        workspace, sheet = create_workspace(asked.folder, founder, means)
        with workspace:
            note_not_kept(workspace)
            ensure_shipped(workspace)
        return Unlocking(workspace.folder, workspace.unlocked.person, workspace.unlocked.keys, sheet=sheet)

    return work


def restoring(backup: Path, target: Path, passphrase: str, person: str, means: Means) -> Work:
    """Restore a backup into a new workspace; gives Unlocking with what the person should know."""

    def work(_progress: Progress) -> Unlocking:
        from audit_app.store.restore import restore

        restored = restore(backup, target, passphrase, means, person=person or None)
        with restored.workspace as workspace:
            again = restored.erased_again
            told = (f"{again} records that were erased since were erased again.",) if again else ()
            return Unlocking(
                workspace.folder, workspace.unlocked.person, workspace.unlocked.keys, (*told, *restored.notes)
            )

    return work


def recovering(known: Known, sheet: RecoverySheet, person: str, passphrase: str, means: Means) -> Work:
    """Give a person new keys by the recovery sheet; gives Unlocking."""

    def work(_progress: Progress) -> Unlocking:
        from audit_app.store import keyring

        with keyring.recover(known.folder, sheet, person, passphrase, means) as workspace:
            return Unlocking(workspace.folder, workspace.unlocked.person, workspace.unlocked.keys)

    return work


def demo_making(folder: Path, means: Means) -> Work:
    """Make the demo where it is not there yet, and unlock it; gives Unlocking."""

    def work(progress: Progress) -> Unlocking:
        from audit_app.services.demo import make_demo
        from resources.demo import partnership

        words = partnership()
        path = folder / f"{words.workspace}.ehcpaudit"
        if not path.exists():
            path = make_demo(folder, means, progress=progress).workspace_path
        entry, keys = unlock_one(key_file_of(path), words.passphrase, None)
        return Unlocking(path, entry.id, keys, (f"This partnership is fictional. Its passphrase: {words.passphrase}",))

    return work


def adding(name: str, agency: Agency, passphrase: str) -> Callable[[Workspace, Progress], str]:
    """Give a second person keys: an owner too, so that the workspace has two."""

    def work(workspace: Workspace, _progress: Progress) -> str:
        from audit_app.store import keyring
        from audit_app.store.person_ops import PersonDetails

        roles = frozenset({Role.OWNER, Role.AUDITOR, Role.MODERATOR})
        return keyring.add(workspace, PersonDetails(name, agency, roles), passphrase)

    return work


def joining(folder: Path, data: bytes, code: str, passphrase: str, means: Means, *, beside: bool) -> Work:
    """Make a small workspace from an invitation; gives Unlocking."""

    def work(_progress: Progress) -> Unlocking:
        from audit_app.services.member.joining import join

        with join(folder, data, code, passphrase, means, beside=beside) as workspace:
            return Unlocking(workspace.folder, workspace.unlocked.person, workspace.unlocked.keys)

    return work


def sheet_text(sheet: RecoverySheet, organisation: str, workspace: str, on: date) -> str:
    """The recovery sheet as it is printed."""
    return sheet.text(organisation, workspace, on)
