"""Lets one file be dropped onto a widget from the system's file manager; it does not look into the file."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """`dropped` carries the path. While it is not `set_ready`, nothing can be dropped."""

    dropped = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def set_ready(self, is_ready: bool) -> None:
        """Whether a file may be dropped now."""
        self._widget.setAcceptDrops(is_ready)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take one file of this machine, and nothing else."""
        del watched
        if isinstance(event, QDragEnterEvent) and _file_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = _file_in(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                self.dropped.emit(path)
                return True
        return False


def _file_in(data: QMimeData) -> Path | None:
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
