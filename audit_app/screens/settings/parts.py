"""What the parts of the settings share: a bar while something works, a box of lines, moments and sizes in words."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from audit_app.ui.days import plain_day
from audit_app.ui.flow import FlowRow
from audit_app.ui.theme import RESIZED
from audit_app.ui.words import button, label

_BAR = 240


class Working(FlowRow):
    """A bar while something works, with Cancel where it can be stopped."""

    def __init__(self, words: str, on_cancel: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.bar.setMinimumWidth(_BAR)
        self.bar.setMaximumWidth(_BAR)
        self.words = label(words, "soft", wraps=False)
        self.cancel_button = button("Cancel", on_cancel)
        if on_cancel is None:
            self.cancel_button.hide()  # shown without a parent it would be a window of its own
        for part in (self.bar, self.words, self.cancel_button):
            self.add(part)
        self.hide()

    def begin(self, words: str = "") -> None:
        """Show that it works, in other words where some are given."""
        if words:
            self.words.setText(words)
            self.bar.setAccessibleName(words)
        self.cancel_button.setEnabled(True)
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)


class Lines(QPlainTextEdit):
    """A read-only box so many lines high at any size of type; it scrolls, and its words can be marked and copied."""

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 16)


class OneAtATime(QWidget):
    """Shows one of its pages and is as high as that one asks for; Qt's own stack is as high as its highest."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pages: list[QWidget] = []
        for page in pages:
            self.add(page)

    def add(self, page: QWidget) -> None:
        """One more page; the first is shown."""
        if self._pages:
            page.hide()
        self._pages.append(page)
        self._column.addWidget(page)

    @property
    def current(self) -> QWidget:
        """The page that is shown."""
        return next(page for page in self._pages if not page.isHidden())

    def show_page(self, page: QWidget) -> None:
        """Show this page and no other."""
        for one in self._pages:
            one.setVisible(one is page)


def narrow(box: QComboBox, letters: int) -> QComboBox:
    """A list to choose from that is as wide as so many letters, whatever stands in it."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    return box


def day_of(edit: QDateEdit) -> date:
    """The day in an edit."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def moment(utc: str) -> str:
    """A UTC moment in local time: “22 Nov 2026, 14:02”; empty for an empty text."""
    if not utc:
        return ""
    at = datetime.fromisoformat(utc).astimezone()
    return f"{plain_day(at.date().isoformat())}, {at:%H:%M}"


def size_words(size: int) -> str:
    """A number of bytes as people say it: “640 kB”, “12.3 MB”."""
    if size < 1_000_000:
        return f"{max(round(size / 1_000), 1 if size else 0):,} kB"
    return f"{size / 1_000_000:,.1f} MB"
