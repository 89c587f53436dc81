"""Importing an advice log: whole or not at all, as one change; importing a file again changes nothing."""

from pathlib import Path
from typing import Final

from audit_app.domain.people import Act
from audit_app.intake.advice_log import AdviceRow, read_advice_log
from audit_app.intake.faults import MOST_SHOWN
from audit_app.services.advice.log import request_id
from audit_app.services.log_importing import Compared, LogImported, compared, take_record
from audit_app.services.progress import Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.read_advice import held_lines
from audit_app.store.workspace import Workspace

_NAMES: Final = tuple(name for name in AdviceRow._fields if name not in ("row", "plan_ref"))


AdviceImported = LogImported


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
    held, ids = held_lines(workspace.conn), Ids(workspace.id)

    def take(row: AdviceRow, plan_id: str, found: Compared) -> None:
        id_ = request_id(ids, plan_id, row.agency, row.service, row.requested)
        value: dict[str, Json] = {"plan_id": plan_id, **{name: getattr(row, name) or None for name in _NAMES}}
        before = held.get(id_)
        if before is not None and before.value["plan_id"] is None:
            before = None  # only the mark of one that was taken away before it was ever there
        is_new, is_changed = take_record(found, "advice_request", id_, value, before)
        found.count(is_new=is_new, is_changed=is_changed)

    found = compared(workspace, reading, progress or in_silence, most_problems, take)
    if found.ops and not dry_run:
        label = f"Import an advice log: {found.new:,} new, {found.changed:,} changed"
        workspace.door.write(label, found.ops)
    return found.told(reading)
