"""Reading copies in a plan's drawer: marked, decided by key, kept, read to the end and ticked by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from plan_document import write_docx
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace, unnamed

from audit_app.screens.plans import PlansView, make
from audit_app.screens.plans.copies_dialog import CopyDialog
from audit_app.screens.plans.copies_draft import CopyDraft, Standing
from audit_app.screens.plans.copies_reading import ReadThroughDialog
from audit_app.services.copies.making import copies_ready
from audit_app.services.copies.proposing import propose
from audit_app.services.plan_documents import import_plan, plan_text
from audit_app.store.access import events
from audit_app.store.documents import documents_of
from audit_app.store.read_subject import plan_id_of
from audit_app.ui.screen import ScreenContext
from scoring.copies.kinds import Decision

Line = QTextCharFormat.UnderlineStyle
World = tuple[PlansView, ScreenContext, Visits]
WORDS = (
    "# Education, Health and Care Plan",
    "Name: Ari Okafor",
    "Ari likes trains. Ari is a child in need.",
    "Bellweather visits. Ari reads with Bellweather.",
    *("The teaching assistant reads aloud for ten minutes each day.",) * 60,
    "The last line.",
)


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    place = light_workspace(tmp_path, plans=2)
    with place.open() as workspace:
        import_plan(workspace, "EHC-0001", write_docx(tmp_path / "plan.docx", *WORDS))
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


def answer(context: ScreenContext, *answers: object) -> None:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [*answers]


def press(view: PlansView, words: str) -> None:
    settle()
    part = view.drawer.documents
    next(one for one in part.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(view)).click()


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def shown(view: PlansView) -> list[str]:
    settle()
    return [one.text() for one in view.drawer.documents.findChildren(QLabel) if one.isVisibleTo(view)]


def plan(context: ScreenContext) -> str:
    return plan_id_of(context.session.workspace.conn, "EHC-0001") or ""


def draft_of(context: ScreenContext) -> CopyDraft:
    (held,) = documents_of(context.session.workspace.conn, plan(context))
    return CopyDraft(context.session.read(lambda workspace: propose(workspace, held.id)))


def looks(dialog: CopyDialog) -> dict[str, tuple[QTextCharFormat.UnderlineStyle, bool]]:
    """The line below each marked piece, and whether it is struck out."""
    marked = dialog.text.extraSelections()
    return {one.cursor.selectedText(): (one.format.underlineStyle(), one.format.fontStrikeOut()) for one in marked}


def decide(dialog: QDialog) -> bool:
    """Keep the doubtful name by key, and keep the copy."""
    assert isinstance(dialog, CopyDialog)
    dialog.show()
    assert unnamed(dialog) == []
    assert not dialog.yes.isEnabled()
    dialog.table.view.setFocus()
    dialog.table.select(lambda line: line.standing is Standing.DOUBTFUL)
    QTest.keyClick(dialog.table.view, Qt.Key.Key_K)
    assert dialog.yes.isEnabled()
    return True


def read_to_the_end(dialog: QDialog) -> bool:
    assert isinstance(dialog, ReadThroughDialog)
    dialog.resize(600, 400)
    dialog.show()
    settle()
    assert unnamed(dialog) == []
    assert not dialog.yes.isEnabled()
    QTest.keyClick(dialog.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert dialog.yes.isEnabled()
    assert "Okafor" not in dialog.text.toPlainText()
    return True


def test_a_copy_is_made_read_to_its_end_and_ticked_by_name(world: World) -> None:
    view, context, visits = world
    answer(context, decide, read_to_the_end)
    press(view, "Make a reading copy…")
    (made,) = (one for one in documents_of(context.session.workspace.conn, plan(context)) if "copy" in one.about.role)
    assert copies_ready(context.session.workspace, (plan(context),)) == {plan(context): made.id}
    assert "Read through by Mary on 22 Nov 2026." in shown(view)
    assert visits.said[-1] == "The copy was read through and can go into a pack."
    texts = [block.text for block in plan_text(context.session.workspace, made.id).blocks]
    assert texts[1:4] == [
        "Name: [the child]",
        "[the child] likes trains. [left out]",
        "Bellweather visits. [the child] reads with Bellweather.",
    ]
    noted = [one for one in events(context.session.workspace.conn) if one.act.startswith("read a plan")]
    assert len(noted) == 2


def test_a_copy_that_is_not_read_to_its_end_is_kept_and_not_ready(world: World) -> None:
    view, context, visits = world
    answer(context, decide, False)
    press(view, "Make a reading copy…")
    assert copies_ready(context.session.workspace, (plan(context),)) == {plan(context): None}
    assert "Nobody has read it through yet, so it cannot be sent." in shown(view)
    assert visits.said[-1].startswith("The copy is kept.")
    answer(context, read_to_the_end)
    press(view, "Read it through…")
    assert copies_ready(context.session.workspace, (plan(context),))[plan(context)] is not None


def test_turning_away_keeps_nothing(world: World) -> None:
    view, context, _ = world
    answer(context, False)
    press(view, "Make a reading copy…")
    assert len(documents_of(context.session.workspace.conn, plan(context))) == 1


def test_the_text_marks_what_becomes_of_each_piece_by_shape(world: World, qtbot: QtBot) -> None:
    _, context, _ = world
    dialog = CopyDialog("Reading copy", draft_of(context))
    qtbot.addWidget(dialog)
    found = looks(dialog)
    assert found["Ari Okafor"] == (Line.SingleUnderline, False)
    assert found["Ari is a child in need."] == (Line.NoUnderline, True)
    assert found["Bellweather"] == (Line.WaveUnderline, False)
    dialog.decide_rest(Decision.KEEP)
    assert looks(dialog)["Bellweather"] == (Line.DotLine, False)
    dialog.forget()
    assert dialog.text.toPlainText() == ""


def test_what_never_travels_cannot_be_kept_and_says_so(world: World, qtbot: QtBot) -> None:
    _, context, _ = world
    dialog = CopyDialog("Reading copy", draft_of(context))
    qtbot.addWidget(dialog)
    assert dialog.table.select(lambda line: line.is_fixed)
    assert not dialog.keep_button.isEnabled()
    dialog.decide(Decision.KEEP)
    assert dialog.told.text() == "This never travels: it speaks of child protection or a child in need."


def test_words_of_ones_own_and_a_sentence_are_taken_from_the_text(world: World, qtbot: QtBot) -> None:
    _, context, _ = world
    dialog = CopyDialog("Reading copy", draft_of(context))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.add_own()
    assert "Type the words" in dialog.own_field.problem.text()
    dialog.own.setText("nowhere at all")
    dialog.add_own()
    assert "not in the text" in dialog.own_field.problem.text()
    dialog.text.moveCursor(QTextCursor.MoveOperation.Start)
    assert dialog.text.find("trains")
    assert dialog.own.text() == "trains"
    QTest.keyClick(dialog.own, Qt.Key.Key_Return)
    assert dialog.text.find("Bellweather visits")
    dialog.leave_out()
    own = {line.words: line.standing for line in dialog.table.model.rows if line.own}
    assert own == {"trains": Standing.REPLACED, "Bellweather visits.": Standing.LEFT_OUT}
    dialog.table.select(lambda line: line.words == "trains")
    dialog.decide(Decision.KEEP)
    assert [line.words for line in dialog.table.model.rows if line.own] == ["Bellweather visits."]


def test_a_short_copy_is_read_at_once(world: World, qtbot: QtBot) -> None:
    _, context, _ = world
    text = draft_of(context).proposal.text
    dialog = ReadThroughDialog("Read", type(text)(text.media, text.blocks[:2]))
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert dialog.yes.isEnabled()
