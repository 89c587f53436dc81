"""The window on a machine of its own, in one theme and size, without threads; gives what it shows as an image."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from picture_dialogs import PictureDialogs
from picture_folders import USER, usual_folders
from picture_machine import NOW, Machine
from PySide6.QtCore import QAbstractAnimation, QEvent, QEventLoop, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.app import put_together
from audit_app.composition import Composition
from audit_app.jobs import Job, Jobs, Work
from audit_app.shell.window import MainWindow
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.ui.preferences import PreferenceKeeper, Preferences
from audit_app.ui.theme import Mode
from resources.demo import partnership

SMALL, LARGE = QSize(1280, 720), QSize(2560, 1440)
T = TypeVar("T", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the window is shown: what its pictures are called after the screen's name, theme, size, enlargement."""

    suffix: str
    mode: Mode
    size: QSize
    scale: float = 1.0


DAY = Setting("", Mode.LIGHT, SMALL)
NIGHT = Setting("-dark", Mode.DARK, SMALL)
SETTINGS = (
    DAY,
    NIGHT,
    Setting("-large", Mode.LIGHT, LARGE),
    Setting("-large-dark", Mode.DARK, LARGE),
    Setting("-type-150", Mode.LIGHT, SMALL, 1.5),
)


class PictureJobs(Jobs):
    """Jobs that are over when `start` returns; while `holds` is set they do not even begin."""

    holds = False

    def _run(self, job: Job, work: Work) -> None:
        if not self.holds:
            job.work(work)


class Stage:
    """The window, shown; `machine` is where it looks for files, `closing` what is closed with it."""

    def __init__(self, app: QApplication, machine: Machine, setting: Setting) -> None:
        self.machine, self.setting = machine, setting
        self.means: Means = machine.means()
        self.dialogs, self.jobs, self.closing = PictureDialogs(machine.home), PictureJobs(), ExitStack()
        PreferenceKeeper(machine.folders.data / "preferences.json").set(Preferences(setting.mode, setting.scale))
        composition = Composition(self.means, machine.folders, USER)
        self.window: MainWindow = put_together(
            app, composition, dialogs=self.dialogs, jobs=self.jobs, seconds=NOW.timestamp
        )
        self.window.resize(setting.size)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def open(self, folder: Path, passphrase: str = "") -> None:
        """Open a workspace, the demo's passphrase being the usual one."""
        workspace = open_workspace(folder, passphrase or partnership().passphrase, self.means)
        self.window.session.open(workspace)
        self.settle()

    def go(self, screen: str, kind: type[T], /, **what: object) -> T:
        """Move to a screen, which is of this kind, as one who clicks into the navigation."""
        self.window.navigation.buttons[screen].setFocus()
        self.window.go(screen, **what)
        self.settle()
        return self.screen(kind)

    def screen(self, kind: type[T]) -> T:
        """The screen that is shown; raises AssertionError where it is of another kind."""
        now: QWidget | None = self.window.screens.screen_now if self.window.session.is_open else self.window.start
        assert isinstance(now, kind), f"{now} is shown"
        return now

    def settle(self) -> None:
        """Let layouts, signals and paintings happen, and what moves come to its end."""
        for moving in self.window.findChildren(QAbstractAnimation):
            moving.setCurrentTime(moving.totalDuration())
        for _ in range(6):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def quiet(self) -> None:
        """Take the notice at the foot away."""
        self.window.toast.hide()

    def take(self, draw: Callable[["Stage"], QImage | None]) -> QImage:
        """Bring a picture about and take it; raises AssertionError where a dialog came up that nobody expected."""
        self.dialogs.kept = None
        made = draw(self)
        self.settle()
        assert not self.dialogs.surprises, f"nobody expected {', '.join(self.dialogs.surprises)}"
        return made or self._image()

    def _image(self) -> QImage:
        """What the window shows, with the dialog that was kept over it."""
        with usual_folders(self.window, self.machine.home):
            self.settle()
            image = self.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        self.settle()
        if (kept := self.dialogs.kept) is not None:
            painter = QPainter(image)
            painter.fillRect(image.rect(), QColor(0, 0, 0, 90))
            painter.drawImage((image.width() - kept.width()) // 2, (image.height() - kept.height()) // 2, kept)
            painter.end()
        return image

    def close(self) -> None:
        """Lock and let the window go."""
        self.jobs.cancel_all()
        self.window.session.lock()
        self.closing.close()
        self.window.close()
        self.window.deleteLater()
        self.settle()
