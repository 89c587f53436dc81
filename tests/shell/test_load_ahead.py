"""What is loaded while somebody types their passphrase, and what the start screen must not wait for."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import light_workspace
from shell_support import shown_window

from audit_app.shell.ahead import FIRST_SCREEN, FOR_THE_KEY, MODULES, LoadAhead

ROOT = Path(__file__).parents[2]
HEAVY = (
    "audit_app.services.demo",
    "audit_app.screens.home",
    "cryptography",
    "docx",
    "exports.pdf",
    "openpyxl",
    "pikepdf",
    "pypdfium2",
    "PySide6.QtPrintSupport",
    "reportlab",
    "sqlite_utils",
)


def loaded_by(imports: str) -> set[str]:
    code = f"import sys, {imports}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_start_screen_comes_up_without_what_only_later_work_needs() -> None:
    loaded = loaded_by("audit_app.app, audit_app.screens.start")
    assert "audit_app.shell.window" in loaded
    assert not [name for name in loaded for heavy in HEAVY if name == heavy or name.startswith(f"{heavy}.")]


def test_everything_that_is_loaded_ahead_is_there_to_be_loaded() -> None:
    wanted = (*FOR_THE_KEY, *MODULES)
    assert set(wanted) <= loaded_by(", ".join(wanted))


@pytest.mark.parametrize(("running", "expected"), [(0, (*FOR_THE_KEY, *MODULES)), (1, MODULES)])
def test_what_unlocking_loads_in_its_thread_is_left_to_it(
    running: int,
    expected: tuple[str, ...],
    qapp: QApplication,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr("audit_app.shell.ahead.import_module", loaded.append)
    with shown_window(qapp, tmp_path, qtbot) as window:
        ahead = LoadAhead(window)
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(type(window.jobs), "running", running)
            ahead.start()
            qtbot.waitUntil(lambda: not ahead.is_going_on)
    assert tuple(loaded) == expected


def test_the_first_screen_is_ready_before_anybody_has_opened_a_workspace(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    with shown_window(qapp, tmp_path, qtbot) as window:
        ahead = LoadAhead(window)
        ahead.start()
        qtbot.waitUntil(lambda: not ahead.is_going_on)
        made = window.screens.currentWidget()
        assert made is not None
        assert made.accessibleName() == "Home"
        assert window.start.isVisible()
        window.session.open(light_workspace(tmp_path / "made").open())
        assert (window.screens.id_now, window.screens.screen_now) == (FIRST_SCREEN, made)


def test_opening_a_workspace_does_not_wait_for_what_is_still_to_be_loaded(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    with shown_window(qapp, tmp_path, qtbot) as window:
        ahead = LoadAhead(window)
        ahead.start()
        assert ahead.is_going_on
        window.session.open(light_workspace(tmp_path / "made").open())
        assert not ahead.is_going_on
