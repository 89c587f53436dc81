"""Parts of the mapping's page: which mapping, sheet and rows are shown; where it is kept; one row in all its words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from audit_app.screens.plans.mapping_draft import MappedColumn, Stand
from audit_app.services.kept_mappings import LONGEST_NAME
from audit_app.ui.flow import FlowRow
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, restyle

_LETTERS, _NAME_LETTERS = 12, 28
_SHOWN: Mapping[str, frozenset[Stand]] = MappingProxyType(
    {
        "All columns": frozenset(Stand),
        "To look at": frozenset({Stand.FAULT, Stand.DOUBT}),
        "Going in": frozenset(Stand) - {Stand.OUT},
        "Left out": frozenset({Stand.OUT, Stand.DOUBT}),
    }
)


class ChoicesBar(QWidget):
    """`source_chosen` carries which remembered mapping, counted from 0, or -1 for the guesses; `sheet_chosen` a sheet's
    name, `shown_changed` how the rows to be shown stand.
    """

    source_chosen = Signal(int)
    sheet_chosen = Signal(str)
    shown_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources, self.sheets, self.shown = QComboBox(), QComboBox(), QComboBox()
        self.shown.addItems(list(_SHOWN))
        self.tally = label("", "soft", wraps=False)
        self._source_row = labelled("Ma&pping", self.sources)
        self._sheet_row = labelled("Shee&t", self.sheets)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(measures().spacing[2])
        row.addWidget(FlowRow(self._source_row, self._sheet_row, labelled("Sh&ow", self.shown)), 1)
        row.addWidget(self.tally)
        self.sources.activated.connect(self._tell_source)
        self.sheets.activated.connect(self._tell_sheet)
        self.shown.currentTextChanged.connect(self._tell_shown)

    def show_sources(self, sources: Sequence[str], chosen: int) -> None:
        """The mappings that fit, of which one may be chosen (-1: none of them)."""
        self.sources.clear()
        for number, words in enumerate((*sources, "Guessed anew")):
            self.sources.addItem(words, number if number < len(sources) else -1)
        self.sources.setCurrentIndex(self.sources.findData(chosen))
        self._source_row.setVisible(bool(sources))

    def show_sheets(self, sheets: Sequence[str], chosen: str) -> None:
        """The sheets of a workbook, where there are several."""
        self.sheets.clear()
        self.sheets.addItems(list(sheets))
        self.sheets.setCurrentText(chosen)
        self._sheet_row.setVisible(len(sheets) > 1)

    def _tell_source(self) -> None:
        self.source_chosen.emit(int(self.sources.currentData()))

    def _tell_sheet(self) -> None:
        self.sheet_chosen.emit(self.sheets.currentText())

    def _tell_shown(self, words: str) -> None:
        self.shown_changed.emit(_SHOWN[words])


class KeepingBar(QWidget):
    """Under which name the mapping is remembered, and the file that the command line takes."""

    load_requested = Signal()
    save_requested = Signal()
    forget_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMaxLength(LONGEST_NAME)
        self.edit.setPlaceholderText("No name: not remembered")
        self.edit.setMinimumWidth(self.edit.fontMetrics().averageCharWidth() * _NAME_LETTERS)
        hint = "The mapping is offered again for a file with the same headings. Without a name it is not remembered."
        self.edit.setToolTip(hint)
        self.problem = label("", "problem")
        self.problem.hide()
        self.load_button = button("&Load a mapping…", self.load_requested.emit, weight="quiet")
        self.save_button = button("&Save it as a file…", self.save_requested.emit, weight="quiet")
        self.forget_button = button("For&get the remembered one", self.forget_requested.emit, weight="quiet")
        named = labelled("Re&member it as", self.edit)
        row = FlowRow(named, self.load_button, self.save_button, self.forget_button)
        self.edit.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[0])
        column.addWidget(row)
        column.addWidget(self.problem)

    def show_problem(self, text: str) -> None:
        """Say what speaks against the name; nothing takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.edit.setProperty("faulty", bool(text))
        restyle(self.edit)


class RowDetail(QFrame):
    """One row of the mapping with all its words: a tooltip needs a mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[measures().spacing[1]] * 4)
        column.setSpacing(0)
        self.heading = label("", "strong")
        self.said = label("")
        column.addWidget(self.heading)
        column.addWidget(self.said)

    def show_row(self, row: object) -> None:
        """Show this row, or that there is none."""
        if isinstance(row, MappedColumn):
            self.heading.setText(f"{row.name}: {row.samples}")
            self.said.setText(row.said if row.field is None else f"{row.goes_into}. {row.said}")
        else:
            self.heading.setText("No column is shown")
            self.said.setText("Choose under Show which columns are to be seen.")


def labelled(words: str, widget: QComboBox | QLineEdit) -> QWidget:
    """A widget behind its name, whose underlined letter is its key."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(measures().spacing[1])
    name = label(words, "soft", wraps=False)
    name.setTextFormat(Qt.TextFormat.AutoText)  # the underlined letter is its key
    name.setBuddy(widget)
    widget.setAccessibleName(words.replace("&", ""))
    if isinstance(widget, QComboBox):
        widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        widget.setMinimumContentsLength(_LETTERS)
    row.addWidget(name)
    row.addWidget(widget)
    return made
