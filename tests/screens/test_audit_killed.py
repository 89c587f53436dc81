"""D7: killed two seconds after typing, nothing acknowledged is lost and the rest is offered, field by field with times.

One real process is killed, as a process is dear; and the files of one that types for four seconds are copied at 24
moments. A copy holds what a kill at that moment leaves: one thread types and writes, the system keeps what was
written, and the copy is made between two of its writes. So N = 25 here.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from audit_support import Desk, desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from qt_support import Place, light_workspace

from audit_app.store.drafts import drafts_of

ROOT = Path(__file__).resolve().parents[2]
KILLS, EVERY = 24, 0.15
ALLOWED_LOSS = 2.0
"""Seconds of typing."""

CHILD = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from datetime import date
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qt_support import Place, context_for, light_means
from audit_app.screens.audit import make

app = QApplication([])
place = Place(Path(sys.argv[2]), light_means(Path(sys.argv[2]).parent))
context, _ = context_for(place)
screen = make(context)
screen.show()
screen.activateWindow()
QTest.qWaitForWindowActive(screen)
screen.show_with(plan_ref="EHC-0001", cycle="weekly", on=date(2026, 11, 23))

def type_in(text):
    for key in text:
        QTest.keyClicks(app.focusWidget(), key)

type_in("1rSystmOne")
QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)
type_in("3112")
QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)
type_in("t" + sys.argv[3])
QTest.qWait(1_500)
type_in(sys.argv[4])
print("typed", flush=True)
sys.stdin.read()
"""


def words_of(made: Desk) -> list[str]:
    """Everything that the panel says, line by line."""
    return [label.text() for label in made.screen.panel.findChildren(QLabel) if label.isVisible()]


def test_what_was_typed_until_two_seconds_before_the_kill_is_offered_with_field_and_time(
    tmp_path: Path, qtbot: QtBot
) -> None:
    place = light_workspace(tmp_path, plans=1)
    command = [sys.executable, "-c", CHILD, str(ROOT), str(place.folder), "kept in time", " and this is young"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"typed\n"
        child.kill()
    with desk(place, qtbot) as made:
        made.screen.show_with()
        assert made.held("W1")[0] == "1"
        assert [line.accessibleName() for line in made.screen.panel.lines] == [
            *("Put W1 evidence back", "Discard W1 evidence", "Put W1 note back", "Discard W1 note"),
        ]
        said = words_of(made)
        evidence, note = (at for at, words in enumerate(said) if words.startswith("W1 · "))
        assert said[evidence].startswith("W1 · Evidence · 22 Nov ")
        assert said[note].startswith("W1 · Note · 22 Nov ")
        assert (said[evidence + 1], said[note + 1]) == (
            "SystmOne · 3112",
            "kept in time",
        )  # a date that is none is kept
        made.screen.panel.lines[2].click()
        assert made.screen.form.card.note.text() == "kept in time"
        made.type("\n")
        assert made.held("W1")[4] == "kept in time"
        assert [field for field, _ in made.drafts()] == ["evidence"]


def test_at_whatever_moment_of_typing_the_process_dies_two_seconds_of_it_are_lost_at_most(
    tmp_path: Path, qtbot: QtBot
) -> None:
    place = light_workspace(tmp_path, plans=1)
    typed: list[float] = []
    kills: list[tuple[float, Path]] = []
    with desk(place, qtbot) as made:
        made.open()
        made.press(Qt.Key.Key_T)
        began = time.monotonic()
        while len(kills) < KILLS:
            made.type(str(len(typed) % 10))
            typed.append(time.monotonic() - began)
            QTest.qWait(30)
            if typed[-1] >= (len(kills) + 1) * EVERY:
                kills.append((time.monotonic() - began, _left_by_a_kill(place, tmp_path / f"killed {len(kills)}")))
        made.type("\n")
    for moment, folder in kills:
        due = sum(at < moment - ALLOWED_LOSS for at in typed)
        with Place(folder, place.means).open() as workspace:
            review = workspace.conn.execute("SELECT id FROM review").fetchone()[0]
            texts = [draft.value for draft in drafts_of(workspace.conn, workspace.unlocked.person, review)]
            assert workspace.faults == ()
        kept = texts[0] if texts else ""
        assert kept == "".join(str(number % 10) for number in range(len(kept)))
        assert len(kept) >= due, (moment, len(kept), due)
    assert len(typed) > 40


def _left_by_a_kill(place: Place, target: Path) -> Path:
    """The workspace's files as they lie at this moment."""
    shutil.copytree(place.folder, target)
    return target
