"""The plan beside the audit form: added, read, quoted from, sent to its section, its flags dismissed, forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audit_support import Desk, desk
from plan_document import CLEAR, LOST, NEED, VAGUE, advice_document, plan_document
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from qt_support import HeldJobs, light_workspace, unnamed
from qt_support import Place as Ground

from audit_app.screens.audit.plan_pane import ADVICE, FLAGS
from audit_app.services.plan_documents import READ_DOCUMENT, import_plan
from audit_app.services.thread.desk import Desk as Thread
from audit_app.services.thread.items import NewItem, accept
from audit_app.store.access import events
from audit_app.store.log.canonical import decode
from audit_app.ui.document_dialog import DocumentDialog
from scoring.plan.text import Place

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return light_workspace(tmp_path, plans=2)


@pytest.fixture
def made(ground: Ground, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """The screen with a plan that has a document."""
    with desk(ground, qtbot) as found:
        import_plan(found.context.session.workspace, "EHC-0001", plan_document(tmp_path))
        found.context.session.wrote()
        found.open()
        yield found


def block_of(made: Desk, words: str) -> str:
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.text is not None
    return next(block.id for block in thread.text.blocks if words in block.text)


def caret_block(made: Desk) -> str:
    place = made.screen.plan.reader.caret()
    return place.block if place is not None else ""


def section_of(made: Desk, words: str) -> str:
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.sections is not None
    return thread.sections.by_block[block_of(made, words)].section


def lost(made: Desk) -> tuple[str, ...]:
    thread = made.screen.reading.plan_thread
    return thread.not_understood if thread is not None else ()


def choose(made: Desk, words: str) -> None:
    """Put the caret before some words of the plan and choose them with Shift and the arrows."""
    reader = made.screen.plan.reader
    reader.setFocus()
    start = reader.document().find(words)
    cursor = reader.textCursor()
    cursor.setPosition(start.selectionStart())
    reader.setTextCursor(cursor)
    for _ in words:
        QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)


def evidence(made: Desk, marker: str) -> dict[str, object]:
    held = made.held(marker)
    return decode(str(held[1])) if held and held[1] else {}


def test_words_chosen_by_keyboard_become_evidence_with_section_and_address(made: Desk) -> None:
    made.screen.form.go_to("F2")
    choose(made, "as required")
    QTest.keyClick(made.screen.plan.reader, Qt.Key.Key_E)
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.document is not None
    block = block_of(made, VAGUE)
    start = VAGUE.index("as required")
    at = {"document": thread.document.id, "block": block, "start": start, "end": start + len("as required")}
    assert evidence(made, "F2") == {"kind": "quotation", "text": "as required", "where": "F", "at": at}
    assert made.visits.said[-1] == "Attached to F2 as evidence."
    editor = made.screen.form.card.evidence
    assert editor.place.text() == "F, table 1 row 2 column 2"
    assert [mark.marker for mark in made.screen.plan.reader.evidence()] == ["F2"]


def test_another_quotation_takes_the_place_of_the_first_and_can_be_undone(made: Desk) -> None:
    made.screen.form.go_to("F2")
    for words in ("as required", "Access to"):
        choose(made, words)
        QTest.keyClick(made.screen.plan.reader, Qt.Key.Key_E)
    assert evidence(made, "F2")["text"] == "Access to"
    assert made.visits.said[-1] == "Attached to F2 as evidence in place of what stood there."
    undo = made.visits.buttons[-1]
    assert undo is not None
    undo()
    assert evidence(made, "F2")["text"] == "as required"


def test_without_chosen_words_nothing_is_attached_and_the_pane_says_what_to_do(made: Desk) -> None:
    made.screen.plan.reader.setFocus()
    QTest.keyClick(made.screen.plan.reader, Qt.Key.Key_E)
    assert made.screen.plan.told.text().startswith("Nothing is chosen.")
    assert made.held("W1") == ()


def test_evidence_leads_to_its_words_and_its_words_lead_to_the_marker(made: Desk) -> None:
    screen, reader = made.screen, made.screen.plan.reader
    screen.form.go_to("F2")
    choose(made, "as required")
    QTest.keyClick(reader, Qt.Key.Key_E)
    screen.form.go_to("B1")
    reader.go_to(Place(block_of(made, VAGUE), VAGUE.index("required"), VAGUE.index("required") + 3))
    reader.setFocus()
    QTest.keyClick(reader, Qt.Key.Key_Return)
    assert screen.form.at == "F2"
    reader.go_to_section("K")
    QTest.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_P)
    assert reader.hasFocus()
    assert reader.textCursor().selectedText() == "as required"
    reader.go_to_section("K")
    screen.form.card.evidence.place.click()
    assert reader.textCursor().selectedText() == "as required"


def test_words_over_two_cells_are_quoted_whole_with_the_place_of_the_first(made: Desk) -> None:
    reader = made.screen.plan.reader
    first = reader.document().find(VAGUE).selectionStart()
    last = reader.document().find(CLEAR).selectionEnd()
    cursor = reader.textCursor()
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    chosen = reader.chosen()
    assert chosen is not None
    assert chosen.words == f"{VAGUE}\n{CLEAR}"  # not the app's own “Table 1, row 3” between them
    assert chosen.place == Place(block_of(made, VAGUE), 0, len(VAGUE))


def test_what_was_not_understood_is_sent_to_its_section_by_keyboard_and_comes_back_by_undo(made: Desk) -> None:
    reader = made.screen.plan.reader
    assert reader.toPlainText().startswith("Not understood")
    reader.go_to(Place(block_of(made, LOST)))
    QTest.keyClick(reader, Qt.Key.Key_H, CTRL | SHIFT)
    assert lost(made) == ()
    assert not reader.toPlainText().startswith("Not understood")
    assert caret_block(made) == block_of(made, LOST)
    QTest.keyClick(reader, Qt.Key.Key_H, CTRL | SHIFT)
    assert section_of(made, LOST) == "H2"
    made.context.session.undo()
    made.context.session.undo()
    assert lost(made) == (block_of(made, LOST),)
    assert reader.toPlainText().startswith("Not understood")


def test_words_dropped_onto_a_section_go_there(made: Desk) -> None:
    reader = made.screen.plan.reader
    reader.go_to(Place(block_of(made, LOST)))
    chosen = reader.textCursor()
    reader.go_to_section("K")
    place, heading = reader.verticalScrollBar().value(), reader.textCursor()
    reader.setTextCursor(chosen)
    reader.verticalScrollBar().setValue(place)
    reader.dropEvent(_Dropped(reader, reader.cursorRect(heading).center()))
    assert section_of(made, LOST) == "K"


class _Dropped(QDropEvent):
    """Words dragged within the text itself."""

    def __init__(self, source: object, point: QPoint) -> None:
        self._source, self._data = source, QMimeData()
        none = Qt.KeyboardModifier.NoModifier
        super().__init__(point.toPointF(), Qt.DropAction.CopyAction, self._data, Qt.MouseButton.LeftButton, none)

    def source(self) -> object:  # type: ignore[override]  # Qt knows the source of a real drag alone
        return self._source


def test_a_flag_is_dismissed_with_a_reason_and_flagged_again(made: Desk) -> None:
    pane = made.screen.plan
    assert pane.tabs.tabText(FLAGS) == "Flags  3"
    pane.reader.setFocus()
    pane.reader.go_to_section("F")
    QTest.keyClick(pane.reader, Qt.Key.Key_N)
    assert pane.reader.textCursor().selectedText() == "Access to"
    assert "It entitles nobody" in pane.told.text()
    assert pane.told.text().endswith("The app flags and never rules.")
    made.dialogs.answers.append("the next line names it")
    QTest.keyClick(pane.reader, Qt.Key.Key_D)
    assert pane.tabs.tabText(FLAGS) == "Flags  2"
    QTest.keyClick(pane.reader, Qt.Key.Key_L)
    assert pane.flags.count.text() == "2 flagged phrases, 1 dismissed"
    QTest.keyClick(pane.flags.list, Qt.Key.Key_End)
    assert "Dismissed: the next line names it" in pane.flags.told.text()
    QTest.keyClick(pane.flags.list, Qt.Key.Key_D)
    assert pane.flags.count.text() == "3 flagged phrases"
    assert not pane.foot.isVisible()  # chosen words are attached from the text, not from the list of flags
    QTest.keyClick(pane.flags.list, Qt.Key.Key_Return)
    assert pane.reader.hasFocus()
    assert pane.reader.textCursor().hasSelection()


def test_letters_and_digits_give_no_answer_while_the_plan_has_the_focus(made: Desk) -> None:
    pane = made.screen.plan
    for part in (pane.reader, pane.attach, pane.tabs, pane.flags.list):
        part.setFocus()
        QTest.keyClicks(part, "32q")
    assert made.held("W1") == ()


def test_alt_and_a_letter_jump_and_the_search_finds_from_place_to_place(made: Desk) -> None:
    reader, pane = made.screen.plan.reader, made.screen.plan
    reader.setFocus()
    seen = []
    for key in (Qt.Key.Key_B, Qt.Key.Key_H, Qt.Key.Key_H):
        QTest.keyClick(reader, key, ALT)
        seen.append(reader.textCursor().block().text()[:2].strip())
    assert seen == ["B", "H1", "H2"]
    QTest.keyClick(reader, Qt.Key.Key_F, CTRL)
    assert pane.search.hasFocus()
    QTest.keyClicks(pane.search, "july 2027")
    first = reader.textCursor().selectionStart()
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    second = reader.textCursor().selectionStart()
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert first != second
    assert reader.textCursor().selectionStart() == first
    QTest.keyClicks(pane.search, " never")
    assert pane.search_told.text() == "Not found"
    QTest.keyClick(pane.search, Qt.Key.Key_Escape)
    assert reader.hasFocus()


def test_the_state_of_c_is_offered_and_only_y_takes_it(made: Desk) -> None:
    screen = made.screen
    screen.form.go_to("C1")
    assert screen.form.column.suggestions["C"].words.text() == "The plan's text suggests: None, after checking."
    assert screen.presenter.page is not None
    assert screen.presenter.page.states == {}
    made.type("hy")
    assert screen.presenter.page.states == {"C": "checked_none"}
    assert screen.form.column.suggestions["C"].isHidden()


def test_a_suggested_level_is_taken_by_y_and_recorded_as_taken(made: Desk) -> None:
    screen, session = made.screen, made.context.session
    page = screen.reading.plan_thread
    assert page is not None
    review, proposal = page.found.review.id, next(one for one in page.proposals if one.section == "B")
    new = NewItem(proposal.role, proposal.section, proposal.words, proposal.places, proposal.id, proposal.area)
    session.write(lambda workspace: accept(Thread(workspace, review), [new]))
    screen.form.go_to("F1")
    line = screen.form.card.suggestion
    assert line.words.text() == "The thread suggests 1: 0 of 1 needs in B have provision: level 1."
    assert made.held("F1") == ()
    made.type("y")
    assert made.held("F1")[0] == "1"
    taken = session.workspace.conn.execute("SELECT taken FROM score WHERE marker = 'F1'").fetchone()[0]
    assert decode(taken) == {"level": 1, "arithmetic": "0 of 1 needs in B have provision: level 1"}


def test_a_document_is_added_by_dropping_it_beside_the_form(ground: Ground, tmp_path: Path, qtbot: QtBot) -> None:
    with desk(ground, qtbot) as made:
        made.open()
        assert made.screen.plan.isHidden()
        made.type("p")
        assert made.screen.plan.empty.button.hasFocus()
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(plan_document(tmp_path)))])
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(made.screen.plan, QDragEnterEvent(QPoint(20, 20), copy, data, left, none))
        event = QDropEvent(QPoint(20, 20).toPointF(), copy, data, left, none)
        QApplication.sendEvent(made.screen.plan, event)
        assert made.screen.plan.banner.text.text() == ""
        assert made.visits.said == ["The plan's document was added. 1 piece was not understood and stands at the top."]
        assert NEED in made.screen.plan.reader.toPlainText()


def test_a_file_that_cannot_be_read_is_a_sentence_in_the_pane(ground: Ground, tmp_path: Path, qtbot: QtBot) -> None:
    with desk(ground, qtbot) as made:
        made.open()
        made.type("p")
        path = tmp_path / "broken.docx"
        path.write_bytes(b"PK\x03\x04 and then nothing")
        made.dialogs.answers.append(path)
        made.screen.plan.empty.button.click()
        pane = made.screen.plan
        assert "broken.docx" in pane.banner.text.text()
        assert pane.working.isHidden()
        assert pane.empty.button.isEnabled()
        count = made.context.session.workspace.conn.execute("SELECT count(*) FROM document").fetchone()
        assert count == (0,)


def test_reading_a_document_can_be_stopped_and_keeps_nothing(ground: Ground, tmp_path: Path, qtbot: QtBot) -> None:
    jobs = HeldJobs()
    with desk(ground, qtbot) as made:
        made.open()
        held = replace(made.context, jobs=jobs)
        made.screen.reading.adding._context = held
        made.screen.reading.add(plan_document(tmp_path))
        assert made.screen.plan.working_words.text() == "Reading plan-0001.docx…"
        made.screen.plan.stop_button.click()
        jobs.let_go()
        assert made.screen.plan.working.isHidden()
        count = made.context.session.workspace.conn.execute("SELECT count(*) FROM document").fetchone()
        assert count == (0,)
        assert made.context.session.can_write


def test_what_a_submitted_review_reads_cannot_be_changed_from_its_plan(made: Desk) -> None:
    made.finish()
    made.dialogs.answers.append(True)
    made.screen.deciding.submit()
    assert made.screen.presenter.page is not None
    assert made.screen.presenter.page.locked_because
    reader = made.screen.plan.reader
    choose(made, "as required")
    QTest.keyClick(reader, Qt.Key.Key_E)
    QTest.keyClick(reader, Qt.Key.Key_K, CTRL | SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_D)
    assert evidence(made, "F2") == {}
    assert not made.screen.plan.attach.isEnabled()


def test_where_there_is_no_room_for_both_a_key_brings_the_plan_over_the_form(made: Desk, qtbot: QtBot) -> None:
    screen = made.screen
    screen.resize(700, 690)
    qtbot.waitUntil(lambda: screen.plan.isHidden())
    screen.form.take_focus()
    made.type("p")
    assert (screen.plan.isVisible(), screen.form.isVisible()) == (True, False)
    assert screen.plan.reader.hasFocus()
    QTest.keyClick(screen.plan.reader, Qt.Key.Key_Escape)
    assert (screen.plan.isVisible(), screen.form.isVisible()) == (False, True)
    assert screen.form.card.hasFocus()


def test_a_closed_plan_and_its_width_are_remembered(made: Desk) -> None:
    screen = made.screen
    screen.plan.reader.setFocus()
    before = screen.room.sizes()[1]
    QTest.keyClick(screen.plan.reader, Qt.Key.Key_BracketLeft)
    assert screen.room.sizes()[1] > before
    wide = screen.room.wide
    screen.plan.close_button.click()
    assert screen.plan.isHidden()
    assert screen.can_leave()
    assert made.context.preferences.current.plan_wide == wide
    assert not made.context.preferences.current.plan_open
    screen.header.beside.click()
    assert screen.plan.isVisible()


def test_another_screen_shows_a_place_of_the_plan(made: Desk) -> None:
    page = made.screen.presenter.page
    assert page is not None
    review, block = page.found.review.id, block_of(made, CLEAR)
    made.screen.close_plan()
    made.open(review_id=review, block=block, start=2, end=20)
    assert made.screen.plan.isVisible()
    assert made.screen.plan.reader.textCursor().selectedText() == CLEAR[2:20]


def test_the_order_is_turned_without_losing_the_place(made: Desk) -> None:
    reader = made.screen.plan.reader
    reader.go_to(Place(block_of(made, CLEAR)))
    QTest.keyClick(reader, Qt.Key.Key_O)
    text = reader.toPlainText()
    assert "The plan as it stands" in text
    assert text.index(VAGUE) < text.index("By July 2027 Ari will read") < text.index(CLEAR)
    assert caret_block(made) == block_of(made, CLEAR)


def test_locking_leaves_nothing_of_the_plan_to_read(made: Desk) -> None:
    pane = made.screen.plan
    made.screen.drop()
    assert pane.reader.toPlainText() == ""
    assert (pane.flags.list.count(), pane.told.text(), pane.flags.told.text()) == (0, "", "")
    assert pane.title.text() == "The plan"
    assert made.screen.reading.plan_thread is None
    assert made.screen.presenter.plan_thread is None


def test_reading_the_plan_is_noted_once(made: Desk) -> None:
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.document is not None
    made.type("2")
    noted = [event for event in events(made.context.session.workspace.conn) if event.act == READ_DOCUMENT]
    assert [event.thing for event in noted] == [thread.document.id]


def test_everything_in_the_pane_has_a_name(made: Desk) -> None:
    assert unnamed(made.screen.plan) == []
    made.screen.plan.tabs.setCurrentIndex(FLAGS)
    made.screen.plan.begin_search()
    assert unnamed(made.screen.plan) == []
    assert made.screen.plan.reader in made.screen.regions()


def test_what_the_advice_says_and_the_plan_lacks_is_listed_with_both_texts(made: Desk, tmp_path: Path) -> None:
    pane = made.screen.plan
    assert not pane.tabs.isTabVisible(ADVICE)
    path = advice_document(
        tmp_path,
        "Weekly physiotherapy of 45 minutes from a qualified physiotherapist.",
        "A teaching assistant talks through a visual timetable for 30 minutes each morning and afternoon.",
    )

    def tell(dialog: QDialog) -> bool:
        assert isinstance(dialog, DocumentDialog)
        return True

    made.dialogs.answers.extend([path, tell])
    pane.add_button.click()
    assert pane.tabs.isTabVisible(ADVICE)
    pane.tabs.setCurrentIndex(ADVICE)
    lines = [pane.advice.list.item(row).text() for row in range(pane.advice.list.count())]
    assert any(line.startswith("The plan lacks · advice of health") and "physiotherapy" in line for line in lines)
    weak = next(row for row, line in enumerate(lines) if line.startswith("The plan weakens"))
    pane.advice.list.setCurrentRow(weak)
    assert f"“{CLEAR}”" in pane.advice.told.text()
    pane.advice.list.setFocus()
    QTest.keyClick(pane.advice.list, Qt.Key.Key_Return)
    assert pane.reader.textCursor().selectedText() == CLEAR
    assert unnamed(pane) == []
