"""One plan's dates as a line to be read from top to bottom, and what comes next above it; it works nothing out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from audit_app.screens.plans.timeline import Light, Moment
from audit_app.ui.days import plain_day
from audit_app.ui.feedback import IconView
from audit_app.ui.icons import Icon
from audit_app.ui.marks import draw_mark
from audit_app.ui.theme import colour_of, measures, scaled
from audit_app.ui.words import label
from exports.charts.scene import Mark
from resources.theme import Colour

_SIDE, _MARK, _DAY_WIDTH, _GAP_HEIGHT, _LEAST_HEIGHT = 22, 11, 86, 34, 6
_MARKS: Mapping[Light, tuple[Mark, Colour]] = MappingProxyType(
    {
        Light.DONE: (Mark.DOT, Colour.ACCENT),
        Light.LATE: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
        Light.DOUBT: (Mark.SQUARE, Colour.INADEQUATE),
        Light.AHEAD: (Mark.RING, Colour.ACCENT),
        Light.OVERDUE: (Mark.TRIANGLE, Colour.INADEQUATE),
        Light.TODAY: (Mark.SQUARE, Colour.SOFT_INK),
    }
)


class NextStep(QFrame):
    """What comes next, in sentences; what is overdue has the sign of a warning beside it."""

    def __init__(self, told: Sequence[str], is_overdue: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self.setAccessibleName(" ".join(told))
        space = measures().spacing
        row = QHBoxLayout(self)
        row.setContentsMargins(space[2], space[1], space[2], space[1])
        row.setSpacing(space[1])
        icon, colour = (Icon.WARN, Colour.INADEQUATE) if is_overdue else (Icon.CALENDAR, Colour.ACCENT)
        row.addWidget(IconView(icon, colour), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(space[0])
        for words in told:
            lines.addWidget(label(words, "strong" if is_overdue else ""))
        row.addLayout(lines, 1)


class Timeline(QWidget):
    """The moments of one plan: the day, a mark on the line, what happened, and below it what is to be said of it."""

    def __init__(self, moments: Sequence[Moment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Dates in their order")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(measures().spacing[1])
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, scaled(self, _DAY_WIDTH))
        grid.setColumnStretch(2, 1)
        row = 0
        for number, moment in enumerate(moments):
            if row:
                self._add_gap(grid, row, moment.gap)
                row += 1
            self._add(grid, row, moment, is_last=number == len(moments) - 1)
            row += 1

    def _add_gap(self, grid: QGridLayout, row: int, gap: str) -> None:
        grid.addWidget(_Line(), row, 1)
        if gap:
            grid.addWidget(label(gap, "caption", wraps=False), row, 2, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(row, scaled(self, _GAP_HEIGHT))

    def _add(self, grid: QGridLayout, row: int, moment: Moment, *, is_last: bool) -> None:
        day = label(plain_day(moment.day.isoformat()) if moment.gap or not row else "", "soft", wraps=False)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(day, row, 0, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(_Line(moment.light, is_first=not row, is_last=is_last), row, 1)
        told = QVBoxLayout()
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(0)
        is_wrong = moment.light in (Light.LATE, Light.DOUBT, Light.OVERDUE)
        what = label(moment.what, "soft" if moment.light is Light.TODAY else "strong" if is_wrong else "")
        spoken = (plain_day(moment.day.isoformat()), moment.what, moment.said, moment.gap)
        what.setAccessibleName(". ".join(part for part in spoken if part))
        told.addWidget(what)
        if moment.said:
            told.addWidget(label(moment.said, "caption"))
        grid.addLayout(told, row, 2, top)


class _Line(QWidget):
    """A piece of the line, with a mark on it or without; it is decoration, the words stand beside it."""

    def __init__(
        self,
        light: Light | None = None,
        *,
        is_first: bool = False,
        is_last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._light, self._is_first, self._is_last = light, is_first, is_last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self, _SIDE), _LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        middle = self.width() / 2
        on_text = min(self.fontMetrics().height() / 2, self.height() / 2)
        top = on_text if self._is_first else 0.0
        bottom = on_text if self._is_last else float(self.height())
        painter.setPen(QPen(colour_of(self, Colour.LINE), 2))
        painter.drawLine(QPointF(middle, top), QPointF(middle, bottom))
        if self._light is not None:
            mark, colour = _MARKS[self._light]
            size = scaled(self, _MARK)
            draw_mark(painter, Mark.DOT, QPointF(middle, on_text), size + 6, colour_of(self, Colour.SURFACE))
            draw_mark(painter, mark, QPointF(middle, on_text), size, colour_of(self, colour))
