"""The choice of a period as reports ask for it: whole months from one to another, or one week; it reads nothing."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from audit_app.domain.period import Period, PeriodError, months_text, parse_period, week_text
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow

MONTHS, WEEK = "months", "week"


class PeriodChoice(FlowRow):
    """`changed` tells that the person chose another period; `leading` are fields that stand before it in its row."""

    changed = Signal()

    def __init__(self, *leading: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(*leading, parent=parent)
        self.span = QComboBox()
        self.span.addItem("Whole months", MONTHS)
        self.span.addItem("One week", WEEK)
        self.first, self.last, self.week = _month_edit(), _month_edit(), QDateEdit()
        self.week.setDisplayFormat("d MMM yyyy")
        self.week.setCalendarPopup(True)
        self.span_field = Field("&Period", self.span)
        self.first_field, self.last_field = Field("F&rom", self.first), Field("T&o, included", self.last)
        self.week_field = Field("&Week of", self.week, hint="Monday to Sunday of this day's week.")
        for field in (self.span_field, self.first_field, self.last_field, self.week_field):
            self.add(field)
        self.span.activated.connect(self._change_span)
        for edit in (self.first, self.last, self.week):
            edit.dateChanged.connect(self._tell)
        self._follow_span()

    def period(self) -> Period | None:
        """The period that stands in the fields; None, said beside the month, where it ends before it begins."""
        try:
            found = parse_period(self.text())
        except PeriodError:
            self.last_field.show_problems(("This month is before the first. Choose a later one.",))
            return None
        self.last_field.show_problems(())
        return found

    def text(self) -> str:
        """The same as it is written: “2026-09..2026-10”, “2026-09”, or “2026-W47”; not checked yet."""
        if self.span.currentData() == WEEK:
            return week_text(_day(self.week))
        return months_text(_day(self.first), _day(self.last))

    def show_span(self, span: str) -> None:
        """Ask for MONTHS or a WEEK, without telling of it; the days in the fields stay."""
        with QSignalBlocker(self.span):
            self.span.setCurrentIndex(self.span.findData(span))
        self._follow_span()

    def show_months(self, first: date, last: date) -> None:
        """Put whole months into the fields without telling of it."""
        for edit, day in ((self.first, first), (self.last, last)):
            with QSignalBlocker(edit):
                edit.setDate(QDate(day.year, day.month, 1))
        self.show_span(MONTHS)

    def show_week(self, day: date) -> None:
        """Put the week of a day into its field without telling of it; the kind of period stays."""
        monday = day - timedelta(days=day.weekday())
        with QSignalBlocker(self.week):
            self.week.setDate(QDate(monday.year, monday.month, monday.day))

    def _follow_span(self) -> None:
        is_week = self.span.currentData() == WEEK
        self.week_field.setVisible(is_week)
        self.last_field.show_problems(())
        for field in (self.first_field, self.last_field):
            field.setVisible(not is_week)

    def _change_span(self) -> None:
        self._follow_span()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()


def _month_edit() -> QDateEdit:
    made = QDateEdit()
    made.setDisplayFormat("MMM yyyy")
    made.setCurrentSection(QDateEdit.Section.MonthSection)
    return made


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
