"""The calendar of a workspace: everything with a day, what a meeting needs, and the file that office programs take."""

from dataclasses import replace
from datetime import date
from typing import Any

import icalendar
import pytest

from audit_app.domain.actions import TOLD
from audit_app.domain.calendar import Event, EventKind, Source
from audit_app.domain.governance import LineKind, ReportingLine
from audit_app.domain.problems import AppError
from audit_app.services.actions.closing import abandon_action
from audit_app.services.actions.opening import open_decided
from audit_app.services.governance.calendar import calendar
from audit_app.services.governance.ics import MOST_DAYS, calendar_file
from audit_app.services.governance.lines import end_line, keep_line, line_called, remove_line, take_in_usual
from audit_app.services.governance.meetings import cancel, meeting_of, set_days
from audit_app.services.governance.readiness import Need, Ready, needs_of
from audit_app.services.improvement.plans import load_example
from audit_app.services.reports.issuing import issue
from audit_app.services.reports.reporting import ReportAsked
from audit_app.services.samples.sampling import assign, sample
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from scoring.figures import Audience

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
PLANNED = date(2026, 11, 24)
BOARD = ReportingLine(
    id="",
    body="SEND Programme Board",
    chair="Lead member",
    kind=LineKind.BOARD,
    sends=("monthly",),
    recurrence="1m",
    first=PLANNED,
    dates=(),
    audience=Audience.BOARD,
    is_public=False,
    needs=("monthly report", "actions due", "a view from parents"),
    cut_off_days=10,
    papers_days=5,
    communication_days=3,
)
SECRET = "Ring the family of Maisie at once"


@pytest.fixture
def board(workspace: Workspace) -> ReportingLine:
    return keep_line(workspace, BOARD)


def of_source(workspace: Workspace, source: Source) -> tuple[Event, ...]:
    return calendar(workspace, FIRST, LAST, [source]).events


