"""The start screen in pictures: every way to an open workspace, and each refusal with its sentence and next step."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from picture_stage import Stage
from PySide6.QtWidgets import QLineEdit

from audit_app.screens.start.presenter import StartPresenter
from audit_app.screens.start.recent import add_recent
from audit_app.screens.start.view import StartView
from audit_app.store.backup import back_up
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.keys.keyjson import read_key_file, write_key_file
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import BACKUPS, DATABASE
from audit_app.ui.fields import Field
from resources.demo import partnership

WORDS = "lantern otter meadow"


def begin(stage: Stage) -> None:
    """Two workspaces were opened on this computer before."""
    founder = Founder(partnership().organisation, "Imogen Fenwright", partnership().passphrase)
    workspace, _ = create_workspace(stage.machine.demo, founder, stage.means)
    with closing(workspace):
        back_up(workspace)
    add_recent(stage.machine.folders, _spare(stage, "Larkmere before September"), date(2026, 8, 28))
    add_recent(stage.machine.folders, stage.machine.demo, date(2026, 11, 18))
    _view(stage).show_with()


def choose(stage: Stage) -> None:
    """What was opened before, and the ways to another."""
    stage.settle()


def unlock(stage: Stage) -> None:
    """A workspace whose passphrase is typed."""
    _view(stage).choose.tiles()[0].click()
    _type(_view(stage).unlock.passphrase, WORDS)


def wrong_passphrase(stage: Stage) -> None:
    """The passphrase is not right."""
    _view(stage).unlock.open.click()


def recover(stage: Stage) -> None:
    """The recovery sheet in place of a passphrase."""
    _view(stage).unlock.forgotten.click()


def not_a_workspace(stage: Stage) -> None:
    """A folder of something else."""
    _refuse(stage, stage.machine.home / "Documents")


def newer(stage: Stage) -> None:
    """A workspace of a newer version."""
    folder = _spare(stage, "Larkmere from the county")
    key_file = read_key_file(folder, SCHEMA)
    write_key_file(folder, replace(key_file, schema=SCHEMA + 1, app_version="9.0.0"))
    _refuse(stage, folder)


def damaged_keys(stage: Stage) -> None:
    """The file with the keys is cut short."""
    folder = _spare(stage, "Larkmere from the memory stick")
    keys = folder / "keys.json"
    keys.write_bytes(keys.read_bytes()[:-200])
    _refuse(stage, folder)


def damaged_database(stage: Stage) -> None:
    """A page of the database is overwritten; a backup is there."""
    folder = _spare(stage, "Larkmere after the power cut")
    file = folder / DATABASE
    data = bytearray(file.read_bytes())
    data[4096:8192] = bytes(4096)
    file.write_bytes(bytes(data))
    _ask(stage, folder)


def unsuitable(stage: Stage) -> None:
    """A workspace in a folder that is synchronised."""
    folder = stage.machine.home / "OneDrive" / stage.machine.demo.name
    shutil.copytree(stage.machine.demo, folder)
    _ask(stage, folder)


def restore(stage: Stage) -> None:
    """A backup that is to be restored."""
    stage.dialogs.files.append(stage.machine.demo / BACKUPS)
    _view(stage).show_with()
    _view(stage).choose.restore.click()
    _type(_view(stage).restore.passphrase, WORDS)


def new(stage: Stage) -> None:
    """The first step to a new workspace, with what speaks against it."""
    page = _view(stage).new
    _view(stage).show_with()
    _view(stage).choose.new.click()
    _type(page.organisation, "Larkmere SEND Partnership")
    _type(page.name, "Imogen Fenwright")
    _type(page.passphrase, "short")
    _type(page.again, "other")
    page.make.click()


def sheet(stage: Stage) -> None:
    """The recovery sheet."""
    page = _view(stage).new
    for field in (page.passphrase, page.again):
        _type(field, WORDS)
    _type(page.organisation, "Larkmere and Vale")
    page.make.click()


def person(stage: Stage) -> None:
    """A second person."""
    page = _view(stage).sheet
    page.has_it.setChecked(True)
    page.next.click()
    _type(_view(stage).person.name, "Rafiq Ashendale")


def place(stage: Stage) -> None:
    """A second place for backups."""
    _view(stage).person.skip.click()


def busy(stage: Stage) -> None:
    """The demo is being made."""
    stage.jobs.holds = True
    _view(stage).show_with()
    _view(stage).choose.demo.click()
    _view(stage).busy.show_progress(2_900, 5_000)


def locked(stage: Stage) -> None:
    """Nobody was there for ten minutes."""
    stage.window.lock_idle()


def first(stage: Stage) -> None:
    """The very first time."""
    _view(stage).show_with()


def _view(stage: Stage) -> StartView:
    return stage.screen(StartView)


def _type(field: Field, text: str) -> None:
    assert isinstance(field.widget, QLineEdit)
    field.widget.setText(text)


def _refuse(stage: Stage, folder: Path) -> None:
    """A folder that is refused before any passphrase."""
    _view(stage).show_with()
    presenter = _view(stage).presenter
    assert isinstance(presenter, StartPresenter)
    presenter.ask_for(folder)


def _ask(stage: Stage, folder: Path) -> None:
    """A folder that is refused once the passphrase is right."""
    _refuse(stage, folder)
    _type(_view(stage).unlock.passphrase, partnership().passphrase)
    _view(stage).unlock.open.click()


def _spare(stage: Stage, name: str) -> Path:
    """Another copy of the workspace, which may be spoiled."""
    folder = stage.machine.demo.with_name(f"{name}{stage.machine.demo.suffix}")
    shutil.copytree(stage.machine.demo, folder)
    return folder
