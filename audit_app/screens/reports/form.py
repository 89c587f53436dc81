"""The card in which a report is asked for: kind, period, round, readers, formats and folder, filled in already."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from audit_app.domain.period import parse_period
from audit_app.screens.reports.asking import (
    EVERY_ROUND,
    INSPECTION,
    NOTE,
    WEEKLY,
    Saving,
    kind_words,
    round_words,
)
from audit_app.screens.reports.behind_choice import BehindChoice
from audit_app.screens.reports.choices import FormatChoice, ReaderChoice
from audit_app.screens.reports.cycle_choice import CycleChoice
from audit_app.screens.reports.line_choice import LineChoice
from audit_app.screens.reports.next_words import NextWords
from audit_app.services.governance.line_reports import LineReport
from audit_app.services.reports.reporting import ReportAsked
from audit_app.store.read_rounds import HeldRound
from audit_app.ui.card import Card
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field
from audit_app.ui.icons import Icon
from audit_app.ui.period_choice import MONTHS, WEEK, PeriodChoice
from audit_app.ui.theme import measures
from audit_app.ui.words import button, icon_button
from scoring.figures import Audience


class ReportForm(Card):
    """`changed` tells that another report is asked for, `worded` other words in the same; the others are wishes."""

    changed = Signal()
    worded = Signal()
    save_requested = Signal()
    folder_requested = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What to write", parent)
        self._rounds: tuple[HeldRound, ...] = ()
        self.line = LineChoice()
        self.body.addWidget(self.line)
        self.line.chosen.connect(self._take_line)
        self._ask_kind_and_period()
        self._ask_round()
        self._ask_more()
        self.readers, self.written_as = ReaderChoice(), FormatChoice()
        self.audiences, self.sees = self.readers.radios, self.readers.sees
        self.formats, self.no_format = self.written_as.boxes, self.written_as.problem
        self.readers.changed.connect(self.line.leave)
        self.readers.changed.connect(self._tell)
        self.body.addWidget(self.readers)
        self.body.addWidget(self.written_as)
        self._ask_folder()
        self._ask_saving()

    def asked(self) -> ReportAsked:
        """The report as it stands in the fields; its period is not checked yet."""
        kind, cycle = str(self.kind.currentData()), self.cycle.cycle()
        return ReportAsked(kind, self.period.text(), self.audience(), self._round(), cycle, self.line.body())

    def saving(self) -> Saving:
        """The report with its formats and its folder."""
        folder = Path(self.folder.text().strip())
        plain = Saving(self.asked(), self.written_as.chosen(), folder)
        if plain.asked.kind == INSPECTION:
            behind = self.behind
            return replace(
                plain, plans=behind.named(), figure=behind.chosen_figure(), documents=behind.wants_documents()
            )
        return replace(plain, following=self.following())

    def following(self) -> str:
        """What is done next, in a note after a board; of other kinds nothing."""
        return self.next.text() if self.kind.currentData() == NOTE else ""

    def audience(self) -> Audience:
        """The readers chosen."""
        return self.readers.chosen()

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

    def forget(self) -> None:
        """The workspace is locked: nothing that was typed of plans stays."""
        self.behind.forget()
        self.next.forget()

    def set_busy(self, is_busy: bool, *, may: bool = True) -> None:
        """While a report is written nothing else is asked for, and it can be stopped."""
        parts = (self.line, self.kind, self.cycle, self.period, self.round, self.behind, self.next, self.choose)
        for part in (*parts, *self.audiences.values()):
            part.setEnabled(not is_busy)
        self.save_button.setEnabled(may and not is_busy)
        self.progress.setRange(0, 0)
        self.working.setVisible(is_busy)

    def show_progress(self, done: int, total: int) -> None:
        """How far the files are."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _round(self) -> str:
        return str(self.round.currentData() or "")

    def _ask_kind_and_period(self) -> None:
        self.kind = QComboBox()
        for kind, title in kind_words():
            self.kind.addItem(title, kind)
        self.kind.setCurrentIndex(self.kind.findData("monthly"))
        self.kind_field, self.period = Field("&Kind of report", self.kind), PeriodChoice()
        self.kind.setMinimumContentsLength(18)
        self.cycle = CycleChoice()
        self.body.addWidget(self.kind_field)
        self.body.addWidget(self.cycle)
        self.body.addWidget(self.period)
        self.kind.currentIndexChanged.connect(self._show_cycles)
        self.cycle.changed.connect(self._change_cycle)
        self._show_cycles()
        self.kind.activated.connect(self._change_kind)
        self.period.changed.connect(self._tell)

    def _show_cycles(self) -> None:
        self.cycle.show_kind(str(self.kind.currentData()))

    def _change_cycle(self) -> None:
        self.show_rounds(())  # those of another cycle are not to be asked for
        self._tell()

    def _ask_round(self) -> None:
        self.round = QComboBox()
        self.round.setMinimumContentsLength(18)
        self.round_field = Field("Rou&nd", self.round)
        self.round.activated.connect(self._change_round)
        self.body.addWidget(self.round_field)
        self.show_rounds(())

    def _ask_more(self) -> None:
        """What some kinds alone ask for; what stands there is kept while another kind is chosen."""
        self.behind, self.next = BehindChoice(), NextWords()
        self.plans, self.plans_field = self.behind.plans, self.behind.plans_field
        self.next.typed.connect(self.worded)
        self.body.addWidget(self.behind)
        self.body.addWidget(self.next)
        self.kind.currentIndexChanged.connect(self._show_more)
        self._show_more()

    def _show_more(self) -> None:
        self.behind.setVisible(self.kind.currentData() == INSPECTION)
        self.next.setVisible(self.kind.currentData() == NOTE)

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

    def show_asked(self, kind: str, period: str, audience: Audience) -> None:
        """Put kind, period and readers into the fields without telling of it."""
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        found = parse_period(period)
        if found.is_whole_months:
            self.period.show_months(found.first, found.last)
        else:
            self.period.show_week(found.first)
            self.period.show_span(WEEK)
        self.readers.choose(audience)
        self.show_rounds(())

    def _take_line(self, taken: LineReport | None) -> None:
        if taken is not None:
            self.show_asked(taken.report.kind, taken.report.period, taken.report.audience)
        self._tell()

    def _change_kind(self) -> None:
        self.line.leave()
        self.period.show_span(WEEK if self.kind.currentData() == WEEKLY else MONTHS)
        self.show_rounds(())  # those of another cycle are not to be asked for
        self._tell()

    def _change_round(self) -> None:
        """A round that is chosen brings the months of its audits with it."""
        name = self._round()
        for one in self._rounds:
            if one.name == name:
                self.period.show_months(one.first, one.last)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
