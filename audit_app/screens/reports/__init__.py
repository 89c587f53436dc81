"""Reports: kind, period and readers chosen, the figures looked at, then written as files; what is withheld, and why."""

from audit_app.screens.reports.presenter import ReportsPresenter
from audit_app.screens.reports.view import ReportsView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["ReportsPresenter", "ReportsView", "make"]


def make(context: ScreenContext) -> Screen:
    """The reports screen with its behaviour."""
    view = ReportsView()
    ReportsPresenter(view, context)
    return view
