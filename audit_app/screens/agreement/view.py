"""The agreement screen's widgets: what is asked for, the headline, and five pages under tabs."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from audit_app.screens.agreement.asked_row import AskedRow
from audit_app.screens.agreement.headline import Headline
from audit_app.screens.agreement.pages import MarkersPage, PairsPage, RewordingPage, RoundsPage, SectionsPage
from audit_app.services.agreement.measuring import Agreement
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.words import button, label

TABS = ("Sections", "Pairs of agencies", "Markers", "Round by round", "Markers to reword")
SECTIONS, PAIRS, MARKERS, ROUNDS, REWORDING = range(5)


class AgreementView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    save_requested = Signal()
    rounds_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Agreement")
        self.banner, self.asked, self.headline = Banner(), AskedRow(), Headline()
        self.empty = EmptyState(
            "No round with two raters yet",
            "Agreement is measured once a round is opened in which two members scored the same plan, "
            "or once such audits are imported.",
            words="Go to &Rounds",
            on_click=self.rounds_requested.emit,
            icon=Icon.PEOPLE,
        )
        self.sections, self.pairs, self.markers = SectionsPage(), PairsPage(), MarkersPage()
        self.rounds, self.rewording = RoundsPage(), RewordingPage()
        self.pages = (self.sections, self.pairs, self.markers, self.rounds, self.rewording)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Agreement by what")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in TABS:
            self.tabs.addTab(words)
        self.save_button = button("&Save as a list…", self.save_requested.emit, icon=Icon.EXPORT)
        self.why_not = label("", "soft")
        self.why_not.hide()
        self.saving = FlowRow(self.save_button, self.why_not)
        self.tabs.currentChanged.connect(self._turn_to)
        for part in (self.banner, self.asked, self.empty, self.headline, self.tabs, *self.pages, self.saving):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        pass_focus(self, self.asked.round)
        self.show_parts(is_there=False, is_known=False)

    def show_with(self, **what: object) -> None:
        """Come up; `round_id` asks for one round, `tab` turns to a page by its place."""
        tab = what.get("tab")
        if isinstance(tab, int) and 0 <= tab < len(TABS):
            self.tabs.setCurrentIndex(tab)
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return tuple(
            Command(f"Agreement: {words.lower()}", "Agreement", partial(self.tabs.setCurrentIndex, tab))
            for tab, words in enumerate(TABS)
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("Alt+R", "Choose the round"),
            KeyLine("← →", "Another page, on the tabs"),
            KeyLine("Ctrl+C", "Copy the rows that are marked"),
        )
        return (KeyGroup("Agreement", lines),)

    def regions(self) -> Sequence[QWidget]:
        """What is asked for, the tabs and the table; where there is nothing the one step on."""
        if self.headline.isHidden():
            return (self.asked.round,) if self.empty.isHidden() else (self.empty.button,)
        return (self.asked.round, self.tabs, self.pages[self.tabs.currentIndex()].table.view)

    def drop(self) -> None:
        """Forget everything that was measured."""
        for part in (self.headline, *self.pages):
            part.forget()
        self.asked.forget()
        self.tabs.setTabText(REWORDING, TABS[REWORDING])
        self.say("")
        self.show_parts(is_there=False, is_known=False)
        self.dropped.emit()

    def show_agreement(self, found: Agreement) -> None:
        """Show what was measured."""
        self.asked.show_choices(found)
        self.headline.show_found(found)
        for page in self.pages:
            page.show_found(found)
        self.tabs.setTabText(REWORDING, f"{TABS[REWORDING]}  {len(found.rewording)}")
        self.show_parts(is_there=True)

    def show_parts(self, *, is_there: bool, is_known: bool = True) -> None:
        """The pages, or that there is nothing to compare; while that is not known yet, what is asked for alone."""
        self.asked.setVisible(is_there or not is_known)
        for part in (self.headline, self.tabs, self.saving):
            part.setVisible(is_there)
        for tab, page in enumerate(self.pages):  # not stacked: each is as high as it is, not as the highest
            page.setVisible(is_there and tab == self.tabs.currentIndex())
        self.empty.setVisible(is_known and not is_there)

    def show_rights(self, may: bool, why_not: str = "") -> None:
        """Whether the person may save a list, and why not."""
        self.save_button.setEnabled(may)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top."""
        self.banner.say(text, tone)

    def _turn_to(self, _tab: int) -> None:
        self.show_parts(is_there=not self.headline.isHidden(), is_known=not self.empty.isHidden())
