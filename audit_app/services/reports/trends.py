"""What a report tells of change: months on control charts, and its period beside the one before it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import Period, add_months, months_text, parse_period
from audit_app.services.reports.board_months import months_for_no_board as months_for_no_board
from audit_app.services.reports.monthly import PRESENCE, Decided, Month, decided_on_charts, drawn_months
from audit_app.services.reports.reporting import Report
from audit_app.store.figures.trends import MonthCounted, counted_in, months_counted, presence_counted
from audit_app.store.ids import Ids
from audit_app.store.records_at import changed_last
from audit_app.store.workspace import Workspace
from exports.trends import TrendChart, TrendPoint, TrendsTold
from scoring.comparison import compare
from scoring.figures import Audience, definition

WITH_TRENDS: Final = ("monthly", "two-monthly", "quarterly", "inspection")
"""The kinds of report that tell of change; six plans a week are never charted by the week."""

_MONTHS_BACK: Final = 24


def trends_told(workspace: Workspace, report: Report) -> TrendsTold | None:
    """Change up to the report's last month; the public is told its figures alone. None without a graded month."""
    if report.kind not in WITH_TRENDS or report.audience is Audience.PUBLIC or report.round:
        return None
    cycle = Cycle(report.cycle)
    found = list(months_counted(workspace.conn, cycle, report.period.last, _MONTHS_BACK, report.data_date))
    before = period_before(report.period)
    if report.audience is Audience.GROUP:
        shown = found
    else:
        graded = {one.month: one.graded for one in found}
        left_out = months_for_no_board(graded, (report.period.months, before.months))
        shown = [one for one in found if one.month not in left_out]
    if not shown:
        return None
    now_counted, then_counted = (
        counted_in(workspace.conn, cycle, period, report.data_date) for period in (report.period, before)
    )
    decided = decided_on_charts(workspace.conn, _issued_at(workspace, report))
    effective = _months((one.month, one.framework, one.graded, 100 * one.effective / one.graded) for one in shown)
    score = _months((one.month, one.framework, one.graded, one.score) for one in shown)
    return TrendsTold(
        points=tuple(TrendPoint(one.month, one.framework, one.effective, one.graded, one.score) for one in shown),
        effective=drawn_months(effective, "plans.effective", cycle, decided),
        score=drawn_months(score, "score.overall", cycle, decided),
        comparison=compare(_share(now_counted), _share(then_counted)),
        before=(before.first, before.last),
        few=len(found) - len(shown),
        presence=tuple(_presence(workspace, report, decided, (report.period.months, before.months))),
    )


def period_before(period: Period) -> Period:
    """The period of the same length that ends the day before this one begins; whole months stay whole months."""
    last = period.first - timedelta(days=1)
    if period.is_whole_months:
        first = add_months(period.first, -len(period.months))
        return parse_period(months_text(first, last))
    first = period.first - (period.last - period.first) - timedelta(days=1)
    return Period(first, last, f"{first.isoformat()}..{last.isoformat()}")


def _share(counted: MonthCounted | None) -> tuple[int, int]:
    return (counted.effective, counted.graded) if counted is not None else (0, 0)


def _months(months: Iterable[tuple[date, str, int, float | None]]) -> list[Month]:
    """Month, framework, plans and value as points of a chart; those without a value are left out."""
    return [
        Month(f"{month:%Y-%m}", value, plans, framework)
        for month, framework, plans, value in months
        if value is not None
    ]


def _issued_at(workspace: Workspace, report: Report) -> str:
    """When a report was issued that still stands as issued, so that it keeps its limits and targets; else empty."""
    if report.issued is None or report.issued.differing:
        return ""
    ids = Ids(workspace.id)
    kept_as = ids.issued_report(report.series, report.period.text, report.audience.value, report.round)
    return changed_last(workspace.conn, kept_as)


def _presence(
    workspace: Workspace, report: Report, decided: Decided, spans: Sequence[Sequence[str]]
) -> Iterator[TrendChart]:
    """A chart of each figure of presence that has a target; a board sees no month with few plans in it."""
    cycle = Cycle(report.cycle)
    for figure in PRESENCE:
        if decided.target(figure, cycle) is None:
            continue
        last, data_date = report.period.last, report.data_date
        found = list(presence_counted(workspace.conn, cycle, last, _MONTHS_BACK, data_date, figure))
        known = {one.month: one.known for one in found}
        hidden = frozenset[date]() if report.audience is Audience.GROUP else months_for_no_board(known, spans)
        shown = [one for one in found if one.month not in hidden]
        months = _months((one.month, one.framework, one.known, 100 * one.present / one.known) for one in shown)
        yield TrendChart(f"{definition(figure).label}, by month", drawn_months(months, figure, cycle, decided))
