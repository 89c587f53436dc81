"""Every shared piece by itself: it shows nothing before it is placed, cuts no words, and takes its colours right."""

from collections.abc import Iterator

import pytest
from piece_table import LONG, PIECES, pieces_there_are, windows_shown
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from qt_support import unnamed

from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Toast, Tone
from audit_app.ui.fields import Field
from audit_app.ui.palette import Command, CommandPalette
from audit_app.ui.theme import Look, Mode, theme_of
from audit_app.ui.words import button

STYLED: tuple[type[QWidget], ...] = (
    *(QLabel, QPushButton, QRadioButton, QCheckBox, QFrame, QToolButton, QLineEdit, QPlainTextEdit),
    *(QTableView, QListWidget, QComboBox, QSpinBox, QDateEdit),
)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield Look(qapp, mode=Mode.LIGHT)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_the_table_of_pieces_names_every_one() -> None:
    missing = sorted(piece.__name__ for piece in pieces_there_are() - set(PIECES))
    assert missing == [], "add a line for each to PIECES in tests/ui/piece_table.py"


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.__name__)
def test_no_piece_shows_itself_before_it_is_placed(qapp: QApplication, qtbot: QtBot, piece: type[QWidget]) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    with windows_shown(qapp) as shown:
        qtbot.addWidget(PIECES[piece](home))
    assert shown == []


def is_whole(text: QLabel) -> bool:
    return text.height() >= text.heightForWidth(text.width()) and text.width() >= text.minimumSizeHint().width()


@pytest.mark.parametrize("width", [420, 900, 1600])
@pytest.mark.parametrize("beside", ["", "a page", "a neighbour"])
def test_an_empty_state_shows_all_its_words_wherever_it_is_put(
    look: Look, qtbot: QtBot, width: int, beside: str
) -> None:
    empty = EmptyState("No sample has been drawn yet", LONG, words="Draw this week's six")
    if beside == "a page":
        page = Page("Samples")
        page.body.addWidget(empty, 1)
        top: QWidget = page
    elif beside == "a neighbour":
        top = QWidget()
        across = QHBoxLayout(top)
        across.addWidget(empty, 1)
        across.addWidget(QListWidget(), 1)
        width = max(width, 800)
    else:
        top = empty
    qtbot.addWidget(top)
    top.resize(width, 400)
    top.show()
    for text in (empty.title, empty.text):
        assert is_whole(text), (text.size(), text.heightForWidth(text.width()))
    assert empty.text.width() > 250
    assert empty.text.height() > empty.title.height()
    middle = empty.text.mapTo(empty, empty.text.rect().center()).x()
    assert abs(middle - empty.rect().center().x()) <= 1


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("kind", STYLED, ids=lambda kind: kind.__name__)
def test_a_styled_widget_knows_the_theme_it_is_painted_in(
    look: Look, qtbot: QtBot, mode: Mode, kind: type[QWidget]
) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    look.set_mode(mode)
    other = Qt.GlobalColor.black if mode is Mode.LIGHT else Qt.GlobalColor.white
    # as platforms do for kinds of their own
    QApplication.setPalette(QPalette(other), kind.__name__)  # type: ignore[arg-type]  # it takes text, the stub is wrong
    widget.show()
    assert theme_of(widget).name == mode.value


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_every_input_is_as_high_as_the_others_and_its_words_stand_off_its_border(
    look: Look, qtbot: QtBot, mode: Mode, scale: float
) -> None:
    look.set_mode(mode)
    look.set_scale(scale)
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    inputs: list[QWidget] = [QLineEdit("H"), QSpinBox(), QDateEdit(), QDateEdit(), QComboBox()]
    for one in inputs:
        if isinstance(one, QComboBox):
            one.addItem("H")
        if isinstance(one, QSpinBox):
            one.setValue(4)
        if isinstance(one, QDateEdit):
            one.setDisplayFormat("MMM yyyy")
            one.setCalendarPopup(one is inputs[3])
        column.addWidget(Field("&Input", one))
    top.resize(300, 500)
    top.show()
    top.setFocus()
    starts = [first_ink(one) for one in inputs]
    assert min(starts) >= 8
    assert max(starts) - min(starts) <= 3
    assert {one.height() for one in inputs} == {inputs[0].height()}
    assert inputs[0].height() >= 32


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_calendar_shows_every_day_whole_and_no_colour_of_its_own(look: Look, qtbot: QtBot, scale: float) -> None:
    look.set_scale(scale)
    box = QDateEdit(QDate(2026, 11, 22))
    box.setCalendarPopup(True)
    field = Field("&Due", box)
    qtbot.addWidget(field)
    field.resize(300, 60)
    field.show()
    calendar = box.calendarWidget()
    calendar.ensurePolished()
    calendar.resize(calendar.sizeHint().expandedTo(calendar.minimumSize()))
    assert not calendar.grab().isNull()  # laid out and painted as in its window, which would take the keyboard
    days = calendar.findChild(QTableView)
    assert days is not None
    assert min(days.columnWidth(at) for at in range(8)) >= days.fontMetrics().horizontalAdvance("Wed") + 4
    assert min(days.rowHeight(at) for at in range(7)) >= 24
    weekend = calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday)
    assert weekend.foreground().style() is Qt.BrushStyle.NoBrush
    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday


def first_ink(widget: QWidget) -> int:
    """How far from its left edge the words of an input begin."""
    image = widget.grab().toImage()
    ground = image.pixelColor(5, image.height() // 2)
    lines = range(8, image.height() - 8)
    for x in range(3, image.width()):
        if any(abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 60 for y in lines):
            return x
    raise AssertionError("nothing is written in it")


def test_a_hidden_button_needs_no_name(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    inner = QWidget()
    QVBoxLayout(inner).addWidget(button(""))
    column.addWidget(inner)
    column.addWidget(button("Open"))
    top.show()
    assert unnamed(top) == ["_Button in QWidget"]
    inner.hide()
    assert unnamed(top) == []


def test_notices_and_the_line_in_the_palette_are_said_wherever_the_focus_is(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    Toast(window).say("Saved.")
    banner = Banner(window)
    banner.say("The share is not there.", Tone.FAULT)
    banner.say("")
    palette = CommandPalette(window)
    palette.open_with([Command("Home", "Screen", lambda: None), Command("Plans", "Screen", lambda: None)])
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert said[:2] == ["Saved.", "The share is not there."]
    assert [one.split("   ")[0] for one in said[2:]] == ["Home", "Plans"]
