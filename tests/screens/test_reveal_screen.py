"""The reveal screen: scores side by side with names hidden, a consensus by keys, the close, pages saved and sent."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace
from round_world import MEMBERS, RoundMade, Said, make_round, without_keyholder

from audit_app.screens.reveal import RevealView, make
from audit_app.services.consensus import agreeing
from audit_app.services.consensus.reveal_table import table
from audit_app.store.access import events
from audit_app.ui.screen import ScreenContext
from forms.model import NotScore

World = tuple[RevealView, ScreenContext, Visits, RoundMade]
QUOTE = {"kind": "quotation", "text": "two hours a week", "where": "F"}
SAID: Said = {
    (1, "Ed Hall", "E1"): {"score": 0, "evidence": QUOTE, "cause": "advice", "note": "No dates."},
    (1, "Sue Carr", "E1"): 3,
    (1, "Hugh Moss", "E2"): NotScore.NE,
    (1, "Hetty Rae", "W5"): 3,
}


def shown(place: Place, qtbot: QtBot, made: RoundMade) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, RevealView)
    qtbot.addWidget(view)
    view.resize(1060, 680)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.show_with(round_id=made.id)
    yield view, context, visits, made
    view.drop()
    context.session.lock()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=0)


@pytest.fixture
def world(place: Place, qtbot: QtBot) -> Iterator[World]:
    with place.open() as workspace:
        made = make_round(workspace, SAID)
    yield from shown(place, qtbot, made)


def words(view: RevealView) -> str:
    QApplication.processEvents()  # what was put into a layout is shown then
    texts = [one.text() for one in view.findChildren(QLabel) if one.isVisibleTo(view)]
    cells = [
        column.text(row) for row in view.plan.grid.table.model.rows for column in view.plan.grid.table.model.columns
    ]
    heads = [column.title for column in view.plan.grid.table.model.columns]
    return "\n".join([*texts, *cells, *heads])


def at(view: RevealView, marker: str, plan: int = 1) -> None:
    view.tabs.setCurrentIndex(plan)
    assert view.plan.grid.go_to(marker)


def held(context: ScreenContext, made: RoundMade, marker: str) -> object:
    cell = table(context.session.workspace, made.id).plans[0].cell(marker)
    assert cell is not None
    return cell.held.answer if cell.held is not None else None


def settle_rest(context: ScreenContext, made: RoundMade) -> None:
    """Everything else as the first who answered gave it, and each plan submitted, by the services."""
    workspace = context.session.workspace
    agreeing.carry_over(workspace, made.id)
    for plan in table(workspace, made.id).plans:
        for one in plan.cells:
            if not one.is_settled:
                answer = one.given[0].answer
                agreeing.settle(workspace, plan.audit_id, one.marker.id, answer, "chairs_decision")
        agreeing.submit(workspace, plan.audit_id)
    context.session.wrote()


def test_without_a_revealed_round_the_way_leads_to_rounds(place: Place, qtbot: QtBot) -> None:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, RevealView)
    qtbot.addWidget(view)
    view.show_with()
    assert view.empty.title.text() == "No round is revealed yet"
    assert view.tabs.isHidden()
    view.empty.button.click()
    assert visits.went == [("rounds", {})]
    context.session.lock()


def test_sealed_round_is_refused_with_the_sentence(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        made = make_round(workspace, SAID, state="open")
    for view, _, _, _ in shown(place, qtbot, made):
        assert "is not revealed yet" in view.empty.text.text()
        assert not view.plan.grid.table.model.rows


def test_scores_stand_side_by_side_and_names_are_hidden_unless_asked_for(world: World) -> None:
    view, context, _, _ = world
    assert [view.tabs.tabText(n) for n in range(view.tabs.count())] == ["All plans", "EHC-001  2", "EHC-002", "Close"]
    assert view.progress.text() == "0 of 2 to talk settled"
    at(view, "E1")
    assert "Health 1" in words(view)
    assert [name for name in MEMBERS if name in words(view)] == []
    assert "3 levels apart." in view.plan.evidence.why.text()
    assert "two hours a week" in words(view)
    assert "Note: No dates." in words(view)
    view.names.click()
    assert [name for name in MEMBERS if name not in words(view)] == []
    view.names.click()
    assert [name for name in MEMBERS if name in words(view)] == []
    rows = view.plan.grid.table.model.rows
    assert [row.shown.marker.id for row in rows[:2]] == ["E1", "E2"]
    assert [row.thing for row in events(context.session.workspace.conn) if "reveal" in row.thing] == [
        "the reveal table of round 2026-11"
    ]


def test_carrying_over_says_how_much_that_was(world: World) -> None:
    view, context, _, made = world
    view.overview.carry_button.click()
    assert view.banner.text.text().startswith("Carried over: ")
    assert view.banner.text.text().endswith("Left: 2 markers to talk through, 1 one level apart.")
    assert held(context, made, "B1") == 2
    assert held(context, made, "E1") is None
    context.session.undo()
    assert held(context, made, "B1") is None


def test_a_cell_is_settled_by_keys_and_the_next_one_comes(world: World) -> None:
    view, context, _, made = world
    view.overview.carry_button.click()
    at(view, "E1")
    view.plan.grid.table.view.setFocus()
    QTest.keyClick(view.plan.grid.table.view, Qt.Key.Key_0)
    card = view.plan.consensus
    assert card.wish().answer == 0
    card.settle_button.click()
    assert card.lack.text() == "Choose why the group settled on this score."
    assert held(context, made, "E1") is None
    card.code.setCurrentIndex(card.code.findData("evidence_misread"))
    card.agencies["parent_carer"].click()
    QTest.keyClick(QApplication.focusWidget() or card, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert held(context, made, "E1") == 0
    settled = table(context.session.workspace, made.id).plans[0].cell("E1")
    assert settled is not None
    assert settled.held is not None
    assert settled.held.settled is not None
    assert settled.held.settled.code == "evidence_misread"
    assert "parent_carer" not in settled.held.settled.by
    now = view.plan.grid.current()
    assert now is not None
    assert now.marker.id == "E2"
    assert view.progress.text() == "1 of 2 to talk settled"
    at(view, "E1")
    assert card.held.text() == (
        "So far: 0 Absent or wrong, evidence misread, agreed by education, health, social care and the SEN team"
    )
    card.back_button.click()
    assert held(context, made, "E1") is None


def test_score_that_nobody_gave_asks_for_words(world: World) -> None:
    view, context, _, made = world
    at(view, "E1")
    card = view.plan.consensus
    card.choose(1)
    card.code.setCurrentIndex(card.code.findData("split_difference"))
    card.settle_button.click()
    assert card.lack.text() == "Nobody gave this score. Say why the group did."
    card.note.setText("Between the two.")
    QTest.keyClick(card.note, Qt.Key.Key_Return)
    assert held(context, made, "E1") == 1


def test_what_was_begun_is_kept_over_a_lock(world: World, place: Place, qtbot: QtBot) -> None:
    view, context, _, made = world
    at(view, "E1")
    view.plan.consensus.choose(3)
    view.plan.consensus.note.setText("As Sue says")
    view.plan.consensus.note.textEdited.emit("As Sue says")
    assert list(view.unsaved()) == ["Consensus on E1"]
    view.plan.grid.step(1)
    assert view.plan.consensus.wish().answer is None
    assert view.can_leave()
    view.drop()
    context.session.lock()
    for again, second, _, _ in shown(place, qtbot, made):
        at(again, "E1")
        wish = again.plan.consensus.wish()
        assert (wish.answer, wish.note) == (3, "As Sue says")
        again.plan.consensus.code.setCurrentIndex(1)
        again.plan.consensus.settle_button.click()
        assert held(second, made, "E1") == 3
        assert list(again.unsaved()) == []


def test_plans_and_markers_are_gone_through_by_keys(world: World) -> None:
    view, _, _, _ = world
    view.tabs.setFocus()
    QTest.keyClick(view.tabs, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.tabs.currentIndex() == 1
    at(view, "E1")
    view.plan.evidence.area.setFocus()
    QTest.keyClick(view.plan.evidence.area, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    now = view.plan.grid.current()
    assert now is not None
    assert now.marker.id == "E2"
    QTest.keyClick(view.plan.evidence.area, Qt.Key.Key_E)
    assert view.plan.consensus.wish().answer is NotScore.NE


def test_round_is_closed_and_its_pages_go_out(world: World, tmp_path: Path) -> None:
    view, context, visits, made = world
    assert isinstance(context.dialogs, FakeDialogs)
    view.turn_to("close")
    assert not view.closing.close_button.isEnabled()
    assert "EHC-001: 42 markers are not settled yet." in words(view)
    settle_rest(context, made)
    assert view.closing.close_button.isEnabled()
    assert not view.closing.sent_button.isEnabled()
    context.dialogs.answers[:] = [True]
    view.closing.close_button.click()
    assert table(context.session.workspace, made.id).is_closed
    assert visits.said == ["The round 2026-11 is closed. Its learning pages can go out."]
    assert view.closing.close_button.isHidden()
    out = tmp_path / "page.pdf"
    context.dialogs.answers[:] = [out]
    view.closing.save_button.click()
    assert out.read_bytes()[:5] == b"%PDF-"
    assert visits.said[-1] == "The page was saved as page.pdf."
    context.dialogs.answers[:] = ["the head of service"]
    view.closing.sent_button.click()
    row = view.closing.current()
    assert row is not None
    assert row.sent is not None
    assert (row.page.agency, row.sent.sent_to) == ("education", "the head of service")
    assert datetime.fromisoformat(row.sent.sent_on).date() == context.clock().date()
    context.dialogs.answers[:] = ["A report came in."]
    view.closing.reopen_button.click()
    assert not table(context.session.workspace, made.id).is_closed


def test_plan_is_submitted_reopened_and_given_up_from_its_tab(world: World) -> None:
    view, context, _, made = world
    assert isinstance(context.dialogs, FakeDialogs)
    settle_rest(context, made)
    view.tabs.setCurrentIndex(1)
    assert view.plan.grade.isVisibleTo(view)
    assert not view.plan.consensus.settle_button.isEnabled()
    context.dialogs.answers[:] = ["New evidence."]
    view.plan.reopen_button.click()
    assert view.plan.submit_button.isEnabled()
    view.plan.submit_button.click()
    assert view.banner.text.text().startswith("EHC-001: ")
    context.dialogs.answers[:] = ["New evidence.", "Moved away."]
    view.plan.reopen_button.click()
    view.plan.give_up_button.click()
    assert view.plan.told.text() == "Given up: Moved away."


def test_nothing_stays_when_locked(world: World) -> None:
    view, _, _, _ = world
    at(view, "E1")
    view.drop()
    assert not view.plan.grid.table.model.rows
    assert view.rounds.count() == 0
    assert "two hours a week" not in words(view)


def test_each_plan_has_the_columns_of_those_who_scored_it(place: Place, qtbot: QtBot) -> None:
    with place.open() as workspace:
        made = make_round(workspace, SAID, only_others=[(2, "Hugh Moss"), (2, "Pam Lind")])
    for view, _, _, _ in shown(place, qtbot, made):
        found = []
        for plan in (1, 2, 1):
            view.tabs.setCurrentIndex(plan)
            titles = [column.title for column in view.plan.grid.table.model.columns]
            found.append(titles[titles.index("Group") + 1 :])
            assert view.plan.grid.current() is not None
        everybody = ["Education", "Health 1", "Health 2", "Social care", "SEN team", "Parent carers"]
        assert found == [everybody, ["Education", "Health 1", "Social care", "SEN team"], everybody]


def test_every_part_of_a_round_without_keyholder_says_that_it_was_not_sealed(world: World) -> None:
    view, context, _, made = world
    assert "was not sealed" not in words(view)
    context.session.write(lambda workspace: without_keyholder(workspace, made))
    view.show_with(round_id=made.id)
    for at_tab in range(view.tabs.count()):
        view.tabs.setCurrentIndex(at_tab)
        assert "was not sealed" in words(view)
