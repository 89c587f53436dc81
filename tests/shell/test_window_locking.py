"""The lock: at its time whatever is open, at once for the eye, work in the background whole or not at all."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, light_workspace
from readable import everything_readable
from shell_support import MainWindow, PlainScreen, shown_window

from audit_app import app as app_module
from audit_app.domain.problems import AppError
from audit_app.jobs import Jobs
from audit_app.screens.start.view import StartView
from audit_app.services.progress import Progress
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.icons import Icon
from audit_app.ui.screen import ScreenSpec

IN_TIME_MS = 2_000
"""The lock may be two seconds late."""
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 2000000000) SELECT count(*) FROM c"


class Notebook(PlainScreen):
    """A screen that saves what was typed when it is left, as the audit screen does."""

    def __init__(self, context: object) -> None:
        super().__init__()
        self.context = context
        self.saved: list[str] = []

    def can_leave(self) -> bool:
        session = getattr(self.context, "session", None)
        assert session is not None
        session.write(lambda workspace: rename(workspace, self.line.text()))
        self.saved.append(self.line.text())
        return True


def rename(workspace: Workspace, name: str) -> None:
    workspace.door.write(f"Organisation: {name}", [Op("workspace", workspace.id, "organisation", name)])


def fail(error: AppError) -> NoReturn:
    raise AssertionError(error.message)


def organisation(place: Place) -> str:
    with place.open() as workspace:
        assert workspace.faults == ()
        return str(workspace.conn.execute("SELECT organisation FROM workspace").fetchone()[0])


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path)


@pytest.fixture
def now() -> list[float]:
    """The seconds of the idle lock's clock."""
    return [0.0]


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, place: Place, now: list[float], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window with threads and dialogs as people have them, and one screen that saves on leaving."""
    monkeypatch.setattr(app_module, "screens", lambda: (ScreenSpec("home", "Home", Icon.HOME, "Ctrl+1", Notebook),))
    jobs, dialogs = Jobs(qapp), Dialogs()
    with shown_window(qapp, tmp_path, qtbot, dialogs=dialogs, jobs=jobs, seconds=lambda: now[0]) as made:
        made.session.open(place.open())
        yield made
        made.locking.close_now()
    jobs.setParent(None)


def type_in(window: MainWindow, text: str) -> Notebook:
    now = window.screens.screen_now
    assert isinstance(now, Notebook)
    QTest.keyClicks(now.line, text)
    return now


def look(window: MainWindow) -> None:
    assert window._idle is not None
    window._idle.look()


WAITING: dict[str, Callable[[Dialogs], object]] = {
    "a question": lambda dialogs: dialogs.confirm("Submit?", "It is then locked.", "Submit"),
    "a text": lambda dialogs: dialogs.ask_text("Reopen", "&Why?", lines=3),
    "a failure": lambda dialogs: dialogs.fail("That did not work", AppError("It is gone."), retry=True),
    "the picker of a file": lambda dialogs: dialogs.open_file("Import", ["Register (*.csv)"]),
    "the picker of a new file": lambda dialogs: dialogs.save_file("Save", Path("a.csv"), ["Register (*.csv)"]),
    "the picker of a folder": lambda dialogs: dialogs.choose_folder("Folder for reports"),
    "the printer": lambda dialogs: dialogs.print_document("Sheet", QTextDocument("words")),
}


def test_the_idle_lock_comes_through_whatever_waits_for_an_answer(
    window: MainWindow, place: Place, now: list[float]
) -> None:
    for name, ask in WAITING.items():
        if not window.session.is_open:
            window.session.open(place.open())
        type_in(window, name)
        came_up: list[bool] = []

        def sleep_over_it(came_up: list[bool] = came_up) -> None:
            came_up.append(QApplication.activeModalWidget() is not None)
            now[0] += 600.0
            look(window)

        QTimer.singleShot(0, sleep_over_it)
        assert not ask(window.dialogs), name
        assert came_up == [True], name
        assert not window.session.is_open, name
        assert QApplication.activeModalWidget() is None, name
        assert organisation(place) == name


def test_the_lock_comes_by_itself_at_most_two_seconds_late(window: MainWindow, now: list[float], qtbot: QtBot) -> None:
    now[0] = 599.0
    qtbot.wait(1_100)
    assert window.session.is_open
    now[0] = 600.0
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=IN_TIME_MS)


@pytest.mark.qt_log_ignore("This plugin does not support")  # a platform without a screen has no keyboard to grab
def test_an_open_menu_does_not_outlive_the_lock(window: MainWindow) -> None:
    menu = QMenu(window)
    menu.addAction("EHC-0001")
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert QApplication.activePopupWidget() is menu
    window.lock()
    assert QApplication.activePopupWidget() is None


def in_one_statement(workspace: Workspace, _progress: Progress) -> None:
    rename(workspace, "before")
    workspace.conn.execute("BEGIN IMMEDIATE")
    workspace.conn.execute("UPDATE workspace SET organisation = 'half done'")
    workspace.conn.execute(ENDLESS).fetchone()
    workspace.conn.execute("COMMIT")


def in_small_steps(workspace: Workspace, progress: Progress) -> None:
    rename(workspace, "before")
    while True:
        workspace.conn.execute("SELECT count(*) FROM entry").fetchone()
        progress(0, 1)


@pytest.mark.parametrize("work", [in_one_statement, in_small_steps])
def test_work_that_writes_is_cut_in_time_and_what_is_typed_is_saved_after_it(
    window: MainWindow, place: Place, now: list[float], qtbot: QtBot, work: Callable[[Workspace, Progress], None]
) -> None:
    screen = type_in(window, "typed")
    begun, ended = threading.Event(), []

    def begin(workspace: Workspace, progress: Progress) -> None:
        begun.set()
        work(workspace, progress)

    window.context.write(
        begin, on_success=pytest.fail, on_failure=fail, on_finished=lambda: ended.append(time.monotonic())
    )
    assert begun.wait(5)
    now[0], at = 600.0, time.monotonic()
    look(window)
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=IN_TIME_MS)
    assert ended[0] - at < IN_TIME_MS / 1000
    assert screen.saved == ["typed"]
    assert organisation(place) == "typed"


def add_plan(workspace: Workspace, _progress: Progress) -> str:
    row = {"plan_ref": "EHC-9000", "final_date": "2026-01-05"}
    workspace.door.write("Add a plan", [Op("entry", Ids(workspace.id).plan("EHC-9000"), "row", row)])
    return "EHC-9000 was added."


def test_nothing_can_be_read_or_done_while_work_is_still_being_stopped(window: MainWindow, qtbot: QtBot) -> None:
    window.notify("EHC-0001 was copied.")
    let_go = threading.Event()

    def slow(workspace: Workspace, progress: Progress) -> str:
        let_go.wait(5)
        return add_plan(workspace, progress)

    window.context.write(slow, on_success=window.notify, on_failure=fail)
    window.lock()
    assert window.session.is_open
    assert isinstance(window.start, StartView)
    assert window.start.busy.isVisible()
    assert window.start.busy.title.text() == "Locking Ashford"
    assert not window.screens.isVisible()
    assert not window.acts["undo"].isEnabled()
    assert not window.dialogs.confirm("Anybody?", "", "Yes")
    window.go("home")
    window.notify("EHC-0002 was copied.")
    assert "EHC-" not in everything_readable()
    let_go.set()
    qtbot.waitUntil(lambda: not window.session.is_open)
    assert "EHC-" not in everything_readable()


def test_work_that_only_reads_holds_the_lock_back_for_no_more_than_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    let_go = threading.Event()
    heard: list[object] = []
    window.context.read(lambda *_: let_go.wait(10), on_success=heard.append, on_failure=heard.append)
    window.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=IN_TIME_MS)
    let_go.set()
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert heard == []


def test_what_was_copied_is_gone_after_a_minute_at_the_lock_and_at_the_end(
    window: MainWindow, place: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, ours = QGuiApplication.clipboard(), [True]
    # a platform without a screen does not say whose it is
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: ours[0])
    board.setText("EHC-0001")
    assert 0 < window.clipboard.clears_in_ms <= 63_000  # a coarse timer may be a twentieth late
    window.clipboard._timer.start(0)
    qtbot.waitUntil(lambda: board.text() == "")
    board.setText("EHC-0002")
    window.lock()
    assert board.text() == ""
    window.session.open(place.open())
    board.setText("EHC-0003")
    assert window.close()
    assert (board.text(), window.clipboard.clears_in_ms) == ("", -1)
    ours[0] = False
    board.setText("another program's")
    window.clipboard.clear()
    assert (board.text(), window.clipboard.clears_in_ms) == ("another program's", -1)


def test_closing_asks_about_work_first_and_saves_what_is_typed_after_it(
    qapp: QApplication, tmp_path: Path, place: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "screens", lambda: (ScreenSpec("home", "Home", Icon.HOME, "Ctrl+1", Notebook),))
    dialogs, jobs = FakeDialogs(False, True), Jobs(qapp)
    with shown_window(qapp, tmp_path, qtbot, dialogs=dialogs, jobs=jobs) as window:
        window.session.open(place.open())
        screen = type_in(window, "typed")
        window.context.write(in_small_steps, on_success=pytest.fail, on_failure=fail)
        assert not window.close()
        assert (window.session.is_open, window.jobs.running) == (True, 1)
        assert window.close()
        assert (window.session.is_open, window.jobs.running) == (False, 0)
        assert screen.saved[-1] == "typed"
    assert organisation(place) == "typed"
    jobs.setParent(None)


def test_a_screen_that_fails_on_leaving_does_not_keep_the_window_from_being_locked(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_screen: Notebook) -> bool:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(Notebook, "can_leave", broken)
    with pytest.raises(RuntimeError):
        window.lock()
    assert not window.session.is_open
    assert isinstance(window.start, StartView)
    assert window.start.page_now() is window.start.unlock
    assert not window.dialogs._turns_away


def test_closing_while_it_is_being_locked_waits_for_what_writes_and_closes(
    window: MainWindow, place: Place, qtbot: QtBot
) -> None:
    screen = type_in(window, "typed")
    begun = threading.Event()

    def work(workspace: Workspace, progress: Progress) -> None:
        begun.set()
        in_small_steps(workspace, progress)

    window.context.write(work, on_success=pytest.fail, on_failure=fail)
    assert begun.wait(5)
    window.lock()
    assert window.close()
    assert (window.session.is_open, screen.saved) == (False, ["typed"])
    assert organisation(place) == "typed"
