"""Who can open the workspace: adding, renaming and removing people, passphrases, the recovery sheet."""

from collections.abc import Iterable
from pathlib import Path

from audit_app.domain.people import Act, Person, lasting_owners
from audit_app.domain.problems import AppError
from audit_app.store.keys.crypto import SALT_BYTES, PersonKeys, lock, unlock, wrap
from audit_app.store.keys.keyfile import (
    DATABASE_KEY,
    KeyFile,
    PersonEntry,
    add_person,
    change_passphrase,
    rename_person,
    with_new_keys,
)
from audit_app.store.keys.keyjson import write_key_file
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.log.chain import utc_text
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.opening import Opened, key_file_of, recovered_key, resolve, taken
from audit_app.store.person_ops import PersonDetails, person_ops
from audit_app.store.read_settings import SHEETS, settings_op
from audit_app.store.rotation import Rotation, prepare, put_in_place, state_of
from audit_app.store.workspace import Unlocked, Workspace


def add(workspace: Workspace, details: PersonDetails, passphrase: str) -> str:
    """Give a person keys to the workspace; returns their id. Raises AppError where the passphrase is refused."""
    means = workspace.means
    workspace.demand(Act.MANAGE_PEOPLE)
    person = means.random(16).hex()
    keys = PersonKeys.generate(means.random)
    entry = PersonEntry(person, details.name, lock(keys, passphrase, means.kdf, means.random(SALT_BYTES)))
    wrapped = wrap(workspace.unlocked.database_key, keys.opening_public, workspace.id, DATABASE_KEY)
    # The log first: a person in the log without keys can be added again, keys of nobody in the log cannot be told.
    workspace.door.write(f"Add {details.name}", person_ops(person, details, keys, means))
    salts = [entry.salt for entry in workspace.key_file.databases]
    _keep(workspace, add_person(workspace.key_file, entry, dict.fromkeys(salts, wrapped)))
    return person


def set_passphrase(workspace: Workspace, current: str, new: str) -> None:
    """Lock the unlocked person's keys by another passphrase; raises WrongPassphrase for a wrong current one."""
    workspace.demand_writing()
    person = workspace.unlocked.person
    unlock(workspace.key_file.person(person).locked, current)
    locked = lock(workspace.unlocked.keys, new, workspace.means.kdf, workspace.means.random(SALT_BYTES))
    _keep(workspace, change_passphrase(workspace.key_file, person, locked))


def name_as_logged(workspace: Workspace, person: str) -> None:
    """Let a person unlock under the name that the log has for them: writing that one asked for the right to do so."""
    workspace.demand_writing()
    logged = people(workspace.conn).get(person)
    if logged is not None and any(
        entry.id == person and entry.name != logged.name for entry in workspace.key_file.people
    ):
        _keep(workspace, rename_person(workspace.key_file, person, logged.name))


def remove(workspace: Workspace, person: str, reason: str = "") -> Workspace:
    """Take a person's keys away and rotate the database key; returns the workspace opened anew.

    They leave the log's people from today; what they did stays. Where the log knows of it already, from another
    machine say, the keys alone go. Raises AppError as `removal` and `rotate` do.
    """
    wanted = removal(workspace, person, reason)
    if wanted.without:
        return rotate(workspace, wanted)
    if wanted.ops:
        workspace.door.write(wanted.label, wanted.ops, reason=wanted.reason)
    return workspace


def removal(workspace: Workspace, person: str, reason: str = "") -> Rotation:
    """What removing a person changes; without `without` they have no keys, so that no rotation is needed.

    Raises AppError for oneself, for somebody who is not there, and where no owner without a last day would be left.
    """
    workspace.demand(Act.MANAGE_PEOPLE)
    if person == workspace.unlocked.person:
        raise AppError("Nobody can remove themselves. Ask another owner to do it.")
    everybody = people(workspace.conn)
    gone = everybody.get(person)
    if gone is None:
        raise AppError("There is no such person in this workspace.")
    demand_lasting_owner(workspace, [one for one in everybody.values() if one.id != person])
    today = workspace.means.now().date()
    last = min(today, gone.active_to or today)
    ops: tuple[Op, ...] = ()
    if gone.roles or gone.active_to != last:
        period = {"from": gone.active_from.isoformat(), "to": last.isoformat()}
        ops = (Op("person", person, "period", period), Op("person", person, "roles", []))
    has_keys = any(entry.id == person for entry in workspace.key_file.people)
    return Rotation(person if has_keys else "", label=f"Remove {gone.name}", ops=ops, reason=reason)


