"""Cards, section headers with progress, and the page that holds them at a readable width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from audit_app.ui.focus import stops_of, tab_first
from audit_app.ui.theme import measures
from audit_app.ui.words import label


class Card(QFrame):
    """A surface with a title, what stands at its right, and a body: `card.body.addWidget(…)`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        space = measures().spacing
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(space[1])
        self.head = QHBoxLayout()
        self.head.setSpacing(space[1])
        self.title = label("", "cardTitle")
        self.head.addWidget(self.title, 1)
        self._outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(space[1])
        self._outer.addLayout(self.body)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Another title; as high as a button beside it would be, so that the titles of neighbours are in one line."""
        space = measures().spacing
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self._outer.setContentsMargins(space[3], space[1] if title else space[3], space[3], space[3])
        self.setAccessibleName(title)


class SectionHeader(QWidget):
    """A section's title, how far it is in words and as a bar, and room at the right: `header.right.addWidget(…)`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[0])
        row = QHBoxLayout()
        row.setSpacing(space[2])
        self.title = label(title, "section")
        self.words = label("", "soft", wraps=False)
        self.right = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.words, 0, Qt.AlignmentFlag.AlignBottom)
        row.addLayout(self.right)
        outer.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.hide()
        outer.addWidget(self.bar)

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """Show how far it is; the words are “11 of 18” unless others are given. Nothing where the total is 0."""
        self.words.setText(words or (f"{done} of {total}" if total else ""))
        self.bar.setVisible(total > 0)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.bar.setAccessibleName(f"{self.title.text()}: {self.words.text()}")


class Page(QScrollArea):
    """A screen's scrolling page: a title, and a column at most 1,180 px wide (`wide` takes all there is).

    `page.body.addWidget(…)`; `page.head` has the title at the left and room for buttons at the right.
    """

    def __init__(self, title: str = "", *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        across = QHBoxLayout(inner)
        across.setContentsMargins(space[4], space[4], space[4], space[4])
        column = QWidget()
        if not wide:
            column.setMaximumWidth(measures().content_width)
        across.addStretch(1)
        across.addWidget(column, 1000)
        across.addStretch(1)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(space[3])
        self.head = QHBoxLayout()
        self.head.setSpacing(space[1])
        self.title: QLabel = label(title, "title")
        if not title:
            self.title.hide()  # shown without a parent it would be a window of its own
        self.head.addWidget(self.title, 1)
        self.body.addLayout(self.head)
        self.setWidget(inner)

    def showEvent(self, event: QShowEvent) -> None:
        """Tab follows what is read, whenever the buttons at the top were made."""
        super().showEvent(event)
        head = list(stops_of(self.head))
        first = next((one for one in stops_of(self.body) if one not in head), None)
        if head and first is not None:
            tab_first(head, first)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - the name by which Qt calls it
        """Tab goes on; the focus ring brings what it comes to into view, from wherever it comes."""
        return QWidget.focusNextPrevChild(self, forward)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go, before it is filled anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
