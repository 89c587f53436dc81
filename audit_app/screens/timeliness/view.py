"""The timeliness screen's widgets: what is asked for, and five pages under tabs; the presenter has the behaviour."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from audit_app.screens.timeliness.asked_bar import AskedBar
from audit_app.screens.timeliness.country_page import CountryPage
from audit_app.screens.timeliness.issued_page import IssuedPage
from audit_app.screens.timeliness.late_page import LatePage
from audit_app.screens.timeliness.steps_page import StepsPage
from audit_app.screens.timeliness.targets_page import TargetsPage
from audit_app.services.timeliness.counting import Timeliness
from audit_app.ui.action_opening import KEY_LINE
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.words import label

TABS = ("Issued", "Steps", "Late plans", "Targets", "The country")
ISSUED, STEPS, LATE, TARGETS, COUNTRY = range(5)
_ASIDE = "From the register's dates, as the official statistics count them. They never enter a grade."


class TimelinessView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    register_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Timeliness")
        self.banner, self.asked = Banner(), AskedBar()
        self.told = label(_ASIDE, "soft")
        self.empty = EmptyState(
            "No dates yet",
            "Timeliness is counted from the register. Import it, and its dates stand here.",
            words="Import the register",
            on_click=self.register_requested.emit,
            icon=Icon.CALENDAR,
        )
        self.issued, self.steps, self.late = IssuedPage(), StepsPage(), LatePage()
        self.targets, self.country = TargetsPage(), CountryPage()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("What of timeliness")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.pages: tuple[QWidget, ...] = (self.issued, self.steps, self.late, self.targets, self.country)
        for words in TABS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn_to)
        for part in (self.told, self.banner, self.asked, self.empty, self.tabs, *self.pages):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        pass_focus(self, self.tabs)
        self.show_parts(is_there=True)

    def show_with(self, **what: object) -> None:
        """Come up; `tab` turns to a page by its place or its words."""
        tab = what.get("tab")
        tab = TABS.index(tab) if isinstance(tab, str) and tab in TABS else tab
        if isinstance(tab, int) and 0 <= tab < len(TABS):
            self.tabs.setCurrentIndex(tab)
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return tuple(
            Command(f"Timeliness: {words}", "Timeliness", partial(self.tabs.setCurrentIndex, tab), icon=Icon.CALENDAR)
            for tab, words in enumerate(TABS)
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("← →", "Another page, on the tabs"),
            KeyLine("Enter", "Open the late plan"),
            KeyLine("Ctrl+C", "Copy the late plans that are marked"),
            KEY_LINE,
        )
        return (KeyGroup("Timeliness", lines),)

    def regions(self) -> Sequence[QWidget]:
        """What is asked for, and the tabs."""
        return (self.asked.span, self.tabs) if self.empty.isHidden() else (self.empty.button,)

    def drop(self) -> None:
        """Forget everything that was counted."""
        for page in (self.issued, self.steps, self.late, self.targets, self.country):
            page.forget()
        self.say("")
        self.dropped.emit()

    def show_timeliness(self, found: Timeliness) -> None:
        """Show what was counted; the targets are shown apart."""
        self.issued.show_issued(found)
        self.steps.show_steps(found)
        self.late.show_late(found)
        self.country.show_comparison(found.comparison)
        self.tabs.setTabText(LATE, f"{TABS[LATE]}  {len(found.late):,}")

    def show_parts(self, *, is_there: bool) -> None:
        """The pages, or that there is no register yet."""
        for part in (self.told, self.asked, self.tabs):
            part.setVisible(is_there)
        for tab, page in enumerate(self.pages):  # not stacked: each is as high as it is, not as the highest
            page.setVisible(is_there and tab == self.tabs.currentIndex())
        self.empty.setVisible(not is_there)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top."""
        self.banner.say(text, tone)

    def _turn_to(self, _tab: int) -> None:
        self.show_parts(is_there=self.empty.isHidden())
        self.page.verticalScrollBar().setValue(0)
