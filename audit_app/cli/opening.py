"""Opens the workspace that a command names, and says beside the result what its person should know of it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from audit_app.cli import passphrases
from audit_app.cli.call import Call
from audit_app.domain.problems import AppError
from audit_app.store.driver import sqlite3
from audit_app.store.keys.errors import WrongPassphrase
from audit_app.store.opening import open_workspace, resolve
from audit_app.store.transaction import storage_error
from audit_app.store.workspace import Workspace

TRIES = 3
"""How often a passphrase may be typed wrongly at a terminal."""


@contextmanager
def opened(call: Call, *, even_unsound: bool = False) -> Iterator[Workspace]:
    """The workspace, closed at the end; raises AppError for everything that keeps it from opening.

    One whose change log does not hold together is refused unless `even_unsound`: nothing may be reported from it.
    """
    with opened_by(call, even_unsound=even_unsound) as (workspace, _):
        yield workspace


@contextmanager
def opened_by(call: Call, *, even_unsound: bool = False) -> Iterator[tuple[Workspace, str]]:
    """As `opened`, with the passphrase that opened it."""
    workspace, passphrase = _unlocked(call)
    try:
        if workspace.gap:
            call.console.warn(workspace.gap)
        if workspace.faults and not even_unsound:
            raise AppError(
                f"The change log of this workspace does not hold together ({workspace.faults[0]}), so nothing was "
                "done. Run ehcp-audit check, then restore the newest good backup."
            )
        with storage_faults():
            yield workspace, passphrase
    finally:
        with suppress(sqlite3.ProgrammingError):  # closed already: to give the database a new key closes it
            workspace.close()


@contextmanager
def storage_faults() -> Iterator[None]:
    """Damage that only shows while reading becomes a sentence; a fault of ours in a statement stays one."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
            raise
        raise storage_error(error) from error


def _unlocked(call: Call) -> tuple[Workspace, str]:
    means = call.compose().means
    folder = resolve(call.asked.workspace)  # what is no workspace is told before a passphrase is asked for
    person = call.asked.as_person
    passphrase = passphrases.current(call)
    if passphrase is not None:
        return open_workspace(folder, passphrase, means, person=person), passphrase
    failed = 0
    while True:
        typed = passphrases.ask(call.console, f"Passphrase of {person or 'the workspace'}: ")
        try:
            return open_workspace(folder, typed, means, person=person, failed_before=failed), typed
        except WrongPassphrase as error:
            failed += 1
            if failed == TRIES:
                raise
            call.console.warn(error.message)
