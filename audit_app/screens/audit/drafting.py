"""Keeps what is being typed: a second after a key it is in the draft table, and gone from there once it is saved."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from audit_app.domain.problems import AppError
from audit_app.screens.audit.shown import draft_value, evidence_shown, in_words
from audit_app.session import Locked, Session
from audit_app.store.drafts import Draft, drafts_of, drop_draft, remember, remembered, save_draft, without_waiting
from audit_app.store.driver import Connection
from audit_app.store.workspace import ReadingOnly
from forms.widgets import EvidenceText

EVERY_MS = 1_000
LAST = "audit"
"""The name under which the review that was open last is kept; `audit.REVIEW` has the marker in it."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A text that was typed and never saved: where, when (local, `22 Nov 14:02`), and its words.

    `held` is what is saved there, in words, empty where nothing is.
    """

    marker: str
    field: str
    when: str
    words: str
    value: str | EvidenceText
    held: str = ""


class Drafting(QObject):
    """The drafts and the place of one person in one review at a time."""

    def __init__(self, session: Session, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self._review = self._place = ""
        self._typed: dict[tuple[str, str], str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.flush)
        session.returned.connect(self.flush)

    @property
    def person(self) -> str:
        """Who is typing."""
        return self._session.workspace.unlocked.person

    def begin(self, review_id: str) -> tuple[Recovered, ...]:
        """Another review is shown; what was typed into it and never saved."""
        self._review = review_id
        self._typed.clear()
        with suppress(AppError), self._keeping() as conn:
            remember(conn, self.person, LAST, review_id)
        return self.found()

    def found(self) -> tuple[Recovered, ...]:
        """The drafts of the review."""
        conn = self._session.workspace.conn
        return tuple(_recovered(draft, self._review) for draft in drafts_of(conn, self.person, self._review))

    def type_evidence(self, marker: str, value: EvidenceText) -> None:
        """A key was pressed in the fields of evidence, complete or not."""
        self.type(marker, "evidence", json.dumps(draft_value(value), ensure_ascii=False))

    def type(self, marker: str, field: str, text: str) -> None:
        """A key was pressed in a field: it is kept within a second, however long the person goes on typing."""
        self._typed[marker, field] = text
        if not self._timer.isActive():
            self._timer.start()

    def move_to(self, marker: str) -> None:
        """The person is at another marker; it is kept with the next flush."""
        self._place = marker
        if not self._timer.isActive():
            self._timer.start()

    def saved(self, marker: str, field: str) -> None:
        """The field was saved as a change, or its text thrown away."""
        self._typed.pop((marker, field), None)
        with suppress(AppError), self._keeping() as conn:  # one that stays says what is saved, and is not offered
            drop_draft(conn, self.person, f"{self._review}.{marker}", field)

    def flush(self) -> None:
        """Keep everything now, or a second later where work in the background is writing at this moment.

        A full disk is not told here: saving the field itself tells it.
        """
        self._timer.stop()
        if not self._review:
            return
        utc = self._clock().isoformat(timespec="seconds")
        try:
            with self._keeping() as conn:
                for (marker, field), text in tuple(self._typed.items()):
                    save_draft(conn, self.person, Draft(f"{self._review}.{marker}", field, utc, text))
                    del self._typed[marker, field]
                if self._place:
                    remember(conn, self.person, f"{LAST}.{self._review}", self._place)
                    self._place = ""
        except (Locked, ReadingOnly):
            return  # nothing can be typed there
        except AppError:
            self._timer.start()

    def last_review(self) -> str:
        """The review that was open last, empty for none."""
        return remembered(self._session.workspace.conn, self.person, LAST)

    def last_marker(self) -> str:
        """The marker at which the review was left, empty for none."""
        return remembered(self._session.workspace.conn, self.person, f"{LAST}.{self._review}")

    def drop(self) -> None:
        """Forget everything that was typed or read."""
        self._timer.stop()
        self._typed.clear()
        self._review = self._place = ""

    @contextmanager
    def _keeping(self) -> Iterator[Connection]:
        """The connection to keep something by, also while work in the background writes through its own."""
        workspace = self._session.workspace
        workspace.demand_writing()
        with without_waiting(workspace.conn):
            yield workspace.conn


def _recovered(draft: Draft, review_id: str) -> Recovered:
    marker = draft.id.removeprefix(f"{review_id}.")
    at = datetime.fromisoformat(draft.utc).astimezone()
    when = f"{at.day} {at:%b %H:%M}"
    if draft.field != "evidence":
        return Recovered(marker, draft.field, when, draft.value, draft.value)
    shown = evidence_shown(json.loads(draft.value))
    if shown is None:
        return Recovered(marker, draft.field, when, "", "")
    return Recovered(marker, draft.field, when, in_words(shown), shown)
