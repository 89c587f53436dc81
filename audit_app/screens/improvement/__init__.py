"""The improvement plan: its table and timeline, what moved, risks and issues, escalations, versions and sign-off."""

from audit_app.screens.improvement.presenter import ImprovementPresenter
from audit_app.screens.improvement.view import ImprovementView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["ImprovementPresenter", "ImprovementView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = ImprovementView()
    ImprovementPresenter(view, context)
    return view
