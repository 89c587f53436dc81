"""`ehcp-audit measures export`: every value of every measure, in the form that the import takes back."""

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.services.measures.lists import values_list
from exports.lists import write_list


def run(call: Call) -> int:
    """Write the list, and say how many values it has."""
    path = call.asked.file
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise WrongUse(f"{path.name} ends neither in .csv nor in .xlsx. Give a file that does.")
    call.compose().means.policy.demand_export(path)
    with opened(call) as workspace:
        today = workspace.means.now().date()
        made = values_list(workspace, today)
        workspace.note_access("export", "measures")
    write_list(path, made, today)
    if call.asked.json:
        call.console.say_json({"file": str(path), "values": len(made.rows)})
    else:
        call.console.say(f"{counted(len(made.rows), 'value')}: {path}")
    return DONE
