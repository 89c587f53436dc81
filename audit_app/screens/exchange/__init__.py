"""Exchange: changes go to the other copies of the workspace and come from them; what disagrees is decided."""

from audit_app.screens.exchange.deciding import Deciding
from audit_app.screens.exchange.presenter import ExchangePresenter
from audit_app.screens.exchange.view import ExchangeView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["Deciding", "ExchangePresenter", "ExchangeView", "make"]


def make(context: ScreenContext) -> Screen:
    """The screen with its behaviour."""
    view = ExchangeView()
    ExchangePresenter(view, context)
    Deciding(view, context)
    return view
