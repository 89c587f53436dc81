"""A picture of the main window on a machine without a screen; for the README and for who set the project up."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from audit_app.domain.problems import AppError
from audit_app.jobs import Jobs
from audit_app.shell.window import MainWindow
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import SUFFIX
from resources.demo import partnership

SIZE = QSize(1280, 800)
_SETTLES_MS = 20_000


def keep_quiet() -> None:
    """Leave out what Qt says of every window without a screen; everything else still goes to standard error."""
    qInstallMessageHandler(_pass_on)


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def open_for_picture(window: MainWindow, asked: Path | None) -> None:
    """Open the workspace, or the demo, which is made where it is missing, as whoever the passphrase opens.

    Raises AppError where it does not open.
    """
    from audit_app.services.demo import make_demo

    words, means, folders = partnership(), window.means, window.context.folders
    folder = asked or folders.workspaces / f"{words.workspace}{SUFFIX}"
    if asked is None and not folder.exists():
        make_demo(folders.workspaces, means)
    passphrase = os.environ.get("EHCP_AUDIT_PASSPHRASE") or words.passphrase
    window.session.open(open_workspace(folder, passphrase, means))


def save_picture(window: MainWindow, file: Path) -> None:
    """Wait until nothing works in the background, then save what the window shows; raises AppError."""
    window.resize(SIZE)
    window.show()
    settle(window.jobs)
    if not window.grab().save(str(file)):
        raise AppError(f"{file} could not be written as a picture. Choose a name that ends in .png.")


def settle(jobs: Jobs) -> None:
    """Let everything that was asked for happen: jobs, their results, and painting."""
    for _ in range(4):
        jobs.wait(_SETTLES_MS)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
