"""The plan beside the audit form: added, read, quoted from, sent to its section, its flags dismissed, forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audit_support import Desk, desk
from plan_document import VAGUE, plan_document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qt_support import Place as Ground
from qt_support import light_workspace

from audit_app.services.plan_documents import import_plan
from audit_app.store.log.canonical import decode

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return light_workspace(tmp_path, plans=2)


@pytest.fixture
def made(ground: Ground, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """The screen with a plan that has a document."""
    with desk(ground, qtbot) as found:
        import_plan(found.context.session.workspace, "EHC-0001", plan_document(tmp_path))
        found.context.session.wrote()
        found.open()
        yield found


def block_of(made: Desk, words: str) -> str:
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.text is not None
    return next(block.id for block in thread.text.blocks if words in block.text)


def choose(made: Desk, words: str) -> None:
    """Put the caret before some words of the plan and choose them with Shift and the arrows."""
    reader = made.screen.plan.reader
    reader.setFocus()
    start = reader.document().find(words)
    cursor = reader.textCursor()
    cursor.setPosition(start.selectionStart())
    reader.setTextCursor(cursor)
    for _ in words:
        QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)


def evidence(made: Desk, marker: str) -> dict[str, object]:
    held = made.held(marker)
    return decode(str(held[1])) if held and held[1] else {}


def test_words_chosen_by_keyboard_become_evidence_with_section_and_address(made: Desk) -> None:
    made.screen.form.go_to("F2")
    choose(made, "as required")
    QTest.keyClick(made.screen.plan.reader, Qt.Key.Key_E)
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.document is not None
    block = block_of(made, VAGUE)
    start = VAGUE.index("as required")
    at = {"document": thread.document.id, "block": block, "start": start, "end": start + len("as required")}
    assert evidence(made, "F2") == {"kind": "quotation", "text": "as required", "where": "F", "at": at}
    assert made.visits.said[-1] == "Attached to F2 as evidence."
    editor = made.screen.form.card.evidence
    assert editor.place.text() == "F, table 1 row 2 column 2"
    assert [mark.marker for mark in made.screen.plan.reader.evidence()] == ["F2"]
