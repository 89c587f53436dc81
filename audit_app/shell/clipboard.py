"""The clipboard does not keep what was copied here: it is cleared after a minute, at the lock, and at the end."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QClipboard

KEPT_MS = 60_000
"""Long enough to paste a case number into the case system."""


class ClipboardGuard(QObject):
    """Watches the system's clipboard; what another program put there is left alone.

    `rows_copied` tells how many rows of a table were copied: they leave the app as an export does.
    """

    rows_copied = Signal(int)

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self.watch)

    @property
    def clears_in_ms(self) -> int:
        """Milliseconds until what was copied is gone; -1 where nothing of ours is there."""
        return self._timer.remainingTime()

    def watch(self) -> None:
        """Something was copied, here or elsewhere."""
        text = self._clipboard.text()
        if self._clipboard.ownsClipboard() and text:
            self._timer.start()
            if "\t" in text:
                self.rows_copied.emit(text.rstrip("\n").count("\n") + 1)
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Take away what was copied here."""
        self._timer.stop()
        if self._clipboard.ownsClipboard() and self._clipboard.text():
            self._clipboard.clear()
