"""What the tests of the start screen share: the screen on a machine with one locked workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace

from audit_app.jobs import Jobs
from audit_app.screens.start import make
from audit_app.screens.start.presenter import StartPresenter
from audit_app.screens.start.view import StartView
from audit_app.session import Session
from audit_app.ui.fields import Field
from audit_app.ui.screen import ScreenContext


@dataclass(frozen=True, slots=True)
class Start:
    """The screen, and what it works with."""

    view: StartView
    context: ScreenContext
    place: Place
    visits: Visits

    @property
    def said(self) -> list[str]:
        """What the person was told in passing."""
        return self.visits.said

    @property
    def dialogs(self) -> FakeDialogs:
        """The fake that answers questions."""
        assert isinstance(self.context.dialogs, FakeDialogs)
        return self.context.dialogs

    @property
    def session(self) -> Session:
        """What is open."""
        return self.context.session

    def ask_for(self, folder: Path) -> None:
        """Ask for the passphrase of a workspace."""
        assert isinstance(self.view.presenter, StartPresenter)
        self.view.presenter.ask_for(folder)


@contextmanager
def started(base: Path, qtbot: QtBot, *, jobs: Jobs | None = None) -> Iterator[Start]:
    """The start screen; jobs run at once unless others are given."""
    place = light_workspace(base)
    parent = QObject()
    given, visits = context_for(place, parent)
    given.session.lock()
    context = given if jobs is None else replace(given, jobs=jobs)
    view = make(context, place.means, "Mary")
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    yield Start(view, context, place, visits)
    context.session.lock()


def type_into(field: Field, text: str) -> None:
    """Type into a field of one line."""
    assert isinstance(field.widget, QLineEdit)
    field.widget.setText(text)


def click(button: QPushButton) -> None:
    """Press a button that can be pressed."""
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
