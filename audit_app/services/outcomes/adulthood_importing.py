"""Young people near adulthood from a file: whole or not at all; importing it again changes nothing."""

from pathlib import Path

from audit_app.domain.people import Act
from audit_app.intake.adulthood_log import AdulthoodRow, read_adulthood_log
from audit_app.intake.faults import MOST_SHOWN
from audit_app.services.log_importing import Compared, LogImported, compared
from audit_app.services.progress import Progress, in_silence
from audit_app.services.refusals import refused
from audit_app.store.log.rights import Op
from audit_app.store.read_outcomes import ADULTHOOD, held_adulthood
from audit_app.store.workspace import Workspace


def import_adulthood(
    workspace: Workspace,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    most_problems: int = MOST_SHOWN,
) -> LogImported:
    """Take in what is known of young people near adulthood, a row a plan; a dry run writes nothing.

    An empty cell takes nothing away that is held. Raises AppError with a problem for every fault: then nothing was
    written.
    """
    workspace.demand(Act.EDIT_REGISTER)
    reading = read_adulthood_log(path, today=workspace.means.now().date(), most_problems=most_problems)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    held = held_adulthood(workspace.conn)

    def take(row: AdulthoodRow, plan_id: str, found: Compared) -> None:
        before = held.get(plan_id)
        values = {name: getattr(row, name) or None for name in ADULTHOOD}
        known = before.value if before is not None else dict.fromkeys(ADULTHOOD)
        found.kept += any(value is None and known[name] is not None for name, value in values.items())
        ops = [
            Op("adulthood", plan_id, name, value) for name, value in values.items() if value not in (None, known[name])
        ]
        if before is not None and not before.is_live:
            found.back += 1
            ops.append(Op("adulthood", plan_id, "deleted", None))
        found.ops.extend(ops)
        found.count(is_new=before is None and bool(ops), is_changed=bool(ops))

    found = compared(workspace, reading, progress or in_silence, most_problems, take)
    if found.ops and not dry_run:
        label = f"Import the way to adulthood: {found.new:,} new, {found.changed:,} changed"
        workspace.door.write(label, found.ops)
    return found.told(reading)
