"""A row places what it has also while Qt is in the middle of hiding what had the focus."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from audit_app.ui.flow import FlowRow


class _AsksOnFocus(QPushButton):
    """Has its row placed anew as soon as the focus comes to it, as a ring around it does."""

    asked = 0

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        home = self.parentWidget()
        assert isinstance(home, QWidget)
        layout = home.layout()
        assert layout is not None
        layout.setGeometry(QRect(0, 0, home.width(), home.height()))
        self.asked += 1


def test_row_is_placed_while_its_button_with_the_focus_is_being_hidden(qtbot: QtBot) -> None:
    first, second = QPushButton("Close"), _AsksOnFocus("Reopen")
    row = FlowRow(first, second)
    qtbot.addWidget(row)
    row.resize(400, 60)
    with qtbot.waitExposed(row):
        row.show()
    row.activateWindow()
    first.setFocus()
    before = second.asked
    first.hide()
    assert second.asked > before
    assert second.x() == 0
