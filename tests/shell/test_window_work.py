"""Long work in the window's bar: what goes on, how far, and one button that stops it with nothing half done."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import Place, light_workspace
from shell_support import MainWindow, PlainScreen, shown_window

from audit_app import app as app_module
from audit_app.domain.problems import AppError
from audit_app.jobs import Jobs
from audit_app.services.progress import Progress
from audit_app.shell.work import STOPPED, TOO_LATE
from audit_app.store.backup import back_up
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.icons import Icon
from audit_app.ui.screen import ScreenSpec


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path)


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, place: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    specs = (ScreenSpec("home", "Home", Icon.HOME, "Ctrl+1", lambda _: PlainScreen()),)
    monkeypatch.setattr(app_module, "screens", lambda: specs)
    jobs = Jobs(qapp)
    with shown_window(qapp, tmp_path, qtbot, jobs=jobs) as made:
        made.session.open(place.open())
        yield made
        made.locking.close_now()
    jobs.setParent(None)


def fail(error: AppError) -> None:
    raise AssertionError(error.message)


def said(window: MainWindow) -> str:
    return "" if window.toast.isHidden() else window.toast.text.text()


def test_work_says_what_it_does_and_how_far_it_is_and_stops_whole(window: MainWindow, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def work(workspace: Workspace, progress: Progress) -> None:
        progress(3, 10)
        assert go_on.wait(5)
        progress(4, 10)
        workspace.door.write("Organisation: Bexley", [Op("workspace", workspace.id, "organisation", "Bexley")])

    window.context.write(work, on_success=pytest.fail, on_failure=fail, words="Drawing plans")
    bar = window.bar
    qtbot.waitUntil(lambda: bar.busy.value() == 3)
    assert (bar.working.text(), bar.busy.maximum(), bar.busy.accessibleName()) == ("Drawing plans", 10, "Drawing plans")
    QTest.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    assert (bar.working.text(), bar.stop.isEnabled()) == ("Stopping", False)
    go_on.set()
    qtbot.waitUntil(lambda: said(window) == STOPPED)
    assert (bar.working.isVisible(), bar.stop.isVisible(), bar.busy.isVisible()) == (False, False, False)
    assert window.session.workspace.conn.execute("SELECT organisation FROM workspace").fetchone()[0] == "Ashford"


def test_whoever_stops_too_late_hears_it(window: MainWindow, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(*_: object) -> None:
        begun.set()
        assert go_on.wait(5)

    window.context.write(work, on_success=pytest.fail, on_failure=fail, words="Making a backup")
    qtbot.waitUntil(begun.is_set)  # what is stopped before it begins is stopped in time
    window.bar.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: said(window) == TOO_LATE)


def test_work_that_a_screen_shows_itself_has_no_words_here(window: MainWindow, qtbot: QtBot) -> None:
    go_on = threading.Event()
    window.context.read(lambda *_: go_on.wait(5), on_success=lambda _: None, on_failure=fail)
    assert (window.bar.busy.isVisible(), window.bar.stop.isVisible()) == (True, False)
    go_on.set()
    qtbot.waitUntil(lambda: not window.bar.busy.isVisible())


@pytest.mark.parametrize("steps", [1, 2])
def test_a_backup_that_is_stopped_leaves_nothing_and_the_earlier_ones(place: Place, steps: int) -> None:
    class Stopped(Exception):
        pass

    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        if len(heard) == steps:
            raise Stopped

    with place.open() as workspace:
        first = back_up(workspace)[0].folder
        with pytest.raises(Stopped):
            back_up(workspace, told=stop)
        assert [one.name for one in (place.folder / "backups").iterdir() if one.is_dir()] == [first.name]
        back_up(workspace, told=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (100, 100)
