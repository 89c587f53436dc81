"""Calendar: meetings with their days, actions, plan, rounds and samples by day; reporting lines behind them."""

from audit_app.screens.calendar.presenter import CalendarPresenter
from audit_app.screens.calendar.view import CalendarView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["CalendarPresenter", "CalendarView", "make"]


def make(context: ScreenContext) -> Screen:
    """The calendar with its behaviour."""
    view = CalendarView()
    CalendarPresenter(view, context)
    return view
