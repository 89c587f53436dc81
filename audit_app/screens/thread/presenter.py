"""The behaviour of the thread screen: which review is open, which card is current, what the view shows; no widget."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.screens.thread.cards import Board, Strand, board_of
from audit_app.screens.thread.details import Details, details_of
from audit_app.screens.thread.levels import Level, levels_of
from audit_app.screens.thread.marks import Marks
from audit_app.screens.thread.moves import Way, first_card, near, next_card
from audit_app.screens.thread.offering import Offered, offered_for
from audit_app.screens.thread.telling import Head, head_of
from audit_app.services.thread.page import ThreadPage, thread_page
from audit_app.session import EVERYTHING
from audit_app.store.drafts import remember, remembered, without_waiting
from audit_app.store.log.people_log import people
from audit_app.store.read_review import SaidAt, said_in
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from scoring.plan.text import PlanText

LAST, FORM = "audit", "thread.form"
"""The names under which the review that was open last, here or in the audit, and the form of the board are kept."""
_OURS = EVERYTHING | {
    *("thread", "thread_item", "thread_link", "text_place", "flag_dismissal"),
    *("document", "score", "review", "audit", "entry"),
}


@dataclass(frozen=True)
class Read:
    """What was read of one review at one moment."""

    page: ThreadPage
    said: dict[str, SaidAt]
    person: str
    board: Board = field(default_factory=Board)


class ThreadShown(Protocol):
    """What the presenter asks of the view."""

    def show_board(self, head: Head, board: Board, marks: Marks, *, is_filtered: bool) -> None: ...
    def show_marks(self, marks: Marks) -> None: ...
    def show_details(self, details: Details | None) -> None: ...
    def show_levels(self, levels: tuple[Level, ...], why_locked: str) -> None: ...
    def show_nothing(self, why: str) -> None: ...
    def show_failure(self, words: str) -> None: ...
    def show_form(self, form: str) -> None: ...


class ThreadPresenter(QObject):
    """One review at a time. `shown` tells that the view shows the board as it is now."""

    shown = Signal()

    def __init__(self, context: ScreenContext, view: ThreadShown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self._review = ""
        self._text: tuple[str, PlanText] | None = None
        self._offered = Offered()
        self.read: Read | None = None
        self.board = Board()
        self.is_filtered = False
        self.marks = Marks()
        context.session.changed.connect(self.follow)

    @property
    def page(self) -> ThreadPage | None:
        """The page that is shown."""
        return self.read.page if self.read is not None else None

    @property
    def review(self) -> str:
        """The review that is open, empty for none."""
        return self._review

    @property
    def offers(self) -> tuple[Strand, ...]:
        """The suggested links that were not passed over, strongest first."""
        return self.read.board.suggested if self.read is not None else ()

    def show(self, review_id: str = "", card: str = "") -> None:
        """Open this review; with nothing, the one that was open last. A `card` that is on its board is current then."""
        session = self._context.session
        if not session.is_open:
            return
        try:
            self._open(review_id or self._remembered(LAST) or self._review)
            if card:
                self.go_to(card)
        except AppError as error:
            self._forget()
            self._view.show_nothing(error.message)

    def follow(self, kinds: object) -> None:
        """Something was saved, here or on another screen."""
        if self._review and isinstance(kinds, frozenset) and kinds & _OURS:
            self.refresh()

    def refresh(self) -> None:
        """Read the review anew and show what moved; the current card stays, or the one behind it comes."""
        if not self._review or not self._context.session.is_open:
            return
        before = self.board
        try:
            self.read = self._context.session.read(self._ask)
        except AppError as error:
            self._forget()
            self._view.show_nothing(error.message)
            return
        self._set_board(before)
        self._show()

    def move(self, way: Way) -> None:
        """An arrow key."""
        self.go_to(next_card(self.board, self.marks.current, way))

    def go_to(self, card_id: str) -> None:
        """Another card is current."""
        if card_id in self.board.by_id or not card_id:
            self.mark(current=card_id)
            self._view.show_details(self._details())

    def mark(self, **what: Any) -> None:
        """Mark something else; what is not named stays."""
        self.marks = replace(self.marks, **what)
        self._view.show_marks(self.marks)

    def filter(self, is_filtered: bool) -> None:
        """Breaks only, or everything."""
        before, self.is_filtered = self.board, is_filtered
        if self.read is not None:
            self._set_board(before)
            self._show()

    def keep_form(self, form: str) -> None:
        """Remember whether the board or the list is shown."""
        self._remember(FORM, form)

    def drop(self) -> None:
        """The workspace is locked: forget all of it."""
        self._forget()
        self._view.show_nothing("")

    def _open(self, review_id: str) -> None:
        if not review_id:
            self._forget()
            self._view.show_nothing("")
            return
        if review_id != self._review:
            self._forget()
        before, self._review = self.board, review_id
        self.read = self._context.session.read(self._ask)
        self._context.session.note_access("read", f"thread of review {review_id}")
        self._remember(LAST, review_id)
        self._view.show_failure("")
        self._view.show_form(self._remembered(FORM) or "board")
        self._set_board(before)
        if not self.marks.current:
            self.marks = Marks(first_card(self.board))
        self._show()

    def _ask(self, workspace: Workspace) -> Read:
        held = self._text[1] if self._text is not None else None
        page = thread_page(workspace, self._review, text=held)
        if self._text is not None and (page.document is None or page.document.id != self._text[0]):
            page = thread_page(workspace, self._review)
        self._text = (page.document.id, page.text) if page.document is not None and page.text is not None else None
        by = people(workspace.conn).get(page.held.confirmed_by)
        self._offered = offered_for(page, self._offered)
        board = board_of(page, self._offered.found)
        return Read(page, said_in(workspace.conn, self._review), by.name if by else "somebody", board)

    def _set_board(self, before: Board) -> None:
        if self.read is None:
            return
        self.board = self.read.board.only_broken() if self.is_filtered else self.read.board
        there, marks = self.board.by_id, self.marks
        offered = next((one.link for one in self.offers if one.link == marks.offered), None)
        self.marks = Marks(
            marks.current if marks.current in there else near(self.board, before, marks.current),
            frozenset(one for one in marks.chosen if one in there),
            marks.link_from if marks.link_from in there else "",
            offered,
            marks.hint if marks.link_from in there or offered is not None else "",
        )

    def _show(self) -> None:
        if self.read is None:
            return
        page = self.read.page
        head = head_of(page, self.read.board, self.read.person)
        self._view.show_board(head, self.board, self.marks, is_filtered=self.is_filtered)
        self._view.show_details(self._details())
        self._view.show_levels(levels_of(page, self.read.said), page.locked_because)
        self.shown.emit()

    def _details(self) -> Details | None:
        return details_of(self.read.page, self.read.board, self.marks.current) if self.read is not None else None

    def _forget(self) -> None:
        self._review, self._text, self.read = "", None, None
        self._offered = Offered()
        self.board, self.marks, self.is_filtered = Board(), Marks(), False

    def _remembered(self, name: str) -> str:
        workspace = self._context.session.workspace
        return remembered(workspace.conn, workspace.unlocked.person, name)

    def _remember(self, name: str, value: str) -> None:
        with suppress(AppError):  # where nothing can be kept, the next time begins elsewhere
            workspace = self._context.session.workspace
            workspace.demand_writing()
            with without_waiting(workspace.conn):
                remember(workspace.conn, workspace.unlocked.person, name, value)
