"""The calendar in pictures: a month, the list, a day, a meeting, a decision that becomes an action, reporting lines."""

from datetime import date

from picture_machine import NOW
from picture_stage import Stage

from audit_app.domain.calendar import EventKind, Source
from audit_app.screens.calendar.presenter import CalendarPresenter
from audit_app.screens.calendar.view import LINES, LIST, MONTH, CalendarView
from audit_app.screens.calendar.wording import Row
from audit_app.ui.action_panel import ActionPanel

_BOARD = "SEND Programme Board"


def month(stage: Stage) -> None:
    """This month, the keys on today."""
    view = _view(stage, MONTH)
    view.pane.shut()
    view.month.setFocus()


def day(stage: Stage) -> None:
    """The day in this month with the most on it, and what each of it needs."""
    view = _view(stage, MONTH)
    events = view.month.days.events
    here = [one for one in events if (one.year, one.month) == (NOW.year, NOW.month)]
    view.month.go_to(
        max(here, key=lambda one: (sum(e.kind is EventKind.MEETING for e in events[one]), len(events[one])))
    )
    view.month.day_opened.emit(view.month.day)
    view.month.setFocus()


def listed(stage: Stage) -> None:
    """Three months as a list."""
    view = _view(stage, LIST)
    view.pane.shut()
    view.list.view.setFocus()


def meeting(stage: Stage) -> None:
    """The board's last meeting that was held, with what was noted."""
    _open(stage)


def noted(stage: Stage) -> None:
    """The same, its notes and decisions in view."""
    view = _open(stage)
    view.pane.area.verticalScrollBar().setValue(view.pane.area.verticalScrollBar().maximum())


def acting(stage: Stage) -> None:
    """A decision that becomes an action."""
    view = _open(stage)
    presenter = view.findChild(CalendarPresenter)
    assert presenter is not None
    presenter.meetings.acting.propose()
    assert view.findChild(ActionPanel) is not None


def lines(stage: Stage) -> None:
    """The reporting lines."""
    view = _view(stage, LINES)
    for panel in view.findChildren(ActionPanel):
        panel.leave()
    view.lines.table.view.setFocus()
    view.lines.table.view.selectRow(0)


def line(stage: Stage) -> None:
    """One reporting line, to be changed."""
    view = _view(stage, LINES)
    view.lines.table.select(lambda one: one.body == _BOARD)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.lines.change_button.click()


def nothing(stage: Stage) -> None:
    """No reporting line, and nothing that has a day."""
    stage.go("calendar", CalendarView)


def _view(stage: Stage, tab: int) -> CalendarView:
    view = stage.go("calendar", CalendarView)
    view.tabs.setCurrentIndex(tab)
    stage.settle()
    return view


def _open(stage: Stage) -> CalendarView:
    """The board's meeting before today, in the pane."""
    view = _view(stage, MONTH)
    view.month_requested.emit(date(NOW.year, NOW.month, 1))
    view.tabs.setCurrentIndex(LIST)
    stage.settle()
    held = [
        row.event
        for row in view.list.model.rows
        if isinstance(row, Row) and row.event.source is Source.LINE and row.event.title == _BOARD
    ]
    found = max((one for one in held if one.kind is EventKind.MEETING and one.on < NOW.date()), key=lambda one: one.on)
    view.event_requested.emit(found)
    stage.settle()
    return view
