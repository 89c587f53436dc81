"""What the tests of the audit screen share: a workspace with a plan, the screen in a window, and hands that type."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for

from audit_app.screens.audit import make
from audit_app.screens.audit.screen import AuditScreen
from audit_app.store.log.canonical import Json
from audit_app.ui.screen import ScreenContext

ON = date(2026, 11, 23)


@dataclass
class Desk:
    """The screen as one person sees it; `pressed` counts every key."""

    screen: AuditScreen
    context: ScreenContext
    visits: Visits
    pressed: int = 0

    @property
    def dialogs(self) -> FakeDialogs:
        """The fake that answers questions."""
        assert isinstance(self.context.dialogs, FakeDialogs)
        return self.context.dialogs

    def open(self, **what: object) -> None:
        """Open plan 1 in the weekly cycle, or what is named."""
        self.screen.show_with(**(what or {"plan_ref": "EHC-0001", "cycle": "weekly", "on": ON}))

    def type(self, text: str) -> None:
        """Press the key of each character; a line break is Enter."""
        for character in text:
            if character == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                self.pressed += 1
                QTest.keyClicks(self.focus(), character)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is."""
        self.pressed += 1
        QTest.keyClick(self.focus(), key, held)

    def focus(self) -> QWidget:
        """What has the focus."""
        return QApplication.focusWidget() or self.screen.focusWidget() or self.screen

    def held(self, marker: str) -> tuple[Json, ...]:
        """What the workspace holds at a marker: score, evidence, cause, reason, note, good practice."""
        row = self.context.session.workspace.conn.execute(
            "SELECT score, evidence, cause, reason, note, good_practice FROM score WHERE marker = ?", (marker,)
        ).fetchone()
        return tuple(row) if row is not None else ()

    def drafts(self) -> list[tuple[str, str]]:
        """Field and value of every draft."""
        return list(self.context.session.workspace.conn.execute("SELECT field, value FROM draft ORDER BY id, field"))

    def finish(self, score: int = 2) -> None:
        """Give every marker that has no answer the same score."""
        for marker in [row.marker.id for row in self.screen.form.column.rows.values()]:
            if self.state(marker) is None:
                self.screen.presenter.choose_answer(marker, score)

    def state(self, marker: str) -> object:
        """The answer at a marker as the screen knows it."""
        page = self.screen.presenter.page
        assert page is not None
        said = page.said.get(marker)
        return said.answer if said is not None else None


@contextmanager
def desk(place: Place, qtbot: QtBot, *answers: object) -> Iterator[Desk]:
    """The screen in a window of its own, on an open workspace; locked at the end."""
    context, visits = context_for(place)
    screen = make(context)
    assert isinstance(screen, AuditScreen)
    qtbot.addWidget(screen)
    screen.resize(1080, 690)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    made = Desk(screen, context, visits)
    made.dialogs.answers.extend(answers)
    yield made
    screen.drop()
    context.session.lock()
    context.session.deleteLater()
