"""What a screen is, and everything that it may use; screens import this and never the shell or each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from audit_app.jobs import Failed, Job, Jobs, Stop, is_alive
from audit_app.machine.folders import Folders
from audit_app.machine.policy import Policy
from audit_app.services.progress import Progress
from audit_app.session import Session
from audit_app.store.second_connection import SecondConnection
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.focus import stops_in
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.shortcuts import KeyGroup

WorkspaceWork = Callable[[Workspace, Progress], Any]
"""Work in the background that gets a workspace of its own: `work(workspace, progress)`."""


class Screen(QWidget):
    """The base of every screen's view. The shell shows one at a time."""

    def show_with(self, **what: object) -> None:
        """Show this now: called each time the screen comes up, with what `go` was given."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus goes on to the first thing that takes it, unless the screen passes it to another one."""
        super().focusInEvent(event)
        inside = (one for one in stops_in(self) if one is not self and one.isVisible() and one.isEnabled())
        first = next(inside, None)
        if first is not None:
            first.setFocus(event.reason())

    def can_leave(self) -> bool:
        """Save what is not saved; False where the person must decide first. Closing and locking ask too."""
        return True

    def unsaved(self) -> Sequence[str]:
        """What was given here and is not saved yet, in words: the crash dialog tells it."""
        return ()

    def commands(self) -> Sequence[Command]:
        """What this screen adds to the command palette while it is shown."""
        return ()

    def found(self, text: str) -> Sequence[Command]:
        """What this screen finds by a text in the palette, on whichever screen it is typed: plans by reference."""
        del text
        return ()

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen, for the shortcut sheet."""
        return ()

    def regions(self) -> Sequence[QWidget]:
        """The parts that F6 goes through, each by the widget that takes the focus; the shell adds its own."""
        return ()

    def drop(self) -> None:
        """Forget everything that was read from the workspace: it is locked, or another is opened."""


class Go(Protocol):
    """Moves to another screen."""

    def __call__(self, screen: str, /, **what: object) -> None:
        """`go("audit", review_id=…)`."""


class Notify(Protocol):
    """Says what happened, for a few seconds, without taking the focus."""

    def __call__(self, text: str, /, *, button: str = "", on_click: Callable[[], None] | None = None) -> None:
        """`notify("The register was imported.", button="Undo", on_click=…)`."""


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """Everything that a screen may use.

    Before a screen writes a file where the person chose, it asks `policy.demand_export`.
    """

    session: Session
    jobs: Jobs
    dialogs: Dialogs
    clock: Callable[[], datetime]
    go: Go
    notify: Notify
    folders: Folders
    preferences: PreferenceKeeper
    policy: Policy = field(default_factory=Policy)

    def read(
        self,
        work: WorkspaceWork,
        *,
        on_success: Callable[[Any], None],
        on_failure: Failed,
        on_progress: Progress | None = None,
        on_finished: Callable[[], None] | None = None,
    ) -> Job:
        """Read in a thread: `work(workspace, progress)` with a workspace that only reads. Raises Locked."""
        connection, stop = self.session.reader(), Stop()

        def run(progress: Progress) -> Any:
            with connection.reading(stop.is_asked) as workspace:
                return work(workspace, progress)

        return self.jobs.start(
            run,
            on_success=on_success,
            on_failure=on_failure,
            on_progress=on_progress,
            on_finished=on_finished,
            stop=stop,
        )

    def write(
        self,
        work: WorkspaceWork,
        *,
        on_success: Callable[[Any], None],
        on_failure: Failed,
        on_progress: Progress | None = None,
        on_finished: Callable[[], None] | None = None,
        words: str = "",
    ) -> Job:
        """Write in a thread, for what takes longer than a moment: an import, a report, a backup.

        Until it ends nothing else is saved: `session.can_write` is False. `session.changed` and `saved` are emitted
        before `on_success`. With `words` (“Making a backup”) the window's bar shows how far it is, and can stop it.
        Raises Locked, Lent, ReadingOnly at once where it cannot begin.
        """
        connection, stop = self.session.lend(), Stop()
        ended: list[str] = []

        def run(progress: Progress) -> Any:
            with connection.writing(stop.is_asked) as workspace:
                try:
                    return work(workspace, progress)
                finally:
                    if workspace.door.tip is not None:
                        ended.append(workspace.door.tip.writer)

        loan = _Loan(self.session, connection, ended)
        return self.jobs.start(
            run,
            on_success=loan.then(on_success),
            on_failure=loan.then(on_failure),
            on_progress=on_progress,
            on_finished=loan.at_the_end(on_finished),
            stop=stop,
            words=words,
        )


class _Loan:
    """Gives the right to write back exactly once, before the screen hears how the work ended."""

    def __init__(self, session: Session, connection: SecondConnection, ended: list[str]) -> None:
        self._session, self._connection, self._ended = session, connection, ended
        self._is_out = True

    def then(self, callback: Callable[[Any], None]) -> Callable[[Any], None]:
        def call(result: Any) -> None:
            self._give_back()
            if is_alive(callback):
                callback(result)

        return call

    def at_the_end(self, callback: Callable[[], None] | None) -> Callable[[], None]:
        def call() -> None:
            self._give_back()
            if callback is not None and is_alive(callback):
                callback()

        return call

    def _give_back(self) -> None:
        if self._is_out:
            self._is_out = False
            self._session.take_back(self._connection, self._ended[0] if self._ended else None)


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One screen: its id, its words, its icon, its shortcut (empty for none), and what makes it.

    One that is not `listed` stands in no navigation: another screen leads to it, with what it is about. `under` names
    the listed screen that is marked in the navigation meanwhile. One that `begins` has a line above it there.
    """

    id: str
    title: str
    icon: Icon
    shortcut: str
    make: Callable[[ScreenContext], Screen]
    listed: bool = True
    under: str = ""
    begins: bool = False
