"""People and roles as widgets: a card that tells what a person wishes, and knows no service."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from audit_app.screens.settings.parts import Working
from audit_app.screens.settings.reading import PersonRow
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label, reading
from exports.charts.scene import Mark
from resources.theme import Colour

_LEAST_ROWS, _MOST_ROWS = 6, 14
_SAID = (
    "Roles are kept by the app, not by encryption: whoever must not see plans gets an export, and no passphrase here."
)
_NOTE = (
    "Changing somebody is on record with its reason. A last day ends their access at its end; removing somebody takes "
    "their keys and gives the database a new one. What they did stays."
)


class PeopleCard(Card):
    """Who the workspace knows, and what each may do."""

    add_requested = Signal()
    change_requested = Signal()
    remove_requested = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("People and roles")
        columns = (
            Column("name", "Name", lambda row: row.name, tip=lambda row: row.name, width=180),
            Column("agency", "Agency", lambda row: row.agency, choices=True, width=120, yields=1),
            Column("roles", "Roles", lambda row: row.roles, tip=lambda row: row.roles, width=190),
            Column("teams", "Teams", lambda row: row.teams, tip=lambda row: row.teams, width=90, yields=2),
            Column("state", "Access", lambda row: row.state, mark=_mark, tip=lambda row: row.state, width=210),
        )
        self.table = DataTable("People", columns)
        self.table.set_height_in_rows(_LEAST_ROWS, _MOST_ROWS)
        self.add_button = button("&Add a person…", self.add_requested.emit, weight=Weight.MAIN, icon=Icon.ADD)
        self.change_button = button("&Change…", self.change_requested.emit, icon=Icon.EDIT)
        self.remove_button = button("&Remove…", self.remove_requested.emit, weight=Weight.DANGER)
        self.why_not = label("", "soft")
        self.why_not.hide()
        self.working = Working("The keys are being made.", self.cancelled.emit)
        self.body.addWidget(reading(_SAID, "soft"))
        self.body.addWidget(self.table, 10)
        self.body.addWidget(FlowRow(self.add_button, self.change_button, self.remove_button))
        self.body.addWidget(self.why_not)
        self.body.addWidget(self.working)
        self.body.addWidget(reading(_NOTE, "caption"))
        self.body.addStretch(1)
        pass_focus(self, self.table.view)

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Everybody; the current row stays where they are still there."""
        self.table.set_rows(rows)

    def show_rights(self, *, may: bool, why_not: str) -> None:
        """Whether people can be changed now, and why not."""
        self.add_button.setEnabled(may)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))

    def show_current(self, *, can_change: bool, can_remove: bool) -> None:
        """What can be done with the person that the arrow keys are on."""
        self.change_button.setEnabled(can_change)
        self.remove_button.setEnabled(can_remove)

    def begin(self, words: str) -> None:
        """Keys are being changed: nothing else can be done with people until it ends."""
        self.working.begin(words)
        self.show_rights(may=False, why_not="")
        self.show_current(can_change=False, can_remove=False)


def _mark(row: PersonRow) -> tuple[Mark, Colour]:
    status = Status.GREEN if row.can_open and not row.has_left else Status.RED if row.can_open else Status.GREY
    return status.value
