"""`ehcp-audit limits list`: the charts whose limits are worked out anew, since when, why, and who decided it."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.errors import one_line
from audit_app.services.reports.rebasing import Rebasing, rebasings


def run(call: Call) -> int:
    """A line a decision."""
    with opened(call) as workspace:
        found = rebasings(workspace)
    if call.asked.json:
        call.console.say_json([_record(one) for one in found])
        return DONE
    for one in found:
        held = one.held
        said = (
            f"{held.figure}, {held.cycle}, from {held.month}: {held.cause} (decided on {held.decided_on} by {one.by})"
        )
        call.console.say(one_line(said))
    if not found:
        call.console.say("No limits were worked out anew.")
    return DONE


def _record(one: Rebasing) -> dict[str, object]:
    return {**one.held._asdict(), "by": one.by}
