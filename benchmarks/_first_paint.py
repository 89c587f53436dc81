"""Tells when a widget was first painted with everything in it; for the processes that the window benchmarks start."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer


class FirstPaint(QObject):
    """Calls `then` once the widget and all that lies in it were painted and handed to the screen."""

    def __init__(self, widget: QObject, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)  # the parts are painted after their parent, within this event
        return False

    def tell(self) -> None:
        """The event that painted is over."""
        self._then()
