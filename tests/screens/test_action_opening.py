"""A finding becomes an action in two keystrokes from where it is seen, or joins one that is open already."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import Visits, context_for, light_workspace

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.chase import ChaseView, make
from audit_app.services.actions.listing import actions
from audit_app.services.advice.log import AdviceGiven, add_advice
from audit_app.services.past.audits import import_audits
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_actions import ActionRow
from audit_app.ui.action_panel import ActionPanel
from audit_app.ui.screen import ScreenContext
from forms.model import read_framework
from resources.frameworks import framework_text, resolve

World = tuple[ChaseView, ScreenContext, Visits]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    """The chase list: speech therapy owes advice on two plans, audiology on one that is not due yet."""
    place = light_workspace(tmp_path, plans=3)
    with place.open() as workspace:
        ids = Ids(workspace.id)
        for number in (1, 2, 3):
            row = {"plan_ref": f"EHC-000{number}", "request_date": "2026-09-07", "casework_team": "North"}
            workspace.door.write("Import", [Op("entry", ids.plan(f"EHC-000{number}"), "row", row)])
        for number, service, asked in ((1, "Speech therapy", 5), (2, "Speech therapy", 6), (3, "Audiology", 15)):
            given = AdviceGiven("health", service, "The Trust", date(2026, 10, asked))
            add_advice(workspace, ids.plan(f"EHC-000{number}"), given)
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, ChaseView)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.activateWindow()
    assert QTest.qWaitForWindowActive(view)
    view.show_with()
    view.table.view.setFocus()
    yield view, context, visits
    view.drop()
    context.session.lock()


def panel_of(view: ChaseView) -> ActionPanel:
    found = view.findChild(ActionPanel)
    assert isinstance(found, ActionPanel)
    return found


def opened(context: ScreenContext) -> tuple[ActionRow, ...]:
    return context.session.read(actions).rows


def test_two_keystrokes_open_an_action_on_the_line_that_is_marked(world: World) -> None:
    view, context, visits = world
    view.table.view.selectRow(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_N, CTRL_SHIFT)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    (row,) = opened(context)
    assert row.action.what == "Get the advice that Speech therapy owes, and agree how it comes in time."
    assert (row.action.agency, row.action.owner, row.action.team) == ("health", "Designated Clinical Officer", "North")
    assert row.about.plan_refs == "EHC-0001"
    assert visits.said == ["The action was opened."]
    assert QApplication.focusWidget() is view.table.view
    show = visits.buttons[-1]
    assert show is not None
    show()
    assert visits.went == [("actions", {"action_id": row.action.id})]


def test_several_lines_make_one_action_on_the_practice(world: World) -> None:
    view, context, _ = world
    view.table.view.selectAll()
    QTest.keyClick(view.table.view, Qt.Key.Key_N, CTRL_SHIFT)
    panel_of(view).yes.click()
    (row,) = opened(context)
    assert row.action.is_systemic
    assert row.about.plans == 2  # what is not due yet is no finding


def test_a_further_finding_can_join_the_open_action_on_the_same_defect(world: World) -> None:
    view, context, visits = world
    for number in (0, 1):
        view.table.view.selectRow(number)
        QTest.keyClick(view.table.view, Qt.Key.Key_N, CTRL_SHIFT)
        panel = panel_of(view)
        assert panel.where.isVisible() is (number == 1)
        if number:
            panel.where.setCurrentIndex(1)
            assert not panel.what.isEnabled()
        panel.yes.click()
    (row,) = opened(context)
    assert row.about.plans == 2
    assert visits.said[-1] == "1 finding was added to the action."


def test_escape_leaves_without_an_action_and_the_focus_goes_back(world: World) -> None:
    view, context, _ = world
    view.table.view.selectRow(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_N, CTRL_SHIFT)
    panel = panel_of(view)
    assert panel.isVisible()
    QTest.keyClick(panel.what, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is view.table.view
    assert opened(context) == ()


def test_words_that_name_a_plan_are_refused_beside_the_field(world: World) -> None:
    view, context, _ = world
    view.table.view.selectRow(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_N, CTRL_SHIFT)
    panel = panel_of(view)
    panel.what.setPlainText("Chase EHC-0001")
    panel.yes.click()
    assert "EHC-0001" in panel.fields["what"].problem.text()
    panel.due.setText("sometime")
    panel.yes.click()
    assert panel.fields["due"].problem.text()
    assert opened(context) == ()


def test_where_nothing_falls_short_the_screen_says_so(world: World) -> None:
    view, _, _ = world
    view.table.view.selectRow(2)
    QTest.keyClick(view.table.view, Qt.Key.Key_N, CTRL_SHIFT)
    assert view.banner.text.text() == "There is no finding here to act on."
    assert not panel_of(view).isVisible()


def test_locking_takes_the_panel_and_its_words_away(world: World) -> None:
    view, context, _ = world
    view.table.view.selectRow(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_N, CTRL_SHIFT)
    panel = panel_of(view)
    context.session.lock()
    assert not panel.isVisible()
    assert panel.what.toPlainText() == ""


def test_a_low_marker_of_a_submitted_audit_becomes_an_action_where_it_is_read(tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=3)
    head = "plan_ref,audit_date,cycle,round,reviewer,agency,framework,marker,score,evidence,cause"
    markers = [marker.id for marker in read_framework(framework_text("weekly-18"), resolve).markers]
    scores = {"F2": 0, "C1": 1}
    rows = [f"EHC-0001,2026-11-16,weekly,,Jo,coordinator,weekly-18,{one},{scores.get(one, 3)},," for one in markers]
    file = tmp_path / "audits.csv"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    with place.open() as workspace:
        import_audits(workspace, file)
        (review,) = workspace.conn.execute("SELECT id FROM review").fetchone()
    context, _ = context_for(place)
    view = AuditScreen(context)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.show_with(review_id=review, act="F2")
    QTest.keyClick(view.acting.panel.what, Qt.Key.Key_Return)
    view.form.go_to("A1")  # sound: then everything that falls short is meant
    view.acting.propose()
    assert view.acting.panel.where.count() > 1  # F2 has its action
    QTest.keyClick(view.acting.panel.what, Qt.Key.Key_Return)
    found = opened(context)
    assert {row.about.markers.split(",")[0] for row in found if row.about.findings == 1} == {"F2"}
    assert any(row.about.findings > 2 for row in found)
    assert all(row.about.plan_refs == "EHC-0001" for row in found)
    context.session.lock()
