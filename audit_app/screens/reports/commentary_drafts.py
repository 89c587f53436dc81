"""What is typed of a figure and not kept yet: in the draft table a second after a key, on this machine alone."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from audit_app.domain.problems import AppError
from audit_app.screens.reports.commentary_lines import Typed, typed_from
from audit_app.session import Session
from audit_app.store.drafts import Draft, drafts_of, drop_draft, save_draft, without_waiting

_FIELD = "commentary"
_EVERY_MS = 1_000


class CommentDrafts(QObject):
    """The drafts of one person for one period at a time, by the figure's topic."""

    def __init__(self, session: Session, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._of = ""
        self._held: dict[str, Typed] = {}
        self._unkept: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def turn_to(self, period: str) -> None:
        """Another period is shown: what was typed for it before comes back."""
        of = f"commentary-{period.replace('..', '_to_')}"  # a dot would make it a part of its first month's
        if of == self._of:
            return
        self.keep()
        self._of = of
        self._held.clear()
        workspace = self._session.workspace
        for draft in drafts_of(workspace.conn, workspace.unlocked.person, of):
            typed = typed_from(draft.value) if draft.field == _FIELD else None
            if typed is not None:
                self._held[draft.id.removeprefix(f"{of}.")] = typed

    def of(self, topic: str) -> Typed | None:
        """What was typed of a figure and not kept yet."""
        return self._held.get(topic)

    def count(self) -> int:
        """Of how many figures something was typed and not kept yet."""
        return len(self._held)

    def type(self, topic: str, typed: Typed) -> None:
        """A key was pressed; it is kept within a second, however long the person goes on typing."""
        self._held[topic] = typed
        self._unkept.add(topic)
        if not self._timer.isActive():
            self._timer.start()

    def drop(self, topic: str) -> None:
        """It was kept as a change, or thrown away."""
        self._held.pop(topic, None)
        self._unkept.discard(topic)
        with suppress(AppError):  # one that stays says what is kept
            workspace = self._session.workspace
            with without_waiting(workspace.conn):
                drop_draft(workspace.conn, workspace.unlocked.person, f"{self._of}.{topic}", _FIELD)

    def keep(self) -> None:
        """Keep everything now; where that cannot be done, a second later."""
        self._timer.stop()
        if not self._unkept or not self._session.is_open:
            return
        if not self._session.can_write:  # work in the background writes at this moment
            self._timer.start()
            return
        workspace, utc = self._session.workspace, self._clock().isoformat(timespec="seconds")
        try:
            with without_waiting(workspace.conn):
                for topic in tuple(self._unkept):
                    draft = Draft(f"{self._of}.{topic}", _FIELD, utc, self._held[topic].text())
                    save_draft(workspace.conn, workspace.unlocked.person, draft)
                    self._unkept.discard(topic)
        except AppError:
            self._timer.start()

    def forget(self) -> None:
        """Nothing that was typed stays in memory."""
        self._timer.stop()
        self._of = ""
        self._held.clear()
        self._unkept.clear()
