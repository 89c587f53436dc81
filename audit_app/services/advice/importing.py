"""Importing an advice log: whole or not at all, as one change; importing a file again changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import Problem
from audit_app.intake.advice_log import AdviceReading, AdviceRow, read_advice_log
from audit_app.intake.faults import MOST_SHOWN, FaultList
from audit_app.services.advice.log import request_id
from audit_app.services.progress import STEP, Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_advice import HeldLine, held_lines
from audit_app.store.read_register import erased_entries, plan_entries
from audit_app.store.workspace import Workspace

_NAMES: Final = tuple(name for name in AdviceRow._fields if name not in ("row", "plan_ref"))


@dataclass(frozen=True, slots=True)
class AdviceImported:
    """What an import did, or would do: `rows` = new + changed + unchanged + left out.

    `left_out` are rows about plans that were erased under a retention rule. `queries` are kept all the same, at most
    `most_problems` of `query_count`. `notes` are sentences. `changes` is False where nothing was to be written.
    """

    file: str
    rows: int
    new: int
    changed: int
    unchanged: int
    left_out: int
    queries: tuple[Problem, ...]
    query_count: int
    notes: tuple[str, ...]
    changes: bool


@dataclass(slots=True)
class _Found:
    """What is found while the rows are compared with what is held."""

    ops: list[Op] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    kept: int = 0
    back: int = 0


def import_advice(
    workspace: Workspace,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    most_problems: int = MOST_SHOWN,
) -> AdviceImported:
    """Take an advice log in, a row a request; a dry run writes nothing.

    A line is known by plan, agency, service and the day of the request. An empty cell takes nothing away that is held,
    and lines that the file lacks stay. Raises AppError with a problem for every fault, among them plans that the
    register does not have: then nothing was written.
    """
    workspace.demand(Act.EDIT_REGISTER)
    today = workspace.means.now().date()
    reading = read_advice_log(path, today=today, most_problems=most_problems)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    found = _compared(workspace, reading, progress or in_silence, most_problems)
    if found.ops and not dry_run:
        label = f"Import an advice log: {found.new:,} new, {found.changed:,} changed"
        workspace.door.write(label, found.ops)
    return AdviceImported(
        file=reading.file,
        rows=len(reading.rows),
        new=found.new,
        changed=found.changed,
        unchanged=found.unchanged,
        left_out=found.left_out,
        queries=reading.queries,
        query_count=reading.query_count,
        notes=(*reading.notices, *_notes(found)),
        changes=bool(found.ops),
    )


def _compared(workspace: Workspace, reading: AdviceReading, progress: Progress, most: int) -> _Found:
    conn, ids = workspace.conn, Ids(workspace.id)
    plans = {ref: entry.id for ref, entry in plan_entries(conn).items()}
    erased, held = erased_entries(conn), held_lines(conn)
    faults, found = FaultList(reading.file, "error", most), _Found()
    for at, row in enumerate(reading.rows):
        if at % STEP == 0:
            progress(at, len(reading.rows))
        plan_id = plans.get(row.plan_ref)
        if plan_id is not None:
            _take(row, plan_id, request_id(ids, plan_id, row.agency, row.service, row.requested), held, found)
        elif ids.plan(row.plan_ref) in erased:
            found.left_out += 1
        else:
            message = "The register has no plan of this reference. Import the register first, or correct the reference."
            faults.add(message, reading.place(row.row, "plan_ref"))
    if faults.count:
        raise refused(reading.file, faults.result())
    return found


def _take(row: AdviceRow, plan_id: str, id_: str, held: Mapping[str, HeldLine], found: _Found) -> None:
    value: dict[str, Json] = {"plan_id": plan_id, **{name: getattr(row, name) or None for name in _NAMES}}
    before = held.get(id_)
    if before is None or before.value["plan_id"] is None:
        found.new += 1
        found.ops.append(Op("advice_request", id_, "record", value))
        return
    kept = [name for name in _NAMES if value[name] is None and before.value[name] is not None]
    value |= {name: before.value[name] for name in kept}
    found.kept += bool(kept)
    if not before.is_live:
        found.back += 1
        found.ops.append(Op("advice_request", id_, "deleted", None))
    if value != before.value:
        found.ops.append(Op("advice_request", id_, "record", value))
    if value != before.value or not before.is_live:
        found.changed += 1
    else:
        found.unchanged += 1


def _notes(found: _Found) -> list[str]:
    notes = []
    if found.kept:
        were = counted(found.kept, "row is", "rows are")
        notes.append(f"{were} empty where a value is held; what is held was kept.")
    if found.back:
        lines = counted(found.back, "line that had", "lines that had")
        notes.append(f"{lines} been taken away by hand came back, as the file has it.")
    if found.left_out:
        rows = counted(found.left_out, "row is", "rows are")
        notes.append(f"{rows} about plans that were erased under a retention rule and left out.")
    return notes
