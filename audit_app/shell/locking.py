"""Locking in its order: what can be read goes at once, work is stopped, what is typed is saved, then all is closed."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolTip

if TYPE_CHECKING:
    from audit_app.shell.window import MainWindow, Parts

READERS_GRACE_MS = 1_000
"""How long work that only reads is waited for: it holds nothing back, and ends by itself soon after."""
_CLOSING_WAIT_MS = 30_000


@dataclass(frozen=True, slots=True)
class _Asked:
    """A lock that is under way: why, what to say of it, and what will then be unlocked again."""

    why: str
    words: str
    folder: Path
    person: str


class Locking(QObject):
    """Locks the window that it was made for. The event loop goes on meanwhile, so that nothing hangs.

    A piece of work that writes is cut off and waited for, since what is typed can only be saved after it; nothing can
    be read all that time. Nobody is asked anything.
    """

    def __init__(self, window: MainWindow, parts: Parts) -> None:
        super().__init__(window)
        self._window, self._parts = window, parts
        self._asked: _Asked | None = None
        self._away = ExitStack()
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(READERS_GRACE_MS)
        self._grace.timeout.connect(self.go_on)
        parts.jobs.running_changed.connect(self._hear_of_work, Qt.ConnectionType.QueuedConnection)

    @property
    def is_going_on(self) -> bool:
        """Whether a lock is under way: nothing is shown, moved to or asked until it is done."""
        return self._asked is not None

    def begin(self, why: str, words: str) -> None:
        """Lock, whatever is open; `words` say on the start screen why."""
        session = self._parts.session
        if self.is_going_on or not session.is_open:
            return
        workspace = session.workspace
        self._asked = _Asked(why, words, workspace.folder, workspace.unlocked.person)
        self._away.enter_context(self._parts.dialogs.turned_away())
        close_popups()
        self._window.cover(workspace.name)
        self._parts.jobs.cancel_all()
        self._grace.start()
        self.go_on()

    def go_on(self) -> None:
        """Close, once no work stands in the way."""
        waits = self._parts.jobs.running > 0 if self._grace.isActive() else self._parts.session.is_lent
        if self._asked is None or waits:
            return
        asked, self._asked = self._asked, None
        self._grace.stop()
        try:
            with self._away.pop_all():
                self._close(asked.why)
        finally:
            self._window.start.show_with(unlock=asked.folder, person=asked.person, words=asked.words)

    def close_now(self) -> None:
        """Close before the app ends; work that is under way is stopped and waited for."""
        session = self._parts.session
        if not session.is_open:
            self._parts.jobs.stop_all(_CLOSING_WAIT_MS)
            return
        with self._away.pop_all(), self._parts.dialogs.turned_away():
            self._asked = None
            self._window.cover(session.workspace.name)
            self._parts.jobs.stop_all(_CLOSING_WAIT_MS if session.is_lent else READERS_GRACE_MS)
            self._close("quit")

    def _close(self, why: str) -> None:
        """Save what is typed, and let everything go; a fault in the one does not keep the other from happening."""
        now = self._window.screens.screen_now
        try:
            if now is not None:
                now.can_leave()
        finally:
            self._parts.session.lock(why)

    def _hear_of_work(self) -> None:
        if self.is_going_on:
            self.go_on()


def close_popups() -> None:
    """Menus, lists that are open, calendars and tooltips go too: they are windows of their own."""
    QToolTip.hideText()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
