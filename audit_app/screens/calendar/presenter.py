"""The behaviour of the calendar: reads in the background, filters in memory, opens days, and leads on to the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from audit_app.domain.calendar import Event, EventKind, Source
from audit_app.domain.governance import ReportingLine
from audit_app.domain.people import Act, holds_right
from audit_app.domain.period import add_months
from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.calendar.line_acts import LineActs
from audit_app.screens.calendar.meeting_acts import MeetingActs
from audit_app.screens.calendar.month_grid import months_on
from audit_app.screens.calendar.saving import save_calendar
from audit_app.screens.calendar.view import MONTH, CalendarView
from audit_app.screens.calendar.wording import counts_words, grid_days
from audit_app.services.governance.calendar import Calendar, calendar
from audit_app.services.governance.meetings import meeting_of
from audit_app.services.governance.readiness import Need, needs_of
from audit_app.session import EVERYTHING
from audit_app.store.workspace import Workspace
from audit_app.ui.file_saving import FileSaving
from audit_app.ui.screen import ScreenContext

_OURS = EVERYTHING | {
    *("reporting_line", "meeting", "decision", "action", "improvement_plan", "plan_action", "plan_progress"),
    *("draw", "place", "round", "entry", "register_import", "audit", "review", "issued_report", "commentary"),
}
LISTED_MONTHS = 3
"""How many months the list covers, that of the month first."""


@dataclass(frozen=True, slots=True)
class Days:
    """What is read for a month: the six weeks in which it is shown, and the months of the list."""

    month: date

    @property
    def first(self) -> date:
        """The first day that is shown anywhere."""
        return grid_days(self.month)[0]

    @property
    def listed(self) -> tuple[date, date]:
        """The first and the last day of the list."""
        return self.month, add_months(self.month, LISTED_MONTHS) - date.resolution

    @property
    def last(self) -> date:
        """The last day that is shown anywhere."""
        return max(grid_days(self.month)[1], self.listed[1])


class CalendarPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: CalendarView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._read: Calendar | None = None
        self._day, self._open_day = self.today(), False
        self._job: Job | None = None
        self.saving = FileSaving(context, self, refuse=view.say)
        self.meetings = MeetingActs(self, view, context)
        self.lines = LineActs(self, view, context)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.month_requested.connect(self.go_to)
        view.day_requested.connect(self.open_day)
        view.day_changed.connect(self.open_day)
        view.event_requested.connect(self.open_event)
        view.event_changed.connect(self.follow_event)
        view.pane.event_requested.connect(self.open_event)
        view.pane.day_requested.connect(self.back_to_day)
        view.pane.closed.connect(self.close)
        view.filtered.connect(self.show)
        view.export_requested.connect(self.export)
        context.session.changed.connect(self.follow)

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: on today, or on the day or meeting that is asked for."""
        on, line, planned = what.get("on"), what.get("line"), what.get("planned")
        if isinstance(on, date):
            self._day = on
            self._view.tabs.setCurrentIndex(MONTH)
        self.read()
        if isinstance(line, str) and isinstance(planned, date):
            self.meetings.open(line, planned)

    def read(self) -> None:
        """Read what is shown of the month; an earlier reading that still runs is given up."""
        if not self._context.session.is_open:
            return
        self._give_up()
        days = Days(self._day.replace(day=1))
        try:
            job = self._context.read(
                lambda workspace, _progress: calendar(workspace, days.first, days.last),
                on_success=self._take,
                on_failure=self._fail,
            )
        except AppError as error:
            self._fail(error)
        else:
            self._job = job if job.is_running else None

    def follow(self, kinds: object) -> None:
        """Something was saved: the calendar is old where it touches what has a day."""
        if isinstance(kinds, frozenset) and kinds & _OURS and self._view.isVisible():
            self.read()

    def go_to(self, where: object) -> None:
        """To a day of another month, so many months on, or today (None)."""
        if isinstance(where, int):
            self._day = months_on(self._view.month.day, where)
        else:
            self._day = where if isinstance(where, date) else self.today()
        held, month = self._read, self._day.replace(day=1)
        if held is not None and held.first == Days(month).first:
            self.show()
        else:
            self.read()

    def show(self) -> None:
        """Show what was read, as the filters have it."""
        if self._read is None:
            return
        found, days = self._chosen(), Days(self._day.replace(day=1))
        by_day: dict[date, list[Event]] = {}
        for one in found:
            by_day.setdefault(one.on, []).append(one)
        first, last = days.listed
        listed = [one for one in found if first <= one.on <= last]
        self._view.show_month(self._day, self.today(), by_day)
        self._view.show_list(listed, self.today(), counts_words(listed, first, last))
        self._refresh_pane()

    def open_day(self, day: object) -> None:
        """Show everything on a day, with what each needs."""
        if not isinstance(day, date) or self._read is None:
            return
        self._day, self._open_day = day, True
        events = [one for one in self._chosen() if one.on == day]
        try:
            needs = self._context.session.read(lambda workspace: _needs(workspace, events, self._line))
        except AppError as error:
            self._view.say(error.message)
            return
        self._view.pane.show_day(day, events, needs, self.today())

    def open_event(self, event: object) -> None:
        """The meeting of an event, or where else the thing is."""
        if not isinstance(event, Event):
            return
        self._day = event.on
        go = self._context.go
        match event.source:
            case Source.LINE if event.meeting is not None:
                self.meetings.open(event.line, event.meeting)
            case Source.ACTION:
                go("actions", action_id=event.target)
            case Source.PLAN:
                plan_id, _, action_id = event.target.partition(".")
                go("improvement", plan_id=plan_id, action_id=action_id)
            case Source.ROUND:
                go("rounds", round_id=event.target)
            case Source.SAMPLE:
                go("samples", draw_id=event.target)
            case _:
                go("timeliness")

    def follow_event(self, event: object) -> None:
        """The pane follows the list while it is open: the meeting of a row, else its day."""
        if isinstance(event, Event) and event.source is Source.LINE and event.meeting is not None:
            self._day = event.on
            self.meetings.open(event.line, event.meeting)
        elif isinstance(event, Event):
            self.open_day(event.on)

    def back_to_day(self) -> None:
        """From a meeting back to the day that the keys are on."""
        self.open_day(self._day)

    def close(self) -> None:
        """Neither a day nor a meeting is open."""
        self._open_day = False
        self.meetings.close()

    def export(self) -> None:
        """Save the calendar of a year as a file for office programs."""
        self._view.say("")
        first = self._day.replace(day=1)
        save_calendar(self.saving, first, self._view.source.currentData() or "", self._view.line.currentData() or "")

    def forget(self) -> None:
        """The workspace is locked: what was read is let go."""
        self._give_up()
        self._read, self._open_day = None, False
        self._day = self.today()
        self.meetings.forget()
        self.saving.forget()

    def today(self) -> date:
        """The day by the window's clock."""
        return self._context.clock().astimezone().date()

    def held_lines(self) -> tuple[ReportingLine, ...]:
        """The lines as they were read."""
        return self._read.lines if self._read is not None else ()

    def _take(self, found: Calendar) -> None:
        self._job, self._read = None, found
        self._show_rights()
        self._view.show_lines_to_choose(found.lines)
        self._view.lines.show_lines(found.lines)
        self._view.show_parts(is_there=bool(found.lines or found.events))
        self.show()

    def _refresh_pane(self) -> None:
        """What is open is shown anew: a meeting, else the day."""
        if self._view.pane.isHidden():
            return
        if self.meetings.is_open:
            self.meetings.refresh()
        elif self._open_day:
            self.open_day(self._day)

    def _chosen(self) -> tuple[Event, ...]:
        """What the filters let through; a line that is chosen leaves nothing but its own days."""
        source, line = self._view.source.currentData() or "", self._view.line.currentData() or ""
        found = self._read.events if self._read is not None else ()
        return tuple(one for one in found if source in ("", one.source.value) and line in ("", one.line))

    def _line(self, line_id: str) -> ReportingLine | None:
        return next((one for one in self.held_lines() if one.id == line_id), None)

    def _show_rights(self) -> None:
        session = self._context.session
        person, can_write = session.workspace.person, session.can_write
        self._view.show_rights(
            may_manage=can_write and holds_right(person, Act.MANAGE_IMPROVEMENT),
            may_export=can_write and holds_right(person, Act.EXPORT),
        )

    def _fail(self, error: AppError) -> None:
        self._job = None
        self._view.say(error.message)

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


_LineOf = Callable[[str], ReportingLine | None]


def _needs(workspace: Workspace, events: list[Event], line_of: _LineOf) -> dict[int, tuple[Need, ...]]:
    """What the meetings of a day need, by the event's place: at the meeting and when its data are cut off."""
    found: dict[int, tuple[Need, ...]] = {}
    for at, one in enumerate(events):
        line = line_of(one.line)
        is_asked = one.kind in (EventKind.MEETING, EventKind.CUT_OFF) and not one.cancelled and not one.is_done
        if line is not None and one.meeting is not None and is_asked:
            found[at] = needs_of(workspace, line, meeting_of(workspace, one.line, one.meeting), one.meeting)
    return found
