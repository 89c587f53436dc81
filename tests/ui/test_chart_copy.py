"""Copying a chart: as a picture on a light ground, as rows with tabs, by keyboard; what is pressed is told."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QColor, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audit_app.shell.clipboard import ClipboardGuard
from audit_app.ui.charts import ChartFrame
from audit_app.ui.theme import theme_named
from exports.charts.heat import Heat, heat_map
from exports.charts.ranked import RankedShare, ranked_chart
from exports.charts.scene import Box, Scene, Shape
from resources.theme import Colour

ROWS = [RankedShare("B1", 50.0, 20.0, 80.0, "3 of 6"), RankedShare("E1", 90.0, 60.0, 99.0, "9 of 10")]


def ranked(width: float) -> Scene:
    return ranked_chart(ROWS, width, "% of plans")


def heat(width: float) -> Scene:
    return heat_map([("B", "Needs")], ["Education", "Health"], {(0, 0): Heat(1.2, 8), (0, 1): Heat(2.6, 9)}, width)


def frame(qtbot: QtBot) -> ChartFrame:
    made = ChartFrame("Markers", ranked, unit="% of plans", count="10 plans")
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.show()
    return made


def test_a_chart_is_copied_as_a_picture_by_keyboard(qtbot: QtBot) -> None:
    made = frame(qtbot)
    QTest.keyClick(made.picture_button, Qt.Key.Key_Space)
    image = QGuiApplication.clipboard().image()
    assert image.width() > 1500
    assert image.pixelColor(1, 1) == QColor(theme_named("light")[Colour.SURFACE])
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert QColor(theme_named("light")[Colour.ACCENT]).name() in seen, "the chart itself is in it"


def test_a_chart_is_copied_as_the_rows_that_it_was_given_or_as_its_words(qtbot: QtBot) -> None:
    made = frame(qtbot)
    QTest.keyClick(made.table_button, Qt.Key.Key_Space)
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0] == "Markers\t% of plans · 10 plans"
    assert text.splitlines()[-2:] == ["B1\t3 of 6", "E1\t9 of 10"]
    made.show_scene(ranked, rows=[("Marker", "Share"), ("B1", "50 %\tor so")])
    assert made.copy_table() == "Marker\tShare\nB1\t50 % or so"


def test_a_renamed_chart_has_its_name_on_its_buttons_too(qtbot: QtBot) -> None:
    made = frame(qtbot)
    made.rename("Section B")
    names = {made.accessibleName(), made.chart.accessibleName(), made.picture_button.accessibleName()}
    assert names == {"Section B", "Copy picture: Section B"}
    assert made.table_button.accessibleName() == "Copy as table: Section B"


def test_a_press_tells_the_mark_or_the_box_that_it_means(qtbot: QtBot) -> None:
    made = frame(qtbot)
    marks: list[int] = []
    boxes: list[int] = []
    made.chart.mark_chosen.connect(marks.append)
    made.chart.box_chosen.connect(boxes.append)

    def press(x: float, y: float) -> None:
        spot = QPoint(round(x * made.chart.per_point), round(y * made.chart.per_point))
        QTest.mouseClick(made.chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    second = [one for one in made.chart.scene().items if isinstance(one, Shape)][1]
    press(second.x + 4, second.y - 3)
    press(second.x + 60, second.y)
    made.show_scene(heat)
    box = [one for one in made.chart.scene().items if isinstance(one, Box)][1]
    press(box.x + box.width / 2, box.y + box.height / 2)
    press(2, 2)
    assert (marks, boxes) == ([1], [1])


def test_a_copied_picture_is_told_and_does_not_stay(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    # a platform without a screen does not say whose it is
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    board, told = QGuiApplication.clipboard(), list[str]()
    guard = ClipboardGuard(board)
    guard.picture_copied.connect(lambda: told.append("picture"))
    guard.rows_copied.connect(lambda rows: told.append(f"{rows} rows"))
    made = frame(qtbot)
    made.copy_picture()
    assert guard.clears_in_ms > 0
    guard.clear()
    assert board.image().isNull()
    made.copy_table()
    assert told == ["picture", "4 rows"]
    guard.clear()
    guard.deleteLater()
