"""The start screen: recent workspaces, unlocking, a new workspace in one walk, restoring, the demo.

Others use `make(context, means, user)`.
"""

from audit_app.screens.start.presenter import StartPresenter
from audit_app.screens.start.view import StartView
from audit_app.store.means import Means
from audit_app.ui.screen import ScreenContext

__all__ = ["make"]


def make(context: ScreenContext, means: Means, user: str) -> StartView:
    """The start screen; `user` is what the system calls this person, empty where it says nothing."""
    view = StartView()
    view.presenter = StartPresenter(view, context, means, user)
    return view
