"""One plan audited by hand and key in the real window: what is saved, what is said, what is locked."""

from pathlib import Path

import pytest
from audit_support import ON, Desk, desk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qt_support import Place, light_workspace, unnamed

from audit_app.store.log.canonical import decode
from audit_app.store.transaction import StorageFull
from audit_app.ui.pill import Pill

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEYS_FOR_A_PLAN = 70


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=2)


def labels(made: Desk) -> list[str]:
    rows = made.context.session.workspace.conn.execute("SELECT label FROM change ORDER BY lamport")
    return [row[0] for row in rows]


def grades(made: Desk) -> list[str]:
    return [pill.words for pill in made.screen.findChildren(Pill) if pill.isVisible()]


def test_a_plan_with_four_shortfalls_is_done_in_at_most_seventy_keys(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot, True) as made:
        made.open()
        QGuiApplication.clipboard().setText("support as and when needed")
        for marker in [row.marker.id for row in made.screen.form.column.rows.values()]:
            assert made.screen.form.at == marker
            if marker in ("B1", "F2"):  # a quotation from the clipboard, its section filled in
                made.type("1q")
                made.press(Qt.Key.Key_V, CTRL)
                made.type("\ncd")
            elif marker in ("E1", "F3"):
                made.type("0lca")
            else:
                made.type("2")
            made.type("\n")
        made.press(Qt.Key.Key_Return, CTRL)
        page = made.screen.presenter.page
        assert page is not None
        assert page.verdict is not None
        assert made.held("B1")[:3] == (
            "1",
            '{"kind":"quotation","text":"support as and when needed","where":"B"}',
            "drafting",
        )
        assert made.held("E1")[:3] == ("0", '{"kind":"not_found","where":"E"}', "advice")
        assert made.pressed <= KEYS_FOR_A_PLAN


