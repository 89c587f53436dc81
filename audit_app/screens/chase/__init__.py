"""Chase list: which advice is owed by whom, overdue and due within a week, to be sent to whoever is asked for it."""

from audit_app.screens.chase.presenter import ChasePresenter
from audit_app.screens.chase.view import ChaseView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["ChasePresenter", "ChaseView", "make"]


def make(context: ScreenContext) -> Screen:
    """The chase list with its behaviour."""
    view = ChaseView()
    ChasePresenter(view, context)
    return view
