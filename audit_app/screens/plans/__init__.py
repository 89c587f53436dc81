"""Plans: the register as a list to search, one plan with its dates and audits, and what comes in from files."""

from audit_app.screens.plans.presenter import PlansPresenter
from audit_app.screens.plans.view import PlansView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["PlansPresenter", "PlansView", "make"]


def make(context: ScreenContext) -> Screen:
    """The plans screen with its behaviour."""
    view = PlansView()
    PlansPresenter(view, context)
    return view
