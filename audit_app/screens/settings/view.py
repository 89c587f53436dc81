"""The settings screen's widgets: its parts in a list at the left, the chosen one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from audit_app.screens.settings.looks_page import LooksPage
from audit_app.screens.settings.people_pages import PassphrasePage, PeoplePage
from audit_app.screens.settings.record_pages import AccessPage, TrailPage
from audit_app.screens.settings.safety_pages import BackupsPage, CheckPage
from audit_app.ui.card import Card, Page
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon, icon_of
from audit_app.ui.screen import Screen
from audit_app.ui.theme import measures

_LEFT, _ROW = 210, 44
PEOPLE, PASSPHRASE, BACKUPS, CHECK, TRAIL, ACCESS, LOOKS = (
    "people", "passphrase", "backups", "check", "trail", "access", "appearance",
)  # fmt: skip


class SettingsView(Screen):
    """`part_shown` carries the part that came up; `dropped` that all is to be forgotten."""

    part_shown = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people, self.passphrase, self.backups = PeoplePage(), PassphrasePage(), BackupsPage()
        self.check, self.trail, self.access, self.looks = CheckPage(), TrailPage(), AccessPage(), LooksPage()
        self.page = Page("Settings")
        self.banner = Banner()
        self.parts = QListWidget()
        self.parts.setAccessibleName("Parts of the settings")
        self.parts.setFixedWidth(_LEFT)
        self.stack = QStackedWidget()
        for id_, icon, card in self._cards():
            item = QListWidgetItem(icon_of(icon), card.title.text())
            item.setData(Qt.ItemDataRole.UserRole, id_)
            item.setSizeHint(QSize(0, _ROW))
            self.parts.addItem(item)
            self.stack.addWidget(card)
        self.parts.currentRowChanged.connect(self._show_part)
        across = QHBoxLayout()
        across.setSpacing(measures().spacing[3])
        across.addWidget(self.parts)
        across.addWidget(self.stack, 1)
        self.page.body.addWidget(self.banner)
        self.page.body.addLayout(across, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        pass_focus(self, self.parts)

    @property
    def part(self) -> str:
        """The part in view."""
        item = self.parts.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def show_with(self, **what: object) -> None:
        """Come up; `part` chooses one of the parts."""
        wanted = str(what.get("part", "")) or self.part or PEOPLE
        row = next((number for number, (id_, _, _) in enumerate(self._cards()) if id_ == wanted), 0)
        was = self.parts.currentRow()
        self.parts.setCurrentRow(row)
        self.parts.item(row).setSelected(True)
        if row == was:
            self._show_part(row)

    def regions(self) -> Sequence[QWidget]:
        """The list of parts, and the part in view."""
        return (self.parts, self._cards()[max(self.parts.currentRow(), 0)][2])

    def drop(self) -> None:
        """Forget everything that was read or typed."""
        for table in (self.people.table, self.backups.table, self.trail.table, self.access.table):
            table.set_rows(())
        self.trail.show_rows(())
        self.trail.person.clear()
        self.backups.place.setText("")
        self.check.show_findings(())
        self.check.when.setText("")
        self.passphrase.forget()
        self.say("")
        self.dropped.emit()

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def _cards(self) -> tuple[tuple[str, Icon, Card], ...]:
        return (
            (PEOPLE, Icon.PEOPLE, self.people),
            (PASSPHRASE, Icon.LOCK, self.passphrase),
            (BACKUPS, Icon.BACKUP, self.backups),
            (CHECK, Icon.SHIELD, self.check),
            (TRAIL, Icon.HISTORY, self.trail),
            (ACCESS, Icon.SEARCH, self.access),
            (LOOKS, Icon.THEME, self.looks),
        )

    def _show_part(self, row: int) -> None:
        if row >= 0:
            self.say("")
            self.stack.setCurrentIndex(row)
            self.part_shown.emit(self.part)
