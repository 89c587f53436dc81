"""The reports that reporting lines are sent next: to whom, of which kind and period, for which readers."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.calendar import next_meeting
from audit_app.domain.people import Act
from audit_app.services.governance.meeting_page import ReportFor, reports_for
from audit_app.store.read_governance import meetings, reporting_lines
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LineReport:
    """A report that goes to a body's next meeting, which is planned for a day."""

    body: str
    planned: date
    report: ReportFor


def line_reports(workspace: Workspace, on: date) -> tuple[LineReport, ...]:
    """What goes to the next meeting of every line that is sent something, by the body's name."""
    workspace.demand(Act.READ)
    held = meetings(workspace.conn)
    kept = {(one.line, one.planned): one for one in held}
    found: list[LineReport] = []
    for line in reporting_lines(workspace.conn):
        planned = next_meeting(line, held, on) if line.sends else None
        if planned is not None:
            made = reports_for(line, kept.get((line.id, planned)), planned)
            found += [LineReport(line.body, planned, one) for one in made]
    return tuple(found)
