"""Home: what is due from me, this week's sample and whose turn each plan is, and the last months in figures."""

from audit_app.screens.home.presenter import HomePresenter
from audit_app.screens.home.view import HomeView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["HomePresenter", "HomeView", "make"]


def make(context: ScreenContext) -> Screen:
    """The first screen with its behaviour."""
    view = HomeView()
    HomePresenter(view, context)
    return view
