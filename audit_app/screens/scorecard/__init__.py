"""Scorecard: the performance framework's measures with value, target, status by rule, chart and exception note."""

from audit_app.screens.scorecard.presenter import ScorecardPresenter
from audit_app.screens.scorecard.view import ScorecardView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["ScorecardPresenter", "ScorecardView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = ScorecardView()
    ScorecardPresenter(view, context)
    return view
