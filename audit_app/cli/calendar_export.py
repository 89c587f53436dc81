"""`ehcp-audit calendar export`: meetings, cut-off and papers days and what is due, as an .ics file."""

from datetime import timedelta

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.services.governance.ics import NOTED, calendar_file, write_calendar
from audit_app.services.governance.lines import line_called

_YEAR = timedelta(days=365)


def run(call: Call) -> int:
    """Write the file, and say how many events it has."""
    asked, path = call.asked, call.asked.file
    if path.suffix.lower() != ".ics":
        raise WrongUse(f"{path.name} does not end in .ics. Give a file that does.")
    call.compose().means.policy.demand_export(path)
    with opened(call) as workspace:
        first = asked.first or workspace.means.now().date()
        line = line_called(workspace, asked.line).id if asked.line else ""
        made = calendar_file(workspace, first, asked.last or first + _YEAR, line=line)
        workspace.note_access("export", NOTED)
    write_calendar(path, made)
    if asked.json:
        call.console.say_json({"file": str(path), "events": made.events})
    else:
        call.console.say(f"{counted(made.events, 'event')}: {path}")
    return DONE