def demand_lasting_owner(workspace: Workspace, left: Iterable[Person]) -> None:
    """Raise AppError unless one of these is an owner with keys and without a last day."""
    openers = {entry.id for entry in workspace.key_file.people}
    if not any(one.id in openers for one in lasting_owners(left)):
        raise AppError(
            "Nobody would be left who is an owner, has a passphrase and no last day, so nothing was changed: nobody "
            "could let anybody in any more. Make another person an owner first."
        )


def renewal(workspace: Workspace, sheet: RecoverySheet, reason: str = "") -> Rotation:
    """What a new recovery sheet changes: the database gets a new key, which the sheet before it does not open."""
    workspace.demand(Act.MANAGE_PEOPLE)
    sheets = {sheet.public.hex(): utc_text(workspace.means.now())}
    op = settings_op(workspace.conn, workspace.id, SHEETS, sheets)
    return Rotation(sheet=sheet.public, label="Make a new recovery sheet", ops=(op,), reason=reason)


def rotate(workspace: Workspace, wanted: Rotation | None = None) -> Workspace:
    """Export everything into a new file under a new key and put it in place; returns the workspace opened anew.

    A crash at any point leaves exactly one database that opens with the key file beside it. Raises AppError; then,
    where the workspace was closed already, it opens again as it was.
    """
    prepared = prepare(workspace, wanted or Rotation())
    return put_in_place(workspace, prepared, state_of(workspace))


def recover(path: Path, sheet: RecoverySheet, person: str, new: str, means: Means) -> Workspace:
    """Open with the recovery sheet: this person of the key file, an owner, gets new keys under a new passphrase.

    Raises SheetReplaced for a sheet whose place a newer one took, WrongKey for another workspace's, AppError where
    there is no such person, they are no owner, or another process has the workspace open; then nothing has changed.
    """
    folder = resolve(path)
    found = _entry_of(key_file_of(folder), person)
    keys = PersonKeys.generate(means.random)
    locked = lock(keys, new, means.kdf, means.random(SALT_BYTES))
    with taken(folder, found.id, means) as (key_file, lease):
        key = recovered_key(folder, key_file, sheet)
        opened = Opened(folder, key_file, Unlocked(found.id, keys, key), means, lease, new_writer=True)
        workspace = opened.workspace()
        try:
            workspace.demand(Act.MANAGE_PEOPLE)
            # The log first: keys that the log does not know could neither sign nor be rotated.
            value = {"box_key": keys.opening_public.hex(), "sign_key": keys.signing_public.hex()}
            ops = [Op("person", found.id, "keys", value)]
            workspace.door.write(f"New keys for {found.name} by the recovery sheet", ops, sign="recovery")
            wrapped = wrap(key, keys.opening_public, key_file.workspace, DATABASE_KEY)
            wraps = dict.fromkeys((one.salt for one in workspace.key_file.databases), wrapped)
            _keep(workspace, with_new_keys(workspace.key_file, PersonEntry(found.id, found.name, locked), wraps))
        except BaseException:
            workspace.close()
            raise
    return workspace


def _entry_of(key_file: KeyFile, person: str) -> PersonEntry:
    for entry in key_file.people:
        if person in (entry.name, entry.id):
            return entry
    names = ", ".join(entry.name for entry in key_file.people)
    raise AppError(f"Nobody called {person} can open this workspace. Those who can: {names}.")


def _keep(workspace: Workspace, key_file: KeyFile) -> None:
    write_key_file(workspace.folder, key_file)
    workspace.key_file = key_file