def test_a_score_is_saved_at_once_and_said_when(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        with qtbot.waitSignal(made.context.session.saved):
            made.type("3")
        assert made.held("W1")[0] == "3"
        assert labels(made)[-1] == "W1: 3 Strong"
        assert made.context.session.undo_words == "W1: 3 Strong"


def test_a_digit_gives_the_score_and_a_click_gives_the_same(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        for key in "0123ne":
            made.type(key)
            assert made.held("W1")[0] == {"n": "NA", "e": "NE"}.get(key, key)
            made.press(Qt.Key.Key_Escape)  # out of the reason that NA asks for
        for segment in made.screen.form.card.levels.segments[:4]:
            QTest.mouseClick(segment, Qt.MouseButton.LeftButton, pos=QPoint(20, 60))
            assert made.held("W1")[0] == str(segment.answer)


def test_enter_goes_on_the_arrows_move_and_alt_jumps_to_a_section(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        seen = [made.screen.form.at]
        for key, held in (
            (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_F, ALT),
            (Qt.Key.Key_H, ALT),
            (Qt.Key.Key_H, ALT),
            (Qt.Key.Key_H, ALT),
        ):
            made.press(key, held)
            seen.append(made.screen.form.at)
        assert seen == ["W1", "W2", "W4", "W2", "F1", "H1a", "H2a", "H1a"]


def test_a_note_is_one_change_however_long_it_was_typed(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        before = len(labels(made))
        made.type("tread the annex\n")
        assert labels(made)[before:] == ["W1: note"]
        assert made.held("W1")[4] == "read the annex"
        assert made.drafts() == []
        made.type("t\n")
        assert len(labels(made)) == before + 1


def test_evidence_that_is_not_complete_is_kept_and_says_what_is_missing(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("0rSystmOne\n3112\n")
        editor = made.screen.form.card.evidence
        assert "“3112” is not a date" in editor.problem.text()
        assert made.held("W1")[1] is None
        assert '"on": "3112"' in made.drafts()[0][1]
        editor.fields["on"].setFocus()
        editor.fields["on"].selectAll()
        made.type("23/11/2026\n")
        assert decode(made.held("W1")[1]) == {"kind": "record", "where": "SystmOne", "on": "2026-11-23"}
        assert made.drafts() == []
        assert editor.problem.text() == ""


@pytest.mark.parametrize(
    ("key", "typed", "held"),
    [
        ("q", "two words\nA\n", {"kind": "quotation", "text": "two words", "where": "A"}),
        ("l", "", {"kind": "not_found", "where": "A to K"}),
        ("r", "Liquid\n1/9/2026\n", {"kind": "record", "where": "Liquid", "on": "2026-09-01"}),
        ("s", "review\nSENCO\n", {"kind": "said", "where": "review", "by": "SENCO"}),
    ],
)
def test_each_kind_of_evidence_has_a_key_and_its_own_fields(
    place: Place, qtbot: QtBot, key: str, typed: str, held: dict[str, str]
) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type(f"0{key}{typed}")
        assert decode(made.held("W1")[1]) == held
        assert made.screen.form.card.hasFocus()


def test_na_asks_for_its_reason_and_a_score_takes_the_reason_away(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("nIn draft\n")
        assert made.held("W1")[0] == "NA"
        assert made.held("W1")[3] == "In draft"
        made.type("2")
        assert made.held("W1")[0] == "2"
        assert made.held("W1")[3] is None


def test_a_cause_leaves_with_the_weakness_that_it_explained(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("1ce")
        assert made.held("W1")[2] == "decision"
        made.type("2")
        assert made.held("W1")[:3] == ("2", None, None)
        made.context.session.undo()
        assert made.held("W1")[:3] == ("1", None, "decision")


def test_what_section_c_holds_takes_its_provision_out_of_the_audit(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.press(Qt.Key.Key_C, ALT)
        made.type("hc")
        row = made.context.session.workspace.conn.execute("SELECT section, state FROM section_state").fetchone()
        assert tuple(row) == ("C", "checked_none")
        made.press(Qt.Key.Key_G, ALT)
        assert made.screen.form.card.by_rule.isVisible()
        assert "NA by rule" in made.screen.form.column.rows["G1"].accessibleName()


def test_the_advice_grid_is_ticked_with_arrows_and_space(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("a ")
        made.press(Qt.Key.Key_Down)
        made.press(Qt.Key.Key_Right)
        made.type(" ")
        rows = made.context.session.workspace.conn.execute("SELECT source, listed, dated FROM advice ORDER BY source")
        assert [tuple(row) for row in rows] == [("psychology", None, 1), ("school", 1, None)]
        made.press(Qt.Key.Key_Escape)
        assert made.screen.form.card.hasFocus()


def test_another_childs_data_opens_the_notice_to_the_officer(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        assert made.screen.breach.isHidden()
        made.type("\n0")
        assert made.screen.breach.isVisible()
        assert "Tell the data protection officer" in made.screen.breach.text.text()
        assert made.screen.panel.title.text() == "Another child's data"
        assert made.screen.form.card.hasFocus()  # the keys go on at the marker
        made.screen.panel.lines[0].click()
        copied = QGuiApplication.clipboard().text()
        assert copied.startswith("To the data protection officer")
        assert "Plan: EHC-0001" in copied
        assert "Found at: W2: Is it this child throughout?" in copied
        made.type("2")
        assert made.screen.breach.isHidden()
        assert made.screen.panel.isHidden()


def test_the_notice_can_be_closed_and_opened_again_and_comes_up_once(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("\n0")
        made.screen.panel.close_button.click()
        made.type("l")
        assert made.screen.panel.isHidden()
        made.screen.breach.button.click()
        assert made.screen.panel.isVisible()
        made.screen.panel.close_button.click()
        made.open(plan_ref="EHC-0002", cycle="weekly", on=ON)
        assert (made.screen.breach.isHidden(), made.screen.panel.isHidden()) == (True, True)
        made.open()
        assert (made.screen.breach.isHidden(), made.screen.panel.isHidden()) == (False, True)


def test_submitting_lists_what_is_missing_and_a_line_leads_there(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.finish()
        made.press(Qt.Key.Key_F, ALT)
        made.type("1")
        made.press(Qt.Key.Key_W, ALT)
        made.press(Qt.Key.Key_Return, CTRL)
        assert [line.text() for line in made.screen.panel.lines] == ["F1   evidence missing, cause missing"]
        made.press(Qt.Key.Key_Return)
        assert made.screen.form.at == "F1"
        made.type("lcd")
        assert made.screen.panel.isHidden()


def test_no_grade_is_shown_before_submission_and_all_of_it_after(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot, True) as made:
        made.open()
        made.finish(2)
        assert grades(made) == []
        assert made.screen.header.progress.text() == "18 of 18 markers"
        made.press(Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: grades(made) == ["Good"])
        assert "66.6 %" in made.screen.result.accessibleName()
        made.type("3")
        assert made.held("W1")[0] == "2"
        assert not made.screen.form.card.levels.segments[0].isEnabled()


def test_reopening_and_overriding_need_a_reason_and_both_grades_stand(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot, True, "inadequate", "It is unlawful.", "A page was overlooked.") as made:
        made.open()
        made.finish(2)
        made.press(Qt.Key.Key_Return, CTRL)
        made.screen.result.override_button.click()
        qtbot.waitUntil(lambda: grades(made) == ["Inadequate", "Good"])
        made.screen.result.reopen_button.click()
        assert made.screen.result.isHidden()
        made.screen.form.take_focus()
        made.type("3")
        assert made.held("W1")[0] == "3"


def test_closing_and_opening_again_returns_to_the_marker(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.press(Qt.Key.Key_F, ALT)
        made.type("2\n")
        assert made.screen.can_leave()
    with desk(place, qtbot) as again:
        again.screen.show_with()
        assert (again.screen.header.plan.text(), again.screen.form.at) == ("EHC-0001", "F2")


def test_what_was_typed_and_never_saved_is_offered_field_by_field(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("thalf a")
        made.type(" thought\n\n0qhe cannot")
        qtbot.waitUntil(lambda: len(made.drafts()) == 1)
        assert made.held("W1")[4] == "half a thought"
        made.screen.form.drop()  # a killed process saves nothing more
    with desk(place, qtbot) as again:
        again.screen.show_with()
        lines = [button.accessibleName() for button in again.screen.panel.lines]
        assert lines == ["Put W2 evidence back", "Discard W2 evidence"]
        again.screen.panel.lines[0].click()
        assert again.screen.form.at == "W2"
        assert again.screen.form.card.evidence.fields["text"].text() == "he cannot"
        again.screen.form.card.evidence.fields["where"].setFocus()
        again.type("B\n")
        assert decode(again.held("W2")[1])["text"] == "he cannot"
        assert again.drafts() == []


def test_what_cannot_be_saved_is_kept_and_tried_again(
    place: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk(place, qtbot, False, True) as made:
        made.open()
        door = made.context.session.workspace.door

        def full(*_: object, **__: object) -> None:
            raise StorageFull("There is no room left on the disk.")

        with monkeypatch.context() as patch:
            patch.setattr(door, "write", full)
            made.type("2")
            assert "W1: 2 was not saved. There is no room" in made.screen.failure.text.text()
            assert not made.screen.can_leave()
        made.screen.failure.button.click()
        assert made.held("W1")[0] == "2"
        assert made.screen.failure.isHidden()
        assert made.screen.can_leave()


def test_locking_saves_what_is_typed_and_leaves_nothing_to_read(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("tseen in class")
        assert made.screen.can_leave()
        assert made.held("W1")[4] == "seen in class"
        made.screen.drop()
        assert made.screen.presenter.page is None
        assert made.screen.form.isHidden()
        assert made.screen.form.card.note.text() == ""
        assert made.screen.header.plan.text() == ""


def test_a_review_that_is_not_there_says_so(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.screen.show_with(review_id="f" * 32)
        assert "no such review" in made.screen.failure.text.text()
        assert made.screen.empty.isVisible()


def test_every_control_has_a_name_and_the_levels_speak_their_words(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot) as made:
        made.open()
        made.type("0q")
        assert unnamed(made.screen) == []
        sound = made.screen.form.card.levels.segments[1]
        assert sound.accessibleName().startswith("W1 Sound: Every section has its own label")


def test_giving_an_audit_up_needs_a_reason_and_locks_it(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot, "The child has moved away.") as made:
        made.open()
        made.screen.abandon_button.click()
        assert "The child has moved away." in made.screen.locked.text.text()
        made.screen.form.take_focus()
        made.type("3")
        assert made.held("W1") == ()
