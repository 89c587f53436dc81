"""The risk and issue log of an improvement plan, and what was escalated: kept, changed, closed, answered."""

from collections.abc import Mapping
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.plan_rows import ESCALATION, FIELDS, RISK, Row, escalation_row, risk_row
from audit_app.domain.problems import AppError
from audit_app.domain.risks import ISSUE, KINDS, Escalation, Risk
from audit_app.services.improvement.fit import all_words, demand_no_plan, fitting
from audit_app.services.improvement.plans import plan, write
from audit_app.services.improvement.writing import gone, ops_of
from audit_app.store.log.canonical import Json
from audit_app.store.read_improvement import escalations as held_escalations
from audit_app.store.read_improvement import risks_of
from audit_app.store.workspace import Workspace

MOST: Final = 1_000
_ABOUT_ACTION: Final = "plan_action:"


def about_action(action_id: str) -> str:
    """How a risk or escalation says that it is about an action of the plan."""
    return f"{_ABOUT_ACTION}{action_id}"


def action_about(about: str) -> str:
    """The id of the plan's action that this is about, empty where it is about something else."""
    return about.removeprefix(_ABOUT_ACTION) if about.startswith(_ABOUT_ACTION) else ""


def risks(workspace: Workspace, plan_id: str) -> tuple[Risk, ...]:
    """The open ones first, the weightiest of them first; then those that were closed."""
    found = risks_of(workspace.conn, plan_id)
    return tuple(sorted(found, key=lambda one: (not one.is_open, -one.score)))


def escalations(workspace: Workspace, plan_id: str) -> tuple[Escalation, ...]:
    """What was escalated, but for what is about another plan's action: open ones first, the oldest of them first."""
    own = {one.action.id for one in plan(workspace, plan_id).placed}
    found = (
        one for one in held_escalations(workspace.conn) if not action_about(one.about) or action_about(one.about) in own
    )
    return tuple(sorted(found, key=lambda one: (not one.is_open, one.on.isoformat() if one.on else "")))


def keep_risk(workspace: Workspace, plan_id: str, fields: Mapping[str, Json], risk_id: str = "") -> str:
    """Keep a new risk or issue, or change one; returns its id. A new one was opened today unless a day is given."""
    workspace.demand(Act.MANAGE_ACTIONS)
    plan(workspace, plan_id)
    before = risk_row(_risk(workspace, plan_id, risk_id), plan_id) if risk_id else None
    kept = fitting(RISK, {**({} if before else {"opened_on": _today(workspace)}), **fields})
    demand_no_plan(workspace.conn, all_words(kept))
    if before is None and len(risks_of(workspace.conn, plan_id)) >= MOST:
        raise AppError(f"The log has {MOST:,} risks and issues already. Take away some that are long closed.")
    values = {**dict.fromkeys(FIELDS[RISK]), **(before.fields if before else {}), **kept}
    if values["kind"] == ISSUE:
        values["likelihood"] = None
    row = Row(RISK, risk_id or workspace.means.random(16).hex(), plan_id, "", values)
    noun = KINDS[str(values["kind"])].lower()
    write(workspace, f"{'Change' if before else 'Add'} the {noun} {str(values['words'])[:60]}", ops_of(before, row))
    return row.id


def close_risk(workspace: Workspace, plan_id: str, risk_id: str, why: str) -> None:
    """Close a risk or issue today, with why. Raises AppError without a reason."""
    held = _risk(workspace, plan_id, risk_id)
    if not why.strip():
        raise AppError("Say in a few words why it is closed.")
    keep_risk(workspace, plan_id, {"closed_on": _today(workspace), "closed_why": why}, held.id)


def reopen_risk(workspace: Workspace, plan_id: str, risk_id: str) -> None:
    """Open a closed one again."""
    keep_risk(workspace, plan_id, {"closed_on": None, "closed_why": None}, risk_id)


def remove_risk(workspace: Workspace, plan_id: str, risk_id: str) -> None:
    """Take one away; undo brings it back."""
    workspace.demand(Act.MANAGE_ACTIONS)
    held = _risk(workspace, plan_id, risk_id)
    label = f"Take away the {KINDS[held.kind].lower()} {held.words[:60]}"
    workspace.door.write(label, gone(risk_row(held, plan_id)))


def keep_escalation(workspace: Workspace, fields: Mapping[str, Json], escalation_id: str = "") -> str:
    """Keep a new escalation, or change one, its answer too; returns its id."""
    workspace.demand(Act.MANAGE_ACTIONS)
    before = escalation_row(_escalation(workspace, escalation_id)) if escalation_id else None
    kept = fitting(ESCALATION, {**({} if before else {"on": _today(workspace)}), **fields})
    demand_no_plan(workspace.conn, all_words(kept))
    values = {**dict.fromkeys(FIELDS[ESCALATION]), **(before.fields if before else {}), **kept}
    if bool(values["answer"]) != bool(values["answered_on"]):
        raise AppError("An answer needs its day and its words. Give both, or neither.")
    if before is None and len(held_escalations(workspace.conn)) >= MOST:
        raise AppError(f"{MOST:,} escalations are kept already. Take away some that were answered long ago.")
    row = Row(ESCALATION, escalation_id or workspace.means.random(16).hex(), "", "", values)
    write(workspace, f"{_verb(before, kept)} the escalation {str(values['words'])[:60]}", ops_of(before, row))
    return row.id


def answer_escalation(workspace: Workspace, escalation_id: str, answer: str, on: str = "") -> None:
    """Note the answer that came, today unless a day is given."""
    keep_escalation(workspace, {"answer": answer, "answered_on": on or _today(workspace)}, escalation_id)


def remove_escalation(workspace: Workspace, escalation_id: str) -> None:
    """Take one away; undo brings it back."""
    workspace.demand(Act.MANAGE_ACTIONS)
    held = _escalation(workspace, escalation_id)
    workspace.door.write(f"Take away the escalation {held.words[:60]}", gone(escalation_row(held)))


def _verb(before: Row | None, kept: Mapping[str, Json]) -> str:
    if before is None:
        return "Add"
    return "Answer" if kept.get("answer") and not before.fields.get("answer") else "Change"


def _risk(workspace: Workspace, plan_id: str, risk_id: str) -> Risk:
    found = next((one for one in risks_of(workspace.conn, plan_id) if one.id == risk_id), None)
    if found is None:
        raise AppError("This is not in the log any more. Look at the list again.")
    return found


def _escalation(workspace: Workspace, escalation_id: str) -> Escalation:
    found = next((one for one in held_escalations(workspace.conn) if one.id == escalation_id), None)
    if found is None:
        raise AppError("This escalation is not kept any more. Look at the list again.")
    return found


def _today(workspace: Workspace) -> str:
    return workspace.means.now().astimezone().date().isoformat()
