"""Months on a control chart, made up or audited: shares of 25 plans a month up to October 2026, and imported audits."""

from collections.abc import Sequence
from pathlib import Path

from service_world import AUDIT_HEADINGS, register_of, score_row, write_rows

from audit_app.services.past.audits import import_audits
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.reports.trends import trends_told
from audit_app.store.workspace import Workspace
from exports.trends import TrendsTold
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Audience


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
