"""One row of the plan in the drawer: an action with its cells and checkpoints, or an outcome or theme without any."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.improvement import Placed
from audit_app.domain.recurrence import recurrence_words
from audit_app.domain.status import MEANINGS
from audit_app.domain.timescale import checkpoint_words
from audit_app.screens.improvement.choosing import Line
from audit_app.ui.card import clear
from audit_app.ui.days import plain_day
from audit_app.ui.drawer import Drawer
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_through
from audit_app.ui.pill import Status, status_pill
from audit_app.ui.statuses import PILLS, status_words
from audit_app.ui.words import button, label, rule


class RowDrawer(Drawer):
    """Shows one row. Signals say what is wanted of it or of its outcome or theme, by id; a report by checkpoint."""

    edit_requested = Signal()
    outcome_requested = Signal()
    theme_requested = Signal()
    report_requested = Signal(str)
    move_requested = Signal(str, int)
    elsewhere_requested = Signal()
    remove_requested = Signal(str)
    risk_requested = Signal()
    escalate_requested = Signal()

    def show_line(self, line: Line, checkpoints: Sequence[str], *, may_edit: bool, may_report: bool) -> None:
        """Show this row, and offer what the person may do."""
        clear(self.body)
        parts = (
            self._action(line.placed, line, checkpoints, may_edit=may_edit, may_report=may_report)
            if line.placed is not None
            else self._bare(line, may_edit=may_edit)
        )
        for part in parts:
            self.body.addWidget(part)
        self.open_with(line.label)
        tab_through(self.body)

    def forget(self) -> None:
        """Show nothing."""
        clear(self.body)
        self.title.clear()
        self.setAccessibleName("")
        self.hide()

    def _action(
        self, one: Placed, line: Line, checkpoints: Sequence[str], *, may_edit: bool, may_report: bool
    ) -> Iterator[QWidget]:
        yield label(one.action.words, "strong")
        pills = [status_pill(PILLS[line.status], status_words(line.status))]
        if line.is_overdue:
            pills.append(status_pill(Status.RED, "Overdue"))
        yield FlowRow(*pills)
        if may_edit:
            yield FlowRow(
                button("&Edit…", self.edit_requested.emit),
                *self._placing(line.id, "action"),
            )
        if may_report:
            yield FlowRow(
                button("Add a risk or issue…", self.risk_requested.emit, weight="quiet"),
                button("Escalate…", self.escalate_requested.emit, weight="quiet"),
            )
        yield from self._cells(one)
        yield rule()
        yield label("Progress", "cardTitle")
        if not checkpoints:
            yield label("The plan has no checkpoint yet.", "soft")
        for checkpoint in reversed(checkpoints):
            yield self._checkpoint(one, checkpoint, may_report=may_report)
        yield rule()
        yield from self._where(line, may_edit=may_edit)

    def _cells(self, one: Placed) -> Iterator[QWidget]:
        action = one.action
        when = [f"{action.timescale}."] if action.timescale else []
        if action.dates:
            when.append(f"Read as {', '.join(plain_day(day.isoformat()) for day in action.dates)}.")
        if action.recurrence:
            when.append(f"Recurs {recurrence_words(action.recurrence)}.")
        for name, text in (
            ("Timescale", " ".join(when)),
            ("Owners", "\n".join(action.owners)),
            ("Accountable leaders", "\n".join(action.leaders)),
            ("Measures of success", "\n".join(f"• {one}" for one in action.measures)),
            ("Evidence", action.evidence),
            ("Impact", action.impact),
            ("Comments", action.comments),
        ):
            if text:
                yield _pair(name, text)

    def _checkpoint(self, one: Placed, checkpoint: str, *, may_report: bool) -> QWidget:
        made, column = _column()
        told, when = one.action.at(checkpoint), checkpoint_words(checkpoint)
        pill = status_pill(PILLS[told.status], f"{when}: {status_words(told.status)}")
        if told.status is not None:
            pill.setToolTip(MEANINGS[told.status].capitalize())
        report = partial(self.report_requested.emit, checkpoint)
        row = [pill, *([button("Report…", report, weight="quiet", name=f"Report {when}")] if may_report else [])]
        column.addWidget(FlowRow(*row))
        for text in filter(None, (told.comment, told.evidence and f"Evidence: {told.evidence}")):
            column.addWidget(label(text))
        return made

    def _where(self, line: Line, *, may_edit: bool) -> Iterator[QWidget]:
        if line.outcome is not None:
            yield _pair(f"Required outcome {line.outcome.number}", line.outcome.words)
            if may_edit:
                edit = button("Edit the outcome…", self.outcome_requested.emit, weight="quiet")
                yield FlowRow(edit, *self._placing(line.outcome.id, "outcome"))
            if may_edit and line.placed is not None:
                yield FlowRow(
                    button("Put the action under another outcome…", self.elsewhere_requested.emit, weight="quiet")
                )
        yield _pair(f"Theme {line.theme.letter}", line.theme.title)
        if line.theme.aims:
            yield _pair("Outcomes sought", line.theme.aims)
        if may_edit:
            edit = button("Edit the theme…", self.theme_requested.emit, weight="quiet")
            yield FlowRow(edit, *self._placing(line.theme.id, "theme"))

    def _bare(self, line: Line, *, may_edit: bool) -> Iterator[QWidget]:
        what = "theme has no required outcome" if line.outcome is None else "required outcome has no action"
        yield label(f"This {what} yet.", "soft")
        yield from self._where(line, may_edit=may_edit)

    def _placing(self, row_id: str, noun: str) -> tuple[QWidget, ...]:
        """The buttons that move a row among its neighbours, and take it away."""
        return (
            button(
                "Move up", partial(self.move_requested.emit, row_id, -1), weight="quiet", name=f"Move the {noun} up"
            ),
            button(
                "Move down", partial(self.move_requested.emit, row_id, 1), weight="quiet", name=f"Move the {noun} down"
            ),
            button(
                "Take away", partial(self.remove_requested.emit, row_id), weight="quiet", name=f"Take the {noun} away"
            ),
        )


def _pair(name: str, text: str) -> QWidget:
    made, column = _column()
    column.addWidget(label(name, "soft"))
    for line in text.split("\n"):
        column.addWidget(label(line))
    return made


def _column() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return made, column
