"""What a report tells of improvement plans: as they stood at the last checkpoint reported by the end of its period.

The audit group and the board are told; the public is not: a plan is published whole, by its workbook, when a board says
so, and its risks and escalations are the partnership's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.improvement_counts import Moved, counts_at, overdue, pair_for, slippage, without_comment
from audit_app.domain.risks import Escalation, Risk
from audit_app.domain.timescale import checkpoint_day
from audit_app.services.improvement.logs import action_about
from audit_app.services.reports.reporting import Report
from audit_app.store.read_improvement import escalations, held_plan, plan_names, risks_of
from audit_app.store.workspace import Workspace
from exports.improvement import ImprovementTold, StepTold
from exports.plain import one_line
from scoring.figures import Audience

WITH_PLAN: Final = ("monthly", "quarterly")
"""The kinds of report that tell of improvement plans."""


def improvement_told(workspace: Workspace, report: Report) -> tuple[ImprovementTold, ...]:
    """Each plan of which anything was reported by the end of the period; none where readers are not told."""
    if report.kind not in WITH_PLAN or report.audience is Audience.PUBLIC:
        return ()
    last = min(report.period.last, report.data_date)
    made = (_told(workspace, one.id, last) for one in plan_names(workspace.conn))
    return tuple(one for one in made if one is not None)


def _told(workspace: Workspace, plan_id: str, last: date) -> ImprovementTold | None:
    held = held_plan(workspace.conn, plan_id)
    if held is None:
        return None
    plan = replace(held, checkpoints=tuple(at for at in held.checkpoints if checkpoint_day(at) <= last))
    if not plan.current:
        return None
    pair = pair_for(plan)
    before = pair[0] if pair is not None else ""
    labels = {one.action.id: one.label for one in plan.placed}
    return ImprovementTold(
        one_line(plan.title),
        plan.current,
        before,
        tuple((f"{one.letter}. {one_line(one.title)}", counts_at(one.actions, plan.current)) for one in plan.themes),
        tuple((at, counts_at((one.action for one in plan.placed), at)) for at in plan.reported_at),
        tuple(_slipped(plan, before)) if before else (),
        tuple(_steps(without_comment(plan, plan.current), "without a comment", plan.current)),
        len(overdue(plan, last)),
        tuple(_risks(workspace, plan_id, last, labels)),
        tuple(_escalations(workspace, last, labels)),
        last,
    )


def _slipped(plan: ImprovementPlan, before: str) -> Iterator[StepTold]:
    """Each action once, by the first of these that holds of it."""
    found = slippage(plan, before, plan.current)
    seen: set[str] = set()
    for moved, why in (
        (found.worse, "turned worse"),
        (found.quiet, "no longer reported"),
        (found.due, "due, and not done"),
        (found.still, "stood still"),
    ):
        fresh = [one for one in moved if one.placed.action.id not in seen]
        seen |= {one.placed.action.id for one in fresh}
        yield from _steps(fresh, why, plan.current)


def _steps(moved: Iterable[Moved], why: str, checkpoint: str) -> Iterator[StepTold]:
    for one in moved:
        action = one.placed.action
        yield StepTold(
            why,
            one.placed.label,
            one_line(action.words),
            one.before,
            one.after,
            one_line(action.at(checkpoint).comment),
            action.deadline,
            action.owners,
        )


def _risks(workspace: Workspace, plan_id: str, last: date, labels: dict[str, str]) -> Iterator[tuple[Risk, str]]:
    found = [
        one
        for one in risks_of(workspace.conn, plan_id)
        if (one.opened_on is None or one.opened_on <= last) and (one.closed_on is None or one.closed_on > last)
    ]
    for one in sorted(found, key=lambda risk: -risk.score):
        yield replace(one, closed_on=None, closed_why=""), labels.get(action_about(one.about), "")


def _escalations(workspace: Workspace, last: date, labels: dict[str, str]) -> Iterator[tuple[Escalation, str]]:
    for one in escalations(workspace.conn):
        about = action_about(one.about)
        is_ours = not about or about in labels
        is_open = one.answered_on is None or one.answered_on > last
        if is_ours and is_open and (one.on is None or one.on <= last):
            yield replace(one, answered_on=None, answer=""), labels.get(about, "")
