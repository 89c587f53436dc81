"""Workbooks of agencies on the actions' screen: sent, out, back, looked at, decided by keys, taken in, refused."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, context_for, light_workspace

from audit_app.domain.agency_workbook import ACTIONS_SHEET, Column
from audit_app.domain.problems import AppError
from audit_app.screens.actions import ActionsView, make
from audit_app.screens.actions.send_form import SendDialog
from audit_app.screens.actions.workbooks import out_words
from audit_app.services.actions.editing import change
from audit_app.services.actions.listing import actions, detail
from audit_app.services.actions.opening import open_decided
from audit_app.store.read_sent import SentWorkbook
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

TODAY = date(2026, 11, 20)


class Acting(FakeDialogs):
    """Dialogs that the test works on."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[Callable[[QDialog], object]] = []
        self.failed: list[str] = []

    def run(self, dialog: QDialog) -> bool:
        self.acts.pop(0)(dialog)
        return dialog.result() == QDialog.DialogCode.Accepted.value

    def fail(self, title: str, error: AppError, *, retry: bool = False) -> bool:
        self.failed.append("\n".join((title, error.message, *map(str, error.problems))))
        return False


class Desk:
    """The screen, its dialogs, and the folder in which files lie."""

    def __init__(self, view: ActionsView, context: ScreenContext, dialogs: Acting, folder: Path) -> None:
        self.view, self.context, self.dialogs, self.folder = view, context, dialogs, folder

    def send(self, act: Callable[[SendDialog], object] = lambda dialog: dialog.accept()) -> Path:
        """Send a workbook; returns where it lies."""
        path = self.folder / "health.xlsx"

        def work(dialog: QDialog) -> None:
            assert isinstance(dialog, SendDialog)
            act(dialog)

        self.dialogs.acts.append(work)
        self.dialogs.answers.append(path)
        self.view.send_button.click()
        return path

    def take(self, path: Path) -> None:
        """Take a workbook in."""
        self.dialogs.answers.append(path)
        self.view.take_button.click()

    def shown(self) -> list[tuple[str, str]]:
        """The rows of the review: cell and what becomes of it."""
        return [(line.field, line.choice.words) for line in self.view.review.table.model.rows]

    def owner(self) -> str:
        """Who has the action."""
        return self.context.session.read(lambda workspace: actions(workspace).rows[0].action.owner)


def type_in(path: Path, cells: dict[Column, object]) -> None:
    """Fill cells of the first action in, as a person would."""
    book = load_workbook(path)
    sheet = book[ACTIONS_SHEET]
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    for column, value in cells.items():
        sheet[f"{letters[column.value]}3"] = value
    book.save(path)


FILLED: dict[Column, object] = {
    Column.ON: TODAY,
    Column.STATUS: "G Green",
    Column.SAID: "Every service uses the form.",
    Column.OWNER: "Head of therapies",
}


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    place = light_workspace(tmp_path, plans=1)
    with place.open() as workspace:
        open_decided(workspace, {"what": "Send advice in five weeks", "agency": "health", "owner": "Clinical lead"})
    context, _ = context_for(place)
    dialogs = Acting()
    context = replace(context, dialogs=dialogs)
    view = make(context)
    assert isinstance(view, ActionsView)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.activateWindow()
    view.show_with()
    yield Desk(view, context, dialogs, tmp_path)
    view.drop()
    context.session.lock()


def test_a_workbook_is_sent_and_told_to_be_out(desk: Desk) -> None:
    path = desk.send()
    assert load_workbook(path).sheetnames[:2] == ["Read me", ACTIONS_SHEET]
    assert desk.view.out.text().startswith("Workbooks that are out: Health since ")
    assert desk.view.out.isVisible()


def test_the_page_goes_beside_it_where_it_is_asked_for(desk: Desk) -> None:
    def act(dialog: SendDialog) -> None:
        dialog.pdf.setChecked(True)
        dialog.word.setChecked(True)
        dialog.accept()

    path = desk.send(act)
    assert path.with_suffix(".pdf").exists()
    assert path.with_suffix(".docx").exists()


def test_a_day_that_lies_behind_is_said_beside_the_field(desk: Desk) -> None:
    said: list[str] = []

    def act(dialog: SendDialog) -> None:
        dialog.day.setText("01/01/2020")
        dialog.accept()
        said.append(dialog.fields["day"].problem.text())
        dialog.reject()

    desk.send(act)
    assert said == ["This day lies behind. Choose a day ahead."]
    assert desk.view.out.text() == ""


