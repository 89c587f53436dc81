"""What was done about a plan's findings, for its pages in an inspection folder: actions, checkpoints, re-audits."""

from collections.abc import Iterator
from datetime import date

from audit_app.domain.actions import Action, Step
from audit_app.domain.findings import KIND_WORDS
from audit_app.services.actions.re_audits import re_audits
from audit_app.services.actions.told import standing_words
from audit_app.store.read_actions import HeldFinding, action_held, checkpoints_of, findings_of
from audit_app.store.read_inspection import actions_of_plan, people_by_id
from audit_app.store.workspace import Workspace
from exports.actions import status_words
from exports.pages.inspection import ActionBehind
from exports.plain import one_line
from scoring.figures import AGENCY_NAMES


def actions_behind(workspace: Workspace, plan_id: str, plan_ref: str, on: date) -> tuple[ActionBehind, ...]:
    """Every action on the plan, the earliest first, as it stood on a day; of a practice this plan's part alone."""
    conn, people = workspace.conn, people_by_id(workspace.conn)
    ids = actions_of_plan(conn, plan_id)
    findings = findings_of(conn, ids)
    found = []
    for id_ in ids:
        action = action_held(conn, id_)
        if action is None:
            continue
        again = [one for one in re_audits(workspace, id_) if one.plan_ref == plan_ref]
        own = [one for one in findings.get(id_, ()) if one.finding.plan_id == plan_id]
        found.append(
            ActionBehind(
                what=one_line(action.what),
                facts=tuple((name, one_line(text)) for name, text in _facts(action, people, on) if text),
                findings=tuple(_finding(one) for one in own),
                checkpoints=tuple(
                    (one.on.isoformat(), status_words(one.status), one_line(one.comment), one_line(one.evidence))
                    for one in checkpoints_of(conn, id_)
                ),
                re_audits=tuple((one.on, one.sentence) for one in again),
            )
        )
    return tuple(found)


def _facts(action: Action, people: dict[str, str], on: date) -> Iterator[tuple[str, str]]:
    yield "Standing", standing_words(action, on)
    yield "About", "a practice, seen in several plans" if action.is_systemic else "this plan"
    yield "Agency", ", ".join(part for part in (AGENCY_NAMES.get(action.agency, action.agency), action.service) if part)
    yield "Owner", action.owner
    yield "Leader", action.leader
    yield "Opened", _by(action.opened_on, action.opened_by, people)
    yield "Due", action.due
    yield "Success is", action.success
    yield "Evidence", action.evidence
    for name, step in (("Closure asked", action.asked), ("Closed", action.closed), ("Abandoned", action.abandoned)):
        yield name, _step(step, people)


def _step(step: Step | None, people: dict[str, str]) -> str:
    if step is None:
        return ""
    return ": ".join(part for part in (_by(step.on, step.by, people), step.why) if part)


def _by(on: str, who: str, people: dict[str, str]) -> str:
    return f"{on}, by {people.get(who, who)}" if who else on


def _finding(one: HeldFinding) -> tuple[str, str, str, str]:
    finding = one.finding
    return one.audit_on, KIND_WORDS[finding.kind], finding.marker or finding.section, one_line(finding.words)
