"""A row that wraps: what has no room in it goes on in the next line."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from audit_app.ui.theme import measures


class FlowRow(QWidget):
    """Places its children in lines, each as wide as it wants to be; those that are hidden take no place."""

    def __init__(self, *members: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: list[QWidget] = []
        self._laid: dict[tuple[int, tuple[bool, ...]], list[QRect]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for member in members:
            self.add(member)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        widget.setParent(self)
        widget.show()
        self._members.append(widget)
        self._laid.clear()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self._rects(width)), default=0)

    def sizeHint(self) -> QSize:
        wide = max((rect.right() + 1 for rect in self._rects(_ENDLESS)), default=0)
        return QSize(wide, self.heightForWidth(_ENDLESS))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, measures().target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs other places."""
        super().changeEvent(event)
        self._laid.clear()

    def event(self, event: QEvent) -> bool:
        """A child is another size now, came or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._laid.clear()
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        for widget, rect in zip(self._seen(), self._rects(self.width()), strict=True):
            widget.setGeometry(rect)

    def _seen(self) -> list[QWidget]:
        return [widget for widget in self._members if not widget.isHidden()]

    def _rects(self, width: int) -> list[QRect]:
        """Where the members stand at this width; layouts ask for the same width many times.

        Which of them are seen counts too: hiding one that was never on the screen asks for no new layout.
        """
        key = width, tuple(member.isHidden() for member in self._members)
        if key not in self._laid:
            self._laid[key] = self._measured(width)
        return self._laid[key]

    def _measured(self, width: int) -> list[QRect]:
        gap = measures().spacing[1]
        rects: list[QRect] = []
        line: list[QRect] = []
        x = y = 0
        for widget in self._seen():
            size = _wanted(widget)
            wide = min(size.width(), width)
            if line and x + wide > width:
                rects += _in_line(line)
                x, y, line = 0, y + max(rect.height() for rect in line) + gap, []
            line.append(QRect(x, y, wide, size.height()))
            x += wide + gap
        return rects + _in_line(line)


def _wanted(widget: QWidget) -> QSize:
    widget.ensurePolished()
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _in_line(line: list[QRect]) -> list[QRect]:
    """Those that are lower than their neighbours stand in the middle of the line."""
    high = max((rect.height() for rect in line), default=0)
    return [rect.translated(0, (high - rect.height()) // 2) for rect in line]


_ENDLESS = 100_000
