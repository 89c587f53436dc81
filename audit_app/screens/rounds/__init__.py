"""Rounds: opened by the chair, packs out and in, who has finished how much, and the opening of the scores."""

from audit_app.screens.rounds.presenter import RoundsPresenter
from audit_app.screens.rounds.view import RoundsView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["RoundsPresenter", "RoundsView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = RoundsView()
    RoundsPresenter(view, context)
    return view
