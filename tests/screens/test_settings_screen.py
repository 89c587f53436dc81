"""Settings: the tamper check, appearance, and what every part has in common: names, room, focus, forgetting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screen_checks import Clicks, least_width, nameless, texts
from settings_world import Shown, let_go, settings_shown, with_tom

from audit_app.domain.problems import AppError
from audit_app.screens.settings import check as check_module
from audit_app.services.tamper import last_check
from audit_app.ui.theme import Mode

PARTS = (
    *("people", "passphrase", "sheet", "frameworks", "report_look", "backups", "retention", "check", "trail", "access"),
    "appearance",
)


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    yield from settings_shown(with_tom(tmp_path), qtbot)


# ---- the tamper check


def test_the_check_tells_each_part_and_its_date_stays(shown: Shown) -> None:
    page = shown.go("check").check
    assert page.when.text() == "Never checked yet."
    Clicks()(page.check_button)
    assert "Change log: " in texts(page)
    assert "every signature is its writer's" in texts(page)
    assert page.when.text().startswith("Last checked 22 Nov 2026")
    assert page.when.text().endswith("nothing wrong.")
    shown.context.session.lock()
    with shown.place.open() as workspace:
        last = last_check(workspace)
        assert last is not None
        assert last.is_good


def test_what_somebody_changed_behind_the_apps_back_is_found_explained_and_remembered(shown: Shown) -> None:
    shown.context.session.workspace.conn.execute("UPDATE entry SET plan_ref = 'OTHER' WHERE plan_ref = 'EHC-0001'")
    page = shown.go("check").check
    page.check_button.click()
    assert shown.view.banner.text.text().startswith("The check found 1 fault.")
    said = texts(page)
    assert "Replay: " in said
    assert "What to do: A value was changed past the app" in said
    assert page.when.text().endswith("1 fault found: replay.")


def test_a_check_can_be_stopped_and_then_says_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    for held in settings_shown(with_tom(tmp_path), qtbot, held=True):
        page = held.go("check").check
        page.check_button.click()
        assert page.working.isVisible()
        assert not held.context.session.can_write
        page.working.cancel_button.click()
        let_go(held)
        assert not page.working.isVisible()
        assert held.context.session.can_write
        assert page.when.text() == "Never checked yet."
        assert "Change log" not in texts(page)


def test_a_check_that_fails_is_told(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AppError("The disk cannot be read. Try again.")

    monkeypatch.setattr(check_module, "run_check", refuse)
    shown.go("check").check.check_button.click()
    assert shown.view.banner.text.text() == "The disk cannot be read. Try again."
    assert shown.view.check.check_button.isEnabled()


# ---- appearance


def test_appearance_takes_hold_at_once_and_is_kept(shown: Shown) -> None:
    page = shown.go("appearance").looks
    page.mode.setCurrentIndex(page.mode.findData(Mode.DARK.value))
    page.mode.activated.emit(page.mode.currentIndex())
    page.scale.setCurrentIndex(page.scale.findData(1.5))
    page.scale.activated.emit(page.scale.currentIndex())
    page.idle.setValue(5)
    kept = shown.context.preferences.current
    assert (kept.mode, kept.scale, kept.idle_minutes) == (Mode.DARK, 1.5, 5)
    shown.go("people")
    shown.go("appearance")
    assert (page.mode.currentText(), page.scale.currentText(), page.idle.value()) == ("Dark", "150 %", 5)
    assert page.idle.maximum() == shown.context.preferences.longest_idle


# ---- every part


def test_locking_forgets_everything_that_was_read(shown: Shown) -> None:
    for part in PARTS:
        shown.go(part)
    shown.view.drop()
    view = shown.view
    assert "Tom" not in texts(view)
    tables = (
        *(view.people.table, view.frameworks.table, view.backups.table, view.retention.table, view.retention.before),
        *(view.trail.table, view.access.table),
    )
    assert [table.model.total for table in tables] == [0] * len(tables)
    assert view.trail.asking.person.count() == 0
    assert view.trail.values.toPlainText() == ""
    assert view.sheet.sheet.toPlainText() == ""


@pytest.mark.parametrize("part", PARTS)
def test_every_control_of_each_part_has_a_name_and_room(shown: Shown, part: str) -> None:
    view = shown.go(part)
    assert view.part == part
    assert nameless(view) == []
    assert least_width(view.page) <= 1080
    assert [item.text() for item in view.parts.selectedItems()] == [view.stack.current.accessibleName()]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_takes_the_focus_when_the_keyboard_moves_into_it(shown: Shown, part: str) -> None:
    view = shown.view
    view.activateWindow()
    shown.go(part)
    _, region = view.regions()
    region.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert region.isAncestorOf(focused)


def test_parts_are_found_by_name_from_any_screen(shown: Shown) -> None:
    (command,) = shown.view.found("tamper")
    command.run()
    assert shown.visits.went == [("settings", {"part": "check"})]
    assert shown.view.found("x") == []
    assert len(shown.view.commands()) == len(PARTS) - 1


def test_a_part_that_does_not_show_is_not_read(shown: Shown) -> None:
    shown.go("appearance")
    shown.context.session.changed.emit(frozenset({"everything"}))
    shown.context.session.returned.emit()
    assert shown.view.retention.table.model.total == 0
    assert shown.view.frameworks.table.model.total == 0


def test_the_screen_goes_with_its_view(tmp_path: Path, qtbot: QtBot) -> None:
    for shown in settings_shown(with_tom(tmp_path), qtbot):
        session = shown.context.session
        shown.view.close()
        shown.view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        session.changed.emit(frozenset({"everything"}))
        session.returned.emit()
        assert session.is_open
