"""Keeps what was begun at markers and is not settled, on this machine alone: a lock or a crash loses nothing of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from audit_app.domain.problems import AppError
from audit_app.screens.reveal.wish import Wish, wish_from
from audit_app.services.consensus.standing import RevealPlan
from audit_app.session import Session
from audit_app.store.drafts import Draft, drafts_of, drop_draft, save_draft, without_waiting

_FIELD = "settling"
_EVERY_MS = 1_000


class BegunWishes(QObject):
    """What a person began in a plan's consensus, by marker."""

    def __init__(self, session: Session, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._plan = ""
        self._begun: dict[str, Wish] = {}
        self._unkept: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def turn_to(self, plan: RevealPlan) -> None:
        """Another plan is shown: what was begun in it before comes back."""
        held = f"consensus-{plan.review_id}"
        if held == self._plan:
            return
        self.keep()
        self._plan = held
        self._begun.clear()
        if plan.is_done:
            return
        conn, person = self._session.workspace.conn, self._session.workspace.unlocked.person
        for draft in drafts_of(conn, person, held):
            wish = wish_from(draft.value) if draft.field == _FIELD else None
            if wish is not None:
                self._begun[draft.id.rpartition(".")[2]] = wish

    def of(self, marker: str) -> Wish | None:
        """What was begun at a marker."""
        return self._begun.get(marker)

    def markers(self) -> Sequence[str]:
        """Where something was begun."""
        return tuple(self._begun)

    def begin(self, marker: str, wish: Wish) -> None:
        """Something was chosen or typed; it is kept within a second."""
        self._begun[marker] = wish
        self._unkept.add(marker)
        if not self._timer.isActive():
            self._timer.start()

    def settled(self, marker: str) -> None:
        """It was settled, or taken back."""
        self._begun.pop(marker, None)
        self._unkept.discard(marker)
        with suppress(AppError):  # one that stays says what is settled
            workspace = self._session.workspace
            with without_waiting(workspace.conn):
                drop_draft(workspace.conn, workspace.unlocked.person, f"{self._plan}.{marker}", _FIELD)

    def keep(self) -> None:
        """Keep everything now; where that cannot be done, a second later."""
        self._timer.stop()
        if not self._unkept or not self._session.can_write:
            return
        workspace, utc = self._session.workspace, self._clock().isoformat(timespec="seconds")
        try:
            with without_waiting(workspace.conn):
                for marker in tuple(self._unkept):
                    draft = Draft(f"{self._plan}.{marker}", _FIELD, utc, self._begun[marker].text())
                    save_draft(workspace.conn, workspace.unlocked.person, draft)
                    self._unkept.discard(marker)
        except AppError:
            self._timer.start()

    def forget(self) -> None:
        """Nothing that was begun stays in memory."""
        self._timer.stop()
        self._plan = ""
        self._begun.clear()
        self._unkept.clear()
