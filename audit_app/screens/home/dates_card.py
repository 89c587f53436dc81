"""The card of the next two weeks: data cut off, papers out, meetings, communications; it reads nothing."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from audit_app.domain.calendar import Event
from audit_app.domain.counting import counted
from audit_app.services.governance.ahead import DAYS_AHEAD
from audit_app.ui.card import Card, clear
from audit_app.ui.days import short_day
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_MOST: Final = 6


class DatesCard(Card):
    """`meeting_requested` carries an event whose meeting is to be opened, `calendar_requested` the calendar itself."""

    meeting_requested = Signal(object)
    calendar_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Meetings and papers in the next two weeks", parent)
        self.see_button = button("See the calendar", self.calendar_requested.emit, weight="quiet")
        self.head.addWidget(self.see_button)
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(measures().spacing[2])
        self.lines.setVerticalSpacing(measures().spacing[1])
        self.lines.setColumnStretch(1, 1)
        self.more = label("", "soft")
        self.body.addLayout(self.lines)
        self.body.addWidget(self.more)

    def show_dates(self, dates: Sequence[Event], today: date) -> None:
        """Show the next of these; without any the card goes."""
        clear(self.lines)
        for row, one in enumerate(dates[:_MOST]):
            on = "today" if one.on == today else short_day(one.on)
            opens = button("Open", partial(self.meeting_requested.emit, one), weight="quiet", name=f"Open {one.words}")
            self.lines.addWidget(label(on, "soft", wraps=False), row, 0)
            self.lines.addWidget(ElidedLabel(one.words, "strong"), row, 1)
            self.lines.addWidget(opens, row, 2, Qt.AlignmentFlag.AlignRight)
        left = len(dates) - _MOST
        self.more.setText(f"{counted(left, 'more day')} in the next {DAYS_AHEAD} days." if left > 0 else "")
        self.more.setVisible(left > 0)
        self.setVisible(bool(dates))

    def forget(self) -> None:
        """Show nothing."""
        clear(self.lines)
        self.more.clear()
