"""The actions' screen: found, opened, changed, reported on, joined, given up, and nothing left when locked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace

from audit_app.domain.findings import Finding, FindingKind
from audit_app.domain.people import Agency, Role
from audit_app.screens.actions import ActionsView, make
from audit_app.screens.actions.form import ActionDialog, CheckpointDialog
from audit_app.screens.actions.lines import Line
from audit_app.services.actions.closing import ask_closure
from audit_app.services.actions.editing import change
from audit_app.services.actions.opening import open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.seen import Seen
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Check
from audit_app.ui.screen import ScreenContext

World = tuple[ActionsView, ScreenContext, Visits]


class Acting(FakeDialogs):
    """Dialogs that are worked on by the test; what is asked otherwise answers itself."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[object] = []

    def run(self, dialog: QDialog) -> bool:
        act = self.acts.pop(0)
        assert callable(act)
        act(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted.value


def finding(workspace: Workspace, plan: int, marker: str) -> Seen:
    id_ = Ids(workspace.id).plan(f"EHC-000{plan}")
    return Seen(Finding(FindingKind.MARKER, f"{marker} is low.", plan_id=id_, marker=marker, score="1"), "health")


def filled(workspace: Workspace) -> list[str]:
    """Three actions: one overdue, one due soon, one without a day."""
    ids = [
        open_action(workspace, propose(workspace, [finding(workspace, plan, marker)]))
        for plan, marker in ((1, "C1"), (2, "C2"), (3, "C2"))
    ]
    for id_, values in zip(
        ids, ({"due": "2026-11-01", "what": "Mend C1."}, {"due": "2026-11-27"}, {"due": ""}), strict=True
    ):
        change(workspace, id_, values)
    return ids


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    place = light_workspace(tmp_path, plans=4)
    with place.open() as workspace:
        filled(workspace)
    context, visits = context_for(place)
    context = replace(context, dialogs=Acting())
    view = make(context)
    assert isinstance(view, ActionsView)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.show_with()
    yield view, context, visits
    view.drop()
    context.session.lock()


def lines(view: ActionsView) -> list[str]:
    return [line.standing for line in view.table.model.rows]


def said(view: ActionsView) -> str:
    QApplication.processEvents()  # what came in just now is shown at the next turn
    labels = view.drawer.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(view.drawer))


def offered(view: ActionsView) -> dict[str, QPushButton]:
    """The buttons of the drawer by their words."""
    QApplication.processEvents()
    found = view.drawer.findChildren(QPushButton)
    return {one.text().replace("&", ""): one for one in found if one.isVisibleTo(view.drawer)}


def press(view: ActionsView, words: str) -> None:
    offered(view)[words].click()


def open_first(view: ActionsView) -> Line:
    view.table.view.setFocus()
    view.table.view.selectRow(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)
    line = view.table.current()
    assert isinstance(line, Line)
    return line


def dialogs(context: ScreenContext) -> Acting:
    assert isinstance(context.dialogs, Acting)
    return context.dialogs


def test_the_overdue_come_first_and_are_counted_above(world: World) -> None:
    view, _, _ = world
    assert lines(view) == ["21 days overdue", "Due in 5 days", "No date"]
    assert view.told.text() == "3 open actions: 1 overdue, 1 due within 14 days."


def test_standing_practice_and_search_choose_what_is_listed(world: World) -> None:
    view, _, _ = world
    view.standing.setCurrentIndex(view.standing.findData("overdue"))
    assert lines(view) == ["21 days overdue"]
    view.standing.setCurrentIndex(view.standing.findData("closed"))
    assert lines(view) == []
    view.standing.setCurrentIndex(view.standing.findData("current"))
    view.table.search.setText("ehc-0002")
    assert lines(view) == ["Due in 5 days"]
    view.table.search.clear()
    view.systemic.click()
    assert lines(view) == []


def test_enter_opens_an_action_and_its_finding_leads_to_the_plan(world: World) -> None:
    view, _, visits = world
    open_first(view)
    assert view.drawer.title.text() == "Mend C1."
    assert "C1 is low." in said(view)
    press(view, "Open the plan")
    assert visits.went == [("plans", {"plan_ref": "EHC-0001"})]


def test_fields_are_edited_saved_and_undone(world: World) -> None:
    view, context, _ = world
    open_first(view)

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, ActionDialog)
        owner = dialog.fields["owner"].widget
        owner.setText("Therapy lead")  # type: ignore[attr-defined]  # the line of a field
        dialog.accept()

    dialogs(context).acts.append(edit)
    press(view, "Edit…")
    assert "Therapy lead" in said(view)
    assert context.session.undo_words == "Owner (role) of the action “Mend C1.”"
    context.session.undo()
    assert "Therapy lead" not in said(view)


def test_what_does_not_fit_is_said_in_the_form_and_nothing_is_saved(world: World) -> None:
    view, context, _ = world
    open_first(view)

    def edit(dialog: QDialog) -> None:
        assert isinstance(dialog, ActionDialog)
        dialog.fields["comments"].widget.setPlainText("See EHC-0002.")  # type: ignore[attr-defined]  # a text
        dialog.accept()
        assert "name the plan EHC-0002" in dialog.problem.text()
        dialog.fields["due"].widget.setText("soon")  # type: ignore[attr-defined]  # a line
        dialog.accept()
        assert dialog.fields["due"].problem.text()
        dialog.reject()

    dialogs(context).acts.append(edit)
    press(view, "Edit…")
    assert context.session.undo_words == ""


