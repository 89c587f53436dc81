"""S5: the record changes underneath while the form is open: both are shown, and nothing is covered unasked."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audit_support import Desk, desk
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from qt_support import light_workspace

from audit_app.services.auditing import give, override, set_section_state
from audit_app.store.log.canonical import decode
from audit_app.store.second_connection import SecondConnection
from audit_app.store.workspace import Workspace
from forms.model import Grade

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with desk(light_workspace(tmp_path, plans=1), qtbot) as one:
        one.open()
        yield one


def elsewhere(made: Desk, write: Callable[[Workspace, str], object]) -> None:
    """The same person writes on another machine, and it comes in: a chain of its own, behind the window's back."""
    page = made.screen.presenter.page
    assert page is not None
    connection = replace(SecondConnection.of(made.context.session.workspace), writer=None)
    with connection.writing() as other:
        write(other, page.found.review.id)


def compared(made: Desk) -> list[tuple[str, str, str]]:
    return [(f"{one.marker} {one.field}", one.now, one.mine) for one in made.screen.presenter.saving.compared]


def choose(made: Desk, name: str) -> None:
    next(line for line in made.screen.panel.lines if line.accessibleName() == name).click()


def test_a_note_that_was_changed_while_it_was_typed_is_shown_beside_it(made: Desk) -> None:
    made.type("tmine")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="theirs"))
    made.type("\n")
    assert made.held("W1")[4] == "theirs"
    assert compared(made) == [("W1 note", "theirs", "mine")]
    assert made.screen.panel.isVisible()
    assert made.screen.form.card.note.text() == "theirs"
    choose(made, "Keep your W1 note")
    assert made.held("W1")[4] == "mine"
    assert (made.drafts(), made.screen.panel.isHidden()) == ([], True)


def test_what_is_there_can_be_kept_and_the_own_words_go(made: Desk) -> None:
    made.type("tmine")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="theirs"))
    made.type("\n")
    choose(made, "Keep the W1 note there")
    assert made.held("W1")[4] == "theirs"
    assert made.drafts() == []
    assert made.screen.panel.isHidden()


def test_a_change_that_the_window_heard_of_while_typing_is_no_leave_to_cover_it(made: Desk) -> None:
    made.type("tmine")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="theirs"))
    made.screen.presenter.refresh()
    assert made.screen.form.card.note.text() == "mine"
    made.type("\n")
    assert compared(made) == [("W1 note", "theirs", "mine")]


def test_a_third_writing_is_compared_again(made: Desk) -> None:
    made.type("tmine")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="theirs"))
    made.type("\n")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="a third"))
    choose(made, "Keep your W1 note")
    assert (made.held("W1")[4], compared(made)) == ("a third", [("W1 note", "a third", "mine")])


def test_the_same_words_from_both_are_no_difference(made: Desk) -> None:
    made.type("tthe same")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="the same"))
    made.type("\n")
    assert compared(made) == []


def test_a_score_does_not_cover_one_that_was_never_seen(made: Desk) -> None:
    elsewhere(made, lambda other, review: give(other, review, "W1", score=3))
    made.type("1")
    assert made.held("W1")[0] == "3"
    assert compared(made) == [("W1 answer", "3 Strong", "1 Partial")]
    choose(made, "Keep your W1 score")
    assert made.held("W1")[0] == "1"


def test_evidence_and_cause_are_compared_in_words(made: Desk) -> None:
    made.type("1")
    elsewhere(made, lambda other, review: give(other, review, "W1", cause="review"))
    made.type("cd")
    made.type("qshe cannot")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="another field"))
    made.type("\nA\n")
    assert made.held("W1")[2] == "review"
    assert compared(made) == [("W1 cause", "review", "drafting")]
    assert decode(made.held("W1")[1])["text"] == "she cannot"


def test_what_a_section_holds_is_compared_too(made: Desk) -> None:
    elsewhere(made, lambda other, review: set_section_state(other, review, "C", "needs"))
    made.press(Qt.Key.Key_C, ALT)
    made.type("hc")
    assert compared(made) == [("C state", "Needs are stated", "None, after checking")]
    choose(made, "Keep your C what the section holds")
    held = made.context.session.workspace.conn.execute("SELECT state FROM section_state").fetchone()
    assert held[0] == "checked_none"


def test_nothing_is_submitted_over_what_was_not_seen_or_not_decided(made: Desk) -> None:
    made.finish()
    made.dialogs.answers += [True, True, True]
    elsewhere(made, lambda other, review: give(other, review, "A1", note="look at this"))
    made.press(Qt.Key.Key_Return, CTRL)
    assert "changed elsewhere" in made.visits.said[-1]
    made.type("tmine")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="theirs"))
    made.press(Qt.Key.Key_Return, CTRL)
    assert compared(made) == [("W1 note", "theirs", "mine")]
    assert "Choose first" in made.visits.said[-1]
    choose(made, "Keep the W1 note there")
    made.press(Qt.Key.Key_Return, CTRL)
    page = made.screen.presenter.page
    assert page is not None
    assert page.verdict is not None
    made.dialogs.answers = ["outstanding", "It is fine."]
    elsewhere(made, lambda other, review: override(other, review, Grade.INADEQUATE, "It is unlawful."))
    made.screen.result.override_button.click()
    assert "override its grade" in made.visits.said[-1]
    page = made.screen.presenter.page
    assert page is not None
    assert page.verdict is not None
    assert page.verdict.override is Grade.INADEQUATE


def test_what_was_not_decided_before_the_end_is_a_draft_and_shown_beside_what_is_saved(made: Desk) -> None:
    made.type("tmine")
    elsewhere(made, lambda other, review: give(other, review, "W1", note="theirs"))
    assert made.screen.can_leave()
    assert made.held("W1")[4] == "theirs"
    made.screen.show_with()
    found = made.screen.presenter.drafting.found()
    assert [(one.marker, one.words) for one in found] == [("W1", "mine")]
    shown = [one.held for one in made.screen.panel.recovered]
    assert shown == ["theirs"]
