"""A3 and S1: what is looked at and taken out in the window is on record; a second window names the holder and reads."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, Place, light_workspace
from shell_support import MainWindow, shown_window

from audit_app.jobs import Jobs
from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.plans.view import PlansView
from audit_app.screens.reports.view import ReportsView
from audit_app.screens.samples.view import SamplesView
from audit_app.screens.start.view import StartView
from audit_app.services.auditing import open_audit
from audit_app.services.samples.sampling import replace_plan, sample
from audit_app.store.access import events
from audit_app.store.ids import Ids
from audit_app.store.workspace import Workspace

TODAY = date(2026, 11, 22)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A workspace with a draw of this week, of which one plan is being audited."""
    made = light_workspace(tmp_path, plans=12)
    with made.open() as workspace:
        drawn = sample(workspace, cycle="weekly", size=6, seed="a week", on=TODAY)
        open_audit(workspace, place_id=drawn.plans[0].id)
    return made


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, place: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    jobs = Jobs(qapp)
    with shown_window(qapp, tmp_path, qtbot, jobs=jobs) as made:
        yield made
        made.locking.close_now()
    jobs.setParent(None)


def unlock(window: MainWindow, place: Place, qtbot: QtBot, *typed: str) -> None:
    """Through the start screen, as a person does."""
    assert isinstance(window.start, StartView)
    window.start.show_with(unlock=place.folder)
    for words in (*typed, PASSPHRASE):
        window.start.unlock.passphrase.widget.setFocus()
        QTest.keyClicks(window.start.unlock.passphrase.widget, words)
        QTest.keyClick(window.start.unlock.passphrase.widget, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.jobs.running == 0 or window.session.is_open)
        if not window.session.is_open:
            window.start.unlock.forget()
    qtbot.waitUntil(lambda: window.session.is_open)


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.jobs.running == 0, timeout=15_000)


def noted(workspace: Workspace) -> list[tuple[str, str]]:
    return [(event.act, event.thing) for event in events(workspace.conn)]


def test_everything_that_is_looked_at_and_taken_out_is_in_the_access_log(
    window: MainWindow, place: Place, qtbot: QtBot, tmp_path: Path
) -> None:
    unlock(window, place, qtbot, "wrong words", "wrong again")
    workspace = window.session.workspace
    plan = Ids(workspace.id).plan("EHC-0002")
    draw = workspace.conn.execute("SELECT id FROM draw").fetchone()[0]
    review = workspace.conn.execute("SELECT id FROM review").fetchone()[0]
    settled(window, qtbot)
    window.go("plans", plan_ref="EHC-0002")
    settled(window, qtbot)
    plans = window.screens.screen_now
    assert isinstance(plans, PlansView)
    plans.table.view.selectAll()
    plans.table.copy()
    window.go("samples")
    window.go("audit", review_id=review)
    assert isinstance(window.screens.screen_now, AuditScreen)
    window.go("reports")
    settled(window, qtbot)
    reports = window.screens.screen_now
    assert isinstance(reports, ReportsView)
    reports.form.folder.setText(str(tmp_path / "reports"))
    reports.form.save_button.click()
    qtbot.waitUntil(lambda: (tmp_path / "reports").is_dir() and window.jobs.running == 0, timeout=15_000)
    window.acts["backup"].trigger()
    settled(window, qtbot)
    window.lock()
    qtbot.waitUntil(lambda: not window.session.is_open)
    with place.open() as again:
        found = noted(again)
    for wanted in (
        ("unlock", "after 2 failed attempts"),
        ("read", f"draw {draw}"),
        ("read", "the register"),
        ("read", f"plan {plan}"),
        ("export", "12 rows of a table, to the clipboard"),
        ("read", f"review {review}"),
    ):
        assert wanted in found, (wanted, found)
    acts = [act for act, _ in found]
    assert {"report", "back up", "lock"} <= set(acts)
    assert not any("EHC-" in thing for _, thing in found)


def test_a_draw_that_is_changed_says_so_in_the_change_log(place: Place) -> None:
    with place.open() as workspace:
        waiting = workspace.conn.execute("SELECT id FROM place WHERE role = 'drawn' ORDER BY number DESC").fetchone()[0]
        replace_plan(workspace, waiting, "The file is at the tribunal.")
        labels = [row[0] for row in workspace.conn.execute("SELECT reason FROM change WHERE reason <> ''")]
    assert labels == ["The file is at the tribunal."]


def test_a_second_window_gets_the_holders_name_and_reads_only(window: MainWindow, place: Place, qtbot: QtBot) -> None:
    with place.open() as first:
        unlock(window, place, qtbot)
        settled(window, qtbot)
        assert "Mary has this workspace open on laptop" in window.banner.text.text()
        assert window.bar.saved.text() == "Reading only"
        review = window.session.workspace.conn.execute("SELECT id FROM review").fetchone()[0]
        before = noted(first), first.conn.execute("SELECT count(*) FROM op").fetchone()[0]
        for screen in window.screens.specs:
            window.go(screen)
            settled(window, qtbot)
        window.go("audit", review_id=review)
        audit = window.screens.screen_now
        assert isinstance(audit, AuditScreen)
        assert "open for reading only" in audit.locked.text.text()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, "3t")
        window.go("samples")
        samples = window.screens.screen_now
        assert isinstance(samples, SamplesView)
        assert not samples.new_button.isEnabled()
        assert (noted(first), first.conn.execute("SELECT count(*) FROM op").fetchone()[0]) == before
        assert isinstance(window.dialogs, FakeDialogs)
        assert window.dialogs.asked == []
        window.lock()
        qtbot.waitUntil(lambda: not window.session.is_open)
        assert first.can_write
