"""Across plans: breaks that recur and the most frequent flagged phrases of a period, each with the plans behind it."""

from audit_app.screens.recurring.presenter import RecurringPresenter
from audit_app.screens.recurring.view import RecurringView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["RecurringPresenter", "RecurringView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = RecurringView()
    RecurringPresenter(view, context)
    return view
