"""The access log as widgets: who read, exported, printed or unlocked what; it knows no service."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from audit_app.screens.settings.asking import Asking
from audit_app.screens.settings.pager import Pager
from audit_app.screens.settings.parts import Working, moment, narrow
from audit_app.services.access_log import AccessAsked, AccessPage, AccessRow
from audit_app.services.trail import PAGE
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, reading

_LEAST_ROWS = 5
_SAID = (
    "Who read a plan, a review or a sample, who exported or printed, and who unlocked after how many failed attempts. "
    "It is kept in this copy of the workspace, in a chain of its own that the tamper check follows."
)
ACTS: Mapping[str, str] = MappingProxyType(
    {
        "read": "Read",
        "export": "Exported",
        "report": "Made a report",
        "print": "Printed",
        "copy": "Copied",
        "unlock": "Unlocked",
        "lock": "Locked",
        "back up": "Backed up",
        "check": "Checked everything",
        "drill": "Tried a backup",
        "read a plan's document": "Opened a document",
    }
)
"""What was done, in words."""
_WHY_LOCKED: Mapping[str, str] = MappingProxyType(
    {
        "lock": "by hand",
        "idle": "nobody was there",
        "quit": "the window was closed",
        "rotate": "the database gets a new key",
    }
)


class AccessCard(Card):
    """`wanted` tells that something else is asked for, `page_wanted` carries the first row of another page."""

    wanted = Signal()
    page_wanted = Signal(int)
    save_requested = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("Access log")
        self.act = QComboBox()
        narrow(self.act, 12).addItem("Everything", "")
        self.asking = Asking(Field("&Did", self.act))
        self.act.activated.connect(self.asking.tell)
        self.asking.changed.connect(self.wanted)
        self.save_button = button("&Save as a file…", self.save_requested.emit, icon=Icon.EXPORT)
        self.head.addWidget(self.save_button)
        columns = (
            Column("utc", "When", lambda row: moment(row.utc), width=160),
            Column("person", "Who", lambda row: row.person, tip=lambda row: row.person, width=170),
            Column("act", "Did", lambda row: ACTS.get(row.act, row.act), width=150),
            Column("thing", "What", _thing, tip=_thing, width=300),
        )
        empty = EmptyState("Nothing fits", "Nobody did this in this time. Ask for a longer time.", icon=Icon.SEARCH)
        self.table = DataTable("Accesses", columns, empty=empty, searchable=False)
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.pager = Pager("events", PAGE)
        self.pager.turned.connect(self.page_wanted)
        self.working = Working("The file is being written.", self.cancelled.emit)
        for part in (reading(_SAID, "soft"), self.asking, self.working):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.pager)
        pass_focus(self, self.table.view)

    def asked(self) -> AccessAsked:
        """What is asked for."""
        first, last = self.asking.days
        return AccessAsked(
            self.asking.name, str(self.act.currentData() or ""), first, last, self.asking.words.text().strip()
        )

    def begin(self, today: date, names: Sequence[str]) -> None:
        """What is asked for at first."""
        self.asking.begin(today, names)

    def show_page(self, page: AccessPage) -> None:
        """A page of the events that fit, and everything that was ever done to choose from."""
        chosen = self.act.currentData()
        while self.act.count() > 1:
            self.act.removeItem(1)
        for act in page.acts:
            self.act.addItem(ACTS.get(act, act), act)
        self.act.setCurrentIndex(max(self.act.findData(chosen), 0))
        self.table.set_rows(page.rows)
        self.pager.show_place(page.first, len(page.rows), page.total)
        self.save_button.setEnabled(page.total > 0)

    def forget(self) -> None:
        """The workspace is locked."""
        self.asking.forget()
        self.show_page(AccessPage((), 0, 0, ()))


def _thing(row: AccessRow) -> str:
    return _WHY_LOCKED.get(row.thing, row.thing) if row.act == "lock" else row.thing
