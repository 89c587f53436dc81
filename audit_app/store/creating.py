"""Making a workspace: built beside its place and moved there whole."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.store.anchoring import MachineAnchor
from audit_app.store.driver import connect, file_salt
from audit_app.store.keys.crypto import SALT_BYTES, PersonKeys, lock, wrap
from audit_app.store.keys.keyfile import DATABASE_KEY, KeyFile, PersonEntry, add_database
from audit_app.store.keys.keyjson import write_key_file
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.chain import Tip, utc_text
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.opening import UnsuitablePlace, open_with_keys
from audit_app.store.person_ops import PersonDetails, person_ops
from audit_app.store.read_settings import SHEETS
from audit_app.store.schema import MIGRATIONS, SCHEMA
from audit_app.store.workspace import BACKUPS, DATABASE, DOCUMENTS, SUFFIX, Unlocked, Workspace
from audit_app.version import __version__

FOUNDER_ROLES = (Role.OWNER, Role.AUDITOR, Role.MODERATOR, Role.CHAIR)


@dataclass(frozen=True, slots=True)
class Founder:
    """The person who makes a workspace, and the organisation that it belongs to.

    The small workspace of a member of an audit group is made under the person's id in the partnership's (`person`), by
    whose rules `agency` and `roles` say what they do there.
    """

    organisation: str
    name: str
    passphrase: str
    person: str = ""
    agency: Agency = Agency.COORDINATOR
    roles: tuple[Role, ...] = FOUNDER_ROLES


def create_workspace(path: Path, founder: Founder, means: Means) -> tuple[Workspace, RecoverySheet]:
    """Make a workspace at `path` (its ending is added where it lacks it) and open it as its founder.

    Raises AppError where the place is taken or will not do, or the passphrase is refused; then nothing is left.
    """
    folder = path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AppError(f"{folder} exists already. Choose another name, or open the workspace that is there.")
    if reason := means.policy.against_workspace(folder) or means.unsuitable(folder):
        raise UnsuitablePlace(reason)
    person = founder.person or means.random(16).hex()
    keys = PersonKeys.generate(means.random)
    locked = lock(keys, founder.passphrase, means.kdf, means.random(SALT_BYTES))
    sheet = RecoverySheet.generate(means.random)
    key_file = KeyFile(
        means.random(16).hex(), __version__, SCHEMA, sheet.public, (PersonEntry(person, founder.name, locked),)
    )
    making = folder.with_name(f".making-{means.random(4).hex()}-{folder.name}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        key_file, tip = _build(making, key_file, Unlocked(person, keys, means.random(32)), sheet, founder, means)
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
    except OSError as error:
        raise AppError(sentence(error, folder)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    MachineAnchor(means.anchors, person, folder, key_file.workspace).leave(tip)
    try:
        return open_with_keys(folder, person, keys, means), sheet
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # its recovery sheet would never be seen
        raise


def _build(
    making: Path, key_file: KeyFile, unlocked: Unlocked, sheet: RecoverySheet, founder: Founder, means: Means
) -> tuple[KeyFile, Tip]:
    making.mkdir(mode=0o700)
    for name in (DOCUMENTS, BACKUPS):
        (making / name).mkdir(mode=0o700)
    db = connect(making / DATABASE, unlocked.database_key)
    try:
        MIGRATIONS.apply(db)
        door = Door(db.conn, key_file.workspace, unlocked.signer, means.host, clock=means.clock, random=means.random)
        ops = [*_founding(key_file.workspace, unlocked, founder, means), _of_sheet(key_file.workspace, sheet, means)]
        door.write("Make the workspace", ops, sign="created")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()
    public = unlocked.keys.opening_public
    wraps = {unlocked.person: wrap(unlocked.database_key, public, key_file.workspace, DATABASE_KEY)}
    recovery = wrap(unlocked.database_key, sheet.public, key_file.workspace, DATABASE_KEY)
    key_file = add_database(key_file, file_salt(making / DATABASE), wraps, recovery)
    write_key_file(making, key_file)
    if door.tip is None:
        raise AssertionError("the founding change was written")
    return key_file, door.tip


def _founding(workspace: str, unlocked: Unlocked, founder: Founder, means: Means) -> list[Op]:
    details = PersonDetails(founder.name, founder.agency, frozenset(founder.roles))
    return [
        Op("workspace", workspace, "organisation", founder.organisation),
        Op("workspace", workspace, "match_secret", means.random(32).hex()),
        *person_ops(unlocked.person, details, unlocked.keys, means),
    ]


def _of_sheet(workspace: str, sheet: RecoverySheet, means: Means) -> Op:
    """Which recovery sheet is in force, so that another one in the key file is noticed."""
    return Op("workspace", workspace, "settings", {SHEETS: {sheet.public.hex(): utc_text(means.now())}})
