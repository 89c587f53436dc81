"""The late plans of a period as a list that leaves the app: where the days of each went; it names no child."""

from audit_app.domain.people import Act
from audit_app.services.timeliness.counting import LatePlan, Timeliness
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.book import Field, Format, Value
from exports.lists import ListFile
from scoring.timeliness.delays import RULE
from scoring.timeliness.limits import Stage


def late_list(workspace: Workspace, found: Timeliness) -> ListFile:
    """A row for each plan that was issued in the period after more than 20 weeks.

    Raises AppError where the person may not take data out.
    """
    workspace.demand(Act.EXPORT)
    fields = (
        *(Field("Plan", width=18), Field("Team", width=22), Field("Final plan", Format.DATE, 13)),
        *(Field("Days", Format.WHOLE, 9), Field("Days late", Format.WHOLE, 11), Field("Exception", width=11)),
        *(Field(stage.label, Format.WHOLE, 18) for stage in Stage),
        *(Field("Not explained", Format.WHOLE, 14), Field("Dates that are missing", width=40)),
    )
    lines = (f"Plans issued {found.period.text} after more than 20 weeks{_of(found.team)}.", RULE)
    rows = tuple(_row(one) for one in found.late)
    return ListFile("Late plans and where their days went", organisation(workspace.conn), lines, fields, rows)


def _of(team: str) -> str:
    return f", casework team {team}" if team else ""


def _row(one: LatePlan) -> tuple[Value, ...]:
    stages = one.delay.stages
    return (
        *(one.plan_ref, one.team, one.clock.final, one.clock.days, one.clock.days_late),
        "Yes" if one.clock.has_exception else "",
        *(stages.get(stage, 0) for stage in Stage),
        *(one.delay.unexplained, ", ".join(one.delay.missing)),
    )
