"""One process that a window benchmark starts: an empty main window, the app on a workspace, or the key alone.

It notes when each step was done, by the clock that all processes share, and prints the notes as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from audit_app.shell.window import MainWindow

SIZE = (1280, 800)
LONGEST_MS = 60_000


class Notes:
    """When each step was done, in seconds of `time.perf_counter`, and the memory held at the end, in KiB."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def add(self, step: str) -> None:
        """This step is done now; only its first time counts."""
        self._at.setdefault(step, time.perf_counter())

    def print(self) -> None:
        """Tell the process that waits for them."""
        print(json.dumps({"at": self._at, "kib": resident()}), flush=True)


def resident() -> int:
    """VmRSS of this process in KiB, 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def empty(notes: Notes) -> None:
    """The floor: an empty main window as large as ours, until it is painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from benchmarks._first_paint import FirstPaint

    notes.add("Qt imported")
    app = QApplication([])
    window = QMainWindow()
    window.resize(*SIZE)
    FirstPaint(window, lambda: _end(notes, "painted", window))
    window.show()
    app.exec()


def opened(notes: Notes, workspace: Path, data: Path, passphrase: str) -> None:
    """The app as `ehcp-audit open WORKSPACE` starts it; the passphrase is given once its page is painted."""
    from PySide6 import QtWidgets  # noqa: F401 - as the floor imports it, to tell its part from ours

    notes.add("Qt imported")
    from audit_app.app import application, put_together
    from audit_app.composition import compose
    from audit_app.shell.ahead import LoadAhead
    from benchmarks._first_paint import FirstPaint

    notes.add("app imported")
    app = application()
    window = put_together(app, compose(data=data))
    window.resize(*SIZE)
    notes.add("window made")
    FirstPaint(window.start, lambda: _give_passphrase(window, notes, passphrase))
    window.session.opened.connect(lambda: _follow_home(window, notes))
    window.show()
    LoadAhead(window).start()
    window.start.show_with(unlock=workspace)
    app.exec()


def _give_passphrase(window: "MainWindow", notes: Notes, passphrase: str) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLineEdit

    notes.add("passphrase asked for")
    focused = window.focusWidget()
    if not isinstance(focused, QLineEdit):
        raise SystemExit("The focus is not in the field of the passphrase.")
    _note_derivation(notes)
    focused.setText(passphrase)
    focused.returnPressed.emit()
    QTimer.singleShot(LONGEST_MS, lambda: sys.exit("The workspace did not open."))


def _note_derivation(notes: Notes) -> None:
    from audit_app.store.keys import crypto
    from audit_app.store.keys.passphrase import KdfSettings, stretched

    def noted(passphrase: bytes, kdf: KdfSettings, salt: bytes) -> bytes:
        notes.add("key being derived")
        key = stretched(passphrase, kdf, salt)
        notes.add("key derived")
        return key

    vars(crypto)["stretched"] = noted


def _follow_home(window: "MainWindow", notes: Notes) -> None:
    from audit_app.screens.home import HomeView
    from benchmarks._first_paint import FirstPaint

    notes.add("workspace open, Home made")
    home = window.screens.screen_now
    assert isinstance(home, HomeView)
    FirstPaint(home, lambda: notes.add("Home painted, still reading"))
    FirstPaint(home.row, lambda: notes.add("painted"))  # the row is hidden until what is due was read
    _when_done(window, lambda: _end(notes, "painted with the months' figures", window))


def _when_done(window: "MainWindow", then: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer

    def look(running: int) -> None:
        if not running:
            QTimer.singleShot(50, end)  # what the last job brought is painted long before

    def end() -> None:
        if not window.jobs.running:  # one job may begin where another ends
            then()

    window.jobs.running_changed.connect(look)


def _end(notes: Notes, step: str, window: "QMainWindow") -> None:
    notes.add(step)
    notes.print()
    window.close()  # as a person closes it, so that the next run finds nothing to tidy


def key(notes: Notes) -> None:
    """What stretching a passphrase takes by itself, at the settings of every new workspace."""
    from audit_app.store.keys.passphrase import KdfSettings, stretched

    stretched(b"the library is loaded", KdfSettings(1, 64, 1), bytes(16))
    notes.add("key being derived")
    stretched(b"a passphrase", KdfSettings(), bytes(16))
    notes.add("key derived")
    notes.print()


def main() -> None:
    """`empty`, `opened WORKSPACE DATA PASSPHRASE` or `key`."""
    notes = Notes()
    notes.add("Python began")
    what, *rest = sys.argv[1:]
    if what == "empty":
        empty(notes)
    elif what == "opened":
        opened(notes, Path(rest[0]), Path(rest[1]), rest[2])
    else:
        key(notes)


if __name__ == "__main__":
    main()
