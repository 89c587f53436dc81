"""Reveal: a plan's scores side by side, the consensus of its group, the close of a round and what follows it."""

from audit_app.screens.reveal.presenter import RevealPresenter
from audit_app.screens.reveal.view import RevealView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["RevealPresenter", "RevealView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = RevealView()
    RevealPresenter(view, context)
    return view
