"""Asks for everything that people fill in of an action, and for how far it is on a day; it saves nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from audit_app.domain.actions import Action, Checkpoint, Scope
from audit_app.domain.problems import AppError
from audit_app.domain.status import MEANINGS, Status
from audit_app.intake.cells import parse_date
from audit_app.ui.abreast import Abreast
from audit_app.ui.action_panel import NO_CHILD
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.focus import tab_through
from audit_app.ui.theme import scaled
from audit_app.ui.words import button, label
from exports.causes import CAUSES
from scoring.figures import AGENCY_NAMES

Keep = Callable[[Mapping[str, str]], None]
"""Keeps what was filled in; raises AppError where it is not fit."""

_LEASTS: Final = (240, 240)
_LETTERS: Final = 10
_HIGH: Final = {"what": 3, "success": 3, "comments": 2, "evidence": 2}
_ROWS: Final = (("agency", "service", "team", "cause"), ("owner", "leader", "due", "timescale"))
_KEYS: Final = {
    "what": "&What will be done",
    "agency": "&Agency",
    "service": "Se&rvice",
    "owner": "&Owner (role)",
    "leader": "Accountable &leader (role)",
    "due": "&Due",
    "timescale": "&Timescale",
    "team": "Casework tea&m",
    "cause": "&Cause",
    "scope": "It is a&bout",
    "figure": "&Figure that has to move",
    "success": "Measure of &success",
    "comments": "Comme&nts",
    "evidence": "&Evidence",
}
_HINTS: Final = {
    "what": NO_CHILD,
    "due": "Such as 31/03/2027",
    "evidence": "What shows that it was done, and where that is kept.",
}
_SCOPES: Final = {Scope.SINGLE.value: "One plan", Scope.SYSTEMIC.value: "A practice"}
_FIGURE_LETTERS: Final = 24
_DIALOG_WIDE: Final = 860


class ActionDialog(AskingDialog):
    """All fields of an action; `keep` is called with what differs, and its refusal is said below the fields."""

    def __init__(
        self,
        title: str,
        action: Action,
        figures: Sequence[tuple[str, str]],
        keep: Keep,
        parent: QWidget | None = None,
        *,
        yes: str = "&Save",
    ) -> None:
        super().__init__(title, "", parent)
        self._action, self._keep = action, keep
        self.fields = {name: Field(words, self._input(name, figures)) for name, words in _KEYS.items()}
        for name, hint in _HINTS.items():
            field = self.fields[name]
            field.hint.setText(hint)
            field.hint.show()
            field.widget.setAccessibleDescription(hint)
        self.problem = label("", "problem")
        self.problem.hide()
        self._lay_out()
        self.no, self.yes = button("Cancel", self.reject), button(yes, self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.fields["what"].widget.setFocus()

    def accept(self) -> None:
        """Close where what was filled in was kept; otherwise say what is wrong."""
        for field in self.fields.values():
            field.show_problems([])
        try:
            values = {name: self._value(name) for name in self.fields}
        except ValueError as error:
            self.fields["due"].show_problems([str(error)])
            self.fields["due"].widget.setFocus()
            return
        try:
            self._keep({name: text for name, text in values.items() if text != getattr(self._action, name)})
        except AppError as error:
            self.problem.setText(error.message)
            self.problem.show()
            self.fit()
            return
        super().accept()

    def _value(self, name: str) -> str:
        field = self.fields[name]
        if isinstance(field.widget, QComboBox):
            return str(field.widget.currentData() or "")
        if name == "due":
            return parse_date(field.text()) if field.text() else ""
        return field.text()

    def _input(self, name: str, figures: Sequence[tuple[str, str]]) -> QWidget:
        held = str(getattr(self._action, name))
        if name in _HIGH:
            text = QPlainTextEdit(held)
            text.setTabChangesFocus(True)
            text.setFixedHeight(_HIGH[name] * text.fontMetrics().lineSpacing() + 16)
            return text
        offered = {
            "agency": (("", "Not said"), *AGENCY_NAMES.items()),
            "cause": (("", "Not said"), *((one, words) for one, words in CAUSES.items() if one)),
            "scope": tuple(_SCOPES.items()),
            "figure": (("", "None"), *figures),
        }.get(name)
        if offered is None:
            line = QLineEdit(plain_day(held) if name == "due" else held)
            line.setCursorPosition(0)  # of long words the beginning is seen
            return line
        box = QComboBox()
        for value, words in offered:
            box.addItem(words, value)
        if held and box.findData(held) < 0:
            box.addItem(held, held)  # of another framework, or what an older file says
        box.setCurrentIndex(max(box.findData(held), 0))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_FIGURE_LETTERS if name == "figure" else _LETTERS)
        return box

    def fit(self) -> None:
        """Wider than a question: the fields stand side by side."""
        super().fit()
        layout = self.layout()
        wide = scaled(self, _DIALOG_WIDE)
        if layout is not None:
            high = layout.totalHeightForWidth(wide)
            self.setMinimumSize(wide, high)
            self.resize(wide, high)

    def _lay_out(self) -> None:
        self.body.addWidget(Abreast(self.fields["what"], self.fields["success"], leasts=_LEASTS))
        grid = QGridLayout()
        for row, names in enumerate(_ROWS):
            for column, name in enumerate(names):
                grid.addWidget(self.fields[name], row, column)
        for column in range(len(_ROWS[0])):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addWidget(Abreast(self.fields["scope"], self.fields["figure"], shares=(1, 3), leasts=(160, 300)))
        self.body.addWidget(Abreast(self.fields["comments"], self.fields["evidence"], leasts=_LEASTS))
        self.body.addWidget(self.problem)
        tab_through(self.body)


class CheckpointDialog(AskingDialog):
    """How far an action is on a day; `keep` is called with it, and its refusal is said below."""

    def __init__(
        self, title: str, start: Checkpoint, keep: Callable[[Checkpoint], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, "", parent)
        self._keep = keep
        self.day, self.status = QLineEdit(plain_day(start.on.isoformat())), QComboBox()
        self.status.addItem("Not reported", "")
        for status in Status:
            self.status.addItem(f"{status.value.capitalize()}: {MEANINGS[status]}", status.value)
        self.status.setCurrentIndex(self.status.findData(start.status.value if start.status else ""))
        self.comment, self.evidence = QPlainTextEdit(start.comment), QPlainTextEdit(start.evidence)
        for edit in (self.comment, self.evidence):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(4 * edit.fontMetrics().lineSpacing() + 16)
        self.fields = {
            "status": Field("&Status", self.status),
            "day": Field("O&n", self.day, hint="Such as 31/03/2027"),
            "comment": Field("&Comment", self.comment, hint=NO_CHILD),
            "evidence": Field("&Evidence", self.evidence),
        }
        for field in self.fields.values():
            self.body.addWidget(field)
        self.problem = label("", "problem")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.no, self.yes = button("Cancel", self.reject), button("Sa&ve", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.status.setFocus()

    def accept(self) -> None:
        """Close where it was kept; otherwise say what is wrong."""
        self.fields["day"].show_problems([])
        try:
            on = date.fromisoformat(parse_date(self.fields["day"].text()))
        except ValueError as error:
            self.fields["day"].show_problems([str(error)])
            return
        status = str(self.status.currentData() or "")
        made = Checkpoint(
            on, Status(status) if status else None, self.fields["comment"].text(), self.fields["evidence"].text()
        )
        try:
            self._keep(made)
        except AppError as error:
            self.problem.setText(error.message)
            self.problem.show()
            self.fit()
            return
        super().accept()
