"""Settings in pictures: each part, adding a person, a check's findings, and a passphrase that will not do."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from logo_support import logo_file
from picture_folders import usual
from picture_stage import Stage
from PySide6.QtWidgets import QLineEdit

from audit_app.screens.settings.view import (
    ACCESS,
    BACKUPS,
    CHECK,
    LOOKS,
    PASSPHRASE,
    PEOPLE,
    REPORT_LOOK,
    TRAIL,
    SettingsView,
)
from audit_app.shell.crash import Crash
from audit_app.ui.fields import Field


def part(stage: Stage, name: str) -> None:
    """One part as it comes up."""
    stage.go("settings", SettingsView, part=name)


people, passphrase, trail, looks = (partial(part, name=name) for name in (PEOPLE, PASSPHRASE, TRAIL, LOOKS))
sheet, frameworks, retention = (partial(part, name=name) for name in ("sheet", "frameworks", "retention"))
no_report_look = partial(part, name=REPORT_LOOK)


def access(stage: Stage) -> None:
    """Who read, exported, printed or unlocked what."""
    table = stage.go("settings", SettingsView, part=ACCESS).access.table
    table.set_rows([replace(row, thing=usual(row.thing, stage.machine.home)) for row in table.model.rows])


def adding(stage: Stage) -> None:
    """A person to be added."""
    view = stage.go("settings", SettingsView, part=PEOPLE)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.people.add_button.click()


def refused_passphrase(stage: Stage) -> None:
    """A new passphrase that will not do."""
    page = stage.go("settings", SettingsView, part=PASSPHRASE).passphrase
    for field, text in ((page.current, "lantern"), (page.new, "short"), (page.again, "shorter")):
        _type(field, text)
    page.change_button.click()


def backups(stage: Stage) -> None:
    """A backup in both places."""
    view = stage.go("settings", SettingsView, part=BACKUPS)
    stage.dialogs.files.append(stage.machine.home / "Share" / "EHC plan backups")
    view.backups.place_button.click()
    view.backups.make_button.click()
    stage.quiet()
    table = view.backups.table
    table.set_rows([replace(row, folder=Path(usual(str(row.folder), stage.machine.home))) for row in table.model.rows])


def check(stage: Stage) -> None:
    """Everything was checked and found good."""
    view = stage.go("settings", SettingsView, part=CHECK)
    view.check.check_button.click()
    stage.quiet()


def report_look(stage: Stage) -> None:
    """A logo and a colour of the council's own."""
    page = stage.go("settings", SettingsView, part=REPORT_LOOK).report_look
    stage.dialogs.files.append(logo_file(stage.machine.home))
    page.choose_button.click()
    _type(page.typed_field, "#86265F")
    page.typed.editingFinished.emit()


def refused_report_look(stage: Stage) -> None:
    """A colour that is too light, and a file that is no logo."""
    view = stage.go("settings", SettingsView, part=REPORT_LOOK)
    _type(view.report_look.typed_field, "#FFAA00")
    view.report_look.typed.editingFinished.emit()
    drawing = stage.machine.home / "larkmere.svg"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    stage.dialogs.files.append(drawing)
    view.report_look.choose_button.click()


def removing(stage: Stage) -> None:
    """Whether somebody's keys are to be taken away."""
    view = stage.go("settings", SettingsView, part=PEOPLE)
    view.people.table.select(lambda row: row.can_open and not row.is_me)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.people.remove_button.click()


def fault(stage: Stage) -> None:
    """A fault of the app itself."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    crash = stage.window.findChild(Crash)
    assert crash is not None
    crash.show_fault(KeyError("a fault of ours"))


def _view(stage: Stage) -> SettingsView:
    return stage.screen(SettingsView)


def _type(field: Field, text: str) -> None:
    assert isinstance(field.widget, QLineEdit)
    field.widget.setText(text)
