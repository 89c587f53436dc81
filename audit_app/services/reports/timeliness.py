"""What a report tells of timeliness: counted for its period and team, withheld as its audience asks."""

from dataclasses import replace
from typing import Final

from audit_app.services.reports.monthly import course_drawn
from audit_app.services.reports.reporting import Report
from audit_app.services.reports.trends import months_for_no_board, period_before
from audit_app.services.timeliness.comparisons import ComparisonTable
from audit_app.services.timeliness.counting import LatePlan, TargetLine, Timeliness, TimelinessAsked, timeliness
from audit_app.store.workspace import Workspace
from exports.timeliness import (
    BesideTold,
    CountryTold,
    CourseTold,
    LatePlanTold,
    TimelinessTold,
    YearTold,
    for_audience,
)
from scoring.figures import Audience
from scoring.timeliness.trajectories import month_end
from scoring.timeliness.words import delay_words

WITH_TIMELINESS: Final = ("monthly", "two-monthly", "quarterly", "inspection", "team")
"""The kinds of report that tell it; a week has too few plans, and the others are about something else."""


def timeliness_told(workspace: Workspace, report: Report, team: str = "") -> TimelinessTold | None:
    """Timeliness of the report's period, of one casework team or of all; the public is told its figures alone.

    A team's report has neither targets nor the country: these are the whole area's. A board is told nothing of one
    team: it may have few plans, and beside the whole area's the others would give them away.
    """
    if report.kind not in WITH_TIMELINESS or report.audience is Audience.PUBLIC:
        return None
    if team and report.audience is not Audience.GROUP:
        return None
    found = timeliness(workspace, TimelinessAsked(report.period, team, report.data_date))
    named = report.audience is Audience.GROUP
    told = TimelinessTold(
        issued=found.issued,
        years=tuple(YearTold(one.year, one.issued, one.is_over) for one in found.years),
        months=tuple((one.month, one.issued) for one in found.months),
        left_out=found.left_out,
        delays=found.delays.total,
        by_month=for_audience(found.delays.by_month, found.delays.total, report.audience),
        by_team=for_audience(found.delays.by_team, found.delays.total, report.audience),
        excepted=found.excepted,
        waiting=found.waiting,
        windows=found.windows,
        targets=() if team else tuple(line.against for line in found.targets),
        country=None if team else _country(found),
        late=tuple(_late(one) for one in found.late) if named else (),
        audience=report.audience,
    )
    return told if team else replace(told, courses=tuple(_course(told, line, report) for line in found.targets))


def _course(told: TimelinessTold, line: TargetLine, report: Report) -> CourseTold:
    """The control chart of a target. A board sees no month of few plans, nor one that tells those.

    The period's own count and those of calendar years are printed, so that a month left out alone would follow.
    """
    months = line.course.months
    if report.audience is not Audience.GROUP:
        sizes = {month_end(one.month).replace(day=1): one.actual.of for one in months if one.actual.of}
        years = [[one.month for one in months if one.month[:4] == year] for year in {one.month[:4] for one in months}]
        spans = (report.period.months, period_before(report.period).months, *years)
        seen = {one.month for one in told.months_of(line.against)}
        left_out = {f"{month:%Y-%m}" for month in months_for_no_board(sizes, spans)}
        left_out |= {one.month for one in line.against.months} - seen
        months = tuple(one for one in months if one.month not in left_out)
    return CourseTold(line.row.trajectory.name, course_drawn(line.row.trajectory, months))


def _late(one: LatePlan) -> LatePlanTold:
    time = one.clock
    return LatePlanTold(
        one.plan_ref, one.team, time.final, time.days, time.days_late, time.has_exception, delay_words(one.delay)
    )


def _country(found: Timeliness) -> CountryTold | None:
    table: ComparisonTable | None = found.comparison
    if table is None:
        return None
    lines = tuple(BesideTold(line.name, str(line.level), line.own, line.years) for line in table.lines)
    return CountryTold(table.source, table.years, lines, table.register)
