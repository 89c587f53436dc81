"""`ehcp-audit subject`: everything held on one child, as a JSON and a text file beside the documents."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.services.subject import subject
from exports.subject import write_subject


def run(call: Call) -> int:
    """Print the path of each file written."""
    call.compose().means.policy.demand_export(call.asked.out)
    with opened(call) as workspace:
        paths = write_subject(subject(workspace, call.asked.plan_ref), call.asked.out)
    for path in paths:
        call.console.say(str(path))
    return DONE
