"""D7: a real process is killed two seconds after typing; nothing acknowledged is lost and the rest is offered."""

import subprocess
import sys
from pathlib import Path

from audit_support import desk
from pytestqt.qtbot import QtBot
from qt_support import light_workspace

ROOT = Path(__file__).resolve().parents[2]

CHILD = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from datetime import date
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
for key in "1t" + sys.argv[3]:
    QTest.keyClicks(app.focusWidget(), key)
QTest.qWait(1_500)
for key in sys.argv[4]:
    QTest.keyClicks(app.focusWidget(), key)
print("typed", flush=True)
sys.stdin.read()
"""


def test_what_was_typed_until_two_seconds_before_the_kill_is_offered(tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=1)
    command = [sys.executable, "-c", CHILD, str(ROOT), str(place.folder), "kept in time", " and this is young"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"typed\n"
        child.kill()
    with desk(place, qtbot) as made:
        made.screen.show_with()
        assert made.held("W1")[0] == "1"
        assert [line.accessibleName() for line in made.screen.panel.lines] == ["Put W1 note back", "Discard W1 note"]
        made.screen.panel.lines[0].click()
        assert made.screen.form.card.note.text() == "kept in time"
        made.type("\n")
        assert made.held("W1")[4] == "kept in time"
        assert made.drafts() == []
