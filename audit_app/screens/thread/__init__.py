"""The thread screen: `make(context)` builds it; others use nothing else of this package."""

from audit_app.screens.thread.screen import ThreadScreen
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["make"]


def make(context: ScreenContext) -> Screen:
    """The screen, for the shell: `show_with(review_id=…)`."""
    return ThreadScreen(context)
