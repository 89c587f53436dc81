"""Actions: what is done about findings, by whom and by when, how far it is, and its closing by a second person."""

from audit_app.screens.actions.presenter import ActionsPresenter
from audit_app.screens.actions.view import ActionsView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["ActionsPresenter", "ActionsView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = ActionsView()
    ActionsPresenter(view, context)
    return view
