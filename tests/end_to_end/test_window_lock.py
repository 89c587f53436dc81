"""D8, K7, K8: the lock fires in the middle of work, in the real window: nothing is lost, nothing is left to read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from qt_support import Place, light_workspace
from readable import everything_readable
from shell_support import MainWindow, shown_window

from audit_app.jobs import Jobs
from audit_app.screens.audit.screen import AuditScreen
from audit_app.services.progress import Progress
from audit_app.session import Locked
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Dialogs

IN_TIME_MS = 2_000
TYPED = "seen in class on Tuesday"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    """The real window on a workspace, and a clock for the idle lock."""

    window: MainWindow
    place: Place
    now: list[float]
    qtbot: QtBot

    def open(self) -> AuditScreen:
        """Unlock, and open the audit of the first plan."""
        if not self.window.session.is_open:
            self.window.session.open(self.place.open())
        self.window.go("audit", plan_ref="EHC-0001", cycle="weekly", on=date(2026, 11, 23))
        screen = self.window.screens.screen_now
        assert isinstance(screen, AuditScreen)
        return screen

    def type(self, text: str) -> None:
        """Type where the focus is."""
        for character in text:
            QTest.keyClicks(self.focus(), character)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is."""
        QTest.keyClick(self.focus(), key, held)

    def lock(self) -> None:
        """Lock by hand, and wait for work that was going on."""
        self.window.lock()
        self.qtbot.waitUntil(lambda: not self.window.session.is_open, timeout=IN_TIME_MS)

    def focus(self) -> QWidget:
        """What has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def sleep(self) -> None:
        """Nobody touches anything for the idle time."""
        self.now[0] += 600.0
        assert self.window._idle is not None
        self.window._idle.look()


@pytest.fixture
def made(qapp: QApplication, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Threads and dialogs as people have them; the clipboard says that it is ours, as where there is a screen."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    place, now, jobs = light_workspace(tmp_path, plans=12), [0.0], Jobs(qapp)
    with shown_window(qapp, tmp_path, qtbot, dialogs=Dialogs(), jobs=jobs, seconds=lambda: now[0]) as window:
        yield Desk(window, place, now, qtbot)
        window.locking.close_now()
    jobs.setParent(None)


def in_a_note(desk: Desk) -> None:
    desk.type("2t" + TYPED)


def in_evidence(desk: Desk) -> None:
    desk.type("1q" + TYPED)


def in_a_reason(desk: Desk) -> None:
    desk.type("n" + TYPED)


def in_a_dialog(desk: Desk) -> None:
    """A question on top of what is being typed; what comes after it must do nothing."""
    desk.type("2t" + TYPED)
    QTimer.singleShot(0, desk.sleep)
    assert not desk.window.dialogs.confirm("Submit the review of EHC-0001?", "It is locked then.", "Submit")


def in_the_palette(desk: Desk) -> None:
    desk.type("2t" + TYPED)
    desk.press(Qt.Key.Key_K, CTRL)
    desk.type("EHC-00")
    desk.qtbot.waitUntil(lambda: desk.window.palette_sheet.list.count() > 1)


def rename_slowly(workspace: Workspace, progress: Progress) -> None:
    workspace.door.write("Organisation: Bexley", [Op("workspace", workspace.id, "organisation", "Bexley")])
    while True:
        workspace.conn.execute("SELECT count(*) FROM entry").fetchone()
        progress(0, 1)


def during_work_that_writes(desk: Desk) -> None:
    desk.window.context.write(rename_slowly, on_success=pytest.fail, on_failure=pytest.fail)  # type: ignore[arg-type]  # fails
    desk.type("2t" + TYPED)


SITUATIONS = (in_a_note, in_evidence, in_a_reason, in_a_dialog, in_the_palette, during_work_that_writes)


def kept(desk: Desk) -> tuple[str, ...]:
    """Everything that is held of what was typed, as values or as drafts."""
    with desk.place.open() as workspace:
        saved = workspace.conn.execute("SELECT note, reason, evidence FROM score WHERE marker = 'W1'").fetchall()
        drafts = workspace.conn.execute("SELECT value FROM draft").fetchall()
    return tuple(str(value) for row in (*saved, *drafts) for value in row if value)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: one.__name__)
def test_the_lock_in_the_middle_of_typing_loses_nothing_and_leaves_nothing_to_read(
    made: Desk, situation: Callable[[Desk], None]
) -> None:
    screen = made.open()
    situation(made)
    if made.window.session.is_open:
        made.sleep()
    made.qtbot.waitUntil(lambda: not made.window.session.is_open, timeout=IN_TIME_MS)
    shown = everything_readable()
    assert "EHC-" not in shown
    assert TYPED not in shown
    assert any(TYPED in one for one in kept(made))
    del screen


def test_after_every_screen_was_looked_at_nothing_of_a_plan_is_left_anywhere(made: Desk) -> None:
    made.open()
    window = made.window
    for screen in window.screens.specs:
        window.go(screen)
        made.qtbot.waitUntil(lambda: window.jobs.running == 0, timeout=15_000)
    window.go("plans", plan_ref="EHC-0002")
    made.qtbot.waitUntil(lambda: window.jobs.running == 0)
    QGuiApplication.clipboard().setText("EHC-0003")
    window.notify("EHC-0003 was copied.")
    assert "EHC-0002" in everything_readable()
    made.lock()
    assert "EHC-" not in everything_readable()
    assert window.windowTitle() == "EHC plan audit"


def test_no_frame_of_a_window_and_no_tip_of_the_bar_names_a_plan_while_it_is_audited(made: Desk) -> None:
    made.open()
    titles: list[str] = []

    def look() -> None:
        titles.extend(one.windowTitle() for one in QApplication.topLevelWidgets())
        made.window.dialogs.close_all()

    QTimer.singleShot(0, look)
    made.window.dialogs.confirm("Submit the review of EHC-0001?", "It is locked then.", "Submit")
    QTimer.singleShot(0, look)
    made.window.dialogs.ask_text("Reopen the review of EHC-0001", "&Why?")
    assert len(titles) > 2
    assert not any("EHC-0" in title for title in titles)


def test_saving_while_locked_is_impossible_by_construction(made: Desk) -> None:
    screen = made.open()
    presenter, session = screen.presenter, made.window.session
    workspace = session.workspace
    made.lock()
    with pytest.raises(Locked):
        session.write(lambda held: held.door.write("x", []))
    with pytest.raises(Locked):
        _ = session.workspace
    assert presenter.page is None
    presenter.choose_answer("W1", 3)
    presenter.leave_text("W1", "note", "too late")
    with pytest.raises(Exception, match="closed database"):
        workspace.conn.execute("SELECT 1")
    assert kept(made) == ()
