"""The settings screen's widgets: its parts in a list at the left, the chosen one at the right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from audit_app.screens.settings.access_page import AccessCard
from audit_app.screens.settings.backups_page import BackupsCard
from audit_app.screens.settings.check_page import CheckCard
from audit_app.screens.settings.frameworks_page import FrameworksCard
from audit_app.screens.settings.key_pages import PassphraseCard, SheetCard
from audit_app.screens.settings.looks_page import LooksPage
from audit_app.screens.settings.parts import OneAtATime
from audit_app.screens.settings.people_page import PeopleCard
from audit_app.screens.settings.report_look_page import ReportLookCard
from audit_app.screens.settings.retention_page import RetentionCard
from audit_app.screens.settings.trail_page import TrailCard
from audit_app.ui.card import Card, Page
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon, icon_of
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.theme import RESIZED, measures, scaled

_ROW, _BESIDE = 40, 68
PEOPLE, PASSPHRASE, SHEET, FRAMEWORKS, REPORT_LOOK, BACKUPS, RETENTION, CHECK, TRAIL, ACCESS, LOOKS = (
    "people", "passphrase", "sheet", "frameworks", "report_look", "backups", "retention", "check", "trail", "access",
    "appearance",
)  # fmt: skip


class SettingsView(Screen):
    """`part_shown` carries the part that came up; `dropped` that all is to be forgotten; `part_wanted` another part."""

    part_shown = Signal(str)
    part_wanted = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people, self.passphrase, self.sheet = PeopleCard(), PassphraseCard(), SheetCard()
        self.frameworks, self.backups, self.retention = FrameworksCard(), BackupsCard(), RetentionCard()
        self.report_look = ReportLookCard()
        self.check, self.trail, self.access, self.looks = CheckCard(), TrailCard(), AccessCard(), LooksPage()
        self.page = Page("Settings")
        self.banner = Banner()
        self.parts = QListWidget()
        self.parts.setAccessibleName("Parts of the settings")
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = OneAtATime()
        for id_, icon, card in self._cards():
            item = QListWidgetItem(icon_of(icon), card.title.text())
            item.setData(Qt.ItemDataRole.UserRole, id_)
            self.parts.addItem(item)
            self.stack.add(card)
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
        self._fit_list()
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

    def commands(self) -> Sequence[Command]:
        """Each part, for the palette."""
        return [self._command(id_, icon, card) for id_, icon, card in self._cards() if id_ != self.part]

    def found(self, text: str) -> Sequence[Command]:
        """The parts whose name holds the text, from whichever screen it is typed."""
        wanted = text.casefold().strip()
        return [self._command(*one) for one in self._cards() if len(wanted) > 1 and wanted in _name(one[2]).casefold()]

    def regions(self) -> Sequence[QWidget]:
        """The list of parts, and the part in view."""
        return (self.parts, self._cards()[max(self.parts.currentRow(), 0)][2])

    def drop(self) -> None:
        """Forget everything that was read or typed."""
        self.passphrase.forget()
        self.say("")
        self.dropped.emit()

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED and self.parts.count():
            self._fit_list()

    def _fit_list(self) -> None:
        """As wide as its longest name and as high as all of them: the page scrolls, not the list."""
        metrics = self.parts.fontMetrics()
        names = [self.parts.item(row).text() for row in range(self.parts.count())]
        self.parts.setFixedWidth(max(map(metrics.horizontalAdvance, names)) + _BESIDE)
        high = max(scaled(self, _ROW), measures().target)
        for row in range(self.parts.count()):
            self.parts.item(row).setSizeHint(QSize(0, high))
        self.parts.setMinimumHeight(high * self.parts.count() + 2 * self.parts.frameWidth())

    def _cards(self) -> tuple[tuple[str, Icon, Card], ...]:
        return (
            (PEOPLE, Icon.PEOPLE, self.people),
            (PASSPHRASE, Icon.LOCK, self.passphrase),
            (SHEET, Icon.DOCUMENT, self.sheet),
            (FRAMEWORKS, Icon.AUDIT, self.frameworks),
            (REPORT_LOOK, Icon.REPORTS, self.report_look),
            (BACKUPS, Icon.BACKUP, self.backups),
            (RETENTION, Icon.DELETE, self.retention),
            (CHECK, Icon.SHIELD, self.check),
            (TRAIL, Icon.HISTORY, self.trail),
            (ACCESS, Icon.SEARCH, self.access),
            (LOOKS, Icon.THEME, self.looks),
        )

    def _command(self, id_: str, icon: Icon, card: Card) -> Command:
        return Command(_name(card), "Settings", partial(self.part_wanted.emit, id_), icon=icon)

    def _show_part(self, row: int) -> None:
        if row >= 0:
            self.say("")
            self.stack.show_page(self._cards()[row][2])
            self.part_shown.emit(self.part)


def _name(card: Card) -> str:
    return card.title.text()
