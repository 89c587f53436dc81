"""What our own layouts share: they keep their items in a list and forget what they measured when anything changes."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ListLayout(QLayout):
    """Places its items where `places(width)` says; the height follows the width.

    A layout, not a widget that places its children itself: only then Qt tells the layouts around it of every change,
    also of those that happen while the screen is hidden.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._measured: dict[int, list[QRect]] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def places(self, width: int) -> list[QRect]:
        """Where the items that are seen stand at this width, from the top left corner."""
        raise NotImplementedError

    def seen(self) -> list[QLayoutItem]:
        """The items that take a place."""
        return [item for item in self._items if not item.isEmpty()]

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - the name by which Qt calls it
        self._items.append(item)

    def count(self) -> int:
        return len(self._still_there())

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - the name by which Qt calls it
        items = self._still_there()
        return items[index] if 0 <= index < len(items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - the name by which Qt calls it
        items = self._still_there()
        return items.pop(index) if 0 <= index < len(items) else None

    def _still_there(self) -> list[QLayoutItem]:
        """The items; none where Python's collector has taken this half of a dead layout already, and Qt still asks."""
        items: list[QLayoutItem] = getattr(self, "_items", [])
        return items

    def invalidate(self) -> None:
        getattr(self, "_measured", {}).clear()  # gone where the collector was first, as in `_still_there`
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - the name by which Qt calls it
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((rect.bottom() + 1 for rect in self._at(width)), default=0)

    def sizeHint(self) -> QSize:
        wide = max((rect.right() + 1 for rect in self._at(_ENDLESS)), default=0)
        return QSize(wide, self.heightForWidth(max(wide, 1)))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - the name by which Qt calls it
        super().setGeometry(rect)
        seen = self.seen()
        if len(self._at(rect.width())) != len(seen):
            # one that had the focus is being hidden: Qt passes the focus on, and with it may ask, before it tells us
            self._measured.clear()
        for item, place in zip(seen, self._at(rect.width()), strict=True):
            item.setGeometry(self.placed(place, rect))

    def placed(self, place: QRect, room: QRect) -> QRect:
        """An item's place in the room that there is in the end, which may be higher than was asked for."""
        return place.translated(room.topLeft())

    def _at(self, width: int) -> list[QRect]:
        """Layouts ask for the same width many times."""
        if width not in self._measured:
            self._measured[width] = self.places(width)
        return self._measured[width]


def height_at(item: QLayoutItem, width: int) -> int:
    """How high an item wants to be at a width."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return min(max(item.sizeHint().height(), item.minimumSize().height()), item.maximumSize().height())


_ENDLESS = 100_000
