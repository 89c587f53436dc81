"""Timeliness of a period and a casework team, everything that a screen or a report shows of it, as one result.

It stands beside the grades and never enters them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.period import Period, add_months
from audit_app.domain.plan_dates import Step as DueStep
from audit_app.domain.plan_dates import steps_due
from audit_app.domain.problems import AppError
from audit_app.services.reports.reporting import where_data_stand
from audit_app.services.timeliness.comparisons import ComparisonTable, comparison
from audit_app.services.timeliness.trajectories import TrajectoryRow, found_trajectory, trajectories
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.figures.timeliness import timeliness_figures
from audit_app.store.read_timeliness import (
    DatedEntry,
    LoggedAdvice,
    casework_teams,
    dated_entries,
    logged_advice,
)
from audit_app.store.workspace import Workspace
from scoring.figures import Figure, Scope
from scoring.timeliness.against import AgainstTrajectory, against
from scoring.timeliness.clock import Clock, clock
from scoring.timeliness.delays import AdviceDates, Delay, advice_in, delay
from scoring.timeliness.issued import Issued, issued
from scoring.timeliness.steps import LeftOut
from scoring.timeliness.totals import Late, Totals, totals
from scoring.timeliness.windows import Windows, window, windows

_COURSE: Final = 24
"""Over so many months a target's control chart looks back."""


@dataclass(frozen=True, slots=True)
class TimelinessAsked:
    """What is asked for: a period; one casework team (as `teams` has it) or all; the day of the data, or the newest.

    `trajectory` names the one to be looked at, a shipped example too; without it all of the workspace's own are.
    """

    period: Period
    team: str = ""
    as_of: date | None = None
    trajectory: str = ""


@dataclass(frozen=True, slots=True)
class MonthIssued:
    """The plans issued in a month, YYYY-MM, as far as it lies in the period."""

    month: str
    issued: Issued


@dataclass(frozen=True, slots=True)
class YearIssued:
    """The plans issued in a calendar year, as the official statistics count; `is_over` where the year is."""

    year: int
    issued: Issued
    is_over: bool


@dataclass(frozen=True, slots=True)
class LatePlan:
    """A plan issued in the period after more than 20 weeks, and where its days went. Names a plan: for the group."""

    plan_id: str
    plan_ref: str
    team: str
    clock: Clock
    delay: Delay


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A trajectory with what was reached in each calendar month that the period touches, whole months all of them.

    `course` is the same over the 24 months up to the period's last, on which a control chart can be judged.
    """

    row: TrajectoryRow
    against: AgainstTrajectory
    course: AgainstTrajectory


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Timeliness of one period.

    `figures` are the catalogue's, for the group. `issued` is the whole period, `months` each month of it, `years` every
    calendar year with issued plans. `left_out` counts plans made final in the period that are not counted, by why.
    `late` are ordered by days late, most first; `delays` adds up those without an exception, and `excepted` are the
    late ones with one. `waiting` are requests over 20 weeks old without a plan or a refusal on the day of the data.
    """

    period: Period
    team: str
    teams: tuple[str, ...]
    as_of: date
    figures: tuple[Figure, ...]
    issued: Issued
    months: tuple[MonthIssued, ...]
    years: tuple[YearIssued, ...]
    left_out: Mapping[LeftOut, int]
    late: tuple[LatePlan, ...]
    delays: Totals
    excepted: int
    waiting: int
    windows: Windows
    targets: tuple[TargetLine, ...]
    comparison: ComparisonTable | None

    def figure(self, id_: str) -> Figure | None:
        """The figure with this id, `timeliness.…`."""
        return next((one for one in self.figures if one.id == id_), None)


def timeliness(workspace: Workspace, asked: TimelinessAsked) -> Timeliness:
    """Count everything; reads the register's dates once.

    Raises AppError where the person may not read, or there is no trajectory of the name asked for.
    """
    workspace.demand(Act.READ)
    conn, period = workspace.conn, asked.period
    as_of = asked.as_of or where_data_stand(conn)[1]
    entries = list(dated_entries(conn, asked.team))
    clocks = [(one, found) for one in entries if (found := clock(one.row, as_of)) is not None]
    counted = [(one, found) for one, found in clocks if isinstance(found, Clock)]
    here = [(one, found) for one, found in counted if period.contains(found.final)]
    late = _late(here, logged_advice(conn))
    years = _years((found for _, found in counted), as_of)
    return Timeliness(
        period=period,
        team=asked.team,
        teams=casework_teams(conn),
        as_of=as_of,
        figures=tuple(
            timeliness_figures(conn, Asked(period, None, as_of, team=asked.team), Scope(period.text, "", ""))
        ),
        issued=issued(found for _, found in here),
        months=_months(period, (found for _, found in here)),
        years=years,
        left_out=_left_out(period, clocks),
        late=late,
        delays=totals(Late(one.clock.month, one.team, one.delay) for one in late if not one.clock.has_exception),
        excepted=sum(one.clock.has_exception for one in late),
        waiting=sum(_is_waiting(one, as_of) for one in entries),
        windows=_windows(period, entries, as_of),
        targets=tuple(_line(row, entries, period, as_of) for row in _wanted(workspace, asked.trajectory)),
        comparison=comparison(workspace, {one.year: one.issued for one in years}),
    )


