"""The recovery sheet of a new workspace: nobody gets past it unseen, not by closing and not by a power cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, JobsAtOnce, light_means
from shell_support import make_window
from start_support import Start, click, started, type_into

from audit_app.screens.start.recent import read_recent
from audit_app.screens.start.view import StartView
from audit_app.services.sheet_kept import is_kept
from audit_app.services.sheets import new_sheet
from audit_app.store.keyring import rotate
from audit_app.store.opening import open_workspace

WORDS = "three words and more"


@pytest.fixture
def start(tmp_path: Path, qapp: QObject, qtbot: QtBot) -> Iterator[Start]:
    with started(tmp_path, qtbot) as made:
        yield made


def make_until_the_sheet(view: StartView) -> None:
    click(view.choose.new)
    for field, text in ((view.new.organisation, "Bexley"), (view.new.passphrase, WORDS), (view.new.again, WORDS)):
        type_into(field, text)
    click(view.new.make)


def folder_of(start: Start) -> Path:
    return start.context.folders.workspaces / "Bexley.ehcpaudit"


def open_again(start: Start, *answers: object) -> None:
    start.dialogs.answers.extend(answers)
    start.ask_for(folder_of(start))
    type_into(start.view.unlock.passphrase, WORDS)
    click(start.view.unlock.open)
    assert start.session.is_open


def test_closing_with_the_sheet_on_the_screen_is_asked_about(start: Start) -> None:
    assert start.view.can_leave()
    make_until_the_sheet(start.view)
    start.dialogs.answers = [False, True]
    assert not start.view.can_leave()
    assert read_recent(start.context.folders) == ()
    assert start.view.can_leave()
    assert [one.folder for one in read_recent(start.context.folders)] == [folder_of(start)]
    assert len(start.dialogs.asked) == 2


def test_whoever_said_that_they_have_it_is_asked_nothing_and_the_workspace_is_in_the_list(start: Start) -> None:
    make_until_the_sheet(start.view)
    start.view.sheet.has_it.setChecked(True)
    click(start.view.sheet.next)
    assert start.view.can_leave()
    assert [one.folder for one in read_recent(start.context.folders)] == [folder_of(start)]


@pytest.mark.parametrize(
    ("answer", "kept", "went"),
    [("have", True, []), ("later", False, []), ("new", False, [("settings", {"part": "sheet"})])],
)
def test_a_sheet_that_nobody_confirmed_is_asked_about_at_the_next_opening(
    start: Start, answer: str, kept: bool, went: list[object]
) -> None:
    make_until_the_sheet(start.view)  # and then the power fails
    open_again(start, answer)
    assert start.dialogs.asked[-1][0] == "Who has the recovery sheet?"
    assert is_kept(start.session.workspace) is kept
    assert start.visits.went == went


def test_a_new_sheet_in_force_settles_the_question(start: Start) -> None:
    make_until_the_sheet(start.view)
    open_again(start, "new")
    workspace = start.session.workspace
    start.session.replace(rotate(workspace, new_sheet(workspace).renewal(workspace, "nobody has the first")))
    assert is_kept(start.session.workspace)
    start.session.lock()
    open_again(start)


def test_the_walk_to_its_end_leaves_nothing_to_ask(start: Start) -> None:
    make_until_the_sheet(start.view)
    start.view.sheet.has_it.setChecked(True)
    for button in (start.view.sheet.next, start.view.person.skip, start.view.place.skip):
        click(button)
    assert is_kept(start.session.workspace)
    start.session.lock()
    open_again(start)


def test_the_window_does_not_close_over_the_sheet(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    dialogs = FakeDialogs(False, True)
    window = make_window(qapp, tmp_path, dialogs=dialogs, jobs=JobsAtOnce())
    qtbot.addWidget(window)
    window.show()
    assert isinstance(window.start, StartView)
    make_until_the_sheet(window.start)
    assert not window.close()
    assert window.start.page_now() is window.start.sheet
    assert window.close()
    folder = window.context.folders.workspaces / "Bexley.ehcpaudit"
    with open_workspace(folder, WORDS, light_means(tmp_path)) as workspace:
        assert not is_kept(workspace)
