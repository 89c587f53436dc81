"""The golden thread by key and by mouse in the real window: what is accepted, linked, broken, confirmed and taken."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from qt_support import Place, unnamed
from screen_checks import texts
from thread_support import REF, Desk, desk, plan_file, thread_workspace

from audit_app.screens.thread.item_dialogs import ItemDialog, SplitDialog
from audit_app.services.auditing import abandon, give
from audit_app.services.thread import links
from audit_app.services.thread.desk import Desk as ThreadDesk
from audit_app.services.thread.page import thread_page
from forms.model import NotScore
from scoring.thread.breaks import BreakKind
from scoring.thread.model import ItemRole, Link

T = TypeVar("T", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
NEED, OUTCOME, PROVISION = ItemRole.NEED, ItemRole.OUTCOME, ItemRole.PROVISION


@pytest.fixture
def review(tmp_path: Path) -> tuple[Place, str]:
    return thread_workspace(tmp_path)


@pytest.fixture
def made(review: tuple[Place, str], qtbot: QtBot) -> Iterator[Desk]:
    with desk(*review, qtbot) as one:
        yield one


@pytest.fixture
def full(made: Desk) -> Desk:
    """Everything accepted, nothing linked."""
    made.accept_all()
    return made


def child(made: Desk, kind: type[T], name: str) -> T:
    """A control of the drawer by its name."""
    found = made.screen.details.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def pills(made: Desk) -> list[str]:
    return [pill.words for pill in made.screen.header._pills]


def test_enter_accepts_one_proposal_after_the_other(made: Desk) -> None:
    assert made.current.is_proposal
    assert "Accept or add the needs" in made.screen.header.confirm.toolTip()
    made.type("\n\n")
    needs = made.cards(NEED)
    assert [card.is_proposal for card in needs] == [False, False]
    assert made.current.is_proposal
    assert len(made.screen.presenter.board.proposals()) == 6


def test_ctrl_enter_accepts_a_column_and_delete_dismisses(made: Desk) -> None:
    made.press(Qt.Key.Key_Return, held=CTRL)
    assert [card.is_proposal for card in made.cards(NEED)] == [False, False]
    made.at(OUTCOME, 0)
    made.press(Qt.Key.Key_Delete)
    assert len(made.cards(OUTCOME)) == 1
    made.context.session.undo()
    assert len(made.cards(OUTCOME)) == 2


def test_a_link_is_made_with_keys_alone_and_breaks_go(full: Desk) -> None:
    need = full.at(NEED, 0)
    assert need.breaks == (BreakKind.NEED_WITHOUT_OUTCOME, BreakKind.NEED_WITHOUT_PROVISION)
    assert "2 needs without outcome" in pills(full)
    full.type("l")
    assert "Linking from" in full.screen.hint.text.text()
    full.press(Qt.Key.Key_Right)
    full.type("l")
    assert full.links() == {("Ari finds reading hard", "By July 2027 Ari will ")}
    assert "1 need without outcome" in pills(full)
    full.context.session.undo()
    assert full.links() == set()
    full.context.session.redo()
    assert len(full.links()) == 1


def test_escape_ends_a_link_that_was_begun(full: Desk) -> None:
    full.at(NEED, 0)
    full.type("l")
    full.press(Qt.Key.Key_Escape, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert full.links() == set()
    assert full.screen.hint.isHidden()


def test_two_cards_of_one_column_cannot_be_linked_and_it_says_so(full: Desk) -> None:
    full.at(NEED, 0)
    full.type("l")
    full.press(Qt.Key.Key_Down)
    full.type("l")
    assert "Two items of one column" in full.screen.failure.text.text()


def test_left_and_right_go_to_linked_cards_first(full: Desk) -> None:
    need, outcome = full.cards(NEED)[0], full.cards(OUTCOME)[1]
    full.screen.acting.link(need.id, outcome.id)
    full.screen.presenter.go_to(need.id)
    full.press(Qt.Key.Key_Right)
    assert full.current.id == outcome.id
    full.press(Qt.Key.Key_Left)
    assert full.current.id == need.id


def test_suggested_links_are_gone_through_accepted_and_passed_over(full: Desk) -> None:
    count = len(full.screen.presenter.offers)
    assert count >= 4
    full.type("s")
    assert f"Suggested link 1 of {count}" in full.screen.hint.text.text()
    assert "same row of the plan's table" in full.screen.hint.text.text()
    full.press(Qt.Key.Key_Return)
    assert len(full.links()) == 1
    full.press(Qt.Key.Key_Delete)
    assert len(full.screen.presenter.offers) <= count - 2
    assert len(full.links()) == 1


def test_what_was_passed_over_is_not_suggested_again_when_the_plan_is_opened_anew(full: Desk) -> None:
    full.type("s")
    first, second = (one.link for one in full.screen.presenter.offers[:2])
    full.press(Qt.Key.Key_Delete)
    assert full.screen.presenter.marks.offered == second
    full.screen.drop()
    full.screen.show_with()
    assert full.screen.presenter.read is not None
    offers = [one.link for one in full.screen.presenter.offers]
    assert first not in offers
    assert second in offers
    full.screen.presenter.go_to(second.first)
    no = next(one for one in full.screen.details.findChildren(QPushButton) if one.text() == "Not this")
    no.click()
    assert len(full.screen.presenter.offers) == len(offers) - 1
    assert full.context.session.undo_words.startswith("Passed over: ")
    full.context.session.undo()
    full.context.session.undo()
    assert {first, second} <= {one.link for one in full.screen.presenter.offers}


def test_what_is_offered_after_each_link_is_what_the_thread_suggests_anew(full: Desk) -> None:
    presenter, workspace = full.screen.presenter, full.context.session.workspace
    for _ in range(len(presenter.offers)):
        if not presenter.offers:
            break
        full.screen.hands.linking.accept_link(presenter.offers[0].link)
        fresh = thread_page(workspace, presenter.review).suggested_links
        assert [one.link for one in presenter.offers] == [one.link for one in fresh]
    full.at(OUTCOME, 0)
    full.screen.acting.unlink(full.screen.hands.linking._links_at(full.current.id)[0])
    fresh = thread_page(workspace, presenter.review).suggested_links
    assert [one.link for one in presenter.offers] == [one.link for one in fresh] != []


def test_all_suggested_links_are_accepted_after_one_question(full: Desk) -> None:
    count = len(full.screen.presenter.offers)
    full.dialogs.answers.append(True)
    full.type("a")
    assert full.dialogs.asked[-1][0] == f"Accept {count} suggested links?"
    assert len(full.links()) == count


def test_unlinking_asks_which_link_where_there_are_several(full: Desk) -> None:
    need, outcome, line = full.cards(NEED)[0], full.cards(OUTCOME)[0], full.cards(PROVISION)[0]
    full.screen.acting.link(need.id, outcome.id)
    full.screen.acting.link(need.id, line.id)
    full.at(NEED, 0)
    full.dialogs.answers.append(line.id)
    full.type("u")
    assert full.links() == {(need.words[:22], outcome.words[:22])}
    full.type("u")
    assert full.links() == set()


def test_a_card_is_dragged_onto_another(full: Desk) -> None:
    board = full.screen.board
    start, end = board.place_of(full.cards(NEED)[0].id), board.place_of(full.cards(OUTCOME)[0].id)
    view = board.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(40, 0))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert full.links() == {("Ari finds reading hard", "By July 2027 Ari will ")}


def test_items_are_added_edited_split_merged_and_removed(full: Desk) -> None:
    def fill(dialog: ItemDialog) -> bool:
        dialog.box.setCurrentIndex(dialog.box.findData("D"))
        dialog.edit.setPlainText("No friends outside school. No break for his parents.")
        return True

    def split(dialog: SplitDialog) -> bool:
        assert dialog.second.text() == "No break for his parents."
        return True

    full.dialogs.answers += [fill, split]
    full.type("n")
    assert (full.current.section, full.current.role) == ("D", NEED)
    full.type("x")
    assert [card.words for card in full.cards(NEED)[2:]] == ["No friends outside school.", "No break for his parents."]
    full.at(NEED, 2)
    full.type(" ")
    full.press(Qt.Key.Key_Down)
    full.type("m")
    assert full.cards(NEED)[2].words == "No friends outside school.\nNo break for his parents."

    def edit(dialog: ItemDialog) -> bool:
        dialog.edit.setPlainText("No friends outside school.")
        return True

    full.dialogs.answers.append(edit)
    full.type("e")
    assert full.current.words == "No friends outside school."
    full.press(Qt.Key.Key_Delete)
    assert len(full.cards(NEED)) == 2
    back = full.visits.buttons[-1]
    assert back is not None
    back()
    assert len(full.cards(NEED)) == 3


def test_breaks_only_shows_the_cards_that_break(full: Desk) -> None:
    for one, other in ((NEED, OUTCOME), (OUTCOME, PROVISION)):
        full.screen.acting.link(full.cards(one)[0].id, full.cards(other)[0].id)
    full.type("f")
    assert [card.words for card in full.cards(NEED)] == ["Ari becomes anxious when plans change."]
    assert full.screen.header.only_breaks.isChecked()
    full.type("f")
    assert len(full.cards(NEED)) == 2


def test_a_thread_is_confirmed_by_name_and_a_change_takes_that_back(full: Desk) -> None:
    full.screen.header.confirm.click()
    assert pills(full)[0] == "Confirmed by Mary on 22 November 2026"
    assert full.screen.header.confirm.isHidden()
    full.screen.take_focus()
    full.at(NEED, 0)
    full.press(Qt.Key.Key_Delete)
    assert "The thread is no longer confirmed, because it was changed." in full.visits.said
    assert full.screen.header.confirm.isVisible()
    full.screen.header.confirm.click()
    full.screen.header.take_back.click()
    assert full.visits.said[-1] == "The thread is no longer confirmed. It counts in no figure."


def test_no_level_is_offered_for_a_marker_that_does_not_apply(full: Desk) -> None:
    full.type("t")
    first, review = full.screen.levels.levels[0].marker, full.screen.presenter.review
    full.context.session.write(lambda workspace: give(workspace, review, first, score=NotScore.NA))
    assert first not in {level.marker for level in full.screen.levels.levels}


def test_a_suggested_level_is_taken_with_one_key_and_recorded(full: Desk) -> None:
    full.type("t")
    first = next(level for level in full.screen.levels.levels if not level.is_given)
    full.type("t")
    workspace = full.context.session.workspace
    sql = "SELECT score, taken FROM score WHERE marker = ?"
    score, taken = workspace.conn.execute(sql, (first.marker,)).fetchone()
    assert score == str(first.suggestion.level)
    assert json.loads(taken)["arithmetic"] == first.suggestion.arithmetic
    again = next(level for level in full.screen.levels.levels if level.marker == first.marker)
    assert again.is_given
    full.press(Qt.Key.Key_Escape)
    assert full.screen.board.hasFocus()


def test_an_outcome_is_rated_and_a_line_confirmed_by_keys(full: Desk) -> None:
    full.at(OUTCOME, 0)
    full.press(Qt.Key.Key_Return, Qt.Key.Key_Tab)
    for _ in range(8):
        if full.focus().objectName() != "specific.Yes":
            full.press(Qt.Key.Key_Tab)
    full.type("y")
    full.press(Qt.Key.Key_Down)
    full.type("n")
    details = full.screen.details.details
    assert details is not None
    assert [one.said for one in details.asked[:3]] == [True, False, None]
    full.press(Qt.Key.Key_Backspace)
    assert full.screen.details.details is not None
    assert full.screen.details.details.asked[1].said is None
    full.at(PROVISION, 1)
    child(full, QPushButton, "confirm line").click()
    held = full.screen.details.details.held
    assert held is not None
    assert held.checked
    assert (held.gives["who"], held.gives["oversight"], held.countable) == (True, False, True)
    assert full.current.caption == "Line confirmed"
    child(full, QPushButton, "countable.No").setFocus()
    full.press(Qt.Key.Key_Backspace)
    assert full.current.caption == ""


def test_what_educates_outside_f_is_a_break_once_somebody_says_so(full: Desk) -> None:
    line = next(card for card in full.cards(PROVISION) if card.section == "G")
    full.screen.presenter.go_to(line.id)
    box = child(full, QComboBox, "educates")
    box.setCurrentIndex(box.findData("yes"))
    box.activated.emit(box.currentIndex())
    assert BreakKind.EDUCATES_OUTSIDE_F in full.current.breaks
    assert "1 line that educates, not in F" in pills(full)


def test_the_list_form_says_all_and_takes_the_same_keys(full: Desk) -> None:
    full.screen.header.list_button.click()
    full.screen.take_focus()
    table = full.screen.list.table
    assert table.isVisible()
    rows = [[column.text(row) for column in table.model.columns] for row in table.model.rows]
    need = next(row for row in rows if row[0].startswith("Ari finds"))
    assert need[1:5] == ["Need", "B", "Need without outcome, Need without provision", "Not linked"]
    full.at(NEED, 0)
    full.type("l")
    assert table.current().column == "Need, linking from here"
    full.at(OUTCOME, 0)
    full.type("l")
    assert len(full.links()) == 1
    assert "E By July" in table.model.rows[1].linked
    full.screen.drop()
    full.screen.show_with()
    assert full.screen.has_list


def test_a_locked_review_is_read_only_and_says_why(review: tuple[Place, str], qtbot: QtBot) -> None:
    place, review_id = review
    with desk(place, review_id, qtbot) as made:
        made.accept_all()
        page = made.screen.presenter.page
        assert page is not None
        audit = page.found.audit.id
        made.context.session.write(lambda workspace: abandon(workspace, audit, "moved away"))
        assert "moved away" in made.screen.locked.text.text()
        before = len(made.screen.presenter.board.cards)
        made.screen.take_focus()
        made.press(Qt.Key.Key_Delete)
        made.type("l")
        assert len(made.screen.presenter.board.cards) == before
        assert "moved away" in made.visits.said[-1]
        assert made.screen.header.confirm.isHidden()
        assert not any(one.isEnabled() for one in made.screen.levels.buttons.values())


def test_what_is_changed_elsewhere_is_followed(full: Desk) -> None:
    need, outcome = full.cards(NEED)[0].id, full.cards(OUTCOME)[0].id
    review = full.screen.presenter.review
    session = full.context.session
    session.write(lambda held: links.link(ThreadDesk(held, review), {Link(need, outcome): "hand"}))
    assert len(full.links()) == 1
    marker = full.screen.levels.levels[0].marker
    session.write(lambda held: give(held, review, marker, score=3))
    assert full.screen.levels.levels[0].given.startswith("3")


def test_a_document_is_added_and_its_items_are_proposed(tmp_path: Path, qtbot: QtBot) -> None:
    place, review = thread_workspace(tmp_path, with_plan=False)
    with desk(place, review, qtbot, plan_file(tmp_path)) as made:
        assert made.screen.blank.isVisible()
        assert made.screen.header.documents.isHidden()
        made.screen.header.add_document.click()
        assert "Proposed: 1 aspiration, 2 needs, 2 outcomes, 3 lines of provision." in made.visits.said[-1]
        assert made.screen.header.documents.currentText() == "plan.docx"
        assert len(made.screen.presenter.board.proposals()) == 8


def test_a_file_that_is_no_plan_says_so_and_leaves_the_board(made: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not really")
    made.screen.importing.take(broken)
    assert made.dialogs.asked[-1][0] == "The document was not added"
    assert len(made.screen.presenter.board.proposals()) == 8


def test_every_control_has_a_name(full: Desk) -> None:
    for role in (NEED, OUTCOME, PROVISION):
        full.at(role, 0)
        assert unnamed(full.screen) == []
        assert full.screen.board.accessibleName().endswith(full.current.spoken)
    full.type("t")
    assert unnamed(full.screen) == []
    full.screen.header.list_button.click()
    assert unnamed(full.screen) == []


def test_words_that_were_found_and_their_place_are_shown(full: Desk) -> None:
    full.at(PROVISION, 1)
    details = full.screen.details.details
    assert details is not None
    found = {one.name: [details.card.words[start:end] for start, end in one.spans] for one in details.asked}
    assert found["long"] == ["10 minutes"]
    assert details.places[0].words == "table 1, row 3, column 2"
    assert details.places[0].around == details.card.words


def test_a_long_place_makes_the_drawer_no_wider(full: Desk) -> None:
    full.at(PROVISION, 1)
    drawer = full.screen.details
    assert drawer.details is not None
    before = drawer.body.minimumSize().width()
    place = replace(drawer.details.places[0], words="page 12, table 18, row 12, column 3")
    drawer.show_details(replace(drawer.details, places=(place,)))
    QApplication.processEvents()
    assert drawer.body.minimumSize().width() == before


def test_locking_leaves_no_word_of_the_plan(full: Desk) -> None:
    full.at(PROVISION, 0)
    full.type("t")
    full.screen.drop()
    assert full.screen.nothing.isVisible()
    everything = "\n".join((texts(full.screen), full.screen.board.accessibleName(), full.screen.details.title.text()))
    assert not any(word in everything for word in ("Ari", "phonics", REF))
    assert full.screen.presenter.page is None
    assert full.screen.list.table.model.total == 0


def test_a_review_that_is_not_there_says_so(made: Desk) -> None:
    made.screen.show_with(review_id="f" * 32)
    assert "no such review" in made.screen.failure.text.text()
    assert made.screen.nothing.isVisible()
    made.screen.show_with()
    assert made.screen.failure.isHidden()
    assert made.screen.board.isVisible()
