"""Agreement: how far members of rounds agreed, by section, pair of agencies, marker and round; what to reword."""

from audit_app.screens.agreement.presenter import AgreementPresenter
from audit_app.screens.agreement.view import AgreementView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["AgreementPresenter", "AgreementView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = AgreementView()
    AgreementPresenter(view, context)
    return view
