"""The card in the middle: the pages as they will be, or every figure as a table, with what it takes to look at them."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from audit_app.screens.reports.pages import PagesView
from audit_app.screens.reports.preview import KEY, FigureRow
from audit_app.ui.card import Card
from audit_app.ui.feedback import EmptyState
from audit_app.ui.fields import Field
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, icon_button, label
from exports.charts.scene import Mark
from exports.pdf.pictures import PageTold
from resources.theme import Colour

PAGES, FIGURES = 0, 1
_HIGH = 420


def _columns() -> tuple[Column, ...]:
    return (
        Column("label", "Figure", lambda row: row.label, tip=lambda row: row.label, width=240),
        Column("words", "In words", lambda row: row.words, mark=_mark, tip=_tip, width=220),
        Column("part", "Part", lambda row: row.part, choices=True, hidden=True),
    )


def _mark(row: FigureRow) -> tuple[Mark, Colour] | None:
    return (Mark.RING, Colour.NOT_GRADED) if row.is_withheld else None


def _tip(row: FigureRow) -> str:
    return "\n".join(part for part in (row.words, row.note) if part)


class PagesCard(Card):
    """`team_chosen` tells which of several files is looked at, from 0."""

    team_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Report", parent)
        self.told = label("", "soft")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Pages or figures")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in ("Pages", "Figures"):
            self.tabs.addTab(words)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(_HIGH)
        self.stack.addWidget(self._pages())
        self.stack.addWidget(self._figures())
        self.body.addWidget(self.told)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)

    @property
    def in_view(self) -> QWidget:
        """What takes the focus of the pages: the page in view, and where there is none the choice above."""
        return self.pages.sheets[self.pages.page - 1] if self.pages.page else self.tabs

    def show_figures(self, rows: Sequence[FigureRow]) -> None:
        """Every figure; at first those that matter most."""
        self.figures.set_rows(tuple(rows))
        self._begin_with_key_figures()

    def show_teams(self, teams: Sequence[str]) -> None:
        """The files to choose from, one for each team; no field where there is one file alone."""
        with QSignalBlocker(self.team):
            self.team.clear()
            self.team.addItems(list(teams))
        self.team_field.setVisible(len(teams) > 1)

    def show_pages(self, pages: Sequence[PageTold]) -> None:
        """The pages, still blank."""
        self._layers.setCurrentWidget(self.pages)
        self.pages.show_pages(pages)
        self.tools.setEnabled(True)

    def show_no_pages(self, title: str, text: str) -> None:
        """Why there are no pages, or not yet."""
        self.pages.forget()
        self.tools.setEnabled(False)
        self.no_pages.title.setText(title)
        self.no_pages.text.setText(text)
        self._layers.setCurrentWidget(self.no_pages)

    def show_nothing(self, title: str, text: str) -> None:
        """Neither pages nor figures: they are being counted, or cannot be."""
        self.told.setText("")
        self.no_figures.title.setText(title)
        self.no_figures.text.setText(text)
        self.figures.set_rows(())
        self.show_teams(())
        self.show_no_pages(title, text)

    def _pages(self) -> QWidget:
        made = QWidget()
        outer = QVBoxLayout(made)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[1])
        self.team = QComboBox()
        self.team_field = Field("Tea&m's file", self.team)
        self.team.activated.connect(self.team_chosen)
        self.pages = PagesView()
        self.no_pages = EmptyState("", "", icon=Icon.REPORTS)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.no_pages)
        self._layers.addWidget(self.pages)
        self.pages.page_changed.connect(self._say_page)
        outer.addWidget(self.team_field)
        outer.addWidget(self._tools())
        outer.addWidget(self._layers, 1)
        return made

    def _tools(self) -> QWidget:
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(measures().spacing[0])
        self.where = label("", "caption", wraps=False)
        self.smaller = button("Smaller", self.pages.smaller, weight="quiet", name="Show pages smaller")
        self.larger = button("Larger", self.pages.larger, weight="quiet", name="Show pages larger")
        self.fit = button("Fit width", self.pages.fit_width, weight="quiet", name="Show pages as wide as there is room")
        row.addWidget(icon_button(Icon.BACK, "Page before", self._go_back))
        row.addWidget(self.where)
        row.addWidget(icon_button(Icon.NEXT, "Next page", self._go_on))
        row.addStretch(1)
        for one in (self.smaller, self.larger, self.fit):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        return self.tools

    def _figures(self) -> QWidget:
        self.no_figures = EmptyState("", "", icon=Icon.REPORTS)
        self.figures = DataTable("Figures of the report", _columns(), empty=self.no_figures)
        return self.figures

    def _begin_with_key_figures(self) -> None:
        """Whoever looks at another part keeps it; a report without that part shows everything."""
        box = self.figures.choices["part"]
        if box.property("begun") is None and (key := box.findData(KEY)) >= 0:
            box.setProperty("begun", True)
            box.setCurrentIndex(key)

    def _go_on(self) -> None:
        self.pages.go_to(self.pages.page + 1)

    def _go_back(self) -> None:
        self.pages.go_to(self.pages.page - 1)

    def _say_page(self, page: int, count: int) -> None:
        self.where.setText(f"Page {page} of {count}" if count else "")
