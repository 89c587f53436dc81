"""The draw record as a card: what it takes to repeat the draw, and the command that does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from audit_app.screens.samples.wording import record_lines, repeat_command
from audit_app.services.samples.turns import DrawTurns
from audit_app.ui.card import Card, clear
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class RecordCard(Card):
    """Shows a draw record; `copy_requested` carries the command."""

    copy_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draw record", parent)
        space = measures().spacing
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(space[3])
        self.lines.setVerticalSpacing(space[1])
        self.lines.setColumnStretch(1, 1)
        self.body.addLayout(self.lines)
        self.how = label("", "soft")
        self.body.addWidget(self.how)
        row = QHBoxLayout()
        row.setSpacing(space[1])
        self.command = QLineEdit()
        self.command.setReadOnly(True)
        self.command.setAccessibleName("The command that repeats this draw")
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.command.setFont(fixed)
        self.copy_button = button("Copy the command", self._copy, icon=Icon.COPY)
        row.addWidget(self.command, 1)
        row.addWidget(self.copy_button)
        self.body.addLayout(row)

    def show_record(self, made: DrawTurns, workspace: str, is_outdated: bool) -> None:
        """Show the record of this draw."""
        clear(self.lines)
        for number, (name, value) in enumerate(record_lines(made)):
            said = label(value)
            said.setTextInteractionFlags(_SELECTABLE)
            said.setAccessibleName(f"{name}: {value}")
            top = Qt.AlignmentFlag.AlignTop
            self.lines.addWidget(label(name, "soft", wraps=False), number, 0, top)
            self.lines.addWidget(said, number, 1)
        self.how.setText(
            "The register was changed since, so the command gives the plans as they were recorded. The frame hash "
            "tells whether a register is the one that was drawn from."
            if is_outdated
            else "From the same register anybody gets the same plans with this command:"
        )
        self.command.setText(repeat_command(made.draw, workspace))
        self.command.setCursorPosition(0)

    def forget(self) -> None:
        """Show no draw."""
        clear(self.lines)
        self.command.clear()

    def _copy(self) -> None:
        self.copy_requested.emit(self.command.text())
