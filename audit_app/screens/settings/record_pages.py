"""The audit trail and the access log as widgets; they know no service."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout

from audit_app.screens.settings.parts import day_of
from audit_app.screens.settings.reading import MOST_CHANGES, AccessRow, TrailRow, moment
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import label

_HIGH = 380
_DAYS_AT_FIRST = 30


class TrailPage(Card):
    """The audit trail: who changed what, from what to what, and why."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Audit trail")
        self.person = QComboBox()
        self.person.setMinimumContentsLength(14)
        self.first, self.last = QDateEdit(), QDateEdit()
        for edit in (self.first, self.last):
            edit.setDisplayFormat("d MMM yyyy")
            edit.setCalendarPopup(True)
            edit.dateChanged.connect(self._tell)
        self.person.activated.connect(self._tell)
        row = QHBoxLayout()
        for field in (Field("&Person", self.person), Field("&From", self.first), Field("&To, included", self.last)):
            row.addWidget(field)
        row.addStretch(1)
        columns = (
            Column("utc", "When", lambda row: moment(row.utc), lambda row: row.utc, width=150),
            Column("person", "Who", lambda row: row.person, width=130),
            Column("label", "What", lambda row: row.label, tip=lambda row: row.label, width=220),
            Column("plans", "Plan", lambda row: row.plans, width=100, yields=1),
            Column("reason", "Why", lambda row: row.reason, tip=lambda row: row.reason, width=130),
            Column("values", "Old → new", lambda row: "; ".join(row.values), tip=_lines, width=240),
        )
        empty = EmptyState("No change", "Nothing was changed on these days. Choose others.", icon=Icon.HISTORY)
        self.table = DataTable("Changes", columns, empty=empty)
        self.table.setMinimumHeight(300)
        self.table.row_current.connect(self.show_values)
        self.note = label("", "soft")
        self.values = label("", "soft")
        self.body.addLayout(row)
        self.body.addWidget(self.note)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label("Old → new", "strong"))
        self.body.addWidget(self.values)
        pass_focus(self, self.table.view)

    def begin(self, today: date, names: Sequence[str]) -> None:
        """Everybody's changes of the last month, unless other days were chosen before."""
        chosen = self.person.currentData() or ""
        self.person.clear()
        self.person.addItem("Everybody", "")
        for name in names:
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        for edit, day in ((self.first, today - timedelta(days=_DAYS_AT_FIRST)), (self.last, today)):
            if edit.property("begun") is None:
                edit.blockSignals(True)
                edit.setDate(QDate(day.year, day.month, day.day))
                edit.blockSignals(False)
                edit.setProperty("begun", True)

    def asked(self) -> tuple[str, date, date]:
        """The person (empty for everybody), the first day and the last."""
        return str(self.person.currentData() or ""), day_of(self.first), day_of(self.last)

    def show_rows(self, rows: Sequence[TrailRow]) -> None:
        """The changes that fit."""
        is_cut = len(rows) >= MOST_CHANGES
        self.note.setText(f"The newest {MOST_CHANGES:,} are shown. Choose fewer days for others." if is_cut else "")
        self.note.setVisible(is_cut)
        self.table.set_rows(rows)
        self.table.select(lambda _row: True)
        self.show_values(self.table.current())

    def show_values(self, row: object) -> None:
        """Every value of the change that the arrow keys are on."""
        self.values.setText(
            "\n".join(row.values) if isinstance(row, TrailRow) else "Choose a change to see its values."
        )

    def _tell(self) -> None:
        self.wanted.emit()


class AccessPage(Card):
    """Who read, exported, printed or unlocked what."""

    def __init__(self) -> None:
        super().__init__("Access log")
        columns = (
            Column("utc", "When", lambda row: moment(row.utc), lambda row: row.utc, width=160),
            Column("person", "Who", lambda row: row.person, choices=True, width=170),
            Column("act", "Did", lambda row: row.act, choices=True, width=120),
            Column("thing", "What", lambda row: row.thing, tip=lambda row: row.thing, width=300),
        )
        self.table = DataTable("Accesses", columns)
        self.table.setMinimumHeight(_HIGH)
        said = (
            "It is kept on this machine's copy of the workspace, in a chain of its own that the tamper check follows."
        )
        self.body.addWidget(label(said, "soft"))
        self.body.addWidget(self.table, 1)
        pass_focus(self, self.table.view)

    def show_rows(self, rows: Sequence[AccessRow]) -> None:
        """The newest first."""
        self.table.set_rows(rows)


def _lines(row: TrailRow) -> str:
    return "\n".join(row.values)
