"""Colours, type and the drawn pieces: every pair readable, every icon drawn, every meaning with a word or shape."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from audit_app.ui.charts import FigureTile, IntervalBar, SceneView
from audit_app.ui.feedback import Banner, Toast, Tone
from audit_app.ui.fields import Field
from audit_app.ui.focus import FocusRing
from audit_app.ui.icons import Icon, draw, path_of
from audit_app.ui.marks import draw_mark
from audit_app.ui.pill import grade_pill
from audit_app.ui.stylesheet import style_sheet
from audit_app.ui.theme import Look, Mode, measures, palette_of, theme_named, theme_of
from audit_app.ui.words import button, icon_button
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Mark
from resources.theme import Colour, contrast, theme_names

ROLE = QPalette.ColorRole
PAIRS = [
    (ROLE.WindowText, ROLE.Window),
    (ROLE.Text, ROLE.Base),
    (ROLE.ButtonText, ROLE.Button),
    (ROLE.HighlightedText, ROLE.Highlight),
    (ROLE.ToolTipText, ROLE.ToolTipBase),
    (ROLE.PlaceholderText, ROLE.Base),
    (ROLE.Link, ROLE.Window),
]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield Look(qapp, mode=Mode.LIGHT)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled])
def test_every_text_of_the_palette_can_be_read(name: str, text: ROLE, ground: ROLE, group: QPalette.ColorGroup) -> None:
    palette = palette_of(theme_named(name))
    one, other = palette.color(group, text).name().upper(), palette.color(group, ground).name().upper()
    assert contrast(one, other) >= 4.5


@pytest.mark.parametrize("name", theme_names())
def test_the_sheet_leaves_no_token_open_and_takes_all_colours_from_the_theme(name: str) -> None:
    theme = theme_named(name)
    sheet = style_sheet(theme, measures())
    assert "$" not in sheet
    own = {theme[colour].upper() for colour in Colour}
    mixed = set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) - own
    assert len(mixed) <= 2  # the pressed accent and the scroll bar, mixed of two tokens
    strong = re.search(r"weight=\"main\"\]:hover[^{]*\{ background: (#\w{6})", sheet)
    assert strong is not None
    assert contrast(strong.group(1), theme[Colour.ON_ACCENT]) >= 4.5


def test_the_theme_can_be_set_and_widgets_know_it(look: Look, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    names = []
    for mode in (Mode.DARK, Mode.LIGHT, Mode.DARK):
        look.set_mode(mode)
        names.append(theme_of(widget).name)
    assert names == ["dark", "light", "dark"]


def test_type_grows_with_the_scale_and_never_beyond_twice(look: Look, qapp: QApplication) -> None:
    usual = qapp.font().pointSizeF()
    look.set_scale(1.5)
    assert qapp.font().pointSizeF() == pytest.approx(usual * 1.5)
    look.set_scale(9)
    assert qapp.font().pointSizeF() == pytest.approx(usual * 2)


@pytest.mark.parametrize("icon", Icon)
def test_every_icon_lies_in_its_square_and_draws_something(icon: Icon, qapp: QApplication) -> None:
    assert QRectF(0, 0, 20, 20).contains(path_of(icon).boundingRect())
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw(painter, icon, QRectF(0, 0, 20, 20), QColor("black"))
    painter.end()
    assert any(image.pixelColor(x, y).lightness() < 120 for x in range(20) for y in range(20))


def test_every_grade_has_a_shape_of_its_own(qapp: QApplication) -> None:
    def drawn(mark: Mark) -> bytes:
        image = QImage(15, 15, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw_mark(painter, mark, QPointF(7.5, 7.5), 12, QColor("black"))
        painter.end()
        return bytes(image.constBits())

    assert len({drawn(mark) for mark in GRADE_MARKS.values()}) == len(GRADE_MARKS)


def test_a_pill_speaks_its_words(look: Look, qtbot: QtBot) -> None:
    pill = grade_pill("requires_improvement", "Requires improvement")
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "Requires improvement"
    pill.show_grade("good", "Good")
    assert pill.accessibleName() == "Good"


def test_a_field_says_beside_itself_what_is_wrong(qtbot: QtBot) -> None:
    field = Field("&Name", QLineEdit(), hint="As colleagues know you.")
    qtbot.addWidget(field)
    field.show_problems(["The name is empty. Type yours."])
    assert field.problem.text() == "The name is empty. Type yours."
    assert field.widget.accessibleDescription() == "The name is empty. Type yours."
    assert field.widget.accessibleName() == "Name"
    field.show_problems([])
    assert field.problem.isHidden()
    assert field.widget.accessibleDescription() == "As colleagues know you."


def test_buttons_have_names_without_their_marks_and_call_without_arguments(qtbot: QtBot) -> None:
    called: list[tuple[object, ...]] = []
    pressed = button("&Open", lambda *words: called.append(words))
    icon = icon_button(Icon.CLOSE, "Close the details")
    for widget in (pressed, icon):
        qtbot.addWidget(widget)
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert (pressed.accessibleName(), icon.accessibleName(), called) == ("Open", "Close the details", [()])


def test_a_banner_has_one_next_step_and_goes_with_its_reason(qtbot: QtBot) -> None:
    done: list[str] = []
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("The share is not there.", Tone.WARNING, words="Try again", on_click=lambda: done.append("again"))
    assert not banner.isHidden()
    QTest.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert done == ["again"]
    banner.say("")
    assert banner.isHidden()


def test_a_toast_leaves_the_focus_where_it_is(qtbot: QtBot) -> None:
    window, edit = QWidget(), QLineEdit()
    edit.setParent(window)
    qtbot.addWidget(window)
    window.resize(800, 400)
    toast = Toast(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    edit.setFocus()
    toast.say("Saved.", words="Undo")
    assert edit.hasFocus()
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())


def test_charts_and_figures_speak_their_numbers(qtbot: QtBot) -> None:
    bar, tile = IntervalBar("Effective", 62, 50, 74), FigureTile("Effective plans", "41 of 60", "68 % (55 to 79)")
    for widget in (bar, tile):
        qtbot.addWidget(widget)
    assert "62" in bar.accessibleDescription()
    assert tile.accessibleName() == "Effective plans: 41 of 60. 68 % (55 to 79)"
    assert isinstance(bar, SceneView)


def test_the_ring_is_around_what_has_the_focus_and_nowhere_else(qapp: QApplication, look: Look, qtbot: QtBot) -> None:
    ring = FocusRing(qapp)
    window = QWidget()
    one, two = QPushButton("one", window), QPushButton("two", window)
    one.move(40, 40)
    two.move(240, 40)
    qtbot.addWidget(window)
    window.resize(400, 120)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for widget in (one, two):
        widget.setFocus()
        rings = [found for found in window.findChildren(QWidget, "focus_ring") if found.isVisible()]
        # windows of earlier tests may have left rings of theirs, at the same place: nowhere else is what counts
        around = {found.geometry().getRect() for found in rings}
        assert around == {widget.geometry().adjusted(-4, -4, 4, 4).getRect()}
    ring.move_to(two, None)
    qapp.focusChanged.disconnect(ring.move_to)


def test_labels_never_read_marks_of_mark_up(qtbot: QtBot) -> None:
    from audit_app.ui.words import label

    made: QLabel = label("<b>Not bold</b>")
    qtbot.addWidget(made)
    assert made.textFormat() is Qt.TextFormat.PlainText
