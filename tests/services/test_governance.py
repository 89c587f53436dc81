"""Reporting lines and meetings as a chair keeps them: the usual ones, moved, cancelled, held, told of, and undone."""

from dataclasses import replace
from datetime import date

import pytest

from audit_app.domain.governance import Decision, LineKind, ReportingLine
from audit_app.domain.problems import AppError
from audit_app.services.governance.lines import end_line, keep_line, lines, remove_line, take_in_usual
from audit_app.services.governance.meetings import (
    Held,
    cancel,
    decide,
    meeting_of,
    note_communicated,
    note_held,
    remove_decision,
    set_days,
    take_place_after_all,
)
from audit_app.store.read_governance import decisions, meetings
from audit_app.store.workspace import Workspace
from scoring.figures import Audience

BEGINS, PLANNED = date(2026, 11, 9), date(2026, 12, 9)
BOARD = ReportingLine(
    id="",
    body="SEND  Programme Board",
    chair="Lead member",
    kind=LineKind.BOARD,
    sends=("monthly",),
    recurrence="1m",
    first=PLANNED,
    dates=(date(2026, 12, 1),),
    audience=Audience.BOARD,
    is_public=False,
    needs=("monthly report",),
    cut_off_days=10,
    papers_days=5,
)


@pytest.fixture
def board(workspace: Workspace) -> str:
    return keep_line(workspace, BOARD).id


def test_a_line_is_kept_as_it_was_given_and_kept_twice_writes_nothing(workspace: Workspace) -> None:
    kept = keep_line(workspace, BOARD)
    (held,) = lines(workspace)
    assert held == kept == replace(BOARD, id=kept.id, body="SEND Programme Board")
    changes = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
    keep_line(workspace, kept)
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone() == changes


def test_two_lines_to_one_body_are_refused(workspace: Workspace, board: str) -> None:
    with pytest.raises(AppError, match="already"):
        keep_line(workspace, replace(BOARD, body="send programme board"))


def test_the_usual_lines_come_in_once_and_one_that_was_there_stays_as_it_is(workspace: Workspace, board: str) -> None:
    assert take_in_usual(workspace, BEGINS) == 19
    assert take_in_usual(workspace, BEGINS) == 0
    (kept,) = (one for one in lines(workspace) if one.id == board)
    assert kept.first == PLANNED


def test_a_removed_usual_line_can_be_taken_in_again(workspace: Workspace) -> None:
    take_in_usual(workspace, BEGINS)
    gone = next(one for one in lines(workspace) if one.body == "You said, we did")
    remove_line(workspace, gone.id)
    assert take_in_usual(workspace, BEGINS) == 1
    assert gone.body in [one.body for one in lines(workspace)]


def test_an_ended_line_is_no_longer_listed(workspace: Workspace, board: str) -> None:
    end_line(workspace, board, date(2026, 1, 1))
    assert lines(workspace) == ()


def test_a_meeting_is_moved_and_has_days_of_its_own(workspace: Workspace, board: str) -> None:
    set_days(workspace, board, PLANNED, date(2026, 12, 16), cut_off=date(2026, 12, 1), papers_out=date(2026, 12, 8))
    held = meeting_of(workspace, board, PLANNED)
    assert (held.planned, held.on, held.cut_off) == (PLANNED, date(2026, 12, 16), date(2026, 12, 1))
    with pytest.raises(AppError, match="cut off first"):
        set_days(workspace, board, PLANNED, date(2026, 12, 16), cut_off=date(2026, 12, 20))


def test_a_meeting_is_cancelled_with_a_reason_and_takes_place_after_all(workspace: Workspace, board: str) -> None:
    with pytest.raises(AppError, match="Say why"):
        cancel(workspace, board, PLANNED, " ")
    cancel(workspace, board, PLANNED, "not quorate")
    assert meeting_of(workspace, board, PLANNED).cancelled == "not quorate"
    take_place_after_all(workspace, board, PLANNED)
    assert not meeting_of(workspace, board, PLANNED).cancelled


def test_attendance_challenge_and_the_communication_are_noted(workspace: Workspace, board: str) -> None:
    held = Held((("Lead member", True), ("Director", False)), ("Why is health advice late?",), "See the minutes.")
    note_held(workspace, board, PLANNED, held)
    note_communicated(workspace, board, PLANNED, date(2026, 12, 14))
    (kept,) = meetings(workspace.conn)
    assert (kept.attendance, kept.challenge, kept.minutes) == (held.attendance, held.challenge, held.minutes)
    assert kept.communicated_on == date(2026, 12, 14)
    note_communicated(workspace, board, PLANNED, None)
    assert meeting_of(workspace, board, PLANNED).communicated_on is None


def test_noting_the_same_again_writes_nothing(workspace: Workspace, board: str) -> None:
    held = Held((("Lead member", True),), (), "")
    note_held(workspace, board, PLANNED, held)
    changes = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
    note_held(workspace, board, PLANNED, held)
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone() == changes


def test_a_decision_is_recorded_changed_and_removed(workspace: Workspace, board: str) -> None:
    made = decide(workspace, Decision("", board, PLANNED, " Chase health advice weekly ", "Clinical officer"))
    assert made.words == "Chase health advice weekly"
    decide(workspace, replace(made, due=date(2027, 1, 15)))
    assert [one.due for one in decisions(workspace.conn)] == [date(2027, 1, 15)]
    remove_decision(workspace, made.id)
    assert decisions(workspace.conn) == ()


def test_an_empty_decision_is_refused(workspace: Workspace, board: str) -> None:
    with pytest.raises(AppError, match="what was decided"):
        decide(workspace, Decision("", board, PLANNED, "  "))
