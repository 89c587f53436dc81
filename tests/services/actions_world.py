"""Plans, audits and actions for the tests of actions: small, and told in the words of the audits that they are of."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from service_world import register_of, score_row, write_audits

from audit_app.domain.findings import FindingKind
from audit_app.services.actions.opening import open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.seen import Seen, seen_in_review
from audit_app.services.past.audits import import_audits
from audit_app.store.workspace import Workspace
from forms.model import read_framework
from resources.frameworks import framework_text, resolve

WEEKLY = read_framework(framework_text("weekly-18"), resolve)


def audited(
    workspace: Workspace, folder: Path, low: Mapping[int, Mapping[str, int]], on: str = "2026-10-05", plans: int = 20
) -> None:
    """Import weekly audits: every marker 3 but these, by plan; a register is there already or is made."""
    if not workspace.conn.execute("SELECT 1 FROM entry LIMIT 1").fetchone():
        register_of(workspace, folder, plans)
    rows = [
        score_row(plan, marker.id, scores.get(marker.id, 3), audit_date=on, evidence="Seen.", cause="")
        for plan, scores in low.items()
        for marker in WEEKLY.markers
    ]
    import_audits(workspace, write_audits(folder, rows, f"audits {on}.csv"))


def reviews(workspace: Workspace) -> dict[str, str]:
    """The review of each plan's latest audit by the plan's reference."""
    rows = workspace.conn.execute(
        "SELECT e.plan_ref, r.id FROM review r JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id "
        "ORDER BY a.date"
    )
    return dict(rows.fetchall())


def seen(workspace: Workspace, plan: int, marker: str = "") -> tuple[Seen, ...]:
    """The findings of a plan's latest audit, of one marker where it is named."""
    every = seen_in_review(workspace, reviews(workspace)[f"EHC-{plan:03d}"])
    return tuple(
        one for one in every if not marker or (one.finding.kind, one.finding.marker) == (FindingKind.MARKER, marker)
    )


def opened(workspace: Workspace, folder: Path, low: Mapping[int, Mapping[str, int]], marker: str = "F2") -> str:
    """An action on one marker of these plans, one of them or several."""
    audited(workspace, folder, low)
    found = [one for plan in low for one in seen(workspace, plan, marker)]
    return open_action(workspace, propose(workspace, found))


DAY = date(2026, 11, 22)
