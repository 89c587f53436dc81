"""The audit form by itself: what it tells when keys are pressed, and how it places its parts."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.model import EvidenceKind, Framework, NotScore, read_framework
from forms.widgets import AuditForm, EvidenceText, FormState, Given, PlaceLink
from forms.widgets.fields import TextField
from forms.widgets.flow import ChipRow, Option
from forms.widgets.levels import LevelControl
from resources.frameworks import framework_text, resolve
from scoring.plan.text import Place
from scoring.thread.levels import Suggestion

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def core() -> Framework:
    return read_framework(framework_text("core-42"), resolve)


@pytest.fixture
def form(qtbot: QtBot, core: Framework) -> AuditForm:
    made = AuditForm()
    qtbot.addWidget(made)
    made.resize(1000, 640)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_form(FormState(core, {"A2": Given(by_rule="over school age")}))
    made.take_focus()
    return made


def state_with(core: Framework, marker: str, given: Given) -> FormState:
    return FormState(core, {marker: given})


def press(text: str) -> None:
    for character in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, character)


def test_each_answer_key_tells_marker_and_answer(form: AuditForm) -> None:
    told: list[tuple[str, object]] = []
    form.answer_chosen.connect(lambda marker, answer: told.append((marker, answer)))
    press("3210ne")
    assert told == [("W1", 3), ("W1", 2), ("W1", 1), ("W1", 0), ("W1", NotScore.NA), ("W1", NotScore.NE)]


def test_looked_for_not_found_is_told_whole_with_one_key(form: AuditForm) -> None:
    told: list[tuple[str, object]] = []
    form.evidence_left.connect(lambda marker, evidence: told.append((marker, evidence)))
    form.go_to("F1")
    press("l")
    assert told == [("F1", EvidenceText(EvidenceKind.NOT_FOUND, where="F, B"))]


def test_another_kind_of_evidence_keeps_the_words_that_were_typed(form: AuditForm) -> None:
    told: list[object] = []
    form.evidence_left.connect(lambda _marker, evidence: told.append(evidence))
    press("qshe reads to us")
    said = next(chip for chip in form.card.evidence.kinds.chips if chip.option.value == "said")
    said.click()
    press("review")
    form.go_to("W2")
    assert told[-1] == EvidenceText(EvidenceKind.SAID, "she reads to us", where="review")


def test_a_chip_that_is_chosen_takes_the_evidence_back(form: AuditForm, core: Framework) -> None:
    told: list[object] = []
    form.evidence_left.connect(lambda _marker, evidence: told.append(evidence))
    form.show_state(FormState(core, {"W1": Given(0, EvidenceText(EvidenceKind.NOT_FOUND, where="B"))}))
    chosen = next(chip for chip in form.card.evidence.kinds.chips if chip.isChecked())
    chosen.click()
    assert told == [None]
    assert form.card.evidence.body.isHidden()


def test_typing_is_told_key_by_key_and_leaving_once(form: AuditForm) -> None:
    typed: list[str] = []
    left: list[tuple[str, str, str]] = []
    form.text_typed.connect(lambda _marker, _field, text: typed.append(text))
    form.text_left.connect(lambda *said: left.append(said))
    press("tab 2")
    form.go_to("W2")
    assert typed == ["a", "ab", "ab ", "ab 2"]
    assert left == [("W1", "note", "ab 2")]


def test_what_is_typed_survives_news_from_elsewhere(form: AuditForm, core: Framework) -> None:
    press("thalf a word")
    form.show_state(FormState(core, {"W1": Given(3, note="from elsewhere")}))
    assert form.card.note.text() == "half a word"


def test_a_review_to_be_read_takes_no_answer_and_still_moves(form: AuditForm, core: Framework) -> None:
    told: list[object] = []
    form.answer_chosen.connect(lambda *said: told.append(said))
    form.evidence_left.connect(lambda *said: told.append(said))
    form.show_form(FormState(core, {}, is_read_only=True))
    form.take_focus()
    press("3lcg")
    QTest.keyClick(form.card, Qt.Key.Key_Down)
    assert (told, form.at) == ([], "W2")


def test_the_end_is_told_at_the_last_marker(form: AuditForm, qtbot: QtBot) -> None:
    form.go_to("K1")
    with qtbot.waitSignal(form.ended):
        QTest.keyClick(form.card, Qt.Key.Key_Return)
    assert form.at == "K1"


def test_na_by_rule_is_filled_in_with_its_reason(form: AuditForm) -> None:
    form.go_to("A2")
    assert form.card.by_rule.text() == "Does not apply by rule: over school age"
    assert [one.answer for one in form.card.levels.segments if one.isChecked()] == [NotScore.NA]


@pytest.mark.parametrize("width", [280, 420, 700, 1100])
def test_the_words_of_all_levels_are_in_view_at_any_width(qtbot: QtBot, core: Framework, width: int) -> None:
    control = LevelControl()
    qtbot.addWidget(control)
    control.show()
    for marker in core.markers:
        control.show_marker(marker, core)
        control.resize(width, control.heightForWidth(width))
        placed = [one.geometry() for one in control.segments]
        assert all(control.rect().contains(rect) for rect in placed), marker.id
        assert all(one.height() >= one.height_for(one.width()) for one in control.segments), marker.id
        pairs = [(a, b) for n, a in enumerate(placed) for b in placed[n + 1 :]]
        assert not [pair for pair in pairs if pair[0].intersects(pair[1])], marker.id


def test_level_zero_is_not_taken_for_nothing(qtbot: QtBot, core: Framework) -> None:
    control = LevelControl()
    qtbot.addWidget(control)
    control.show_marker(core.marker("B1"), core)
    for answer in (0, None, 3, NotScore.NE, None):
        control.set_answer(answer)
        chosen = [one.answer for one in control.segments if one.isChecked()]
        assert chosen == ([] if answer is None else [answer])


def test_chips_wrap_and_stay_apart(qtbot: QtBot) -> None:
    row = ChipRow("Cause", [Option(word, word, word[0]) for word in ("advice", "drafting", "review", "commissioning")])
    qtbot.addWidget(row)
    row.show()
    for width in (200, 330, 800):
        row.resize(width, row.heightForWidth(width))
        places = [chip.geometry() for chip in row.chips]
        assert all(row.rect().contains(place) for place in places), width
        assert not [1 for n, a in enumerate(places) for b in places[n + 1 :] if a.intersects(b)], width


def test_an_armed_row_takes_its_own_key_and_passes_over_others(qtbot: QtBot) -> None:
    row = ChipRow("Cause", [Option("advice", "Advice", "a"), Option("drafting", "Drafting", "d")])
    qtbot.addWidget(row)
    told: list[str] = []
    row.chosen.connect(told.append)
    QTest.keyClicks(row, "d")
    assert told == []
    row.arm()
    QTest.keyClicks(row, "xd")
    QTest.keyClicks(row, "a")
    assert told == ["drafting"]


def test_a_text_field_grows_with_its_text_and_shift_enter_is_a_new_line(qtbot: QtBot) -> None:
    field = TextField("Note")
    qtbot.addWidget(field)
    field.resize(300, field.height())
    field.show()
    before = field.height()
    done: list[bool] = []
    field.finished.connect(lambda: done.append(True))
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(field, "two")
    assert (field.text(), done) == ("one\ntwo", [])
    assert field.height() > before
    QTest.keyClick(field, Qt.Key.Key_Return, NONE)
    assert done == [True]


def test_arrows_move_along_the_levels_and_space_chooses(form: AuditForm) -> None:
    told: list[object] = []
    form.answer_chosen.connect(lambda _marker, answer: told.append(answer))
    segments = form.card.levels.segments
    segments[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.focusWidget() or form, key)
        seen.append(QApplication.focusWidget())
    assert seen == [segments[1], segments[2], segments[1], segments[0], segments[0]]
    QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Space)
    assert told == [3]


def tab_round(form: AuditForm) -> list[QWidget]:
    """What Tab reaches from the open marker until it is there again."""
    form.take_focus()
    seen: list[QWidget] = [form.card]
    while len(seen) < 200:
        QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now is form.card:
            return seen
        seen.append(now)
    raise AssertionError("Tab does not come back")


@pytest.mark.parametrize("marker", ["W1", "B1", "C1", "D2", "K1"])
def test_tab_goes_through_the_form_as_it_is_read(form: AuditForm, marker: str) -> None:
    form.go_to(marker)
    stops = form.column.stops()
    assert {form.card, form.column.advice, *form.column.states.values()} == set(stops)
    assert [part.y() for part in stops] == sorted(part.y() for part in stops)
    parts = [part for one in tab_round(form) for part in stops if part is one or part.isAncestorOf(one)]
    reached = list(dict.fromkeys(parts))
    first = stops.index(form.card)
    assert reached == stops[first:] + stops[:first]
    assert [part for part, before in zip(parts, [None, *parts], strict=False) if part is not before] == reached


def test_the_advice_grid_is_one_stop_for_tab_and_keeps_its_place(form: AuditForm) -> None:
    advice = form.column.advice
    assert advice is not None
    assert [one for one in tab_round(form) if advice.isAncestorOf(one)] == [advice.boxes[0, 0]]
    advice.boxes[2, 1].setFocus(Qt.FocusReason.MouseFocusReason)
    assert [one for one in tab_round(form) if advice.isAncestorOf(one)] == [advice.boxes[2, 1]]


def test_a_suggested_level_is_said_with_its_arithmetic_and_taken_by_one_key(
    form: AuditForm, core: Framework, qtbot: QtBot
) -> None:
    form.go_to("F3")
    line = form.card.suggestion
    assert line.isHidden()
    suggested = Suggestion("F3", 2, "7 of 9 lines give frequency and duration: 78 %, level 2")
    form.show_state(state_with(core, "F3", Given(suggested=suggested)))
    assert line.words.text() == f"The thread suggests 2: {suggested.arithmetic}."
    assert form.card.levels.segments[1].isChecked() is False
    with qtbot.waitSignal(form.taken) as taken:
        QTest.keyClicks(form.card, "y")
    assert taken.args == ["F3"]
    form.show_state(state_with(core, "F3", Given(2, suggested=suggested)))
    assert line.words.text().startswith("The thread suggests the same: 7 of 9")
    assert line.take.isHidden()


def test_the_state_that_the_text_suggests_is_taken_by_h_and_y_and_never_by_itself(
    form: AuditForm, core: Framework, qtbot: QtBot
) -> None:
    form.go_to("C1")
    form.show_state(replace(state_with(core, "C1", Given()), suggested_states={"C": "checked_none"}))
    line, chips = form.column.suggestions["C"], form.column.states["C"]
    assert line.words.text() == "The plan's text suggests: None, after checking."
    assert not any(chip.isChecked() for chip in chips.chips)
    with qtbot.waitSignal(form.state_chosen) as chosen:
        QTest.keyClicks(form.card, "h")
        press("y")
    assert chosen.args == ["C", "checked_none"]


def test_evidence_from_the_plan_keeps_its_link_while_its_words_are_the_plans(form: AuditForm, core: Framework) -> None:
    link = PlaceLink("d1", Place("b7", 0, 20))
    held = EvidenceText(EvidenceKind.QUOTATION, "access to phonics as required", "F", link=link)
    form.go_to("F2")
    form.show_state(state_with(core, "F2", Given(evidence=held, place="F, table 2 row 3")))
    editor = form.card.evidence
    assert (editor.place.isHidden(), editor.place.text()) == (False, "F, table 2 row 3")
    editor.fields["text"].setFocus()
    editor.fields["text"].selectAll()
    QTest.keyClicks(editor.fields["text"], "as required")
    assert editor.link == link
    QTest.keyClicks(editor.fields["text"], " by whom?")
    assert editor.link is None
    assert editor.place.isHidden()
