"""Importing the register: whole or not at all, as one change with an operation for each row that is new or changed.

It streams: what is read, what is to be written and what was seen lie in a `Spool` where they are long.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.keeping import Keeping
from audit_app.intake.mapping import Mapping
from audit_app.intake.register import RegisterReading
from audit_app.services.progress import Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.services.register.changes import KEYS, MOST_LISTED, Comparison, RegisterChanges
from audit_app.services.register.entries import Change, EntryChange
from audit_app.services.register.files import digest_of, read_any
from audit_app.services.register.match_keys import MatchKeys
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_missing import recorded_missing
from audit_app.store.read_register import HeldRegister, match_secret
from audit_app.store.spool import Spool
from audit_app.store.spooled import SortedItems, SpooledRows, SpooledTexts
from audit_app.store.workspace import Workspace

_PART: Final = 1_000
"""How many operations are written together."""


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """What an import did, or would do: `rows` = new + changed + unchanged + left out.

    `happened` counts the entries that are new, ceased, moved and so on; one can have several. `ceased` counts those of
    the new and changed that have a ceased date for the first time. `vanished` are the references of entries, not
    ceased, that the file lacks: they stay. `left_out` were erased under a retention rule. `queries` are dates that
    cannot be right (kept), at most `most_problems` of `query_count`. `notes` say which columns were not read and the
    like. `sensitive` are the sensitive fields that the file has, taken in or not. `entries` say what changes in each
    entry, in the order of the file and then those not in it; `unlisted` more are not told one by one. `changes` is
    False where nothing was to be written.
    """

    file: str
    rows: int
    new: int
    changed: int
    unchanged: int
    ceased: int
    left_out: int
    happened: dict[Change, int]
    vanished: tuple[str, ...]
    queries: tuple[Problem, ...]
    query_count: int
    notes: tuple[str, ...]
    sensitive: tuple[str, ...]
    entries: tuple[EntryChange, ...]
    unlisted: int
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
    Memory does not grow with a return in XML or a table in CSV. `progress` is told rows, first of a whole that nobody
    knows yet, while the file is read, then of all of them. Raises AppError with a problem for every fault, up to
    `most_problems` of them: then nothing was written.
    """
    workspace.demand(Act.EDIT_REGISTER)
    tell = progress or in_silence
    tell(0, 0)
    today = workspace.means.now().date()
    with Spool(workspace.folder, workspace.means.random) as spool:
        rows = SpooledRows(spool, lambda done: tell(done, 0))
        keeping = Keeping(rows, lambda: SpooledTexts[int](spool))
        reading = read_any(path, today=today, mapping=mapping, most_problems=most_problems, keeping=keeping)
        if reading.problems:
            raise refused(reading.file, reading.problems)
        if reading.rows:
            rows.add(reading.numbers, reading.rows)
        keys = _match_keys(workspace, reading)
        held = HeldRegister(workspace.conn, [name for name in reading.headings if name not in KEYS])
        comparison = Comparison(reading, rows, held, Ids(workspace.id), keys, spool, most_problems)
        found = comparison.run(today, tell if dry_run else _first_half(tell))
        faults = comparison.faults()
        if faults.count:
            raise refused(reading.file, faults.result())
        changes = bool(found.ops.count) or not _are_known(workspace, found)
        if changes and not dry_run:
            _write(workspace, path, reading, rows.count, found, tell)
    return _imported(reading, rows.count, found, changes=changes)


def _are_known(workspace: Workspace, found: RegisterChanges) -> bool:
    """Whether the last import lacked these entries too: else it is put on record, so that they are asked about."""
    return not found.vanished or recorded_missing(workspace.conn).issuperset(id_ for id_, _ in found.vanished)


def _match_keys(workspace: Workspace, reading: RegisterReading) -> MatchKeys | None:
    """The workspace's hashing of match keys; None where the file has none."""
    if reading.headings.keys().isdisjoint(KEYS[1:]):
        return None
    secret = match_secret(workspace.conn, workspace.id)
    if secret is None:
        raise AppError(
            "Match keys are hashed under a secret that never leaves the machine where the workspace was made, and this "
            "copy has none. Import the register there, or give each row its plan_ref."
        )
    return MatchKeys(secret)


def _write(
    workspace: Workspace, path: Path, reading: RegisterReading, rows: int, found: RegisterChanges, tell: Progress
) -> None:
    value = {
        "file": reading.file,
        "digest": digest_of(path),
        "imported_on": workspace.means.now().date().isoformat(),
        "columns": list(reading.headings),
        "rows": rows,
        "added": found.new,
        "changed": found.changed,
        "ceased": found.happened[Change.CEASED],
        "vanished": [id_ for id_, _ in found.vanished],  # by id, so that it says nothing of one that is erased
    }
    found.ops.add((workspace.means.random(16).hex(), "record", "register_import", value))
    label = f"Import the register: {found.new:,} new, {found.changed:,} changed"
    workspace.door.write_long(label, _parts(found.ops, rows, tell))


def _parts(ops: SortedItems, rows: int, tell: Progress) -> Iterator[list[Op]]:
    """The operations in order, some at a time; writing them is the second half of the work."""
    written = 0
    items = iter(ops)
    while part := [Op(kind, id_, field, value) for id_, field, kind, value in islice(items, _PART)]:
        tell((rows + rows * written // ops.count) // 2, rows)
        yield part
        written += len(part)


def _first_half(tell: Progress) -> Progress:
    return lambda done, total: tell(done // 2, total)


def _imported(reading: RegisterReading, rows: int, found: RegisterChanges, *, changes: bool) -> RegisterImported:
    notes = list(reading.notices)
    if found.left_out:
        were = counted(found.left_out, "entry was", "entries were")
        notes.append(f"{were} erased under a retention rule and left out.")
    vanished = tuple(ref for _, ref in found.vanished)
    gone = [EntryChange(ref, (Change.VANISHED,)) for ref in vanished[:MOST_LISTED]]
    return RegisterImported(
        file=reading.file,
        rows=rows,
        new=found.new,
        changed=found.changed,
        unchanged=found.unchanged,
        ceased=found.happened[Change.CEASED],
        left_out=found.left_out,
        happened=dict(found.happened),
        vanished=vanished,
        queries=reading.queries,
        query_count=reading.query_count,
        notes=tuple(notes),
        sensitive=reading.sensitive,
        entries=(*found.entries, *gone),
        unlisted=found.unlisted + len(vanished) - len(gone),
        changes=changes,
    )
