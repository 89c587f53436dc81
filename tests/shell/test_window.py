"""The main window: moving, locking at the minute, undo in words, palette, keys, and what a fault of the app says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QDialog, QLabel
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, light_workspace, unnamed
from shell_support import MainWindow, PlainScreen, make_window

from audit_app import app as app_module
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.days import plain_day
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.icons import Icon
from audit_app.ui.screen import ScreenSpec
from audit_app.ui.theme import Mode


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path)


@pytest.fixture
def now() -> list[float]:
    """The seconds of the idle lock's clock."""
    return [0.0]


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, now: list[float], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    specs = (
        ScreenSpec("home", "Home", Icon.HOME, "Ctrl+1", lambda _: PlainScreen()),
        ScreenSpec("plans", "Plans", Icon.PLANS, "Ctrl+2", lambda _: PlainScreen()),
    )
    monkeypatch.setattr(app_module, "screens", lambda: specs)
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    made = make_window(qapp, tmp_path, seconds=lambda: now[0])
    qtbot.addWidget(made)
    yield made
    made.session.lock()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def opened(window: MainWindow, place: Place, qtbot: QtBot) -> MainWindow:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.session.open(place.open())
    return window


def screen_of(window: MainWindow) -> PlainScreen:
    now = window.screens.screen_now
    assert isinstance(now, PlainScreen)
    return now


def rename(workspace: Workspace) -> None:
    workspace.door.write("Organisation: Bexley", [Op("workspace", workspace.id, "organisation", "Bexley")])


def said(window: MainWindow) -> str:
    return "" if window.toast.isHidden() else window.toast.text.text()


def test_opening_shows_the_first_screen_and_the_title_holds_no_data(opened: MainWindow) -> None:
    assert opened.screens.id_now == "home"
    assert opened.windowTitle() == "EHC plan audit — Ashford"
    assert opened.bar.person.text() == "Mary"


