"""The columns of a table on the screen: which are chosen, how wide each is in the room there is, and the menu."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from audit_app.ui.column_fit import Wanted, fit_columns
from audit_app.ui.table_model import Column
from audit_app.ui.table_view import View
from audit_app.ui.theme import measures, scaled, type_font

_USUAL = 90
"""The width of a column that asks for none, in pixels at the normal size of type."""
_NARROW, _NARROW_NAME = 0.4, 0.8
"""How much of its width a column can do with, and the one that names the row."""
_AROUND_TITLE = 40
"""In pixels: what the style sheet puts beside a title, and the arrow of the order."""


class TableColumns(QObject):
    """Keeps the columns of a view as wide as the type asks for, and leaves out what yields where there is no room.

    What a person chose stays: a width that was dragged, a column that was ticked in the menu.
    """

    def __init__(self, view: View, columns: Sequence[Column]) -> None:
        super().__init__(view)
        self._view, self._columns = view, tuple(columns)
        self._chosen = [not column.hidden for column in columns]
        self._asked_for: set[int] = set()
        self._dragged: dict[int, int] = {}
        self._is_fitting = False
        view.room_changed.connect(self.fit)
        view.horizontalHeader().sectionResized.connect(self._resized)
        self.fit()

    def fit(self) -> None:
        """Give each column its width for the room there is now."""
        if self._is_fitting:
            return
        self._is_fitting = True
        shown = [number for number, is_chosen in enumerate(self._chosen) if is_chosen]
        widths = fit_columns([self._wanted(number) for number in shown], self._view.viewport().width())
        found = dict(zip(shown, widths, strict=True))
        for number in range(len(self._columns)):
            width = found.get(number, 0)
            self._view.setColumnHidden(number, not width)
            if width:
                self._view.setColumnWidth(number, width)
        self._is_fitting = False

    def show(self, number: int, is_shown: bool) -> None:
        """Show or hide a column, whatever room there is."""
        self._chosen[number] = is_shown
        if is_shown:
            self._asked_for.add(number)
        self.fit()

    def menu(self, parent: QWidget) -> QMenu:
        """A menu with every column, ticked where it is shown; the first one always is."""
        made = QMenu(parent)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self._columns[1:], start=1):
            action = QAction(column.title, made)
            action.setCheckable(True)
            action.setChecked(not self._view.isColumnHidden(number))
            action.toggled.connect(partial(self.show, number))
            made.addAction(action)
        return made

    def _wanted(self, number: int) -> Wanted:
        column = self._columns[number]
        if number in self._dragged:
            return Wanted(self._dragged[number], self._dragged[number])
        metrics = QFontMetrics(type_font(self._view, measures().caption, bold=True))
        head = metrics.horizontalAdvance(column.title) + _AROUND_TITLE
        width = max(scaled(self._view, column.width or _USUAL), head)
        share = _NARROW_NAME if number == 0 else _NARROW  # the first one names the row
        least = max(round(width * share), head)
        return Wanted(width, least, 0 if number in self._asked_for else column.yields)

    def _resized(self, number: int, _before: int, width: int) -> None:
        head = self._view.horizontalHeader()
        places = (head.logicalIndex(place) for place in reversed(range(head.count())))
        last = next((one for one in places if not head.isSectionHidden(one)), -1)
        if not self._is_fitting and number != last and width:  # the last one takes what is left
            self._dragged[number] = width
