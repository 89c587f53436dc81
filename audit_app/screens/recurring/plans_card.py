"""The plans behind one line, at the right of it: Enter opens a plan's thread or its audit; it reads nothing."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from audit_app.screens.recurring.wording import line_title, line_words, ref_words
from audit_app.services.reports.recurring import Behind, Line, Recurring
from audit_app.ui.card import Card
from audit_app.ui.days import plain_day
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label

_ROWS = 5
_OPEN_THREAD, _OPEN_AUDIT = "Open the t&hread", "Open t&he audit"
_NONE = "The plans behind a line"


def _columns() -> tuple[Column, ...]:
    return (
        Column("plan", "Plan", lambda row: ref_words(row.plan.plan_ref), width=120),
        Column("times", "Times", lambda row: f"{row.times:,}", sort=lambda row: row.times, figures=True, width=64),
        Column(
            "on", "Audited", lambda row: plain_day(row.plan.audited_on), sort=lambda row: row.plan.audited_on, width=110
        ),
        Column("team", "Team", lambda row: row.plan.groups.get("team", ""), width=120, yields=1),
    )


class PlansCard(Card):
    """`thread_requested` and `place_requested` carry a `Behind`: what it opens, or its words in the plan."""

    thread_requested = Signal(object)
    place_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_NONE, parent)
        self.told = label("", "soft")
        self.table = DataTable(
            _NONE, _columns(), empty=EmptyState("No line is chosen", "Choose a line in the list."), searchable=False
        )
        self.table.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # references differ at their ends
        self.table.set_height_in_rows(_ROWS)
        self.open_button = button(_OPEN_THREAD, self._open, weight=Weight.MAIN, icon=Icon.THREAD)
        self.place_button = button("Show in the plan  P", self._place, icon=Icon.DOCUMENT, name="Show in the plan")
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(FlowRow(self.open_button, self.place_button))
        key = QShortcut(QKeySequence("P"), self.table.view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._place)
        self.table.row_chosen.connect(self.thread_requested)
        self.table.row_current.connect(self._follow)

    def show_line(self, line: Line | None, found: Recurring | None) -> None:
        """The plans behind a line; the one that was current stays where it is among them."""
        before = self.table.current()
        self.set_title(line_title(line) if line is not None else _NONE)
        self.told.setText(line_words(line, found) if line is not None and found is not None else "")
        self.table.view.setAccessibleName(f"Plans behind {line_title(line)}" if line is not None else _NONE)
        self.table.set_rows(line.behind if line is not None else ())
        held = before.plan.review_id if isinstance(before, Behind) else ""
        if not self.table.select(lambda row: row.plan.review_id == held):
            self.table.select(lambda _row: True)
        self._follow(self.table.current())

    def _follow(self, row: Any) -> None:
        self.open_button.setEnabled(isinstance(row, Behind))
        is_audit = isinstance(row, Behind) and row.opens == "audit"
        words = _OPEN_AUDIT if is_audit else _OPEN_THREAD
        self.open_button.setText(words)
        self.open_button.setAccessibleName(words.replace("&", ""))
        self.place_button.setVisible(isinstance(row, Behind) and row.place is not None)

    def _open(self) -> None:
        if (row := self.table.current()) is not None:
            self.thread_requested.emit(row)

    def _place(self) -> None:
        row = self.table.current()
        if isinstance(row, Behind) and row.place is not None:
            self.place_requested.emit(row)
