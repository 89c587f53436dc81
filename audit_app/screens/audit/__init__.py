"""The audit screen: `make(context)` builds it; others use nothing else of this package."""

from audit_app.screens.audit.screen import AuditScreen
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["make"]


def make(context: ScreenContext) -> Screen:
    """The screen, for the shell: `show_with(review_id=…)`, `place_id=…`, or `plan_ref=…, cycle=…, on=…`."""
    return AuditScreen(context)
