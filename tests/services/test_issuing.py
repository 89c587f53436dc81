"""Issued reports: figures stand as they were handed out, and what is other later is told with why."""

from pathlib import Path

import pytest
from service_world import AUDIT_HEADINGS, World, count, faults, plan_row, score_row, write_rows

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.issuing import WhyMissing, issue, issued_reports, would_issue
from audit_app.services.reports.overlapping import given_away
from audit_app.services.reports.releasing import ReleaseRefused
from audit_app.services.reports.reporting import ReportAsked, looked_at, report
from audit_app.services.reports.restating import standing
from audit_app.store.log.rights import NotAllowed
from audit_app.store.workspace import Workspace
from exports.report_files import json_bytes, report_pdf
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Audience

ASKED = ReportAsked("monthly", "2026-10")
BOARD = ReportAsked("monthly", "2026-10", Audience.BOARD)
WHY = "Two audits came in after the meeting."


def audits(
    workspace: Workspace, folder: Path, plans: range, score: int = 3, name: str = "past.csv", month: str = "2026-10"
) -> None:
    """Past audits of a month, every marker of each plan with the same score."""
    markers = [one.id for one in read_framework(framework_text("weekly-18"), resolve).markers]
    rows = [score_row(plan, marker, score, audit_date=f"{month}-{plan:02d}") for plan in plans for marker in markers]
    import_audits(workspace, write_rows(folder / name, rows, AUDIT_HEADINGS))


