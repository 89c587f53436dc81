"""The first screen of a small workspace: rounds that one scores, halves that one keeps, the calibration card."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from audit_app.screens.member.card_page import CardPage
from audit_app.screens.member.half_card import HalfCard, HelloCard
from audit_app.screens.member.round_card import RoundCard
from audit_app.screens.member.wording import EMPTY_TEXT, EMPTY_TITLE
from audit_app.services.member.assignments import Assignment
from audit_app.services.member.custody import Custody
from audit_app.ui.card import Card, Page, clear
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.file_drop import FileDrop
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import stops_in
from audit_app.ui.icons import Icon
from audit_app.ui.screen import Screen
from audit_app.ui.theme import measures
from audit_app.ui.words import button
from exports.calibration import CardTold


class MemberView(Screen):
    """`asked` carries what a button asks for and what it is about; `take_requested` and `folder_requested` nothing.

    `file_dropped` carries a path.
    """

    shown = Signal()
    dropped = Signal()
    asked = Signal(str, str)
    take_requested = Signal()
    folder_requested = Signal()
    file_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page, self.card = Page("Your part"), CardPage()
        self.take = button("&Take in a pack…", self.take_requested.emit, icon=Icon.IMPORT)
        self.folder = button("From a shared &folder…", self.folder_requested.emit, weight="quiet")
        self.page.body.addWidget(FlowRow(self.take, self.folder))
        self.banner = Banner()
        self.page.body.addWidget(self.banner)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(measures().spacing[3])
        self.page.body.addLayout(self.cards)
        self.empty = EmptyState(EMPTY_TITLE, EMPTY_TEXT, icon=Icon.IMPORT)
        self.page.body.addWidget(self.empty)
        self.page.body.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.rounds: list[RoundCard] = []
        self.halves: list[HalfCard] = []
        self.drop_place = FileDrop(self)
        self.drop_place.set_ready(True)
        self.drop_place.dropped.connect(self.file_dropped)

    def show_with(self, **what: object) -> None:
        """Come up."""
        del what
        self.shown.emit()

    def drop(self) -> None:
        """Forget everything that was read."""
        self.show_parts((), (), None, can_write=False, is_invited=False)
        self.card.forget()
        self.say("")
        self.stack.setCurrentWidget(self.page)
        self.dropped.emit()

    def regions(self) -> Sequence[QWidget]:
        """The buttons at the top, and the cards."""
        return (self.take, *self.rounds, *self.halves) if self.stack.currentWidget() is self.page else (self.card,)

    def show_parts(
        self,
        rounds: Sequence[Assignment],
        halves: Sequence[Custody],
        today: date | None,
        *,
        can_write: bool,
        is_invited: bool,
    ) -> None:
        """Show every round and half; `is_invited` says that a keyholder has been given no half yet."""
        focused = self._focused()
        clear(self.cards)
        self.rounds, self.halves = [], []
        self.take.setEnabled(can_write)
        self.folder.setEnabled(can_write)
        if today is None:
            self.empty.hide()
            return
        if is_invited:
            self._add(HelloCard(self.asked.emit, can_write=can_write))
        first = next((one for one in rounds if not one.is_over), rounds[0] if rounds else None)
        for half in halves:
            self.halves.append(HalfCard(half, self.asked.emit, can_write=can_write))
            self._add(self.halves[-1])
        for one in rounds:
            is_first = one is first and not halves and not is_invited
            self.rounds.append(RoundCard(one, today, self.asked.emit, can_write=can_write, is_first=is_first))
            self._add(self.rounds[-1])
        self.empty.setVisible(not rounds and not halves and not is_invited)
        self._refocus(focused)

    def show_card(self, told: CardTold) -> None:
        """The calibration card in place of the rounds."""
        self.card.show_card(told)
        self.stack.setCurrentWidget(self.card)
        self.card.back.setFocus()

    def show_rounds(self) -> None:
        """Back to the rounds."""
        self.stack.setCurrentWidget(self.page)
        first = next((one for one in stops_in(self.page) if one.isEnabled() and one.isVisible()), None)
        if first is not None:
            first.setFocus()

    def _add(self, card: Card) -> None:
        self.cards.addWidget(card)
        card.show()  # at once, so that it can take the focus

    def _focused(self) -> str:
        """The name of the button in the cards that has the focus: it is made anew with its card."""
        now = self.focusWidget()
        is_inside = any(card.isAncestorOf(now) for card in (*self.rounds, *self.halves)) if now is not None else False
        return now.accessibleName() if now is not None and is_inside else ""

    def _refocus(self, name: str) -> None:
        """The focus goes back to the same button, or where it is gone to the first that can be pressed."""
        if not name:
            return
        found = [one for one in stops_in(self.page) if one.isEnabled() and one.isVisible()]
        same = next((one for one in found if one.accessibleName() == name), found[0] if found else None)
        if same is not None:
            same.setFocus()

    def say(self, text: str, tone: Tone = Tone.NOTE) -> None:
        """A sentence at the top; an empty one takes it away."""
        self.banner.say(text, tone)
