"""Scores typed in round a table: `make(context)` builds the screen; others use nothing else of this package."""

from audit_app.screens.table_scoring.screen import TableScreen
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["make"]


def make(context: ScreenContext) -> Screen:
    """The screen, for the shell: `show_with(round_id=…)`, with `person=…` at once for that member."""
    return TableScreen(context)
