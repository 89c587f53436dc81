"""Scores typed in round a table: by keys, in memory alone, sealed plan by plan, and no way back to any of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace
from table_round import open_table_round

from audit_app.screens.rounds import make as make_rounds
from audit_app.screens.rounds.view import RoundsView
from audit_app.screens.table_scoring import make
from audit_app.screens.table_scoring.screen import TableScreen
from audit_app.services.rounds.progress import progress
from audit_app.store.log.rights import Op
from audit_app.store.read_seats import newest_boxes
from audit_app.ui.screen import ScreenContext

SECRET = "zephyr marmalade"


@dataclass
class Desk:
    """The screen as the typist sees it."""

    screen: TableScreen
    context: ScreenContext
    visits: Visits
    round_id: str

    @property
    def dialogs(self) -> FakeDialogs:
        assert isinstance(self.context.dialogs, FakeDialogs)
        return self.context.dialogs

    def keys(self, text: str) -> None:
        """Press the key of each character where the focus is; a line break is Enter."""
        for one in text:
            if one == "\n":
                QTest.keyClick(self.focus(), Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.focus(), one)

    def focus(self) -> QWidget:
        """What has the focus."""
        return QApplication.focusWidget() or self.screen

    def begin(self) -> None:
        """The first member who is not done speaks."""
        QTest.mouseClick(self.screen.members.begin_button, Qt.MouseButton.LeftButton)

    def seal(self) -> None:
        """Ctrl and Enter."""
        QTest.keyClick(self.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def texts(self) -> str:
        """Everything that can be read on the screen, hidden or not."""
        found = [one.text() for one in self.screen.findChildren(QLabel)]
        found += [one.toPlainText() for one in self.screen.findChildren(QPlainTextEdit)]
        return "\n".join([*found, *(one.text() for one in self.screen.findChildren(QLineEdit))])

    def kept(self) -> str:
        """Everything that the workspace keeps, in one text."""
        conn = self.context.session.workspace.conn
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "".join(repr(conn.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names)  # noqa: S608 - our own tables

    def boxes(self) -> int:
        return len(newest_boxes(self.context.session.workspace.conn, self.round_id))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    place = light_workspace(tmp_path, plans=2)
    with place.open() as workspace:
        round_id = open_table_round(workspace, date(2026, 11, 22))
    context, visits = context_for(place)
    screen = make(context)
    assert isinstance(screen, TableScreen)
    qtbot.addWidget(screen)
    screen.resize(1080, 680)
    screen.show()
    screen.activateWindow()
    screen.show_with(round_id=round_id)
    yield Desk(screen, context, visits, round_id)
    screen.drop()
    context.session.lock()


def plan_by_keys(desk: Desk) -> None:
    """Three markers: a 2, a 1 with what was looked for and a cause, a note at a 2."""
    desk.keys("2\n")
    desk.keys("1lcd\n")
    desk.keys("2t")
    desk.keys(SECRET)
    desk.keys("\n")


def test_members_stand_with_how_many_of_their_plans_are_sealed(desk: Desk) -> None:
    assert [(one.name, one.sealed, one.plans) for one in desk.screen.members.table.model.rows] == [
        ("Ed Hall", 0, 2),
        ("Hetty Rae", 0, 2),
    ]
    assert "blind by procedure" in desk.texts()
    assert "so it is not sealed" in desk.texts()  # the round of this test has no keyholder


def test_a_plan_is_typed_by_keys_sealed_and_the_next_one_comes_up(desk: Desk) -> None:
    desk.begin()
    assert desk.screen.speaker.name.text() == "Ed Hall, education"
    first = desk.screen.speaker.about.text()
    plan_by_keys(desk)
    assert desk.screen.speaker.progress.text() == "3 of 3 markers"
    desk.seal()
    assert desk.boxes() == 1
    assert desk.screen.speaker.about.text() != first
    assert desk.screen.speaker.progress.text() == "0 of 3 markers"
    assert "is sealed" in desk.visits.said[0]


def test_after_the_last_plan_the_members_come_back_and_the_next_is_chosen(desk: Desk) -> None:
    desk.begin()
    for _ in range(2):
        plan_by_keys(desk)
        desk.seal()
    assert desk.screen.members.isVisible()
    now = desk.screen.members.table.current()
    assert now is not None
    assert now.name == "Hetty Rae"
    assert [one.is_done for one in desk.screen.members.table.model.rows] == [True, False]


def test_nothing_typed_is_kept_before_or_after_sealing(desk: Desk) -> None:
    desk.begin()
    before = desk.context.session.workspace.conn.execute("SELECT count(*) FROM op").fetchone()
    plan_by_keys(desk)
    conn = desk.context.session.workspace.conn
    assert conn.execute("SELECT count(*) FROM op").fetchone() == before
    for table in ("draft", "ui_state", "score"):
        assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - our own tables
    desk.seal()
    assert desk.boxes() == 1
    assert SECRET not in desk.kept()
    assert desk.context.session.undo_words == ""


def test_typist_cannot_go_back_to_what_was_sealed(desk: Desk) -> None:
    desk.begin()
    plan_by_keys(desk)
    assert SECRET in desk.texts()
    desk.seal()
    assert SECRET not in desk.texts()
    for field in desk.screen.findChildren(QPlainTextEdit):
        field.undo()
    for line in desk.screen.findChildren(QLineEdit):
        line.undo()
    assert SECRET not in desk.texts()
    assert desk.screen.presenter.typed is not None
    assert not desk.screen.presenter.typed.is_begun
    desk.screen.presenter.begin(desk.screen.presenter.typed.asked.seat.person)
    assert SECRET not in desk.texts()


def test_what_is_missing_is_told_with_the_first_of_it_opened_and_nothing_is_sealed(desk: Desk) -> None:
    desk.begin()
    desk.keys("2\n1\n3")
    desk.seal()
    assert desk.boxes() == 0
    assert "E1 is at 1. Show the evidence." in desk.screen.banner.text.text()
    assert desk.screen.form.at == "E1"


def test_evidence_that_is_not_complete_is_told_beside_it_and_keeps_the_plan_open(desk: Desk) -> None:
    desk.begin()
    desk.keys("2r")
    desk.keys("case system\n")
    QTest.keyClick(desk.focus(), Qt.Key.Key_Escape)
    assert "Add the date of the record" in desk.texts()
    desk.seal()
    assert desk.boxes() == 0
    assert "W4: The evidence is not complete" in desk.screen.banner.text.text()


def test_leaving_with_unsealed_scores_asks_and_throws_them_away_on_yes(desk: Desk) -> None:
    desk.begin()
    desk.keys("2")
    assert desk.screen.unsaved() == ("scores round the table",)
    desk.dialogs.answers = [False, True]
    assert not desk.screen.can_leave()
    assert desk.screen.presenter.typed is not None
    desk.screen.members_requested.emit()
    assert desk.screen.members.isVisible()
    assert desk.screen.presenter.typed is None
    assert "kept nowhere else" in desk.dialogs.asked[0][1]
    assert desk.screen.can_leave()


def test_lock_throws_unsealed_scores_away_without_asking_and_the_screen_says_so_before(desk: Desk) -> None:
    desk.begin()
    assert "it is gone when the window locks" in desk.texts()
    plan_by_keys(desk)
    with desk.dialogs.turned_away():
        assert not desk.screen.can_leave()
        desk.screen.drop()
    assert desk.dialogs.asked == []
    assert desk.screen.presenter.typed is None
    assert SECRET not in desk.texts()


def test_na_asks_why_and_a_higher_score_lets_its_cause_go(desk: Desk) -> None:
    desk.begin()
    desk.keys("1cd2")
    assert desk.screen.presenter.typed is not None
    assert desk.screen.presenter.typed.at("W4").cause == ""
    desk.keys("n")
    assert desk.focus() is desk.screen.form.card.reason
    desk.keys("none\n")
    assert desk.screen.presenter.typed.at("W4").reason == "none"


def test_round_that_takes_no_scores_any_more_says_why(desk: Desk) -> None:
    void = Op("round", desk.round_id, "void", {"on": "2026-11-22", "reason": "lost"})
    desk.context.session.write(lambda workspace: workspace.door.write("Void", [void]))
    assert "The round is void." in desk.texts()
    assert desk.screen.members.begin_button.isHidden()


def test_a_member_may_begin_at_once_and_the_way_leads_back_to_the_round(desk: Desk) -> None:
    person = desk.screen.members.table.model.rows[1].person
    desk.screen.show_with(round_id=desk.round_id, person=person)
    assert desk.screen.speaker.name.text().startswith("Hetty Rae")
    desk.screen.round_requested.emit()
    assert desk.visits.went == [("rounds", {"round_id": desk.round_id})]


def test_scores_handed_back_in_the_rounds_screen_are_said_once_more(desk: Desk, qtbot: QtBot) -> None:
    person = desk.screen.members.table.model.rows[0].person
    desk.begin()
    for _ in range(2):
        plan_by_keys(desk)
        desk.seal()
    rounds = make_rounds(desk.context)
    assert isinstance(rounds, RoundsView)
    qtbot.addWidget(rounds)
    rounds.show_with(round_id=desk.round_id)
    desk.dialogs.answers = ["The wrong plan lay before them."]
    held = desk.context.session.read(lambda workspace: progress(workspace, desk.round_id))
    rounds.card.asked.emit("back", next(one for one in held.seats if one.seat.person == person))
    assert [(one.name, one.sealed) for one in desk.screen.members.table.model.rows] == [
        ("Ed Hall", 0),
        ("Hetty Rae", 0),
    ]
    rounds.drop()
