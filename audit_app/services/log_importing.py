"""What importing any log has in common: whose plan a row is about, what is new in it, and what came of the file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from audit_app.domain.counting import counted
from audit_app.domain.problems import Problem
from audit_app.intake.faults import FaultList
from audit_app.intake.log_reading import LogReading, LogRow
from audit_app.services.progress import STEP, Progress
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_advice import HeldLine
from audit_app.store.read_register import erased_entries, plan_entries
from audit_app.store.workspace import Workspace

Row = TypeVar("Row", bound=LogRow)
_NO_PLAN: Final = "The register has no plan of this reference. Import the register first, or correct the reference."


@dataclass(frozen=True, slots=True)
class LogImported:
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
class Compared:
    """What is found while the rows are compared with what is held."""

    ops: list[Op] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    kept: int = 0
    back: int = 0

    def count(self, *, is_new: bool, is_changed: bool) -> None:
        """Count a row once, by the most that came of it."""
        self.new += is_new
        self.changed += is_changed and not is_new
        self.unchanged += not is_new and not is_changed

    def told(self, reading: LogReading[Row], notes: Iterable[str] = ()) -> LogImported:
        """The same as what an import did."""
        return LogImported(
            file=reading.file,
            rows=len(reading.rows),
            new=self.new,
            changed=self.changed,
            unchanged=self.unchanged,
            left_out=self.left_out,
            queries=reading.queries,
            query_count=reading.query_count,
            notes=(*reading.notices, *notes, *self._notes()),
            changes=bool(self.ops),
        )

    def _notes(self) -> list[str]:
        notes = []
        if self.kept:
            were = counted(self.kept, "row is", "rows are")
            notes.append(f"{were} empty where a value is held; what is held was kept.")
        if self.back:
            lines = counted(self.back, "line that had", "lines that had")
            notes.append(f"{lines} been taken away by hand came back, as the file has it.")
        if self.left_out:
            rows = counted(self.left_out, "row is", "rows are")
            notes.append(f"{rows} about plans that were erased under a retention rule and left out.")
        return notes


def compared(
    workspace: Workspace,
    reading: LogReading[Row],
    progress: Progress,
    most: int,
    take: Callable[[Row, str, Compared], None],
) -> Compared:
    """Give each row to `take` with its plan's id. Raises AppError with a problem for every plan that is not held."""
    conn, ids = workspace.conn, Ids(workspace.id)
    plans = {ref: entry.id for ref, entry in plan_entries(conn).items()}
    erased = erased_entries(conn)
    faults, found = FaultList(reading.file, "error", most), Compared()
    for at, row in enumerate(reading.rows):
        if at % STEP == 0:
            progress(at, len(reading.rows))
        plan_id = plans.get(row.plan_ref)
        if plan_id is not None:
            take(row, plan_id, found)
        elif ids.plan(row.plan_ref) in erased:
            found.left_out += 1
        else:
            faults.add(_NO_PLAN, reading.place(row.row, "plan_ref"))
    if faults.count:
        raise refused(reading.file, faults.result())
    return found


def take_record(
    found: Compared, kind: str, id_: str, value: Mapping[str, Json], before: HeldLine | None
) -> tuple[bool, bool]:
    """Compare one record with what is held under its id; an empty value takes nothing away. Returns new, changed."""
    if before is None:
        found.ops.append(Op(kind, id_, "record", dict(value)))
        return True, False
    kept = {name: before.value[name] for name, one in value.items() if one is None and before.value[name] is not None}
    now = {**value, **kept}
    found.kept += bool(kept)
    if not before.is_live:
        found.back += 1
        found.ops.append(Op(kind, id_, "deleted", None))
    if now != before.value:
        found.ops.append(Op(kind, id_, "record", now))
    return False, now != before.value or not before.is_live
