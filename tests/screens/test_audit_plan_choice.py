"""Another document of the plan beside the form: chosen by key and mouse, read, quoted from, left, forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from audit_support import Desk, desk
from plan_document import LOST, NEED, VAGUE, advice_document, plan_document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qt_support import HeldJobs, light_workspace, unnamed

from audit_app.domain.people import Agency
from audit_app.screens.audit.plan_pane import ADVICE, FLAGS, TEXT
from audit_app.services.plan_documents import READ_DOCUMENT, advice_of, import_plan
from audit_app.store.access import events
from audit_app.store.documents import Document, documents_of
from audit_app.store.log.canonical import decode
from scoring.plan.text import Place

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ADVISED = "Weekly physiotherapy of 45 minutes from a qualified physiotherapist."


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """The screen with a plan that has a newer document, an older one, and advice."""
    with desk(light_workspace(tmp_path, plans=2), qtbot) as found:
        workspace = found.context.session.workspace
        import_plan(workspace, "EHC-0001", plan_document(tmp_path, "older.docx", more=1))
        import_plan(
            workspace,
            "EHC-0001",
            advice_document(tmp_path, ADVISED),
            about=advice_of(Agency.HEALTH, "physiotherapy"),
        )
        import_plan(workspace, "EHC-0001", plan_document(tmp_path, "newer.docx"))
        found.context.session.wrote()
        found.open()
        yield found


def rows(made: Desk) -> list[str]:
    held = made.screen.plan.choice.list
    return [held.itemText(row) for row in range(held.count())]


def to_row(made: Desk, words: str) -> None:
    """Choose a document by keys alone."""
    held = made.screen.plan.choice.list
    held.setFocus()
    row = next(number for number, row in enumerate(rows(made)) if words in row)
    QTest.keyClick(held, Qt.Key.Key_End if row == held.count() - 1 else Qt.Key.Key_Down)
    assert words in held.currentText() or made.screen.plan.banner.isVisible()


def named(made: Desk, name: str) -> Document:
    thread = made.screen.reading.plan_thread
    assert thread is not None
    return next(one for one in thread.documents if one.name == name)


def choose_words(made: Desk, words: str) -> None:
    reader = made.screen.plan.reader
    reader.setFocus()
    start = reader.document().find(words)
    assert start.hasSelection()
    reader.setTextCursor(start)


def day_of(document: Document) -> str:
    on = date.fromisoformat(document.added_on)
    return f"{on.day} {on:%b %Y}"


def noted(made: Desk) -> list[str]:
    names = {
        one.id: one.name for one in documents_of(made.context.session.workspace.conn, named(made, "newer.docx").plan_id)
    }
    return [names[one.thing] for one in events(made.context.session.workspace.conn) if one.act == READ_DOCUMENT]


def flagged(made: Desk) -> int:
    return int(made.screen.plan.tabs.tabText(FLAGS).split()[-1])


def changes(made: Desk) -> int:
    return int(made.context.session.workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0])


def evidence_at(made: Desk, marker: str) -> dict[str, object]:
    held = made.held(marker)
    return decode(str(held[1])) if held and held[1] else {}


def test_a_plan_with_one_document_offers_no_other(tmp_path: Path, qtbot: QtBot) -> None:
    with desk(light_workspace(tmp_path, plans=2), qtbot) as made:
        import_plan(made.context.session.workspace, "EHC-0001", plan_document(tmp_path))
        made.context.session.wrote()
        made.open()
        assert made.screen.plan.reader.isVisible()
        assert made.screen.plan.choice.isHidden()
        assert all("another document" not in one.words for one in made.screen.commands())


def test_every_document_is_offered_the_newest_first_and_said_to_be_what_it_is(made: Desk) -> None:
    choice = made.screen.plan.choice
    assert choice.isVisible()
    day = day_of(named(made, "newer.docx"))
    assert rows(made) == [
        f"The plan, {day}: newer.docx",
        f"Advice of health, physiotherapy, {day}: advice.docx",
        f"Older plan, {day}: older.docx",
    ]
    assert choice.list.currentIndex() == 0
    assert choice.back.isHidden()
    assert unnamed(choice) == []
    next(one for one in made.screen.commands() if "another document" in one.words).run()
    assert choice.list.hasFocus()


def test_an_older_plan_is_read_with_its_flags_and_nothing_is_written(made: Desk) -> None:
    pane, before, before_flags = made.screen.plan, changes(made), flagged(made)
    thread = made.screen.reading.plan_thread
    assert "Opportunities for" not in pane.reader.toPlainText()
    to_row(made, "older.docx")
    assert pane.title.text() == "Older plan · older.docx"
    assert "Opportunities for" in pane.reader.toPlainText()
    assert "Send what belongs" not in pane.reader.toPlainText()
    assert flagged(made) > before_flags
    assert pane.notes.text().startswith("The thread reads another document.")
    assert not pane.tabs.isTabVisible(ADVICE)
    assert made.screen.reading.plan_thread is thread
    assert changes(made) == before
    assert noted(made)[-2:] == ["newer.docx", "older.docx"]


def test_text_is_not_sent_and_flags_are_not_dismissed_in_a_document_that_is_looked_at(made: Desk) -> None:
    pane = made.screen.plan
    to_row(made, "older.docx")
    before = changes(made)
    reader = pane.reader
    reader.go_to(Place(next(para.block for para in reader.script.paras if para.text == LOST)))  # type: ignore[union-attr]  # a text is shown
    QTest.keyClick(reader, Qt.Key.Key_K, CTRL | SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_N)
    QTest.keyClick(reader, Qt.Key.Key_D)
    assert changes(made) == before
    assert (pane.send.isEnabled(), pane.flags.dismiss_button.isEnabled(), pane.attach.isEnabled()) == (
        False,
        False,
        True,
    )
    assert made.dialogs.asked == []


def test_words_of_advice_become_evidence_with_the_address_of_that_document(made: Desk) -> None:
    made.screen.form.go_to("F2")
    to_row(made, "advice.docx")
    pane = made.screen.plan
    assert pane.title.text() == "Advice of health, physiotherapy · advice.docx"
    assert "Not understood" not in pane.reader.toPlainText()
    choose_words(made, ADVISED)
    QTest.keyClick(pane.reader, Qt.Key.Key_E)
    day = day_of(named(made, "advice.docx"))
    assert evidence_at(made, "F2")["where"] == f"advice of health, physiotherapy, added {day}"
    at = evidence_at(made, "F2")["at"]
    assert isinstance(at, dict)
    assert at["document"] == named(made, "advice.docx").id
    assert [mark.marker for mark in pane.reader.evidence()] == ["F2"]
    pane.choice.back.click()
    assert pane.title.text() == "The plan · newer.docx"
    assert pane.reader.evidence() == ()


def test_evidence_in_another_document_is_named_and_shown_there_on_demand(made: Desk) -> None:
    made.screen.form.go_to("F2")
    to_row(made, "older.docx")
    choose_words(made, VAGUE)
    QTest.keyClick(made.screen.plan.reader, Qt.Key.Key_E)
    day = day_of(named(made, "older.docx"))
    assert evidence_at(made, "F2")["where"] == f"F, older plan, added {day}"
    made.screen.plan.choice.back.click()
    made.screen.form.card.evidence.place.click()
    assert made.visits.said[-1] == "These words stand in older.docx, not in the document shown."
    show = made.visits.buttons[-1]
    assert show is not None
    assert made.screen.plan.title.text() == "The plan · newer.docx"
    show()
    assert made.screen.plan.title.text() == "Older plan · older.docx"
    assert made.screen.plan.reader.textCursor().selectedText() == VAGUE
    made.screen.form.card.evidence.place.click()
    assert (
        len(made.visits.said)
        == made.visits.said.index("These words stand in older.docx, not in the document shown.") + 1
    )


def test_back_leads_to_the_place_that_was_read_before(made: Desk) -> None:
    reader = made.screen.plan.reader
    choose_words(made, NEED)
    place = reader.caret()
    assert place is not None
    to_row(made, "older.docx")
    back = made.screen.plan.choice.back
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Return)
    after = reader.caret()
    assert after is not None
    assert after.block == place.block
    assert not reader.textCursor().hasSelection()
    assert back.isHidden()
    assert made.screen.plan.choice.list.hasFocus()
    assert made.screen.plan.tabs.currentIndex() == TEXT


def test_an_older_document_is_read_in_a_locked_review_and_nothing_can_be_attached(made: Desk) -> None:
    made.finish()
    made.dialogs.answers.append(True)
    made.screen.deciding.submit()
    assert made.screen.presenter.page is not None
    assert made.screen.presenter.page.locked_because
    before = changes(made)
    to_row(made, "older.docx")
    assert "Opportunities for" in made.screen.plan.reader.toPlainText()
    choose_words(made, VAGUE)
    QTest.keyClick(made.screen.plan.reader, Qt.Key.Key_E)
    assert changes(made) == before
    assert not made.screen.plan.attach.isEnabled()


def test_what_is_answered_meanwhile_leaves_the_other_document_in_view(made: Desk) -> None:
    to_row(made, "older.docx")
    made.screen.presenter.choose_answer("F2", 1)
    made.screen.reading.read()
    assert made.screen.plan.title.text() == "Older plan · older.docx"
    assert noted(made).count("older.docx") == 1


def test_a_place_of_the_plan_brings_the_plan_back(made: Desk) -> None:
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.text is not None
    block = next(one.id for one in thread.text.blocks if VAGUE in one.text)
    to_row(made, "older.docx")
    made.open(review_id=thread.found.review.id, block=block)
    assert made.screen.plan.title.text() == "The plan · newer.docx"
    assert made.screen.plan.reader.textCursor().selectedText() == VAGUE


def test_the_choice_is_forgotten_with_the_review_and_when_the_workspace_is_locked(made: Desk) -> None:
    to_row(made, "older.docx")
    made.open(plan_ref="EHC-0002", cycle="weekly", on=None)
    assert made.screen.reading.looking.read is None
    made.open()
    assert made.screen.plan.title.text() == "The plan · newer.docx"
    to_row(made, "older.docx")
    made.screen.drop()
    assert made.screen.plan.choice.list.count() == 0
    assert made.screen.plan.choice.list.toolTip() == ""
    assert made.screen.plan.reader.toPlainText() == ""
    assert made.screen.reading.looking.read is None


def test_a_document_that_cannot_be_read_leaves_the_plan_in_view_and_says_why(made: Desk) -> None:
    workspace = made.context.session.workspace
    for path in (workspace.folder / "documents").glob(f"{named(made, 'older.docx').id}*"):
        path.write_bytes(b"damaged")
    to_row(made, "older.docx")
    pane = made.screen.plan
    assert "older.docx is missing or damaged" in pane.banner.text.text()
    assert pane.title.text() == "The plan · newer.docx"
    assert pane.choice.list.currentIndex() == 0


def test_a_document_whose_reading_ends_after_the_review_was_left_is_not_shown(made: Desk) -> None:
    jobs = HeldJobs()
    made.screen.reading.looking._context = replace(made.context, jobs=jobs)
    made.screen.plan.choice.list.setFocus()
    QTest.keyClick(made.screen.plan.choice.list, Qt.Key.Key_End)
    made.screen.drop()
    jobs.let_go()
    assert made.screen.reading.looking.read is None
    assert made.screen.plan.reader.toPlainText() == ""


def test_a_place_asked_for_while_another_document_is_read_is_the_plans_and_stays(made: Desk) -> None:
    jobs = HeldJobs()
    thread = made.screen.reading.plan_thread
    assert thread is not None
    assert thread.text is not None
    block = next(one.id for one in thread.text.blocks if VAGUE in one.text)
    made.screen.reading.looking._context = replace(made.context, jobs=jobs)
    to_row(made, "older.docx")
    made.screen.reading.go_to_block(Place(block))
    jobs.let_go()
    assert made.screen.plan.title.text() == "The plan · newer.docx"
    assert made.screen.plan.reader.textCursor().selectedText() == VAGUE


def test_words_wanted_in_another_document_wait_until_it_is_read(made: Desk) -> None:
    jobs = HeldJobs()
    to_row(made, "older.docx")
    script = made.screen.plan.reader.script
    assert script is not None
    block = next(one.id for one in script.text.blocks if VAGUE in one.text)
    made.screen.plan.choice.back.click()
    made.screen.reading.looking._context = replace(made.context, jobs=jobs)
    made.screen.reading.show_document(named(made, "older.docx").id, Place(block))
    made.screen.reading.read()  # something else was saved meanwhile
    jobs.let_go()
    assert made.screen.plan.title.text() == "Older plan · older.docx"
    assert made.screen.plan.reader.textCursor().selectedText() == VAGUE
