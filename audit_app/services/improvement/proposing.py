"""A workbook of an improvement plan that came back: what it would change is told, then taken in whole or one by one."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.plan_rows import (
    CHANGED,
    ESCALATION,
    GONE,
    NEW,
    PROGRESS,
    RISK,
    Difference,
    Row,
    differences,
    escalation_row,
    risk_row,
    rows_of,
)
from audit_app.domain.plan_workbook import ESCALATIONS_SHEET, PLAN_SHEET, RISKS_SHEET, THEME_SHEET
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.intake.improvement_plan import PlanReading, read_improvement_plan
from audit_app.services.improvement.fit import all_words, demand_no_plan, fitted, name_of
from audit_app.services.improvement.logs import escalations, risks
from audit_app.services.improvement.matching import NewIds, matched_logs, matched_plan
from audit_app.services.improvement.plans import MOST_ACTIONS, demand_free, plan, plans
from audit_app.services.improvement.writing import ops_of, ops_of_differences
from audit_app.services.refusals import refused
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_improvement import ids_taken
from audit_app.store.workspace import Workspace

ORDER: Final = "order"
"""The field of a difference that says that what stands in a row is in another order."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a workbook would change in a plan: `plan` is the plan as it would be.

    `is_new` where no plan is kept that it belongs to: it is then taken in whole, as a new one.
    """

    file: str
    plan: ImprovementPlan
    is_new: bool
    differences: tuple[Difference, ...]
    reading: PlanReading
    before: tuple[Row, ...]
    after: tuple[Row, ...]

    def count(self, what: str) -> int:
        """How many differences are new, changed or gone."""
        return sum(one.what == what for one in self.differences)


def propose(workspace: Workspace, path: Path, plan_id: str = "") -> Proposed:
    """Read a workbook and say what it would change; nothing is written.

    It belongs to the plan asked for, else to the one whose key or title it has, else it is a new plan. Raises AppError
    with every fault of the file: then nothing of it can be taken.
    """
    reading = read_improvement_plan(path)
    if reading.problems:
        raise refused(reading.file, reading.problems)
    return _proposed(workspace, reading, plan_id)


def accept(workspace: Workspace, proposed: Proposed, keys: Collection[str] | None = None) -> str:
    """Take in what was proposed, all of it or the differences of these keys, as one change; returns the plan's id.

    Raises AppError where the plan changed meanwhile, the person may not, or a chosen row stands in one that was not
    chosen; then nothing is written.
    """
    again = _proposed(workspace, proposed.reading, "" if proposed.is_new else proposed.plan.id)
    if again.is_new != proposed.is_new or again.differences != proposed.differences:
        raise AppError("The plan was changed meanwhile, so nothing was taken in. Read the workbook again.")
    if again.is_new:
        demand_free(workspace, again.plan.title)
        ops = [op for row in again.after for op in ops_of(None, row)]
        workspace.door.write(f"Import the improvement plan {again.plan.title} from {again.file}", ops)
        return again.plan.id
    chosen = [one for one in again.differences if keys is None or one.key in keys]
    if not chosen:
        raise AppError("Nothing is chosen, so nothing was taken in.")
    _demand_parents(chosen, again)
    told = [row for row in again.after if row.kind == PROGRESS]
    ops = ops_of_differences((one for one in chosen if one.field != ORDER), again.before, told)
    ops = _once([*ops, *_place_ops(chosen, again)])
    workspace.door.write(f"Import {again.file} into {again.plan.title}: {len(chosen)} changes", ops)
    return again.plan.id


def _proposed(workspace: Workspace, reading: PlanReading, plan_id: str) -> Proposed:
    held = _held(workspace, reading, plan_id)
    new = NewIds(Ids(workspace.id), set(ids_taken(workspace.conn)))
    base = held or ImprovementPlan(new.plan(reading.plan.title), reading.plan.title)
    whole = matched_plan(reading, base, new)
    if len(whole.placed) > MOST_ACTIONS:
        raise AppError(f"{reading.file} has more than {MOST_ACTIONS:,} actions. Split it into several plans.")
    logs = _logs(workspace, held)
    risk_log, escalated = matched_logs(reading, base, whole, (row.id for row in logs), new)
    before = (*rows_of(held), *_kept(logs, reading)) if held is not None else ()
    after = (
        *rows_of(whole),
        *(risk_row(one, whole.id) for one in risk_log),
        *(escalation_row(one) for one in escalated),
    )
    found = tuple(_in_order(differences(before, after), before, after))
    _demand_fitting(workspace, reading.file, found, after)
    return Proposed(reading.file, whole, held is None, found, reading, before, after)


def _held(workspace: Workspace, reading: PlanReading, plan_id: str) -> ImprovementPlan | None:
    """The kept plan that the workbook belongs to."""
    if plan_id:
        return plan(workspace, plan_id)
    title = " ".join(reading.plan.title.split()).casefold()
    every = plans(workspace)
    found = next((one for one in every if one.id == reading.plan.id), None)
    found = found or next((one for one in every if one.title.casefold() == title), None)
    return plan(workspace, found.id) if found is not None else None


def _logs(workspace: Workspace, held: ImprovementPlan | None) -> tuple[Row, ...]:
    if held is None:
        return ()
    rows = (*(risk_row(one, held.id) for one in risks(workspace, held.id)),)
    return (*rows, *(escalation_row(one) for one in escalations(workspace, held.id)))


def _kept(logs: Iterable[Row], reading: PlanReading) -> Iterator[Row]:
    """The rows of those logs that the workbook has a sheet for."""
    has = {RISK: reading.has_risks, ESCALATION: reading.has_escalations}
    return (row for row in logs if has[row.kind])


def _in_order(found: Iterable[Difference], before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
    """The differences without places: one says where the order of what stayed is another."""
    last: tuple[str, str] = ("", "")
    for one in found:
        if one.field != "place":
            yield one
            continue
        group = (one.row.kind, one.row.parent)
        was, now = (_order(rows, *group) for rows in (before, after))
        both = set(was) & set(now)
        if group != last and [id_ for id_ in was if id_ in both] != [id_ for id_ in now if id_ in both]:
            yield Difference(CHANGED, one.row, ORDER, None, None)
            last = group


def _order(rows: Iterable[Row], kind: str, parent: str) -> list[str]:
    return [row.id for row in rows if row.kind == kind and row.parent == parent]


def _place_ops(chosen: Sequence[Difference], proposed: Proposed) -> list[Op]:
    """New places for those beside something new, or in a group whose new order was chosen."""
    groups = {(one.row.kind, one.row.parent) for one in chosen if one.what == NEW or one.field in (ORDER, "parent")}
    held = {row.id: row for row in proposed.before}
    ops: list[Op] = []
    for row in proposed.after:
        was = held.get(row.id)
        if was is None or (row.kind, row.parent) not in groups or was.fields.get("place") == row.fields.get("place"):
            continue
        accepted = {one.field: one.after for one in chosen if one.row.id == row.id and one.what == CHANGED}
        fields = {name: accepted.get(name, value) for name, value in was.fields.items()}
        after = Row(row.kind, row.id, accepted.get("parent", was.parent), "", {**fields, "place": row.fields["place"]})
        ops += [op for op in ops_of(was, after) if op.field == "record"]
    return ops


def _once(ops: Iterable[Op]) -> list[Op]:
    """Each field of each thing once; what was said last has everything that was said before."""
    return [*{(op.kind, op.id, op.field): op for op in ops}.values()]


def _demand_parents(chosen: Sequence[Difference], proposed: Proposed) -> None:
    """Something new needs what it stands in."""
    there = {row.id for row in proposed.before} | {one.row.id for one in chosen if one.what == NEW}
    there -= {one.row.id for one in chosen if one.what == GONE}
    for one in chosen:
        if one.what == NEW and one.row.parent and one.row.parent not in there:
            raise AppError(f"{one.row.where} is new in something that is not there. Choose that too.")


def _demand_fitting(workspace: Workspace, file: str, found: Iterable[Difference], after: Iterable[Row]) -> None:
    """Raise AppError where a value cannot be kept, each with its sheet and column, or words name a child's plan."""
    problems: list[Problem] = []
    new = {one.row.id for one in found if one.what == NEW}
    cells = [(one.row, one.field, one.after) for one in found if one.what == CHANGED and one.field != ORDER]
    for row in after:
        if row.id in new or row.parent in new:
            cells += [(row, name, value) for name, value in row.fields.items()]
    for row, name, value in cells:
        try:
            fitted(row.kind, name, value)
        except ValueError as error:
            place = Place(file=file, sheet=_sheet(row), column=name_of(row.kind, name))
            problems.append(Problem(f"{row.where}: {error}", place))
    if problems:
        raise refused(file, problems)
    words: dict[str, object] = {str(at): value for at, (_, _, value) in enumerate(cells)}
    demand_no_plan(workspace.conn, all_words(words))


def _sheet(row: Row) -> str:
    if row.kind in (RISK, ESCALATION):
        return RISKS_SHEET if row.kind == RISK else ESCALATIONS_SHEET
    letter = row.where.removeprefix("Theme ").rstrip(".0123456789")
    return THEME_SHEET.format(letter) if row.kind != "plan" else PLAN_SHEET