def read_back(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def action(workspace: Workspace, due: str, agency: str = "health", what: str = SECRET) -> str:
    assert {"what", "agency", "due", "owner"} <= set(TOLD)
    return open_decided(workspace, {"what": what, "agency": agency, "due": due, "owner": "Clinical officer"})


def entry(workspace: Workspace, ref: str, **dates: str) -> None:
    row = {"plan_ref": ref, **dates}
    workspace.door.write("Import", [Op("entry", Ids(workspace.id).plan(ref), "row", row)])


def test_a_month_has_the_days_of_its_meetings(workspace: Workspace, board: ReportingLine) -> None:
    assert [(one.on, one.words) for one in of_source(workspace, Source.LINE)] == [
        (date(2026, 11, 10), "SEND Programme Board: data cut off"),
        (date(2026, 11, 17), "SEND Programme Board: papers out"),
        (PLANNED, "SEND Programme Board: meets"),
        (date(2026, 11, 27), "SEND Programme Board: communication due"),
    ]


def test_an_ended_line_keeps_its_past_meetings_and_a_removed_one_has_none(
    workspace: Workspace, board: ReportingLine
) -> None:
    end_line(workspace, board.id, PLANNED)
    assert EventKind.MEETING in {one.kind for one in of_source(workspace, Source.LINE)}
    assert calendar(workspace, date(2026, 12, 1), date(2027, 3, 1)).events == ()
    remove_line(workspace, board.id)
    assert of_source(workspace, Source.LINE) == ()


def test_a_cycle_takes_place_and_a_publication_is_due(workspace: Workspace) -> None:
    take_in_usual(workspace, FIRST)
    said = {one.words for one in of_source(workspace, Source.LINE)}
    assert {"Weekly sample of six plans: takes place", "EHC plan task group: meets"} <= said
    refreshed = calendar(workspace, date(2027, 3, 1), date(2027, 3, 5), [Source.LINE]).events
    assert "Annual self-evaluation and refresh of the plan: is due" in {one.words for one in refreshed}


def test_actions_stand_on_their_day_until_they_are_given_up(workspace: Workspace) -> None:
    held = action(workspace, "2026-11-26")
    action(workspace, "2026-12-24")
    (found,) = of_source(workspace, Source.ACTION)
    assert (found.on, found.target, found.detail) == (date(2026, 11, 26), held, "Health, Clinical officer")
    abandon_action(workspace, held, "It is no longer wanted")
    assert of_source(workspace, Source.ACTION) == ()


def test_dates_of_the_improvement_plan_recur(workspace: Workspace) -> None:
    load_example(workspace, "written-statement")
    found = calendar(workspace, date(2018, 1, 1), date(2019, 12, 31), [Source.PLAN]).events
    assert len(found) > 20
    assert {one.source for one in found} == {Source.PLAN}
    assert all(one.target for one in found)


def test_a_sample_is_one_event_for_the_plans_that_are_due_together(workspace: Workspace) -> None:
    for number in range(4):
        entry(workspace, f"EHC-{number}", final_date="2025-01-01")
    drawn = sample(workspace, cycle="weekly", size=3, seed="s", on=date(2026, 11, 16))
    assign(workspace, drawn.plans[0].id, workspace.person.id, date(2026, 12, 24))
    (found,) = of_source(workspace, Source.SAMPLE)
    assert (found.on, found.title, found.detail) == (
        date(2026, 11, 20),
        "Weekly sample: 2 plans",
        "2 still to be audited",
    )
    assert not found.is_done


def test_statutory_steps_are_counts_by_week_and_name_nobody(workspace: Workspace) -> None:
    entry(workspace, "EHC-MAISIE", request_date="2026-10-12")  # decided on by Monday 23 November
    entry(workspace, "EHC-2", final_date="2025-11-27")  # to be reviewed by Friday 27 November
    entry(workspace, "EHC-3", final_date="2025-11-27", ceased_date="2026-01-01")
    (found,) = of_source(workspace, Source.STEP)
    assert (found.on, found.title) == (date(2026, 11, 23), "2 statutory steps due in the week")
    assert found.detail == "1 decision whether to assess, 1 annual review"
    assert "MAISIE" not in calendar_file(workspace, FIRST, LAST).data.decode()


def test_what_a_meeting_needs_is_looked_up_where_it_can_be(workspace: Workspace, board: ReportingLine) -> None:
    action(workspace, "2026-11-23")

    def needs() -> tuple[Need, ...]:
        return needs_of(workspace, board, meeting_of(workspace, board.id, PLANNED), PLANNED)

    assert needs() == (
        Need("Quality of EHC plans, monthly: October 2026", Ready.NO, "not issued yet"),
        Need("actions due", Ready.YES, "1 open, 1 past their day by then"),
        Need("a view from parents", Ready.LOOK, ""),
    )
    issue(workspace, ReportAsked("monthly", "2026-10", Audience.BOARD), "")
    assert needs()[0].ready is Ready.YES
    assert needs()[0].detail == "issued on 22 November 2026"


def test_a_report_for_other_readers_does_not_make_a_meeting_ready(workspace: Workspace, board: ReportingLine) -> None:
    issue(workspace, ReportAsked("monthly", "2026-10", Audience.GROUP), "")
    issue(workspace, ReportAsked("monthly", "2026-09", Audience.BOARD), "")
    assert needs_of(workspace, board, None, PLANNED)[0].ready is Ready.NO


def test_the_week_of_a_cycle_knows_its_draw(workspace: Workspace) -> None:
    take_in_usual(workspace, date(2026, 11, 2))
    weekly = line_called(workspace, "weekly sample of six plans")
    monday = date(2026, 11, 16)
    assert [one.ready for one in needs_of(workspace, weekly, None, monday)][1:3] == [Ready.NO, Ready.NO]
    for number in range(4):
        entry(workspace, f"EHC-{number}", final_date="2025-01-01")
    sample(workspace, cycle="weekly", size=3, seed="s", on=monday)
    drawn, submitted = needs_of(workspace, weekly, None, monday)[1:3]
    assert (drawn.ready, drawn.detail) == (Ready.YES, "3 plans drawn on 16 November 2026")
    assert (submitted.ready, submitted.detail) == (Ready.NO, "0 of 3 plans audited")


def test_every_usual_line_can_be_asked_what_it_needs(workspace: Workspace) -> None:
    take_in_usual(workspace, FIRST)
    for event in calendar(workspace, FIRST, date(2027, 12, 31), [Source.LINE]).events:
        line = line_called(workspace, event.title)
        assert event.meeting is not None
        assert all(one.words for one in needs_of(workspace, line, None, event.meeting))


def test_the_file_reads_back_with_days_words_and_no_child(workspace: Workspace, board: ReportingLine) -> None:
    action(workspace, "2026-11-26")
    action(workspace, "2026-11-26", "education")
    set_days(workspace, board.id, PLANNED, date(2026, 11, 25))
    made = calendar_file(workspace, FIRST, LAST)
    events = read_back(made.data)
    assert made.events == len(events) == 5
    told = {str(one["SUMMARY"]): one for one in events}
    meeting = told["SEND Programme Board: meets"]
    assert meeting["DTSTART"].dt == date(2026, 11, 25)
    assert meeting["DTEND"].dt == date(2026, 11, 26)
    assert "Moved from 24/11/2026." in str(meeting["DESCRIPTION"])
    assert "- a view from parents" in str(meeting["DESCRIPTION"])
    assert str(told["2 actions due"]["DESCRIPTION"]) == "Education: 1, Health: 1"
    assert "Maisie" not in made.data.decode()
    assert b"VALARM" not in made.data
    assert all(len(line) <= 75 for line in made.data.split(b"\r\n"))


def test_the_same_data_give_the_same_bytes_and_a_moved_meeting_keeps_its_mark(
    workspace: Workspace, board: ReportingLine
) -> None:
    def uids() -> dict[str, str]:
        made = read_back(calendar_file(workspace, FIRST, LAST).data)
        return {str(one["SUMMARY"]): str(one["UID"]) for one in made}

    assert calendar_file(workspace, FIRST, LAST).data == calendar_file(workspace, FIRST, LAST).data
    before = uids()
    assert len(set(before.values())) == len(before)
    set_days(workspace, board.id, PLANNED, date(2026, 11, 26))
    assert uids()["SEND Programme Board: meets"] == before["SEND Programme Board: meets"]


def test_a_cancelled_meeting_is_cancelled_in_the_file_with_its_reason(
    workspace: Workspace, board: ReportingLine
) -> None:
    cancel(workspace, board.id, PLANNED, "not quorate")
    (found,) = read_back(calendar_file(workspace, FIRST, LAST).data)
    assert (str(found["STATUS"]), str(found["DESCRIPTION"])) == ("CANCELLED", "Cancelled: not quorate")


def test_one_line_alone_can_be_exported_and_endless_days_are_refused(
    workspace: Workspace, board: ReportingLine
) -> None:
    keep_line(workspace, replace(BOARD, body="Children's Trust Board"))
    action(workspace, "2026-11-26")
    assert calendar_file(workspace, FIRST, LAST, line=board.id).events == 4
    with pytest.raises(AppError, match="before the first"):
        calendar_file(workspace, LAST, FIRST)
    with pytest.raises(AppError, match="three years"):
        calendar_file(workspace, FIRST, date.fromordinal(FIRST.toordinal() + MOST_DAYS + 1))


def test_a_line_is_found_by_a_part_of_its_name_and_doubt_is_said(workspace: Workspace, board: ReportingLine) -> None:
    assert line_called(workspace, "programme").id == board.id
    keep_line(workspace, replace(BOARD, body="Children's Trust Board"))
    with pytest.raises(AppError, match="More than one"):
        line_called(workspace, "board")
    with pytest.raises(AppError, match="No reporting line"):
        line_called(workspace, "scrutiny")
