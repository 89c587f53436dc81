"""Insights: the group's figures live, filtered; control charts, sections by agency, markers, and the plans behind."""

from audit_app.screens.insights.presenter import InsightsPresenter
from audit_app.screens.insights.view import InsightsView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["InsightsPresenter", "InsightsView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = InsightsView()
    InsightsPresenter(view, context)
    return view
