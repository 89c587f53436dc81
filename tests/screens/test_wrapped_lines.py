"""Lines that wrap, as flags and advice are listed: every word of them can be seen, whatever the width."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.screens.audit.plan_lists import Lines
from audit_app.ui.theme import Look, Mode

WORDS = (
    "Short.",
    "The plan lacks · advice of health, speech and language therapy\n"
    "Staff will be trained by the therapist for 2 hours each term in how to use visual supports.",
    "A programme written by a speech and language therapist, delivered by a teaching assistant. " * 4,
)


@pytest.mark.parametrize("wide", [242, 396, 900])
def test_a_line_is_as_high_as_its_words(qapp: QApplication, qtbot: QtBot, wide: int) -> None:
    sheet = qapp.styleSheet()
    Look(qapp, mode=Mode.LIGHT)
    lines = Lines()
    qtbot.addWidget(lines)
    lines.addItems(WORDS)
    lines.resize(600, 500)
    lines.show()
    lines.resize(wide, 500)
    qtbot.waitUntil(lambda: lines.visualItemRect(lines.item(0)).width() <= wide)
    for row, words in enumerate(WORDS):
        rect = lines.visualItemRect(lines.item(row))
        assert rect.width() <= lines.viewport().width()
        # 4 px above and below, 8 px and the chosen row's line at the sides, and the style's own margin
        room = QRect(0, 0, rect.width() - 16 - 3 - 6, 1 << 16)
        needed = lines.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
        assert rect.height() >= needed + 8
    qapp.setStyleSheet(sheet)
