"""The area beside England, its region and neighbours, year by year as published, with the register's own count."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from audit_app.screens.timeliness.country_rows import EXCEPTIONS, EXCLUDING, INCLUDING, CountryRow, country_rows
from audit_app.services.timeliness.comparisons import ComparisonTable
from audit_app.ui.card import Card
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from scoring.timeliness.published import SYMBOLS

_YEARS = 7
_NOTHING = (
    "Import the DfE's published table of plans within 20 weeks (timeliness_20_week.csv, as it is), to see the area "
    "beside England, its region and neighbours."
)


class CountryPage(QWidget):
    """`import_requested` asks for the published table, `choose_requested` for the area and its neighbours."""

    import_requested = Signal()
    choose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ComparisonTable | None = None
        self.table: DataTable | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(measures().spacing[3])
        self.empty = EmptyState(
            "The country is not here yet",
            _NOTHING,
            words="Import the published table…",
            on_click=self.import_requested.emit,
            icon=Icon.IMPORT,
        )
        self.card = self._card()
        self._outer.addWidget(self.empty)
        self._outer.addWidget(self.card)
        self.why_not = label("", "soft")
        self.why_not.hide()
        self._outer.addWidget(self.why_not)
        self._outer.addStretch(1)
        self.show_comparison(None)

    def show_comparison(self, found: ComparisonTable | None) -> None:
        """Show the table; None where none was imported."""
        self._found = found
        self.empty.setVisible(found is None)
        self.card.setVisible(found is not None)
        self._fill()

    def show_rights(self, may: bool, why_not: str = "") -> None:
        """Whether the person may import the table and choose the area, and why not."""
        for made in (self.empty.button, self.import_button, self.choose_button):
            made.setEnabled(may)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))

    def forget(self) -> None:
        """Show nothing."""
        self.show_comparison(None)

    def _card(self) -> Card:
        card = Card("Plans within 20 weeks, of those issued in the year")
        self.how = QComboBox()
        self.how.setAccessibleName("Which plans are counted, or how many have an exception")
        self.how.addItem("Without exceptions", EXCLUDING)
        self.how.addItem("Every plan", INCLUDING)
        self.how.addItem("The exception rate", EXCEPTIONS)
        self.how.currentIndexChanged.connect(self._fill)
        card.head.addWidget(self.how)
        self.said, self.note = label("", "soft"), label("", "caption")
        self.choose_button = button("&Area and neighbours…", self.choose_requested.emit, icon=Icon.EDIT)
        self.import_button = button("&Import a newer table…", self.import_requested.emit, icon=Icon.IMPORT)
        self.room = QVBoxLayout()
        card.body.addWidget(self.said)
        card.body.addLayout(self.room)
        card.body.addWidget(self.note)
        card.body.addWidget(FlowRow(self.choose_button, self.import_button))
        return card

    def _fill(self) -> None:
        if self.table is not None:
            self.room.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        found = self._found
        if found is None:
            return
        rows = country_rows(found, str(self.how.currentData()))
        self.table = DataTable("The area beside the country", _columns(found.years[-_YEARS:]), searchable=False)
        self.table.set_rows(rows)
        self.table.set_height_in_rows(len(rows), len(rows))
        self.room.addWidget(self.table)
        has_area = found.chosen.area is not None
        self.said.setText("" if has_area else "Choose which area of the table this is, and whom to compare it with.")
        self.said.setVisible(not has_area)
        self.note.setText(_note(found))


def _columns(years: tuple[int, ...]) -> tuple[Column, ...]:
    return (
        Column("name", "Area", lambda row: row.name, width=190),
        Column("what", "What", lambda row: row.what, width=130, yields=1),
        *(
            Column(str(year), str(year), _text(year), _value(year), tip=_full(year), figures=True, width=86)
            for year in years
        ),
    )


def _text(year: int) -> Callable[[CountryRow], str]:
    return lambda row: row.cells[year].short if year in row.cells else ""


def _full(year: int) -> Callable[[CountryRow], str]:
    return lambda row: row.cells[year].full if year in row.cells else "No plan was issued, or nothing is published."


def _value(year: int) -> Callable[[CountryRow], float | None]:
    return lambda row: row.cells[year].value if year in row.cells else None


def _note(found: ComparisonTable) -> str:
    signs = ", ".join(f"{sign}: {words}" for sign, words in SYMBOLS.items())
    on = plain_day(found.imported_on)
    return f"Published values are those of {found.source} ({found.file}, imported {on}). {signs}."
