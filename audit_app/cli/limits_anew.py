"""`ehcp-audit limits anew`: a chart's limits worked out anew from a month on, by a decision with its cause."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened
from audit_app.errors import one_line
from audit_app.services.insights.asked import read_insights
from audit_app.services.progress import in_silence
from audit_app.services.reports.rebasing import Chart, Rebased, chart_title, decide, demand_sound, month_words


def run(call: Call) -> int:
    """Keep the decision, and say what it rests on too little for; with --dry-run keep nothing."""
    asked = call.asked
    chart = Chart(asked.figure, asked.cycle, asked.framework or "")
    with opened(call) as workspace:
        read = read_insights(workspace, in_silence)
        if asked.dry_run:
            done = Rebased("", demand_sound(workspace, read, chart, asked.month, asked.cause), changes=False)
        else:
            done = decide(workspace, chart, asked.month, asked.cause, read)
    if asked.json:
        call.console.say_json({"id": done.id, "doubts": list(done.doubts), "changes": done.changes})
        return DONE
    what = "would be worked out anew" if asked.dry_run else "are worked out anew"
    call.console.say(
        one_line(f"{chart_title(chart.figure)}, {chart.cycle}: limits {what} from {month_words(asked.month)} on.")
    )
    for doubt in done.doubts:
        call.console.warn(doubt)
    return DONE
