"""Asks for a reporting line: who, how often, what is sent, for which readers, days around; it keeps nothing."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from audit_app.domain.governance import KIND_WORDS, LineKind, ReportingLine
from audit_app.domain.problems import AppError
from audit_app.domain.recurrence import WORDS as OFTEN
from audit_app.domain.recurrence import read_recurrence, recurrence_words
from audit_app.intake.cells import parse_date
from audit_app.screens.calendar.wording import AUDIENCES
from audit_app.ui.abreast import Abreast
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_through
from audit_app.ui.theme import scaled
from audit_app.ui.words import button, label
from exports.pages.wording import KINDS
from scoring.figures import Audience

_HALVES: Final = (240, 240)
_HIGH, _WIDE = 540, 640
_DAYS: Final = "Working days; empty for none."
_BLANK: Final = ReportingLine(
    *("", "", "", LineKind.BOARD, (), "1m", None, (), Audience.BOARD), is_public=False, needs=()
)


class LineDialog(AskingDialog):
    """All of a reporting line; `keep` is called with it, and its refusal is said below the fields."""

    def __init__(
        self,
        title: str,
        start: ReportingLine | None,
        keep: Callable[[ReportingLine], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "", parent)
        self._start, self._keep = start or _BLANK, keep
        line = self._start
        self.kind, self.often, self.audience = QComboBox(), QComboBox(), QComboBox()
        self._fill(line)
        self.sends = {kind: QCheckBox(words) for kind, words in KINDS.items()}
        for kind, box in self.sends.items():
            box.setChecked(kind in line.sends)
        self.published = QCheckBox("&Published, or read in public")
        self.published.setChecked(line.is_public)
        self.fields = self._fields(line)
        self.problem = label("", "problem")
        self.problem.hide()
        self._lay_out()
        self.no, self.yes = button("Cancel", self.reject), button("Sa&ve", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.fields["body"].widget.setFocus()

    def accept(self) -> None:
        """Close where it was kept; otherwise say what is wrong, beside its field or below them."""
        for field in self.fields.values():
            field.show_problems([])
        self.problem.hide()
        try:
            made = self._made()
        except _Wrong as error:
            self.fields[error.field].show_problems([str(error)])
            self.fields[error.field].widget.setFocus()
            return
        try:
            self._keep(made)
        except AppError as error:
            self.problem.setText(error.message)
            self.problem.show()
            self.fit()
            return
        super().accept()

    def _made(self) -> ReportingLine:
        text = {name: field.text() for name, field in self.fields.items()}
        often = read_recurrence(text["often"])
        if often is None:
            raise _Wrong("often", "Say how often: once, monthly, every 6 weeks, or a number with w or m, such as 5w.")
        dates = tuple(
            sorted({self._day("dates", one) for one in text["dates"].replace(";", ",").split(",") if one.strip()})
        )
        first = self._day("first", text["first"]) if text["first"] else None
        return ReportingLine(
            id=self._start.id,
            body=text["body"],
            chair=text["chair"],
            kind=LineKind(self.kind.currentData()),
            sends=tuple(kind for kind, box in self.sends.items() if box.isChecked()),
            recurrence=often,
            first=first,
            dates=dates,
            audience=Audience(self.audience.currentData()),
            is_public=self.published.isChecked(),
            needs=tuple(line for one in text["needs"].splitlines() if (line := " ".join(one.split()))),
            cut_off_days=self._number("cut_off"),
            papers_days=self._number("papers"),
            communication_days=self._number("after"),
            ended=self._start.ended,
        )

    def _day(self, name: str, text: str) -> date:
        try:
            return date.fromisoformat(parse_date(text.strip()))
        except ValueError as error:
            raise _Wrong(name, str(error)) from None

    def _number(self, name: str) -> int | None:
        text = self.fields[name].text()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal()):
            raise _Wrong(name, "Give a whole number of working days, or nothing.")
        return int(text[:6])

    def _fill(self, line: ReportingLine) -> None:
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(words, kind.value)
        self.kind.setCurrentIndex(self.kind.findData(line.kind.value))
        for audience, words in AUDIENCES.items():
            self.audience.addItem(words, audience.value)
        self.audience.setCurrentIndex(self.audience.findData(line.audience.value))
        self.often.setEditable(True)
        self.often.addItems(list(OFTEN.values()))
        self.often.setCurrentText(recurrence_words(line.recurrence))
        for box in (self.kind, self.often, self.audience):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)

    def _fields(self, line: ReportingLine) -> dict[str, Field]:
        dates = ", ".join(plain_day(day.isoformat()) for day in line.dates)
        needs = QPlainTextEdit("\n".join(line.needs))
        needs.setTabChangesFocus(True)
        needs.setFixedHeight(4 * needs.fontMetrics().lineSpacing() + 16)
        first = plain_day(line.first.isoformat()) if line.first else ""
        return {
            "body": Field("&Body", QLineEdit(line.body), hint="Who is reported to, such as SEND Programme Board."),
            "chair": Field("&Chair (role)", QLineEdit(line.chair)),
            "kind": Field("&Kind", self.kind),
            "often": Field("How &often", self.often),
            "first": Field("&First day", QLineEdit(first), hint="Such as 31/03/2027. The rhythm counts from it."),
            "dates": Field("&Dates beside it", QLineEdit(dates), hint="Separated by commas; or in place of a rhythm."),
            "audience": Field("&Readers", self.audience),
            "cut_off": Field("Data cut off, days b&efore", QLineEdit(_text(line.cut_off_days)), hint=_DAYS),
            "papers": Field("Papers o&ut, days before", QLineEdit(_text(line.papers_days)), hint=_DAYS),
            "after": Field("Co&mmunication, days after", QLineEdit(_text(line.communication_days)), hint=_DAYS),
            "needs": Field("&What has to be ready", needs, hint="One on each line. What the app can look up, it does."),
        }

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        field = self.fields
        column.addWidget(field["body"])
        for left, right in (("chair", "kind"), ("often", "first"), ("dates", "audience"), ("cut_off", "papers")):
            column.addWidget(Abreast(field[left], field[right], leasts=_HALVES))
        column.addWidget(Abreast(field["after"], self.published, leasts=_HALVES))
        column.addWidget(label("Reports that go to it", "strong"))
        column.addWidget(FlowRow(*self.sends.values()))
        column.addWidget(field["needs"])
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        area.setMinimumSize(scaled(self, _WIDE), min(scaled(self, _HIGH), _HIGH))
        self.body.addWidget(area)
        self.body.addWidget(self.problem)
        tab_through(column)


class _Wrong(Exception):
    """A field holds what cannot be read."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def _text(days: int | None) -> str:
    return "" if days is None else str(days)
