"""The card of the round that is running: how much each member has finished, never what, and what comes next."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.rounds import RoundState, Standing
from audit_app.screens.home.wording import round_due_words, seat_words
from audit_app.services.rounds.progress import RoundProgress
from audit_app.ui.card import Card, clear
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label


class RoundAtHome(Card):
    """`round_requested` carries the round's id."""

    round_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Round", parent)
        self._round = ""
        self.due, self.rest = label("", "soft"), label("", "soft")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(measures().spacing[0])
        self.go = button("Go to the &round", lambda: self.round_requested.emit(self._round), icon=Icon.PEOPLE)
        self.body.addWidget(self.due)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.rest)
        self.body.addWidget(FlowRow(self.go))

    def show_round(self, found: RoundProgress | None, today: date) -> None:
        """Show the running round; nothing where there is none."""
        self.setVisible(found is not None)
        clear(self._lines)
        if found is None:
            return
        self._round = found.id
        self.set_title(f"Round {found.name}")
        self.due.setText(round_due_words(found, today))
        for one in found.seats:
            if one.seat.standing is Standing.TAKING_PART:
                self._lines.addWidget(label(seat_words(one)))
        is_open = found.state is RoundState.OPEN
        ready = "The scores can be opened." if found.rule.is_met else "The scores open when all are in."
        rest = ready if is_open else "The scores are open: agree one score for each marker, then close."
        self.rest.setText(rest if found.is_sealed else f"{rest} Not sealed: it has no keyholder.")

    def forget(self) -> None:
        """Show nothing."""
        self._round = ""
        clear(self._lines)
        self.hide()