def test_progress_is_reported_with_a_letter_and_a_word(world: World) -> None:
    view, context, _ = world
    open_first(view)

    def tell(dialog: QDialog) -> None:
        assert isinstance(dialog, CheckpointDialog)
        dialog.status.setCurrentIndex(dialog.status.findData("amber"))
        dialog.comment.setPlainText("Half of it is done.")
        dialog.accept()

    dialogs(context).acts.append(tell)
    press(view, "Report progress…")
    assert "A Amber, 22 Nov 2026" in said(view)
    assert "Half of it is done." in said(view)
    assert view.table.model.rows[0].status == "A Amber"


def test_closure_is_offered_once_nothing_is_missing_and_never_to_who_asked(world: World) -> None:
    view, context, _ = world
    line = open_first(view)
    assert "It has no evidence" in said(view)
    context.session.write(lambda workspace: change(workspace, line.action.id, {"evidence": "Minutes of 3 November."}))
    press(view, "Ask for closure")
    words = set(offered(view))
    assert "Do not close it yet" in words
    assert "Close the action…" not in words
    assert "closure asked for" in lines(view)[0]


def test_a_second_person_closes(tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=4)
    with place.open() as workspace:
        id_ = filled(workspace)[0]
        other = "7" * 32
        record = {"name": "Tom", "agency": Agency.HEALTH.value, "roles": [Role.TEAM_MANAGER.value], "teams": []}
        workspace.door.write("Add Tom", [Op("person", other, name, value) for name, value in record.items()])
        change(workspace, id_, {"evidence": "Minutes."})
        ask_closure(workspace, id_)
        # as it would come in by a merge: Tom asked, and Mary closes
        workspace.door.write("As if", [Op("action", id_, "asked", {"on": "2026-11-20", "by": other, "why": None})])
    context, visits = context_for(place)
    context = replace(context, dialogs=FakeDialogs(True))
    view = make(context)
    assert isinstance(view, ActionsView)
    qtbot.addWidget(view)
    view.show()
    view.show_with(action_id=id_)
    assert "Closure asked for on 20 Nov 2026 by Tom." in said(view)
    press(view, "Close the action…")
    assert "The action was closed." in visits.said
    assert "Closed on 22 Nov 2026 by Mary." in said(view)
    view.drop()
    context.session.lock()


def test_an_action_on_a_decision_is_opened_by_hand(world: World) -> None:
    view, context, _ = world

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ActionDialog)
        dialog.fields["what"].widget.setPlainText("Write a guide on health advice.")  # type: ignore[attr-defined]
        agency = dialog.fields["agency"].widget
        assert isinstance(agency, QComboBox)
        agency.setCurrentIndex(agency.findData("health"))
        dialog.accept()

    dialogs(context).acts.append(fill)
    view.new_button.click()
    assert view.drawer.title.text() == "Write a guide on health advice."
    assert "Designated Clinical Officer" in said(view)
    assert len(lines(view)) == 4


def test_marked_actions_are_joined_into_one(world: World) -> None:
    view, context, visits = world
    view.table.view.selectAll()
    assert view.join_button.isEnabled()
    context.dialogs.confirm = lambda *_words, **_more: True  # type: ignore[method-assign]  # the person agrees
    view.join_button.click()
    assert visits.said == ["They are one action now."]
    assert len(lines(view)) == 1
    assert view.table.model.rows[0].action.is_systemic


def test_abandoning_needs_a_reason_and_it_stays_to_be_seen(world: World) -> None:
    view, context, _ = world
    open_first(view)
    context.dialogs.ask_text = lambda *_words, **_more: "The plan ceased."  # type: ignore[method-assign]  # typed
    press(view, "Abandon…")
    assert "Abandoned on 22 Nov 2026 by Mary. The plan ceased." in said(view)
    view.standing.setCurrentIndex(view.standing.findData("abandoned"))
    assert lines(view) == ["Abandoned 22 Nov 2026"]


def test_the_follow_up_rules_are_edited_and_the_shipped_ones_come_back(world: World) -> None:
    view, context, visits = world
    asked: list[str] = []

    def type_rules(_title: str, _label: str, *, text: str, check: Check, **_more: object) -> str:
        asked.append(check("[[deadline]]"))
        return text.replace("due_soon_days = 14", "due_soon_days = 3")

    context.dialogs.ask_text = type_rules  # type: ignore[method-assign, assignment]  # typed in the dialog
    view.rules_button.click()
    assert "must be a whole number" in asked[0]
    assert view.told.text() == "3 open actions: 1 overdue, 0 due within 3 days."
    context.dialogs.choose = lambda *_words, **_more: "back"  # type: ignore[method-assign]  # the person goes back
    view.rules_button.click()
    assert view.told.text() == "3 open actions: 1 overdue, 1 due within 14 days."
    assert visits.said == ["The follow-up rules were changed."] * 2


def test_nothing_is_left_when_the_workspace_is_locked(world: World) -> None:
    view, _, _ = world
    open_first(view)
    view.drop()
    assert lines(view) == []
    assert "Mend" not in said(view) + view.drawer.title.text()


def test_without_an_action_the_screen_says_how_one_comes(tmp_path: Path, qtbot: QtBot) -> None:
    context, _ = context_for(light_workspace(tmp_path))
    view = make(context)
    assert isinstance(view, ActionsView)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    assert view.empty.isVisible()
    assert "Ctrl+Shift+N" in view.empty.text.text()
    assert date(2026, 11, 22) == context.clock().date()
    view.drop()
    context.session.lock()
