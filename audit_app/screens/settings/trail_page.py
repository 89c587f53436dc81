"""The audit trail as widgets: who changed what, from what to what, and why; it knows no service."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from audit_app.screens.settings.asking import Asking
from audit_app.screens.settings.pager import Pager
from audit_app.screens.settings.parts import Lines, Working, moment, narrow
from audit_app.services.trail import PAGE, TOPICS, TrailAsked, TrailPage, TrailRow
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label

_LEAST_ROWS, _VALUE_LINES = 5, 5


class TrailCard(Card):
    """`wanted` tells that something else is asked for, `page_wanted` carries the first row of another page."""

    wanted = Signal()
    page_wanted = Signal(int)
    save_requested = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("Audit trail")
        self.topic, self.plan = QComboBox(), QLineEdit()
        narrow(self.topic, 10).addItem("Everything", "")
        for id_, topic in TOPICS.items():
            self.topic.addItem(topic.words, id_)
        self.plan.setClearButtonEnabled(True)
        self.plan_field = Field("P&lan", self.plan)
        self.asking = Asking(Field("&About", self.topic), self.plan_field)
        self.topic.activated.connect(self.asking.tell)
        self.plan.editingFinished.connect(self.asking.tell)
        self.asking.changed.connect(self.wanted)
        self.save_button = button("&Save as a file…", self.save_requested.emit, icon=Icon.EXPORT)
        self.head.addWidget(self.save_button)
        self.table = self._table()
        self.pager = Pager("changes", PAGE)
        self.pager.turned.connect(self.page_wanted)
        self.values = Lines("The chosen change in full, old and new values", _VALUE_LINES)
        self.values.setPlaceholderText("Choose a change to see each value, old → new.")
        self.working = Working("The file is being written.", self.cancelled.emit)
        for part in (self.asking, self.working):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.pager)
        self.body.addWidget(label("The chosen change, old → new", "strong"))
        self.body.addWidget(self.values)
        pass_focus(self, self.table.view)

    def asked(self) -> TrailAsked:
        """What is asked for."""
        first, last = self.asking.days
        return TrailAsked(
            self.asking.name,
            str(self.topic.currentData() or ""),
            self.plan.text().strip(),
            first,
            last,
            self.asking.words.text().strip(),
        )

    def begin(self, today: date, names: Sequence[str]) -> None:
        """What is asked for at first."""
        self.asking.begin(today, names)

    def show_page(self, page: TrailPage) -> None:
        """A page of the changes that fit; the newest is current."""
        self.table.set_rows(page.rows)
        self.pager.show_place(page.first, len(page.rows), page.total)
        self.save_button.setEnabled(page.total > 0)
        if not self.table.select(lambda _row: True):
            self.show_values((), 0)

    def show_values(self, lines: Sequence[str], total: int) -> None:
        """The change that the arrow keys are on: what and why in full, then each of its values."""
        row = self.table.current() if total else None
        said = [_what(row), *([f"Why: {row.head.reason}"] if row.head.reason else [])] if row is not None else []
        more = total - len(lines)
        rest = [f"and {more:,} more values: save the changes as a file to have them all"] if more > 0 else []
        self.values.setPlainText("\n".join([*said, *lines, *rest]))

    def forget(self) -> None:
        """The workspace is locked."""
        self.asking.forget()
        self.show_page(TrailPage((), 0, 0))
        self.show_values((), 0)

    def _table(self) -> DataTable:
        columns = (
            Column("utc", "When", lambda row: moment(row.head.utc), width=150),
            Column("person", "Who", lambda row: row.head.person, tip=lambda row: row.head.person, width=140),
            Column("label", "What", _what, tip=_what, width=190),
            Column("plans", "Plan", lambda row: row.plans, tip=lambda row: row.plans, width=100),
            Column("reason", "Why", lambda row: row.head.reason, tip=lambda row: row.head.reason, width=100, yields=1),
            Column("values", "Old → new", lambda row: row.values, tip=lambda row: row.values, width=105, yields=2),
        )
        empty = EmptyState(
            "No change fits",
            "Nothing was changed by these people, in this time, about this. Ask for a longer time or for everything.",
            words="Show everything",
            on_click=self._show_everything,
            icon=Icon.HISTORY,
        )
        table = DataTable("Changes", columns, empty=empty, searchable=False)
        table.set_height_in_rows(_LEAST_ROWS)
        return table

    def _show_everything(self) -> None:
        self.asking.person.setCurrentIndex(0)
        self.topic.setCurrentIndex(0)
        for edit in (self.plan, self.asking.words):
            edit.blockSignals(True)
            edit.clear()
            edit.blockSignals(False)
        self.asking.show_all_time()


def _what(row: TrailRow) -> str:
    return row.head.label or "(erased)"
