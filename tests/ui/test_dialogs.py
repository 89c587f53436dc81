"""Every dialog asks in one way: what is meant at the right, the safe answer by Esc, words whole at any size of type."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from audit_app.domain.problems import AppError, Problem
from audit_app.ui.asking import FRAME, AskingDialog, ChoiceDialog, TextDialog
from audit_app.ui.choice import Choice, Weight
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.theme import Look, measures

YES, ERASE, NO = Choice("yes", "Submit", Weight.MAIN), Choice("erase", "Erase", Weight.DANGER), Choice("no", "Cancel")
GRADES = [Choice(word.lower(), word) for word in ("Outstanding", "Good", "Requires improvement", "Inadequate")]
PATH = "/home/someone/Documents/EHC-plan-audit-reports/2026/November/weekly-report-2026-W47-group-of-the-area.xlsx"
LONG = f"{PATH} could not be written because it is open in another program. Close it there and try again. " * 2


@pytest.fixture(params=[1.0, 1.5])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Look]:
    made = Look(qapp, scale=request.param)
    yield made
    made.set_scale(1.0)


def shown(qtbot: QtBot, dialog: AskingDialog) -> AskingDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def buttons(dialog: QWidget) -> dict[str, QPushButton]:
    return {one.text(): one for one in dialog.findChildren(QPushButton)}


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("choices", [[YES, NO], [ERASE, NO], [YES, Choice("other", "Save a copy"), NO]])
def test_what_is_meant_stands_at_the_right_and_the_safe_answer_at_the_left(
    choices: Sequence[Choice], qtbot: QtBot
) -> None:
    dialog = shown(qtbot, ChoiceDialog("Submit the review?", "It is locked then.", choices))
    found = buttons(dialog)
    across = sorted(found, key=lambda words: found[words].x())
    assert (across[0], across[-1]) == ("Cancel", choices[0].words)
    assert [found[one.words].property("weight") for one in choices] == [one.weight.value for one in choices]


@pytest.mark.parametrize(
    ("choices", "focused"), [([YES, NO], "Submit"), ([ERASE, NO], "Cancel"), ([*GRADES, NO], "Cancel")]
)
def test_enter_takes_what_is_meant_and_never_what_loses_something(
    choices: Sequence[Choice], focused: str, qtbot: QtBot
) -> None:
    dialog = ChoiceDialog("Sure?", "", choices)
    shown(qtbot, dialog)
    dialog.activateWindow()
    button = buttons(dialog)[focused]
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert dialog.taken == next(one.id for one in choices if one.words == focused)


def test_esc_takes_nothing(qtbot: QtBot) -> None:
    dialog = ChoiceDialog("Erase?", "Nobody can bring it back.", [ERASE, NO])
    shown(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.taken is None
    assert dialog.result() == QDialog.DialogCode.Rejected.value


def test_equal_answers_stand_below_each_other_in_their_order(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ChoiceDialog("Override the grade", "Which is right?", [*GRADES, NO]))
    found = buttons(dialog)
    assert sorted(found, key=lambda words: found[words].y()) == [one.words for one in (*GRADES, NO)]


def test_no_word_is_cut_off_and_no_line_is_longer_than_can_be_read(look: Look, qtbot: QtBot) -> None:
    dialog = shown(qtbot, ChoiceDialog("The report was not saved", LONG, [YES, NO], "\n".join([LONG] * 9)))
    qtbot.waitUntil(lambda: dialog.width() >= dialog.minimumWidth())
    for one in dialog.findChildren(QLabel):
        assert one.height() >= one.heightForWidth(one.width()), one.text()
        assert one.width() <= one.fontMetrics().averageCharWidth() * measures().reading_characters
        needs = one.fontMetrics().boundingRect(
            QRect(0, 0, one.width(), 9999), int(Qt.TextFlag.TextWordWrap), one.text()
        )
        assert needs.width() <= one.width(), one.text()
    assert dialog.rect().contains(place(buttons(dialog)["Submit"]))
    assert dialog.width() <= 1280
    assert dialog.height() <= 720


def test_many_answers_with_long_words_stay_in_the_dialog(look: Look, qtbot: QtBot) -> None:
    long = [Choice(str(number), f"H1: a sentence of forty letters, number {number}") for number in range(4)]
    dialog = shown(qtbot, ChoiceDialog("Which link is taken away?", "", [Choice("x", "All", Weight.MAIN), *long, NO]))
    for one in buttons(dialog).values():
        assert dialog.rect().contains(place(one)), one.text()
        assert one.width() >= one.minimumSizeHint().width()


def test_what_speaks_against_a_text_stands_below_it_and_moves_nothing_out(look: Look, qtbot: QtBot) -> None:
    dialog = TextDialog(
        "Reopen", "&Why?", "x", Choice("yes", "Reopen"), lambda text: "" if text else "Say why. " * 12, 3
    )
    shown(qtbot, dialog)
    high = dialog.height()
    assert not dialog.problem.isVisible()
    assert isinstance(dialog.field, QPlainTextEdit)
    dialog.field.clear()
    assert dialog.problem.isVisible()
    assert not dialog.yes.isEnabled()
    assert dialog.height() > high
    assert dialog.rect().contains(place(dialog.yes))


def test_the_frame_says_nothing_of_the_question_and_the_screen_reader_all(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ChoiceDialog("Erase plan EHC-0001?", "Nobody can bring it back.", [ERASE, NO]))
    assert dialog.windowTitle() == FRAME
    assert (dialog.accessibleName(), dialog.accessibleDescription()) == (
        "Erase plan EHC-0001?",
        "Nobody can bring it back.",
    )
    assert not [one.text() for one in dialog.findChildren(QLabel) if FRAME in one.text()]


def test_a_fault_shows_each_cause_and_can_be_copied_as_it_is(qtbot: QtBot) -> None:
    class Asked(Dialogs):
        def run(self, dialog: QDialog) -> bool:
            assert isinstance(dialog, ChoiceDialog)
            shown(qtbot, dialog)
            assert dialog.findChild(QPlainTextEdit) is not None
            (copy,) = QKeySequence.keyBindings(QKeySequence.StandardKey.Copy)[:1]
            QTest.keySequence(dialog, copy)
            buttons(dialog)["Retry"].click()
            return True

    error = AppError(LONG, (Problem("Row 3: the date cannot be read."),))
    assert Asked().fail("The report was not saved", error, retry=True)
    assert (
        QGuiApplication.clipboard().text() == f"The report was not saved\n\n{LONG}\n\nRow 3: the date cannot be read."
    )
