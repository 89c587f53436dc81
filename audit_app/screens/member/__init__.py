"""Your part: what a member scores round by round, the halves that a keyholder keeps, and the calibration card."""

from audit_app.screens.member.presenter import MemberPresenter
from audit_app.screens.member.view import MemberView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["MemberPresenter", "MemberView", "make"]


def make(context: ScreenContext) -> Screen:
    """The first screen of a small workspace with its behaviour."""
    view = MemberView()
    MemberPresenter(view, context)
    return view
