"""Two parts side by side where there is room for both, else one below the other."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from audit_app.ui.list_layout import ListLayout, height_at
from audit_app.ui.theme import measures, scaled


class _AbreastLayout(ListLayout):
    def __init__(self, parent: QWidget, shares: tuple[int, int], leasts: tuple[int, int]) -> None:
        super().__init__(parent)
        self._home, self._shares, self._leasts = parent, shares, leasts
        self._gap = measures().spacing[3]

    def is_abreast_at(self, width: int) -> bool:
        return len(self.seen()) > 1 and sum(self._needs()) + self._gap <= width

    def minimumSize(self) -> QSize:  # noqa: N802 - the name by which Qt calls it
        return QSize(max((item.minimumSize().width() for item in self.seen()), default=0), 1)

    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() for item in self.seen()) + self._gap
        return QSize(wide, self.heightForWidth(wide))

    def places(self, width: int) -> list[QRect]:
        seen = self.seen()
        if self.is_abreast_at(width):
            left, right = self._widths(width)
            high = max(height_at(seen[0], left), height_at(seen[1], right))
            return [QRect(0, 0, left, high), QRect(left + self._gap, 0, right, high)]
        rects, y = [], 0
        for item in seen:
            rects.append(QRect(0, y, width, height_at(item, width)))
            y = rects[-1].bottom() + 1 + self._gap
        return rects

    def placed(self, place: QRect, room: QRect) -> QRect:
        """What is left over goes to both, or to the lower one."""
        moved = super().placed(place, room)
        if self.is_abreast_at(room.width()) or place.bottom() + 1 == self.heightForWidth(room.width()):
            moved.setBottom(room.bottom())
        return moved

    def _widths(self, width: int) -> tuple[int, int]:
        (needs, other), (share, rest) = self._needs(), self._shares
        room = width - self._gap
        wide = min(max(room * share // (share + rest), needs), room - other)
        return wide, room - wide

    def _needs(self) -> tuple[int, int]:
        """What each part needs beside the other, in pixels."""
        left, right = (self._need(item, least) for item, least in zip(self.seen(), self._leasts, strict=True))
        return left, right

    def _need(self, item: QLayoutItem, least: int) -> int:
        return max(item.minimumSize().width(), scaled(self._home, least))


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
        self._pair = _AbreastLayout(self, shares, leasts)
        for part in (left, right):
            self._pair.addWidget(part)

    def is_abreast_at(self, width: int) -> bool:
        """Whether both have room beside each other at this width."""
        return self._pair.is_abreast_at(width)
