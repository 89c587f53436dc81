"""The pages of a report below each other, as wide as there is room, with keys for pages and size; others draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from audit_app.screens.reports.sheet import PageSheet
from audit_app.ui.card import clear
from audit_app.ui.theme import measures
from exports.pdf.pictures import WIDEST, PageTold

NAME = "Pages of the report"
_STEP, _SMALLEST, _LARGEST = 1.25, 0.5, 4.0
_KEPT = 3
"""So many pages above and below those in view keep their picture."""
_LEAST = 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pages, counted from 0, whose pictures are wanted, and how wide in pixels of the screen."""

    numbers: tuple[int, ...]
    width: int


class PagesView(QScrollArea):
    """`wanted` asks for pictures; `page_changed` tells which page is in view, and of how many."""

    wanted = Signal(object)
    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setAccessibleName(NAME)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        self._column = QVBoxLayout(inner)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._column.setSpacing(measures().spacing[2])
        self.setWidget(inner)
        self.sheets: tuple[PageSheet, ...] = ()
        self._zoom, self._page = 1.0, 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.ask)
        self.verticalScrollBar().valueChanged.connect(self._look)

    @property
    def page(self) -> int:
        """The page in view, from 1; 0 without pages."""
        return self._page

    @property
    def zoom(self) -> float:
        """How wide pages are, of the room there is."""
        return self._zoom

    def show_pages(self, pages: Sequence[PageTold]) -> None:
        """Blank pages, from the first, whose pictures come as they are asked for."""
        self.forget()
        self.sheets = tuple(PageSheet(told, number, len(pages)) for number, told in enumerate(pages, 1))
        for sheet in self.sheets:
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self.verticalScrollBar().setValue(0)
        self._look()

    def show_picture(self, number: int, picture: QImage, width: int) -> None:
        """The picture of a page, counted from 0, that was asked for in that width."""
        if number < len(self.sheets):
            self.sheets[number].show_picture(picture, width)

    def forget(self) -> None:
        """No pages."""
        self.sheets, self._page = (), 0
        clear(self._column)
        self.page_changed.emit(0, 0)

    def go_to(self, page: int) -> None:
        """Bring a page, from 1, to the top of the view."""
        if self.sheets:
            sheet = self.sheets[min(max(page, 1), len(self.sheets)) - 1]
            self.verticalScrollBar().setValue(sheet.y() - self._column.spacing() // 2)

    def larger(self) -> None:
        """Show pages a step larger."""
        self._zoom_to(self._zoom * _STEP)

    def smaller(self) -> None:
        """Show pages a step smaller."""
        self._zoom_to(self._zoom / _STEP)

    def fit_width(self) -> None:
        """Show pages as wide as there is room."""
        self._zoom_to(1.0)

    def ask(self) -> None:
        """Ask for the pictures that are in view, or nearly, and not there in this size; let go of those far away."""
        width = self._pixels()
        first, last = self._in_view()
        for number, sheet in enumerate(self.sheets):
            if not first - _KEPT <= number <= last + _KEPT:
                sheet.drop_picture()
        near = range(max(first - 1, 0), min(last + 2, len(self.sheets)))
        seen_first = sorted(near, key=lambda number: not first <= number <= last)
        numbers = tuple(number for number in seen_first if self.sheets[number].picture_width != width)
        if numbers and self.isVisible():
            self.wanted.emit(Wanted(numbers, width))

    def take_focus(self) -> None:
        """Give the focus to the page in view."""
        if self.sheets:
            self.sheets[self._page - 1].setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_focus()
        super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: len(self.sheets),
        }
        sizes = {Qt.Key.Key_Plus: self.larger, Qt.Key.Key_Minus: self.smaller, Qt.Key.Key_0: self.fit_width}
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(steps[key])
        elif key in sizes and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            sizes[key]()
        else:
            super().keyPressEvent(event)

    def _zoom_to(self, zoom: float) -> None:
        page = self._page
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._fit()
        self.go_to(page)

    def _width(self) -> int:
        """How wide a page is shown, in the window's pixels."""
        margins = self._column.contentsMargins()
        bar = self.verticalScrollBar().sizeHint().width() if not self.verticalScrollBar().isVisible() else 0
        room = self.viewport().width() - margins.left() - margins.right() - bar
        return max(round(room * self._zoom), _LEAST)

    def _pixels(self) -> int:
        return min(round(self._width() * self.devicePixelRatio()), WIDEST)

    def _fit(self) -> None:
        width = self._width()
        for sheet in self.sheets:
            sheet.show_width(width)
        self._column.activate()
        self._look()

    def _in_view(self) -> tuple[int, int]:
        """The first and the last page of which anything is seen, from 0."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [n for n, sheet in enumerate(self.sheets) if sheet.y() < bottom and sheet.y() + sheet.height() > top]
        return (seen[0], seen[-1]) if seen else (0, -1)

    def _look(self) -> None:
        """Say which page is in view: the one at a third of the height; pictures are asked for when all has settled."""
        if not self.sheets:
            return
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((s.number for s in self.sheets if s.y() + s.height() > line), len(self.sheets))
        if page != self._page:
            self._turn_to(page)
        self._soon.start()

    def _turn_to(self, page: int) -> None:
        """Another page is in view: it takes the focus over, so that screen readers read it."""
        before = self.sheets[self._page - 1] if self._page else None
        self._page, now = page, self.sheets[page - 1]
        now.be_in_view(True)
        if before is not None:
            if before.hasFocus():
                now.setFocus()
            before.be_in_view(False)
        self.page_changed.emit(page, len(self.sheets))
