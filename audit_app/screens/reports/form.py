"""The card in which a report is asked for: kind, period, round, readers, formats and folder, filled in already."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from audit_app.screens.reports.asking import (
    EVERY_ROUND,
    WEEKLY,
    Saving,
    kind_words,
    months_text,
    round_words,
    week_text,
)
from audit_app.screens.reports.choices import FormatChoice, ReaderChoice
from audit_app.services.reports.reporting import ReportAsked
from audit_app.store.read_rounds import HeldRound
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, icon_button
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
        self._rounds: tuple[HeldRound, ...] = ()
        self._ask_kind_and_period()
        self._ask_round()
        self.readers, self.written_as = ReaderChoice(), FormatChoice()
        self.audiences, self.sees = self.readers.radios, self.readers.sees
        self.formats, self.no_format = self.written_as.boxes, self.written_as.problem
        self.readers.changed.connect(self._tell)
        self.body.addWidget(self.readers)
        self.body.addWidget(self.written_as)
        self._ask_folder()
        self._ask_saving()
        self.follow_period()

    def asked(self) -> ReportAsked:
        """The report as it stands in the fields; its period is not checked yet."""
        return ReportAsked(str(self.kind.currentData()), self._period(), self.audience(), self._round())

    def saving(self) -> Saving:
        """The report with its formats and its folder."""
        return Saving(self.asked(), self.written_as.chosen(), Path(self.folder.text().strip()))

    def audience(self) -> Audience:
        """The readers chosen."""
        return self.readers.chosen()

    def show_months(self, first: date, last: date) -> None:
        """Put whole months into the fields without telling of it."""
        for edit, day in ((self.first, first), (self.last, last)):
            with QSignalBlocker(edit):
                edit.setDate(QDate(day.year, day.month, 1))

    def show_week(self, monday: date) -> None:
        """Put a week into the field without telling of it."""
        with QSignalBlocker(self.week):
            self.week.setDate(QDate(monday.year, monday.month, monday.day))

    def show_rounds(self, rounds: Sequence[HeldRound]) -> None:
        """The rounds to choose from, the one chosen kept; no field where there is none."""
        chosen = self._round()
        self._rounds = tuple(rounds)
        with QSignalBlocker(self.round):
            self.round.clear()
            self.round.addItem(EVERY_ROUND, "")
            for one in rounds:
                self.round.addItem(round_words(one), one.name)
            self.round.setCurrentIndex(max(self.round.findData(chosen), 0))
        self.round_field.setVisible(bool(rounds))

    def show_folder(self, folder: Path) -> None:
        """The folder that files go into."""
        self.folder.setText(str(folder))

    def set_busy(self, is_busy: bool, *, may: bool = True) -> None:
        """While a report is written nothing else is asked for, and it can be stopped."""
        parts = (self.kind, self.span, self.first, self.last, self.week, self.round, self.choose)
        for part in (*parts, *self.audiences.values()):
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

    def _round(self) -> str:
        return str(self.round.currentData() or "")

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

    def _ask_round(self) -> None:
        self.round = QComboBox()
        self.round.setMinimumContentsLength(18)
        self.round_field = Field("Rou&nd", self.round)
        self.round.activated.connect(self._change_round)
        self.body.addWidget(self.round_field)
        self.show_rounds(())

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
        self.show_rounds(())  # those of another cycle are not to be asked for
        self._change_span()

    def _change_span(self) -> None:
        self.follow_period()
        self._tell()

    def _change_round(self) -> None:
        """A round that is chosen brings the months of its audits with it."""
        name = self._round()
        for one in self._rounds:
            if one.name == name:
                self.span.setCurrentIndex(self.span.findData(MONTHS))
                self.show_months(one.first, one.last)
                self.follow_period()
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
