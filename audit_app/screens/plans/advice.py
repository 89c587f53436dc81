"""The advice asked for on one plan in its drawer: who was asked, how each request stands; it writes nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from audit_app.domain.advice import AdviceAsked, State
from audit_app.screens.plans.advice_words import STATUS, detail_words, state_words, whom_words
from audit_app.ui.card import clear
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.pill import status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_WAITED_FOR = (State.OWED, State.OVERDUE)


class AdviceList(QWidget):
    """`add_requested` asks for a new line; the other signals carry an `AdviceAsked`.

    `log_requested` is about what the register alone says. `filled` tells that other requests are listed now.
    """

    add_requested = Signal()
    received_requested = Signal(object)
    change_requested = Signal(object)
    remove_requested = Signal(object)
    log_requested = Signal(object)
    filled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        self._rows: list[QWidget] = []
        self.banner = Banner()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(space[1])
        self.add_button = button("Add a re&quest for advice…", self.add_requested.emit, icon=Icon.ADD)
        outer.addWidget(self.banner)
        outer.addLayout(self.lines)
        outer.addWidget(FlowRow(self.add_button))

    def show_requests(self, requests: Sequence[tuple[AdviceAsked, State]], today: date, *, may_write: bool) -> None:
        """List these as they stand on a day, and offer what the person may do with them."""
        clear(self.lines)
        self._rows = []
        self.add_button.setEnabled(may_write)
        if not requests:
            self.lines.addWidget(label("No advice is known to have been asked for on this plan.", "soft"))
        for asked, state in requests:
            said = state_words(asked, state, today)
            name = label(whom_words(asked), "strong")
            name.setAccessibleName(f"{whom_words(asked)}: {said}. {detail_words(asked)}")
            self.lines.addWidget(name)
            self.lines.addWidget(status_pill(STATUS[state], said))
            self.lines.addWidget(label(detail_words(asked), "soft"))
            if may_write:
                self._rows.append(FlowRow(*self._acts(asked, state)))
                self.lines.addWidget(self._rows[-1])
        self.filled.emit()

    def focused_line(self) -> int:
        """The number of the request on which the focus stands, from 0; -1 for none."""
        focused = QApplication.focusWidget()
        return next((at for at, row in enumerate(self._rows) if focused is not None and row.isAncestorOf(focused)), -1)

    def focus_line(self, number: int) -> None:
        """Put the focus on what can be done with a request, or on adding one where it is gone; nothing for -1."""
        if number < 0:
            return
        row = self._rows[min(number, len(self._rows) - 1)] if self._rows else None
        first = row.findChild(QAbstractButton) if row is not None else None
        (first or self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Why something was not saved; empty words take that away."""
        self.banner.say(words, Tone.FAULT)

    def _acts(self, asked: AdviceAsked, state: State) -> list[QWidget]:
        def act(words: str, tell: Callable[[AdviceAsked], object]) -> QWidget:
            name = f"{words.removesuffix('…')}: {whom_words(asked)}"
            return button(words, partial(tell, asked), weight="quiet", name=name)

        if not asked.from_log:
            return [act("Put into the log…", self.log_requested.emit)]
        found = [act("Received today", self.received_requested.emit)] if state in _WAITED_FOR else []
        found.append(act("Change…", self.change_requested.emit))
        found.append(act("Remove", self.remove_requested.emit))
        return found
