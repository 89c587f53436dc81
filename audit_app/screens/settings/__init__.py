"""Settings: people, keys, frameworks, reports' look, backups, keeping and erasing, checks, two records, appearance."""

from audit_app.screens.settings.backups import BackupsPresenter
from audit_app.screens.settings.check import CheckPresenter
from audit_app.screens.settings.frameworks import FrameworksPresenter
from audit_app.screens.settings.looks import LooksPresenter
from audit_app.screens.settings.passphrase import PassphrasePresenter
from audit_app.screens.settings.people import PeoplePresenter
from audit_app.screens.settings.record_saving import RecordSaving
from audit_app.screens.settings.records import RecordsPresenter
from audit_app.screens.settings.report_look import ReportLookPresenter
from audit_app.screens.settings.retention import RetentionPresenter
from audit_app.screens.settings.sheet import SheetPresenter
from audit_app.screens.settings.view import SettingsView
from audit_app.ui.screen import Screen, ScreenContext

__all__ = ["SettingsView", "make"]

_PRESENTERS = (
    PeoplePresenter, PassphrasePresenter, SheetPresenter, FrameworksPresenter, BackupsPresenter, RetentionPresenter,
    CheckPresenter, RecordsPresenter, RecordSaving, ReportLookPresenter, LooksPresenter,
)  # fmt: skip


def make(context: ScreenContext) -> Screen:
    """The settings screen with the behaviour of each of its parts."""
    view = SettingsView()
    for presenter in _PRESENTERS:
        presenter(view, context)
    view.part_wanted.connect(lambda part: context.go("settings", part=part))
    return view
