"""People and passphrase as widgets: cards that tell what a person wishes, and know no service."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from audit_app.screens.settings.parts import Working, row_of
from audit_app.screens.settings.person_dialog import RULE
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import passphrase_field
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label

_HIGH = 380


class PeoplePage(Card):
    """Who the workspace knows, and what each may do."""

    add_requested = Signal()
    remove_requested = Signal()

    def __init__(self) -> None:
        super().__init__("People and roles")
        columns = (
            Column("name", "Name", lambda row: row.name, width=190),
            Column("agency", "Agency", lambda row: row.agency, choices=True, width=130),
            Column("roles", "Roles", lambda row: row.roles, tip=lambda row: row.roles, width=220),
            Column("state", "Access", lambda row: row.state, width=180),
        )
        self.table = DataTable("People", columns)
        self.table.setMinimumHeight(_HIGH)
        self.add_button = button("&Add a person…", self.add_requested.emit, weight=Weight.MAIN, icon=Icon.ADD)
        self.remove_button = button("&Remove…", self.remove_requested.emit, weight=Weight.DANGER)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row_of(self.add_button, self.remove_button))
        note = "Removing somebody gives the database a new key; what they did stays on record."
        self.body.addWidget(label(note, "caption"))
        self.working = Working("The keys are being made.")
        self.body.addWidget(self.working)
        pass_focus(self, self.table.view)


class PassphrasePage(Card):
    """One's own passphrase."""

    change_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Your passphrase")
        self.current = passphrase_field("Your &present passphrase")
        self.new = passphrase_field("The &new passphrase", hint=RULE)
        self.again = passphrase_field("The new passphrase &again")
        for field in (self.current, self.new, self.again):
            field.setMaximumWidth(420)
            self.body.addWidget(field)
        self.change_button = button("&Change the passphrase", self.change_requested.emit, weight=Weight.MAIN)
        self.body.addWidget(self.change_button)
        self.body.addWidget(label("Backups made before still open with the old one.", "caption"))
        self.working = Working("Your keys are being locked anew.")
        self.body.addWidget(self.working)
        self.body.addStretch(1)
        pass_focus(self, self.current)

    def forget(self) -> None:
        """Forget what was typed."""
        for field in (self.current, self.new, self.again):
            if isinstance(field.widget, QLineEdit):
                field.widget.clear()
            field.show_problems(())
