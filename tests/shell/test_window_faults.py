"""A fault of the app: caught by what Python really calls, noted without data, told with whether all is saved."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, light_workspace
from shell_support import MainWindow, shown_window

from audit_app.domain.problems import AppError
from audit_app.errors import FaultLog
from audit_app.machine.folders import Folders
from audit_app.shell.crash import NOT_SAVED, SAVED, UNKNOWN, WRITING, Crash

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The real window with an audit open; whoever makes it takes Python's hook, and gives it back."""
    place = light_workspace(tmp_path, plans=1)
    with shown_window(qapp, tmp_path, qtbot) as made:
        made.session.open(place.open())
        made.go("audit", plan_ref="EHC-0001", cycle="weekly", on=date(2026, 11, 23))
        yield made


@pytest.fixture
def crash(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crash:
    log = FaultLog(Folders(tmp_path / "data"))
    made = Crash(window.dialogs, log, window.context.clock, lambda: window.session.is_lent, window.unsaved, window)
    made.close_requested.connect(window.close)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made.install()
    return made


def fail_in_a_slot(qtbot: QtBot) -> None:
    """What a fault of ours looks like: raised where Qt calls us, so that only Python's hook sees it."""

    def slot() -> None:
        held: dict[str, str] = {}
        _ = held["EHC-0001"]

    QTimer.singleShot(0, slot)
    qtbot.wait(10)


def dialogs_of(window: MainWindow, *answers: str) -> FakeDialogs:
    assert isinstance(window.dialogs, FakeDialogs)
    window.dialogs.answers.extend(answers)
    return window.dialogs


def test_a_fault_in_a_slot_is_told_once_with_that_all_is_saved_and_the_log_holds_no_data(
    window: MainWindow, crash: Crash, tmp_path: Path, qtbot: QtBot
) -> None:
    dialogs = dialogs_of(window, "on")
    fail_in_a_slot(qtbot)
    title, text = dialogs.asked[-1]
    assert (title, SAVED in text) == ("The app has a fault", True)
    log = (tmp_path / "data" / "log" / "faults.log").read_text(encoding="utf-8")
    assert "KeyError" in log
    assert "test_window_faults.py" in log
    assert "EHC-0001" not in log
    assert window.session.is_open


def test_what_is_being_typed_is_named_and_saved_by_closing(window: MainWindow, crash: Crash, qtbot: QtBot) -> None:
    dialogs = dialogs_of(window, "close")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "2t")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "seen in class")
    folder, means = window.session.workspace.folder, window.means
    fail_in_a_slot(qtbot)
    assert NOT_SAVED.format("W1: note") in dialogs.asked[-1][1]
    assert not window.session.is_open
    with Place(folder, means).open() as workspace:
        held = workspace.conn.execute("SELECT score, note FROM score WHERE marker = 'W1'").fetchone()
    assert tuple(held) == ("2", "seen in class")


def test_work_that_is_being_saved_is_said_to_be_whole_or_not_at_all(
    window: MainWindow, crash: Crash, qtbot: QtBot
) -> None:
    dialogs = dialogs_of(window, "on")
    loan = window.session.lend()
    fail_in_a_slot(qtbot)
    window.session.take_back(loan, None)
    assert WRITING in dialogs.asked[-1][1]


def broken() -> Sequence[str]:
    raise RuntimeError


def test_where_the_screen_itself_is_broken_the_app_does_not_say_that_all_is_saved(
    window: MainWindow, tmp_path: Path
) -> None:
    dialogs = dialogs_of(window, "on")
    log = FaultLog(Folders(tmp_path / "data"))
    Crash(dialogs, log, window.context.clock, lambda: False, broken, window).show_fault(KeyError("x"))
    assert UNKNOWN in dialogs.asked[-1][1]


def test_an_expected_error_that_slipped_through_is_told_in_its_own_words(
    window: MainWindow, crash: Crash, qtbot: QtBot
) -> None:
    crash.show_fault(AppError("The disk is full. Free some space."))
    assert dialogs_of(window).asked[-1] == ("That did not work", "The disk is full. Free some space.")


REAL = """
import sys
sys.path[:0] = sys.argv[1:4]
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from audit_app.app import application, put_together
from audit_app.composition import Composition
from audit_app.machine.folders import Folders
from audit_app.ui.asking import ChoiceDialog
from qt_support import light_means, light_workspace

base = Path(sys.argv[4])
app = application()
window = put_together(app, Composition(light_means(base), Folders(base / "data"), "Mary"))
window.session.open(light_workspace(base).open())
window.show()

def fail():
    QTimer.singleShot(50, answer)
    raise KeyError("EHC-0001")

def answer():
    box = app.activeModalWidget()
    assert isinstance(box, ChoiceDialog)
    print(*(label.text() for label in box.findChildren(QLabel)), flush=True)
    next(button for button in box.findChildren(QPushButton) if button.text() == "Close the app").click()

QTimer.singleShot(0, fail)
sys.exit(app.exec())
"""


def test_a_real_process_tells_of_its_fault_and_closes_in_order(tmp_path: Path) -> None:
    paths = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "shell")]
    done = subprocess.run(
        [sys.executable, "-c", REAL, *paths, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert "The app has a fault" in done.stdout, done.stderr
    assert SAVED in done.stdout
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    log = (tmp_path / "data" / "log" / "faults.log").read_text(encoding="utf-8")
    assert "KeyError" in log
    assert "EHC-0001" not in log + done.stderr
