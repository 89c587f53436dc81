"""Gathers what agenda and minutes of a meeting tell, for the readers of its reporting line; it writes no file."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from audit_app.domain.actions import State
from audit_app.domain.calendar import next_meeting, planned_days
from audit_app.domain.governance import Decision, Meeting, ReportingLine
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState
from audit_app.domain.status import MEANINGS, NOT_REPORTED, Status
from audit_app.services.actions.told import standing_words
from audit_app.services.consensus.learning import pages
from audit_app.services.governance.lines import found_line
from audit_app.services.governance.meetings import meeting_of
from audit_app.services.governance.readiness import needs_of
from audit_app.services.report_look import report_look
from audit_app.services.reports.data_stand import where_data_stand
from audit_app.store.read_actions import action_held, action_rows
from audit_app.store.read_consensus import state_detail
from audit_app.store.read_governance import decisions, meetings
from audit_app.store.read_home import organisation
from audit_app.store.read_seats import HeldRound, rounds_held
from audit_app.store.workspace import Workspace
from exports.learning import LearningPage
from exports.meeting import AgencyLearning, DecisionTold, DueAction, LearningTold, MeetingTold
from exports.plain import one_line, shortened
from scoring.figures import Audience

_MOST_EARLIER: Final = 20
_HIDDEN: Final = (
    "What single agencies learn from a round is for the audit group. The reports that go to this body tell how plans "
    "were graded."
)


def meeting_told(workspace: Workspace, line_id: str, planned: date) -> MeetingTold:
    """Everything that agenda and minutes of the meeting planned for a day tell, as the data stand now.

    Raises AppError where the line is gone.
    """
    workspace.demand(Act.READ)
    line, meeting = found_line(workspace, line_id), meeting_of(workspace, line_id, planned)
    data_head, data_date = where_data_stand(workspace.conn)
    actions, later = _actions(workspace, meeting.on, min(meeting.on, data_date))
    held = decisions(workspace.conn)
    is_group = line.audience is Audience.GROUP
    return MeetingTold(
        organisation=organisation(workspace.conn),
        body=line.body,
        chair=line.chair,
        audience=line.audience,
        on=meeting.on,
        planned=planned,
        cancelled=meeting.cancelled,
        data_date=data_date,
        data_head=data_head,
        actions=actions,
        later_actions=later,
        learning=_learning(workspace, meeting.on) if is_group else None,
        learning_withheld="" if is_group else _HIDDEN,
        needs=tuple((one.words, one.ready.value, one.detail) for one in needs_of(workspace, line, meeting, planned)),
        earlier=_told(workspace, _before(held, line, meeting)),
        roles=usual_roles(workspace, line, meeting.on),
        attendance=meeting.attendance,
        challenge=meeting.challenge,
        minutes=meeting.minutes,
        communicated_on=meeting.communicated_on,
        decisions=_told(workspace, decisions_of(held, meeting)),
        next_on=_next(workspace, line, meeting),
        look=report_look(workspace),
    )


def noted(told: MeetingTold) -> str:
    """What the access log says of the papers."""
    return f"papers of {told.body}, {told.on.isoformat()}"


def decisions_of(held: Iterable[Decision], meeting: Meeting) -> tuple[Decision, ...]:
    """The decisions of one meeting, which were made on its day."""
    return tuple(one for one in held if one.line == meeting.line and one.on == meeting.on)


def usual_roles(workspace: Workspace, line: ReportingLine, on: date) -> tuple[str, ...]:
    """Who is expected at a meeting: whoever was asked to the one before it; of the first only the chair is known."""
    before = [one for one in meetings(workspace.conn) if one.line == line.id and one.on < on and one.attendance]
    roles = [role for role, _ in before[-1].attendance] if before else []
    return tuple(dict.fromkeys([*filter(None, [line.chair]), *roles]))


def found_planned(workspace: Workspace, line: ReportingLine, on: date) -> date:
    """The planned day of the line's meeting that is held on a day; raises AppError where there is none."""
    held = {one.planned: one.on for one in meetings(workspace.conn) if one.line == line.id}
    moved = next((planned for planned, day in held.items() if day == on), None)
    if moved is not None:
        return moved
    if on in planned_days(line, on, on) and held.get(on, on) == on:
        return on
    coming = next_meeting(line, meetings(workspace.conn), on)
    after = f" The next one is planned for {coming:%Y-%m-%d}." if coming is not None else ""
    raise AppError(f"{line.body} has no meeting on {on:%Y-%m-%d}.{after}")


