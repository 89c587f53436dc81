"""The parts of the settings screen as widgets: each is a card that tells what a person wishes, and knows no service."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from audit_app.screens.settings.person_dialog import RULE
from audit_app.screens.settings.reading import MOST_CHANGES, AccessRow, TrailRow, moment
from audit_app.store.check import Finding
from audit_app.ui.card import Card, clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field, passphrase_field
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import Mode, measures
from audit_app.ui.words import button, label, reading

_HIGH = 380
_DAYS_AT_FIRST = 30
_DRILL = (
    "A backup is worth what restoring it is worth. Once a term, try it: lock the workspace, choose “Restore a backup” "
    "on the start screen, take the newest backup of the second place, and restore it into a folder of another name. "
    "It is verified before it gets its name. Open it with your passphrase, look at one audit that you know, then "
    "delete the copy. The workspace itself is not touched."
)
_THEMES = ((Mode.SYSTEM, "As the system"), (Mode.LIGHT, "Light"), (Mode.DARK, "Dark"))
_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


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
        self.body.addLayout(_row(self.add_button, self.remove_button))
        note = "Removing somebody gives the database a new key; what they did stays on record."
        self.body.addWidget(label(note, "caption"))
        self.working = Working("The keys are being made.")
        self.body.addWidget(self.working)


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

    def forget(self) -> None:
        """Forget what was typed."""
        for field in (self.current, self.new, self.again):
            getattr(field.widget, "clear")()  # noqa: B009 - a Field holds its input as a plain widget
            field.show_problems(())


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
        self.body.addLayout(_row(self.make_button, self.place_button))
        self.body.addWidget(self.working)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label("Try a restore", "cardTitle"))
        self.body.addWidget(reading(_DRILL, "soft"))


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
            Column("plans", "Plan", lambda row: row.plans, width=100),
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
        return str(self.person.currentData() or ""), _day(self.first), _day(self.last)

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

    def show_rows(self, rows: Sequence[AccessRow]) -> None:
        """The newest first."""
        self.table.set_rows(rows)


class LooksPage(Card):
    """Theme, size of type, and minutes until the lock; each takes hold at once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("Appearance")
        self.mode, self.scale, self.idle = QComboBox(), QComboBox(), QSpinBox()
        for mode, words in _THEMES:
            self.mode.addItem(words, mode.value)
        for scale in _SCALES:
            self.scale.addItem(f"{scale:.0%}".replace("%", " %"), scale)
        self.idle.setSuffix(" minutes")
        self.idle_field = Field("&Lock when nobody works for", self.idle)
        for field in (Field("&Theme", self.mode), Field("&Size of type", self.scale), self.idle_field):
            field.setMaximumWidth(320)
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.mode.activated.connect(self._tell)
        self.scale.activated.connect(self._tell)
        self.idle.valueChanged.connect(self._tell)

    def show_chosen(self, mode: Mode, scale: float, idle_minutes: int, longest_idle: int) -> None:
        """What is in force, without telling of it."""
        self.mode.setCurrentIndex(self.mode.findData(mode.value))
        nearest = min(range(len(_SCALES)), key=lambda number: abs(_SCALES[number] - scale))
        self.scale.setCurrentIndex(nearest)
        self.idle.blockSignals(True)
        self.idle.setRange(1, longest_idle)
        self.idle.setValue(idle_minutes)
        self.idle.blockSignals(False)
        self.idle_field.hint.setText(f"At most {longest_idle} minutes on this machine.")
        self.idle_field.hint.show()

    def _tell(self) -> None:
        self.changed.emit()


class Working(QWidget):
    """A bar while something works, with Cancel where it can be stopped."""

    def __init__(self, words: str, on_cancel: object = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.bar.setMaximumWidth(240)
        self.cancel_button = button("Cancel", on_cancel if callable(on_cancel) else None)
        self.cancel_button.setVisible(callable(on_cancel))
        row.addWidget(self.bar)
        row.addWidget(label(words, "soft", wraps=False))
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.hide()

    def begin(self) -> None:
        """Show that it works."""
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)


def _row(*parts: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(measures().spacing[1])
    for part in parts:
        made.addWidget(part)
    made.addStretch(1)
    return made


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def _lines(row: TrailRow) -> str:
    return "\n".join(row.values)
