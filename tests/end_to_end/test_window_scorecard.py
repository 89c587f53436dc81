"""The performance framework in the real window, by keys and clicks, and then in the board's report by command."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, Place, light_workspace
from shell_support import MainWindow, shown_window

from audit_app.cli import main
from audit_app.composition import Composition
from audit_app.machine.folders import user_folders
from audit_app.screens.scorecard import ScorecardView
from audit_app.screens.scorecard.value_dialog import ValueDialog
from audit_app.screens.start.recent import add_recent
from audit_app.ui.target_dialog import TargetDialog

NOTE = "Four were put off from August; the panel meets twice in December."


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


def typed(dialog: QDialog) -> bool:
    assert isinstance(dialog, ValueDialog)
    dialog.value.setText("7")
    dialog.yes.click()
    return bool(dialog.result())


def aimed(dialog: QDialog) -> bool:
    assert isinstance(dialog, TargetDialog)
    dialog.points.setPlainText("2026-01 3")
    dialog.source.setText("SEND Programme Board")
    dialog.yes.click()
    return bool(dialog.result())


def test_a_value_typed_in_the_window_is_off_track_in_the_boards_report_with_its_note(
    window: MainWindow, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.context.go("scorecard")
    view, dialogs = window.screens.screen_now, window.context.dialogs
    assert isinstance(view, ScorecardView)
    assert isinstance(dialogs, FakeDialogs)
    dialogs.answers = ["without", typed, aimed]
    view.empty.button.click()
    assert view.table.select(lambda line: line.measure.code == "tribunals_held")
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)
    view.drawer.type_button.click()
    view.drawer.target_button.click()
    assert view.drawer.pill.words == "Off track"
    view.drawer.note.words.setPlainText(NOTE)
    window.context.go("home")  # what was typed is kept on leaving
    window.locking.close_now()

    out = tmp_path / "out"
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", PASSPHRASE)
    words = ("--kind", "monthly", "--period", "2026-10", "--audience", "board", "--formats", "json,xlsx")
    code = main(
        ["report", str(place.folder), *words, "--out", str(out)],
        compose=lambda: Composition(place.means, user_folders(), "Mary"),
    )
    assert code == 0
    figures = {one["id"]: one for one in json.loads((out / "monthly_2026-10_board.json").read_text())["figures"]}
    assert (figures["measure.tribunals_held"]["value"], figures["measure.tribunals_held"]["unit"]) == (7, "appeals")
    rows = [[cell.value for cell in row] for row in load_workbook(out / "monthly_2026-10_board.xlsx")["Scorecard"]]
    held = next(row for row in rows if "tribunals_held" in row)
    assert {"Off track", NOTE} <= set(held)
