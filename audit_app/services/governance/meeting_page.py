"""One meeting in full, as a screen shows it: its days, what it needs, what was noted, and what became of decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.calendar import EventKind, meeting_days
from audit_app.domain.governance import Decision, Meeting, ReportingLine
from audit_app.domain.meeting_period import data_day, period_for
from audit_app.domain.people import Act, holds_right
from audit_app.domain.period import parse_period
from audit_app.services.governance.lines import found_line
from audit_app.services.governance.meetings import meeting_of
from audit_app.services.governance.packs import became, decisions_of, usual_roles
from audit_app.services.governance.readiness import Need, needs_of
from audit_app.store.read_governance import decisions
from audit_app.store.workspace import Workspace
from exports.pages.wording import KINDS, span_words
from scoring.figures import Audience


@dataclass(frozen=True, slots=True)
class ReportFor:
    """A report that a meeting is sent: its kind and title, its period as asked for and in words, its readers."""

    kind: str
    title: str
    period: str
    span: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting of a line. `decisions` are its own, each with what became of it in words; `roles` whoever is expected.

    `usual` are the days that the line's rule gives, whatever was set by hand.
    """

    line: ReportingLine
    meeting: Meeting
    days: Mapping[EventKind, date]
    usual: Mapping[EventKind, date]
    needs: tuple[Need, ...]
    decisions: tuple[tuple[Decision, str], ...]
    roles: tuple[str, ...]
    reports: tuple[ReportFor, ...]
    may_change: bool
    may_export: bool


def meeting_page(workspace: Workspace, line_id: str, planned: date) -> MeetingPage:
    """The meeting that the line's rhythm plans for a day. Raises AppError where the line is gone."""
    workspace.demand(Act.READ)
    line, meeting = found_line(workspace, line_id), meeting_of(workspace, line_id, planned)
    held = decisions_of(decisions(workspace.conn), meeting)
    person, can_write = workspace.person, workspace.can_write
    return MeetingPage(
        line,
        meeting,
        meeting_days(line, meeting, planned),
        meeting_days(line, Meeting(meeting.id, line.id, planned, meeting.on), planned),
        needs_of(workspace, line, meeting, planned),
        tuple((one, became(workspace, one)) for one in held),
        usual_roles(workspace, line, meeting.on),
        reports_for(line, meeting, planned),
        may_change=can_write and holds_right(person, Act.MANAGE_ACTIONS),
        may_export=can_write and holds_right(person, Act.EXPORT),
    )


def reports_for(line: ReportingLine, meeting: Meeting | None, planned: date) -> tuple[ReportFor, ...]:
    """The reports that go to a meeting, each with the period that had ended by the day its data are cut off."""
    until = data_day(line, meeting, planned)
    return tuple(_report(line, kind, period_for(line, kind, until)) for kind in line.sends)


def _report(line: ReportingLine, kind: str, text: str) -> ReportFor:
    span = parse_period(text)
    return ReportFor(kind, KINDS.get(kind, kind), text, span_words(span.first, span.last), line.audience)