@pytest.fixture
def audited(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Six plans of team North audited in October, all of them effective; those from the seventh on are of South."""
    rows = [plan_row(n, casework_team="North" if n < 7 else "South") for n in range(1, 21)]
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    audits(workspace, tmp_path, range(1, 7))
    return workspace


def test_a_report_is_a_draft_until_it_is_issued_and_then_says_on_which_day(audited: Workspace) -> None:
    assert report(audited, ASKED).state == "draft"
    done = issue(audited, ASKED)
    assert (done.is_new, done.restated) == (True, 0)
    again = report(audited, ASKED)
    assert done.report.state == again.state == "issued on 22 November 2026"
    assert again.head()["issued_on"] == "2026-11-22"
    assert looked_at(audited, BOARD).state == "draft"


def test_issuing_keeps_every_figure_as_it_stands_in_the_files(audited: Workspace, tmp_path: Path) -> None:
    audits(audited, tmp_path, range(7, 9), score=0, name="late.csv")
    done = issue(audited, BOARD)
    (held,) = issued_reports(audited)
    rows = [
        [row[name] for name in ("id", "value", "numerator", "denominator", "withheld")] for row in done.report.rows()
    ]
    assert [list(one) for one in held.figures] == rows
    assert any(one.withheld == "c" for one in held.figures)
    assert faults(audited) == []


def test_issuing_changes_neither_the_head_of_the_data_nor_a_byte_of_what_is_made_again(audited: Workspace) -> None:
    before = report(audited, ASKED)
    first = issue(audited, ASKED).report
    again = report(audited, ASKED)
    assert (before.data_head, before.data_date) == (first.data_head, first.data_date)
    assert json_bytes(first.head(), first.rows()) == json_bytes(again.head(), again.rows())
    pdfs = [report_pdf(contents(audited, one)[0]) for one in (first, again)]
    assert pdfs[0] == pdfs[1]


def test_the_same_report_issued_twice_writes_nothing_more(audited: Workspace) -> None:
    issue(audited, ASKED)
    changes = count(audited, "change")
    done = issue(audited, ASKED, why="not needed")
    assert (done.is_new, done.restated) == (False, 0)
    assert count(audited, "change") == changes


def test_a_draft_made_after_issuing_says_how_many_figures_differ_and_shows_both(
    audited: Workspace, tmp_path: Path
) -> None:
    issue(audited, ASKED)
    audits(audited, tmp_path, range(7, 9), score=0, name="late.csv")
    made = report(audited, ASKED)
    assert made.issued is not None
    assert made.state == f"draft; issued on 22 November 2026; {made.issued.differing} figures differ"
    (line,) = [one for one in made.issued.restated if one.id == "plans.effective"]
    assert line.sentence == "was 6 of 6 (100 %) as issued on 22 November 2026, now 6 of 8 (75 %)"
    assert (line.now_on, line.why) == (None, "")


def test_issued_again_a_report_says_why_its_figures_are_others(audited: Workspace, tmp_path: Path) -> None:
    issue(audited, ASKED)
    audits(audited, tmp_path, range(7, 9), score=0, name="late.csv")
    with pytest.raises(WhyMissing, match="Say why"):
        issue(audited, ASKED)
    assert count(audited, "restatement") == 0
    differ = would_issue(audited, looked_at(audited, ASKED)).differing
    done = issue(audited, ASKED, why=f"  {WHY}\n")
    assert (done.is_new, done.restated) == (False, differ)
    assert done.report.state == "issued on 22 November 2026, restated the same day"
    told = done.report.issued
    assert told is not None
    assert told.differing == 0
    assert {one.why for one in told.restated} == {WHY}
    assert done.report.head()["restated"] == told.plain
    assert faults(audited) == []


def test_a_figure_restated_twice_has_a_line_for_each_time(audited: Workspace, tmp_path: Path) -> None:
    issue(audited, ASKED)
    audits(audited, tmp_path, range(7, 9), score=0, name="late.csv")
    issue(audited, ASKED, why="first")
    audits(audited, tmp_path, range(9, 11), score=0, name="later.csv")
    told = issue(audited, ASKED, why="second").report.issued
    assert told is not None
    lines = [(one.was, one.now, one.why, one.stands) for one in told.restated if one.id == "plans.effective"]
    assert lines == [
        ("6 of 6 (100 %)", "6 of 8 (75 %)", "first", False),
        ("6 of 8 (75 %)", "60 % (6 of 10)", "second", True),
    ]
    (held,) = issued_reports(audited)
    assert standing(held)["plans.effective"].figure.denominator == 10


def test_what_is_withheld_now_is_not_repeated_from_what_was_issued(audited: Workspace, tmp_path: Path) -> None:
    issue(audited, BOARD)
    north = "plans.effective@team=North"
    assert {one.id: one.withheld for one in issued_reports(audited)[0].figures}[north] == ""
    # two plans of a team with no other: its group is too small, and North's number would give it away
    audits(audited, tmp_path, range(7, 9), score=0, name="late.csv")
    told = looked_at(audited, BOARD).issued
    assert told is not None
    (line,) = [one for one in told.restated if one.id == north]
    assert line.now == "withheld (c)"
    assert line.was == "shown then; not repeated, since it is withheld now"


def test_public_figures_are_issued_once_and_never_restated(audited: Workspace, tmp_path: Path) -> None:
    asked = ReportAsked("monthly", "2026-10", Audience.PUBLIC)
    done = issue(audited, asked)
    assert done.report.period.text in {one.period for one in issued_reports(audited)}
    assert report(audited, asked).state == "issued on 22 November 2026"
    audits(audited, tmp_path, range(7, 15), score=0, name="late.csv")
    with pytest.raises(ReleaseRefused):
        issue(audited, asked, why=WHY)
    assert count(audited, "restatement") == 0


def test_who_leads_may_issue_and_nobody_else(world: World) -> None:
    world.add("Ann", Role.AUDITOR)
    with world.open("Ann") as workspace, pytest.raises(AppError, match="no right to issue report") as caught:
        issue(workspace, ASKED)
    assert not isinstance(caught.value, NotAllowed)


def test_a_reason_as_long_as_a_page_is_refused(audited: Workspace, tmp_path: Path) -> None:
    issue(audited, ASKED)
    audits(audited, tmp_path, range(7, 9), score=0, name="late.csv")
    with pytest.raises(AppError, match="400 at most"):
        issue(audited, ASKED, why="word " * 100)


def test_what_was_issued_stands_when_a_plan_behind_it_is_erased(audited: Workspace) -> None:
    issue(audited, ASKED)
    before = issued_reports(audited)[0].figures
    erase(audited, [of_one_plan(audited, "EHC-001")], "asked by the family")
    assert issued_reports(audited)[0].figures == before
    told = report(audited, ASKED).issued
    assert told is not None
    (line,) = [one for one in told.restated if one.id == "plans.effective"]
    assert line.was == "6 of 6 (100 %)"
    assert faults(audited) == []


def told_apart(audited: Workspace, folder: Path, september: range) -> tuple[str, ...]:
    """What is said of a board's report on two months, of which the second was issued: North with 6, South with 8."""
    audits(audited, folder, range(7, 15), score=0, name="south.csv")
    issue(audited, BOARD)
    audits(audited, folder, september, score=0, name="september.csv", month="2026-09")
    return given_away(audited, looked_at(audited, ReportAsked("monthly", "2026-09..2026-10", Audience.BOARD)))


def test_a_small_group_left_between_two_overlapping_reports_of_a_board_is_warned_of(
    audited: Workspace, tmp_path: Path
) -> None:
    """September has three plans of South, whom no report for a board shows; two months less one month would."""
    (warning,) = told_apart(audited, tmp_path, range(15, 18))
    assert "October 2026 was issued to the board on 22 November 2026" in warning
    assert "all audited plans; team South" in warning
    assert "North" not in warning
    wide = ReportAsked("monthly", "2026-09..2026-10")
    assert given_away(audited, looked_at(audited, wide)) == (), "the group sees all"
    assert given_away(audited, looked_at(audited, BOARD)) == (), "the same period again tells nothing more"


def test_overlapping_reports_of_a_board_with_a_large_group_between_them_are_not_warned_of(
    audited: Workspace, tmp_path: Path
) -> None:
    assert told_apart(audited, tmp_path, range(15, 21)) == ()


def test_the_shorter_of_two_periods_is_warned_of_too_where_the_longer_was_issued(
    audited: Workspace, tmp_path: Path
) -> None:
    audits(audited, tmp_path, range(7, 15), score=0, name="south.csv")
    audits(audited, tmp_path, range(15, 18), score=0, name="september.csv", month="2026-09")
    issue(audited, ReportAsked("quarterly", "2026-08..2026-10", Audience.BOARD, cycle="weekly"))
    (warning,) = given_away(audited, looked_at(audited, BOARD))
    assert "August to October 2026" in warning
    assert "team South" in warning
