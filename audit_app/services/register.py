"""Importing the register: whole or not at all, as one change with an operation for each row that is new or changed."""

from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.intake.child_keys import NAME_KEY
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.mapping import Mapping
from audit_app.intake.register import RegisterReading
from audit_app.services.match_keys import MatchKeys
from audit_app.services.progress import Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.services.register_changes import Comparison, RegisterChanges
from audit_app.services.register_entries import EntryChange
from audit_app.services.register_files import digest_of, read_any
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_register import held_register, match_secret
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """What an import did, or would do: `rows` = new + changed + unchanged + left out.

    `ceased` counts those of the new and changed that have a ceased date for the first time. `vanished` are the
    references of entries, not ceased, that the file lacks: they stay. `left_out` were erased under a retention rule.
    `queries` are dates that cannot be right (kept), at most `most_problems` of `query_count`. `notes` say which
    columns were not read and the like. `sensitive` are the sensitive fields that the file has, taken in or not.
    `entries` say what changes in each entry, in the order of the file. `changes` is False where nothing was to be
    written.
    """

    file: str
    rows: int
    new: int
    changed: int
    unchanged: int
    ceased: int
    left_out: int
    vanished: tuple[str, ...]
    queries: tuple[Problem, ...]
    query_count: int
    notes: tuple[str, ...]
    sensitive: tuple[str, ...]
    entries: tuple[EntryChange, ...]
    changes: bool


def import_register(
    workspace: Workspace,
    path: Path,
    *,
    mapping: Mapping | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    most_problems: int = MOST_SHOWN,
) -> RegisterImported:
    """Take a register in; importing the same file again writes nothing, a dry run never does.

    The file is a table or a statutory return (SEN2 XML, a COLLECT export), which is recognised by its content.
    Raises AppError with a problem for every fault, up to `most_problems` of them: then nothing was written.
    """
    workspace.demand(Act.EDIT_REGISTER)
    today = workspace.means.now().date()
    reading = read_any(path, today=today, mapping=mapping, most_problems=most_problems)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    keys = _match_keys(workspace, reading)
    first = [name for name in reading.headings if name not in ("plan_ref", "match_key", NAME_KEY)]
    held = held_register(workspace.conn, first)
    comparison = Comparison(reading, held, Ids(workspace.id), keys, most_problems)
    found = comparison.run(today, progress or in_silence)
    if comparison.faults.count:
        raise refused(reading.file, comparison.faults.result())
    if found.ops and not dry_run:
        record = _record(workspace, path, reading, found, [str(held.rows[ref][0]) for ref in found.vanished])
        label = f"Import the register: {found.new:,} new, {found.changed:,} changed"
        workspace.door.write(label, [*found.ops, record])
    return _imported(reading, found)


def _match_keys(workspace: Workspace, reading: RegisterReading) -> MatchKeys | None:
    """The workspace's hashing of match keys; None where the file has none."""
    if reading.headings.keys().isdisjoint(("match_key", NAME_KEY)):
        return None
    secret = match_secret(workspace.conn, workspace.id)
    if secret is None:
        raise AppError(
            "Match keys are hashed under a secret that never leaves the machine where the workspace was made, and this "
            "copy has none. Import the register there, or give each row its plan_ref."
        )
    return MatchKeys(secret)


def _record(
    workspace: Workspace, path: Path, reading: RegisterReading, found: RegisterChanges, vanished: list[str]
) -> Op:
    """The record of the import; vanished entries stand in it by id, so that it says nothing of one that is erased."""
    value = {
        "file": reading.file,
        "digest": digest_of(path),
        "imported_on": workspace.means.now().date().isoformat(),
        "columns": list(reading.headings),
        "rows": len(reading.rows),
        "added": found.new,
        "changed": found.changed,
        "ceased": found.ceased,
        "vanished": vanished,
    }
    return Op("register_import", workspace.means.random(16).hex(), "record", value)


def _imported(reading: RegisterReading, found: RegisterChanges) -> RegisterImported:
    notes = list(reading.notices)
    if found.left_out:
        were = counted(found.left_out, "entry was", "entries were")
        notes.append(f"{were} erased under a retention rule and left out.")
    return RegisterImported(
        file=reading.file,
        rows=len(reading.rows),
        new=found.new,
        changed=found.changed,
        unchanged=found.unchanged,
        ceased=found.ceased,
        left_out=found.left_out,
        vanished=tuple(found.vanished),
        queries=reading.queries,
        query_count=reading.query_count,
        notes=tuple(notes),
        sensitive=reading.sensitive,
        entries=tuple(found.entries),
        changes=bool(found.ops),
    )
