"""C5: a workspace comes back from its second place by the window alone, in a profile that has nothing, row for row."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, light_workspace
from shell_support import shown_window

from audit_app.jobs import Jobs
from audit_app.screens.start.view import StartView
from audit_app.services.auditing import give, open_audit
from audit_app.store.backup import set_second_place
from audit_app.store.workspace import Workspace

MOST_CLICKS = 8
IN_A_FOLDER_PICKER = 3
"""Clicks that the system's own dialog takes: up to the place, the folder, Choose."""

Rows = dict[str, list[tuple[object, ...]]]
GROWS = {"change", "op", "head", "writer", "access_event"}
"""The restoring is on record too: these keep every row that they had, and gain some."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What is left of a machine that broke: its second place, and what its workspace held."""

    place: Path
    rows: Rows


def rows_of(workspace: Workspace) -> Rows:
    """Every row of every table; when a workspace was restored is no part of what it holds."""
    found: Rows = {}
    names = [row[0] for row in workspace.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        columns = [row[1] for row in workspace.conn.execute(f"PRAGMA table_info({name})") if row[1] != "restored"]
        rows = workspace.conn.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()  # noqa: S608  our own names
        found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found


@pytest.fixture
def lost(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Lost:
    """A machine on which a plan was audited and a backup made from the window; then only its second place is left."""
    first, share = tmp_path / "first", tmp_path / "share"
    first.mkdir()
    place = light_workspace(first)
    jobs = Jobs(qapp)
    with shown_window(qapp, first, qtbot, jobs=jobs) as window:
        window.session.open(place.open())
        set_second_place(window.session.workspace, share)
        window.session.write(audit_one)
        rows = rows_of(window.session.workspace)
        window.acts["backup"].trigger()
        qtbot.waitUntil(lambda: window.toast.text.text().startswith("A verified backup was made"))
    jobs.setParent(None)
    return Lost(share, rows)


def audit_one(workspace: Workspace) -> None:
    opened = open_audit(workspace, plan_ref="EHC-0001", cycle="weekly", on=date(2026, 11, 23))
    give(workspace, opened.review_id, "W1", score=1, cause="drafting", note="a note with “quotes” and é")


def click(button: QPushButton) -> int:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return 1


def test_a_workspace_comes_back_from_its_second_place_in_a_few_clicks(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, lost: Lost
) -> None:
    second = tmp_path / "second"
    jobs = Jobs(qapp)
    with shown_window(qapp, second, qtbot, dialogs=FakeDialogs(lost.place), jobs=jobs) as window:
        assert not second.exists() or not any(second.iterdir())
        assert isinstance(window.start, StartView)
        clicks = click(window.start.choose.restore) + IN_A_FOLDER_PICKER
        QTest.keyClicks(window.start.restore.passphrase.widget, PASSPHRASE)
        clicks += click(window.start.restore.restore)
        qtbot.waitUntil(lambda: window.session.is_open)
        workspace = window.session.workspace
        assert clicks <= MOST_CLICKS
        assert (workspace.name, workspace.can_write, workspace.faults) == ("Ashford", True, ())
        restored = rows_of(workspace)
        assert restored.keys() == lost.rows.keys()
        for name, rows in lost.rows.items():
            if name in GROWS:
                assert missing(rows, restored[name]) == [], name
            else:
                assert restored[name] == rows, name
        assert len(lost.rows["score"]) > 0
        window.locking.close_now()
    jobs.setParent(None)


def missing(before: list[tuple[object, ...]], after: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    held = {repr(row) for row in after}
    return [row for row in before if repr(row) not in held]
