"""What a sheet of past audits is read into: its framework, cycle, one date for all, the row of headings."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from audit_app.domain.cycles import Cycle
from audit_app.intake.past_mapping_faults import LONGEST_TITLE
from audit_app.screens.plans.mapping_parts import labelled
from audit_app.ui.flow import FlowRow
from audit_app.ui.theme import measures
from audit_app.ui.words import label, restyle
from exports.plain import shortened

_MADE = "Made from this sheet"
_NAME_LETTERS, _DATE_LETTERS = 20, 12
_LONGEST_ROW, _LONGEST_ID = 18, 24
_CYCLES: Mapping[str, str] = MappingProxyType(
    {
        Cycle.WEEKLY.value: "Weekly",
        Cycle.MULTI_AGENCY.value: "Multi-agency",
        Cycle.THEMATIC.value: "Thematic",
        Cycle.ADVICE.value: "Advice",
        Cycle.ANNUAL_REVIEW.value: "Annual review",
    }
)


class PastSettings(QWidget):
    """`framework_chosen` carries an id, empty for one that is made; `title_typed`, `date_typed` a text; `cycle_chosen`
    a cycle's id; `row_chosen` the number of the row of headings.
    """

    framework_chosen = Signal(str)
    title_typed = Signal(str)
    cycle_chosen = Signal(str)
    date_typed = Signal(str)
    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frameworks, self.cycles, self.rows = QComboBox(), QComboBox(), QComboBox()
        self.title, self.date = QLineEdit(), QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setMinimumWidth(self.title.fontMetrics().averageCharWidth() * _NAME_LETTERS)
        self.title.setToolTip("Sheets whose framework has the same name share one trend.")
        self.date.setPlaceholderText("31/03/2021")
        self.date.setMaximumWidth(self.date.fontMetrics().averageCharWidth() * (_DATE_LETTERS + 4))
        for id_, words in _CYCLES.items():
            self.cycles.addItem(words, id_)
        parts = (labelled("Framewor&k", self.frameworks), labelled("C&ycle", self.cycles))
        self._title_row = labelled("Its &name", self.title)
        self._date_row = labelled("Date of &all audits", self.date)
        self._row_row = labelled("&Headings in row", self.rows)
        self.problem = label("", "problem")
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[0])
        column.addWidget(FlowRow(parts[0], self._title_row, parts[1], self._date_row, self._row_row))
        column.addWidget(self.problem)
        self.frameworks.activated.connect(self._tell_framework)
        self.cycles.activated.connect(self._tell_cycle)
        self.rows.activated.connect(self._tell_row)
        self.title.textEdited.connect(self.title_typed)
        self.date.textEdited.connect(self.date_typed)

    def show_frameworks(self, frameworks: Mapping[str, str], chosen: str) -> None:
        """The frameworks' titles by id, of which one may be chosen; an empty id is the one that is made."""
        self.frameworks.clear()
        self.frameworks.addItem(_MADE, "")
        for id_, title in frameworks.items():
            self.frameworks.addItem(shortened(id_, _LONGEST_ID), id_)
            self.frameworks.setItemData(self.frameworks.count() - 1, title, Qt.ItemDataRole.ToolTipRole)
        self.frameworks.setCurrentIndex(max(self.frameworks.findData(chosen), 0))
        self._title_row.setVisible(not chosen)

    def show_texts(self, title: str, day: str) -> None:
        """The name of the framework that is made, and the date of all audits."""
        self.title.setText(title)
        self.date.setText(day)

    def show_cycle(self, cycle: str) -> None:
        """The cycle of the audits."""
        self.cycles.setCurrentIndex(max(self.cycles.findData(cycle), 0))

    def show_date(self, problem: str, *, is_needed: bool) -> None:
        """Whether one date is asked for, as no column tells it, and what is wrong with it."""
        self._date_row.setVisible(is_needed)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.date.setProperty("faulty", bool(problem))
        restyle(self.date)

    def show_rows(self, rows: Sequence[tuple[int, str]], chosen: int) -> None:
        """The rows that may hold the headings, with what stands in them."""
        self.rows.clear()
        for at, (number, words) in enumerate(rows):
            self.rows.addItem(shortened(f"{number}: {words}", _LONGEST_ROW), number)
            self.rows.setItemData(at, words, Qt.ItemDataRole.ToolTipRole)
        self.rows.setCurrentIndex(self.rows.findData(chosen))

    def forget(self) -> None:
        """Show no sheet."""
        self.show_frameworks({}, "")
        self.show_texts("", "")
        self.show_date("", is_needed=False)
        self.show_rows((), 0)

    def _tell_framework(self) -> None:
        self.framework_chosen.emit(str(self.frameworks.currentData()))

    def _tell_cycle(self) -> None:
        self.cycle_chosen.emit(str(self.cycles.currentData()))

    def _tell_row(self) -> None:
        self.row_chosen.emit(int(self.rows.currentData()))
