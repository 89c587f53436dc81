"""What the tests of keys share: who can open a workspace, what must never be lost, and kills at every call."""

from collections.abc import Callable
from pathlib import Path

from killing import every_kill
from workspace_builders import Sample, rows_of

from audit_app.store.check import check
from audit_app.store.keys import keyjson
from audit_app.store.keys.errors import WrongKey, WrongPassphrase
from audit_app.store.keys.keyfile import KeyFile
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import Workspace

NEW = "a brand new passphrase"


def opens(sample: Sample, passphrase: str) -> bool:
    try:
        sample.open(passphrase, read_only=True).close()
    except (WrongPassphrase, WrongKey):
        return False
    return True


def entered(workspace: Workspace) -> set[str]:
    """Every logged operation and every score: what must never be lost."""
    rows = rows_of(workspace.conn)
    return {row.rsplit(",", 1)[0] for table in ("op", "score", "entry") for row in rows[table]}


def leftovers(sample: Sample) -> set[str]:
    """What lies in the folder that a workspace does not consist of, but for the empty log that readers leave."""
    known = {"audit.db", "keys.json", "lease.lock", "documents", "backups", "audit.db-wal", "audit.db-shm"}
    return {path.name for path in sample.folder.iterdir()} - known


def faults(workspace: Workspace) -> list[str]:
    return [fault for finding in check(workspace) for fault in finding.faults]


def key_file(sample: Sample) -> KeyFile:
    return keyjson.read_key_file(sample.folder, SCHEMA)


def kills(sample: Sample, base: Path, work: Callable[[Workspace], object]) -> list[Sample]:
    """What is left of copies of the sample in which this work was killed at call 0, 1, 2 … and at last was not."""
    left = []
    for number, one in enumerate(every_kill(lambda: sample.copied(base / "now"), work, before=Sample.open)):
        left.append(one.copied(base / str(number)))
    return left


def demand_nothing_lost(left: list[Sample], passphrases: tuple[str, ...], before: set[str]) -> list[list[bool]]:
    """After each kill nothing entered is missing and a check finds nothing; which of the passphrases open."""
    opening = []
    for one in left:
        opening.append([opens(one, each) for each in passphrases])
        for passphrase in (each for each, does in zip(passphrases, opening[-1], strict=True) if does):
            with one.open(passphrase) as workspace:
                assert before <= entered(workspace)
                assert (workspace.faults, workspace.gap, faults(workspace)) == ((), "", [])
        assert leftovers(one) == set()
        assert len(key_file(one).databases) == 1
    return opening
