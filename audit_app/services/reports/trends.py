"""What a report tells of change: months on control charts, and its period beside the one before it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import Period, add_months, months_text, parse_period
from audit_app.services.reports.reporting import Report
from audit_app.store.figures.trends import MonthCounted, counted_in, months_counted
from audit_app.store.workspace import Workspace
from exports.charts.control import ControlDrawn
from exports.trends import TrendPoint, TrendsTold
from scoring.comparison import compare
from scoring.control import Direction, variation, xmr
from scoring.days import MONTHS
from scoring.figures import Audience
from scoring.withholding import BOARD_MINIMUM

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
    return TrendsTold(
        points=tuple(TrendPoint(one.month, one.framework, one.effective, one.graded, one.score) for one in shown),
        effective=_drawn(shown, [100 * one.effective / one.graded for one in shown]),
        score=_drawn(scored := [one for one in shown if one.score is not None], [one.score or 0.0 for one in scored]),
        comparison=compare(_share(now_counted), _share(then_counted)),
        before=(before.first, before.last),
        few=len(found) - len(shown),
    )


def months_for_no_board(graded: Mapping[date, int], spans: Iterable[Sequence[str]]) -> frozenset[date]:
    """The months (their first day → graded plans) that a board's chart leaves out: under 6 plans, and what tells them.

    A report prints the count of its own span of months (YYYY-MM) and what follows from that of the span before it; a
    month of either that were left out alone would follow by subtraction, so the next smallest of the span goes too.
    """
    hidden = {month for month, plans in graded.items() if plans < BOARD_MINIMUM}
    known = [[month for month in graded if f"{month:%Y-%m}" in span] for span in spans]
    while True:
        alone = [span for span in known if len(hidden.intersection(span)) == 1 and len(span) > 1]
        if not alone:
            return frozenset(hidden)
        hidden.add(min((month for month in alone[0] if month not in hidden), key=lambda one: (graded[one], one)))


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


def _drawn(months: Sequence[MonthCounted], values: Sequence[float]) -> ControlDrawn:
    """The chart, begun anew where the framework changes: what is asked is another thing from then on."""
    rebased = [at for at, (one, other) in enumerate(pairwise(months), 1) if one.framework != other.framework]
    chart = xmr(values, rebased=rebased)
    return ControlDrawn(
        chart,
        names=tuple(f"{MONTHS[one.month.month - 1][:3]} {one.month:%y}" for one in months),
        counted=tuple(f"n {one.graded}" for one in months),
        direction=Direction.HIGHER,
        variation=variation(chart.latest, Direction.HIGHER),
    )
