"""Settings: people, passphrase, backups, tamper check, audit trail, access log, and how the app looks."""

from audit_app.screens.settings.looks import LooksPresenter
from audit_app.screens.settings.people import PeoplePresenter
from audit_app.screens.settings.records import RecordsPresenter
from audit_app.screens.settings.safety import SafetyPresenter
from audit_app.screens.settings.view import SettingsView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["LooksPresenter", "PeoplePresenter", "RecordsPresenter", "SafetyPresenter", "SettingsView", "make"]


def make(context: ScreenContext) -> Screen:
    """The settings screen with the behaviour of each of its parts."""
    view = SettingsView()
    PeoplePresenter(view, context)
    SafetyPresenter(view, context)
    RecordsPresenter(view, context)
    LooksPresenter(view, context)
    return view
