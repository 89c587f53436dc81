"""The window obeys this computer's policy and says who set it: idle minutes, second place, workspaces, exports."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, JobsAtOnce, Place, context_for, light_workspace
from screen_checks import Clicks

from audit_app import app as entry
from audit_app.composition import Composition
from audit_app.domain.problems import AppError, Problem
from audit_app.machine.folders import Folders
from audit_app.machine.policy import NotAllowed, Policy
from audit_app.screens.reports import ReportsPresenter, ReportsView
from audit_app.screens.settings import SettingsView
from audit_app.screens.settings import make as make_settings
from audit_app.screens.start import make as make_start
from audit_app.screens.start.view import StartView
from audit_app.store.backup import set_second_place
from audit_app.ui.fields import Field
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.screen import ScreenContext

FILE = Path("/etc/ehcp-audit/policy.toml")
LONG = "three words and more"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A workspace on a computer where everything is fixed, each folder under the one of the test."""
    made = light_workspace(tmp_path)
    (tmp_path / "backups").mkdir()
    policy = Policy(
        file=FILE,
        workspaces=tmp_path / "fixed",
        second_backup=tmp_path / "backups",
        longest_idle=5,
        export_folders=(tmp_path / "reports",),
    )
    return Place(made.folder, replace(made.means, policy=policy))


@pytest.fixture
def context(place: Place, qtbot: QtBot) -> Iterator[ScreenContext]:
    parent = QObject()
    made, _ = context_for(place, parent)
    policy = place.means.policy
    keeper = PreferenceKeeper(made.folders.data / "held.json", longest_idle=policy.longest_idle or 0, parent=parent)
    folders = replace(made.folders, fixed_workspaces=policy.workspaces)
    yield replace(made, policy=policy, preferences=keeper, folders=folders)
    made.session.lock()


def settings(context: ScreenContext, qtbot: QtBot, part: str) -> SettingsView:
    view = make_settings(context)
    assert isinstance(view, SettingsView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with(part=part)
    return view


def type_into(field: Field, text: str) -> None:
    assert isinstance(field.widget, QLineEdit)
    field.widget.setText(text)


def test_a_preference_for_a_longer_time_locks_after_the_minutes_that_are_set(
    place: Place, qapp: QApplication, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "preferences.json").write_text(json.dumps({"mode": "light", "scale": 1, "idle_minutes": 60}))
    seconds = [0.0]
    composition = Composition(place.means, Folders(data), "Mary")
    window = entry.put_together(qapp, composition, dialogs=FakeDialogs(), jobs=JobsAtOnce(), seconds=lambda: seconds[0])
    window.session.open(place.open())
    assert window.context.policy is place.means.policy
    assert window.context.preferences.current.idle_minutes == 5
    window.context.preferences.set(replace(window.context.preferences.current, idle_minutes=45))
    assert window.context.preferences.current.idle_minutes == 5
    window.close()


def test_appearance_says_who_set_the_longest_idle_time(context: ScreenContext, qtbot: QtBot) -> None:
    looks = settings(context, qtbot, "appearance").looks
    looks.idle.setValue(30)
    assert looks.idle.value() == 5
    assert looks.idle_field.hint.text() == f"At most 5 minutes, set by your organisation in {FILE}."


def test_backups_say_who_set_the_second_place_and_offer_no_other(
    context: ScreenContext, qtbot: QtBot, tmp_path: Path
) -> None:
    page = settings(context, qtbot, "backups").backups
    assert page.place.text() == f"Copies also go into {tmp_path / 'backups'}, set by your organisation in {FILE}."
    assert not page.place_button.isEnabled()
    page.make_button.click()
    assert len(list(tmp_path.glob("backups/*/*/keys.json"))) == 1
    with pytest.raises(NotAllowed):
        context.session.write(lambda workspace: set_second_place(workspace, tmp_path / "mine"))


def test_a_report_is_offered_the_allowed_folder_and_refused_another_beside_the_field(
    context: ScreenContext, qtbot: QtBot, tmp_path: Path
) -> None:
    view = ReportsView()
    ReportsPresenter(view, context, lambda _folder: None)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    assert view.form.folder.text() == str(tmp_path / "reports")
    view.form.show_folder(tmp_path / "elsewhere")
    view.form.save_button.click()
    assert str(FILE) in view.form.folder_field.problem.text()
    assert not (tmp_path / "elsewhere").exists()
    view.form.show_folder(tmp_path / "reports")
    view.form.save_button.click()
    assert view.form.folder_field.problem.text() == ""
    assert len(list((tmp_path / "reports").iterdir())) == 2


def test_the_walk_to_a_new_workspace_keeps_to_the_fixed_folders(
    place: Place, context: ScreenContext, qtbot: QtBot, tmp_path: Path
) -> None:
    context.session.lock()
    view = make_start(context, place.means, "Mary")
    assert isinstance(view, StartView)
    qtbot.addWidget(view)
    view.show()
    click = Clicks()
    click(view.choose.new)
    assert view.new.place.text() == str(tmp_path / "fixed")
    assert view.new.place.hint.text() == f"The folder is set by your organisation in {FILE}."
    assert view.new.change.isHidden()
    for field, text in ((view.new.organisation, "Bexley"), (view.new.passphrase, LONG), (view.new.again, LONG)):
        type_into(field, text)
    click(view.new.make)
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [tmp_path / "sheet.txt"]
    click(view.sheet.save)
    assert str(FILE) in context.dialogs.asked[-1][1]
    assert not (tmp_path / "sheet.txt").exists()
    view.sheet.has_it.setChecked(True)
    click(view.sheet.next)
    click(view.person.skip)
    assert str(FILE) in view.place.said.text()
    assert view.place.choose.isHidden()
    click(view.place.skip)
    assert context.session.workspace.folder == tmp_path / "fixed" / "Bexley.ehcpaudit"


def test_a_policy_with_faults_is_told_in_a_dialog_before_there_is_a_window(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    dialogs = FakeDialogs()
    fault = AppError("This computer's policy has faults.", (Problem("“idle” is not a key."),))
    assert entry.refuse_to_start(fault, dialogs) == 1
    assert dialogs.asked == [("EHC plan audit does not start", "This computer's policy has faults.")]
    assert capsys.readouterr().err.splitlines() == ["This computer's policy has faults.", "“idle” is not a key."]


def test_a_picture_of_the_window_is_a_file_out_of_the_app(
    place: Place,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(entry, "compose", lambda: Composition(place.means, Folders(tmp_path / "data"), "Mary"))
    assert entry.main([str(place.folder), "--picture", str(tmp_path / "one.png")]) == 1
    assert str(FILE) in capsys.readouterr().err
    assert not (tmp_path / "one.png").exists()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
