"""The clipboard does not keep what was copied here: it is cleared after a minute, at the lock, and at the end."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QClipboard

KEPT_MS = 60_000
"""Long enough to paste a case number into the case system."""


class ClipboardGuard(QObject):
    """Watches the system's clipboard; what another program put there is left alone.

    `rows_copied` tells how many rows of a table were copied, `picture_copied` that a chart was: they leave the app as
    an export does.
    """

    rows_copied = Signal(int)
    picture_copied = Signal()

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
        if self._is_ours():
            self._timer.start()
            if not text:
                self.picture_copied.emit()
            elif "\t" in text:
                self.rows_copied.emit(text.rstrip("\n").count("\n") + 1)
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Take away what was copied here."""
        self._timer.stop()
        if self._is_ours():
            self._clipboard.clear()

    def _is_ours(self) -> bool:
        if not self._clipboard.ownsClipboard():
            return False
        held = self._clipboard.mimeData()
        return bool(self._clipboard.text()) or (held is not None and held.hasImage())