def _line(row: TrajectoryRow, entries: Sequence[DatedEntry], period: Period, as_of: date) -> TargetLine:
    rows, last = [one.row for one in entries], period.last.replace(day=1)
    course = [f"{add_months(last, -back):%Y-%m}" for back in reversed(range(_COURSE))]
    return TargetLine(
        row, against(row.trajectory, rows, period.months, as_of), against(row.trajectory, rows, course, as_of)
    )


def _wanted(workspace: Workspace, name: str) -> tuple[TrajectoryRow, ...]:
    """Those about the register's dates: what is reached in quality is for the charts of audits to tell."""
    if name:
        found = found_trajectory(workspace, name)
        if not found.trajectory.is_for_register:
            what = "audits. Insights" if found.trajectory.is_for_quality else "a measure. The scorecard"
            raise AppError(f"“{found.trajectory.name}” is a target for {what} and the reports tell of it.")
        return (found,)
    rows = trajectories(workspace)
    return tuple(row for row in rows if not row.is_shipped and row.trajectory.is_for_register)


def _months(period: Period, clocks: Iterable[Clock]) -> tuple[MonthIssued, ...]:
    by_month: defaultdict[str, list[Clock]] = defaultdict(list)
    for one in clocks:
        by_month[one.month].append(one)
    return tuple(MonthIssued(month, issued(by_month[month])) for month in period.months)


def _years(clocks: Iterable[Clock], as_of: date) -> tuple[YearIssued, ...]:
    by_year: defaultdict[int, list[Clock]] = defaultdict(list)
    for one in clocks:
        by_year[one.final.year].append(one)
    return tuple(YearIssued(year, issued(by_year[year]), year < as_of.year) for year in sorted(by_year))


def _left_out(period: Period, clocks: Iterable[tuple[DatedEntry, Clock | LeftOut]]) -> dict[LeftOut, int]:
    first, last = period.first.isoformat(), period.last.isoformat()
    return dict(
        Counter(
            found for one, found in clocks if isinstance(found, LeftOut) and first <= str(one.row["final_date"]) <= last
        )
    )


def _late(
    counted: Iterable[tuple[DatedEntry, Clock]], logged: Mapping[str, tuple[LoggedAdvice, ...]]
) -> tuple[LatePlan, ...]:
    found = [
        LatePlan(
            one.id,
            one.plan_ref,
            str(one.row.get("casework_team", NOT_RECORDED)),
            time,
            delay(one.row, time, _advice(one, logged.get(one.id, ()))),
        )
        for one, time in counted
        if time.days_late
    ]
    return tuple(sorted(found, key=lambda one: (-one.clock.days_late, one.plan_ref)))


def _advice(entry: DatedEntry, lines: Iterable[LoggedAdvice]) -> list[AdviceDates]:
    """The advice that came, by the log where it knows the agency, else by the register's own dates."""
    logged = list(lines)
    known = {line.agency for line in logged}
    return [
        *(
            AdviceDates(line.agency, date.fromisoformat(line.requested), date.fromisoformat(line.received))
            for line in logged
            if line.received
        ),
        *(one for one in advice_in(entry.row) if one.agency not in known),
    ]


def _is_waiting(entry: DatedEntry, as_of: date) -> bool:
    row = entry.row
    if "final_date" in row or row.get("transferred_in") == 1:
        return False
    if "H" in (row.get("request_outcome"), row.get("assessment_outcome")):
        return False
    return any(due.step is DueStep.FINAL_PLAN and due.days_late(as_of) > 0 for due in steps_due(row, as_of))


def _windows(period: Period, entries: Iterable[DatedEntry], as_of: date) -> Windows:
    first, last = period.first.isoformat(), period.last.isoformat()
    here = (one for one in entries if first <= str(one.row.get("final_date", "")) <= last)
    return windows(days for one in here if (days := window(one.row, as_of)) is not None)