def _actions(workspace: Workspace, on: date, stand: date) -> tuple[tuple[DueAction, ...], int]:
    """Open actions that are due by a day or ask for closure, the overdue first; and how many others there are.

    They are told as they stand on the day of the data: what is due in between is not overdue before its day.
    """
    rows = [row.action for row in action_rows(workspace.conn) if row.action.is_open]
    due = [one for one in rows if one.state is State.ASKED or (one.due and one.due <= on.isoformat())]
    told = [
        DueAction(
            one.agency,
            one.what,
            one.owner,
            date.fromisoformat(one.due) if one.due else None,
            standing_words(one, stand),
            _status_words(one.status),
            one.is_overdue(stand),
            one.state is State.ASKED,
        )
        for one in due
    ]
    return tuple(sorted(told, key=lambda one: (one.due or date.max, one.what))), len(rows) - len(due)


def _status_words(status: Status | None) -> str:
    return NOT_REPORTED if status is None else f"{status.value.capitalize()}, {MEANINGS[status]}"


def _before(held: Iterable[Decision], line: ReportingLine, meeting: Meeting) -> list[Decision]:
    """Those of earlier meetings: of the last one all, of those before it the ones without an action too."""
    earlier = [one for one in held if one.line == line.id and one.on < meeting.on]
    last = max((one.on for one in earlier), default=None)
    return [one for one in earlier if one.on == last or not one.action][:_MOST_EARLIER]


def _told(workspace: Workspace, held: Iterable[Decision]) -> tuple[DecisionTold, ...]:
    return tuple(DecisionTold(one.on, one.words, one.owner, one.due, became(workspace, one)) for one in held)


def became(workspace: Workspace, decision: Decision) -> str:
    """What became of a decision, in words: nothing yet, or how its action stands today."""
    if not decision.action:
        return "no action yet"
    action = action_held(workspace.conn, decision.action)
    if action is None:
        return "its action is not there any more"
    return f"action: {standing_words(action, workspace.means.now().date())}"


def _next(workspace: Workspace, line: ReportingLine, meeting: Meeting) -> date | None:
    held = meetings(workspace.conn)
    planned = next_meeting(line, held, meeting.on + timedelta(days=1))
    moved = {one.planned: one.on for one in held if one.line == line.id}
    return moved.get(planned, planned) if planned is not None else None


def _learning(workspace: Workspace, on: date) -> LearningTold | None:
    """What the last round that was closed taught; none where no plan of it has a consensus."""
    held = next((one for one in rounds_held(workspace.conn) if _was_over(workspace, one, on)), None)
    if held is None:
        return None
    try:
        made = pages(workspace, held.id)
    except AppError:  # nothing of it has a consensus
        return None
    grades = ", ".join(f"{number} {words}" for words, number in made[0].grades) if made else ""
    closed_on = made[0].on if made else on
    return LearningTold(held.name, closed_on, grades or "no plan was graded", tuple(_agency(one) for one in made))


def _was_over(workspace: Workspace, held: HeldRound, on: date) -> bool:
    """Whether the round was closed by a day."""
    if held.state is not RoundState.CLOSED or held.is_void:
        return False
    closed = str(state_detail(workspace.conn, held.id).get("on") or held.opened_on)
    return closed[:10] <= on.isoformat()


def _agency(page: LearningPage) -> AgencyLearning:
    """Markers alone: neither a plan's reference nor what a plan says leaves the group's own pages."""
    well = dict.fromkeys(f"{one.marker} {one_line(one.question)}" for one in page.strengths)
    low = [
        f"{one.marker} {shortened(one_line(one.question), 120)} At 0 or 1 in {one.low} of {one.scored}."
        for one in page.improve
    ]
    return AgencyLearning(page.agency_name, tuple(well), tuple(low))
