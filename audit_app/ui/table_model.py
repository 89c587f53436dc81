"""Rows of a table: frozen objects under one list of columns, searched and sorted in plain Python; no widget here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exports.charts.scene import Mark
from resources.theme import Colour

Index = QModelIndex | QPersistentModelIndex
MARK_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its id, its title, the text of a row's cell; all else may be left out.

    `sort` gives what to sort by (a number, a date; None sorts last), `mark` the drawn shape and its colour beside the
    text, `tip` more words. `figures` aligns right. `choices` puts a list of this column's values into the filter row.
    `width` is in pixels at the normal size of type. The higher `yields`, the sooner the column is left out where the
    table has no room for all of them; with 0 it stays, and gives up some of its width at most.
    """

    id: str
    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    mark: Callable[[Any], tuple[Mark, Colour] | None] | None = None
    tip: Callable[[Any], str] | None = None
    figures: bool = False
    choices: bool = False
    hidden: bool = False
    width: int = 0
    yields: int = 0


class TableModel(QAbstractTableModel):
    """The rows that are shown, of all that there are: those that match the search and the choices, in order."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._all: tuple[Any, ...] = ()
        self._in_order: list[Any] = []
        self._shown: list[Any] = []
        self._found: dict[int, str] = {}
        self._search = ""
        self._chosen: dict[str, str] = {}
        self._sorted_by: tuple[int, bool] | None = None

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

    @property
    def rows(self) -> Sequence[Any]:
        """The rows that are shown, in their order."""
        return self._shown

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; search, choices and order stay."""
        self.beginResetModel()
        self._all = tuple(rows)
        self._found.clear()
        self._in_order = self._ordered([*self._all])
        self._shown = self._matching()
        self.endResetModel()

    def search(self, text: str) -> None:
        """Show only rows in which every one of these words stands somewhere, in whatever case."""
        self._search = text.casefold()
        self._refresh()

    def choose(self, column: str, value: str) -> None:
        """Show only rows whose cell in this column has this text; empty shows all."""
        self._chosen[column] = value
        self._refresh()

    def values(self, column: Column) -> list[str]:
        """The different texts of a column, for a list to choose from."""
        return sorted({column.text(row) for row in self._all} - {""}, key=str.casefold)

    def row_at(self, number: int) -> Any:
        """The object in this row of those shown; None outside of them."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def number_of(self, wanted: Callable[[Any], bool]) -> int:
        """The first row shown that fits; -1 where none does."""
        return next((number for number, row in enumerate(self._shown) if wanted(row)), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row) or 'empty'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.figures else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip is not None else None
        if role == MARK_ROLE:
            return column.mark(row) if column.mark is not None else None
        return row if role == ROW_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].figures else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, empty cells last; -1 gives the order in which the rows came."""
        is_down = order is Qt.SortOrder.DescendingOrder
        self._sorted_by = (column, is_down) if 0 <= column < len(self.columns) else None
        self._in_order = self._ordered([*self._all])
        self._refresh()

    def _refresh(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [self._shown[index.row()] for index in before]
        self._shown = self._matching()
        places: Mapping[int, int] = {id(row): number for number, row in enumerate(self._shown)} if before else {}
        after = [self._index(places.get(id(row)), index.column()) for row, index in zip(kept, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _index(self, row: int | None, column: int) -> QModelIndex:
        return QModelIndex() if row is None else self.index(row, column)

    def _matching(self) -> list[Any]:
        """The rows that fit, in their order: it is worked out once and not at every key of a search."""
        rows = self._in_order
        for word in self._search.split():
            rows = [row for row in rows if word in self._text(row)]
        for column in self.columns:
            if value := self._chosen.get(column.id, ""):
                rows = [row for row in rows if column.text(row) == value]
        return rows

    def _text(self, row: Any) -> str:
        """Everything that stands in a row, kept until other rows come."""
        found = self._found.get(id(row))
        if found is None:
            found = self._found[id(row)] = "\n".join([column.text(row) for column in self.columns]).casefold()
        return found

    def _ordered(self, rows: list[Any]) -> list[Any]:
        if self._sorted_by is None:
            return rows
        number, is_down = self._sorted_by
        column = self.columns[number]
        key: Callable[[Any], Any] = column.sort or (lambda row: column.text(row).casefold() or None)
        keyed: list[tuple[Any, Any]] = [(key(row), row) for row in rows]
        full = [pair for pair in keyed if pair[0] is not None]
        full.sort(key=lambda pair: pair[0], reverse=is_down)
        return [row for _, row in full] + [row for value, row in keyed if value is None]
