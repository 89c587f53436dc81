"""Outcomes: how far they are after annual review, which reviews are due or late, and who is near adulthood."""

from audit_app.screens.outcomes.presenter import OutcomesPresenter
from audit_app.screens.outcomes.view import OutcomesView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["OutcomesPresenter", "OutcomesView", "make"]


def make(context: ScreenContext) -> Screen:
    """The outcomes with their behaviour."""
    view = OutcomesView()
    OutcomesPresenter(view, context)
    return view
