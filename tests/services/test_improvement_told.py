"""What reports tell of improvement plans: as they stood by the end of the period, to group and board."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.status import Status
from audit_app.services.improvement import logs, plans, reporting
from audit_app.services.improvement.told import improvement_told
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.document import Heading, Paragraph, Table
from exports.pages.improvement import improvement
from exports.pages.report import document_of
from exports.sheets.report import book_of
from exports.xlsx.build import xlsx_bytes
from resources.theme import read_theme
from scoring.figures import Audience


def reported(workspace: Workspace) -> ImprovementPlan:
    """The statement moved into this year, with two checkpoints reported and one still to come."""
    plan_id = plans.load_example(workspace, "written-statement")
    plan = plans.plan(workspace, plan_id)
    for at in ("2026-06", "2026-09", "2026-12"):
        reporting.add_checkpoint(workspace, plan_id, at)
    june = {one.action.id: Status.GREEN for one in plan.placed}
    september = {one.action.id: Status.RED if one.label == "D2.2" else Status.GREEN for one in plan.placed}
    reporting.report_all(workspace, plan_id, "2026-06", june)
    reporting.report_all(workspace, plan_id, "2026-09", september)
    return plans.plan(workspace, plan_id)


def told(
    workspace: Workspace, period: str = "2026-10", kind: str = "monthly", audience: Audience = Audience.BOARD
) -> Content:
    return contents(workspace, report(workspace, ReportAsked(kind, period, audience)))[0]


def texts(content: Content) -> list[str]:
    found: list[str] = []
    for block in improvement(content):
        if isinstance(block, Heading | Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [" | ".join(str(cell) for cell in row) for row in block.rows]
    return found


def test_board_reads_counts_by_theme_and_checkpoint_what_slipped_and_what_is_unexplained(workspace: Workspace) -> None:
    reported(workspace)
    content = told(workspace)
    said = texts(content)
    assert said[0] == "Improvement plan: Written statement of action 2018"
    assert said[1].startswith("Sep 2026: 72 green, 0 amber, 1 red, 0 grey, of 73 actions.")
    assert "D. The timeliness of completing Education, Health and Care plans | 13 | 0 | 1 | 0 | 0 | 14" in said
    assert "Mar 2018 | 9 | 35 | 26 | 0 | 3 | 73" in said
    assert any(
        line.startswith("D2.2 | ") and "turned worse | G Green to R Red | Nothing was said." in line for line in said
    )
    (one,) = content.improvement
    assert [step.label for step in one.unexplained] == ["D2.2"]
    assert (one.before, one.checkpoint) == ("2026-06", "2026-09")


def test_plan_stands_in_a_report_as_it_stood_by_the_end_of_its_period(workspace: Workspace) -> None:
    reported(workspace)
    (one,) = told(workspace, "2026-07").improvement
    assert one.checkpoint == "2026-06"
    assert (one.whole.green, one.whole.red) == (73, 0)
    assert told(workspace, "2018-02").improvement == ()


def test_open_risks_and_escalations_are_told_as_they_stood_then(workspace: Workspace) -> None:
    plan = reported(workspace)
    about = logs.about_action(plan.placed[0].action.id)
    risk = {
        "kind": "risk",
        "words": "Few staff",
        "likelihood": 4,
        "impact": 4,
        "about": about,
        "opened_on": "2026-09-01",
    }
    id_ = logs.keep_risk(workspace, plan.id, risk)
    logs.close_risk(workspace, plan.id, id_, "Posts filled")
    logs.keep_risk(workspace, plan.id, {"kind": "issue", "words": "Opened today", "impact": 2})
    asked = {"words": "Advice is late", "from_whom": "SEN Manager", "to_whom": "Board", "on": "2026-10-05"}
    answered = logs.keep_escalation(workspace, asked)
    logs.answer_escalation(workspace, answered, "A locum", "2026-11-02")
    (one,) = told(workspace).improvement
    assert [(risk.words, label) for risk, label in one.risks] == [("Few staff", "A1.1")]
    assert [escalation.words for escalation, _ in one.escalations] == ["Advice is late"]
    (later,) = told(workspace, "2026-11").improvement
    assert [risk.words for risk, _ in later.risks] == ["Opened today"]
    assert later.escalations == ()


def test_public_and_other_kinds_of_report_are_told_nothing_of_the_plan(workspace: Workspace) -> None:
    reported(workspace)
    asked = ReportAsked("quarterly", "2026-07..2026-09", Audience.PUBLIC)
    assert improvement_told(workspace, report(workspace, asked)) == ()
    assert told(workspace, "2026-W40", "weekly", Audience.GROUP).improvement == ()
    assert len(told(workspace, "2026-07..2026-09", "quarterly").improvement) == 1


def test_without_a_plan_the_report_has_no_such_part(workspace: Workspace) -> None:
    content = told(workspace)
    assert list(improvement(content)) == []
    assert "Improvement plan" not in {sheet.name for sheet in book_of(content).sheets}


def test_workbook_has_statuses_slippage_and_open_logs(workspace: Workspace) -> None:
    plan = reported(workspace)
    logs.keep_risk(workspace, plan.id, {"kind": "risk", "words": "=Few staff", "impact": 2, "opened_on": "2026-09-01"})
    content = told(workspace)
    assert any(
        isinstance(one, Heading) and one.text.startswith("Improvement plan") for one in document_of(content).blocks
    )
    book = load_workbook(BytesIO(xlsx_bytes(book_of(content), read_theme("light"), date(2026, 11, 22))))
    rows = {
        name: list(book[name].iter_rows(values_only=True))
        for name in ("Improvement plan", "Plan slippage", "Plan risks")
    }
    assert any(row[1] == "The whole plan" and row[2] == "Sep 2026" and row[3] == 72 for row in rows["Improvement plan"])
    assert any(row[1] == "without a comment" and row[2] == "D2.2" for row in rows["Plan slippage"])
    assert any(row[2] == "=Few staff" for row in rows["Plan risks"])
