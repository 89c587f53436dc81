"""Everything that can be verified about a workspace, each with what was looked at and what was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.store import access
from audit_app.store.copying import faults_of
from audit_app.store.documents import document, missing
from audit_app.store.driver import file_salt, sqlite3
from audit_app.store.grades import wrong_grades
from audit_app.store.keys.keyjson import read_key_file
from audit_app.store.log import facts
from audit_app.store.log.replay import differences
from audit_app.store.log.verify import verify
from audit_app.store.read_settings import known_sheets
from audit_app.store.schema import SCHEMA
from audit_app.store.sealed_check import wrong_sealed_scores
from audit_app.store.workspace import DATABASE, Workspace


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing checked: its name, how much was looked at in words, and every fault found."""

    name: str
    looked_at: str
    faults: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def check(workspace: Workspace) -> Iterator[Finding]:
    """Check everything of `PARTS`, one after the other."""
    for name, part in PARTS:
        try:
            found = part(workspace)
        except (sqlite3.DatabaseError, KeyError, ValueError, TypeError, AttributeError) as error:
            # What somebody wrote past the door can have any form: it is a fault that was found, not one of ours.
            yield Finding(name, "as far as it could be read", (f"it cannot be read ({error!r})",))
        else:
            yield found


def _file(workspace: Workspace) -> Finding:
    pages = workspace.conn.execute("PRAGMA page_count").fetchone()[0]
    looked = f"{counted(pages, 'encrypted page')}, structure, foreign keys"
    return Finding("file", looked, tuple(faults_of(workspace.db)))


def _keys(workspace: Workspace) -> Finding:
    try:
        key_file = read_key_file(workspace.folder, SCHEMA)
    except AppError as error:
        return Finding("keys", "the key file", (error.message,))
    entry = key_file.database(file_salt(workspace.folder / DATABASE))
    faults = [] if entry else ["the key file does not know this database"]
    if key_file.workspace != workspace.id:
        faults.append("the key file is another workspace's")
    sheets = known_sheets(workspace.conn)
    if entry and sheets and key_file.sheet_of(entry.salt).hex() not in sheets:
        faults.append("the key file holds another recovery sheet than the workspace recorded")
    wrapped = dict(entry.wraps) if entry else {}
    logged = {row[0]: row[1:] for row in workspace.conn.execute("SELECT id, box_key, sign_key, roles FROM person")}
    for person in key_file.people:
        box_key, sign_key, roles = logged.get(person.id, (None, None, None))
        if (box_key, sign_key) != (person.locked.opening_public.hex(), person.locked.signing_public.hex()):
            faults.append(f"the key file holds another key for {person.name} than the workspace recorded")
        if entry and person.id not in wrapped:
            faults.append(f"{person.name} has keys that do not open this database")
        if roles == "[]":  # a last day that is over is asked at opening; a removal takes the keys too
            faults.append(f"{person.name} was removed and still has keys: remove them again")
    return Finding("keys", counted(len(key_file.people), "person", "people"), tuple(faults))


def _log(workspace: Workspace) -> Finding:
    changes, heads = (
        workspace.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("change", "head")
    )
    faults = [str(one) for one in verify(workspace.conn, workspace.id, everything=True)]
    if workspace.gap:
        faults.append(workspace.gap)
    return Finding("change log", f"{counted(changes, 'change')}, {counted(heads, 'signed head')}", tuple(faults))


def _replay(workspace: Workspace) -> Finding:
    ops = workspace.conn.execute("SELECT count(*) FROM op").fetchone()[0]
    return Finding("replay", counted(ops, "operation"), tuple(differences(workspace.conn)))


def _derived(workspace: Workspace) -> Finding:
    wrong = facts.wrong_rows(workspace.conn)
    rows = workspace.conn.execute("SELECT count(*) FROM score_fact").fetchone()[0]
    differ = "row for counting differs", "rows for counting differ"
    faults = (f"{counted(wrong, *differ)} from the scores",) if wrong else ()
    return Finding("counted scores", counted(rows, "row"), faults)


def _grades(workspace: Workspace) -> Finding:
    looked, faults = wrong_grades(workspace.conn)
    return Finding("grades", f"{counted(looked, 'submitted review')} graded again", tuple(faults))


def _sealed(workspace: Workspace) -> Finding:
    looked, faults = wrong_sealed_scores(workspace.conn, workspace.id)
    return Finding("sealed scores", f"{counted(looked, 'box', 'boxes')}, opened again where the round was", faults)


def _access(workspace: Workspace) -> Finding:
    events = workspace.conn.execute("SELECT count(*) FROM access_event").fetchone()[0]
    bad = access.first_bad_event(workspace.conn)
    faults = (f"event {bad} does not follow from the one before it",) if bad is not None else ()
    return Finding("access log", counted(events, "event"), faults)


def _documents(workspace: Workspace) -> Finding:
    held = workspace.conn.execute("SELECT count(*) FROM document WHERE key IS NOT NULL").fetchone()[0]
    bad = (document(workspace.conn, id_).name for id_ in missing(workspace))
    faults = tuple(f"{name} is missing or damaged: restore the newest backup or add it again" for name in bad)
    return Finding("documents", f"{counted(held, 'document')} decrypted", faults)


PARTS: tuple[tuple[str, Callable[[Workspace], Finding]], ...] = (
    ("file", _file),
    ("keys", _keys),
    ("change log", _log),
    ("replay", _replay),
    ("counted scores", _derived),
    ("grades", _grades),
    ("sealed scores", _sealed),
    ("access log", _access),
    ("documents", _documents),
)
"""What is checked, in this order."""
