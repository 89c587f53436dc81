"""`ehcp-audit actions export`: an agency's open actions as a workbook that `actions import` takes back."""

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.services.actions.agency_plans import agency_called, agency_plan
from audit_app.services.actions.workbooks import send


def run(call: Call) -> int:
    """Write it, and say how many actions it has."""
    asked = call.asked
    path = asked.out
    if path.suffix.lower() != ".xlsx":
        raise WrongUse(f"{path.name} does not end in .xlsx. Give a file that does.")
    policy = call.compose().means.policy
    for ending in asked.formats:
        policy.demand_export(path.with_suffix(f".{ending}"))
    agency = _agency(asked.agency)
    with opened(call) as workspace:
        plan = agency_plan(
            workspace, agency, back_by=asked.back_by, contact=asked.contact or "", with_plans=asked.with_plans
        )
        paths = send(workspace, plan, path, asked.formats)
        workspace.note_access("export", f"actions of {plan.agency_words}")
    files = ", ".join(str(one) for one in paths)
    if asked.json:
        call.console.say_json(
            {
                "agency": agency,
                "actions": len(plan.actions),
                "overdue": plan.overdue,
                "closed": len(plan.closed),
                "back_by": plan.back_by.isoformat(),
                "files": [str(one) for one in paths],
            }
        )
    else:
        call.console.say(f"{plan.agency_name}: {counted(len(plan.actions), 'open action')}: {files}")
    return DONE


def _agency(text: str) -> str:
    try:
        return agency_called(text)
    except AppError as error:
        raise WrongUse(error.message) from None
