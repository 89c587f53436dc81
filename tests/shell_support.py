"""A main window for tests: one plain screen or two, dialogs that answer, jobs that run at once, a clock of our own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, JobsAtOnce, light_means

from audit_app.app import put_together
from audit_app.composition import Composition
from audit_app.jobs import Jobs
from audit_app.machine.folders import Folders
from audit_app.shell.window import MainWindow
from audit_app.store.means import Means
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.screen import Screen


class PlainScreen(Screen):
    """A screen with one line to type in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName("A line")
        QVBoxLayout(self).addWidget(self.line)
        self.shown: list[dict[str, object]] = []
        self.lets_go = True
        self.dropped = False

    def show_with(self, **what: object) -> None:
        self.shown.append(what)

    def can_leave(self) -> bool:
        return self.lets_go

    def drop(self) -> None:
        self.dropped = True


def make_window(
    app: QApplication,
    base: Path,
    *,
    dialogs: Dialogs | None = None,
    jobs: Jobs | None = None,
    seconds: Callable[[], float] | None = None,
    means: Means | None = None,
) -> MainWindow:
    """The window as `app` puts it together, on a machine whose data lie in `base`, with means of its own if given."""
    composition = Composition(means or light_means(base), Folders(base / "data"), "Mary")
    return put_together(app, composition, dialogs=dialogs or FakeDialogs(), jobs=jobs or JobsAtOnce(), seconds=seconds)


@contextmanager
def shown_window(
    app: QApplication,
    base: Path,
    qtbot: QtBot,
    *,
    dialogs: Dialogs | None = None,
    jobs: Jobs | None = None,
    seconds: Callable[[], float] | None = None,
    means: Means | None = None,
) -> Iterator[MainWindow]:
    """The window with the screens that the app has, shown and active; locked at the end, the look as it was before."""
    sheet, palette, font = app.styleSheet(), app.palette(), app.font()
    made = make_window(app, base, dialogs=dialogs, jobs=jobs, seconds=seconds, means=means)
    qtbot.addWidget(made)
    try:
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        yield made
    finally:
        made.session.lock()
        app.setStyleSheet(sheet)
        app.setPalette(palette)
        app.setFont(font)


def be_gone(window: MainWindow) -> None:
    """Lock, close and delete a window, as on a machine of its own: many windows in one process are no real life."""
    window.session.lock()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


__all__ = ["MainWindow", "PlainScreen", "be_gone", "make_window", "shown_window"]
