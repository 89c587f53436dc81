"""Two parts side by side where there is room for both, else one below the other."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from audit_app.ui.theme import measures, scaled


class Abreast(QWidget):
    """`Abreast(left, right, shares=(3, 2))`: how the room is shared while both have at least what they need.

    `leasts` says what they need beside each other, in pixels at the normal size of type, where it is more than they
    say themselves. A part that is hidden leaves the whole room to the other one.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        shares: tuple[int, int] = (1, 1),
        leasts: tuple[int, int] = (0, 0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts, self._shares, self._leasts = (left, right), shares, leasts
        self._gap = measures().spacing[3]
        for part in self._parts:
            part.setParent(self)
            part.show()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def is_abreast_at(self, width: int) -> bool:
        """Whether both have room beside each other at this width."""
        return len(self._seen()) > 1 and sum(self._needs()) + self._gap <= width

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        seen = self._seen()
        if not seen:
            return 0
        heights = [_height(part, wide) for part, wide in zip(seen, self._widths(width), strict=True)]
        return max(heights) if self.is_abreast_at(width) else sum(heights) + self._gap * (len(heights) - 1)

    def sizeHint(self) -> QSize:
        wide = sum(part.sizeHint().width() for part in self._seen()) + self._gap
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(max((_least(part) for part in self._seen()), default=0), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """A part is another size now, came or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _seen(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _widths(self, width: int) -> list[int]:
        seen = self._seen()
        if not self.is_abreast_at(width):
            return [width] * len(seen)
        (needs, other), (share, rest) = self._needs(), self._shares
        room = width - self._gap
        wide = min(max(room * share // (share + rest), needs), room - other)
        return [wide, room - wide]

    def _needs(self) -> tuple[int, int]:
        """What each part needs beside the other, in pixels."""
        left, right = (
            max(_least(part), scaled(self, least)) for part, least in zip(self._parts, self._leasts, strict=True)
        )
        return left, right

    def _place(self) -> None:
        seen, width = self._seen(), self.width()
        is_abreast = self.is_abreast_at(width)
        x = y = 0
        for part, wide in zip(seen, self._widths(width), strict=True):
            is_last = part is seen[-1]
            high = self.height() if is_abreast else self.height() - y if is_last else _height(part, wide)
            part.setGeometry(QRect(x, y, wide, high))
            x, y = (x + wide + self._gap, 0) if is_abreast else (0, y + high + self._gap)


def _least(part: QWidget) -> int:
    return min(max(part.minimumSizeHint().width(), part.minimumWidth()), part.maximumWidth())


def _height(part: QWidget, width: int) -> int:
    high = part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
    return min(max(high, part.minimumHeight()), part.maximumHeight())
