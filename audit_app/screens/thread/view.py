"""The widgets of the thread screen: head, banners, board or list, drawers; it decides nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from audit_app.screens.thread.board import BoardView
from audit_app.screens.thread.card_drawer import CardDrawer
from audit_app.screens.thread.cards import Board
from audit_app.screens.thread.details import Details
from audit_app.screens.thread.header import ThreadHeader
from audit_app.screens.thread.heads import ColumnHeads
from audit_app.screens.thread.keys import KEY_GROUPS, Act, act_of
from audit_app.screens.thread.levels import Level
from audit_app.screens.thread.levels_drawer import LevelsDrawer
from audit_app.screens.thread.list_form import ListForm
from audit_app.screens.thread.marks import Marks
from audit_app.screens.thread.telling import Head
from audit_app.ui.action_opening import KEY_LINE
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.file_drop import FileDrop
from audit_app.ui.icons import Icon
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup
from audit_app.ui.theme import measures


class ThreadView(Screen):
    """`acted` carries what a key means; a file that is dropped here comes from `drop_target`."""

    acted = Signal(object)
    audit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self._board, self._marks = Board(), Marks()
        self._is_locked = True
        self._wants_details = True
        self.header = ThreadHeader()
        self.failure, self.locked, self.newer, self.hint = Banner(), Banner(), Banner(), Banner()
        self.heads, self.board, self.list = ColumnHeads(), BoardView(), ListForm()
        self.details, self.levels = CardDrawer(), LevelsDrawer()
        self.nothing = EmptyState(
            "No plan is open",
            "Open a plan in Audit, then come here: its needs, outcomes and provision are linked on a board.",
            words="Go to &Audit",
            on_click=self.audit_requested.emit,
            icon=Icon.THREAD,
        )
        self.blank = EmptyState("", "", icon=Icon.DOCUMENT)
        self.drop_target = FileDrop(self)
        self._lay_out()
        self._connect()
        self.show_nothing("")

    def _lay_out(self) -> None:
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[3], space[2], space[3], space[2])
        outer.setSpacing(space[1])
        outer.addWidget(self.header)
        for banner in (self.failure, self.locked, self.newer, self.hint):
            outer.addWidget(banner)
        painted = QWidget()
        column = QVBoxLayout(painted)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space[0])
        column.addWidget(self.heads)
        column.addWidget(self.board, 1)
        self.forms = QStackedWidget()
        for form in (painted, self.list, self.blank):
            self.forms.addWidget(form)
        self._painted = painted
        across = QHBoxLayout()
        across.setSpacing(space[2])
        across.addWidget(self.forms, 1)
        across.addWidget(self.details)
        across.addWidget(self.levels)
        across.addWidget(self.nothing, 1)
        outer.addLayout(across, 1)

    def _connect(self) -> None:
        self.board.laid_out.connect(self._follow_board)
        self.heads.sought.connect(self._scroll_board)
        self.board.acted.connect(self.acted)
        self.list.acted.connect(self.acted)
        self.header.form_chosen.connect(self.show_form)
        self.header.levels.clicked.connect(self._toggle_levels)
        self.details.closed.connect(self._shut_details)
        self.levels.closed.connect(self._shut_levels)

    @property
    def has_list(self) -> bool:
        """Whether the list form is shown."""
        return self.header.list_button.isChecked()

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen, for the shortcut sheet."""
        return (*KEY_GROUPS, KeyGroup("Once it is confirmed", (KEY_LINE,)))

    def regions(self) -> Sequence[QWidget]:
        """Head, board or list, drawer."""
        drawer = self.levels.close_button if self.levels.isVisible() else self.details.close_button
        return (self.header.confirm, self.board, self.list.table.view, drawer)

    def show_board(self, head: Head, board: Board, marks: Marks, *, is_filtered: bool) -> None:
        """Show the board as it is now."""
        self.nothing.hide()
        self._board, self._is_locked = board, head.is_locked
        self.header.show()
        self.header.show_head(head, is_filtered=is_filtered)
        self.heads.show_board(board, is_locked=head.is_locked)
        self.board.show_board(board, marks, may_link=not head.is_locked)
        self._marks = marks
        self.list.show_board(board, marks)
        self._show_newer(head)
        self._show_hint(marks)
        self._show_blank(head, is_filtered)
        self.forms.show()
        self.drop_target.set_ready(not head.is_locked)
        self._show_form()

    def show_marks(self, marks: Marks) -> None:
        """Show what is marked now."""
        is_moved = marks.current != self._marks.current
        is_other = (marks.chosen, marks.link_from, marks.offered) != (
            self._marks.chosen,
            self._marks.link_from,
            self._marks.offered,
        )
        self._marks = marks
        self.board.show_marks(marks)
        if is_other:
            self.list.show_board(self._board, marks)
        elif is_moved:
            self.list.show_current(marks.current)
        self._show_hint(marks)

    def show_details(self, details: Details | None) -> None:
        """Show the current card in the drawer, unless it was closed."""
        self.details.show_details(details)
        is_open = details is not None and self._wants_details and not self.header.levels.isChecked()
        if is_open and details is not None:
            self.details.open_with(details.card.kind)
        else:
            self.details.hide()
        self._make_room()

    def show_levels(self, levels: tuple[Level, ...], why_locked: str) -> None:
        """What the thread says of the form."""
        self.locked.say(why_locked, Tone.NOTE)
        self.levels.show_levels(levels, why_locked)

    def show_failure(self, words: str) -> None:
        """What could not be done; the next thing that is done takes it away."""
        self.failure.say(words, Tone.FAULT)

    def show_form(self, form: str) -> None:
        """Board or list."""
        self.header.show_form(form)
        self._show_form()

    def open_details(self) -> None:
        """Open the drawer with the keys in it."""
        self._wants_details = True
        self.header.levels.setChecked(False)
        self.levels.hide()
        if self.details.details is not None:
            self.details.open_with(self.details.details.card.kind)
            self.details.take_focus()

    def open_levels(self) -> None:
        """Open the suggested levels with the keys in them."""
        self.header.levels.setChecked(True)
        self._toggle_levels()
        self.levels.take_focus()

    def take_focus(self) -> None:
        """The keys go to the board, to its list, or to what is there while both are empty."""
        targets = (self.board, self.list.table.view, self.header.add_document, self.nothing.button)
        target = next((one for one in targets if one.isVisible()), self.header.board_button)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nothing(self, why: str) -> None:
        """No review is open; `why` where one could not be opened."""
        self._board, self._marks = Board(), Marks()
        self._wants_details = True
        self.header.levels.setChecked(False)
        self.header.drop()
        self.board.drop()
        self.list.drop()
        self.heads.show_board(Board(), is_locked=True)
        self.details.show_details(None)
        self.details.title.clear()
        self.details.setAccessibleName("")
        self.levels.show_levels((), "")
        for part in (self.header, self.forms, self.details, self.levels):
            part.hide()
        for banner in (self.locked, self.newer, self.hint):
            banner.say("")
        self.failure.say(why, Tone.FAULT)
        self.drop_target.set_ready(False)
        self.nothing.show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus that the whole screen is given goes to where the work is."""
        super().focusInEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no part wanted: from the drawers only what changes no card."""
        act = act_of(event)
        if act in (Act.FILTER, Act.LEVELS, Act.PLAN, Act.AUDIT):
            self.acted.emit(act)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _show_hint(self, marks: Marks) -> None:
        self.hint.say(marks.hint, Tone.NOTE)

    def _show_newer(self, head: Head) -> None:
        """A newer document than the thread reads; said once and not at every change of the board."""
        if head.newer is None:
            self.newer.say("")
        elif self.newer.text.text() != head.of_newer:
            go = partial(self.header.document_chosen.emit, head.newer.id)
            self.newer.say(head.of_newer, words="Go to the newer document", on_click=go)

    def _show_blank(self, head: Head, is_filtered: bool) -> None:
        if is_filtered:
            self.blank.say("Nothing is broken", "No card has a break. Press F to see everything.")
        elif head.documents:
            self.blank.say("Nothing was found", "No items were found in the document. Press N to add one yourself.")
        else:
            words = "Drop the plan here as docx or PDF, or press N to add needs, outcomes and provision yourself."
            self.blank.say("The board is empty", words if not head.is_locked else "Nothing was put on it.")

    def _show_form(self) -> None:
        has_cards = bool(self._board.cards)
        self.forms.setCurrentWidget(self.blank if not has_cards else self.list if self.has_list else self._painted)
        if has_cards and self.isVisible() and self.focusWidget() is None:
            self.take_focus()

    def _follow_board(self) -> None:
        self.heads.follow(self.board.laid, self.board.horizontalScrollBar().value())

    def _scroll_board(self, over: int) -> None:
        bar = self.board.horizontalScrollBar()
        bar.setValue(bar.value() + over)

    def _toggle_levels(self) -> None:
        if self.header.levels.isChecked():
            self.details.hide()
            self.levels.open_with("What the thread says of the form")
        else:
            self.levels.hide()
            if self._wants_details and self.details.details is not None:
                self.details.open_with(self.details.details.card.kind)
        self._make_room()

    def _shut_details(self) -> None:
        self._wants_details = False
        self.take_focus()

    def _shut_levels(self) -> None:
        self.header.levels.setChecked(False)
        self._toggle_levels()
        self.take_focus()

    def _make_room(self) -> None:
        for drawer in (self.details, self.levels):
            drawer.fit_into(self.width())
