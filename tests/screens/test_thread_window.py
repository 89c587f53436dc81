"""The thread in the whole window: from the audit by its key, linked, undone by the window's keys, gone when locked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import light_workspace
from screen_checks import texts
from shell_support import MainWindow, shown_window
from thread_support import ON, REF, thread_workspace

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.thread.screen import ThreadScreen
from audit_app.services.thread.items import NewItem
from scoring.thread.model import ItemRole

CTRL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def opened(app: QApplication, base: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with the workspace of a review that is open."""
    place, _ = thread_workspace(base)
    with shown_window(app, base, qtbot) as window:
        window.session.open(place.open())
        yield window


def press(window: MainWindow, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key, held)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with opened(qapp, tmp_path, qtbot) as made:
        yield made


def test_the_thread_of_the_audit_is_linked_by_keys_and_undone_by_those_of_the_window(window: MainWindow) -> None:
    window.go("audit", plan_ref=REF, cycle="multi-agency", on=ON)
    press(window, Qt.Key.Key_5, held=CTRL)
    screen = window.screens.screen_now
    assert isinstance(screen, ThreadScreen)
    assert screen.header.plan.text() == REF
    assert screen.board.hasFocus()
    screen.header.accept_all.click()
    screen.take_focus()
    screen.presenter.go_to(screen.presenter.board.columns[ItemRole.NEED][0].id)
    press(window, Qt.Key.Key_L, Qt.Key.Key_Right, Qt.Key.Key_L)
    page = screen.presenter.page
    assert page is not None
    assert len(page.thread.links) == 1
    press(window, Qt.Key.Key_Z, held=CTRL)
    assert screen.presenter.page is not None
    assert len(screen.presenter.page.thread.links) == 0
    press(window, Qt.Key.Key_Y, held=CTRL)
    assert len(screen.presenter.page.thread.links) == 1
    window.lock()
    assert not any(word in texts(window) for word in ("Ari", "phonics", REF))


def test_without_a_review_the_screen_says_how_to_get_to_one(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=1)
    with shown_window(qapp, tmp_path, qtbot) as window:
        window.session.open(place.open())
        window.go("thread")
        screen = window.screens.screen_now
        assert isinstance(screen, ThreadScreen)
        assert screen.nothing.isVisible()
        assert screen.nothing.button.hasFocus()
        screen.nothing.button.click()
        assert window.screens.id_now == "audit"


def test_a_card_leads_to_its_words_in_the_plan_and_the_audit_back_to_the_thread(window: MainWindow) -> None:
    window.go("audit", plan_ref=REF, cycle="multi-agency", on=ON)
    audit = window.screens.screen_now
    assert isinstance(audit, AuditScreen)
    audit.close_plan()
    audit.header.to_thread.click()
    screen = window.screens.screen_now
    assert isinstance(screen, ThreadScreen)
    line = next(card for card in screen.presenter.board.cards if card.section == "G")
    screen.presenter.go_to(line.id)
    press(window, Qt.Key.Key_P)
    assert window.screens.id_now == "audit"
    reader = audit.plan.reader
    assert reader.isVisible()
    assert reader.hasFocus()
    assert reader.textCursor().selectedText() == line.words
    assert {"The golden thread of this plan"} <= {command.words for command in audit.commands()}
    audit.header.to_thread.click()
    assert window.screens.id_now == "thread"
    assert screen.presenter.marks.current == line.id
    press(window, Qt.Key.Key_O)
    assert window.screens.id_now == "audit"


def test_a_card_that_was_typed_is_found_by_its_words_or_says_that_they_are_not_there(window: MainWindow) -> None:
    window.go("audit", plan_ref=REF, cycle="multi-agency", on=ON)
    window.go("thread")
    screen = window.screens.screen_now
    assert isinstance(screen, ThreadScreen)
    screen.acting.add(NewItem(ItemRole.NEED, "D", "Needs help at home."))
    screen.take_focus()
    press(window, Qt.Key.Key_P)
    assert window.screens.id_now == "thread"
    assert "they were typed here" in window.toast.text.text()
    screen.acting.edit(screen.presenter.board.by_id[screen.presenter.marks.current], "use his inhaler", "D")
    press(window, Qt.Key.Key_P)
    audit = window.screens.screen_now
    assert isinstance(audit, AuditScreen)
    assert audit.plan.reader.textCursor().selectedText() == "use his inhaler"


def test_the_drawer_of_a_card_shows_each_of_its_places_in_the_plan(window: MainWindow) -> None:
    window.go("audit", plan_ref=REF, cycle="multi-agency", on=ON)
    window.go("thread")
    screen = window.screens.screen_now
    assert isinstance(screen, ThreadScreen)
    need, other = screen.presenter.board.columns[ItemRole.NEED]
    screen.acting.accept([need, other])
    ids = [card.id for card in screen.presenter.board.columns[ItemRole.NEED]]
    screen.acting.merge(ids)
    second = screen.details.findChild(QPushButton, "plan.1")
    assert isinstance(second, QPushButton)
    second.click()
    audit = window.screens.screen_now
    assert isinstance(audit, AuditScreen)
    assert audit.plan.reader.textCursor().selectedText() == other.words


def test_go_leads_to_one_card_of_the_board(window: MainWindow) -> None:
    window.go("audit", plan_ref=REF, cycle="multi-agency", on=ON)
    window.go("thread")
    screen = window.screens.screen_now
    assert isinstance(screen, ThreadScreen)
    last = screen.presenter.board.cards[-1].id
    assert screen.presenter.marks.current != last
    window.go("thread", review_id=screen.presenter.review, card=last)
    assert screen.presenter.marks.current == last
    window.go("thread", review_id=screen.presenter.review, card="gone since")
    assert screen.presenter.marks.current == last


def test_the_keys_sheet_and_the_palette_know_the_thread(window: MainWindow) -> None:
    window.go("thread")
    window.go("audit", plan_ref=REF, cycle="multi-agency", on=ON)
    window.go("thread")
    screen = window.screens.screen_now
    assert isinstance(screen, ThreadScreen)
    assert {command.words for command in screen.commands()} >= {"Add an item…", "Show the thread as a list"}
    groups = screen.keys()
    assert groups[0].title == "Thread: cards"
