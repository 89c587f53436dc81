"""Where the focus goes and how it is seen: passed on without a gap in the order, and a ring around whatever has it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from audit_app.ui.card import Card, Page
from audit_app.ui.drawer import Drawer
from audit_app.ui.feedback import Toast
from audit_app.ui.focus import FocusRing, pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.shortcuts import KeyGroup, KeyLine, ShortcutSheet
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import Look, Mode, measures, theme_named
from audit_app.ui.words import button, icon_button, label
from resources.theme import Colour


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield Look(qapp, mode=Mode.LIGHT)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def ring(qapp: QApplication) -> Iterator[FocusRing]:
    made = FocusRing(qapp)
    yield made
    made.move_to(None, None)
    qapp.focusChanged.disconnect(made.move_to)


def test_focus_that_is_passed_on_leaves_the_order_of_tab_whole(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    before, page = QLineEdit(), QWidget()
    inside = [QLineEdit() for _ in range(3)]
    inner = QVBoxLayout(page)
    for one in inside:
        inner.addWidget(one)
    column.addWidget(before)
    column.addWidget(page)
    pass_focus(page, inside[2])
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before.setFocus()
    reached = []
    for _ in inside:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == inside
    before.setFocus()
    page.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert inside[2].hasFocus()


def test_tab_comes_to_the_head_of_a_page_before_its_body_whenever_it_was_filled(qtbot: QtBot) -> None:
    window, page = QWidget(), Page("Plans")
    column = QVBoxLayout(window)
    outside = button("Outside")
    column.addWidget(outside)
    column.addWidget(page)
    body = [QLineEdit(), QLineEdit()]
    for one in body:
        page.body.addWidget(one)
    head = [button("Cancel"), button("Import")]
    for above in head:
        page.head.addWidget(above)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    outside.setFocus()
    reached = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [*head, *body, outside]


def kinds() -> list[tuple[QWidget, QWidget]]:
    """What can have the focus: the widget to be placed, and the one in it that takes the focus."""
    table = DataTable("Plans", [Column("ref", "Plan", str)], searchable=False)
    table.set_rows(["EHC-0001", "EHC-0002"])
    listed = QListWidget()
    listed.addItems(["One", "Two"])
    plain = [
        *(button("Open"), button("Save", weight="main"), button("More", weight="quiet"), icon_button(Icon.CLOSE, "x")),
        *(QLineEdit(), QPlainTextEdit(), QComboBox(), QSpinBox(), QCheckBox("Tick"), QRadioButton("One of")),
        listed,
    ]
    return [*((one, one) for one in plain), (table, table.view)]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("home", ["card", "page", "splitter", "scroll"])
def test_whatever_has_the_focus_has_a_ring_of_two_pixels_two_apart(
    qapp: QApplication, look: Look, ring: FocusRing, qtbot: QtBot, mode: Mode, home: str
) -> None:
    look.set_mode(mode)
    size, colour = measures(), QColor(theme_named(mode.value)[Colour.FOCUS])
    for holder, widget in kinds():
        window = placed(holder, home)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        image = window.grab().toImage()
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        reach = size.focus_gap + size.focus_width
        edge = place.adjusted(-reach, -reach, reach, reach)
        if not edge_is(image, edge, colour):  # where there is no room around it: at its own edge
            assert home in ("splitter", "scroll"), (type(widget).__name__, home)
            assert edge_is(image, place, colour), type(widget).__name__
        window.hide()


def placed(widget: QWidget, home: str) -> QWidget:
    """A window in which the widget stands in such a home."""
    window: QWidget
    if home == "page":
        page = Page("Home")
        page.body.addWidget(widget)
        window = page
    elif home == "splitter":
        split = QSplitter()
        split.addWidget(widget)
        split.addWidget(QWidget())
        window = QWidget()
        QVBoxLayout(window).addWidget(split)
    elif home == "scroll":
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(widget)
        window = QWidget()
        QVBoxLayout(window).addWidget(area)
    else:
        card = Card("Title")
        card.body.addWidget(widget)
        window = QWidget()
        QVBoxLayout(window).addWidget(card)
    window.resize(420, 360)
    return window


def edge_is(image: QImage, edge: QRect, colour: QColor) -> bool:
    """Whether the middle of each side of a frame is of this colour, two pixels deep."""
    middle = edge.center()
    deep = range(measures().focus_width)
    spots = [
        *((middle.x(), edge.top() + step) for step in deep),
        *((middle.x(), edge.bottom() - step) for step in deep),
        *((edge.left() + step, middle.y()) for step in deep),
        *((edge.right() - step, middle.y()) for step in deep),
    ]
    return all(image.valid(x, y) and image.pixelColor(x, y) == colour for x, y in spots)


def test_a_toast_hides_nothing_that_has_the_focus(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    upper, lower = button("Upper"), button("Lower")
    column.addWidget(upper)
    column.addStretch(1)
    column.addWidget(lower, 0, Qt.AlignmentFlag.AlignHCenter)
    qtbot.addWidget(window)
    window.resize(800, 400)
    toast = Toast(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for focused, is_at_foot in ((upper, True), (lower, False), (upper, True)):
        focused.setFocus()
        toast.say("Saved.", words="Undo")
        assert (toast.y() > 200) is is_at_foot
        assert not toast.geometry().intersects(focused.geometry())
    lower.setFocus(Qt.FocusReason.TabFocusReason)
    assert not toast.geometry().intersects(lower.geometry())


def test_what_is_longer_than_its_view_is_read_by_keyboard(qtbot: QtBot) -> None:
    sheet = ShortcutSheet([KeyGroup("Keys", tuple(KeyLine("Enter", "Opens the row") for _ in range(60)))])
    drawer = Drawer()
    drawer.body.addWidget(label("One line of many.\n" * 90))
    for window, area in ((sheet, sheet.area), (drawer, drawer.area)):
        qtbot.addWidget(window)
        window.resize(500, 300)
        window.show()
        seen = []
        for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
            QTest.keyClick(window, key)
            seen.append(area.verticalScrollBar().value())
        most = area.verticalScrollBar().maximum()
        assert 0 < seen[0] < seen[1] < seen[2] == most > seen[3] > seen[4] == 0
    QTest.keyClicks(sheet, "?")
    assert sheet.isHidden()
