"""Challenges with their decisions as reports tell them: who, when, why, for the group and each team alone."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from service_world import AUDIT_HEADINGS, register_of, score_row, write_rows

from audit_app.services.auditing import override
from audit_app.services.past.audits import import_audits
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.document import Block, Heading
from exports.pages.report import document_of
from forms.model import Grade, read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Audience

MARKERS = [one.id for one in read_framework(framework_text("weekly-18"), resolve).markers]


def filled(workspace: Workspace, folder: Path) -> None:
    """Two audited plans, of which the first one's grade was changed a week and more after its audit."""
    register_of(workspace, folder, plans=2)
    rows = [score_row(number, marker, 1, audit_date="2026-11-10") for number in (1, 2) for marker in MARKERS]
    import_audits(workspace, write_rows(folder / "past.csv", rows, AUDIT_HEADINGS))
    first = workspace.conn.execute(
        "SELECT r.id FROM review r JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id "
        "ORDER BY e.plan_ref LIMIT 1"
    ).fetchone()[0]
    override(workspace, first, Grade.GOOD, "The advice came the day after.")


def told(workspace: Workspace, audience: Audience = Audience.GROUP, kind: str = "weekly") -> tuple[Content, ...]:
    return contents(workspace, report(workspace, ReportAsked(kind, "2026-11", audience)))


def test_a_decision_says_who_when_why_and_both_grades(workspace: Workspace, tmp_path: Path) -> None:
    filled(workspace, tmp_path)
    (whole,) = told(workspace)
    (one,) = whole.challenges
    assert (one.by, one.given, one.reason) == (workspace.person.name, "Good", "The advice came the day after.")
    assert one.scored != one.given
    assert one.decided_on == date(2026, 11, 22)
    assert "Challenges and their decisions" in headings(document_of(whole).blocks)


def test_the_board_is_told_of_no_challenge_and_a_team_of_its_own_alone(workspace: Workspace, tmp_path: Path) -> None:
    filled(workspace, tmp_path)
    (board,) = told(workspace, Audience.BOARD)
    assert board.challenges == ()
    assert "Challenges and their decisions" not in headings(document_of(board).blocks)
    of_teams = told(workspace, kind="team")
    assert sum(len(one.challenges) for one in of_teams) == 1
    for one in of_teams:
        assert {each.plan_ref for each in one.challenges} <= {page.plan_ref for page in one.plans}


def headings(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]
