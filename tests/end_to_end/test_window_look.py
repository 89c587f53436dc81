"""The look of reports in the real window, by keys and clicks, and then in the files that the command line writes."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from logo_support import PLUM, logo_file
from openpyxl import load_workbook
from pdfua import validate
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, Place, light_workspace
from shell_support import MainWindow, shown_window

from audit_app.cli import main
from audit_app.composition import Composition
from audit_app.machine.folders import user_folders
from audit_app.screens.settings import SettingsView
from audit_app.screens.settings.report_look_page import ReportLookCard
from audit_app.screens.start.recent import add_recent

WORDS = "Ashford: a kite over hills"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=3)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, place: Place, qtbot: QtBot) -> Iterator[MainWindow]:
    with shown_window(qapp, tmp_path, qtbot, dialogs=FakeDialogs()) as shown:
        add_recent(shown.context.folders, place.folder, date(2026, 11, 20))
        shown.start.show_with(unlock=place.folder, passphrase=PASSPHRASE)
        qtbot.waitUntil(lambda: shown.session.is_open)
        yield shown
        shown.locking.close_now()


def first_read(path: Path) -> str:
    """What a screen reader says first of a PDF."""
    with pikepdf.open(path) as pdf:
        return str(pdf.Root.StructTreeRoot.K[0].K[0].get("/Alt", ""))


def _tells(card: ReportLookCard, text: str) -> bool:
    """Whether the first page as it is shown has this."""
    return text in card.sample.accessibleDescription()


def test_a_logo_chosen_in_the_window_is_in_the_reports_of_the_command_line(
    window: MainWindow, place: Place, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.context.go("settings", part="report_look")
    view = window.screens.screen_now
    assert isinstance(view, SettingsView)
    card = view.report_look
    dialogs = window.dialogs
    assert isinstance(dialogs, FakeDialogs)
    qtbot.waitUntil(card.choose_button.isEnabled)
    dialogs.answers = [logo_file(tmp_path)]
    card.choose_button.setFocus()
    QTest.keyClick(card.choose_button, Qt.Key.Key_Return)
    qtbot.waitUntil(card.words.isVisible)
    for edit, text in ((card.words, WORDS), (card.typed, PLUM), (card.typed, "#1F5FA8")):
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(_tells, card, text))
    assert window.session.undo() == "Colour of reports: #1F5FA8"
    qtbot.waitUntil(partial(_tells, card, PLUM))
    window.locking.close_now()

    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", PASSPHRASE)
    machine = Composition(place.means, user_folders(tmp_path / "data"), "mary")
    asked = ["report", str(place.folder), "--kind", "weekly", "--period", "2026-W46", "--audience", "board"]
    code = main([*asked, "--out", str(tmp_path / "out"), "--formats", "pdf,xlsx"], compose=lambda: machine)
    assert code == 0
    (pdf,), (xlsx,) = (sorted((tmp_path / "out").glob(f"*.{end}")) for end in ("pdf", "xlsx"))
    assert first_read(pdf) == WORDS
    assert [finding.message for finding in validate(str(pdf)).findings] == []
    summary = load_workbook(xlsx).worksheets[0]
    assert len(summary._images) == 1
    table = next(iter(summary.tables.values()))
    assert {cell.fill.start_color.rgb for cell in summary[table.ref][0]} == {f"00{PLUM[1:]}"}
