"""`ehcp-audit plan import`: a workbook of an improvement plan, or an example that the app ships, into the workspace."""

from pathlib import Path

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.domain.plan_rows import CHANGED, GONE, NEW
from audit_app.errors import one_line
from audit_app.services.improvement.difference_words import difference_line
from audit_app.services.improvement.examples import example_plan
from audit_app.services.improvement.plans import demand_free, found_plan, load_example, plan, targets_to_load
from audit_app.services.improvement.proposing import Proposed, accept, propose
from audit_app.store.ids import Ids
from audit_app.store.workspace import Workspace


def run(call: Call) -> int:
    """Import it, or say what an import would change; every change stands on standard error."""
    asked = call.asked
    if (asked.file is None) is (asked.example is None):
        raise WrongUse("Give the workbook to import, or --example with the plan to load; not both.")
    if asked.with_targets and asked.example is None:
        raise WrongUse("--with-targets goes with --example: a workbook of yours brings no targets in time.")
    with opened(call) as workspace:
        if asked.example:
            return _example(call, workspace)
        return _file(call, workspace, asked.file)


def _file(call: Call, workspace: Workspace, path: Path) -> int:
    asked = call.asked
    plan_id = found_plan(workspace, asked.plan).id if asked.plan else ""
    proposed = propose(workspace, path, plan_id)
    changes = proposed.is_new or bool(proposed.differences)
    if changes and not asked.dry_run:
        accept(workspace, proposed)
    if not proposed.is_new:
        call.console.warn_all(one_line(difference_line(one)) for one in proposed.differences)
    if asked.json:
        call.console.say_json(_document(proposed, changes=changes, dry_run=asked.dry_run))
    else:
        call.console.say(one_line(_sentence(proposed, dry_run=asked.dry_run)))
    return DONE


def _example(call: Call, workspace: Workspace) -> int:
    asked = call.asked
    targets = targets_to_load(workspace, asked.example) if asked.with_targets else ()
    if asked.dry_run:
        made = example_plan(asked.example, Ids(workspace.id))
        demand_free(workspace, made.title)
    else:
        made = plan(workspace, load_example(workspace, asked.example, with_targets=asked.with_targets))
    actions = len(made.placed)
    if asked.json:
        document = {"plan": made.title, "themes": len(made.themes), "actions": actions, "targets": len(targets)}
        call.console.say_json({**document, "dry_run": asked.dry_run, "new": True, "changes": True})
    else:
        would = "would be loaded" if asked.dry_run else "loaded"
        also = f" and {counted(len(targets), 'target')}" if asked.with_targets else ""
        call.console.say(f"{made.title}: {counted(actions, 'action')}{also} {would}.")
    return DONE


def _sentence(proposed: Proposed, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    if proposed.is_new:
        return f"{proposed.plan.title}: {would}new, {counted(len(proposed.plan.placed), 'action')}."
    new, changed, gone = (proposed.count(what) for what in (NEW, CHANGED, GONE))
    return f"{proposed.plan.title}: {new:,} {would}new, {changed:,} {would}changed, {gone:,} {would}gone."


def _document(proposed: Proposed, *, changes: bool, dry_run: bool) -> dict[str, object]:
    shown = () if proposed.is_new else proposed.differences
    return {
        "file": proposed.file,
        "plan": proposed.plan.title,
        "new": proposed.is_new,
        "actions": len(proposed.plan.placed),
        "added": 0 if proposed.is_new else proposed.count(NEW),
        "changed": proposed.count(CHANGED),
        "gone": proposed.count(GONE),
        "changes": changes,
        "differences": [difference_line(one) for one in shown],
        "dry_run": dry_run,
    }
