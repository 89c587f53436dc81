"""What happens when the app itself is at fault: noted without data, told once, with whether all is saved."""

import sys
from collections.abc import Callable, Sequence
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.errors import FaultLog
from audit_app.jobs import as_app_error
from audit_app.session import Clock
from audit_app.ui.dialogs import Choice, Dialogs, Weight

SAVED = "Everything that you gave is saved."
NOT_SAVED = "Not saved yet: {}. The app tries to save it when you go on, and when you close it."
UNKNOWN = "What was saved is whole. The app cannot tell whether that is all that you gave: look when you open it again."
WRITING = "A long piece of work was being saved. It is either kept whole or not at all: look at it when you open again."


class Crash(QObject):
    """Takes what nobody expected, on whatever thread, and asks the person whether to go on or to close.

    `close_requested` is the wish to close. A second fault while the dialog is open is noted and not shown.
    """

    close_requested = Signal()
    _happened = Signal(object)

    def __init__(
        self,
        dialogs: Dialogs,
        log: FaultLog,
        clock: Clock,
        is_writing: Callable[[], bool],
        unsaved: Callable[[], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        """`is_writing` tells of work in the background, `unsaved` what the screens have not saved yet, in words."""
        super().__init__(parent)
        self._dialogs, self._log, self._clock = dialogs, log, clock
        self._is_writing, self._unsaved = is_writing, unsaved
        self._is_shown = False
        self._happened.connect(self.show_fault)

    def install(self) -> None:
        """Become what Python calls for an exception that nobody caught."""
        sys.excepthook = self.hook

    def hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """Carry the fault to the window's thread."""
        self._happened.emit(error)

    def show_fault(self, error: object) -> None:
        """An expected error that slipped through is told in its own words; a fault of ours by the crash dialog."""
        if isinstance(error, AppError | OSError | MemoryError):
            self._dialogs.fail("That did not work", as_app_error(error))
            return
        if isinstance(error, KeyboardInterrupt):  # Ctrl+C where the app was started
            self.close_requested.emit()
            return
        if not isinstance(error, BaseException):
            return
        kept = self._log.note(error, "window", self._clock())
        if self._is_shown:
            return
        self._is_shown = True
        try:
            self._ask(kept)
        finally:
            self._is_shown = False

    def _ask(self, kept: bool) -> None:
        where = f"Send {self._log.path} to support; it holds no data on any child." if kept else "Tell support."
        choice = self._dialogs.choose(
            "The app has a fault",
            f"Something went wrong inside the app. {self._state()} {where} You can go on; if it happens again, "
            "close the app and open it anew.",
            [Choice("on", "Go on", Weight.MAIN), Choice("close", "Close the app")],
        )
        if choice == "close":
            self.close_requested.emit()

    def _state(self) -> str:
        """Whether all is saved."""
        try:
            unsaved = self._unsaved()
        except Exception:  # noqa: BLE001 - a hook: what is broken may be the very thing that is asked
            return UNKNOWN
        if unsaved:
            return NOT_SAVED.format(", ".join(unsaved))
        return WRITING if self._is_writing() else SAVED
