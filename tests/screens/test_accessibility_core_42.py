"""All 42 markers by keyboard alone, with the letters and without them (reliability U2)."""

from pathlib import Path

import pytest
from audit_support import ON, Desk, desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from qt_support import Place, light_workspace

CTRL = Qt.KeyboardModifier.ControlModifier
MOST_TABS = 60


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=2)


def tab_to(made: Desk, wanted: QWidget) -> None:
    """Press Tab until a widget has the focus."""
    for _ in range(MOST_TABS):
        if made.focus() is wanted:
            return
        made.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {wanted.accessibleName()}")


def chip(made: Desk, words: str) -> QWidget:
    """A chip of the open marker by its words."""
    card = made.screen.form.card
    return next(one for row in (card.evidence.kinds, card.cause) for one in row.chips if one.text() == words)


def test_a_whole_plan_of_42_markers_is_scored_and_submitted_with_keys(place: Place, qtbot: QtBot) -> None:
    with desk(place, qtbot, True) as made:
        made.open(plan_ref="EHC-0001", cycle="thematic", on=ON)
        rows = made.screen.form.column.rows
        assert len(rows) == 42
        for marker in list(rows):
            assert made.screen.form.at == marker
            if made.screen.form.card.by_rule.isVisible():
                made.type("\n")
                continue
            if marker in ("C1", "D1"):
                made.type("hn")  # the section states needs
            made.type("1lcd" if marker == "F3" else "2")
            made.type("\n")
        made.type("a ")
        made.press(Qt.Key.Key_Down)
        made.type(" ")
        made.press(Qt.Key.Key_Escape)
        made.press(Qt.Key.Key_Return, CTRL)
        page = made.screen.presenter.page
        assert page is not None
        assert page.verdict is not None, [button.text() for button in made.screen.panel.lines]
        assert made.held("F3")[:3] == ("1", '{"kind":"not_found","where":"F"}', "drafting")
        assert {said.answer for said in page.said.values()} >= {1, 2}
        states = made.context.session.workspace.conn.execute("SELECT section, state FROM section_state").fetchall()
        assert sorted(tuple(row) for row in states) == [("C", "needs"), ("D", "needs")]
        ticks = made.context.session.workspace.conn.execute("SELECT source FROM advice WHERE listed = 1").fetchall()
        assert {row[0] for row in ticks} == {"school", "psychology"}


def test_a_marker_is_scored_with_tab_arrows_space_and_enter_where_letters_cannot_be_used(
    place: Place, qtbot: QtBot
) -> None:
    with desk(place, qtbot) as made:
        made.open(plan_ref="EHC-0001", cycle="thematic", on=ON)
        card, at = made.screen.form.card, made.screen.form.at
        tab_to(made, card.levels.segments[0])
        for _ in range(2):
            made.press(Qt.Key.Key_Right)
        made.press(Qt.Key.Key_Space)
        assert made.held(at)[0] == "1"
        tab_to(made, chip(made, "Looked for, not found"))
        made.press(Qt.Key.Key_Space)
        tab_to(made, chip(made, "Decision"))
        made.press(Qt.Key.Key_Space)
        tab_to(made, card.share)
        made.press(Qt.Key.Key_Space)
        score, evidence, cause, _reason, _note, good_practice = made.held(at)
        assert (score, evidence, cause, good_practice) == ("1", '{"kind":"not_found","where":"A to K"}', "decision", 1)
        tab_to(made, made.screen.form.sections)
        made.press(Qt.Key.Key_Down)
        assert made.screen.form.at != at
