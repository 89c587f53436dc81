"""Auditing under the fingers, in the real window: a key press to the painted and durable score, stalls, and opening.

The window is the whole of it: ten thousand plans are loaded in Plans, and Home and Samples have been looked at, since
what they hold is what a collection of garbage has to walk through.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from audit_app.app import application, put_together
from audit_app.composition import Composition
from audit_app.machine.folders import Folders
from audit_app.screens.audit.screen import AuditScreen
from audit_app.shell.picture import settle
from audit_app.shell.window import MainWindow
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Dialogs
from benchmarks._workspaces import workspace

PLANS = 10_000
ROUNDS = 6
OPENINGS = 15
ON = date(2026, 11, 23)
KEY_GOAL_MS, STALL_GOAL_MS, OPEN_GOAL_MS = 16.0, 50.0, 150.0
WORDS = "support as and when needed"


def add_plans(place: Workspace) -> None:
    """The register."""
    ids = Ids(place.id)
    refs = [f"EHC-{number:05d}" for number in range(PLANS)]
    rows = [Op("entry", ids.plan(ref), "row", {"plan_ref": ref, "final_date": "2026-01-05"}) for ref in refs]
    place.door.write("Register", rows)


@contextmanager
def looked_around(app: QApplication) -> Iterator[MainWindow]:
    """The window of a person who has been at work for a while."""
    with workspace() as place, TemporaryDirectory() as folder:
        add_plans(place)
        window = put_together(app, Composition(place.means, Folders(Path(folder)), "Mary"), dialogs=Dialogs())
        window.resize(1280, 720)
        window.show()
        window.activateWindow()
        window.session.open(place)
        for screen in window.screens.specs:
            window.go(screen)
            settle(window.jobs)
        yield window
        window.close()
        app.processEvents()


def timed(act: Callable[[], object], app: QApplication) -> float:
    """Milliseconds until it is done and painted."""
    begun = time.perf_counter()
    act()
    app.processEvents()
    return (time.perf_counter() - begun) * 1000


def screen_of(window: MainWindow) -> AuditScreen:
    """The audit that is shown."""
    screen = window.screens.screen_now
    assert isinstance(screen, AuditScreen)
    return screen


def open_times(window: MainWindow, app: QApplication) -> list[float]:
    """Opening one new review of 42 markers after the other, from the call to the painted form."""
    times = []
    for number in range(OPENINGS):
        asked = {"plan_ref": f"EHC-{number:05d}", "cycle": "multi-agency", "on": ON}
        times.append(timed(partial(window.go, "audit", **asked), app))
    return times


def key_times(window: MainWindow, app: QApplication) -> tuple[list[float], list[float]]:
    """Every marker scored and left, over and over: the score keys, and the keys that go on."""
    scores: list[float] = []
    moves: list[float] = []
    screen = screen_of(window)
    markers = list(screen.form.column.rows)
    for turn in range(ROUNDS):
        screen.form.go_to(markers[0])
        app.processEvents()
        for number, _ in enumerate(markers):
            key = str((turn + number) % 4)
            scores.append(timed(partial(QTest.keyClicks, screen.form.card, key), app))
            moves.append(timed(lambda: QTest.keyClick(screen.form.card, Qt.Key.Key_Return), app))
            screen.form.take_focus()
    return scores, moves


def whole_audit(window: MainWindow, app: QApplication) -> list[float]:
    """One audit from its first key to submission: scores, quotations, causes and notes letter by letter.

    Each number is how long the window was away for one key; drafts are written by its timer on the way.
    """
    window.go("audit", plan_ref=f"EHC-{OPENINGS:05d}", cycle="multi-agency", on=ON)
    app.processEvents()
    screen = screen_of(window)
    away: list[float] = []
    for number, _ in enumerate(list(screen.form.column.rows)):
        text = ("2", f"1q{WORDS}\nB\ncd", f"2t{WORDS}\n", "0lca")[number % 4]
        away.extend(timed(partial(_press, app, letter), app) for letter in f"{text}\n")
    with window.dialogs.turned_away():
        away.append(timed(screen.deciding.submit, app))
    return away


def _press(app: QApplication, letter: str) -> None:
    focused = app.focusWidget()
    assert focused is not None
    if letter == "\n":
        QTest.keyClick(focused, Qt.Key.Key_Return)
    else:
        QTest.keyClicks(focused, letter)


def _row(name: str, times: list[float], goal: float, *, worst: bool = False) -> None:
    shown = max(times) if worst else statistics.median(times)
    kind = "worst" if worst else "median"
    print(f"| {name} | {shown:.1f} ms {kind} of {len(times)} | at most {goal:g} ms |")


def main() -> None:
    """Measure, in a window of 1280 by 720."""
    app = application()
    with looked_around(app) as window:
        opened = open_times(window, app)
        scores, moves = key_times(window, app)
        away = whole_audit(window, app)
    print("| what | measured | goal |\n|---|---|---|")
    _row("key press to painted and durable score", scores, KEY_GOAL_MS)
    _row("Enter to the next marker painted", moves, KEY_GOAL_MS)
    _row("longest stall while scoring 42 markers six times", scores + moves, STALL_GOAL_MS, worst=True)
    _row("longest stall in one audit with evidence, notes and causes typed", away, STALL_GOAL_MS, worst=True)
    _row("opening an audit of 42 markers", opened, OPEN_GOAL_MS)
    _row("opening the first, with everything cold", opened[:1], OPEN_GOAL_MS)


if __name__ == "__main__":
    main()
