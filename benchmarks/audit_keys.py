"""The audit screen under the fingers: a key press to the painted and durable score, stalls, and opening 42 markers."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import statistics
import time
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from audit_app.jobs import Jobs
from audit_app.machine.folders import Folders
from audit_app.screens.audit import make
from audit_app.screens.audit.screen import AuditScreen
from audit_app.session import Session
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.focus import FocusRing
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.screen import ScreenContext
from audit_app.ui.theme import Look
from benchmarks._workspaces import workspace

ROUNDS = 6
OPENINGS = 15
KEY_GOAL_MS, STALL_GOAL_MS, OPEN_GOAL_MS = 16.0, 50.0, 150.0


def _now() -> datetime:
    return datetime.now(UTC)


def _ignore(*_: object, **__: object) -> None:
    """Where the shell would go to another screen or say something."""


def context_of(session: Session, folder: Path) -> ScreenContext:
    """What a screen gets, with nobody at the other end."""
    keeper = PreferenceKeeper(folder / "preferences.json", parent=session)
    return ScreenContext(session, Jobs(), Dialogs(), _now, _ignore, _ignore, Folders(folder), keeper)


def add_plans(place: Workspace, count: int) -> None:
    """So many plans to be audited."""
    ids = Ids(place.id)
    refs = [f"EHC-{number:04d}" for number in range(count)]
    place.door.write(
        "Register", [Op("entry", ids.plan(ref), "row", {"plan_ref": ref, "final_date": "2026-01-05"}) for ref in refs]
    )


def timed(act: object, app: QApplication) -> float:
    """Milliseconds until it is done and painted."""
    begun = time.perf_counter()
    assert callable(act)
    act()
    app.processEvents()
    return (time.perf_counter() - begun) * 1000


def key_times(screen: AuditScreen, app: QApplication) -> tuple[list[float], list[float]]:
    """Every marker scored and left, over and over: the score keys, and the keys that go on."""
    scores: list[float] = []
    moves: list[float] = []
    markers = list(screen.form.column.rows)
    for turn in range(ROUNDS):
        screen.form.go_to(markers[0])
        app.processEvents()
        for number, _ in enumerate(markers):
            key = str((turn + number) % 4)
            scores.append(timed(lambda key=key: QTest.keyClicks(screen.form.card, key), app))
            moves.append(timed(lambda: QTest.keyClick(screen.form.card, Qt.Key.Key_Return), app))
            screen.form.take_focus()
    return scores, moves


def open_times(screen: AuditScreen, app: QApplication) -> list[float]:
    """Opening one new review of 42 markers after the other, from the call to the painted form."""
    on = date(2026, 11, 23)
    return [
        timed(
            lambda ref=f"EHC-{number:04d}": screen.show_with(plan_ref=ref, cycle="multi-agency", on=on),
            app,
        )
        for number in range(OPENINGS)
    ]


def _row(name: str, times: list[float], goal: float, *, worst: bool = False) -> None:
    shown = max(times) if worst else statistics.median(times)
    kind = "worst" if worst else "median"
    print(f"| {name} | {shown:.1f} ms {kind} of {len(times)} | at most {goal:g} ms |")


def main() -> None:
    """Measure, in a window of 1280 by 720."""
    app = QApplication([])
    Look(app)
    FocusRing(app)
    with workspace() as place, TemporaryDirectory() as folder:
        add_plans(place, OPENINGS)
        session = Session(_now)
        session.open(place)
        screen = make(context_of(session, Path(folder)))
        assert isinstance(screen, AuditScreen)
        screen.resize(1280, 720)
        screen.show()
        screen.activateWindow()
        app.processEvents()
        opened = open_times(screen, app)
        scores, moves = key_times(screen, app)
        print("| what | measured | goal |\n|---|---|---|")
        _row("key press to painted and durable score", scores, KEY_GOAL_MS)
        _row("Enter to the next marker painted", moves, KEY_GOAL_MS)
        _row("longest stall while scoring", scores + moves, STALL_GOAL_MS, worst=True)
        _row("opening an audit of 42 markers", opened, OPEN_GOAL_MS)
        _row("opening the first, with everything cold", opened[:1], OPEN_GOAL_MS)
        screen.drop()
        session.lock()


if __name__ == "__main__":
    main()
