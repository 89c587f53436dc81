"""Everything that can be verified about a workspace, each with what was looked at and what was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit_app.store import access
from audit_app.store.copying import faults_of
from audit_app.store.driver import file_salt
from audit_app.store.grades import wrong_grades
from audit_app.store.keys.keyjson import read_key_file
from audit_app.store.log import facts
from audit_app.store.log.replay import differences
from audit_app.store.log.verify import verify
from audit_app.store.schema import SCHEMA
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
    """Check file, keys, foreign keys, log, replay, derived rows, grades and access log, one after the other."""
    for part in PARTS:
        yield part(workspace)


def _file(workspace: Workspace) -> Finding:
    pages = workspace.conn.execute("PRAGMA page_count").fetchone()[0]
    return Finding("file", f"{pages} encrypted pages, structure, foreign keys", tuple(faults_of(workspace.db)))


def _keys(workspace: Workspace) -> Finding:
    key_file = read_key_file(workspace.folder, SCHEMA)
    faults = []
    if key_file.database(file_salt(workspace.folder / DATABASE)) is None:
        faults.append("the key file does not know this database")
    logged = dict(workspace.conn.execute("SELECT id, box_key FROM person"))
    faults.extend(
        f"the key file holds another key for {entry.name} than the workspace recorded"
        for entry in key_file.people
        if logged.get(entry.id) != entry.locked.opening_public.hex()
    )
    return Finding("keys", f"{len(key_file.people)} people", tuple(faults))


def _log(workspace: Workspace) -> Finding:
    changes, heads = (
        workspace.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("change", "head")
    )
    faults = [str(one) for one in verify(workspace.conn, workspace.id, everything=True)]
    if workspace.gap:
        faults.append(workspace.gap)
    return Finding("change log", f"{changes} changes, {heads} signed heads", tuple(faults))


def _replay(workspace: Workspace) -> Finding:
    ops = workspace.conn.execute("SELECT count(*) FROM op").fetchone()[0]
    return Finding("replay", f"{ops} operations", tuple(differences(workspace.conn)))


def _derived(workspace: Workspace) -> Finding:
    wrong = facts.wrong_rows(workspace.conn)
    rows = workspace.conn.execute("SELECT count(*) FROM score_fact").fetchone()[0]
    faults = (f"{wrong} rows for counting differ from the scores",) if wrong else ()
    return Finding("counted scores", f"{rows} rows", faults)


def _grades(workspace: Workspace) -> Finding:
    looked, faults = wrong_grades(workspace.conn)
    return Finding("grades", f"{looked} submitted reviews graded again", tuple(faults))


def _access(workspace: Workspace) -> Finding:
    events = workspace.conn.execute("SELECT count(*) FROM access_event").fetchone()[0]
    bad = access.first_bad_event(workspace.conn)
    faults = (f"event {bad} does not follow from the one before it",) if bad is not None else ()
    return Finding("access log", f"{events} events", faults)


PARTS: tuple[Callable[[Workspace], Finding], ...] = (_file, _keys, _log, _replay, _derived, _grades, _access)
