"""Opening goes on behind a living window: in a thread, shown when it takes long, stopped with nothing left open."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE
from start_support import Start, click, started, type_into

from audit_app.jobs import Jobs
from audit_app.screens.start import opener
from audit_app.store import opening
from audit_app.store.log.verify import BadLink, verify
from audit_app.store.read_session import changes_after
from audit_app.store.workspace import Workspace


@pytest.fixture
def start(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """The screen with threads as people have them."""
    jobs = Jobs(qapp)
    with started(tmp_path, qtbot, jobs=jobs) as made:
        yield made
        assert jobs.stop_all(5_000)
    jobs.setParent(None)


class Verification:
    """Verification that takes until it is let go, and says on which thread it ran."""

    def __init__(self) -> None:
        self.began, self.let_go = threading.Event(), threading.Event()
        self.thread = 0
        self._real = verify

    def __call__(self, conn: object, workspace: str, *, everything: bool) -> list[BadLink]:
        self.thread = threading.get_ident()
        self.began.set()
        assert self.let_go.wait(10)
        return self._real(conn, workspace, everything=everything)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Verification:
    made = Verification()
    monkeypatch.setattr(opening, "verify", made)
    return made


def unlock(start: Start) -> None:
    start.ask_for(start.place.folder)
    type_into(start.view.unlock.passphrase, PASSPHRASE)
    QTest.keyClick(start.view.unlock.passphrase.widget, Qt.Key.Key_Return)


def test_the_log_is_verified_in_a_thread_while_the_window_lives(start: Start, slow: Verification, qtbot: QtBot) -> None:
    unlock(start)
    qtbot.waitUntil(slow.began.is_set)
    qtbot.waitUntil(lambda: start.view.page_now() is start.view.busy)
    assert start.view.busy.title.text() == "Opening Ashford"
    assert start.view.busy.stop.isVisible()
    assert not start.session.is_open
    slow.let_go.set()
    qtbot.waitUntil(lambda: start.session.is_open)
    assert slow.thread != threading.get_ident()
    workspace = start.session.workspace
    workspace.note_access("read", "on the window's thread")
    assert changes_after(workspace.conn, "nobody", 0) == ()
    assert start.view.unlock.typed() == ""


def test_opening_that_is_stopped_gives_the_lease_back_and_the_page_returns(
    start: Start, slow: Verification, qtbot: QtBot
) -> None:
    unlock(start)
    qtbot.waitUntil(lambda: start.view.page_now() is start.view.busy)
    click(start.view.busy.stop)
    slow.let_go.set()
    qtbot.waitUntil(lambda: start.view.page_now() is start.view.unlock)
    assert not start.session.is_open
    with start.place.open() as workspace:
        assert workspace.can_write
    click(start.view.unlock.open)
    qtbot.waitUntil(lambda: start.session.is_open)
    assert start.session.can_write


def test_what_was_open_already_when_it_was_stopped_is_closed_again(
    start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, let_go = threading.Event(), threading.Event()

    def late(*given: Any, **named: Any) -> Workspace:
        workspace = opening.open_with_keys(*given, **named)
        opened.set()
        assert let_go.wait(10)
        return workspace

    monkeypatch.setattr(opener, "open_with_keys", late)
    unlock(start)
    qtbot.waitUntil(opened.is_set)
    start.context.jobs.cancel_all()
    let_go.set()
    qtbot.waitUntil(lambda: start.context.jobs.running == 0)
    assert not start.session.is_open
    with start.place.open() as workspace:
        assert (workspace.can_write, workspace.gap) == (True, "")


def test_a_workspace_that_opens_at_once_shows_no_page_of_waiting(start: Start, qtbot: QtBot) -> None:
    seen: list[object] = []
    unlock(start)
    while not start.session.is_open:
        seen.append(start.view.page_now())
        QTest.qWait(1)
    assert set(seen) == {start.view.unlock}
