"""The rows of a mapping for Qt: a column of the file in each; what is chosen there goes out as a wish."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from audit_app.screens.plans.mapping_draft import MappedColumn, Stand
from audit_app.ui.table_model import MARK_ROLE
from exports.charts.scene import Mark
from resources.theme import Colour

Index = QModelIndex | QPersistentModelIndex
HEADING, SAMPLES, INTO, TAKEN, SAID = range(5)
TITLES = ("Column", "Values", "Goes into", "Take in", "Why")
_NOWHERE = QModelIndex()
_MARKS: Mapping[Stand, tuple[Mark, Colour] | None] = MappingProxyType(
    {
        Stand.FAULT: (Mark.SQUARE, Colour.INADEQUATE),
        Stand.DOUBT: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
        Stand.SURE: (Mark.DOT, Colour.GOOD),
        Stand.LIKELY: (Mark.RING, Colour.GOOD),
        Stand.CHOSEN: (Mark.DOT, Colour.ACCENT),
        Stand.SENSITIVE: (Mark.RING, Colour.ACCENT),
        Stand.OUT: None,
    }
)
_WORDS: Mapping[Stand, str] = MappingProxyType(
    {
        Stand.FAULT: "Fault: ",
        Stand.DOUBT: "To look at: ",
        Stand.SURE: "Sure: ",
        Stand.LIKELY: "Likely: ",
        Stand.SENSITIVE: "Sensitive: ",
    }
)


class MappingModel(QAbstractTableModel):
    """`take_requested` carries a heading and whether what is sensitive in it is to be taken in."""

    take_requested = Signal(str, bool)

    def __init__(self, parent: QObject | None = None, titles: Sequence[str] = TITLES) -> None:
        super().__init__(parent)
        self._titles = titles
        self._all: tuple[MappedColumn, ...] = ()
        self._shown: tuple[MappedColumn, ...] = ()
        self._stands: frozenset[Stand] = frozenset(Stand)

    @property
    def rows(self) -> Sequence[MappedColumn]:
        """The rows that are shown."""
        return self._shown

    def show_rows(self, rows: Sequence[MappedColumn]) -> None:
        """Show these; where they are the rows of the same columns, the place in the table stays."""
        self._all = tuple(rows)
        shown = tuple(row for row in rows if row.stand in self._stands)
        if [row.heading for row in shown] == [row.heading for row in self._shown]:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, SAID))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def show_stands(self, stands: frozenset[Stand]) -> None:
        """Show only rows that stand like this."""
        self._stands = stands
        self.show_rows(self._all)

    def row_at(self, number: int) -> MappedColumn | None:
        """The row of this number, None outside of them."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def number_of(self, heading: str) -> int:
        """Which row a column has; -1 where it is not shown."""
        return next((number for number, row in enumerate(self._shown) if row.heading == heading), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words_of(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[column]}: {words_of(row, column) or _ticked_words(row)}"
        if role == MARK_ROLE:
            return _MARKS[row.stand] if column == SAID else None
        if role == Qt.ItemDataRole.CheckStateRole and column == TAKEN and row.is_taken is not None:
            return Qt.CheckState.Checked if row.is_taken else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or row is None or row.is_taken is None:
            return False
        self.take_requested.emit(row.heading, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        made = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row_at(index.row())
        is_ticked = index.column() == TAKEN and row is not None and row.is_taken is not None
        return made | Qt.ItemFlag.ItemIsUserCheckable if is_ticked else made

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None


def words_of(row: MappedColumn, column: int) -> str:
    """The text of a cell; of the tick there is none."""
    if column == SAID:
        return f"{_WORDS.get(row.stand, '')}{row.said}"
    return {HEADING: row.name, SAMPLES: row.samples, INTO: row.goes_into}.get(column, "")


def _ticked_words(row: MappedColumn) -> str:
    if row.is_taken is None:
        return "nothing to tick"
    return "ticked" if row.is_taken else "not ticked"
