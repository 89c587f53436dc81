"""Asks for the days of a meeting, for what was noted of it, and for a decision; each is kept by whoever asked."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from audit_app.domain.calendar import EventKind
from audit_app.domain.governance import Decision
from audit_app.domain.problems import AppError
from audit_app.intake.cells import parse_date
from audit_app.services.governance.meeting_page import MeetingPage
from audit_app.services.governance.meetings import Held
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.words import button, label

_DAY: Final = "Such as 31/03/2027"
_NO_CHILD: Final = "Name no child and no plan: boards read it."


class KeepingDialog(AskingDialog):
    """Fields below each other; an heir says in `kept` what is kept, and what is refused is said below the fields."""

    def __init__(self, title: str, said: str, fields: dict[str, Field], parent: QWidget | None = None) -> None:
        super().__init__(title, said, parent)
        self.fields = fields
        for field in fields.values():
            self.body.addWidget(field)
        self.problem = label("", "problem")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.no, self.yes = button("Cancel", self.reject), button("Sa&ve", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        next(iter(fields.values())).widget.setFocus()

    def kept(self) -> None:
        """Keep what was filled in; raises AppError where it is not fit."""
        raise NotImplementedError

    def accept(self) -> None:
        """Close where it was kept; otherwise say what is wrong."""
        for field in self.fields.values():
            field.show_problems([])
        self.problem.hide()
        try:
            self.kept()
        except _NoDay as error:
            error.field.show_problems([str(error)])
            error.field.widget.setFocus()
            self.fit()
            return
        except AppError as error:
            self.problem.setText(error.message)
            self.problem.show()
            self.fit()
            return
        super().accept()

    def day(self, name: str) -> date | None:
        """The day in a field, None where it is empty."""
        field = self.fields[name]
        try:
            return date.fromisoformat(parse_date(field.text())) if field.text() else None
        except ValueError as error:
            raise _NoDay(field, str(error)) from None

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a field, each once, empty ones left out."""
        found = (" ".join(line.split()) for line in self.fields[name].text().splitlines())
        return tuple(dict.fromkeys(line for line in found if line))


class _NoDay(Exception):
    """A field holds no day."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(words)
        self.field = field


class DaysDialog(KeepingDialog):
    """The days of one meeting; `keep` gets the day, cut-off and papers, None for those that the line's rule gives."""

    def __init__(
        self,
        page: MeetingPage,
        keep: Callable[[date, date | None, date | None], object],
        parent: QWidget | None = None,
    ) -> None:
        meeting = page.meeting
        rule = "Empty: by the line's rule"
        usual = {kind: f"{rule}, {plain_day(day.isoformat())}." for kind, day in page.usual.items()}
        fields = {
            "on": Field("&Held on", QLineEdit(plain_day(meeting.on.isoformat())), hint=_DAY),
            "cut_off": Field(
                "&Data cut off", QLineEdit(_plain(meeting.cut_off)), hint=usual.get(EventKind.CUT_OFF, f"{rule}, none.")
            ),
            "papers": Field(
                "&Papers out", QLineEdit(_plain(meeting.papers_out)), hint=usual.get(EventKind.PAPERS, f"{rule}, none.")
            ),
        }
        super().__init__("Days of this meeting", "The meetings after it keep theirs.", fields, parent)
        self._keep, self._planned = keep, meeting.planned

    def kept(self) -> None:
        self._keep(self.day("on") or self._planned, self.day("cut_off"), self.day("papers"))


class HeldDialog(KeepingDialog):
    """Who was there, what was asked, where the minutes are; `keep` gets it."""

    def __init__(self, page: MeetingPage, keep: Callable[[Held], object], parent: QWidget | None = None) -> None:
        meeting = page.meeting
        there = [role for role, present in meeting.attendance if present] or list(page.roles)
        away = [role for role, present in meeting.attendance if not present]
        fields = {
            "there": Field("&There", _text(there, 5), hint="A role on each line, not a name."),
            "away": Field("&Apologies", _text(away, 2), hint="A role on each line."),
            "challenge": Field("&Challenge", _text(meeting.challenge, 4), hint=f"A question on each line. {_NO_CHILD}"),
            "minutes": Field("&Minutes", _text([meeting.minutes], 2), hint="A note, or where they are kept."),
        }
        if meeting.attendance:
            there = [role for role, present in meeting.attendance if present]
            _fill(fields["there"], there)
        super().__init__("Note the meeting", "", fields, parent)
        self._keep = keep

    def kept(self) -> None:
        away = self.lines("away")
        attendance = [
            *((role, True) for role in self.lines("there") if role not in away),
            *((one, False) for one in away),
        ]
        self._keep(Held(tuple(attendance), self.lines("challenge"), self.fields["minutes"].text()))


class DecisionDialog(KeepingDialog):
    """A decision in words, whose it is and by when; `keep` gets words, owner and day."""

    def __init__(
        self,
        title: str,
        start: Decision | None,
        keep: Callable[[str, str, date | None], object],
        parent: QWidget | None = None,
    ) -> None:
        due = _plain(start.due) if start is not None else ""
        fields = {
            "words": Field("What was &decided", _text([start.words if start else ""], 3), hint=_NO_CHILD),
            "owner": Field("&Owner (role)", QLineEdit(start.owner if start else "")),
            "due": Field("&By", QLineEdit(due), hint=_DAY),
        }
        super().__init__(title, "", fields, parent)
        self._keep = keep

    def kept(self) -> None:
        self._keep(self.fields["words"].text(), self.fields["owner"].text(), self.day("due"))


def _plain(day: date | None) -> str:
    return plain_day(day.isoformat()) if day is not None else ""


def _text(lines: Sequence[str], high: int) -> QPlainTextEdit:
    made = QPlainTextEdit("\n".join(lines))
    made.setTabChangesFocus(True)
    made.setFixedHeight(high * made.fontMetrics().lineSpacing() + 16)
    return made


def _fill(field: Field, lines: Sequence[str]) -> None:
    if isinstance(field.widget, QPlainTextEdit):
        field.widget.setPlainText("\n".join(lines))
