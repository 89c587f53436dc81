"""Timeliness: twenty weeks month by month, every statutory step, where days were lost, targets, and the country."""

from audit_app.screens.timeliness.presenter import TimelinessPresenter
from audit_app.screens.timeliness.view import TimelinessView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["TimelinessPresenter", "TimelinessView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = TimelinessView()
    TimelinessPresenter(view, context)
    return view
