"""`ehcp-audit plan export`: an improvement plan as a workbook that `plan import` takes back."""

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.services.improvement.plans import found_plan
from audit_app.services.improvement.workbooks import export_plan


def run(call: Call) -> int:
    """Write it, and say how many actions it has."""
    path = call.asked.file
    if path.suffix.lower() != ".xlsx":
        raise WrongUse(f"{path.name} does not end in .xlsx. Give a file that does.")
    call.compose().means.policy.demand_export(path)
    with opened(call) as workspace:
        plan = found_plan(workspace, call.asked.plan or "")
        export_plan(workspace, plan.id, path)
        workspace.note_access("export", f"improvement plan {plan.title}")
    if call.asked.json:
        document = {"file": str(path), "plan": plan.title, "themes": len(plan.themes), "actions": len(plan.placed)}
        call.console.say_json(document)
    else:
        call.console.say(f"{plan.title}: {counted(len(plan.placed), 'action')}: {path}")
    return DONE
