"""`ehcp-audit limits back`: takes back that a chart's limits are worked out anew."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.errors import one_line
from audit_app.services.reports.rebasing import Chart, chart_title, found_rebasing, month_words, take_back


def run(call: Call) -> int:
    """Say what was taken back; the trail keeps it."""
    asked = call.asked
    with opened(call) as workspace:
        held = take_back(workspace, found_rebasing(workspace, Chart(asked.figure, asked.cycle), asked.month).id)
    what = f"{chart_title(held.figure)}, {held.cycle}: the decision on {month_words(held.month)} was taken back."
    call.console.say(one_line(what))
    return DONE