def test_what_came_back_is_shown_and_taken_in_and_undo_takes_it_back(desk: Desk) -> None:
    path = desk.send()
    type_in(path, FILLED)
    desk.take(path)
    review = desk.view.review
    assert review.isVisible()
    assert not desk.view.table.isVisible()
    assert sorted(desk.shown()) == [
        ("Owner (role)", "Take in"),
        ("Status on 20/11/2026", "Take in"),
        ("What happened on 20/11/2026", "Take in"),
    ]
    assert review.end.text() == "Take &in 3 changes"
    review.end.click()
    assert not review.isVisible()
    assert desk.owner() == "Head of therapies"
    assert desk.view.out.text() == ""
    assert desk.context.session.undo_words == "Take in the workbook of health: 3 changes"
    desk.context.session.undo()
    assert desk.owner() == "Clinical lead"


def test_a_row_is_left_with_the_space_key(desk: Desk) -> None:
    path = desk.send()
    type_in(path, FILLED)
    desk.take(path)
    table = desk.view.review.table
    assert table.select(lambda line: line.field == "Owner (role)")
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert ("Owner (role)", "Leave") in desk.shown()
    assert table.current().field == "Owner (role)"
    desk.view.review.end.click()
    assert desk.owner() == "Clinical lead"


def test_nothing_changes_where_the_review_is_left(desk: Desk) -> None:
    path = desk.send()
    type_in(path, FILLED)
    desk.take(path)
    desk.view.review.cancel.click()
    assert desk.view.table.isVisible()
    assert desk.owner() == "Clinical lead"
    assert desk.view.out.text()


def test_a_conflict_shows_both_values_and_waits_for_a_choice(desk: Desk) -> None:
    path = desk.send()
    type_in(path, FILLED)

    def move(workspace: Workspace) -> None:
        change(workspace, actions(workspace).rows[0].action.id, {"owner": "Director of nursing"})

    desk.context.session.write(move)
    desk.take(path)
    review = desk.view.review
    assert desk.shown()[0] == ("Owner (role)", "Choose")
    assert not review.end.isEnabled()
    assert review.asks.text().startswith("1 cell changed on both sides")
    review.table.select(lambda line: line.is_conflict)
    texts = {name: field.widget for name, field in review.values.items()}
    shown = {name: one.toPlainText() for name, one in texts.items() if isinstance(one, QPlainTextEdit)}
    assert shown == {"sent": "Clinical lead", "now": "Director of nursing", "back": "Head of therapies"}
    review.leave.click()
    assert review.end.isEnabled()
    review.end.click()
    assert desk.owner() == "Director of nursing"


def test_a_workbook_that_changes_nothing_is_noted_as_in(desk: Desk) -> None:
    path = desk.send()
    desk.take(path)
    assert desk.shown() == []
    assert desk.view.review.end.text() == "Note it as &in, take nothing"
    desk.view.review.end.click()
    assert desk.view.out.text() == ""


def test_a_foreign_file_is_refused_with_the_reason(desk: Desk) -> None:
    path = desk.folder / "other.xlsx"
    path.write_text("plan,status")
    desk.take(path)
    assert len(desk.dialogs.failed) == 1
    assert "no workbook of an agency's actions" in desk.dialogs.failed[0]
    assert not desk.view.review.isVisible()


def test_a_wrong_cell_is_refused_with_its_place(desk: Desk) -> None:
    path = desk.send()
    type_in(path, {Column.STATUS: "Blue", Column.ON: TODAY})
    desk.take(path)
    assert "row 3, column Status: “Blue” is no status." in desk.dialogs.failed[0]


def test_nothing_is_left_of_a_review_when_the_workspace_is_locked(desk: Desk) -> None:
    path = desk.send()
    type_in(path, FILLED)
    desk.take(path)
    desk.view.drop()
    assert desk.shown() == []
    assert desk.view.review.told.text() == ""
    assert not desk.view.review.isVisible()


def test_who_may_not_manage_actions_neither_sends_nor_takes_in(desk: Desk) -> None:
    desk.view.show_rights(may_manage=False)
    assert not desk.view.send_button.isEnabled()
    assert not desk.view.take_button.isEnabled()
    assert not desk.view.acceptDrops()


def test_a_workbook_that_is_out_for_long_is_to_be_asked_after() -> None:
    one = SentWorkbook("1", "health", "2026-11-01", "d", 3, "", "", 0, 0)
    other = one._replace(agency="social_care", sent_on="2026-11-19")
    assert out_words((one, other), TODAY) == (
        "Workbooks that are out: Health since 1 Nov 2026 (19 days, ask after it); "
        "Social care since 19 Nov 2026 (1 day)."
    )


def test_the_words_of_the_checkpoint_are_those_of_the_workbook(desk: Desk) -> None:
    path = desk.send()
    type_in(path, FILLED)
    desk.take(path)
    desk.view.review.end.click()
    QApplication.processEvents()

    def told(workspace: Workspace) -> list[str]:
        return [one.comment for one in detail(workspace, actions(workspace).rows[0].action.id).checkpoints]

    assert desk.context.session.read(told) == ["Every service uses the form."]
