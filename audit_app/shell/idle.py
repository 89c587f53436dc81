"""The idle lock: when nobody touched keys or mouse for so many minutes it says so, whatever dialog is open."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

LOOKED_EVERY_MS = 1_000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """`expired` comes once, at the end of the idle time; `start` begins anew, `stop` ends the watch.

    Looks at the clock each second instead of trusting one long timer: a machine that slept wakes up past its time.
    `seconds` is a clock that only goes forward, and goes on in sleep where the system has such a one.
    """

    expired = Signal()

    def __init__(
        self, app: QObject, minutes: float, *, seconds: Callable[[], float] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._seconds = seconds or awake_and_asleep
        self._limit = minutes * 60
        self._last = self._seconds()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKED_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: float) -> None:
        """Another idle time."""
        self._limit = minutes * 60

    def start(self) -> None:
        """Watch from now on."""
        self._last = self._seconds()
        self._app.installEventFilter(self)  # sees every event of the app, and so only as long as there is something
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._app.removeEventFilter(self)
        self._timer.stop()

    def look(self) -> None:
        """Whether the time is over; called each second."""
        if self._timer.isActive() and self._seconds() - self._last >= self._limit:
            self.stop()
            self.expired.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there; nothing is taken away from anybody."""
        del watched
        if event.type() in _SIGNS_OF_LIFE:
            self._last = self._seconds()
        return False


def awake_and_asleep() -> float:
    """Seconds that also pass while the machine sleeps, where the system counts them."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()