def test_navigation_shortcuts_and_back_move_between_screens(opened: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(opened.navigation.buttons["plans"], Qt.MouseButton.LeftButton)
    assert opened.screens.id_now == "plans"
    QTest.keyClick(opened, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert opened.screens.id_now == "home"
    opened.acts["back"].trigger()
    assert opened.screens.id_now == "plans"
    assert opened.navigation.buttons["plans"].isChecked()


def test_a_screen_that_does_not_let_go_stays(opened: MainWindow) -> None:
    screen_of(opened).lets_go = False
    opened.go("plans")
    assert opened.screens.id_now == "home"
    screen_of(opened).lets_go = True


def test_saving_shows_the_time_and_undo_says_what_it_takes_back(opened: MainWindow) -> None:
    opened.session.write(rename)
    assert opened.bar.saved.text().startswith("Saved ")
    assert opened.acts["undo"].text() == "Undo: Organisation: Bexley"
    opened.acts["undo"].trigger()
    assert said(opened) == "Undone: Organisation: Bexley"
    assert not opened.acts["undo"].isEnabled()
    opened.acts["redo"].trigger()
    assert said(opened) == "Done again: Organisation: Bexley"


def test_undo_in_a_text_field_belongs_to_the_field(opened: MainWindow) -> None:
    opened.session.write(rename)
    line = screen_of(opened).line
    line.setFocus()
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert opened.session.undo_words == "Organisation: Bexley"


@pytest.mark.parametrize(("seconds", "is_open"), [(598.0, True), (600.0, False), (602.0, False), (90_000.0, False)])
def test_the_window_locks_itself_when_nobody_was_there_for_ten_minutes(
    opened: MainWindow, now: list[float], seconds: float, is_open: bool
) -> None:
    first = screen_of(opened)
    opened.session.write(rename)
    now[0] = seconds
    assert opened._idle is not None
    opened._idle.look()
    assert opened.session.is_open is is_open
    if not is_open:
        assert first.dropped
        assert opened.session.undo_words == ""
        assert opened.bar.name.text() == opened.bar.person.text() == ""
        assert opened.windowTitle() == "EHC plan audit"
        assert opened.screens.count() == 0


def test_a_key_begins_the_idle_time_anew(opened: MainWindow, now: list[float]) -> None:
    now[0] = 500.0
    QTest.keyClick(opened, Qt.Key.Key_Shift)
    now[0] = 900.0
    assert opened._idle is not None
    opened._idle.look()
    assert opened.session.is_open


def test_the_idle_lock_comes_through_an_open_dialog(
    qapp: QApplication, tmp_path: Path, place: Place, now: list[float], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "screens", tuple)
    monkeypatch.setattr("audit_app.shell.crash.Crash.install", lambda _: None)
    real = make_window(qapp, tmp_path, dialogs=Dialogs(), seconds=lambda: now[0])
    qtbot.addWidget(real)
    real.show()
    real.session.open(place.open())

    def sleep_over_it() -> None:
        now[0] = 601.0
        assert real._idle is not None
        real._idle.look()

    QTimer.singleShot(0, sleep_over_it)
    asked = QDialog(real)
    QLabel("Is anybody there?", asked)
    assert real.dialogs.run(asked) is False
    assert not real.session.is_open


def test_ctrl_k_finds_a_screen_by_a_few_letters(opened: MainWindow) -> None:
    QTest.keyClick(opened, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    sheet = opened.palette_sheet
    assert sheet.line.hasFocus()
    QTest.keyClicks(sheet.line, "pla")
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert (opened.screens.id_now, sheet.isVisible()) == ("plans", False)


def test_ctrl_k_reads_the_plans_before_anything_is_typed_and_moves_nowhere(opened: MainWindow) -> None:
    opened.acts["palette"].trigger()
    plans = next(one for one in opened.screens.findChildren(PlainScreen) if one.accessibleName() == "Plans")
    assert plans.shown == [{}]
    assert opened.screens.id_now == "home"
    opened.screens.found("EHC")
    assert plans.shown == [{}]


def test_esc_closes_the_palette_and_gives_the_focus_back(opened: MainWindow) -> None:
    line = screen_of(opened).line
    line.setFocus()
    opened.acts["palette"].trigger()
    QTest.keyClick(opened.palette_sheet.line, Qt.Key.Key_Escape)
    assert line.hasFocus()


def test_the_sheet_of_keys_names_every_action_with_keys(opened: MainWindow) -> None:
    found: list[str] = []

    def read(dialog: QDialog) -> bool:
        found.extend(text.text() for text in dialog.findChildren(QLabel))
        return True

    assert isinstance(opened.dialogs, FakeDialogs)
    opened.dialogs.answers.append(read)
    opened.acts["keys"].trigger()
    assert {"Ctrl+K", "Ctrl+Z", "F6", "Lock the workspace", "Plans"} <= set(found)


def test_f6_goes_round_the_parts_of_the_window(opened: MainWindow) -> None:
    seen = []
    for _ in range(3):
        QTest.keyClick(opened, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(
            next(
                name
                for name, part in (("nav", opened.navigation), ("bar", opened.bar), ("screen", screen_of(opened)))
                if part.isAncestorOf(focused)
            )
        )
    assert sorted(seen) == ["bar", "nav", "screen"]


def test_theme_and_type_are_switched_and_kept(opened: MainWindow) -> None:
    before = opened.context.preferences.current
    opened.acts["theme"].trigger()
    opened.acts["larger"].trigger()
    after = opened.context.preferences.current
    assert (after.mode is Mode.DARK, after.scale) == (True, 1.1)
    assert opened.context.folders.data.joinpath("preferences.json").exists()
    opened.context.preferences.set(replace(before, mode=Mode.LIGHT))


def test_a_backup_is_made_and_told(opened: MainWindow, place: Place) -> None:
    opened.acts["backup"].trigger()
    assert said(opened).startswith("A verified backup was made")
    assert len(list((place.folder / "backups").iterdir())) >= 1


def test_somebody_who_reads_only_is_told_who_writes(window: MainWindow, place: Place) -> None:
    with place.open():
        window.session.open(place.open())
        assert "has this workspace open" in window.banner.text.text()
        assert window.bar.saved.text() == "Reading only"


def test_everything_that_takes_the_focus_has_a_name(opened: MainWindow) -> None:
    assert unnamed(opened) == []
    assert unnamed(opened.start) == []


def test_the_window_fits_a_small_screen(opened: MainWindow) -> None:
    least = opened.minimumSizeHint()
    assert (least.width() <= 1280, least.height() <= 720) == (True, True)


def test_a_date_field_writes_its_month_as_lists_do_whatever_the_system_speaks(qapp: QApplication, qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    try:
        app_module.application()
        field = QDateEdit(QDate(2026, 9, 4))
        qtbot.addWidget(field)
        field.setDisplayFormat("d MMM yyyy")
        assert field.text() == plain_day("2026-09-04") == "4 Sep 2026"
    finally:
        QLocale.setDefault(before)
