"""`ehcp-audit meeting`: agenda and minutes of one meeting of a reporting line, as PDF and Word files."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.services.governance.lines import line_called
from audit_app.services.governance.packs import found_planned, meeting_told, noted
from exports.meeting_files import write_meeting


def run(call: Call) -> int:
    """Print the path of each file."""
    asked = call.asked
    call.compose().means.policy.demand_export(asked.out)
    with opened(call) as workspace:
        line = line_called(workspace, asked.line)
        told = meeting_told(workspace, line.id, found_planned(workspace, line, asked.on))
        workspace.note_access("export", noted(told))
    for path in write_meeting(asked.out, told, asked.formats):
        call.console.say(str(path))
    return DONE
