"""Months on a control chart, made up or audited: shares of 25 plans a month up to October 2026, and imported audits."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from service_world import AUDIT_HEADINGS, register_of, score_row, write_rows

from audit_app.domain.period import add_months
from audit_app.services.past.audits import import_audits
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.reports.trends import trends_told
from audit_app.store.workspace import Workspace
from exports.charts.control_drawn import ControlDrawn
from exports.trends import TrendPoint, TrendsTold
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.comparison import compare
from scoring.control import Direction, variation, xmr
from scoring.days import MONTHS
from scoring.figures import Audience

LAST = date(2026, 10, 1)


def months_of(values: Sequence[float]) -> TrendsTold:
    """The shares of effective plans, in percent, of as many months as there are values."""
    days = [add_months(LAST, at - len(values) + 1) for at in range(len(values))]
    chart = xmr(values)
    effective = ControlDrawn(
        chart,
        tuple(f"{MONTHS[day.month - 1][:3]} {day:%y}" for day in days),
        tuple("n 25" for _ in days),
        Direction.HIGHER,
        variation(chart.latest, Direction.HIGHER),
    )
    none = xmr(())
    score = ControlDrawn(none, (), (), Direction.HIGHER, variation(none.latest, Direction.HIGHER))
    points = tuple(
        TrendPoint(day, "weekly-18/1", round(value / 4), 25, None) for day, value in zip(days, values, strict=True)
    )
    return TrendsTold(points, effective, score, compare((5, 25), (15, 25)), (date(2026, 9, 1), date(2026, 9, 30)), 0)


def audits(workspace: Workspace, folder: Path, months: Sequence[tuple[str, int, int]]) -> None:
    """Import audits: in each month so many plans, of which so many are effective (every marker 3, else 1)."""
    markers = [one.id for one in read_framework(framework_text("weekly-18"), resolve).markers]
    rows, plan = [], 0
    for month, plans, effective in months:
        for at in range(plans):
            plan += 1
            score = 3 if at < effective else 1
            day = f"{month}-{at + 1:02d}"
            rows += [score_row(plan, marker, score, audit_date=day) for marker in markers]
    register_of(workspace, folder, plans=plan)
    import_audits(workspace, write_rows(folder / "past.csv", rows, AUDIT_HEADINGS))


def told(workspace: Workspace, period: str, audience: Audience = Audience.GROUP) -> TrendsTold | None:
    return trends_told(workspace, report(workspace, ReportAsked("monthly", period, audience)))
