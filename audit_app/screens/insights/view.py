"""The Insights screen's widgets: filters, tiles, three pages under tabs, and at the right the plans behind a point."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from audit_app.screens.insights.behind_drawer import BehindDrawer
from audit_app.screens.insights.filter_bar import FilterBar
from audit_app.screens.insights.markers_page import MarkersPage
from audit_app.screens.insights.months_page import MonthsPage
from audit_app.screens.insights.sections_page import SectionsPage
from audit_app.screens.insights.wording import basis_words, effective_tile, plans_tile, score_tile
from audit_app.services.insights.answering import Insights
from audit_app.ui.card import Page
from audit_app.ui.charts import FigureTile, tiles
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label

TABS = ("By month", "Sections by agency", "Markers")
MONTHS, SECTIONS, MARKERS = range(3)


class InsightsView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    turned = Signal(int)
    stop_requested = Signal()
    samples_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Insights", wide=True)
        self.banner, self.filters, self.drawer = Banner(), FilterBar(), BehindDrawer()
        self.empty = EmptyState(
            "No audit counts in these months",
            "Insights shows submitted audits of samples. Choose other months, or draw a sample and audit it.",
            words="Go to Samples",
            on_click=self.samples_requested.emit,
            icon=Icon.REPORTS,
        )
        self.reading = label("", "soft", wraps=False)
        self.busy = FlowRow(self.reading, button("Stop reading", self.stop_requested.emit, weight="quiet"))
        self.plans = FigureTile("Plans counted", "")
        self.effective = FigureTile("Effective plans", "")
        self.score = FigureTile("Average score", "")
        self.tiles, self.basis = tiles(self.plans, self.effective, self.score), label("", "soft")
        self.months, self.sections, self.markers = MonthsPage(), SectionsPage(), MarkersPage()
        self.pages: tuple[QWidget, ...] = (self.months, self.sections, self.markers)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Insights by what")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in TABS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn_to)
        self.drawer.closed.connect(self._return)
        self._lay_out()

    def show_with(self, **what: object) -> None:
        """Come up; `tab` turns to a page by its place."""
        tab = what.get("tab")
        if isinstance(tab, int) and 0 <= tab < len(TABS):
            self.tabs.setCurrentIndex(tab)
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        turns = tuple(
            Command(f"Insights: {words.lower()}", "Insights", partial(self.tabs.setCurrentIndex, tab))
            for tab, words in enumerate(TABS)
        )
        return (*turns, Command("Insights: work limits out anew", "Insights", self.months.rebase_button.click))

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        lines = (
            KeyLine("← →", "Another page, on the tabs"),
            KeyLine("Enter", "The plans behind a row; on a plan, its audit"),
            KeyLine("Esc", "Close the plans"),
            KeyLine("Ctrl+C", "Copy the rows that are marked"),
            KeyLine("Alt+L", "Work limits out anew from the month that is marked"),
            KeyLine("Alt+B", "Take back the decision that is marked"),
        )
        return (KeyGroup("Insights", lines),)

    def regions(self) -> Sequence[QWidget]:
        """Filters, tabs, the rows and the plans behind one; where there is nothing the filters and the step on."""
        if self.tabs.isHidden():
            return (self.filters.first,) if self.empty.isHidden() else (self.filters.first, self.empty.button)
        drawer = (self.drawer.table.view,) if self.drawer.isVisible() else ()
        return (self.filters.first, self.tabs, self.table_shown.view, *drawer)

    @property
    def table_shown(self) -> DataTable:
        """The rows of the page that is shown."""
        return (self.months.table, self.sections.table, self.markers.table)[self.tabs.currentIndex()]

    def drop(self) -> None:
        """Forget everything that was read."""
        for part in (self.months, self.sections, self.markers, self.drawer, self.filters):
            part.forget()
        for tile in (self.plans, self.effective, self.score):
            tile.show_figure("")
        self.basis.clear()
        self.say("")
        self.show_parts(is_there=False, is_known=False)
        self.dropped.emit()

    def show_found(self, found: Insights) -> None:
        """Show an answer; sections by agency are shown apart."""
        self.filters.show_choices(found)
        self.plans.show_figure(*plans_tile(found))
        self.effective.show_figure(*effective_tile(found))
        self.score.show_figure(*score_tile(found))
        self.basis.setText(basis_words(found))
        self.months.show_found(found)
        self.markers.show_found(found)
        self.show_parts(is_there=True)

    def show_parts(self, *, is_there: bool, is_known: bool = True) -> None:
        """The pages, or that nothing counts; while that is not known yet, the filters alone."""
        for part in (self.tiles, self.basis, self.tabs):
            part.setVisible(is_there)
        for tab, page in enumerate(self.pages):  # not stacked: each is as high as it is, not as the highest
            page.setVisible(is_there and tab == self.tabs.currentIndex())
        self.empty.setVisible(is_known and not is_there)

    def show_reading(self, words: str) -> None:
        """That audits are being read, with a button that stops it; empty when that is over."""
        self.reading.setText(words)
        self.busy.setVisible(bool(words))

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top."""
        self.banner.say(text, tone)

    def _lay_out(self) -> None:
        body = self.page.body
        for part in (self.banner, self.filters, self.busy, self.empty, self.tiles, self.basis, self.tabs, *self.pages):
            body.addWidget(part)
        body.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.page, 1)
        across.addWidget(self.drawer)
        pass_focus(self, self.filters.first)
        self.show_reading("")
        self.show_parts(is_there=False, is_known=False)

    def _turn_to(self, tab: int) -> None:
        self.drawer.shut()
        self.show_parts(is_there=not self.tiles.isHidden(), is_known=not self.empty.isHidden())
        self.turned.emit(tab)

    def _return(self) -> None:
        """Back to the rows from which the plans came."""
        if not self.tabs.isHidden() and not self.tabs.hasFocus():
            self.table_shown.view.setFocus()
