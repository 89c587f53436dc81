"""Backups and the tamper check as widgets: cards that tell what a person wishes, and know no service."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from audit_app.screens.settings.parts import Working, row_of
from audit_app.screens.settings.reading import moment
from audit_app.store.check import Finding
from audit_app.ui.card import Card, clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, reading

_DRILL = (
    "A backup is worth what restoring it is worth. Once a term, try it: lock the workspace, choose “Restore a backup” "
    "on the start screen, take the newest backup of the second place, and restore it into a folder of another name. "
    "It is verified before it gets its name. Open it with your passphrase, look at one audit that you know, then "
    "delete the copy. The workspace itself is not touched."
)


class BackupsPage(Card):
    """The verified copies, where further ones go, and how to try one."""

    make_requested = Signal()
    place_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Backups")
        self.place = label("", "soft")
        self.make_button = button("&Back up now", self.make_requested.emit, weight=Weight.MAIN, icon=Icon.BACKUP)
        self.place_button = button("Choose the &second place…", self.place_requested.emit, icon=Icon.OPEN)
        columns = (
            Column("made", "Made", lambda row: moment(row.made.isoformat()), lambda row: row.made, width=170),
            Column("place", "Place", lambda row: row.place, choices=True, width=180),
            Column("folder", "Folder", lambda row: str(row.folder), tip=lambda row: str(row.folder), width=260),
        )
        empty = EmptyState("No backup yet", "“Back up now” makes the first one.")
        self.table = DataTable("Backups", columns, empty=empty)
        self.table.setMinimumHeight(260)
        self.working = Working("The backup is being made and verified.")
        self.body.addWidget(self.place)
        self.body.addLayout(row_of(self.make_button, self.place_button))
        self.body.addWidget(self.working)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label("Try a restore", "cardTitle"))
        self.body.addWidget(reading(_DRILL, "soft"))
        pass_focus(self, self.make_button)


class CheckPage(Card):
    """Whether anything was changed behind the app's back."""

    check_requested = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("Tamper check")
        said = (
            "The check reads everything again: the file, the keys, every signed change, the figures counted from them, "
            "each grade and the access log. Nothing can be saved while it runs."
        )
        self.when = label("", "strong")
        self.check_button = button("&Check everything", self.check_requested.emit, weight=Weight.MAIN, icon=Icon.SHIELD)
        self.working = Working("Checking.", self.cancelled.emit)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(measures().spacing[1])
        self.body.addWidget(reading(said, "soft"))
        self.body.addWidget(self.when)
        self.body.addWidget(self.check_button)
        self.body.addWidget(self.working)
        self.body.addLayout(self.findings)
        self.body.addStretch(1)
        pass_focus(self, self.check_button)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Each part with what was looked at, and every fault in it."""
        clear(self.findings)
        for one in findings:
            line = QHBoxLayout()
            status, words = (Status.GREEN, "Good") if one.is_good else (Status.RED, f"Faults: {len(one.faults):,}")
            line.addWidget(status_pill(status, words))
            line.addWidget(label(f"{one.name.capitalize()}: {one.looked_at}"), 1)
            self.findings.addLayout(line)
            for fault in one.faults:
                self.findings.addWidget(label(fault, "problem"))
