"""Samples: draw this week's plans, see whose turn each is, replace, assign, close, and repeat any draw."""

from audit_app.screens.samples.presenter import SamplesPresenter
from audit_app.screens.samples.view import SamplesView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["SamplesPresenter", "SamplesView", "make"]


def make(context: ScreenContext) -> Screen:
    """The samples screen with its behaviour."""
    view = SamplesView()
    SamplesPresenter(view, context)
    return view
