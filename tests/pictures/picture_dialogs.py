"""Dialogs that nobody waits for: each is shown, worked on by the next act in line, drawn over the window if kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from picture_folders import usual_folders
from PySide6.QtCore import QEventLoop, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from audit_app.ui.dialogs import Dialogs
from audit_app.ui.theme import colour_of, type_font
from resources.theme import Colour

Act = Callable[[QDialog], bool]
"""What is done with a dialog that came up; returns whether it is accepted."""

_TITLE = 40


class PictureDialogs(Dialogs):
    """`acts` are taken in their order, and so are the `files` that a file dialog gives.

    `kept` is the dialog that `keep` saw last, as an image under a title of its own; `surprises` are the titles of
    those for which there was no act.
    """

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self.acts: list[Act] = []
        self.files: list[Path] = []
        self.kept: QImage | None = None
        self.surprises: list[str] = []

    def run(self, dialog: QDialog) -> bool:
        """Do the next act with the dialog."""
        if not self.acts:
            self.surprises.append(dialog.windowTitle())
            return False
        dialog.show()
        _settle()
        accepted = self.acts.pop(0)(dialog)
        dialog.hide()
        return accepted

    def keep(self, dialog: QDialog) -> bool:
        """Keep the dialog for the picture, then turn it away."""
        with usual_folders(dialog, self._home):
            _settle()
            dialog.adjustSize()
            self.kept = _framed(dialog)
        return False

    def press(self, words: str) -> Act:
        """Press the button with these words."""

        def act(dialog: QDialog) -> bool:
            found = next(one for one in dialog.findChildren(QAbstractButton) if one.text().replace("&", "") == words)
            found.click()
            return True

        return act

    def open_file(self, title: str, kinds: Sequence[str], start: Path | None = None) -> Path | None:
        return self.files.pop(0)

    def open_files(self, title: str, kinds: Sequence[str], start: Path | None = None) -> tuple[Path, ...]:
        given, self.files = tuple(self.files), []
        return given

    def save_file(self, title: str, suggested: Path, kinds: Sequence[str]) -> Path | None:
        return self.files.pop(0)

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        return self.files.pop(0)


def _settle() -> None:
    for _ in range(6):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def _framed(dialog: QDialog) -> QImage:
    """The dialog under a title, as every system puts one there."""
    inner = dialog.grab().toImage()
    framed = QImage(inner.size() + QSize(2, _TITLE + 2), QImage.Format.Format_RGB32)
    framed.fill(colour_of(dialog, Colour.SURFACE))
    painter = QPainter(framed)
    painter.setPen(colour_of(dialog, Colour.SOFT_INK))
    painter.drawRect(framed.rect().adjusted(0, 0, -1, -1))
    painter.setPen(colour_of(dialog, Colour.INK))
    painter.setFont(type_font(dialog, 10.5, bold=True))
    painter.drawText(QRect(0, 0, framed.width(), _TITLE), Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
    painter.drawImage(1, _TITLE + 1, inner)
    painter.end()
    return framed
