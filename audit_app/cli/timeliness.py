"""`ehcp-audit timeliness`: how long plans take, where late ones lost their days, targets and the country."""

import csv
from datetime import date, timedelta

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.cli.timeliness_document import COLUMNS, document, table
from audit_app.cli.timeliness_text import lines
from audit_app.domain.period import Period, add_months
from audit_app.errors import one_line
from audit_app.services.timeliness.counting import TimelinessAsked, timeliness
from exports.report_files import csv_cell


def run(call: Call) -> int:
    """Print it as text, as one JSON document, or as a CSV table with a row a month and year."""
    asked = call.asked
    with opened(call) as workspace:
        period = _period(asked.first, asked.last, workspace.means.now().date())
        found = timeliness(workspace, TimelinessAsked(period, asked.team or "", trajectory=asked.trajectory or ""))
        workspace.note_access("read", f"timeliness {period.text}")
    if asked.team and asked.team not in found.teams:
        teams = ", ".join(found.teams) or "none"
        call.console.warn(one_line(f"No entry of the register has the casework team {asked.team}. There are: {teams}."))
    if asked.format == "json":
        call.console.say_json(document(found))
    elif asked.format == "csv":
        writer = csv.writer(call.console.out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([csv_cell(value) for value in row] for row in table(found))
    else:
        for line in lines(found):
            call.console.say(one_line(line) if line else "")
    return DONE


def _period(first: date | None, last: date | None, today: date) -> Period:
    """From first to last; without them the twelve whole months up to the end of last month."""
    end = last or today.replace(day=1) - timedelta(days=1)
    begin = first or add_months(end.replace(day=1), -11)
    if begin > end:
        raise WrongUse(
            f"The first day, {begin.isoformat()}, lies after the last, {end.isoformat()}. Give them in order."
        )
    return Period(begin, end, f"{begin.isoformat()}..{end.isoformat()}")
