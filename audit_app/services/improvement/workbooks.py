"""An improvement plan as a workbook that people fill in and that comes back (`proposing`)."""

from pathlib import Path

from audit_app.domain.people import Act
from audit_app.files import write_whole
from audit_app.services.improvement.logs import escalations, risks
from audit_app.services.improvement.plans import plan
from audit_app.services.improvement.versions import versions
from audit_app.services.report_look import report_look
from audit_app.services.reports.reporting import where_data_stand
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.improvement_book import PlanTold, VersionTold, plan_book


def workbook(workspace: Workspace, plan_id: str) -> bytes:
    """The plan as an XLSX file; the same data gives the same bytes."""
    from exports.xlsx.build import xlsx_bytes
    from resources.theme import read_theme

    workspace.demand(Act.EXPORT)
    _, data_date = where_data_stand(workspace.conn)
    return xlsx_bytes(plan_book(_told(workspace, plan_id)), read_theme("light"), data_date)


def export_plan(workspace: Workspace, plan_id: str, path: Path) -> None:
    """Write the workbook. Raises AppError where it cannot be written."""
    write_whole(path, workbook(workspace, plan_id))


def _told(workspace: Workspace, plan_id: str) -> PlanTold:
    made = (
        VersionTold(
            *(one.held.number, one.held.made_on, one.made_by, one.held.note, one.held.signed_on or ""),
            *(one.signed_by, one.held.signed_board, one.held.digest),
        )
        for one in versions(workspace, plan_id)
    )
    return PlanTold(
        plan(workspace, plan_id),
        organisation(workspace.conn),
        risks(workspace, plan_id),
        escalations(workspace, plan_id),
        tuple(made),
        report_look(workspace),
    )
