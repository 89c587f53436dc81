"""The window with the screens that the app has: one window on the desktop, and the focus where the work is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from qt_support import light_workspace
from shell_support import MainWindow, shown_window

from audit_app.domain.problems import AppError
from audit_app.screens.audit.screen import AuditScreen


class Stray(QObject):
    """Keeps every widget that was shown as a window of its own beside the main one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{watched.metaObject().className()} {watched.accessibleName()}")
        return False


@pytest.fixture
def stray(qapp: QApplication) -> Iterator[Stray]:
    made = Stray()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def visit(window: MainWindow) -> None:
    """Every screen, and an audit that is opened, found to be incomplete, and looked at from the palette."""
    for screen in window.screens.specs:
        window.go(screen)
    window.go("audit", plan_ref="EHC-0001", cycle="weekly", on=date(2026, 11, 23))
    window.acts["palette"].trigger()
    window.palette_sheet.close_sheet()


def test_nothing_but_the_window_itself_comes_up_on_the_desktop(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, stray: Stray
) -> None:
    place = light_workspace(tmp_path)
    with shown_window(qapp, tmp_path, qtbot) as window:
        window.session.open(place.open())
        visit(window)
        assert stray.seen == ["MainWindow "]
        assert qapp.activeWindow() is window
        focused = qapp.focusWidget()
        assert focused is not None
        assert window.isAncestorOf(focused)


def chosen(window: MainWindow) -> list[object]:
    screen = window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    return [segment.answer for segment in screen.form.card.levels.segments if segment.isChecked()]


def test_undo_and_redo_in_an_audit_go_by_the_windows_keys_and_say_what_they_did(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = light_workspace(tmp_path)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    with shown_window(qapp, tmp_path, qtbot) as window:
        window.session.open(place.open())
        window.go("audit", plan_ref="EHC-0001", cycle="weekly", on=date(2026, 11, 23))
        QTest.keyClicks(focused(), "31")
        said = []
        for key, held in (
            (Qt.Key.Key_Z, control),
            (Qt.Key.Key_Z, control),
            (Qt.Key.Key_Y, control),
            (Qt.Key.Key_Z, control | shift),
        ):
            QTest.keyClick(focused(), key, held)
            said.append((window.toast.text.text(), chosen(window)))
        assert said == [
            ("Undone: W1: 1 Partial", [3]),
            ("Undone: W1: 3 Strong", []),
            ("Done again: W1: 3 Strong", [3]),
            ("Done again: W1: 1 Partial", [1]),
        ]

        def refuse() -> str:
            raise AppError("It was changed again since.")

        monkeypatch.setattr(window.session, "undo", refuse)
        QTest.keyClick(focused(), Qt.Key.Key_Z, control)
        assert window.toast.text.text() == "It was changed again since."
        assert focused() is window.screens.screen_now.form.card  # type: ignore[union-attr]  # the audit's


def focused() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
