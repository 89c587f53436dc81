"""The exchange screen's widgets: packs and conflicts under two tabs; the presenters have the behaviour."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from audit_app.screens.exchange.conflicts_page import ConflictsPage
from audit_app.screens.exchange.packs_page import PacksPage
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.words import label

TABS = ("Packs", "Conflicts")
PACKS, CONFLICTS = range(2)
_ASIDE = (
    "The same workspace on two computers exchanges what was changed on each. To begin, restore a backup on the other."
)


class ExchangeView(Screen):
    """Widgets, signals and setters."""

    shown = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Exchange")
        self.banner = Banner()
        self.packs, self.conflicts = PacksPage(), ConflictsPage()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("What of the exchange")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in TABS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn_to)
        for part in (label(_ASIDE, "soft"), self.banner, self.tabs, self.packs, self.conflicts):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        pass_focus(self, self.tabs)
        self._turn_to(PACKS)

    def show_with(self, **what: object) -> None:
        """Come up; `tab` turns to a page by its place."""
        tab = what.get("tab")
        if isinstance(tab, int) and 0 <= tab < len(TABS):
            self.tabs.setCurrentIndex(tab)
        self.shown.emit()

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        found = [
            Command(f"Exchange: {words}", "Exchange", partial(self.tabs.setCurrentIndex, tab), icon=Icon.EXPORT)
            for tab, words in enumerate(TABS)
        ]
        acts = [made for made in (self.packs.take_button, self.packs.make_button) if made.isEnabled()]
        return [
            *found,
            *(Command(made.accessibleName().rstrip("…"), "Exchange", made.click, icon=Icon.EXPORT) for made in acts),
        ]

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("← →", "Another page, on the tabs"),
            KeyLine("Alt+T", "Take packs in"),
            KeyLine("Alt+M", "Make a pack"),
            KeyLine("Alt+R", "Read the exchange folder now"),
            KeyLine("Alt+O", "Open the review that a conflict is in"),
        )
        return (KeyGroup("Exchange", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The tabs, and the page under them."""
        return (self.tabs, self.packs if self.tabs.currentIndex() == PACKS else self.conflicts.table.view)

    def drop(self) -> None:
        """Forget everything that was read."""
        self.packs.forget()
        self.conflicts.forget()
        self.show_count(0)
        self.say("")
        self.dropped.emit()

    def show_count(self, conflicts: int) -> None:
        """How many conflicts there are, on their tab."""
        self.tabs.setTabText(CONFLICTS, f"{TABS[CONFLICTS]}  {conflicts:,}" if conflicts else TABS[CONFLICTS])

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top."""
        self.banner.say(text, tone)

    def _turn_to(self, tab: int) -> None:
        self.packs.setVisible(tab == PACKS)
        self.conflicts.setVisible(tab == CONFLICTS)
        self.page.verticalScrollBar().setValue(0)
