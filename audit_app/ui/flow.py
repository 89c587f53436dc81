"""A row that wraps: what has no room in it goes on in the next line."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from audit_app.ui.list_layout import ListLayout, height_at
from audit_app.ui.theme import measures

_LEAST_WIDTH = 200


class _FlowLayout(ListLayout):
    def minimumSize(self) -> QSize:  # noqa: N802 - the name by which Qt calls it
        return QSize(_LEAST_WIDTH, measures().target)

    def places(self, width: int) -> list[QRect]:
        gap = measures().spacing[1]
        rects: list[QRect] = []
        line: list[QRect] = []
        x = y = 0
        for item in self.seen():
            wide = min(max(item.sizeHint().width(), item.minimumSize().width()), item.maximumSize().width(), width)
            if line and x + wide > width:
                rects += _in_line(line)
                x, y, line = 0, y + max(rect.height() for rect in line) + gap, []
            line.append(QRect(x, y, wide, height_at(item, wide)))
            x += wide + gap
        return rects + _in_line(line)


class FlowRow(QWidget):
    """Places its children in lines, each as wide as it wants to be; those that are hidden take no place."""

    def __init__(self, *members: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = _FlowLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for member in members:
            self.add(member)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._flow.addWidget(widget)


def _in_line(line: list[QRect]) -> list[QRect]:
    """Those that are lower than their neighbours stand in the middle of the line."""
    high = max((rect.height() for rect in line), default=0)
    return [rect.translated(0, (high - rect.height()) // 2) for rect in line]
