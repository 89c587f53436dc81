"""A plan's document in the real window: taken in, its items accepted, linked by keys, quoted, and reported."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from plan_document import SHORT as ROWS
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, Place, light_workspace
from shell_support import MainWindow, shown_window
from thread_support import plan_file

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.start.recent import add_recent
from audit_app.screens.thread.screen import ThreadScreen
from audit_app.services.auditing import give, open_audit
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from exports.report_files import write_report
from scoring.thread.model import ItemRole

REF, ON = "EHC-0001", date(2026, 11, 20)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
QUOTED = "Access to phonics"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A workspace with one weekly audit, all its markers but F2 and F3 scored."""
    made = light_workspace(tmp_path, plans=1)
    with closing(made.open()) as workspace:
        opened = open_audit(workspace, plan_ref=REF, cycle="weekly", on=ON)
        for marker in opened.framework.markers:
            if marker.id not in ("F2", "W4", *opened.not_applicable):
                give(workspace, opened.review_id, marker.id, score=2)
    return made


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, place: Place, qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qapp, tmp_path, qtbot, dialogs=FakeDialogs()) as shown:
        add_recent(shown.context.folders, place.folder, ON)
        shown.start.show_with(unlock=place.folder, passphrase=PASSPHRASE)
        qtbot.waitUntil(lambda: shown.session.is_open)
        yield shown
        shown.locking.close_now()


def type_keys(*keys: Qt.Key | str) -> None:
    """Keys to whatever has the focus."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(key, str):
            QTest.keyClicks(focused, key)
        else:
            QTest.keyClick(focused, key)


def review_of(window: MainWindow) -> str:
    return str(window.session.workspace.conn.execute("SELECT id FROM review").fetchone()[0])


def thread_made(window: MainWindow) -> ThreadScreen:
    """Everything accepted and linked by keys, one suggested level taken, the thread confirmed."""
    window.context.go("thread", review_id=review_of(window))
    screen = window.screens.screen_now
    assert isinstance(screen, ThreadScreen)
    screen.header.accept_all.click()
    presenter = screen.presenter
    for number in range(len(ROWS)):
        for role in (ItemRole.NEED, ItemRole.OUTCOME):
            presenter.go_to(presenter.board.columns[role][number].id)
            screen.take_focus()
            type_keys("l", Qt.Key.Key_Right, "l")
    type_keys("t", "t", Qt.Key.Key_Escape)
    screen.header.confirm.click()
    return screen


def quote(window: MainWindow) -> None:
    """Words chosen in the plan with Shift and the arrows, attached to F2 by one key."""
    window.context.go("audit", review_id=review_of(window))
    screen = window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    screen.form.go_to("F2")
    type_keys("1", "p")
    reader = screen.plan.reader
    cursor = QTextCursor(reader.document().find(QUOTED))
    cursor.setPosition(cursor.selectionStart())
    reader.setTextCursor(cursor)
    reader.setFocus()
    for _ in QUOTED:
        QTest.keyClick(reader, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    type_keys("e")


def submit(window: MainWindow) -> None:
    """The cause of F2 and the submission, by keys."""
    screen, dialogs = window.screens.screen_now, window.dialogs
    assert isinstance(screen, AuditScreen)
    assert isinstance(dialogs, FakeDialogs)
    screen.form.go_to("F2")
    screen.form.take_focus()
    type_keys("c", "d")
    dialogs.answers.append(True)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = screen.presenter.page
    assert page is not None
    assert page.verdict is not None, [one.words for one in page.lacking]


def reported(window: MainWindow, folder: Path) -> tuple[dict[str, Any], list[str], str]:
    """The weekly report's figures by id, its workbook's texts and its PDF's words."""
    workspace = window.session.workspace
    made = report(workspace, ReportAsked("weekly", "2026-W47"))
    told = contents(workspace, made)
    written = {
        path.suffix: path
        for path in write_report(folder, made.stem, made.head(), made.rows(), ["pdf", "xlsx", "json"], told)
    }
    figures = {one["id"]: one for one in json.loads(written[".json"].read_bytes())["figures"]}
    book = load_workbook(written[".xlsx"])
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    with closing(PdfDocument(written[".pdf"])) as pages:
        words = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    return figures, cells, words


def test_a_plan_goes_in_and_its_thread_and_words_stand_in_the_report(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialogs = window.dialogs
    assert isinstance(dialogs, FakeDialogs)
    conn = window.session.workspace.conn
    window.context.go("thread", review_id=review_of(window))
    dialogs.answers.append(plan_file(tmp_path))
    added = window.screens.screen_now
    assert isinstance(added, ThreadScreen)
    added.header.add_document.click()
    qtbot.waitUntil(lambda: conn.execute("SELECT count(*) FROM document").fetchone()[0] == 1)
    board = thread_made(window)
    assert board.presenter.page is not None
    assert board.presenter.page.held.is_confirmed
    assert len(board.presenter.page.thread.links) >= 2 * len(ROWS)
    assert conn.execute("SELECT count(*) FROM score WHERE taken IS NOT NULL").fetchone()[0] == 1
    quote(window)
    evidence = json.loads(conn.execute("SELECT evidence FROM score WHERE marker = 'F2'").fetchone()[0])
    assert (evidence["text"], evidence["at"]["start"]) == (QUOTED, 0)
    submit(window)
    figures, cells, words = reported(window, tmp_path / "reports")
    assert (figures["thread.needs"]["value"], figures["provision.total"]["value"]) == (len(ROWS), len(ROWS) + 1)
    assert figures["thread.complete"]["denominator"] == 1
    assert figures["thread.provision_without_need"]["numerator"] == 1  # the nurse in G
    assert any(QUOTED in cell for cell in cells)
    assert QUOTED in words
    assert "Provision without need" in words
