"""Advice in a plan's drawer: added, changed, received, taken away, undone; and a log that comes in by the window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace, unnamed

from audit_app.domain.advice import AdviceAsked, Outcome, State
from audit_app.screens.plans import PlansView, make
from audit_app.screens.plans.advice_dialog import AdviceDialog
from audit_app.screens.plans.imports import Kind
from audit_app.services.advice.log import AdviceGiven, add_advice, faults_of
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_advice import advice_lines
from audit_app.ui.screen import ScreenContext

World = tuple[PlansView, ScreenContext, Visits]
GIVEN = AdviceGiven("health", "Speech therapy", "The Trust", date(2026, 10, 5))


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    """The plans screen with a request under way, whose advice was asked for in the register's short way."""
    place = light_workspace(tmp_path, plans=2)
    with place.open() as workspace:
        row = {"plan_ref": "EHC-0001", "request_date": "2026-08-24", "advice_requested_date": "2026-10-05"}
        row["psychology_advice_date"] = "2026-11-20"
        workspace.door.write("Import", [Op("entry", Ids(workspace.id).plan("EHC-0001"), "row", row)])
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with(plan_ref="EHC-0001")
    yield view, context, visits
    view.drop()
    context.session.lock()


def lines(context: ScreenContext) -> list[AdviceGiven]:
    workspace = context.session.workspace
    held = advice_lines(workspace.conn, Ids(workspace.id).plan("EHC-0001"))
    return [AdviceGiven.of(one) for one in held]


def shown(view: PlansView) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    return [one.text() for one in view.drawer.advice.findChildren(QLabel) if one.isVisibleTo(view)]


def press(view: PlansView, words: str) -> None:
    shown(view)
    found = view.drawer.advice.findChildren(QPushButton)
    next(one for one in found if one.text() == words and one.isVisibleTo(view)).click()


def answer(context: ScreenContext, *answers: object) -> None:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [*answers]


def test_the_registers_dates_are_shown_until_the_log_says_more(world: World) -> None:
    view, context, _ = world
    told = shown(view)
    assert "Psychology" in told
    assert "Received 4 days late" in told
    assert "Asked 5 Oct 2026 · due 16 Nov 2026 · came 20 Nov 2026 · from the register's dates" in told
    assert "Health" not in told  # the register's source has no such column

    def agree(dialog: QDialog) -> bool:
        assert isinstance(dialog, AdviceDialog)
        assert unnamed(dialog) == []
        dialog.accept()
        return True

    answer(context, agree)
    press(view, "Put into the log…")
    (line,) = lines(context)
    assert (line.agency, line.requested, line.received) == ("psychology", date(2026, 10, 5), date(2026, 11, 20))
    assert not [words for words in shown(view) if "register" in words]


def test_a_request_is_added_received_and_taken_away_and_each_can_be_undone(world: World) -> None:
    view, context, visits = world

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, AdviceDialog)
        dialog.agency.setCurrentIndex(dialog.agency.findData("health"))
        for name, text in (("service", "Speech therapy"), ("provider", "The Trust"), ("requested", "5/10/2026")):
            edit = dialog.fields[name].widget
            assert isinstance(edit, QLineEdit)
            edit.setText(text)
        dialog.accept()
        return True

    answer(context, fill)
    view.drawer.advice.add_button.click()
    assert lines(context) == [GIVEN]
    assert {"Health · Speech therapy", "Overdue by 6 days"} <= set(shown(view))
    press(view, "Received today")
    assert lines(context) == [replace(GIVEN, received=date(2026, 11, 22), outcome=Outcome.REPORT)]
    assert "Received 6 days late" in shown(view)
    assert visits.said[-1] == "Health · Speech therapy: received today."
    take_back = visits.buttons[-1]
    assert take_back is not None
    take_back()
    assert "Overdue by 6 days" in shown(view)
    press(view, "Remove")
    assert lines(context) == []
    context.session.undo()
    assert lines(context) == [GIVEN]


def test_the_focus_stays_with_the_request_and_the_dates_follow(world: World) -> None:
    view, context, _ = world
    workspace = context.session.workspace
    context.session.write(lambda held: add_advice(held, Ids(workspace.id).plan("EHC-0001"), GIVEN))
    shown(view)
    buttons = view.drawer.advice.findChildren(QPushButton)
    received = next(one for one in buttons if one.text() == "Received today" and one.isVisibleTo(view))
    received.setFocus()
    QTest.keyClick(received, Qt.Key.Key_Return)
    shown(view)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleName() == "Change: Health · Speech therapy"
    dates = [one.text() for one in view.drawer.findChildren(QLabel) if one.isVisibleTo(view)]
    assert any("Health advice" in text for text in dates)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(qtbot: QtBot) -> None:
    dialog = AdviceDialog(
        "Ask for advice", replace(GIVEN, requested=None), lambda said: faults_of(said, date(2026, 11, 22))
    )
    qtbot.addWidget(dialog)
    dialog.show()
    edit = dialog.fields["requested"].widget
    assert isinstance(edit, QLineEdit)
    for typed, said in (("", "Give the day"), ("soon", "not a date"), ("1/1/2027", "future")):
        edit.setText(typed)
        QTest.keyClick(dialog.yes, Qt.Key.Key_Return)
        assert said in dialog.fields["requested"].problem.text()
        assert dialog.isVisible()
    edit.setText("5 October 2026")
    dialog.accept()
    assert (dialog.isVisible(), dialog.given) == (False, GIVEN)


def test_an_advice_log_is_recognised_where_a_register_is_imported(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    file = tmp_path / "log.csv"
    file.write_text("Case number,Agency,Date requested,Returned\nEHC-0001,Health,05/10/2026,\n", encoding="utf-8")
    answer(context, file)
    view.register_button.click()
    assert view.panel.title.text() == Kind.ADVICE.title
    assert view.panel.file.text() == "log.csv is an advice log of 1 request."
    assert lines(context) == []
    view.panel.import_button.click()
    assert [line.agency for line in lines(context)] == ["health"]
    assert visits.said[-1].startswith("The file was imported: new requests 1")
    view.show_with(plan_ref="EHC-0001")
    assert "Health" in shown(view)


def test_the_faults_of_an_advice_log_are_listed_by_row_and_column(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    file = tmp_path / "log.csv"
    file.write_text("plan_ref,agency,requested,received\nEHC-9,health,5/10/2026,\nEHC-0001,mum,x,\n", encoding="utf-8")
    answer(context, file)
    view.advice_button.click()
    assert [(one.place.row, one.place.column) for one in view.panel.problems.problems] == [
        (3, "agency"),
        (3, "requested"),
    ]
    assert not view.panel.import_button.isEnabled()


def test_whoever_may_not_write_the_register_reads_and_changes_nothing(world: World) -> None:
    view, _, _ = world
    asked = AdviceAsked("line", "health", "Speech therapy", requested=date(2026, 10, 5))
    view.drawer.advice.show_requests([(asked, State.OVERDUE)], date(2026, 11, 22), may_write=False)
    assert "Overdue by 6 days" in shown(view)
    buttons = [one for one in view.drawer.advice.findChildren(QPushButton) if one.isVisibleTo(view)]
    assert [one.isEnabled() for one in buttons] == [False]
    view.drawer.advice.show_requests((), date(2026, 11, 22), may_write=False)
    assert "No advice is known to have been asked for on this plan." in shown(view)
