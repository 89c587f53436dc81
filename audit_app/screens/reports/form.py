"""The card in which a report is asked for: kind, period, readers, formats and folder, all filled in already."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from audit_app.screens.reports.asking import (
    AUDIENCES,
    FORMATS,
    USUAL_FORMATS,
    WEEKLY,
    Saving,
    kind_words,
    months_text,
    week_text,
)
from audit_app.services.reporting import ReportAsked
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, icon_button, label
from scoring.figures import Audience

MONTHS, WEEK = "months", "week"


class ReportForm(Card):
    """`changed` tells that another report is asked for; the other signals are wishes."""

    changed = Signal()
    save_requested = Signal()
    folder_requested = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What to write", parent)
        self._ask_kind_and_period()
        self._ask_audience()
        self._ask_formats()
        self._ask_folder()
        self._ask_saving()
        self.follow_period()

    def asked(self) -> ReportAsked:
        """The report as it stands in the fields; its period is not checked yet."""
        return ReportAsked(str(self.kind.currentData()), self._period(), self.audience())

    def saving(self) -> Saving:
        """The report with its formats and its folder."""
        formats = tuple(name for name, box in self.formats.items() if box.isChecked())
        return Saving(self.asked(), formats, Path(self.folder.text().strip()))

    def audience(self) -> Audience:
        """The readers chosen."""
        return next(one for one, radio in self.audiences.items() if radio.isChecked())

    def show_months(self, first: date, last: date) -> None:
        """Put whole months into the fields without telling of it."""
        for edit, day in ((self.first, first), (self.last, last)):
            with QSignalBlocker(edit):
                edit.setDate(QDate(day.year, day.month, 1))

    def show_week(self, monday: date) -> None:
        """Put a week into the field without telling of it."""
        with QSignalBlocker(self.week):
            self.week.setDate(QDate(monday.year, monday.month, monday.day))

    def show_folder(self, folder: Path) -> None:
        """The folder that files go into."""
        self.folder.setText(str(folder))

    def set_busy(self, is_busy: bool, *, may: bool = True) -> None:
        """While a report is written nothing else is asked for, and it can be stopped."""
        for part in (self.kind, self.span, self.first, self.last, self.week, self.choose, *self.audiences.values()):
            part.setEnabled(not is_busy)
        self.save_button.setEnabled(may and not is_busy)
        self.progress.setRange(0, 0)
        self.working.setVisible(is_busy)

    def show_progress(self, done: int, total: int) -> None:
        """How far the files are."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def follow_period(self) -> None:
        """Show the fields of a week or those of months."""
        is_week = self.span.currentData() == WEEK
        self.week_field.setVisible(is_week)
        for field in (self.first_field, self.last_field):
            field.setVisible(not is_week)
        self.last_field.show_problems(())

    def _period(self) -> str:
        if self.span.currentData() == WEEK:
            return week_text(_day(self.week))
        return months_text(_day(self.first), _day(self.last))

    def _ask_kind_and_period(self) -> None:
        self.kind = QComboBox()
        for kind, title in kind_words():
            self.kind.addItem(title, kind)
        self.kind.setCurrentIndex(self.kind.findData("monthly"))
        self.span = QComboBox()
        self.span.addItem("Whole months", MONTHS)
        self.span.addItem("One week", WEEK)
        self.first, self.last = _month_edit(), _month_edit()
        self.week = QDateEdit()
        self.week.setDisplayFormat("d MMM yyyy")
        self.week.setCalendarPopup(True)
        self.first_field, self.last_field = Field("F&rom", self.first), Field("T&o, included", self.last)
        self.week_field = Field("&Week of", self.week, hint="Monday to Sunday of this day's week.")
        months = QHBoxLayout()
        months.setSpacing(measures().spacing[1])
        months.addWidget(self.first_field)
        months.addWidget(self.last_field)
        self.kind_field, self.span_field = Field("&Kind of report", self.kind), Field("&Period", self.span)
        self.kind.setMinimumContentsLength(18)
        self.body.addWidget(self.kind_field)
        self.body.addWidget(self.span_field)
        self.body.addLayout(months)
        self.body.addWidget(self.week_field)
        self.kind.activated.connect(self._change_kind)
        self.span.activated.connect(self._change_span)
        for edit in (self.first, self.last, self.week):
            edit.dateChanged.connect(self._tell)

    def _ask_audience(self) -> None:
        self.body.addWidget(label("For whom", "strong"))
        self.audiences: dict[Audience, QRadioButton] = {}
        self.readers = QButtonGroup(self)
        row = QHBoxLayout()
        for audience, (name, sees) in AUDIENCES.items():
            radio = QRadioButton(name)
            radio.setAccessibleName(f"For the {name.lower()}")
            radio.setAccessibleDescription(sees)
            self.audiences[audience] = radio
            self.readers.addButton(radio)
            row.addWidget(radio)
        row.addStretch(1)
        self.sees = label("", "caption")
        self.audiences[Audience.GROUP].setChecked(True)
        self._say_what_they_see()
        self.readers.buttonClicked.connect(self._change_audience)
        self.body.addLayout(row)
        self.body.addWidget(self.sees)

    def _ask_formats(self) -> None:
        self.body.addWidget(label("Formats", "strong"))
        self.formats: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        for number, (name, words) in enumerate(FORMATS.items()):
            box = QCheckBox(words)
            box.setAccessibleName(f"Format: {words}")
            box.setChecked(name in USUAL_FORMATS)
            self.formats[name] = box
            grid.addWidget(box, number // 2, number % 2)
        self.no_format = label("", "problem")
        self.no_format.hide()
        self.body.addLayout(grid)
        self.body.addWidget(self.no_format)

    def _ask_folder(self) -> None:
        self.folder = QLineEdit()
        self.folder_field = Field("Fol&der", self.folder)
        self.choose = icon_button(Icon.OPEN, "Choose a folder", self.folder_requested.emit)
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[0])
        row.addWidget(self.folder_field, 1)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)

    def _ask_saving(self) -> None:
        self.save_button = button("&Save the report", self.save_requested.emit, weight=Weight.MAIN, icon=Icon.EXPORT)
        self.working = QWidget()
        row = QHBoxLayout(self.working)
        row.setContentsMargins(0, 0, 0, 0)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("How far the report is")
        self.cancel_button = button("Cancel", self.cancelled.emit)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel_button)
        self.working.hide()
        self.body.addWidget(self.save_button)
        self.body.addWidget(self.working)

    def _change_kind(self) -> None:
        wanted = WEEK if self.kind.currentData() == WEEKLY else MONTHS
        self.span.setCurrentIndex(self.span.findData(wanted))
        self._change_span()

    def _change_span(self) -> None:
        self.follow_period()
        self._tell()

    def _change_audience(self) -> None:
        self._say_what_they_see()
        self._tell()

    def _say_what_they_see(self) -> None:
        self.sees.setText(AUDIENCES[self.audience()][1])

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
