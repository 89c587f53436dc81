"""What was done about a plan's findings stands on its pages in an inspection's folder."""

from datetime import date
from pathlib import Path

from actions_world import opened, reviews

from audit_app.domain.actions import Checkpoint
from audit_app.domain.status import Status
from audit_app.services.actions.editing import report
from audit_app.services.actions.re_audits import open_re_audit
from audit_app.services.reports.inspection import InspectionAsked, inspection
from audit_app.store.workspace import Workspace
from exports.pdf.pictures import pages_told


def pages(workspace: Workspace, plan: str) -> str:
    """The text of a plan's pages, in reading order."""
    folder = inspection(workspace, InspectionAsked("2026-10", ("EHC-001", "EHC-003")))
    file = next(one for one in folder.files if one.path == f"plans/{plan}.pdf")
    assert "actions and re-audits" in file.about
    return " ".join(" ".join(page.text for page in pages_told(file.make())).split())


def test_a_plans_pages_tell_its_actions_with_findings_checkpoints_and_re_audits(
    workspace: Workspace, tmp_path: Path
) -> None:
    action = opened(workspace, tmp_path, {1: {"F2": 0}, 3: {}})  # of the first plan alone
    assert set(reviews(workspace)) == {"EHC-001", "EHC-003"}
    report(workspace, action, Checkpoint(date(2026, 11, 20), Status.RED, "Nobody was free."))
    plan = workspace.conn.execute("SELECT id FROM entry WHERE plan_ref = 'EHC-001'").fetchone()[0]
    open_re_audit(workspace, action, plan)
    said = pages(workspace, "EHC-001")
    for words in ("Action 1 of 1", "R, Red", "Nobody was free.", "Quality marker", "F2", "The re-audit is open"):
        assert words in said, words
    assert "by Mary" in said


def test_a_plan_without_an_action_says_so(workspace: Workspace, tmp_path: Path) -> None:
    opened(workspace, tmp_path, {1: {"F2": 0}, 3: {}})
    assert "None: no action was opened on a finding of this plan." in pages(workspace, "EHC-003")
