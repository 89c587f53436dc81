"""The thread by Tab, by name and by size: every control of board, list and drawers, at both sizes of type."""

from pathlib import Path

import pytest
from accessibility import cut_words, face_of, small_targets, stops, tab_round, told, wrong_roles, wrong_states
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import unnamed
from shell_support import MainWindow, shown_window
from thread_support import thread_workspace

from audit_app.screens.thread.screen import ThreadScreen
from scoring.thread.model import ItemRole

STATES = (ItemRole.NEED.value, ItemRole.OUTCOME.value, ItemRole.PROVISION.value, "levels", "list")


def bring(screen: ThreadScreen, state: str) -> None:
    """Show a card of a column with its details, the suggested levels, or the list."""
    if state == "levels":
        screen.open_levels()
    elif state == "list":
        screen.header.list_button.click()
        screen.take_focus()
    else:
        screen.presenter.go_to(screen.presenter.board.columns[ItemRole(state)][0].id)
        screen.take_focus()
    QApplication.processEvents()


def faults(window: MainWindow, screen: ThreadScreen) -> list[str]:
    board = told(screen.board)  # painted by ourselves, so Qt knows no kind for it; its list form is the table
    roles = [words for words in wrong_roles(window) if not words.startswith(board)]
    reached = set(tab_round(window))
    missed = [told(one) for one in stops(window) if one not in reached]
    return [*roles, *wrong_states(window), *small_targets(window), *cut_words(window), *unnamed(screen), *missed]


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_everything_of_the_thread_is_reached_named_and_large_enough(
    scale: float, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    place, review = thread_workspace(tmp_path)
    with shown_window(qapp, tmp_path, qtbot) as window:
        window.resize(1280, 720)
        window.session.open(place.open())
        for _ in range(round((scale - 1) * 10)):
            window.commands.enlarge()
        window.go("thread", review_id=review)
        screen = window.screens.screen_now
        assert isinstance(screen, ThreadScreen)
        screen.header.accept_all.click()
        for state in STATES:
            bring(screen, state)
            assert faults(window, screen) == [], state
        assert window.width() == 1280
        table = face_of(screen.list.table.view)
        assert table.role() == QAccessible.Role.Table
        assert "Need without outcome" in "\n".join(
            table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())
        )
