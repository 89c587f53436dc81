"""Form fields: a label with its key, the input, and what is wrong with it beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from audit_app.domain.problems import Problem
from audit_app.ui.theme import measures
from audit_app.ui.words import label, restyle

_INSET = 8
"""What stands between the border of an input and its words, as the style sheet has it for lines and lists."""


class Field(QWidget):
    """An input with its label above and its problem below: `Field("&Name", QLineEdit(), hint="…")`."""

    def __init__(self, words: str, widget: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[0])
        self.label = QLabel(words)
        self.label.setBuddy(widget)
        widget.setAccessibleName(words.replace("&", ""))
        self.hint = label(hint, "caption")
        if not hint:
            self.hint.hide()  # shown without a parent it would be a window of its own
        self.problem = label("", "problem")
        self.problem.hide()
        if hint:
            widget.setAccessibleDescription(hint)
        for part in (self.label, widget, self.hint, self.problem):
            outer.addWidget(part)
        outer.addStretch(0)  # beside a taller field the label stays with its input
        self.setFocusProxy(widget)
        if isinstance(widget, QDateTimeEdit) and widget.calendarPopup():
            _dress(widget.calendarWidget())
        elif isinstance(widget, QAbstractSpinBox):
            inset(widget)

    def show_problems(self, problems: Sequence[Problem | str]) -> None:
        """Say beside the field what is wrong with it; nothing takes it away."""
        said = " ".join(problem if isinstance(problem, str) else problem.message for problem in problems)
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        self.hint.setVisible(bool(self.hint.text()) and not said)
        self.widget.setAccessibleDescription(said or self.hint.text())
        self.widget.setProperty("faulty", bool(said))
        restyle(self.widget)

    def text(self) -> str:
        """What stands in it, without blanks at its ends."""
        widget = self.widget
        if isinstance(widget, QLineEdit):
            return widget.text().strip()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        if isinstance(widget, QComboBox):
            return widget.currentText().strip()
        return ""


def inset(box: QAbstractSpinBox) -> None:
    """Set the words of a box with arrows off its border; Qt leaves no room there whatever the style sheet says."""
    edit = box.findChild(QLineEdit)
    if isinstance(edit, QLineEdit):
        edit.setTextMargins(_INSET, 0, 0, 0)


def _dress(calendar: QCalendarWidget) -> None:
    """Weeks from Monday, and the weekend in the text's colour: Qt's red cannot be read on a dark ground."""
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())


def passphrase_field(words: str, *, hint: str = "") -> Field:
    """A field whose letters are hidden; its text is taken as typed, with `passphrase_of`."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return Field(words, edit, hint=hint)


def passphrase_of(field: Field) -> str:
    """The passphrase exactly as typed: blanks count."""
    return field.widget.text() if isinstance(field.widget, QLineEdit) else ""
