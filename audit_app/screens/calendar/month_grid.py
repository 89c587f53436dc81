"""A month as a grid of days: painted here, gone through by keys, each day said aloud in full; it reads nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from audit_app.domain.calendar import Event
from audit_app.domain.period import add_months
from audit_app.screens.calendar.wording import DayLine, day_lines, day_words, grid_days, is_bank_holiday
from audit_app.ui.marks import draw_mark
from audit_app.ui.theme import RESIZED, colour_of, measures, scaled
from resources.theme import Colour

_WEEKS, _DAYS = 6, 7
_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAST_LINES: Final = 2
_PAD, _MARK, _GAP = 6, 9, 5
_DAY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MonthModel(QAbstractTableModel):
    """Six weeks of days with their events."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = self.today = date(2000, 1, 1)
        self.events: Mapping[date, Sequence[Event]] = {}

    def show(self, month: date, today: date, events: Mapping[date, Sequence[Event]]) -> None:
        """Show another month, or other events of it."""
        self.beginResetModel()
        self.month, self.today, self.events = month.replace(day=1), today, events
        self.endResetModel()

    def day_at(self, index: _Index) -> date:
        """The day of a cell."""
        return grid_days(self.month)[0] + timedelta(days=index.row() * _DAYS + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day, an invalid index where it is not shown."""
        first, last = grid_days(self.month)
        if not first <= day <= last:
            return QModelIndex()
        ahead = (day - first).days
        return self.index(ahead // _DAYS, ahead % _DAYS)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else _WEEKS

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else _DAYS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.day_at(index)
        if role == _DAY_ROLE:
            return day
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return day_words(day, self.events.get(day, ()), self.today)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < _DAYS:
            if role == Qt.ItemDataRole.DisplayRole:
                return _NAMES[section][:3]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return _NAMES[section]
        return None


class DayDelegate(QStyledItemDelegate):
    """Paints one day: its number, and as many of its lines as there is room for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        widget, model = option.widget, index.model()
        if not isinstance(widget, MonthGrid) or not isinstance(model, MonthModel):
            return
        painter.save()
        day, rect = model.day_at(index), QRect(option.rect)
        _ground(painter, widget, model, day, rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            _frame(painter, widget, rect)
        lines = day_lines(model.events.get(day, ()), model.today)
        high = widget.line_high()
        fits = max((rect.height() - high - 5) // high, 1)
        _number(painter, widget, model, day, rect, len(lines) - fits)
        _lines(painter, widget, lines[:fits], rect.adjusted(_PAD, high + 3, -_PAD, -2), day.month == model.month.month)
        painter.restore()


class MonthGrid(QTableView):
    """`day_changed` tells the day the keys are on, `day_opened` that it was opened, `month_wanted` a day elsewhere."""

    day_changed = Signal(object)
    day_opened = Signal(object)
    month_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = MonthModel(self)
        self.setModel(self.days)
        self.setItemDelegate(DayDelegate(self))
        self.setAccessibleName("Month")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(1)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)
        self._is_showing = False
        self._fit()

    @property
    def day(self) -> date:
        """The day that the keys are on."""
        index = self.currentIndex()
        return self.days.day_at(index) if index.isValid() else self.days.month

    def show_month(self, day: date, today: date, events: Mapping[date, Sequence[Event]]) -> None:
        """Show the month of a day with its events, the keys on that day; it tells nobody."""
        self._is_showing = True
        self.days.show(day, today, events)
        self.setCurrentIndex(self.days.index_of(day))
        self._is_showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Days by arrows, months by Page Up and Down; Tab goes on to what follows."""
        key, day = Qt.Key(event.key()), self.day
        moved = _moved(key, day)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif moved is not None:
            self.go_to(moved)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            event.ignore()

    def go_to(self, day: date) -> None:
        """Put the keys on a day: of this month at once, of another when that is shown."""
        if (day.year, day.month) == (self.days.month.year, self.days.month.month):
            self.setCurrentIndex(self.days.index_of(day))
        else:
            self.month_wanted.emit(day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def line_high(self) -> int:
        """How high one line of a day is."""
        return self.fontMetrics().height() + 2

    def _fit(self) -> None:
        least = self.line_high() * (_LEAST_LINES + 1) + 2 * _PAD
        self.setMinimumHeight(least * _WEEKS + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth())
        self._spread()

    def _spread(self) -> None:
        high = self.viewport().height()
        for week in range(_WEEKS):
            self.setRowHeight(week, high * (week + 1) // _WEEKS - high * week // _WEEKS)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_showing:
            self.day_changed.emit(self.days.day_at(index))

    def _open(self, _index: object = None) -> None:
        self.day_opened.emit(self.day)


def _moved(key: Qt.Key, day: date) -> date | None:
    """Where a key leads from a day, None for any other key."""
    steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_DAYS, Qt.Key.Key_Down: _DAYS}
    if key in steps:
        return day + timedelta(days=steps[key])
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        return months_on(day, -1 if key == Qt.Key.Key_PageUp else 1)
    first = day.replace(day=1)
    return {Qt.Key.Key_Home: first, Qt.Key.Key_End: add_months(first, 1) - timedelta(days=1)}.get(key)


def months_on(day: date, months: int) -> date:
    """The same day of another month, its last one where it is shorter."""
    first = add_months(day.replace(day=1), months)
    last = add_months(first, 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _ground(painter: QPainter, widget: QWidget, model: MonthModel, day: date, rect: QRect) -> None:
    is_off = day.weekday() >= _DAYS - 2 or day.month != model.month.month or is_bank_holiday(day)
    painter.fillRect(rect, colour_of(widget, Colour.CANVAS if is_off else Colour.SURFACE))
    painter.setPen(QPen(colour_of(widget, Colour.LINE), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())


def _frame(painter: QPainter, widget: QWidget, rect: QRect) -> None:
    """Around the day that the keys are on: a wash where they are, and a line wherever the focus is."""
    painter.fillRect(rect.adjusted(0, 0, -1, -1), colour_of(widget, Colour.ACCENT_WASH))
    width = measures().focus_width
    painter.setPen(QPen(colour_of(widget, Colour.FOCUS if widget.hasFocus() else Colour.ACCENT), width))
    painter.drawRect(rect.adjusted(1, 1, -width, -width))


def _number(painter: QPainter, widget: "MonthGrid", model: MonthModel, day: date, rect: QRect, more: int) -> None:
    """The day's number, and at its right what it is and how many lines have no room below."""
    font = QFont(widget.font())
    is_today = day == model.today
    font.setBold(is_today)
    painter.setFont(font)
    is_here = day.month == model.month.month
    painter.setPen(colour_of(widget, Colour.INK if is_here else Colour.SOFT_INK))
    row = QRect(rect.left() + _PAD, rect.top() + 3, rect.width() - 2 * _PAD, widget.line_high())
    said = ("today" if is_today else "", "bank holiday" if is_bank_holiday(day) else "", f"+{more}" if more > 0 else "")
    word = ", ".join(one for one in said if one)
    painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(day.day))
    if word:
        painter.setPen(colour_of(widget, Colour.SOFT_INK))
        room = row.adjusted(widget.fontMetrics().horizontalAdvance("00 "), 0, 0, 0)
        shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideLeft, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)


def _lines(painter: QPainter, widget: "MonthGrid", lines: Sequence[DayLine], room: QRect, is_here: bool) -> None:
    """The lines of a day below each other; what is over, and what is of another month, in soft ink."""
    high, size, font = widget.line_high(), scaled(widget, _MARK), QFont(widget.font())
    soft, ink = colour_of(widget, Colour.SOFT_INK), colour_of(widget, Colour.INK)
    for at, one in enumerate(lines):
        row = QRect(room.left(), room.top() + at * high, room.width(), high)
        centre = QPointF(row.left() + size / 2, row.center().y() + 0.5)
        draw_mark(painter, one.mark, centre, size, colour_of(widget, one.colour))
        font.setStrikeOut(one.is_cancelled)
        painter.setFont(font)
        painter.setPen(soft if one.is_over or one.is_cancelled or not is_here else ink)
        words = row.adjusted(size + _GAP, 0, 0, 0)
        said = painter.fontMetrics().elidedText(one.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), said)
